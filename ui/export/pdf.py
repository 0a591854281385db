"""A document as PDF: tagged for screen readers (PDF/UA-1), fit for an archive (PDF/A-2a), with outline and links.

Typst sets it (``sheet.typ``), with the typefaces it carries: Latin, Greek, Cyrillic, Hebrew; other scripts take a face
of the machine, where there is one. What is said reaches it as data, never as its language.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ui.export.sheet import Paragraph, Quoted, Reference, Sheet, safe, words
from ui.locales.export import export_strings

_TEMPLATE: Final = Path(__file__).with_name("sheet.typ")
_STANDARDS: Final = ["ua-1", "a-2a"]


def pdf(sheet: Sheet) -> bytes:
    """The document as the bytes of a .pdf file.

    Where a sign of it has no glyph in any typeface here, no archive standard can be kept: the file is made all the
    same, and says so on its first page.
    """
    from typst import TypstError

    try:
        return _set(sheet, _STANDARDS)
    except TypstError:
        said = export_strings(sheet.language)
        first = Paragraph(words(said.no_glyphs), "note")
        told = Sheet(sheet.title, sheet.language, sheet.subject, sheet.made, (first, *sheet.blocks))
        return _set(told, [])


def _set(sheet: Sheet, standards: list[Any]) -> bytes:
    import typst

    made = datetime.fromisoformat(sheet.made)
    value = {
        "title": sheet.title,
        "language": sheet.language,
        "subject": sheet.subject,
        "made": [made.year, made.month, made.day],
        "pages": "Regesto · " + export_strings(sheet.language).page_of,
        "anchors": [f"fonte-{block.number}" for block in sheet.blocks if isinstance(block, Reference)]
        + [f"citazione-{block.number}" for block in sheet.blocks if isinstance(block, Quoted)],
        "blocks": [{"block": type(block).__name__, **asdict(block)} for block in sheet.blocks],
    }
    given = {"sheet": json.dumps(_safe(value), ensure_ascii=False)}
    made_of = typst.compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs=given, pdf_standards=standards)
    assert isinstance(made_of, bytes)
    return made_of


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dict):
        return {name: _safe(each) for name, each in value.items()}
    return [_safe(each) for each in value] if isinstance(value, list | tuple) else value
