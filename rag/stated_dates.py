"""Dates that a question names, as ISO prefixes: "nel 2024", "dal 2022 al 2024", "a giugno 2022", "in 2024".

A year in a name ("PAIR 2030", "FRNA 2025"), a deadline ("entro il 2026") and a period ("2017-2019") are no dates.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rag.analysis import fold
from rag.months import ENGLISH, FRENCH, ITALIAN

# Each month in the three languages, folded, as a pattern.
_MONTHS: Final = tuple(
    "|".join(dict.fromkeys(map(fold, names))) for names in zip(ITALIAN, FRENCH, ENGLISH, strict=True)
)
_MONTH: Final = "(?:" + "|".join(_MONTHS) + ")"
_YEAR: Final = r"(?<![\d/.,-])(?:19|20)\d\d(?!\d|\s?[-–/]\s?\d|[.,]\d)"
# A day, a month or a year.
_POINT: Final = (
    rf"(?:(?:\d{{1,2}}(?:°|er)? )?{_MONTH} (?:d(?:el|e|i)l?'?\s?|of )?{_YEAR}|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|"
    rf"\d{{1,2}}/(?:\d{{1,2}}/)?(?:19|20)\d\d(?!\d)|{_YEAR})"
)
_EDGE: Final = rf"(?:{_POINT}|{_MONTH})"
_THE: Final = r"(?:(?:il|lo|l'anno|l'|le|the|mese di|anno) ?)?"
_RANGE: Final = re.compile(
    rf"\b(?:dal|dall'|da|tra|fra|de|du|entre|depuis|from|between)(?: |(?<=')){_THE}(?P<a>{_EDGE}) "
    rf"(?:al|all'|a|ad|e|fino al|au|a|et|jusqu'(?:en|a|au)|to|and|until|till|through)(?: |(?<=')){_THE}(?P<b>{_POINT})"
)
_YEARS: Final = re.compile(
    r"\b(?:negli anni|nel (?:periodo|biennio|triennio|quadriennio|quinquennio)|dans les annees|(?:dans|sur) la periode|"
    r"in the (?:years|period))(?: dal| from)? (?P<a>(?:19|20)\d\d)(?: ?[-–/] ?| al? | e | a | et | to | and )"
    r"(?P<b>(?:19|20)\d\d)\b"
)
_SINCE: Final = re.compile(
    rf"\b(?:(?P<strict>dopo(?: il)?|successiv[ieao] al?|apres|after)|a partire da(?:l|ll')?|dal|dall'anno|da|depuis|"
    rf"a partir d(?:e|u)|depuis|since|starting (?:in|from)|as of) {_THE}(?P<a>{_POINT})"
)
_UNTIL: Final = re.compile(
    rf"\b(?:(?P<strict>prima (?:del|di)|precedenti (?:al|a)|avant|before)|fino (?:al|a)|sino (?:al|a)|"
    rf"jusqu'(?:en|a|au)|until|till|up to) {_THE}(?P<b>{_POINT})"
)
_IN: Final = re.compile(
    rf"\b(?:nel corso del|nel|nell'anno|nell'|del|dell'anno|dell'|durante il|risalent[ei] al|in|en|au cours de|pendant|"
    rf"de|du|of|from|during)(?: |(?<=')){_THE}(?P<a>{_POINT})"
)
# "il 23 giugno 2022", "a giugno 2022", but never "il 2022": "entro il 2022", "per il 2022" are no dates of publication.
_ON: Final = re.compile(
    rf"(?<!entro )(?<!by )\b(?:il|l'|di|ad?|le|on|nel mese di)(?: |(?<=')){_THE}(?P<a>(?!{_YEAR}){_POINT})"
)
# Before a noun ("the 2024 press releases") and a month without its year: dates only beside a word for documents.
_BARE: Final = re.compile(rf"\b(?P<a>{_POINT})")
_MONTH_ONLY: Final = re.compile(rf"\b(?:di|del mese di|de|d'|of|from|in|a|ad|en) ?(?P<month>{_MONTH})\b(?! \d)")
_RELATIVE: Final = (
    (r"\b(?:(?:di|in|nel corso di) )?(?:quest'anno|cette annee|this year)\b", "year", 0),
    (r"\b(?:del|nel)?l'anno (?:scorso|passato)|\b(?:del|nel)?lo scorso anno|\bl'(?:annee derniere|an dernier)|"
     r"\blast year", "year", 1),
    (r"\b(?:di |in )?questo mese|\bce mois(?:-ci)?\b|\bthis month\b", "month", 0),
    (r"\b(?:nel |del |il )?mese scorso|\b(?:del|nel)?lo scorso mese\b(?! di)|\b(?:d[eu] )?l?e? ?mois dernier|"
     r"\blast month", "month", 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """A date named at ``text[start:end]``, both ends included. ``sure`` is False where its year is a guess.

    ``beside`` marks what is a date of documents only next to a word for them.
    """

    start: int
    end: int
    date_from: str | None
    date_to: str | None
    beside: bool = False
    sure: bool = True


def dates_in(text: str, months: Sequence[str], today: date | None) -> list[Dated]:
    """The dates in a folded text, in order; where two overlap, the fuller reading.

    ``months`` (ISO) are those in which something was published: they give the year of "nelle notizie di giugno".
    """
    found: list[Dated] = []
    for each in _readings(text, months, today):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _readings(text: str, months: Sequence[str], today: date | None) -> Iterator[Dated]:
    """Every reading of a date, the fuller before those of its parts."""
    yield from _spans(text)
    yield from _open(text)
    if today:
        yield from _relative(text, today)
    for pattern, beside in ((_IN, False), (_ON, False), (_BARE, True)):
        for match in pattern.finditer(text):
            if at := _iso(match["a"]):
                yield Dated(match.start(), match.end(), at, at, beside=beside)
    for match in _MONTH_ONLY.finditer(text):
        known = sorted(each for each in months if each[5:7] == f"{_month(match['month']):02d}")
        if known:
            yield Dated(match.start(), match.end(), known[-1], known[-1], beside=True, sure=len(known) == 1)


def _spans(text: str) -> Iterator[Dated]:
    """From one date to another: "dal 2022 al 2024", "da maggio a ottobre 2020"."""
    for pattern in (_RANGE, _YEARS):
        for match in pattern.finditer(text):
            last = _iso(match["b"])
            first = _iso(match["a"]) or (last and f"{last[:4]}-{_month(match['a']):02d}")
            if first and last and first[:4] <= last[:4]:
                yield Dated(match.start(), match.end(), first, last)


def _open(text: str) -> Iterator[Dated]:
    """Since or until a date: "dal 2022", "dopo giugno 2022"; "prima del 2020"."""
    for match in _SINCE.finditer(text):
        if first := _iso(match["a"]):
            yield Dated(match.start(), match.end(), _next(first) if match["strict"] else first, None)
    for match in _UNTIL.finditer(text):
        if last := _iso(match["b"]):
            yield Dated(match.start(), match.end(), None, _previous(last) if match["strict"] else last, beside=True)


def _relative(text: str, today: date) -> Iterator[Dated]:
    for pattern, unit, back in _RELATIVE:
        for match in re.finditer(pattern, text):
            if unit == "year":
                at = str(today.year - back)
            else:
                at = (today if not back else today.replace(day=1) - timedelta(days=1)).isoformat()[:7]
            yield Dated(match.start(), match.end(), at, at)


def iso_date(written: str) -> str | None:
    """A day, month or year that is the whole of a text, in any of the forms read here or in ISO, as an ISO prefix."""
    whole = re.fullmatch(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?", written.strip())
    if whole:
        return _iso("/".join(part for part in reversed(whole.groups()) if part))
    folded = fold(written.strip())
    return _iso(folded) if re.fullmatch(_POINT, folded) else None


def _iso(written: str) -> str | None:
    """A day, month or year as written (folded) as an ISO prefix; None where there is no such day or no year."""
    year = re.search(r"(?:19|20)\d\d(?!\d)", written)
    if year is None:
        return None
    if "/" in written:
        *day, month = (int(part) for part in written.split("/")[:-1])
    else:
        month = _month(written)
        day = [int(each) for each in re.findall(r"\d{1,2}(?!\d)", written.replace(year.group(), " "))]
    if not month:
        return year.group()
    if month > 12 or (day and not 1 <= day[0] <= calendar.monthrange(int(year.group()), month)[1]):
        return None
    return f"{year.group()}-{month:02d}" + (f"-{day[0]:02d}" if day else "")


def _month(written: str) -> int:
    """The month named in a folded text, 1 to 12; 0 where there is none."""
    return next((at for at, names in enumerate(_MONTHS, 1) if re.search(rf"\b(?:{names})\b", written)), 0)


def _next(iso: str) -> str:
    """The day, month or year after one."""
    if len(iso) == 4:
        return str(int(iso) + 1)
    if len(iso) == 7:
        return f"{int(iso[:4]) + 1}-01" if iso[5:] == "12" else f"{iso[:5]}{int(iso[5:]) + 1:02d}"
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def _previous(iso: str) -> str:
    """The day, month or year before one."""
    if len(iso) == 4:
        return str(int(iso) - 1)
    if len(iso) == 7:
        return f"{int(iso[:4]) - 1}-12" if iso[5:] == "01" else f"{iso[:5]}{int(iso[5:]) - 1:02d}"
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()
