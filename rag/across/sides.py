"""The sides of a question that compares: which plans, periods or places it sets against each other.

"Cosa diceva il piano 2020-22 e cosa dice quello 2024-26?" must be answered from both: one search over all documents
finds what stands out in one of them. Sides are told by periods in the question that the library's plans bear, by words
for the older or the newer ("quello nuovo", "i due piani"), and by two names in a comparison ("Ravenna o Russi").
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rag.across.families import likest, of_family
from rag.across.plans import Period, Plan, families, plans, spans_in, years_in
from rag.across.side_words import (
    BOTH,
    CHANGED,
    CURRENT,
    EDITIONS,
    NEWER,
    OLDER,
    PLAN,
    SHORT,
    WHICH,
    called,
    compares,
    names_compared,
    without,
)
from rag.analysis import fold
from rag.library import Library

# Characters of a question that are read.
_READ: Final = 1000
_MOST_SIDES: Final = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared.

    ``label`` names it: the plan's title, or the person's own words. ``query`` is the question asked of it alone,
    without the words for the other sides. ``documents`` are its documents' addresses, empty where only the words tell
    it; ``years`` its first and last year, ``front`` the document whose title names it, where it has them.
    """

    label: str
    query: str
    documents: frozenset[str] = frozenset()
    years: Period | None = None
    front: str | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """What a question compares, in the order in which it is to be told: as asked, else oldest first.

    ``kind``: "compare" them; "which" of them is it (all the plans of a family); "current": which is in force (newest
    first). ``sure``: the documents of a side are it, nothing else answers for it; otherwise they are only likelier.
    ``missing`` are periods that the question names and no document of the library bears in its names.
    """

    kind: Literal["compare", "which", "current"]
    sides: tuple[Side, ...]
    sure: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words of the question for one side: a period, or the older or newer of a family."""

    start: int
    end: int
    years: Period | None = None
    which: Literal["", "old", "new"] = ""


class Comparing:
    """Finds the sides of questions to one library; shared by threads. Its plans are read again when it has changed."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._read: tuple[int, list[Plan]] | None = None

    def plans(self) -> list[Plan]:
        """The plans of the library as it is now (3,000 documents: 60 ms when it has changed, else nothing)."""
        generation = self.library.generation()
        with self._lock:
            if self._read is None or self._read[0] != generation:
                self._read = generation, plans(self.library.records())
            return self._read[1]

    def named(self, text: str, language: str) -> tuple[list[Plan], tuple[str, ...]]:
        """The plans whose periods a question names, and the periods that no plan of the library bears."""
        found = _mentions(text[:_READ], known := self.plans())
        periods = [each.years for each in found if each.years]
        chosen = of_family(periods, text, language, known)
        there = {plan.years for plan in known}
        absent = tuple(dict.fromkeys(f"{a}-{b}" for a, b in periods if (a, b) not in there))
        return [plan for plan in chosen if plan is not None], absent

    def sides(self, text: str, language: str) -> Sides | None:
        """The sides of a question; None where it compares nothing that can be told apart."""
        text = " ".join(text[:_READ].split())
        known = self.plans()
        return (
            _periods(text, language, known)
            or _family(text, language, known)
            or _years(text, language, known)
            or _names(text)
        )


def _mentions(text: str, known: Sequence[Plan]) -> list[_Mention]:
    """Where a question names a period, in order: "2020-2022", "2020-22", or "20-22" where a plan bears it."""
    found = [_Mention(start, end, years) for years, start, end in spans_in(text)]
    borne = {plan.years for plan in known}
    for match in SHORT.finditer(text):
        years = "20" + match[1], "20" + match[2]
        if years in borne and not any(each.start <= match.start() < each.end for each in found):
            found.append(_Mention(match.start(), match.end(), years))
    return sorted(found, key=lambda each: each.start)


def _periods(text: str, language: str, known: Sequence[Plan]) -> Sides | None:
    """Two periods named, or one and "the new one" or "the old one"."""
    mentions = _mentions(text, known)
    named = list(dict.fromkeys(each.years for each in mentions if each.years))
    if not named:
        return None
    if len(named) == 1:
        return _and_other(text, language, known, mentions)
    chosen = of_family(named, text, language, known)
    return _compared(text, language, list(zip(named, chosen, strict=True))[:_MOST_SIDES], mentions)


def _and_other(text: str, language: str, known: Sequence[Plan], mentions: list[_Mention]) -> Sides | None:
    """One period named, and in words another plan of its family: "dal piano 2020-22 a quello nuovo"."""
    years = mentions[0].years
    assert years is not None
    own = of_family([years], text, language, known)[0]
    folded = fold(text)
    other = next((found for pattern in (NEWER, OLDER) if (found := pattern.search(folded))), None)
    if own is None:
        return _said(text, mentions[0], other.span()) if other and compares(text) else None
    family = next((of for of in families(known) if own in of), [own])
    if CURRENT.search(folded):
        return _all("current", text, language, family[::-1])
    others = [plan for plan in family if plan is not own]
    if other is None or not others:
        return None
    newer = NEWER.search(folded) is not None
    second = others[-1] if newer else others[0]
    return _compared(text, language, [(years, own), (second.years, second)], [*mentions, _Mention(*other.span())])


def _said(text: str, mention: _Mention, other: tuple[int, int]) -> Sides:
    """A period and another that only the words tell: each is asked for in its own words."""
    one = (mention.start, mention.end)
    absent = ("-".join(mention.years),) if mention.years else ()
    first = Side(called(text, *one), without(text, [other], ()), years=mention.years)
    return Sides("compare", (first, Side(called(text, *other), without(text, [one], ()))), missing=absent)


def _family(text: str, language: str, known: Sequence[Plan]) -> Sides | None:
    """Words alone: "i due piani", "in quale dei piani", "il piano più recente", "dal vecchio al nuovo piano"."""
    folded = fold(text)
    both, which, current = BOTH.search(folded), WHICH.search(folded), CURRENT.search(folded)
    newer, older = NEWER.search(folded), OLDER.search(folded)
    pair = both is not None or (newer is not None and older is not None)
    changed = CHANGED.search(folded) is not None and PLAN.search(folded) is not None
    if not (pair or which or changed or (current and PLAN.search(folded))):
        return None
    several = families(known)
    if pair and any(len(of) == 2 for of in several):
        several = [of for of in several if len(of) == 2]
    family = likest(several, text, language, least=0 if both and EDITIONS.search(both[0]) else 1)
    if family is None:
        return None
    if current and not pair:
        return _all("current", text, language, family[::-1])
    if which and not pair:
        return _all("which", text, language, family)
    spans = [_Mention(*found.span()) for found in (both, newer, older) if found]
    return _compared(text, language, [(plan.years, plan) for plan in family[-2:]], spans)


def _years(text: str, language: str, known: Sequence[Plan]) -> Sides | None:
    """Two years, each in the span of one plan of a family: "punto di partenza 2020 e traguardo 2026"; never sure."""
    named = list(dict.fromkeys(year for year, _, _ in years_in(text)))
    if not 2 <= len(named) <= _MOST_SIDES:
        return None
    several = []
    for of in families(known):
        holding = [[plan for plan in of if plan.holds(year)] for year in named]
        if all(len(each) == 1 for each in holding) and len({each[0].years for each in holding}) == len(named):
            several.append([each[0] for each in holding])
    family = likest(several, text, language) if several else None
    if family is None:
        return None
    found = _compared(text, language, [(plan.years, plan) for plan in family], [])
    return Sides(found.kind, found.sides, sure=False)


def _names(text: str) -> Sides | None:
    """Two names set against each other: "Ravenna o Russi", "la Lombardia rispetto all'Emilia-Romagna"."""
    found = names_compared(text)
    return Sides("compare", tuple(Side(label, query) for label, query in found)) if found else None


def _compared(
    text: str, language: str, chosen: Sequence[tuple[Period, Plan | None]], mentions: Sequence[_Mention]
) -> Sides:
    spans = [(each.start, each.end) for each in mentions]
    periods = [years for years, _ in chosen]
    made = []
    for years, plan in chosen:
        query = without(text, spans, _of_others(text, years, periods))
        label = "-".join(dict.fromkeys(years))
        if plan is None:
            own = next(((each.start, each.end) for each in mentions if each.years == years), (0, 0))
            query = without(text, [span for span in spans if span != own], _of_others(text, years, periods))
            made.append(Side(called(text, *own) or label, query, years=years))
        else:
            name = plan.name if spans_in(plan.name) or years[0] in plan.name else f"{plan.name} ({label})"
            made.append(Side(name, query, plan.documents, years, plan.front))
    missing = tuple("-".join(dict.fromkeys(years)) for years, plan in chosen if plan is None)
    one = {plan.family for _, plan in chosen if plan is not None}
    return Sides("compare", tuple(made), sure=not missing and (len(one) == 1), missing=missing)


def _of_others(text: str, own: Period, periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Years in a question that belong to another side: "(by 2022)", "pour 2026"; told where they lie in its span."""
    found = []
    for year, start, end in years_in(text):
        holders = [years for years in periods if years[0] <= year <= years[1]]
        if len(holders) == 1 and holders[0] != own:
            found.append((start, end))
    return found


def _all(kind: Literal["which", "current"], text: str, language: str, family: Sequence[Plan]) -> Sides | None:
    if len(family) < 2:
        return None
    made = _compared(text, language, [(plan.years, plan) for plan in family[:_MOST_SIDES]], ())
    return Sides(kind, made.sides, made.sure)
