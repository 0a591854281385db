"""Questions proposed from a library for a person to accept, edit or reject: formed by rules, of many kinds.

The same library and seed give the same proposals; what is known in any state is not proposed again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from eval.draft_absent import Known, persons_of, unanswerable
from eval.draft_changes import about_changes, about_plans
from eval.draft_claims import about_claims
from eval.draft_lists import about_lists, about_tables
from eval.draft_names import Names, about_acronyms, about_persons
from eval.draft_sentences import about_sentence
from eval.draft_spots import sentences
from eval.draft_used import from_use
from eval.own_questions import Own, OwnQuestions
from rag.answer_log import AnswerLog
from rag.errors import UsageError
from rag.language import LANGUAGES
from rag.library import Library
from rag.settings import Settings
from rag.types import DocumentRecord

TYPES: Final = (
    "fact", "number", "when", "who", "responsible", "where", "definition", "list", "table", "yes_no", "overview",
    "claim_check", "comparison", "change", "follow_up", "cross_lingual", "unanswerable",
)  # fmt: skip
# No type has more than this share, or so few: fifty acronyms say little about an assistant. A good set has as many that
# can't be answered.
_SHARE: Final = 0.2
_LEAST: Final = 4
# And no way of making them more than this share.
_FAMILY: Final = 0.25
# Questions of one place in a text.
_OF_PLACE: Final = 2
# Passages read at most: enough for thousands of proposals.
_READ: Final = 6000


def draft(
    settings: Settings,
    n: int = 40,
    *,
    types: Collection[str] = (),
    documents: Collection[str] = (),
    seed: int = 7,
    seconds: float | None = None,
) -> list[Own]:
    """Propose up to ``n`` questions and keep them among the drafts: those that are new.

    ``types`` and ``documents`` (addresses) limit them; questions that people asked come first. ``seconds``: how long a
    language model, where one is set, may word them (None: as long as it takes). Raises UsageError for a type there is
    none of, LibraryError, QuestionError where what is kept can't be read.
    """
    unknown = sorted(set(types) - set(TYPES))
    if unknown:
        raise UsageError(f"il tipo «{unknown[0]}» non esiste; scegliere fra {', '.join(TYPES)}")
    own = OwnQuestions(settings.home)
    with Library.open(settings) as library:
        found = proposed(
            library, settings, n, known=own.all(), types=types, documents=documents, seed=seed, log=_log(settings)
        )
        if settings.llm:
            from eval.draft_wording import worded

            found = worded(found, settings, seconds)
    return own.propose(found)


def _log(settings: Settings) -> AnswerLog | None:
    return AnswerLog(settings) if (settings.home / "answers.db").exists() else None


def proposed(
    library: Library,
    settings: Settings,
    n: int,
    *,
    known: Iterable[Own] = (),
    types: Collection[str] = (),
    documents: Collection[str] = (),
    seed: int = 7,
    log: AnswerLog | None = None,
) -> list[Own]:
    """Up to ``n`` questions that are not ``known``, spread over types, languages and documents; nothing is kept."""
    chance, wanted = random.Random(seed), {*types} or set(TYPES)
    records = [each for each in library.records() if not documents or each.uri in documents]
    records = _leaders(library, records)
    chance.shuffle(records)
    answerable = list(_answerable(library, records, chance))
    if "comparison" in wanted:
        answerable += about_plans(library, settings, {each.uri: each for each in records})
    absent: list[Own] = []
    if "unanswerable" in wanted and not documents:
        absent = list(unanswerable(answerable, Known(library, persons_of(answerable)), chance))
    used = [each for each in from_use(log) if not documents or each.source in documents] if log else []
    pool = [each for each in (*answerable, *absent) if each.type in wanted]
    first = [each for each in used if each.type in wanted or not each.gold_facts]
    return _spread(first, pool, n, list(known), chance)


def _leaders(library: Library, records: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """One document of each release: a copy would be asked about twice."""
    leaders = library.release_of([each.uri for each in records])
    here = {each.uri for each in records}
    return [each for each in records if leaders[each.uri] == each.uri or leaders[each.uri] not in here]


def _answerable(library: Library, records: Sequence[DocumentRecord], chance: random.Random) -> Iterator[Own]:
    read = 0
    names = Names(library, records)
    for at, record in enumerate(records):
        if read > _READ:
            return
        passages = [each for each in library.passages_of(record.uri) if not each.clutter]
        read += len(passages)
        # Each document's names are asked in one more language: by turns, so that a few documents give all three.
        others = (LANGUAGES[at % 3], LANGUAGES[(at + 1) % 3])
        found: list[Own] = [*about_acronyms(names, record, others), *about_persons(names, record, others)]
        for passage in passages:
            found += [*about_lists(record, passage), *about_tables(record, passage)]
        if record.kind != "transcript":  # what is said in a talk leans on who listens
            for spot, block in sentences(record, passages):
                found += [*about_sentence(spot, block.kind), *about_claims(spot, block.kind, chance)]
        found += about_changes(library, record)
        copies = library.copies(record.uri) if found else []
        for each in found:
            yield each.model_copy(update={"alt_sources": sorted({*each.alt_sources, *copies})}) if copies else each


class _Choice:
    """What has been chosen so far, and what comes next."""

    def __init__(self, known: Sequence[Own]) -> None:
        self.chosen: list[Own] = []
        self.types: Counter[str] = Counter()
        self._others: Counter[tuple[str, str | None]] = Counter()
        self._ids = {each.id for each in known}
        self._asked = {each.likeness() for each in known}

    def take(self, each: Own) -> None:
        """Choose one, where it is not known."""
        if self.is_new(each):
            self.chosen.append(each)
            self._ids.add(each.id)
            self._asked.add(each.likeness())
            self.types[each.type] += 1
            self._others.update(_sides(each))

    def is_new(self, each: Own) -> bool:
        """Whether it is not chosen, and the place that answers it not twice already."""
        quoted = self._others["quote", each.evidence_quote] if each.evidence_quote else 0
        return quoted < _OF_PLACE and each.id not in self._ids and each.likeness() not in self._asked

    def family(self, each: Own) -> int:
        """How many of its way of being made are chosen: acronyms, asked alone or as "and X?", are one."""
        return self._others["family", each.origin.partition(":")[0]]

    def rank(self, each: Own) -> tuple[float, ...]:
        """The less there is like it, the sooner it is chosen."""
        weight = 3 if each.type == "unanswerable" else 1
        others = [self._others[side] for side in _sides(each)[1:]]
        return (self.types[each.type] / weight, *others)


def _sides(each: Own) -> list[tuple[str, str | None]]:
    return [
        ("family", each.origin.partition(":")[0]),
        ("origin", each.origin),
        ("quote", each.evidence_quote or each.id),
        ("document", each.source or each.id),
        ("language", f"{each.type} {each.lang}"),
    ]


def _spread(first: Sequence[Own], pool: list[Own], n: int, known: Sequence[Own], chance: random.Random) -> list[Own]:
    """Up to ``n``: at each step of the type least chosen, from the document and in the language least asked about."""
    choice = _Choice(known)
    for each in first[: n // 2]:
        choice.take(each)
    chance.shuffle(pool)
    kinds = {each.type for each in pool}
    most = n if len(kinds) == 1 else max(_LEAST, round(n * _SHARE))
    ways = n if len(kinds) == 1 else max(_LEAST, round(n * _FAMILY))
    while len(choice.chosen) < n:
        pool = [e for e in pool if choice.types[e.type] < most and choice.family(e) < ways and choice.is_new(e)]
        if not pool:
            break
        choice.take(min(pool, key=choice.rank))
    return choice.chosen
