"""Dates that a sentence states, as ISO with their precision; those without a year are resolved from the publication.

"il 23 giugno 2022", "a maggio 2020", "nel 2021", "terzo trimestre 2023", "dal 12 maggio al 24 ottobre 2020"; and
inferred: "entro dicembre", "lo scorso mese di luglio", "ieri", "l'anno scorso". A period in a plan's name (2017-2019),
a year in a name (PAIR 2030), the date of an act only quoted ("ai sensi della legge 2 del 2003") and a year that another
is compared with ("82 più del 2024") date no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from rag.across.plans import spans_in
from rag.analysis import fold
from rag.months import MONTHS

How = Literal["stated", "inferred", "published"]

_NUMBER: Final = {fold(name): number for name, number in MONTHS.items()}
_MONTH: Final = "(?:" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + ")"
_YEAR: Final = r"(?:19|20)\d\d"
_DAY_NUMBER: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:°|º|\^|er|st|nd|rd|th)?"
_FULL: Final = re.compile(
    rf"(?<![\d/.,-])(?:(?P<d>{_DAY_NUMBER}) (?P<m>{_MONTH})\.?,? (?:del |de |of )?(?P<y>{_YEAR})|"
    rf"(?P<em>{_MONTH}) (?P<ed>{_DAY_NUMBER}),? (?P<ey>{_YEAR})|"
    rf"(?P<nd>\d{{1,2}})[/.](?P<nm>\d{{1,2}})[/.](?P<ny>{_YEAR}))(?![\d/])"
)
_MONTH_YEAR: Final = re.compile(rf"\b(?P<m>{_MONTH}),? (?:del |dell'anno |de |of )?(?P<y>{_YEAR})(?![\d/-])")
_PART: Final = re.compile(
    r"\b(?:(?P<n>primo|secondo|terzo|quarto|premier|deuxieme|troisieme|quatrieme|first|second|third|fourth|"
    r"[1-4](?:°|º|er|e)?|i{1,3}|iv) (?P<unit>trimestre|quadrimestre|semestre|quarter|half)|q(?P<q>[1-4]))"
    rf"(?: (?:del|dell'anno|de|of))? ?(?P<y>{_YEAR})(?![\d/-])"
)
_IN_YEAR: Final = re.compile(
    rf"(?:\b(?:nel(?:l'anno| corso del)?|dal|al|del|dell'anno|entro il|entro la fine del|fino al|a fine|da fine|in|en|"
    rf"since|by|until|depuis|d'ici|fin|during|durante il|per il|anno) |^)(?P<y>{_YEAR})(?![\d/.,-]*\d)(?!\s?[-–/]\s?\d)"
)
_BARE_MONTH: Final = re.compile(
    rf"\b(?P<before>(?:lo )?scors[oa] (?:mese di )?|prossim[oa] (?:mese di )?|last |next |"
    rf"entro (?:fine |la fine di |il mese di )?|by |d'ici (?:fin )?)?(?:(?P<d>{_DAY_NUMBER}) )?(?P<m>{_MONTH})"
    rf"(?P<after>"
    rf" (?:scors[oa]|passat[oa]|prossim[oa]|dernier|"
    rf"prochain))?\b(?!\.? \d)"
)
_NEAR: Final = re.compile(
    r"\b(?P<day>ieri|oggi|domani|hier|aujourd'hui|demain|yesterday|today|tomorrow)\b|"
    r"\b(?P<year>quest'anno|l'anno scorso|lo scorso anno|l'anno prossimo|cette annee|l'an dernier|l'annee derniere|"
    r"this year|last year|next year)\b|"
    r"\b(?P<month>questo mese|il mese scorso|lo scorso mese(?! di)|ce mois-ci|le mois dernier|this month|last month)\b"
)
# An act that is only quoted, and a year that another is compared with.
_AN_ACT: Final = re.compile(
    r"\b(?:ai sensi|di cui|in attuazione|in base|in applicazione|a norma|secondo quanto|vist[aoi]|come previsto|"
    r"previst[oaie] da\w*|en application|au sens|pursuant to|under|vu) (?:n\. ?|[^.;]){0,70}$|"
    r"\b(?:piu|meno|aumento|contro|rispetto|confronto|plus|moins|than|against|par rapport) [^.;,]{0,30}$"
)
_A_NAME: Final = re.compile(
    r"(?:[A-Z][A-Z0-9]{1,}|[Aa]genda|[Oo]rizzonte|[Ss]trategi[ae]|Europa|Europe|EU|Piano|PIANO) ?$"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date at ``text[start:end]``: ISO first and last day, month or year; ``how`` and from what it is known."""

    start: int
    end: int
    first: str
    last: str
    how: How = "stated"


def dates_stated(text: str, published: str | None) -> list[When]:
    """The dates that a sentence states, in order; without a publication date those that need one are left out."""
    folded = fold(text)
    if len(folded) != len(text):
        return []
    periods = [(start, end) for _, start, end in spans_in(folded)]
    found: list[When] = []
    for each in _readings(text, folded, published):
        taken = [(other.start, other.end) for other in found] + periods
        if not any(each.start < end and start < each.end for start, end in taken):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _readings(text: str, folded: str, published: str | None) -> Iterator[When]:
    """Every reading of a date, the fuller before those of its parts."""
    for match in _FULL.finditer(folded):
        iso = _iso(match)
        if iso and not _AN_ACT.search(folded[: match.start()]):
            yield When(match.start(), match.end(), iso, iso)
        else:
            yield When(match.start(), match.end(), "", "")  # no event's, or no day at all
    for match in _MONTH_YEAR.finditer(folded):
        iso = f"{match['y']}-{_NUMBER[match['m']]:02d}"
        yield When(match.start(), match.end(), iso, iso)
    for match in _PART.finditer(folded):
        yield When(match.start(), match.end(), *_part(match))
    for match in _IN_YEAR.finditer(folded):
        start = match.start("y")
        if not _AN_ACT.search(folded[:start]) and not _A_NAME.search(text[: match.start("y")]):
            yield When(match.start(), match.end(), match["y"], match["y"])
        else:
            yield When(match.start(), match.end(), "", "")
    if published:
        yield from _inferred(folded, published)


def _iso(match: re.Match[str]) -> str | None:
    day = match["d"] or match["ed"] or match["nd"]
    year = match["y"] or match["ey"] or match["ny"]
    month = int(match["nm"]) if match["nm"] else _NUMBER[match["m"] or match["em"]]
    return _day(int(year), month, day)


def _day(year: int, month: int, written: str) -> str | None:
    try:
        return date(year, month, int(re.sub(r"\D", "", written))).isoformat()
    except ValueError:
        return None


_ORDER: Final = {
    **dict.fromkeys(("primo", "premier", "first", "i"), 1),
    **dict.fromkeys(("secondo", "deuxieme", "second", "ii"), 2),
    **dict.fromkeys(("terzo", "troisieme", "third", "iii"), 3),
    **dict.fromkeys(("quarto", "quatrieme", "fourth", "iv"), 4),
}
_LENGTH: Final = {"trimestre": 3, "quarter": 3, "quadrimestre": 4, "semestre": 6, "half": 6}


def _part(match: re.Match[str]) -> tuple[str, str]:
    """First and last month of a quarter or half."""
    number = int(match["q"]) if match["q"] else _ORDER.get(match["n"]) or int(re.sub(r"\D", "", match["n"]) or 1)
    length = _LENGTH[match["unit"]] if match["unit"] else 3
    last = min(12, number * length)
    return f"{match['y']}-{last - length + 1:02d}", f"{match['y']}-{last:02d}"


def _inferred(folded: str, published: str) -> Iterator[When]:
    for match in _BARE_MONTH.finditer(folded):
        alone = not (match["before"] or match["after"] or match["d"])
        if alone and not re.search(r"\b(?:a|ad|in|en|di|da|dal|al|d'|of) ?$", folded[: match.start("m")]):
            continue  # "mars", "may", "mai" are words too
        month = _NUMBER[match["m"]]
        year = _year_of(month, published, f"{match['before'] or ''}{match['after'] or ''}")
        iso: str | None = f"{year}-{month:02d}"
        if match["d"]:
            iso = _day(year, month, match["d"])
        if iso:
            yield When(match.start(), match.end(), iso, iso, "inferred")
    for match in _NEAR.finditer(folded):
        if iso := _near(match, published):
            yield When(match.start(), match.end(), iso, iso, "inferred")


def _year_of(month: int, published: str, words: str) -> int:
    """The year of a month named without one: before, after or next to the publication, as the words say."""
    year, now = int(published[:4]), int(published[5:7]) if len(published) >= 7 else 0
    if not now:
        return year
    if re.search(r"scors|passat|last|dernier", words):
        return year if month <= now else year - 1
    if re.search(r"prossim|next|prochain|entro|by|d'ici", words):
        return year if month >= now else year + 1
    # "a dicembre" in a text of January is last month's; "a gennaio" in one of December is next month's.
    return year - 1 if month - now > 6 else year + 1 if now - month > 9 else year


def _near(match: re.Match[str], published: str) -> str | None:
    said = match[0]
    if match["year"]:
        back = -1 if re.search(r"scors|derni|last", said) else 1 if re.search(r"prossim|next", said) else 0
        return str(int(published[:4]) + back)
    if match["month"]:
        if len(published) < 7:
            return None
        first = date(int(published[:4]), int(published[5:7]), 1)
        back = bool(re.search(r"scors|dernier|last", said))
        return (first - timedelta(days=1) if back else first).isoformat()[:7]
    if len(published) < 10:
        return None
    step = -1 if said in ("ieri", "hier", "yesterday") else 1 if said in ("domani", "demain", "tomorrow") else 0
    return (date.fromisoformat(published[:10]) + timedelta(days=step)).isoformat()
