"""What ``regesto check`` says, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckStrings:
    """The strings of one language."""

    usage: str
    summary: str
    nothing: str
    skipped: str
    reasons: Mapping[str, str]


_STRINGS: Final = {
    "it": CheckStrings(
        usage="serve una frase da controllare, oppure --file TESTO (non tutte e due)",
        summary="Frasi controllate",
        nothing="Nel testo non c'è nessuna frase da controllare (titoli, saluti, domande e opinioni non contano)",
        skipped="Non controllata",
        reasons={
            "question": "domanda",
            "greeting": "saluto o formula",
            "opinion": "opinione",
            "title": "titolo",
            "short": "troppo breve",
        },
    ),
    "fr": CheckStrings(
        usage="il faut une phrase à vérifier, ou bien --file TEXTE (pas les deux)",
        summary="Phrases vérifiées",
        nothing="Le texte n'a aucune phrase vérifiable (titres, salutations, questions et opinions ne comptent pas)",
        skipped="Non vérifiée",
        reasons={
            "question": "question",
            "greeting": "salutation ou formule",
            "opinion": "opinion",
            "title": "titre",
            "short": "trop courte",
        },
    ),
    "en": CheckStrings(
        usage="give a sentence to check, or --file TEXT (not both)",
        summary="Sentences checked",
        nothing="The text has no sentence that can be checked (titles, greetings, questions and opinions do not count)",
        skipped="Not checked",
        reasons={
            "question": "question",
            "greeting": "greeting or formula",
            "opinion": "opinion",
            "title": "title",
            "short": "too short",
        },
    ),
}


def check_strings(language: str) -> CheckStrings:
    """The strings of a language, Italian where there is no other."""
    return _STRINGS.get(language, _STRINGS["it"])
