"""Figures and dates in a text, in digits or in words, with what they count; and whether two of them agree. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from rag.analysis import fold
from rag.claims.number_words import scale, worded
from rag.months import MONTHS

Kind = Literal["number", "percent", "money", "date", "period", "label", "code"]
# Year, month, day; None where it is not said.
Day = tuple[int | None, int | None, int | None]

_SCALE: Final = (
    r"(?P<scale>mila|migliaia|mille|thousand|milion[ei]|millions?|mln|miliard[oi]|milliards?|mld|mrd|mds|md|billions?|"
    r"bn|k)\b\.?"
)
_MONTH: Final = "|".join(sorted({fold(each) for each in MONTHS}, key=len, reverse=True))
_MONTH_NUMBER: Final = {fold(name): number for name, number in MONTHS.items()}
_YEAR: Final = r"(?:19|20)\d\d"
_DATES: Final = tuple(
    re.compile(form)
    for form in (
        rf"\b(?P<d>\d{{1,2}})(?:°|º|\^|er|st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})(?:,? (?:del |of |"
        rf"de )?(?P<y>{_YEAR}))?\b",
        rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d|:)(?:,? (?P<y>{_YEAR}))?\b",
        rf"\b(?P<first>primo|premier|first) (?P<m>{_MONTH})(?: (?P<y>{_YEAR}))?\b",
        rf"\b(?P<m>{_MONTH})(?: (?:del |of |de )?(?P<y>{_YEAR}))\b",
        rf"(?<![\d/])(?P<y>{_YEAR})-(?P<mm>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?<![\d/.])(?P<d>\d{{1,2}})(?P<sign>[/.-])(?P<mm>\d{{1,2}})(?P=sign)(?P<y>{_YEAR}|\d\d)(?![\d/])",
        rf"\b(?:a|ad|in|nel|di|del|dal|dallo|entro|da|fino a|al|mese di|en|de|d'|des|fin|fine|inizio|by|since|of|until|"
        rf"early|late) ?(?P<m>{_MONTH})\b(?! \d)",
    )
)
_PERIOD: Final = re.compile(rf"(?<![\d/.-])(?P<a>{_YEAR})\s?[-–/]\s?(?P<b>{_YEAR}|\d\d)(?![\d/-])")
_PLAIN_YEAR: Final = re.compile(rf"(?<![\d/.,-])(?<!\bn )(?<!\bn\. )(?P<y>{_YEAR})(?!\d|[.,/-]\d|\s?(?:euro|€|%)|/)")
# A year right after a noun is a part of a name: "PAIR 2030", "Fondo 2025".
_NAMED_YEAR: Final = re.compile(
    r"(?<![\w'])(?!(?:nel|del|dal|al|il|gli|anni|anno|in|en|dans|of|since|from|the|entro|fino|a|de|du|depuis|"
    r"by|before|after|"
    r"prima|dopo|by|fin|fine|e|et|and|o|tra|fra|per|pour|for|annee|year|until|avant|apres|late|early|inizio|"
    r"le|la|un|una|"
    r"during|year|con|sul|sur|sin) $)[a-z][\w-]{2,} $"
)
_LABEL: Final = re.compile(
    rf"\b\d{{1,5}}/(?:{_YEAR}|\d\d)\b|(?<![\w.])(?:n|nr|no|num|numero|art|artt|comma|lett|lotto|lotti|"
    rf"lots?)\b\.?[°º]?\s?\d+\w*"
    r"|\b(?:ddl|disegno di legge|progetto di legge|projet de loi|emendamento|amendement|delibera|risoluzione) \d{1,5}\b"
    r"|\b\d+(?:\.\d{1,2}){2,}\b|\b\d{1,2}[:.]\d\d\b(?=\s?(?:alle|-|–|h\b|,|$))|\bore \d{1,2}(?:[.:]\d\d)?\b|"
    r"[\w.+-]+@[\w.-]+|"
    r"(?:https?://|www\.)\S+"
)
# Names with figures in them: "Euro3", "PM10", "18app".
_CODE: Final = re.compile(r"\b[a-z]+-?\d\w*\b|\b\d+[a-z]+\d*\b(?<!mila)(?<!mln)(?<!k)(?<!mld)(?<!er)(?<!th)")
_SEPARATED: Final = r"\d{1,3}(?:[.,'   ]\d{3})+(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_NUMBER: Final = re.compile(
    rf"(?P<sign>€\s?|\beuro?s? )?(?<![\w.,/])(?P<n>{_SEPARATED})(?![\d]|[.,/]\d)"
    rf"(?:\s?[-–]\s?(?P<to>{_SEPARATED})(?![\d/]))?"
    rf"(?:\s?{_SCALE}(?:\s(?:e|et|and)\s(?P<more>\d+)\s?(?P<more_scale>mila|mille|thousand))?)?"
)
_UNIT: Final = re.compile(
    r"\s?(?:(?P<percent>%|per ?cento\b|pour ?cent\b|per ?cent\b|punti percentuali\b)|"
    r"(?:di |d'|of |d' )?(?P<money>€|euros?\b|eur\b))"
)
_LOOSE: Final = tuple(
    (name, re.compile(rf"\b(?:{form})\s*(?:d'|di |de |the |i |le |les |gli )?$"))
    for name, form in (
        ("over", r"oltre|piu di|piu|almeno|sopra (?:i|le)|superiore a|plus de|au moins|au-dela de|over|more than|"
                 r"at least|above|non meno di|no fewer than|no less than|supera\w*|superi\w*|depass\w+|exceed\w*"),
        ("under", r"quasi|meno di|fino a|al massimo|massimo|presque|moins de|jusqu'a|pres de|almost|nearly|less than|"
                  r"fewer than|up to|under|at most|non piu di|no more than|sfiora(?:no)? (?:i|le)?"),
        ("about", r"circa|attorno a|intorno a|all'incirca|un|una|environ|autour|a peu pres|quelque|about|around|some|"
                  r"roughly|approximately|ca\."),
    )
)  # fmt: skip
_LOOSE_AFTER: Final = re.compile(r"^\s?(?:circa|environ|or so|about|e passa)\b")


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a date at ``text[start:end]``.

    ``low`` and ``high`` bound a figure (equal but for a range); ``day`` is a date's, ``span`` a period's first and last
    year; ``loose`` tells "about", "over" or "under"; ``written`` are its words.
    """

    kind: Kind
    start: int
    end: int
    written: str
    low: float = 0.0
    high: float = 0.0
    day: Day = (None, None, None)
    loose: str = ""
    figures: int = 15


def values_in(text: str, language: str) -> list[Value]:
    """The figures and dates of a text, in order.

    >>> [(v.kind, v.low) for v in values_in("tre webinar, 1,8 milioni di euro e il 5%", "it")]
    [('number', 3.0), ('money', 1800000.0), ('percent', 5.0)]
    """
    return list(_values_in(text, language))


# Each part of a claim asks for the figures of the same few passages: remembered, as many as a few claims look at.
@lru_cache(maxsize=512)
def _values_in(text: str, language: str) -> tuple[Value, ...]:
    folded = fold(text).replace("\n", " ")
    found: list[Value] = []
    taken = [False] * len(folded)

    def take(value: Value | None) -> None:
        if value and not any(taken[value.start : value.end]):
            taken[value.start : value.end] = [True] * (value.end - value.start)
            found.append(value)

    for each in (*_dates(folded, text), *_labels(folded, text), *_years(folded, text)):
        take(each)
    for scan in (_codes, _numbers, lambda masked, whole: _worded(masked, whole, language)):
        masked = "".join("|" if busy else sign for sign, busy in zip(folded, taken, strict=True))
        for each in scan(masked, text):
            take(each)
    return tuple(sorted((each for each in found if each.kind != "code"), key=lambda value: value.start))


def _dates(folded: str, text: str) -> Iterator[Value]:
    for match in _PERIOD.finditer(folded):
        first, last = match["a"], match["b"]
        last = last if len(last) == 4 else first[:2] + last
        if first < last:
            yield Value("period", *match.span(), text[match.start() : match.end()], float(first), float(last))
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            part = match.groupdict()
            month = _MONTH_NUMBER[part["m"]] if part.get("m") else int(part.get("mm") or 0)
            day = 1 if part.get("first") else int(part.get("d") or 0)
            year = part.get("y")
            if not 1 <= month <= 12 or day > 31 or _is_word(match, folded, text):
                continue
            full = (int(year) if len(year) == 4 else 2000 + int(year)) if year else None
            start = match.start("m") if pattern is _DATES[-1] else match.start()
            yield Value("date", start, match.end(), text[start : match.end()], day=(full, month, day or None))


def _is_word(match: re.Match[str], folded: str, text: str) -> bool:
    """True for "may", "mars" or "mai" that is no month: small in English, and without a day or year."""
    return (
        match.groupdict().get("m") in ("may", "mai", "march")
        and not text[match.start("m")].isupper()
        and not (match.groupdict().get("d") or match.groupdict().get("y"))
    )


def _labels(folded: str, text: str) -> Iterator[Value]:
    for match in _LABEL.finditer(folded):
        yield Value("label", *match.span(), text[match.start() : match.end()])


def _codes(folded: str, text: str) -> Iterator[Value]:
    for match in _CODE.finditer(folded):
        yield Value("code", *match.span(), text[match.start() : match.end()])


def _years(folded: str, text: str) -> Iterator[Value]:
    for match in _PLAIN_YEAR.finditer(folded):
        year = int(match["y"])
        if _NAMED_YEAR.search(folded[: match.start()]):
            yield Value("period", *match.span(), match[0], year, year)
        else:
            yield Value("date", *match.span(), match[0], day=(year, None, None))


def _numbers(folded: str, text: str) -> Iterator[Value]:
    for match in _NUMBER.finditer(folded):
        low, figures = _read(match["n"])
        high = low
        if match["to"]:
            high, _ = _read(match["to"])
            if low < high / 100 and not match["scale"]:
                low *= 1000  # "600-700.000"
        times = scale(match["scale"])
        more = float(match["more"]) * 1e3 if match["more"] else 0.0
        if match["to"] and high < low:
            high = low
        yield _valued(folded, text, match.start("n"), match.end(), low * times + more, high * times + more, figures,
                      money=bool(match["sign"]))  # fmt: skip


def _valued(
    folded: str, text: str, start: int, end: int, low: float, high: float, figures: int, *, money: bool = False
) -> Value:
    unit = _UNIT.match(folded, end)
    kind: Kind = "percent" if unit and unit["percent"] else "money" if money or (unit and unit["money"]) else "number"
    stop = unit.end() if unit else end
    loose = next((name for name, form in _LOOSE if form.search(folded, max(0, start - 24), start)), "")
    if loose == "about" and re.search(r"\bun[oa]?\s*$", folded[:start]):
        loose = "about" if low >= 10 else ""
    if _LOOSE_AFTER.match(folded[stop : stop + 12]):
        loose = loose or "about"
    return Value(kind, start, stop, text[start:stop], low, high, loose=loose, figures=figures)


def _worded(folded: str, text: str, language: str) -> Iterator[Value]:
    for start, end, value in worded(folded, language):
        yield _valued(folded, text, start, end, value, value, 2)


def _read(written: str) -> tuple[float, int]:
    """A number as written with any separators, and how many of its figures tell something."""
    plain = re.sub(r"[   ']", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    else:
        plain = plain.replace(",", ".")
    return float(plain), len(plain.replace(".", "").strip("0")) or 1
