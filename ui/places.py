"""Pure: the pages of the site and their addresses, one word a language: ``/it/verifica``, ``/fr/verification``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Place = Literal["chat", "verify", "documents", "start", "office", "signin", "answer"]

SLUGS: Final[Mapping[Place, Mapping[str, str]]] = {
    "chat": {"it": "", "fr": "", "en": ""},
    "verify": {"it": "verifica", "fr": "verification", "en": "verify"},
    "documents": {"it": "documenti", "fr": "documents", "en": "documents"},
    "start": {"it": "per-cominciare", "fr": "pour-commencer", "en": "start-here"},
    "office": {"it": "ufficio", "fr": "bureau", "en": "office"},
    "signin": {"it": "accesso", "fr": "connexion", "en": "sign-in"},
    "answer": {"it": "a", "fr": "a", "en": "a"},
}


def address(place: Place, language: str, tail: str = "", root: str = "") -> str:
    """The path of a page in a language; ``tail`` is what follows its name ("chi" gives ``/it/per-cominciare/chi``)."""
    slug = SLUGS[place][language]
    return f"{root}/{language}/{slug}" + (f"/{tail}" if tail else "")
