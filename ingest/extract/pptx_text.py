"""The words of a slide's text frames and tables: which paragraphs are list items, and how deep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ingest.extract.bullets import sign_length
from ingest.extract.compose import Composer, clean
from ingest.extract.grid import Cell, as_rows, heading_rows, lay_out
from ingest.extract.tables import add_table

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BULLETED = {"body", "obj"}  # placeholders whose paragraphs have bullets unless somebody took them off
_MARKED = (A + "buChar", A + "buAutoNum", A + "buBlip")


def paragraph_text(paragraph: Any) -> str:
    """A paragraph's words: runs and fields, line breaks as blanks."""
    parts = []
    for node in paragraph.iter(A + "t", A + "br", A + "tab"):
        parts.append(node.text or "" if node.tag == A + "t" else " ")
    return clean("".join(parts))


def add_text(composer: Composer, slide: Any, shape: Any, role: str) -> None:
    """Append a text frame: its paragraphs, those with bullets as items; a subtitle is a paragraph."""
    styles = list(_styles(slide, shape, role))
    for paragraph in shape._element.iter(A + "p"):
        text = paragraph_text(paragraph)
        properties = paragraph.find(A + "pPr")
        level = _level(properties)
        sign = sign_length(text)
        if sign and not text[0].isalnum():  # a bullet that was typed
            composer.add("item", text[sign:], level=level)
        elif _has_bullet(properties, styles, level, default=role in _BULLETED):
            composer.add("item", text, level=level)
        else:
            composer.add("paragraph", text)


def add_table_frame(composer: Composer, table: Any) -> None:
    """Append a table: rows with the headings spelt out, merged cells in every row they cover."""
    rows = []
    for row in table._tbl.tr_lst:
        cells = []
        for cell in row.tc_lst:
            if not (cell.hMerge or cell.vMerge):
                words = " ".join(paragraph_text(p) for p in cell.iter(A + "p"))
                cells.append(Cell(words, cell.gridSpan, cell.rowSpan))
        rows.append(cells)
    grid = lay_out(rows)
    if max((len(row) for row in grid), default=0) <= 1:
        for row in grid:
            composer.add("paragraph", row[0].text if row else "")
        return
    heads = heading_rows(grid, 1 if table.first_row else 0)
    add_table(composer, as_rows(grid, heads), header=True if heads else None)


def _level(properties: Any) -> int:
    value = properties.get("lvl") if properties is not None else None
    return min(int(value), 8) if value and value.isdecimal() else 0


def _has_bullet(properties: Any, styles: list[Any], level: int, default: bool) -> bool:
    """Whether a paragraph has a bullet: by its own word, else by the first style in the chain that says anything."""
    for element in [properties, *(style.find(f"{A}lvl{level + 1}pPr") for style in styles)]:
        if element is None:
            continue
        if any(element.find(tag) is not None for tag in _MARKED):
            return True
        if element.find(A + "buNone") is not None:
            return False
    return default and not styles


def _styles(slide: Any, shape: Any, role: str) -> Iterator[Any]:
    """The list styles in force: the frame's own, its layout's and master's placeholders', the master's for bodies."""
    own = shape._element.find(f"{_P}txBody/{A}lstStyle")
    if own is not None:
        yield own
    if role not in _BULLETED and role != "subTitle":
        return
    index = next((ph.get("idx") for ph in shape._element.iter(_P + "ph")), None)
    layout = slide.slide_layout
    for holder in layout.placeholders:
        found = next(holder._element.iter(_P + "ph"))
        if found.get("idx") == index:
            yield from holder._element.findall(f"{_P}txBody/{A}lstStyle")
    master = layout.slide_master
    for holder in master.placeholders:
        if next(holder._element.iter(_P + "ph")).get("type") == "body":
            yield from holder._element.findall(f"{_P}txBody/{A}lstStyle")
    yield from master._element.findall(f"{_P}txStyles/{_P}bodyStyle")
