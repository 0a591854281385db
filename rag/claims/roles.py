"""Who holds which office where: "Erika Ferranti, sindaca di Bentivoglio, e Marco Panieri, sindaco di Imola". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rag.analysis import fold
from rag.claims.lexicon import members_in
from rag.claims.naming import name_kind
from rag.claims.segments import content

_PERSON: Final = (
    r"(?:(?:de|De|Di|Del|Della|D'|Lo|La) ?)?[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]\w*(?: (?:(?:de|De|di|Di|Del|Della|Lo|La) )?"
    r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]\w*){0,3}"
)
_ROLE: Final = (
    r"(?:[Vv]ice[- ]?)?(?:[Pp]r[eé]sident\w*|[Aa]ssessor\w*|[Cc]onsiglier\w*|[Cc]onseill[eè]r\w*|[Cc]ouncill?or\w*|"
    r"[Ss]indac[oahi]\w*|[Mm]aires?|[Mm]ayors?|[Mm]inistr\w+|[Mm]inisters?|[Dd]irett(?:or|ric)\w*|"
    r"[Dd]irect(?:eur|ric|"
    r"or)\w*|[Ss]egretari\w*|[Ss]ecr[eé]tair\w*|[Cc]ommissari\w*|[Rr]ettor\w*|[Cc]oordinat(?:or|ric)\w*|"
    r"[Rr]esponsabil\w+)"
)
_OF: Final = (
    r"(?:(?:del|della|dello|delle|dei|degli|di|al|alla|allo|alle|ai|agli|per (?:la|il|le|i)|of the|of|for|du|"
    r"de la|des|de|"
    r"[àa] la|aux?) |(?:dell|all|de l|d|à l)['’] ?)"
)
_KIND: Final = r"(?:(?: (?!(?:della|dello|delle|degli|alla|allo|alle|agli|dell|all)\b)[a-zà-ÿ]{4,}){0,2})"
_ORG: Final = rf"(?: {_OF}(?P<org>[\wà-ÿ’'-]+(?: (?:e |di |del |della |dell['’])?[\wà-ÿ’'-]+){{0,5}}?))?"
_AFTER: Final = re.compile(
    rf"(?P<person>{_PERSON})(?: \([^)]{{1,40}}\))?(?:, [^,.;]{{3,70}},(?= (?:è|est|is)\b))?(?P<link>,| è| era|"
    rf" est| is| was|,? che è)(?: (?:anche |stat[oa] |el[eo]tt[oa] |"
    rf"nominat[oa] )?(?P<the>(?:il|la|le|the|an?|un|una|uno|attuale|nuov[oa]) ?|"
    rf"l['’]){{0,2}})? ?(?P<role>{_ROLE})\b{_KIND}"
    rf"{_ORG}(?=$|[,.;:)(]| (?:e|ed|et|and|ha|hanno|a|has|che|è|is|est)\b)"
)
_BEFORE: Final = re.compile(
    rf"(?P<role>{_ROLE})\b{_KIND}{_ORG}(?:,| è| est| is|:)? ?(?:(?:oggi|il|la|the|dott\.(?:ssa)?|prof\.(?:ssa)?) )?"
    rf"(?P<person>{_PERSON})(?![\w])"
)
_BESIDE: Final = 70
# Offices that several people hold at once.
_SEVERAL: Final = re.compile(r"consiglier|conseill|council|vice|responsabil|coordinat|direct|diretto|diret")


@dataclass(frozen=True, slots=True)
class Office:
    """A person with an office: ``role`` tells one kind of office from another, ``of`` are the words of its place."""

    role: str
    of: tuple[str, ...]
    person: tuple[str, ...]
    written: str
    named: str


def offices_in(text: str, language: str) -> list[Office]:
    """Who holds what in a sentence.

    "Valentina Palli, il presidente Michele De Pascale" are two people, "Valentina Palli, sindaca di Russi" is one.
    """
    told: dict[int, Office] = {}
    for match in _AFTER.finditer(text):
        if office := _office(match, language):
            told[match.start("role")] = office
    sure = {
        match.start("role")
        for match in _AFTER.finditer(text)
        if match["link"] != "," or not (match["the"] or "").strip()
    }
    for match in _BEFORE.finditer(text):
        office = _office(match, language)
        if office and match.start("role") not in sure and name_kind(match["person"]) != "place":
            told[match.start("role")] = office
    return list(told.values())


def _office(match: re.Match[str], language: str) -> Office | None:
    person = tuple(word for word in re.findall(r"[\w-]+", fold(match["person"])) if len(word) > 2)
    if not person or members_in(match["person"]):
        return None
    return Office(_kind(match["role"]), content(match["org"] or "", language), person, match.group(), match["person"])


def _kind(role: str) -> str:
    folded = fold(role)
    member = next((each for each in members_in(folded) if each.group == "role"), None)
    return f"{member.which}" if member else folded[:6]


Says = Literal["stands", "differs", ""]


def compare(claim: Office, said: Sequence[Office], around: str) -> tuple[Says, str]:
    """Whether a sentence's offices bear a claim out, or differ and how; ``around`` is the sentence with its titles."""
    near = set(re.findall(r"[\w-]+", fold(around)))
    taken = {word for each in said if claim.role == each.role and not _same_person(claim, each) for word in each.of}
    near -= taken
    for each in said:
        if _same_person(claim, each) and claim.role == each.role and _of_fits(claim, each, near):
            return "stands", ""
    for each in said:
        theirs = {*each.of, *each.person}
        placed = bool(claim.of) and set(claim.of) <= theirs
        if _same_person(claim, each):
            if claim.role == each.role and claim.of and each.of and not set(claim.of) & theirs:
                return "differs", each.written
            if claim.role != each.role and not (claim.of and each.of and not set(claim.of) & theirs):
                return "differs", each.written
        elif claim.role == each.role and placed and not _SEVERAL.search(fold(claim.written)):
            return "differs", each.named
    return "", ""


def stands_beside(claim: Office, said: Sequence[Office], text: str) -> bool:
    """Whether a person's office and place stand right by the name, in a sentence that is read no other way."""
    folded = fold(text)
    if any(_same_person(claim, each) for each in said):
        return False
    for found in re.finditer(rf"\b{re.escape(claim.person[-1])}\b", folded):
        near = folded[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]
        if claim.role in {_kind(role) for role in re.findall(_ROLE, near)} and set(claim.of) <= set(
            re.findall(r"[\w-]+", near)
        ):
            return True
    return False


def _same_person(one: Office, other: Office) -> bool:
    return one.person[-1] in other.person or other.person[-1] in one.person


def _of_fits(claim: Office, said: Office, near: set[str]) -> bool:
    if set(claim.of) <= {*said.of, *said.person}:
        return True
    return not said.of and set(claim.of) <= near
