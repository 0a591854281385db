"""Question in, Answer out: understand, find, weigh the evidence, write, check every citation against the library."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from rag.across.sides import Comparing
from rag.answer_notes import refusal_notes, source_notes
from rag.citations import stands
from rag.citing import citation_of
from rag.claims.checking import answer_to_claim
from rag.defining import defining, with_first
from rag.enough import ENOUGH, confidence
from rag.enough import NAMES as DECIDED_BY
from rag.errors import QuestionError
from rag.evidence import Evidence, Scored
from rag.lacks import Lacking, reasons
from rag.phrases import say
from rag.premises import counted_otherwise, denied
from rag.question import Asked, understand
from rag.ranker import Ranker
from rag.replies import reply
from rag.search import Search, open_search
from rag.settings import Settings
from rag.siding import Siding
from rag.tuned import Tuned
from rag.types import Answer, Citation, CitedSentence, Passage, Question
from rag.writer import Span, Statement, write

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.generating.quoting import Found
    from rag.generating.writer import Writer

# Hits whose sentences are weighed, and hits shown when the answer is a refusal.
WEIGHED: Final = 10
_NEAREST: Final = 3
# Titles asked for to warm up.
_TRIED: Final = 3
# When Python looks for garbage once it is warm: the passages that a search reads are thousands of objects and none.
_GARBAGE: Final = (50_000, 20, 20)
# How far a list may run on into the passages after the one that was found.
_FOLLOWING: Final = 4


class Answerer:
    """Answers questions from one library; one for a process, shared by its threads."""

    def __init__(self, settings: Settings, search: Search, tuned: Tuned = Tuned()) -> None:
        self.settings = settings
        self.search = search
        self.tuned = tuned
        self.evidence = Evidence(search)
        self.siding = Siding(self, Comparing(search.library))

    def answer(self, question: Question) -> Answer:
        """The whole answer. Raises QuestionError for an empty question or one longer than the settings allow."""
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        """Growing answers, a sentence more each time; the last one is whole."""
        started = time.monotonic()
        for answer in self._answers(question):
            yield replace(answer, elapsed_ms=round(1000 * (time.monotonic() - started)))

    def _answers(self, question: Question) -> Iterator[Answer]:
        if not question.text.strip():
            raise QuestionError("la domanda è vuota: scrivere che cosa si vuole sapere")
        if len(question.text) > self.settings.max_question:
            raise QuestionError(
                f"la domanda è di {len(question.text)} caratteri, il massimo è {self.settings.max_question}: "
                "accorciarla, o alzare REGESTO_MAX_QUESTION"
            )
        asked = understand(question)
        if said := reply(question.text, asked.language):
            yield replace(_blank(question, asked), notes=(said,))
            return
        # A claim is looked for in its own words: the question's evidence is weighed only where that settles nothing.
        if checked := answer_to_claim(question, asked, self, lambda: self.write(question, *self.weigh(question))):
            yield checked
            return
        if untrue := denied(question, asked, self):
            yield untrue
            return
        if not self.settings.llm and (told := self._by_sides(question, asked)):
            yield from told
            return
        yield from (self._worded if self.settings.llm else self._written)(
            question, asked, self._ranked(question, asked)
        )

    def _by_sides(self, question: Question, asked: Asked) -> list[Answer]:
        """The growing answer to a question that compares, from each side; [] for any other (which is then weighed)."""
        statements = self.siding.statements(question, asked)
        grown = list(self._growing(_blank(question, asked), statements or ()))
        return [*grown, self.remarked(question, asked, grown[-1])] if grown else []

    def weigh(self, question: Question) -> tuple[Asked, list[Scored]]:
        """What is asked, and the evidence for it, best first."""
        asked = understand(question)
        return asked, self._ranked(question, asked)

    def _ranked(self, question: Question, asked: Asked) -> list[Scored]:
        filters = self.siding.narrowed(asked, question.filters)
        return self.evidence.rank(asked, self.search.search(asked.query, filters, WEIGHED))

    def write(self, question: Question, asked: Asked, ranked: Sequence[Scored]) -> Answer:
        """The whole answer from weighed evidence."""
        *_, last = self._written(question, asked, ranked)
        return last

    def missing(self, asked: Asked, ranked: Sequence[Scored]) -> Lacking | None:
        """Why the evidence is not enough to answer; None where it is."""
        if not ranked:
            return Lacking()
        known = self.siding.known_years(asked)
        asked = replace(asked, demands=tuple(d for d in asked.demands if d not in known))
        tuned, absent = self.tuned, reasons(asked, ranked)
        plain = any(each.plain for each in absent)
        least = tuned.sure_lacking if plain else tuned.sure_doubted if absent else tuned.sure
        if confidence(asked, ranked, self.decision, absent) >= least:
            return None
        return next(iter(absent), Lacking())

    def _written(self, question: Question, asked: Asked, ranked: Sequence[Scored]) -> Iterator[Answer]:
        blank = whole = _blank(question, asked)
        statements = self.siding.statements(question, asked)
        without = None
        if statements is None:
            without = self.missing(asked, ranked)
            # What an acronym stands for answers where nothing else is asked; else only beside evidence that is enough.
            alone = len(asked.words) <= 1
            spelled = defining(asked, self.search, ranked) if alone or without is None else None
            statements = [] if without else write(asked, ranked, self.following, self.tuned)
            statements = with_first(spelled, statements) if spelled else statements
        for grown in self._growing(blank, statements):
            whole = grown
            yield grown
        if whole.sentences:
            yield self.remarked(question, asked, whole, ranked)
            return
        nearest = {scored.unit.hit.passage.id: scored.unit.hit for scored in ranked}
        hits = sorted(nearest.values(), key=lambda hit: hit.rank)[:_NEAREST]
        notes = refusal_notes(asked, question.filters, without or Lacking(), ranked, self.search.library.size())
        yield replace(blank, nearest=tuple(hits), notes=(*notes, *self._limits(question, asked)))

    def remarked(self, question: Question, asked: Asked, answer: Answer, ranked: Sequence[Scored] = ()) -> Answer:
        """An answer with the notes on its sources and on what limited the search, after its own."""
        leaders = self.search.library.release_of([citation.document for citation in answer.citations])
        premise = counted_otherwise(asked, ranked) if ranked else None
        more = (*((premise,) if premise else ()), *source_notes(asked, answer, leaders, ranked))
        return replace(answer, notes=(*answer.notes, *self._limits(question, asked), *more))

    @cached_property
    def decision(self) -> Ranker:
        """The trees that decide whether evidence is enough, read when first needed."""
        return Ranker(ENOUGH, DECIDED_BY)

    @cached_property
    def model(self) -> Writer:
        """The language model that is set; raises SettingsError or ModelError when it can't be loaded."""
        from rag.generating.meaning import Meaning
        from rag.generating.writer import Writer

        search, finder = self.search, self.search.finder
        return Writer(self.settings, Meaning(finder.others, search.words, finder.worth, search.model.encode))

    def _worded(self, question: Question, asked: Asked, ranked: Sequence[Scored]) -> Iterator[Answer]:
        """The answer in the words of the language model that is set; ``_written``'s where that refuses or it fails."""
        from rag.generating.writer import Request

        def notes(answer: Answer) -> tuple[str, ...]:
            return self.remarked(question, asked, replace(answer, notes=()), ranked).notes

        hits = tuple({each.unit.hit.passage.id: each.unit.hit for each in ranked}.values())
        plain = self.write(question, asked, ranked)

        def cite(found: Found, number: int) -> Citation | None:
            return self.cite(Span(found.hit, found.hit.passage, found.start, found.end), number)

        yield from self.model.answers(Request(question, asked, hits, plain, cite, notes))

    def _limits(self, question: Question, asked: Asked) -> tuple[str, ...]:
        """What the question itself limited the search to, told in its own words."""
        words = self.search.said(asked.query, question.filters).limited_by
        return (say("limited", asked.language, words=words),) if words else ()

    def as_runnable(self, *, as_json: bool = True) -> Runnable[Any, Any]:
        """This answerer for a LangChain chain (``rag.runnable``); it gives the agreed JSON, or Answers."""
        from rag.runnable import as_runnable

        return as_runnable(self, as_json=as_json)

    def warm(self) -> None:
        """Read now what the first questions would wait for; a server does so in its background.

        What the process then has in memory stays there: Python no longer looks for garbage among it, which took 80 to
        100 ms every some twenty searches; among what comes after it looks more seldom.
        """
        self.search.warm()
        for title in self.search.library.last_titles(_TRIED):
            self.write(Question(title), *self.weigh(Question(title)))
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_GARBAGE)

    def close(self) -> None:
        """Close the library."""
        self.search.close()

    def _growing(self, blank: Answer, statements: Sequence[Statement]) -> Iterator[Answer]:
        sentences: list[CitedSentence] = []
        citations: list[Citation] = []
        for statement in statements:
            cited = [self.cite(span, len(citations) + 1 + index) for index, span in enumerate(statement.spans)]
            if not all(cited):
                continue  # a citation that does not check out is never shown, nor what rests on it
            kept = [citation for citation in cited if citation]
            citations += kept
            sentences.append(CitedSentence(statement.text, tuple(citation.number for citation in kept)))
            yield replace(blank, status="answered", sentences=tuple(sentences), citations=tuple(citations))

    def cite(self, span: Span, number: int) -> Citation | None:
        """The citation of a span, checked against the stored text; None when it does not check out."""
        passage, record = span.passage, span.hit.record
        quote = passage.text[span.start - passage.start : span.end - passage.start]
        stored = self.search.library.slice(record.uri, record.edition, span.start, span.end)
        if stored is None or not stands(stored, quote, 0, len(stored)):
            return None
        also_at = () if record.superseded else self.search.releases.carriers(passage, quote)
        public_url = self.settings.public_url
        return citation_of(record, passage, span.start, span.end, quote, number, public_url=public_url, also_at=also_at)

    def following(self, passage: Passage) -> Sequence[Passage]:
        """A passage and those after it, as far as a list may run on."""
        return self.search.library.passages_near(passage, _FOLLOWING)


def open_answerer(settings: Settings) -> Answerer:
    """Open the library and its indexes for answering."""
    return Answerer(settings, open_search(settings))


def _blank(question: Question, asked: Asked) -> Answer:
    return Answer(question=question.text, id=question.id, language=asked.language, status="refused")
