"""The numbers and dates of a sentence as values, whatever the spelling or language: ``1.970`` is ``1 970``; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.analysis import fold
from rag.generating.spelled import pattern, value
from rag.months import MONTHS

_SCALES: Final = {
    r"miliard[oi]|milliards?|billions?|mld|mds?|bn": 1e9,
    r"milion[ei]|millions?|mln|mio": 1e6,
    r"mila|migliaia|milliers|thousands?|mille": 1e3,
}
_UNITS: Final = {
    "%": r"%|per ?cento|pour ?cent|per ?cent|percent",
    "euro": r"(?:di |d')?(?:euros?|eur\b|€)",
    "year": r"ann[oi]\b|ans?\b|annees?\b|years?\b",
    "month": r"mes[ei]\b|mois\b|months?\b",
    "day": r"giorn[oi]\b|jours?\b|days?\b",
    "hour": r"or[ae]\b|heures?\b|hours?\b",
    "minute": r"minut[oi]\b|minutes?\b",
    "week": r"settiman[ae]\b|semaines?\b|weeks?\b",
    "inhabitant": r"abitant[ei]\b|habitants?\b|inhabitants?\b",
    "bed": r"(?:post[oi] letto|lett[oi]|lits?|beds?)\b",
}
# Digits that end a word ("NH3", "PM10") are part of a name.
_DIGITS: Final = re.compile(
    r"(?<![^\W\d_])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:,\d+)?|(?<![^\W_])\d+(?:[.,]\d+)*"
)
_SCALE: Final = re.compile(r"[\s\u00a0]*(?:(" + ")|(".join(_SCALES) + r"))(?![a-z])")
_UNIT: Final = re.compile(r"[\s\u00a0]*(?:di |de |d'|of )?(?:(" + ")|(".join(_UNITS.values()) + r"))")
_EURO_BEFORE: Final = re.compile(r"(?:€|\beur|\beuro)\s*$")
_HALF_MORE: Final = re.compile(r"\s*(?:e mezzo|et demie?|and a half)\b")
_MORE: Final = re.compile(r"\s*(?:e|et|and)\s+(?=\d)")
_MONTH_NAMES: Final = {fold(name): number for name, number in MONTHS.items()}
_MONTH: Final = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_ORDINAL: Final = r"(?:\s?[°º^]|er\b|st\b|nd\b|rd\b|th\b)?"
_DAY_MONTH: Final = re.compile(
    rf"\b(\d{{1,2}}){_ORDINAL} (?:di |de |of )?({_MONTH})\b(?: (?:del |de |of )?((?:19|20)\d\d))?"
    rf"|\b({_MONTH}) (\d{{1,2}}){_ORDINAL}(?!\d)(?:,? ((?:19|20)\d\d))?"
    rf"|\b({_MONTH})\b(?: (?:del |de |of )?((?:19|20)\d\d))?"
)
_SLASHED: Final = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_YEARS: Final = re.compile(r"\b((?:19|20)\d\d)\s?[-–/]\s?(\d\d)\b(?!\d|[-/.])")
_HALF: Final = re.compile(r"\b(?:meta|moitie|half)\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at ``start`` of a text: its value, what it counts ("%", "euro", "year", ...; "" when not told).

    ``scale`` is what a word after it multiplied it by ("milioni": a million), 1 where none did; it is in the value.
    """

    value: float
    unit: str
    start: int
    end: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Day:
    """A date at ``start`` of a text: day, month, year, None where it does not say."""

    day: int | None
    month: int
    year: int | None
    start: int
    end: int


def dates(text: str) -> list[Day]:
    """The dates of a text that name a month.

    >>> [(d.day, d.month, d.year) for d in dates("il 12.03.2003 e dal 1° novembre; luglio 2017")]
    [(12, 3, 2003), (1, 11, None), (None, 7, 2017)]
    """
    folded = fold(text)
    found = [_day(each) for each in _DAY_MONTH.finditer(folded) if not _other_word(text, each)]
    for each in _SLASHED.finditer(folded):
        day, month, year = (each[1], each[3], each[4]) if each[1] else (each[7], each[6], each[5])
        if 1 <= int(month) <= 12:
            found.append(Day(int(day), int(month), int(year), each.start(), each.end()))
    return sorted(found, key=lambda each: each.start)


def _other_word(text: str, found: re.Match[str]) -> bool:
    """Alone, "may" and "mars" are a verb and a planet more often than a month."""
    return found[0] in ("may", "mars", "marche") and not text[found.start()].isupper()


def _day(found: re.Match[str]) -> Day:
    day, month, year = (
        (found[1], found[2], found[3])
        if found[2]
        else (found[5], found[4], found[6])
        if found[4]
        else (None, found[7], found[8])
    )
    return Day(int(day) if day else None, _MONTH_NAMES[month], int(year) if year else None, found.start(), found.end())


def figures(text: str) -> list[Figure]:
    """The numbers of a text, in digits or words, with their scale taken in and their unit; those of dates too.

    >>> [(f.value, f.unit) for f in figures("564,09 milioni di euro, 1.970 schede, il 20%, quattro aree")]
    [(564090000.0, 'euro'), (1970.0, ''), (20.0, '%'), (4.0, '')]
    """
    folded = fold(text)
    taken = [(each.start(), each.end()) for each in _SLASHED.finditer(folded)]
    found = [
        Figure(float(part), "", each.start(), each.end())
        for each in _SLASHED.finditer(folded)
        for part in re.findall(r"\d+", each[0])
    ]
    for years in _YEARS.finditer(folded):
        if any(a <= years.start() < b for a, b in taken) or int(years[2]) <= int(years[1][2:]):
            continue
        taken.append(years.span())
        both = (float(years[1]), float(years[1][:2] + years[2]))
        found += [Figure(year, "", years.start(), years.end()) for year in both]
    found += [each for each in _read(folded) if not any(a <= each.start < b for a, b in taken)]
    return sorted(found, key=lambda each: each.start)


def _read(folded: str) -> Iterator[Figure]:
    end = 0
    for start, stop, number in _numbers(folded):
        if start < end:
            continue
        amount, end = _scaled(folded, number, stop)
        scale = amount / number if number and end > stop else 1.0
        unit = _UNIT.match(folded, end)
        name = next((name for name, hit in zip(_UNITS, unit.groups(), strict=True) if hit), "") if unit else ""
        if not name and _EURO_BEFORE.search(folded, max(0, start - 6), start):
            name = "euro"
        yield Figure(amount, name, start, end, scale)


def _numbers(folded: str) -> list[tuple[int, int, float]]:
    found = [(each.start(), each.end(), _digits(each[0])) for each in _DIGITS.finditer(folded)]
    words = ((each, value(each)) for each in pattern().finditer(folded))
    found += [(each.start(), each.end(), float(counted)) for each, counted in words if counted is not None]
    found += [(each.start(), each.end(), 0.5) for each in _HALF.finditer(folded)]
    found += [
        (each.start(), each.start(1) - 1, 1.0)
        for each in re.finditer(
            r"\b(?:un|uno|one|a) (milione|miliardo|million|milliard|billion|thousand|hundred)\b", folded
        )
    ]
    return sorted(found)


def _scaled(folded: str, number: float, end: int) -> tuple[float, int]:
    """A number times the scale after it, with what is added ("1 milione e 800mila"), and where it ends."""
    scale = _SCALE.match(folded, end)
    if scale is None:
        return number, end
    factor = next(each for each, hit in zip(_SCALES.values(), scale.groups(), strict=True) if hit)
    end, amount = scale.end(), number * factor
    if half := _HALF_MORE.match(folded, end):
        return amount + factor / 2, half.end()
    more = _MORE.match(folded, end)
    if more and (rest := _DIGITS.match(folded, more.end())) and (smaller := _SCALE.match(folded, rest.end())):
        below = next(each for each, hit in zip(_SCALES.values(), smaller.groups(), strict=True) if hit)
        if below < factor:
            return amount + _digits(rest[0]) * below, smaller.end()
    return amount, end


def _digits(written: str) -> float:
    """The value of digits with their signs: a group of three after a sign is thousands, anything else decimals."""
    plain = re.sub(r"[ \u00a0\u202f\u2009]", "", written)
    signs = re.findall(r"[.,]", plain)
    if not signs:
        return float(plain)
    last = plain.rpartition(signs[-1])[2]
    if len(set(signs)) == 1 and re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", plain):
        return float(re.sub(r"[.,]", "", plain))
    if len(signs) > 1 and len(set(signs)) == 1:
        return float(re.sub(r"[.,]", "", plain))
    whole = plain[: -len(last) - 1]
    return float(re.sub(r"[.,]", "", whole) + "." + last)


def same(one: float, other: float) -> bool:
    """True for the same value but for the rounding of floats."""
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))
