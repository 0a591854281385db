"""A page's table as a grid: spans, heading cells over the columns and in front of the rows, its caption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.extract.compose import Composer, clean
from ingest.extract.grid import Cell, Spot, as_rows, heading_rows, lay_out
from ingest.extract.html_leaves import tag_of
from ingest.extract.tables import add_table

_MOST_ROWS = 20_000


def add_html_table(composer: Composer, table: Any, words: Callable[[Any], str]) -> None:
    """Append a table of data; ``words`` gives a cell's words on one line."""
    rows = [row for row in table.iter("row", "tr") if next(row.iterancestors("table"), None) is table][:_MOST_ROWS]
    cells = [[cell for cell in row if tag_of(cell) in ("cell", "td", "th")] for row in rows]
    caption = next((words(element) for element in table.iter("caption")), "")
    grid = lay_out([[_cell(cell, words) for cell in row] for row in cells])
    grid = [row for row in grid if any(spot.text for spot in row)]
    caption, grid = _caption(caption, grid)
    if not grid:
        composer.add("caption", caption)
        return
    in_head = sum(1 for row, filled in zip(rows, cells, strict=True) if filled and tag_of(row.getparent()) == "thead")
    heads = heading_rows(grid, min(in_head, len(grid)) if in_head < len(grid) else 0)
    lines = as_rows(grid, heads)
    if not heads and all(row[0].head for row in grid):  # each row has its heading in front: names and values
        add_table(composer, [[line[0].rstrip(": ") + ":", *line[1:]] for line in lines], header=False, caption=caption)
    else:
        add_table(composer, lines, header=True if heads else None, caption=caption)


def _cell(cell: Any, words: Callable[[Any], str]) -> Cell:
    head = tag_of(cell) == "th" or cell.get("role") in ("head", "columnheader", "rowheader")
    columns = _number(cell.get("colspan") or cell.get("span"))
    return Cell(words(cell), columns, _number(cell.get("rowspan")), head)


def _number(value: str | None) -> int:
    text = (value or "").strip()
    return max(int(text), 1) if text.isdecimal() and len(text) < 5 else 1


def _caption(caption: str, grid: list[list[Spot]]) -> tuple[str, list[list[Spot]]]:
    """The caption, which some pages (and trafilatura) put into a first row of one filled cell."""
    if caption or len(grid) < 3:
        return clean(caption), grid
    first, words = grid[0], {spot.text for spot in grid[0] if spot.text}
    alone = len(words) == 1 and bool(first[0].text) and (len(first) == 1 or first[1].covered or not first[1].text)
    if alone and sum(1 for spot in grid[1] if spot.text) > 1:
        return words.pop(), grid[1:]
    return "", grid
