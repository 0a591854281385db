"""The interface's texts, one module a language, loaded when that language is asked for."""

from __future__ import annotations

from ui.strings import Strings


def strings_for(language: str) -> Strings:
    """The interface's strings in a language; Italian where there is none in that language."""
    if language == "fr":
        from ui.locales.fr import FRENCH as FOUND
    elif language == "en":
        from ui.locales.en import ENGLISH as FOUND
    else:
        from ui.locales.it import ITALIAN as FOUND
    return FOUND
