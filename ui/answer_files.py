"""``regesto answers show CODICE --out FILE``: an answer as Markdown, Word or PDF, by the ending of its name."""

from __future__ import annotations

from pathlib import Path

from rag.answer_rows import LoggedAnswer
from rag.errors import UsageError
from rag.settings import Settings
from ui.locales.answers import AnswerTexts
from ui.locales.export import export_strings
from ui.strings import Strings


def save(row: LoggedAnswer, out: Path, settings: Settings, strings: Strings, texts: AnswerTexts) -> None:
    """Write the answer of a row. Raises UsageError for another ending, or where the file can't be written."""
    from ui.export.logged import rows_sheet
    from ui.export.writing import FORMS

    form = out.suffix.lower().lstrip(".")
    if form not in FORMS:
        known = ", ".join(f".{each}" for each in FORMS)
        raise UsageError(export_strings(strings.code).unknown_format.format(value=out.suffix or out.name, known=known))
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    sheet, _ = rows_sheet([row], settings, strings, base)
    try:
        out.write_bytes(FORMS[form][1](sheet))
    except OSError as error:
        reason = strings.file_problems.get(type(error).__name__, error.strerror or str(error))
        raise UsageError(texts.unwritable.format(name=out, reason=reason)) from error
