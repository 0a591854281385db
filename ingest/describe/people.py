"""Persons named in a text, and the office written beside the name. A street, a hospital and a saint are none.

A name is a run of capitalised words that begins with a usual first name, or that stands beside a title or an office
("dottoressa", "assessora al Welfare", "…, sindaco di Imola"). A short form goes to the longer one where only one fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.describe.names import FIRST, NEVER
from ingest.describe.offices import BEFORE, OFFICIAL, STEMS, role_of
from ingest.describe.places import TOWNS
from ingest.describe.scan import lowered, word_starts
from rag.language import FUNCTION_WORDS
from rag.territories import NAMES

_WORD: Final = r"[A-ZÀ-ÖØ-Ý](?:'[A-ZÀ-Ý])?[a-zß-ÿ]+(?:['-][A-ZÀ-Ý]?[a-zß-ÿ]+)*'?"
_PARTICLE: Final = r"(?:De|Di|Da|Del|Della|Dalla|Dal|Dei|Lo|La|Li|Le|Van|von|van|de|du)"
_RUN: Final = re.compile(
    rf"(?<![\w-]){_WORD}(?: (?:(?:De|Di|Da|Del|Della|Lo|La|Le|von|van|de|du) )?{_WORD}){{1,5}}(?![\w-])"
)
_TITLE: Final = re.compile(
    r"(?:^|[\s(«\"'])(?:dott(?:\.|or|oressa|\.ssa|\.\s?ssa)?|dr\.?|dr\.ssa|prof(?:\.|essor|essore|essoressa|"
    r"\.ssa)?|ing\.|avv\.|arch\.|"
    r"geom\.|don|card(?:inale|\.)|mons(?:ignor|\.)|on\.|onorevole|sen\.|sig(?:\.|nor|nora|\.ra)|suor|padre|M\.|"
    r"Mme|Mr\.?|Mrs\.?|Ms\.?)\s*$",
    re.IGNORECASE,
)
_MANY: Final = re.compile(
    r"(?:assessori|assessore|sindaci|consiglier[ie]|presidenti|vicepresidenti|direttori|direttrici|deputati|senatori|"
    r"relatori|intervenuti|intervengono|Coordina|Introduce|Modera|Presenti|Saluti\s+di|A\s+cura\s+di)\b"
    r"[^.;:!?()\n]{0,40}$"
)
# Words with a large letter that may stand before a name: they begin a sentence, or are a party.
_LEADING: Final = frozenset.union(*FUNCTION_WORDS.values()) | {
    "poi", "presenti", "inoltre", "introduce", "coordina", "modera", "pd", "redazione",
}  # fmt: skip
_SAINT: Final = re.compile(r"(?:\bSS?\.|[\"«“„'])\s*$")
_GUARD: Final = frozenset(
    """via viale piazza piazzale piazzetta corso largo vicolo strada lungomare contrada località ospedale ospedali
    policlinico istituto istituti fondazione clinica casa villa palazzo teatro scuola scuole liceo aeroporto stadio
    parrocchia chiesa centro parco sala san sant' sant santa santo santi premio legge decreto riforma rapporto piano
    memoria intitolata intitolato gruppo lista studio azienda cooperativa associazione residenza padiglione museo
    biblioteca auditorium collegio caserma porto ponte rue avenue place boulevard hôpital lycée école villaggio hotel
    bar ristorante cra street road square""".split()
)
_SPEAKS: Final = re.compile(
    r"(?:^|[\s,:;«»\"”–-])(?:per|secondo|spiega|dice|ricorda|afferma|commenta|sottolinea|aggiunge|conclude|"
    r"osserva|replica|"
    r"di|da|a|ad|con|e|ed|che|come|anche|selon|de|par|à|et|,|–|-|«|\()\s*$"
)
_SOUNDS: Final = re.compile(
    r"\s*(?:,|\.|\)|»|;|:|$|ha|è|spiega|dice|ricorda|afferma|commenta|sottolinea|aggiunge|conclude|e)(?![\w'])"
)


# "Reggio Emilia" is no Emilia; regions and towns word by word, but for the little words between.
_PLACES: Final = frozenset(word for name in (*NAMES, *TOWNS) for word in name.split() if word[0].isupper()) - {"La"}


@dataclass(frozen=True, slots=True)
class Person:
    """A person named: the fullest form of the name in this text, the slice, the office as written beside it."""

    name: str
    start: int
    end: int
    role: str | None = None


def persons(text: str) -> list[Person]:
    """The persons a text names, in order, each time they are named."""
    offices = word_starts(lowered(text), STEMS)
    found = [person for run in _RUN.finditer(text) for person in _in_run(text, run, offices)]
    longer = _longer({person.name for person in found})
    found = [replace(person, name=longer.get(person.name, person.name)) for person in found]
    return sorted([*found, *_short_forms(text, found)], key=lambda person: person.start)


def _in_run(text: str, run: re.Match[str], offices: list[int]) -> Iterator[Person]:
    """The name inside a run of capitalised words, if there is one."""
    words = [(word[0], run.start() + word.start(), run.start() + word.end()) for word in re.finditer(r"\S+", run[0])]
    while words and OFFICIAL.fullmatch(words[0][0]):
        del words[0]  # "Presidente Luca Rossi"
    span = _span(words)
    if span is None:
        return
    first, last = span
    start, end = words[first][1], words[last][2]
    end -= text[start:end].endswith("'")
    usual = words[first][0] in FIRST
    before = text[max(0, start - 130) : start]
    if _is_of_a_place(words[first - 1][0] if first else "", before):
        return
    near = bisect_left(offices, start - 130) < bisect_left(offices, end + 12)
    role = role_of(text, before, end) if near else None
    title = _TITLE.search(before[-16:])
    titled = title is not None and (usual or "on" not in title[0].lower())
    # "De Luca Antonio" holds no Luca Antonio: two first names alone are none.
    alone = usual and (first == 0 or words[first - 1][0].lower() in _LEADING) and words[last][0] not in FIRST
    if alone or titled or role or (usual and _MANY.search(before)):
        yield Person(" ".join(text[start:end].split()), start, end, role)


def _span(words: list[tuple[str, int, int]]) -> tuple[int, int] | None:
    """First and last word of the name in a run: from its first name on, else the whole of two or three other words."""
    first = next((i for i, word in enumerate(words[:-1]) if word[0] in FIRST), None)
    if first is not None:
        last = _last(words, first)
        return None if last is None else (first, last)
    strange = any(_never(word[0]) for word in words) or not words or re.fullmatch(_PARTICLE, words[0][0]) is not None
    return (0, len(words) - 1) if 2 <= len(words) <= 3 and not strange else None


def _is_of_a_place(word: str, before: str) -> bool:
    """Whether the name belongs to a street, a hospital, a saint's church, or stands in quotes as a school's does."""
    previous = word or (re.findall(r"\w+", before[-24:]) or [""])[-1]
    return previous.lower() in _GUARD or _SAINT.search(before[-8:]) is not None


def _last(words: list[tuple[str, int, int]], first: int) -> int | None:
    """Where a name that begins with a first name ends: its first names, then one surname, or two that end the run."""
    last = first
    while last + 2 < len(words) and words[last + 1][0] in FIRST:
        last += 1
    last += 1
    while last < len(words) - 1 and re.fullmatch(_PARTICLE, words[last][0]):
        last += 1
    if _never(words[last][0]) or (last - first == 1 and words[first][0] == "Maria" and words[last][0] in FIRST):
        return None
    if last == len(words) - 2 and not _never(words[last + 1][0]) and words[last + 1][0] not in FIRST:
        last += 1
    return last


def _never(word: str) -> bool:
    return word in _PLACES or word in NEVER or word.rstrip("'") in NEVER


def _longer(names: set[str]) -> dict[str, str]:
    """Short names to the one longer name of this text that holds all their words and ends alike."""
    result = {}
    for name in names:
        words = name.split()
        fitting = [
            other for other in names
            if other != name and other.split()[-1] == words[-1] and set(words) < set(other.split())
        ]  # fmt: skip
        if len(fitting) == 1:
            result[name] = fitting[0]
    return result


def _short_forms(text: str, known: list[Person]) -> Iterator[Person]:
    """Surnames that stand alone, where they fit one person of this text and are used as a name."""
    owners: dict[str, set[str]] = {}
    for person in known:
        parts = person.name.split(" ")
        particle = len(parts) > 2 and re.fullmatch(_PARTICLE, parts[-2])
        owners.setdefault(f"{parts[-2]} {parts[-1]}" if particle else parts[-1], set()).add(person.name)
    taken = {at for person in known for at in range(person.start, person.end)}
    single = {surname: names.pop() for surname, names in owners.items() if len(names) == 1}
    if single:
        for found in re.finditer("|".join(map(re.escape, sorted(single, key=len, reverse=True))), text):
            start, end = found.span()
            inside = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-")
            if not inside and start not in taken and _alone(text, start, end):
                yield Person(single[found[0]], start, end)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a surname standing alone is a person's: beside a title, an office or what people do with names."""
    before, after = text[max(0, start - 60) : start], text[end : end + 14]
    if re.match(r"[\w-]|\s+(?:\w+\s)?[A-Z]", after) and not re.match(r"\s*[.,;:)]", after):
        return False
    if _TITLE.search(before[-16:]):
        return True
    office = BEFORE.search(before)
    if office and " " not in office["role"].strip():
        return True
    previous = (re.findall(r"[\w']+", before) or [""])[-1].lower()
    return previous not in _GUARD and _SPEAKS.search(before) is not None and _SOUNDS.match(after) is not None
