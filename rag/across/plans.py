"""Which documents of a library are one plan (or report, or edition) of one period, told by folders, titles and names.

A plan may be one file, or fifty in a folder whose name holds its years. Plans of one family ("pianotriennale",
"Three-Year Plan for IT") differ in their years: that is what "i due piani" and "nel 2020-22"
choose between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from rag.analysis import fold, words
from rag.types import DocumentRecord

Period = tuple[str, str]

_SPAN: Final = re.compile(r"(?<![\d/.,])(?<!\d-)((?:19|20)\d\d)\s{0,2}[-–—/_]\s{0,2}((?:20|19)?\d\d)(?![\d/]|[-.,]\d)")
_YEAR: Final = re.compile(r"(?<![\d./,])(?<!\d-)(?:19|20)\d\d(?![\d/]|[-.,]\d)")
_MOST_YEARS: Final = 15


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents of one family and period. ``years`` are its first and last (equal for a yearly report).

    ``name`` is the title that says most about it, as written; ``family`` its folded words without the years;
    ``words`` all folded words of the family's names; ``folder``: it is a folder of files, not one document.
    """

    name: str
    family: str
    years: Period
    documents: frozenset[str]
    words: frozenset[str]
    front: str
    folder: bool = False

    def holds(self, year: str) -> bool:
        """True when a year lies in the plan's own."""
        return self.years[0] <= year <= self.years[1]


def spans_in(text: str) -> list[tuple[Period, int, int]]:
    """The periods written in a text ("2017-2019", "2017-19", "2020 - 2022"), each with its place.

    >>> spans_in("il piano 2020-22")
    [(('2020', '2022'), 9, 16)]
    """
    found = []
    for match in _SPAN.finditer(text):
        first, last = match[1], match[2]
        last = last if len(last) == 4 else first[:2] + last
        if 0 < int(last) - int(first) <= _MOST_YEARS:
            found.append(((first, last), match.start(), match.end()))
    return found


def years_in(text: str) -> list[tuple[str, int, int]]:
    """The years that stand alone in a text, each with its place."""
    taken = [(start, end) for _, start, end in spans_in(text)]
    return [
        (match[0], match.start(), match.end())
        for match in _YEAR.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]


def plans(records: Iterable[DocumentRecord]) -> list[Plan]:
    """The plans, reports and programmes with years in their names, those with most documents first."""
    members: dict[tuple[str, Period, bool], list[DocumentRecord]] = defaultdict(list)
    times: dict[str, set[Period]] = defaultdict(set)
    for record in records:
        if key := _key(record):
            members[key].append(record)
            times[key[0]].add(key[1])
    found = [
        _plan(family, years, folder, of)
        for (family, years, folder), of in members.items()
        # One year in a name may be anything, unless the same name comes back with another.
        if years[0] != years[1] or len(times[family]) > 1
    ]
    return sorted(found, key=lambda plan: (-len(plan.documents), plan.years, plan.family))


def families(known: Sequence[Plan]) -> list[list[Plan]]:
    """The plans of each family that has more than one, oldest first; the family with most documents first."""
    by_name: dict[str, list[Plan]] = defaultdict(list)
    for plan in known:
        by_name[plan.family].append(plan)
    several = [sorted(of, key=lambda plan: plan.years) for of in by_name.values() if len(of) > 1]
    return sorted(several, key=lambda of: -sum(len(plan.documents) for plan in of))


def _key(record: DocumentRecord) -> tuple[str, Period, bool] | None:
    """Family, years and whether a folder makes the plan; None for a document without years in its names."""
    segments = _segments(record.uri)
    for depth, segment in enumerate(segments[:-1]):
        if spans := spans_in(segment):
            (years, start, end), *_ = spans
            before = segments[depth - 1] if depth else ""
            return " ".join(_words(segment, start, end) or words(before)), years, True
    for name in (record.title, _stem(segments[-1]) if segments else ""):
        if spans := spans_in(name):
            if len({years for years, _, _ in spans}) == 1:
                years, start, end = spans[0]
                return " ".join(_words(name, start, end)), years, False
            return None
        if len(found := years_in(name)) == 1 and (family := " ".join(_words(name, *found[0][1:]))):
            return family, (found[0][0], found[0][0]), False
    if record.published and _NAMED.search(fold(record.title)):
        return " ".join(words(record.title)), (record.published[:4], record.published[:4]), False
    return None


_NAMED: Final = re.compile(
    r"\b(?:pian[oi]|programm[ai]|strategi[ae]|rapport[oi]|relazion[ei]|bilanci[oi]?|rendicont[oi]|report|annual|plan|"
    r"programme|strategy|strategie|bilan|rapport|budget|documento|edizione|edition|fondo|linee guida|guide ?lines?)\b"
)


def _segments(uri: str) -> list[str]:
    try:
        path = urlsplit(uri).path
    except ValueError:
        path = uri
    return [unquote(part) for part in path.split("/") if part]


def _stem(name: str) -> str:
    return re.sub(r"\.\w{1,5}$", "", name).replace("_", " ")


def _words(name: str, start: int, end: int) -> list[str]:
    return words(fold(f"{name[:start]} {name[end:]}".replace("_", " ")))


def _plan(family: str, years: Period, folder: bool, of: Sequence[DocumentRecord]) -> Plan:
    """A plan of its documents; a folder is called as the document in it whose title bears the years."""
    bearing = [each for each in of if years in [found for found, _, _ in spans_in(each.title)]]
    first = min(bearing or of, key=lambda each: (each.uri.count("/"), "readme" in each.uri.lower(), each.uri))
    named = {word for each in bearing for word in words(fold(each.title)) if not word[0].isdigit()}
    name = first.title if bearing or not folder else f"{family} {years[0]}-{years[1]}"
    everything = frozenset(named | set(family.split()))
    return Plan(name, family, years, frozenset(each.uri for each in of), everything, first.uri, folder)
