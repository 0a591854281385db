"""Writing out blocks of lines: line ends undone, captions known, a mark for each page."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.bullets import sign_length
from ingest.extract.compose import Composer
from ingest.extract.pdf_flow import Piece, cells
from ingest.extract.pdf_join import LineJoiner, plain
from ingest.extract.pdf_layout import Line
from ingest.extract.pdf_rows import TableWriter
from ingest.extract.pdf_words import LINE_HYPHEN
from rag.types import Mark


class PdfText:
    """Writes the pieces of one document into a Composer; ``labels`` are the printed page labels, "" where none."""

    def __init__(self, composer: Composer, labels: Sequence[str], joiner: LineJoiner) -> None:
        self._composer = composer
        self._labels = labels
        self._joined = joiner.joined
        self._tables = TableWriter(composer, joiner.joined, self._mark)

    def add(self, piece: Piece) -> None:
        """Append one block, with a mark wherever its lines begin a page."""
        if piece.lines[0].table:
            self._tables.add(piece.lines[0])
            return
        self.end()
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

    def end(self) -> None:
        """Write what waits: the last row of a table; to be called after the last piece."""
        self._tables.end()

    def _line_text(self, line: Line, piece: Piece) -> str:
        if piece.kind == "row":
            texts = (plain(" ".join(run.text for run in cell)) for cell in cells(line))
            return "; ".join(filter(None, texts))
        return plain(line.text)

    def _mark(self, offset: int, page: int) -> None:
        marks = self._composer.marks
        if not marks or marks[-1].page != page + 1:
            self._composer.mark(Mark(offset, page=page + 1, page_label=self._labels[page] or None))
