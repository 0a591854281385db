"""Writing out blocks of lines: line ends undone, hyphens at line ends joined or kept, a mark for each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.bullets import sign_length
from ingest.extract.compose import Composer
from ingest.extract.pdf_cells import Cell, Table
from ingest.extract.pdf_flow import Piece, cells
from ingest.extract.pdf_join import LineJoiner, plain
from ingest.extract.pdf_layout import Line
from ingest.extract.pdf_words import LINE_HYPHEN
from ingest.extract.tables import add_table, looks_like_header, row_text
from rag.types import Mark


@dataclass(slots=True)
class _LastTable:
    """The table written last, for the one that goes on with it on the next page."""

    page: int
    columns: tuple[float, ...]
    headings: list[str]
    lead: tuple[int, int] | None


def _same_columns(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= 4 for a, b in zip(one, other, strict=True))


class PdfText:
    """Writes the pieces of one document into a Composer; ``labels`` are the printed page labels, "" where none."""

    def __init__(self, composer: Composer, labels: Sequence[str], joiner: LineJoiner) -> None:
        self._composer = composer
        self._labels = labels
        self._joined = joiner.joined
        self._last_table: _LastTable | None = None

    def add(self, piece: Piece) -> None:
        """Append one block, with a mark wherever its lines begin a page."""
        if piece.lines[0].table:
            self._add_table(piece.lines[0])
            return
        start = self._composer.next_offset(piece.kind)
        text = ""
        marks: list[tuple[int, int]] = []
        for number, line in enumerate(piece.lines):
            words = self._line_text(line, piece)
            if number == 0 and piece.kind == "item":
                words = words[sign_length(words) :]
            if not words:
                continue
            if number in piece.entries:
                words = words.replace("; ", ": ", 1)
                text = f"{text.rstrip(';')}; {words}" if text else words
            else:
                text = self._joined(text, words)
            offset = start if not marks else start + len(text) - len(words)
            marks.append((offset, line.page))
        text = text[:-1] + "-" if text.endswith(LINE_HYPHEN) else text
        if self._composer.add(piece.kind, text, level=piece.level) is None:
            return
        for offset, page in marks:
            self._mark(offset, page)

    def _add_table(self, line: Line) -> None:
        """Append a table's rows; one that goes on from the page before takes over its headings."""
        table: Table = line.table
        grid = [[self._cell_text(cell) for cell in row] for row in table.grid]
        grid = [row for row in grid if any(row)]
        if not grid:
            return
        self._mark(self._composer.next_offset("row"), line.page)
        before = self._last_table
        goes_on = before is not None and line.page - before.page == 1 and _same_columns(before.columns, table.columns)
        head = bool(table.head) or looks_like_header(grid)
        if goes_on and before is not None and (grid[0] == before.headings or not head):
            rows = grid[1:] if grid[0] == before.headings else grid
            for row in rows:
                self._composer.add("row", row_text(row, before.headings), lead=before.lead)
            before.page = line.page
            return
        headings = [heading.rstrip(":") for heading in grid[0]] if head else []
        start = len(self._composer.blocks)
        add_table(self._composer, grid, header=head)
        lead = self._composer.blocks[start].start, self._composer.blocks[start].end
        self._last_table = _LastTable(line.page, table.columns, headings, lead if head else None)

    def _cell_text(self, cell: Cell) -> str:
        text = ""
        for row in cell:
            text = self._joined(text, plain(" ".join(run.text for run in row)))
        return text.replace(LINE_HYPHEN, "-")

    def _line_text(self, line: Line, piece: Piece) -> str:
        if piece.kind == "row":
            texts = (plain(" ".join(run.text for run in cell)) for cell in cells(line))
            return "; ".join(filter(None, texts))
        return plain(line.text)

    def _mark(self, offset: int, page: int) -> None:
        marks = self._composer.marks
        if not marks or marks[-1].page != page + 1:
            self._composer.mark(Mark(offset, page=page + 1, page_label=self._labels[page] or None))
