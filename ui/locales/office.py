"""What the office pages say, in the language asked for."""

from __future__ import annotations

from ui.locales import office_en, office_fr, office_it
from ui.locales.office_strings import OfficeStrings


def office_strings(language: str) -> OfficeStrings:
    """The strings in a language; Italian where there are none in that language."""
    return {"fr": office_fr.FRENCH, "en": office_en.ENGLISH}.get(language, office_it.ITALIAN)
