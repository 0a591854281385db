"""Questions that documents themselves suggest: their acronyms, people, acts, plans and funds, put in plain words.

Whether a question is answered is found out by asking it (``ui/proposing.py``); here it is only worded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.analysis import fold
from ui.locales import strings_for
from ui.locales.chat import chat_strings

if TYPE_CHECKING:
    from rag.library import Library

# Acts by what they are called, as far as their gender is known: "la L.R. 2/2003", "il DPCM 12 gennaio 2017".
_ACTS: Final = (
    ("law", re.compile(r"(?:L\.R\.|L\.|Legge|DGR|DAL|Delibera|Deliberazione|Direttiva)\s")),
    ("decree", re.compile(r"(?:D\.Lgs\.|D\.L\.|DPCM|D\.M\.|DM|Decreto|Regolamento)\s")),
)
# What an acronym's expansion begins with when it can be approved, or amounts to something: "il PAIR", "il FRNA".
_APPROVED: Final = re.compile(r"(?:Piano|Programma|Patto|Plan|Programme)\b", re.IGNORECASE)
_FUND: Final = re.compile(r"(?:Fondo|Fonds)\b", re.IGNORECASE)
# An acronym in small letters is a word of its own by now, and asks for no expansion.
_CAPITALS: Final = re.compile(r"(?=.*[A-Z].*[A-Z])[\w-]{2,12}")
# A first and a last name, with a particle between them at most: longer ones are offices as often as persons.
_PERSON: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,}(?: (?:d[aeiou]l?|de[li]?la|la|lo|von|van))? [A-ZÀ-Þ][\w'’-]{2,}")

# Whom a reader may want to know of: who holds an office that decides, answers or speaks for others.
_OFFICE: Final = re.compile(
    r"(?:vice[\s-]?|ex |sotto)?(?:president|assessor|sindac|ministr|direttor|direttric|coordina|responsabil|commissari|"
    r"segretari|rettor|rettric|referent|capo|governator|maire|directeur|directrice|mayor|chair|head|director|minister)"
)
_DAY: Final = re.compile(rf"\b(\d{{1,2}})°? ({'|'.join(strings_for('it').months)}) (\d{{4}})\b", re.IGNORECASE)

PERSONAS: Final[Mapping[str, tuple[str, ...]]] = {
    "official": ("law", "approved", "decree"),
    "journalist": ("person", "fund"),
    "newcomer": ("acronym",),
}


@dataclass(frozen=True, slots=True)
class Lead:
    """Something a document speaks of: its kind (a key of ``ChatStrings.questions``), name, and where it stands."""

    kind: str
    name: str
    document: str
    start: int = 0


def leads_of(library: Library, document: str) -> list[Lead]:
    """What a document's current edition offers to ask about, in the order of the text."""
    found = [
        Lead(kind, each.definition.acronym, document, each.definition.start)
        for each in library.acronyms(document)
        for kind in _of_acronym(each.definition.acronym, each.definition.expansion)
    ]
    for mention in library.mentions(document):
        known = mention.role and _OFFICE.match(fold(mention.role))
        if mention.kind == "person" and known and _PERSON.fullmatch(mention.name):
            found.append(Lead("person", mention.name, document, mention.start))
        if mention.kind == "act":
            found += [
                Lead(kind, mention.name, document, mention.start) for kind, act in _ACTS if act.match(mention.name)
            ]
    once = {(lead.kind, fold(lead.name)): lead for lead in reversed(found)}
    return sorted(once.values(), key=lambda lead: lead.start)


def _of_acronym(acronym: str, expansion: str) -> list[str]:
    if not _CAPITALS.fullmatch(acronym):
        return []
    more = [kind for kind, known in (("approved", _APPROVED), ("fund", _FUND)) if known.match(expansion)]
    return ["acronym", *more]


def wording(lead: Lead, language: str) -> str:
    """The question in a language; the date of an act is put in it too ("DPCM du 12 janvier 2017")."""
    months = strings_for(language).months
    of = {"fr": "du ", "en": "of "}.get(language, "")

    def day(found: re.Match[str]) -> str:
        month = months[strings_for("it").months.index(found[2].lower())]
        return f"{of}{found[1]} {month} {found[3]}"

    return chat_strings(language).questions[lead.kind].format(name=_DAY.sub(day, lead.name) if of else lead.name)


def nearest_first(leads: Iterable[Lead], places: Mapping[str, Sequence[int]]) -> list[Lead]:
    """Leads by how near they stand to what was quoted (offsets by document), a different kind each time."""

    def distance(lead: Lead) -> int:
        return min((abs(lead.start - place) for place in places.get(lead.document, ())), default=1 << 40)

    return _by_turns(sorted(leads, key=distance))


def commonest_first(leads: Iterable[Lead]) -> list[Lead]:
    """Leads by how many documents have them, each once."""
    listed = list(leads)
    count = Counter((lead.kind, fold(lead.name)) for lead in listed)
    once = {(lead.kind, fold(lead.name)): lead for lead in reversed(listed)}
    return sorted(once.values(), key=lambda lead: (-count[lead.kind, fold(lead.name)], lead.name))


def _by_turns(leads: Sequence[Lead]) -> list[Lead]:
    """The same leads, the first of each kind before the second of any; a name once."""
    turn: Counter[str] = Counter()
    ranked: list[tuple[int, int, Lead]] = []
    named: set[str] = set()
    for index, lead in enumerate(leads):
        if fold(lead.name) in named:
            continue
        named.add(fold(lead.name))
        ranked.append((turn[lead.kind], index, lead))
        turn[lead.kind] += 1
    return [lead for _, _, lead in sorted(ranked, key=lambda each: each[:2])]
