"""Writing out blocks of lines: line ends undone, hyphens at line ends joined or kept, a mark for each page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.extract.bullets import sign_length
from ingest.extract.compose import Composer, clean
from ingest.extract.pdf_flow import Piece, cells
from ingest.extract.pdf_layout import Line
from ingest.extract.pdf_tables import Cell, Table
from ingest.extract.pdf_words import LINE_HYPHEN
from ingest.extract.tables import add_table, looks_like_header, row_text
from rag.types import Mark

# What makes a line of words need cleaning; most have none of it, and a look costs a fifth of the cleaning.
_ODD = re.compile(r"[^ -~¡-¬®-ſ‘’“”–€•]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
# An address wider than the line is broken anywhere, with no hyphen: "https://sociale.regio" "ne.emilia-romagna.it/".
_BROKEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S{12,}$")
_ADDRESS_GOES_ON = re.compile(r"[a-z0-9/_-]*[./_=?-][\w./=?&%#-]*[\w/]")
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# First halves that take a real hyphen in Italian, French and English when the document itself does not tell.
_COMPOUND = frozenset(
    "socio tecnico economico politico medico giuridico storico italo franco afro non ex peut est vous nous celui celle "
    "ceux lui quatre vingt cent self long short".split()
)


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

    def __init__(self, composer: Composer, labels: Sequence[str], vocabulary: frozenset[str]) -> None:
        self._composer = composer
        self._labels = labels
        self._vocabulary = vocabulary
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
        head = bool(table.bold_head) or looks_like_header(grid)
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
            text = self._joined(text, _plain(" ".join(run.text for run in row)))
        return text.replace(LINE_HYPHEN, "-")

    def _line_text(self, line: Line, piece: Piece) -> str:
        if piece.kind == "row":
            texts = (_plain(" ".join(run.text for run in cell)) for cell in cells(line))
            return "; ".join(filter(None, texts))
        return _plain(line.text)

    def _joined(self, text: str, words: str) -> str:
        """The text with one more line: a blank between, or the two halves of a word made one."""
        if not text:
            return words
        if _BROKEN_ADDRESS.search(text[-160:]) and _ADDRESS_GOES_ON.match(words):
            return text + words
        marked = text.endswith(LINE_HYPHEN)
        if not marked and not (text.endswith("-") and _LAST.search(text[-60:])):
            return f"{text} {words}"
        text = text[:-1]
        left, right = _LAST.search(text[-60:] + "-"), _FIRST.match(words)
        if left is None or right is None:
            return f"{text}-{words}" if right or marked else f"{text}- {words}"
        return text + words if self._is_one_word(left[1], right[0]) else f"{text}-{words}"

    def _is_one_word(self, left: str, right: str) -> bool:
        """Whether a hyphen at a line's end only breaks a word: the document's other pages tell, else the letters."""
        if (left + right).casefold() in self._vocabulary:
            return True
        if f"{left}-{right}".casefold() in self._vocabulary:
            return False
        if not right[0].islower() or left[-1].isdigit() or not left[-1].islower():
            return left.isupper() and right.isupper() and len(left) > 1
        first = left.casefold().rsplit("-", 1)[-1]
        return len(first) > 1 and first not in _COMPOUND

    def _mark(self, offset: int, page: int) -> None:
        marks = self._composer.marks
        if not marks or marks[-1].page != page + 1:
            self._composer.mark(Mark(offset, page=page + 1, page_label=self._labels[page] or None))


def vocabulary(pages: Iterable[Iterable[Line]]) -> frozenset[str]:
    """Every word that stands whole inside a line, in small letters: by it broken words are mended."""
    words: set[str] = set()
    for lines in pages:
        for line in lines:
            found = _WORD.findall(line.text.replace(LINE_HYPHEN, "-"))
            words.update(word.casefold() for word in found[:-1])
    return frozenset(words)


def _plain(text: str) -> str:
    """A line's words cleaned, with PDFium's sign for a hyphen kept at its end and made a plain one elsewhere."""
    if not _ODD.search(text):
        return text
    hyphen = text.endswith(LINE_HYPHEN)
    text = clean(text.replace(LINE_HYPHEN, "-").removesuffix("-") if hyphen else text.replace(LINE_HYPHEN, "-"))
    return text + LINE_HYPHEN if hyphen else text
