"""Which questions are offered: examples for each kind of reader, and what else may be asked after an answer.

Only what the library answers is offered, and that is found out by asking: in the background for the examples, once for
each generation of the library; after an answer has been shown for what follows it. Who waits for an answer comes first.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rag.analysis import fold
from rag.errors import RegestoError
from rag.library import Library
from rag.types import Answer, Citation, Filters, Question
from ui.desk import Desk
from ui.examples import Example, examples_for
from ui.leads import PERSONAS, Lead, commonest_first, leads_of, nearest_first, wording
from ui.restoring import Conversation

log = logging.getLogger(__name__)

# Examples for each kind of reader; questions that follow an answer.
SHOWN: Final = 3
FOLLOWING: Final = 3
# Questions tried for a place among them, seconds spent on what follows, documents read for their leads.
_TRIED: Final = 12
_PATIENCE: Final = 3.0
_READ: Final = 400
# A question for a meaning, on folded text.
_DEFINING: Final = re.compile(
    r"\bcos'?e\b|\bcosa (?:e|sono|vuol|signific)|\bsignifi|\bqu'est-ce|\bwhat (?:is|are|does)\b|stands? for"
)
_WORD: Final = re.compile(r"[\w-]+")

Examples = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question to be tried; its answer must say ``name``, or cite a document of that ``title``."""

    text: str
    name: str = ""
    title: str = ""


class Proposing:
    """Offers questions; safe to share between threads."""

    def __init__(self, desk: Desk, examples: Sequence[Example]) -> None:
        self.desk = desk
        self._examples = tuple(examples)
        self._known: dict[str, tuple[int, Examples]] = {}
        self._working: set[str] = set()
        self._lock = threading.Lock()

    def examples(self, language: str) -> Examples | None:
        """The examples in a language by kind of reader; None while they are being tried, which this begins.

        Raises RegestoError when the library can't be opened.
        """
        generation = self.desk.library.generation()
        with self._lock:
            known = self._known.get(language)
            if known is not None and known[0] == generation:
                return known[1]
            if language not in self._working:
                self._working.add(language)
                threading.Thread(
                    target=self._find, args=(language, generation), name="regesto-examples", daemon=True
                ).start()
            return None

    def ready(self, language: str) -> bool:
        """Whether no examples are being tried in that language."""
        with self._lock:
            return language not in self._working

    def _find(self, language: str, generation: int) -> None:
        found: Examples = {}
        try:
            found = self._tried(language, self.desk.library)
        except Exception:  # whatever it is, the page does without examples
            if not self.desk.closed.is_set():  # else the indexes were closed under it
                log.exception("no examples could be found")
        with self._lock:
            self._known[language] = generation, found
            self._working.discard(language)

    def _tried(self, language: str, library: Library) -> Examples:
        records = library.records()
        titles = {record.title for record in records}
        newest = sorted(records, key=lambda record: record.published or "", reverse=True)[:_READ]
        leads = commonest_first(lead for record in newest for lead in leads_of(library, record.uri))
        found: Examples = {}
        shown: list[Answer] = []
        for persona, kinds in PERSONAS.items():
            own = [each for each in examples_for(language, self._examples) if each.persona == persona]
            candidates = [_Candidate(each.text, title=each.title) for each in own if each.title in titles]
            candidates += [_worded(lead, language) for lead in _in_turn(leads, kinds)]
            found[persona] = tuple(self._answered(candidates, Filters(), shown, SHOWN, self.desk.give_way))
        return {persona: texts for persona, texts in found.items() if texts}

    def follow_ups(self, conversation: Conversation, language: str, filters: Filters = Filters()) -> tuple[str, ...]:
        """What else the library answers about what the last answer cites; () after a refusal, and while others wait."""
        if not conversation or self.desk.answering:
            return ()
        last = conversation[-1].answer
        places: dict[str, list[int]] = {}
        for citation in last.citations:
            places.setdefault(citation.document, []).append(citation.start)
        until = time.monotonic() + _PATIENCE
        try:
            library = self.desk.library
            leads = nearest_first((lead for uri in places for lead in leads_of(library, uri)), places)
            titles = {record.title for uri in places if (record := library.record(uri))}
            own = [each for each in examples_for(language, self._examples) if each.title in titles]
            candidates = [_Candidate(each.text, title=each.title) for each in own]
            told = _told(conversation)
            candidates += [_worded(lead, language) for lead in leads if (lead.kind, fold(lead.name)) not in told]
            asked = {fold(exchange.question).strip(" ?") for exchange in conversation}
            new = [each for each in candidates if fold(each.text).strip(" ?") not in asked]
            shown = [exchange.answer for exchange in conversation]
            return tuple(self._answered(new, filters, shown, FOLLOWING, lambda: time.monotonic() < until))
        except RegestoError as error:
            log.warning("%s", error)
            return ()

    def _answered(
        self,
        candidates: Sequence[_Candidate],
        filters: Filters,
        shown: list[Answer],
        most: int,
        going: Callable[[], bool],
    ) -> Iterator[str]:
        """The first ``most`` of the questions that are answered, and not with what is ``shown`` already."""
        count = 0
        for candidate in candidates[:_TRIED]:
            if count == most or not going():
                return
            answer = self.desk.unrecorded(Question(candidate.text, filters=filters))
            if _answers(answer, candidate) and not any(_same(answer, other) for other in shown):
                shown.append(answer)
                count += 1
                yield candidate.text


def _told(conversation: Conversation) -> set[tuple[str, str]]:
    """What the conversation has asked the meaning of: "cos'è la COT" has told what "COT" stands for."""
    asked = (fold(exchange.question) for exchange in conversation if _DEFINING.search(fold(exchange.question)))
    return {(kind, word) for question in asked for word in _WORD.findall(question) for kind in ("acronym", "person")}


def _worded(lead: Lead, language: str) -> _Candidate:
    return _Candidate(wording(lead, language), name=lead.name)


def _in_turn(leads: Sequence[Lead], kinds: Sequence[str]) -> list[Lead]:
    """Leads of these kinds, by turns."""
    lists = [[lead for lead in leads if lead.kind == kind] for kind in kinds]
    return [each[place] for place in range(_TRIED) for each in lists if place < len(each)]


def _answers(answer: Answer, candidate: _Candidate) -> bool:
    """Whether an answer is one to the question, as far as can be told: it speaks of what was asked about."""
    if answer.status != "answered":
        return False
    if candidate.title:
        return candidate.title in {citation.title for citation in answer.citations}
    words = " ".join([*(each.text for each in answer.sentences), *(each.quote for each in answer.citations)])
    return fold(candidate.name) in fold(words)


def _same(one: Answer, other: Answer) -> bool:
    """Whether the first shows nothing but places that the second shows."""
    return all(any(_covers(theirs, citation) for theirs in other.citations) for citation in one.citations)


def _covers(one: Citation, other: Citation) -> bool:
    return one.document == other.document and one.start <= other.start and other.end <= one.end
