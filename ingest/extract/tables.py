"""Table rows that can be read alone: each value with its column's heading ("Anno: 2024; Fondo: 482 milioni")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.compose import Composer, clean

Grid = Sequence[Sequence[str]]

_NUMBER = re.compile(r"\d")


def add_table(composer: Composer, grid: Grid, *, header: bool | None, caption: str = "") -> None:
    """Append a table: its caption, its header row, then each row with the headings spelt out.

    ``header`` says whether the first row holds the headings; None means that the source does not tell, and it is
    decided from the cells. A table of one column, or one without a header, keeps its cells as they stand.
    """
    rows = [[clean(cell) for cell in row] for row in grid]
    rows = [row for row in rows if any(row)]
    if caption:
        composer.add("caption", caption)
    if not rows:
        return
    headings: list[str] = []
    lead = None
    if header if header is not None else looks_like_header(rows):
        headings = [heading.rstrip(":") for heading in rows[0]]
        lead = composer.add("row", "; ".join(filter(None, rows[0])))
        rows = rows[1:]
    for row in rows:
        composer.add("row", row_text(row, headings), lead=lead)


def row_text(row: Sequence[str], headings: Sequence[str]) -> str:
    """One row as a line: "heading: value" for each filled cell, or the cells alone where there is no heading."""
    parts = []
    for number, cell in enumerate(row):
        if not cell:
            continue
        heading = headings[number] if number < len(headings) else ""
        value = cell.rstrip(";") if number + 1 < len(row) else cell
        parts.append(f"{heading}: {value}" if heading and heading != cell else value)
    if not headings and len(parts) > 1 and parts[0].endswith(":"):
        return f"{parts[0]} {'; '.join(parts[1:])}"
    return "; ".join(parts)


def looks_like_header(rows: Grid) -> bool:
    """Whether the first row can only be a header: filled, short, distinct words over columns that hold figures.

    A table of names and values ("Ente | Regione", "Anno | 2024") must not have its first pair taken for headings, so
    without figures below, three columns at least are asked for.
    """
    first = rows[0]
    if len(rows) < 2 or len(first) < 2 or not all(first) or len(set(first)) < len(first):
        return False
    if any(len(cell) > 60 or (len(cell) > 25 and cell.endswith((".", ";"))) for cell in first):
        return False
    if any(len(row) != len(first) for row in rows):
        return False
    figures = [column for column in range(len(first)) if _mostly_figures([row[column] for row in rows[1:]])]
    if figures:
        return not any(_NUMBER.match(first[column]) for column in figures)
    return len(first) >= 3 and not any(_NUMBER.search(cell) for cell in first) and len(rows) >= 3


def _mostly_figures(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if _NUMBER.match(cell.lstrip("€$+-−~ "))) * 2 > len(cells)
