"""Acts cited in a text, each under one canonical name: "L.R. 2/2003" for every way of writing that law.

What does not say which act it is stays out: "deliberazione n. 788" names no body, unless the text names it elsewhere;
"legge n. 5" beside regional words may be a regional one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.describe.dates import DAY, YEAR, iso_of, spelled
from ingest.describe.places import REGION
from ingest.describe.scan import beginnings, lowered, word_starts
from rag.territories import NAMES

_NUMBER: Final = r"(?:n\.?\s*|nr\.?\s*|n[°º]\s*|num\.\s*|numero\s+|no\.?\s+|№\s*)"
_OF: Final = r"(?:\s+(?:della|de|du|of)(?:\s+(?:Regione|the))?|\s+dell'|\s+Regione|\s+de\s+la)?\s*"
_COUNCIL: Final = rf"(?:della\s+|dell'|de\s+la\s+)?(?:Regione\s+)?(?:{REGION}\s*)?"
# Each kind of act: the name it gets, and how it is written before its number.
_HEADS: Final[dict[str, str]] = {
    "LR": r"L\.\s?R\.?|LR|LL\.\s?RR\.|legg[ei]\s+regional[ei]|loi\s+régionale|regional\s+law",
    "DLGS": r"d\.\s?lgs\.?|d\.\s?l\.\s?vo|dlgs\.?|decreto\s+legislativo|décret\s+législatif|legislative\s+decree",
    "DL": r"d\.\s?l\.|DL|decreto[\s-]legge|décret-loi|decree-law",
    "DPR": r"d\.\s?p\.\s?r\.|DPR|decreto\s+del\s+presidente\s+della\s+repubblica",
    "DPCM": r"d\.\s?p\.\s?c\.\s?m\.|DPCM|decreto\s+del\s+presidente\s+del\s+consiglio(?:\s+dei\s+ministri)?|"
    r"prime\s+ministerial\s+decree",
    "DM": r"d\.\s?m\.|DM|decreto\s+ministeriale|décret\s+ministériel|ministerial\s+decree",
    "DGR": r"d\.\s?g\.\s?r\.|DGR|deliber(?:a|e|azione|azioni)\s+(?:di|della|de\s+la)?\s*giunta(?!\s+(?:comunale|"
    r"provinciale|"
    rf"municipale|dell'unione|metropolitana))(?:\s+regionale)?\s*{_COUNCIL}|deliber(?:a|azione)\s+\(\s*DGR",
    "DAL": r"d\.\s?a\.\s?l\.|(?-i:DAL)|deliber(?:a|e|azione|"
    r"azioni)\s+(?:(?:dell'\s*)?assemblea\s+legislativa(?:\s+regionale)?|"
    rf"assembleare)\s*{_COUNCIL}",
    "DCR": rf"d\.\s?c\.\s?r\.|DCR|deliber(?:a|azione)\s+(?:del\s+)?consiglio\s+regionale\s*{_COUNCIL}",
    "RR": r"regolamento\s+regionale",
    "UE": r"(?:regolamento|règlement|regulation)\s+(?:delegato\s+)?\(?(?:UE|CE|EU|EC)\)?",
    "LOI": r"loi(?=\s+n[°º])",
    "DECRET": r"décret(?=\s+n[°º])",
    "ORDONNANCE": r"ordonnance(?=\s+n[°º])",
    "ARRETE": r"arrêté(?:\s+ministériel)?(?=\s+du\s)",
    "DELIBERATION": r"délibération(?=\s+n[°º])",
    "PACT": r"(?:intes[ae]|accord[oi])\s+(?:(?:sancit[ao]\s+)?in\s+)?(?:conferenza\s+)?Stato[\s-]+Regioni(?:\s+e\s+"
    r"province\s+autonome)?",
    "BARE": r"deliber(?:a|azione)(?=\s+(?:n\.|n°|\d))",
    "L": r"l\.(?=\s?\d)|l\.(?=\s?n\.)|legge",
}
_NAMES: Final = {
    "LR": "L.R.", "DLGS": "D.Lgs.", "DL": "D.L.", "DPR": "DPR", "DPCM": "DPCM", "DM": "DM", "DGR": "DGR", "DAL": "DAL",
    "DCR": "DCR", "RR": "R.R.", "LOI": "Loi", "DECRET": "Décret", "ORDONNANCE": "Ordonnance",
    "ARRETE": "Arrêté", "DELIBERATION": "Délibération", "PACT": "Intesa Stato-Regioni", "L": "L.",
}  # fmt: skip
_HEAD: Final = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _HEADS.items()), re.IGNORECASE)
# How the heads begin, in small letters.
_BEGINNINGS: Final = beginnings(
    (
        *"""l. lr ll. legg loi d. dlgs dpr dpcm dgr dcr decre décret legislative ministerial deliber délib regol règl
    regulation ordonnance arrêté intes accord""".split(),
        *("regional law", "prime m", "dl ", "dm ", "dal "),
    )
)
# After the head: a sign in brackets, a region, then number and year in one of three orders.
_SIGN: Final = r"\s*(?:\(\s*[A-Z.]{2,7}\s*\)|[A-Z]{0,3}\s*\))?\s*"
_TAIL: Final = re.compile(
    rf"{_SIGN}(?:{_OF}(?P<region>{REGION})\s*,?)?\s*\*{{0,2}}(?:"
    rf"(?:(?:del|in\s+data|dell'|du|of)\s*)?(?P<day>{DAY})(?:\s*,?\s*(?:{_NUMBER})(?P<number>\d{{1,5}})(?![\d/]))?"
    rf"|{_NUMBER}?(?P<roman>[IVX]+/)?(?P<short>\d{{1,5}})\s*[/]\s*(?P<year>{YEAR}|\d\d)(?![\d/])"
    rf"|{_NUMBER}?(?P<long>\d{{1,5}})\s*(?:,\s*|\s+(?:del(?:l'anno)?|dell'|in\s+data|of|du)\s*)(?P<when>{DAY}|"
    rf"{YEAR}(?![\d/]))"
    rf"|{_NUMBER}(?P<french>(?:19|20)?\d\d-\d{{1,4}})(?:\s+du\s+{DAY})?)",
    re.IGNORECASE,
)
_BY_YEAR: Final = re.compile(
    r"\s*\(?(?:UE|EU)?\)?\s*(?:n\.\s*)?(?P<year>20\d\d)/(?P<number>\d{1,5})(?![\d/])", re.IGNORECASE
)
_SEVERAL: Final = re.compile(r"leggi|delibere|deliberazioni|LL", re.IGNORECASE)
_MORE: Final = re.compile(rf"\s*(?:,|;|\be|\bed|\bet)\s+{_NUMBER}?(?P<short>\d{{1,5}})/(?P<year>{YEAR})(?![\d/])")
_AFTER: Final = re.compile(rf"\s+(?:dell'|della\s+(?:Regione\s+)?|Regione\s+)(?P<region>{REGION})(?!\w)")
_REGIONAL: Final = re.compile(r"\bregion", re.IGNORECASE)
_LONE: Final = re.compile(r"(?<![\w.])(?:DM|D\.M\.)\s+(?P<number>\d{1,3})(?![\d/]|[.,]\d|\s*(?:del|\d|milion|euro|%))")
# National laws that regional texts cite all the time; another "legge" beside regional words may be a region's own.
_NATIONAL: Final = frozenset(
    """833/1978 241/1990 104/1992 328/2000 68/1999 285/1997 4/2013 56/2014 106/2016 112/2016 107/2015 205/2017 24/2017
    33/2017 219/2017 145/2018 160/2019 178/2020 234/2021 227/2021 197/2022 33/2023 213/2023 207/2024 3/2001 131/2003
    38/2010 6/2004 180/1978 194/1978 40/2004 149/2001 184/1983 383/2000 266/1991 381/1991 59/1997 42/2009 190/2012
    124/2015 26/2019""".split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act cited: its canonical name and the slice where it is written."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    kind: str
    number: str
    year: str
    region: str | None
    start: int
    end: int


def acts(text: str) -> list[Act]:
    """The acts a text cites, in order; the same act has the same name however it is written."""
    found = list(_all(text))
    regions: dict[tuple[str, str], set[str]] = {}
    bodies: dict[tuple[str, str], set[str]] = {}
    for each in found:
        key = (each.number, each.year)
        if each.kind == "LR" and each.region:
            regions.setdefault(key, set()).add(each.region)
        if each.kind in ("DGR", "DAL", "DCR", "LR"):
            bodies.setdefault(key, set()).add(each.kind)
    named = [_name(each, text, regions, bodies) for each in found]
    result = [Act(name, each.start, each.end) for each, name in zip(found, named, strict=True) if name]
    return sorted([*result, *_lone(text, result)], key=lambda act: act.start)


def _all(text: str) -> Iterator[_Found]:
    position = 0
    for start in word_starts(lowered(text), _BEGINNINGS, "."):
        head = _HEAD.match(text, start) if start >= position else None
        if head is None:
            continue
        for found in _after(text, head):
            yield found
            position = found.end


def _after(text: str, head: re.Match[str]) -> Iterator[_Found]:
    """The act that a head begins, and those that follow in one list ("leggi regionali n. 2/2003 e n. 29/2004")."""
    kind = str(head.lastgroup)
    if kind == "UE" and (by_year := _BY_YEAR.match(text, head.end())):
        yield _Found(kind, by_year["number"], by_year["year"], None, head.start(), by_year.end())
        return
    tail = _TAIL.match(text, head.end())
    one = _one(kind, head, tail) if tail else None
    if one is None or tail is None:
        return
    after = _AFTER.match(text, tail.end()) if kind == "LR" else None
    one.region = one.region or (NAMES[after["region"]] if after else None)
    yield one
    position = tail.end()
    while kind in ("LR", "DGR", "DAL") and _SEVERAL.match(head[0]) and (more := _MORE.match(text, position)):
        yield _Found(kind, more["short"], more["year"], one.region, more.start("short"), more.end())
        position = more.end()


def _one(kind: str, head: re.Match[str], tail: re.Match[str]) -> _Found | None:
    """Number and year of one citation; a day where there is no number."""
    region = next((NAMES[name] for name in NAMES if name == tail["region"]), None)
    number = tail["number"] or tail["short"] or tail["long"] or tail["french"] or ""
    year = tail["year"] or ""
    if written := tail["day"] or (tail["when"] if tail["when"] and len(tail["when"]) > 4 else None):
        when = iso_of(written)
        if when is None:
            return None
        year = when[:4] if number else when
    year = year or tail["when"] or ""
    if len(year) == 2:
        year = ("19" if int(year) > 40 else "20") + year
    if tail["roman"]:
        number = tail["roman"].upper() + number
    return _Found(kind, number.lstrip("0"), year, region, head.start(), tail.end())


def _name(
    each: _Found, text: str, regions: dict[tuple[str, str], set[str]], bodies: dict[tuple[str, str], set[str]]
) -> str | None:
    """The canonical name; None where it is not sure which act is meant."""
    key, kind = (each.number, each.year), each.kind
    if kind in ("LOI", "DECRET", "ORDONNANCE", "DELIBERATION"):
        return f"{_NAMES[kind]} n° {each.number}" + (f"/{each.year}" if each.year and "-" not in each.number else "")
    if kind in ("DPCM", "PACT", "ARRETE", "DM") and len(each.year) == 10:
        return f"{_NAMES[kind]} {spelled(each.year)}"
    if not each.number or len(each.year) != 4:
        return None
    label = f"{each.number}/{each.year}"
    if kind == "UE":
        # Until 2014 the number came first.
        label = label if each.year < "2015" else f"{each.year}/{each.number}"
        return f"Regolamento ({'CE' if 'CE' in text[each.start : each.end].upper() else 'UE'}) {label}"
    if kind == "BARE":
        sure = bodies.get(key, set()) - {"LR"}
        return f"{sure.copy().pop()} {label}" if len(sure) == 1 else None
    if kind == "L":
        around = text[max(0, each.start - 150) : each.end + 150]
        if bodies.get(key) == {"LR"}:
            kind = "LR"
        elif label not in _NATIONAL and _REGIONAL.search(around):
            return None
    if kind == "LR":
        named = {each.region} if each.region else regions.get(key, set())
        return f"L.R. {next(iter(named))} {label}" if len(named) == 1 else f"L.R. {label}"
    return f"{_NAMES[kind]} {label}"


def _lone(text: str, known: list[Act]) -> Iterator[Act]:
    """Ministerial decrees without their year ("DM 77"), where the text gives it elsewhere, always the same."""
    years: dict[str, set[str]] = {}
    for act in known:
        if act.name.startswith("DM ") and "/" in act.name:
            years.setdefault(act.name[3:].split("/")[0], set()).add(act.name)
    if years:
        for found in _LONE.finditer(text):
            names = years.get(found["number"], set())
            if len(names) == 1:
                yield Act(next(iter(names)), found.start(), found.end())
