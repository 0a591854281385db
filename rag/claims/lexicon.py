"""Words that turn a statement round, in the three languages: negations, opposites, members of small closed classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rag.analysis import fold

_TABLE: Final = Path(__file__).parent / "opposites.txt"
# After a negation these make it none: "non solo", "non oltre", "no profit".
_NO_NEGATION: Final = (
    r"(?:profit|solo|soltanto|meno|oltre|piu di|a caso|autosufficien\w+|seulement|moins|lucratif|seule|only|less|fewer|"
    r"more than|later|governativ\w+|utenti)\b"
)
_PAIRED: Final = r"(?=.{1,60}? (?:pas|plus|jamais|aucun\w*|ni|rien|point)\b)"
_NEGATION: Final = re.compile(
    rf"\b(?:(?:non|nessun\w*|neppure|nemmeno|senza|ne(?= ){_PAIRED}|aucune?|sans|not|no|never|none|without|neither|"
    rf"cannot|\w+n't)(?!['\w-])|n'{_PAIRED})\s*+(?!{_NO_NEGATION})"
)
_ALL: Final = re.compile(
    r"\b(?!(?:ogni|ciascun\w*|chaque|every|each|tous les|toutes les|tutti gli|tutti i|tutte le) "
    r"(?:\w+ )?(?:anno|anni|mese|mesi|giorno|giorni|settiman[ae]|volta|volte|ans?|annees?|mois|jours?|"
    r"semaines?|fois|years?|months?|days?|weeks?|time)\b)"
    r"(?:tutt[ie] (?:i|gli|le)|tutt[oa] (?:il|lo|la|l')|tutta (?=[a-z])|ogni|ciascun\w*|tous les|toutes les|toute la|"
    r"tout le|chaque|all(?!')(?: of)?(?: the)?|every|each|whole)\b ?"
)


# A share ("un terzo", "two thirds") and the third sector are no place in an order.
_NO_ORDER: Final = re.compile(r"\b(?:un|d'un|due|deux|one|a|two) \||\| (?:settore|sector|secteur)\b")


@dataclass(frozen=True, slots=True)
class Member:
    """A word of a closed class at ``text[start:end]``: the class and which of its members it is."""

    group: str
    which: int
    start: int
    end: int


@lru_cache(maxsize=1)
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for line in _TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, members = line.split(": ", 1)
        forms = [
            "|".join(
                re.escape(form).replace(r"\*", r"\w*").replace("_", " ")
                for form in sorted(member.strip().split("|"), key=len, reverse=True)
            )
            for member in members.split(" / ")
        ]
        found.append(
            (name, re.compile(r"\b(?:" + "|".join(f"(?P<m{at}>{form})" for at, form in enumerate(forms)) + r")(?!\w)"))
        )
    return tuple(found)


def members_in(text: str) -> list[Member]:
    """The words of closed classes in a text, in order."""
    folded = fold(text)
    found: list[Member] = []
    for name, pattern in _classes():
        for match in pattern.finditer(folded):
            assert match.lastgroup
            if name == "order" and _NO_ORDER.search(f"{folded[: match.start()]}|{folded[match.end() :]}"):
                continue
            found.append(Member(name, int(match.lastgroup[1:]), *match.span()))
    return sorted(found, key=lambda each: each.start)


def negations_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text negates: the span of each negating word."""
    folded = fold(text)
    seen = 0
    for match in _NEGATION.finditer(folded):
        if match.start() >= seen:
            seen = match.end()
            yield match.start(), match.end()


def universals_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says "all": the span of each such word."""
    for match in _ALL.finditer(fold(text)):
        yield match.span()


# Verbs that say little by themselves, and nouns of institutions that a small letter would do for: what is claimed
# stands in the other words.
_LIGHT: Final = re.compile(
    r"(?:val(?:e|gono|eva|utat\w+|ut[aeo])|super(?:a|ano|ava|i)|ammont(?:a|ano|ava)|cost(?:a|ano|ava|erebbe)|"
    r"dur(?:a|ano|ava|era)|"
    r"fatt[aeio]|far(?:a|anno|e)|part(?:e|ono|iva|ivano|it[aeio])|vol(?:eva|evano|uto)|vuole|va|vanno|"
    r"and(?:ava|ato|ati)|"
    r"arriv\w+|raggiung\w+|cont(?:a|ano|ava|avano)|prev(?:ede|edono|edeva|ist[aeio])|risult\w+|trov\w+|"
    r"mett\w+|mess[aeio]|dat[aeio]|"
    r"dice|dicono|riguard\w+|tenut[aeio]|svolt[aeio]|ave(?:va|vano|sse|ssero)|avra(?:nno)?|abbiano?|foss\w+|"
    r"dov(?:eva|evano|ra|ranno|rebbe|rebbero)|pot(?:eva|evano|ra|ranno|rebbe|rebbero)|esist\w+|riman\w+|rest(?:a|"
    r"ano)|divent\w+|"
    r"gia|ancora|anche|circa|oltre|quasi|solo|soltanto|complessiv\w+|totale|lavor(?:a|ano)|permett\w+|"
    r"serv(?:e|ono)|dev(?:e|ono)|"
    r"bisogna|puo|possono|risponde|poi|entro|chiam(?:a|ano|ata|ato|ate|ati)|appelle\w*|called|"
    r"vaut|valent|coute\w*|dure\w*|atteint|compte\w*|prevoit|fait|faire|deja|encore|environ|depasse\w*|"
    r"represente\w*|dispose\w*|"
    r"worth|costs?|lasts?|amounts?|reach(?:es|ed)?|counts?|made|does|already|still|about|around|exceeds?|"
    r"gets?|got|going|goes|"
    r"takes?|gives?)"
)
_COMMON: Final = frozenset(
    """regione regioni region regions comune comuni citta stato governo giunta assemblea piano plan fondo fonds fund
    conferenza consiglio azienda ministero provincia commissione municipality city state council assembly
    commune etat conseil
    programma accordo legge articolo gruppo direzione settore servizio servizi ufficio""".split()
)


def is_light(word: str) -> bool:
    """Whether a folded word is a verb or adverb that says little by itself."""
    return _LIGHT.fullmatch(word) is not None


def is_common(name: str) -> bool:
    """Whether a name is a noun for an institution, written with a capital: no name that tells one from another."""
    return fold(name) in _COMMON
