"""Writing out tables: rows that can be read alone, under the headings of the page on which the table began.

A table that goes on over the page keeps its headings; a row cut by the page's end is one row, on the page it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.extract.compose import Composer
from ingest.extract.pdf_cells import Table, is_figures, is_year
from ingest.extract.pdf_join import plain
from ingest.extract.pdf_layout import Line
from ingest.extract.pdf_words import LINE_HYPHEN
from ingest.extract.tables import looks_like_header, row_text

Row = list[str]
_NEAR = 4.0  # points the columns of one table may move from page to page


@dataclass(slots=True)
class _Open:
    """The table written last, for the one that goes on with it on the next page; ``row`` is not written yet."""

    page: int
    columns: tuple[float, ...]
    headings: Row
    lead: tuple[int, int] | None
    row: Row | None = None


class TableWriter:
    """Writes the tables of one document; ``joined`` puts two lines together, ``mark`` notes the page at an offset."""

    def __init__(self, composer: Composer, joined: Callable[[str, str], str], mark: Callable[[int, int], None]) -> None:
        self._composer = composer
        self._joined = joined
        self._mark = mark
        self._open: _Open | None = None

    def add(self, line: Line) -> None:
        """Append a table's rows; its last one waits for what the next page may add to it."""
        table: Table = line.table
        grid = [[self._cell_text(cell) for cell in row] for row in table.grid]
        head = _two_lines(grid, table.over)
        if head:
            grid[:2] = [head]
        grid = [row for row in grid if any(row)]
        if not grid:
            return
        if self._goes_on(grid, table, line.page):
            return
        self.end()
        self._mark(self._composer.next_offset("row"), line.page)
        caption = self._caption()
        has_head = bool(head) or (looks_like_header(grid) if table.head is None else table.head)
        headings = [heading.rstrip(":") for heading in grid[0]] if has_head else []
        lead = caption
        if has_head:
            span = self._composer.add("row", "; ".join(filter(None, grid[0])))
            lead = (caption[0], span[1]) if caption and span else span
        self._open = _Open(line.page, table.columns, headings, lead)
        self._write(grid[1:] if has_head else grid, line.page)

    def end(self) -> None:
        """Write the row that waits, if any; to be called before any other block."""
        if self._open is not None and self._open.row is not None:
            self._composer.add("row", row_text(self._open.row, self._open.headings), lead=self._open.lead)
            self._open.row = None

    def _goes_on(self, grid: list[Row], table: Table, page: int) -> bool:
        """Whether this is the next page of the table written last; then its rows are written too."""
        last = self._open
        if last is None or page - last.page != 1 or len(last.columns) != len(table.columns):
            return False
        # Where other words stand between, the same headings begin another table of the same make.
        again = last.row is not None and [heading.rstrip(":") for heading in grid[0]] == last.headings
        moved = any(abs(one - other) > _NEAR for one, other in zip(last.columns, table.columns, strict=True))
        if not again and (moved or table.head or (table.head is None and looks_like_header(grid))):
            return False
        rows = grid[1:] if again else grid
        if rows and last.row is not None and _is_rest(rows[0], table.open_top):
            last.row = [
                self._joined(above, below) if below else above for above, below in zip(last.row, rows[0], strict=True)
            ]
            rows = rows[1:]
        last.page = page
        self._write(rows, page)
        return True

    def _write(self, rows: list[Row], page: int) -> None:
        for row in rows:
            self.end()
            self._mark(self._composer.next_offset("row"), page)
            if self._open is not None:
                self._open.row = row

    def _caption(self) -> tuple[int, int] | None:
        """The span of the caption that stands right above, None where there is none."""
        last = self._composer.blocks[-1] if self._composer.blocks else None
        return (last.start, last.end) if last and last.kind == "caption" else None

    def _cell_text(self, cell: Sequence[str]) -> str:
        text = ""
        for line in cell:
            text = self._joined(text, plain(line))
        return text.replace(LINE_HYPHEN, "-")


def _is_rest(row: Row, open_top: bool) -> bool:
    """Whether the first row of a page goes on with the last row of the page before.

    Its first cell is empty and, where a line is drawn above it, few others are filled, none with a figure alone: a row
    whose label is said only once for several would look alike.
    """
    filled = [cell for cell in row if cell]
    if row[0] or not filled:
        return False
    return open_top or (2 * len(filled) <= len(row) and not any(map(is_figures, filled)))


def _two_lines(grid: list[Row], over: tuple[int, ...]) -> Row | None:
    """Headings over two rows ("Spesa" over "2023" and "2024") as one row; None where it is not clear that they are.

    ``over`` tells for each column which one the first row's cell above it begins in.
    """
    if len(grid) < 3 or len(over) != len(grid[0]) or len(set(over)) == len(over):
        return None
    first, second = grid[0], grid[1]
    tops = [first[column] for column in over]
    if not all(tops) or any(is_figures(cell) and not is_year(cell) for cell in [*first, *second]):
        return None
    if not all(second[column] for column in range(len(over)) if over.count(over[column]) > 1):
        return None
    below = [cell for row in grid[2:] for cell in row[1:] if cell]
    if 2 * sum(map(is_figures, below)) < len(below):
        return None
    return [top if not under or under == top else f"{top} {under}" for top, under in zip(tops, second, strict=True)]
