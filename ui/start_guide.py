"""What a new colleague is shown, worked out of the library in the background, once for each generation.

Subjects, glossary, who is responsible and cards take seconds (5 for 100,000 passages); the guided questions, each asked
to see whether it is answered, take minutes, for between two of them the machine is left to those who wait for an
answer. They are kept in ``guide.json`` beside the library.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rag.analysis import fold
from rag.types import Answer, Question
from ui.desk import Desk
from ui.start_cards import Card, cards_of
from ui.start_frame import Step
from ui.start_questions import questions
from ui.start_subjects import Subject, Text, subjects_of
from ui.start_terms import Term, terms_of
from ui.strings import LANGUAGES

if TYPE_CHECKING:
    from rag.across.who import Who
    from rag.library import Library

log = logging.getLogger(__name__)
# Raised when the questions are put or checked otherwise.
_VERSION: Final = 2
# Characters of texts that are read for subjects, in all and of one document at most.
_READ: Final = 1_500_000
_FIRST: Final = 1500
# How long is rested after each question that is tried, as a multiple of the time it took: while a language lacks that
# these pages were opened in, and else.
_REST: Final = 2.0
_LONG_REST: Final = 10.0

Questions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known so far for a generation; ``ready`` are the parts that are whole ("questions": their subjects are).

    ``asked``: the languages whose questions have all been tried.
    """

    generation: int = -1
    ready: frozenset[Step] = frozenset()
    failed: bool = False
    subjects: tuple[Subject, ...] = ()
    terms: tuple[Term, ...] = ()
    cards: tuple[Card, ...] = ()
    who: Mapping[str, Who] = field(default_factory=dict)
    questions: Mapping[str, Questions] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


class Guides:
    """Hands out the guide and works on it; safe to share between threads."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._guide = Guide()
        self._working = False
        self._wanted: dict[str, None] = {}
        self._lock = threading.Lock()

    def now(self, language: str) -> Guide:
        """The guide as far as it is known: each part of the library before stands until the new one is whole.

        One is made at a time: while documents are read the library changes every few seconds. Raises LibraryError.
        """
        generation = self.desk.library.generation()
        with self._lock:
            self._wanted[language] = None
            if self._guide.generation != generation and not self._working:
                self._working = True
                threading.Thread(target=self._work, args=(generation,), name="regesto-guide", daemon=True).start()
            return self._guide

    def settled(self, part: Step, language: str) -> bool:
        """Whether that part is as whole as it will be: the questions with all that were tried in that language."""
        guide = self._guide
        return guide.failed or (part in guide.ready and (part != "questions" or language in guide.asked))

    def _work(self, generation: int) -> None:
        try:
            self._make(generation)
        except Exception:  # whatever it is, the pages do without
            if self.desk.closed.is_set():  # the indexes were closed under it
                return
            log.exception("the guide could not be made")
            self._publish(replace(self._guide, generation=generation, failed=True))
        finally:
            with self._lock:
                self._working = False

    def _goes_on(self, generation: int) -> bool:
        """Whether to go on, after those who wait for an answer: not once the library has changed, or is closed."""
        return self.desk.give_way() and self.desk.library.generation() == generation

    def _make(self, generation: int) -> None:
        from rag.across.who import who

        search = self.desk.search()
        library, public = search.library, self.desk.settings.public_url
        subjects = tuple(subjects_in(library))
        known = self._read(generation, subjects)
        before = self._guide  # its glossary, persons and cards stand until those of this library are known
        guide = replace(
            before, generation=generation, failed=False, subjects=subjects, questions=known, asked=frozenset(known),
            ready=before.ready | {"questions"},
        )  # fmt: skip
        self._publish(guide)
        terms = tuple(terms_of(library, public))
        guide = replace(guide, terms=terms, ready=guide.ready | {"glossary"})
        self._publish(guide)
        people = {}
        for subject in subjects:
            if not self._goes_on(generation):
                return
            people[subject.name] = who(search, subject.name)
        guide = replace(guide, who=people, ready=guide.ready | {"who"})
        self._publish(guide)
        cards = tuple(cards_of(library, terms, public))
        self._publish(replace(guide, cards=cards, ready=guide.ready | {"quiz"}))
        while left := [code for code in (*self._wanted, *LANGUAGES) if code not in self._guide.asked]:
            if not self._ask(generation, subjects, left[0]):
                return
        self._write(self._guide)

    def _publish(self, guide: Guide) -> None:
        with self._lock:
            self._guide = guide

    def _ask(self, generation: int, subjects: tuple[Subject, ...], language: str) -> bool:
        """Try the questions in a language; False where the library changed meanwhile."""
        found: dict[str, tuple[str, ...]] = {}
        held = {name for name, each in self._guide.who.items() if each.holders}
        for name, texts in questions(subjects, language, self._tried, lambda: self._goes_on(generation), held):
            found[name] = texts
            self._publish(replace(self._guide, questions={**self._guide.questions, language: dict(found)}))
        if len(found) < len(subjects):
            return False
        self._publish(replace(self._guide, asked=self._guide.asked | {language}))
        return True

    def _tried(self, question: Question) -> Answer:
        """The answer to a question that nobody waits for, and then a rest."""
        started = time.monotonic()
        answer = self.desk.unrecorded(question)
        hurry = any(code not in self._guide.asked for code in tuple(self._wanted))
        self.desk.closed.wait((_REST if hurry else _LONG_REST) * (time.monotonic() - started))
        return answer

    @property
    def path(self) -> Path:
        """Where the questions are kept."""
        return self.desk.settings.home / "guide.json"

    def _key(self, generation: int, subjects: tuple[Subject, ...]) -> dict[str, Any]:
        return {"version": _VERSION, "generation": generation, "subjects": [subject.name for subject in subjects]}

    def _read(self, generation: int, subjects: tuple[Subject, ...]) -> dict[str, Questions]:
        """The questions of this very library, as they were kept; {} where there are none."""
        try:
            kept = json.loads(self.path.read_text("utf-8"))
            if {name: kept.get(name) for name in self._key(0, ())} != self._key(generation, subjects):
                return {}
            return {
                code: {name: tuple(map(str, texts)) for name, texts in found.items()}
                for code, found in kept["questions"].items()
                if code in LANGUAGES
            }
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return {}

    def _write(self, guide: Guide) -> None:
        value = {**self._key(guide.generation, guide.subjects), "questions": guide.questions}
        beside = self.path.with_suffix(".part")
        try:
            beside.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
            beside.replace(self.path)
        except OSError as error:
            log.warning("the guided questions could not be kept: %s", error)


def subjects_in(library: Library) -> list[Subject]:
    """What the library is about, by titles, headings and first lines."""
    records = library.records()
    each = min(_FIRST, _READ // max(1, len(records)))
    texts = []
    for record in records:
        release = (library.copies(record.uri) or [record.uri])[0]
        release = min(release, record.uri)
        texts.append(Text(record.uri, release, record.title))
        texts.append(Text(record.uri, release, library.slice(record.uri, record.edition, 0, each) or ""))
    expansions = {fold(one.definition.expansion): one.definition.acronym for one in library.acronyms()}
    without = {name for record in records for name in (record.publisher, record.territory) if name}
    return subjects_of(texts, expansions, without)
