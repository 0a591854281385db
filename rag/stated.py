"""Filters that a question states itself: "nei comunicati del 2024", "in Lombardia", "secondo RavennaToday".

Missing such a limit costs a little, a wrong one loses the answer. So a limit holds (excludes) only where the words are
plainly about documents; everything else is a preference, for the ranker to weigh: "quanti CAU erano attivi nel 2024?"
may be answered by a page of 2025, and of many documents kind, date or publisher are not known at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rag.analysis import fold
from rag.facets import Facets
from rag.stated_dates import dates_in
from rag.stated_facets import Said, kinds, languages, publishers, territories
from rag.stated_words import DATED, EDITION_OF, FORMER, NOT_PRESS, WHOSE
from rag.types import Filters

_PERIOD: Final = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)\s?[-–/]\s?((?:20|19)?\d\d)(?![\d/]|[-.,]\d)")
# Characters of a question that are read: the patterns look back from each hit, so their time grows with its square.
_READ: Final = 1000
# Limits this near to each other are told as one phrase.
_NEAR: Final = 20


@dataclass(frozen=True, slots=True)
class Stated:
    """What a question says of where to look.

    ``limits`` exclude; ``likes`` are preferences (``superseded``: the question names an older edition); ``said`` is
    each of them with its place in the question; ``periods`` are years in a name ("2017-2019"); ``limited_by`` the
    person's own words for the limits, "" where there are none.
    """

    limits: Filters = Filters()
    likes: Filters = Filters()
    said: tuple[Said, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    limited_by: str = ""


def stated(text: str, language: str, known: Facets, today: date | None = None) -> Stated:
    """What a question in a language says of where to look; only values that the library has (``known``) are taken.

    ``today`` is what "quest'anno" and "il mese scorso" count from; without it they are not read. Where two values of
    one facet are stated ("in Lombardia e in Toscana") none is taken: it is a comparison.
    """
    text = text[:_READ]
    folded = fold(text)
    if len(folded) != len(text):  # a letter that folds to two (İ): the offsets are those of the folded text
        text = folded
    periods = tuple(dict.fromkeys(_periods(folded)))
    found = [
        *_one(kinds(folded, known, today)),
        *_one(languages(folded, known)),
        *_one(territories(folded, known)),
        *_one(publishers(folded, known)),
        *_one(_dates(folded, known, today)),
        *_former(folded, periods, known),
    ]
    said = tuple(sorted(found, key=lambda each: each.start))
    hard = [each for each in said if each.hard]
    return Stated(
        limits=_together(hard),
        likes=_together(each for each in said if not each.hard),
        said=said,
        periods=periods,
        limited_by=_phrase(text, hard),
    )


def _together(said: Iterable[Said]) -> Filters:
    values = Filters()
    for each in said:
        values = each.values.over(values)
    return values


def _one(found: Iterator[Said]) -> list[Said]:
    """What is stated of one facet, the limits before the preferences; [] when that is two different values."""
    every = list(found)
    kept = [each for each in every if each.hard] or every
    return kept[:1] if len({each.values for each in kept}) == 1 else []


def _phrase(text: str, hard: Sequence[Said]) -> str:
    """The words of all limits, those that stand near each other as one phrase."""
    parts: list[tuple[int, int]] = []
    for each in hard:
        between = text[parts[-1][1] : each.start] if parts else ""
        if parts and len(between) <= _NEAR and not re.search(r"[,.;:?!]", between):
            parts[-1] = parts[-1][0], max(each.end, parts[-1][1])
        else:
            parts.append((each.start, each.end))
    return " · ".join(text[start:end].strip() for start, end in parts)


def _dates(folded: str, known: Facets, today: date | None) -> Iterator[Said]:
    """The dates named; those of documents ("i comunicati del 2024", "the 2024 press releases") exclude."""
    for each in dates_in(folded, known.months, today):
        before, after = folded[: each.start], folded[each.end :]
        beside = re.search(rf"\b(?:{DATED}){NOT_PRESS}{WHOSE} $", before) or re.match(rf" (?:{DATED})\b", after)
        if beside or not each.beside:
            former = beside is None and re.search(EDITION_OF, before) is not None
            values = Filters(date_from=each.date_from, date_to=each.date_to, superseded=former)
            yield Said("date", values, each.start, each.end, hard=beside is not None and each.sure)


def _periods(folded: str) -> Iterator[tuple[str, str]]:
    """The periods named: "2017-2019", "2017-19"."""
    for first, last in _PERIOD.findall(folded):
        whole = last if len(last) == 4 else first[:2] + last
        if 0 < int(whole) - int(first) <= 15:
            yield first, whole


def _former(folded: str, periods: Sequence[tuple[str, str]], known: Facets) -> Iterator[Said]:
    """The question names an older edition: in words, or by a period that only superseded editions bear."""
    match = re.search(FORMER, folded)
    if match is None and any(period in known.past_periods for period in periods):
        match = _PERIOD.search(folded)
    if match:
        yield Said("superseded", Filters(superseded=True), match.start(), match.end())
