"""The texts of reports in the language asked for."""

from __future__ import annotations

from typing import Final

from eval.report_en import ENGLISH
from eval.report_fr import FRENCH
from eval.report_it import ITALIAN
from eval.report_strings import ReportStrings

LANGUAGES: Final = ("it", "fr", "en")


def report_texts(language: str) -> ReportStrings:
    """The texts in a language; Italian where there are none in that language."""
    return {"fr": FRENCH, "en": ENGLISH}.get(language, ITALIAN)
