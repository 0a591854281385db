"""Blocks of lines, and how they run on: over the end of a column or page, past the footnotes in between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.extract.bullets import sign_length
from ingest.extract.pdf_layout import Line, Run
from ingest.extract.pdf_words import LINE_HYPHEN
from rag.types import BlockKind

CELL_GAP = 1.4  # type sizes of white between two cells of a row
_MIN_RECORDS = 3
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]+\.)\s+\S")
LEADERS = re.compile(r"(?:\.\s?){5,}\s*\w*$|…{3,}")
SENTENCE_END = re.compile(r"[.!?:;…][»”\"')\]]*$")


@dataclass(slots=True)
class Piece:
    """Lines of one block before they are written out; ``note`` marks a footnote.

    ``entries`` are the numbers of the lines that begin a name and its value, where the block is a record of several.
    """

    kind: BlockKind
    lines: list[Line]
    level: int = 0
    note: bool = False
    entries: frozenset[int] = frozenset()

    @property
    def last_text(self) -> str:
        """The words of the last line."""
        return self.lines[-1].text


def joined_over_pages(pages: Iterable[list[Piece]]) -> Iterator[Piece]:
    """All blocks in order: a paragraph or item that a page's end cuts is made whole, footnotes come after it."""
    waiting: list[Piece] = []  # footnotes of the page before
    last: Piece | None = None
    for pieces in pages:
        body = [piece for piece in pieces if not piece.note]
        if last is not None and body and runs_over(last, body[0]):
            last.lines += body.pop(0).lines
        if last is not None and (body or not pieces):
            yield last
            last = None
        if last is None:
            # Not between the items of a list or the rows of a record: they would lose what they belong to.
            ahead = next((number for number, piece in enumerate(body) if piece.kind not in ("item", "row")), len(body))
            yield from body[: min(ahead, len(body) - 1)]
            body = body[min(ahead, len(body) - 1) :] if body else body
            if body and body[0].kind not in ("item", "row"):
                yield from waiting
                waiting = []
        yield from body[:-1]
        last = body[-1] if body else last
        waiting += [piece for piece in pieces if piece.note]
    if last is not None:
        yield last
    yield from waiting


def joined_records(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Rows of a name and a value ("Stato  In corso") joined into one block a record, where the names come again.

    Alone such a row says nothing; a record begins where a name it has already comes again. Names that stand fewer
    than three times in the document make no records.
    """
    pieces = list(pieces)
    names = [_name(piece) for piece in pieces]
    counts = Counter(names)
    record: Piece | None = None
    seen: set[str] = set()
    for piece, name in zip(pieces, names, strict=True):
        if not name or counts[name] < _MIN_RECORDS:
            yield from [record] if record else []
            record = None
            yield piece
            continue
        if record is None or name in seen:
            yield from [record] if record else []
            record, seen = Piece("row", [], entries=frozenset()), set()
        record.entries |= {len(record.lines)}
        record.lines += piece.lines
        seen.add(name)
    if record:
        yield record


def _name(piece: Piece) -> str:
    """The name in a row of a name and a value, "" for any other block."""
    if piece.kind != "row" or piece.note or piece.lines[0].table:
        return ""
    both = cells(piece.lines[0])
    name = " ".join(run.text for run in both[0]).casefold().rstrip(":")
    return name if len(both) == 2 and len(name) <= 40 and name[:1].isalpha() else ""


def runs_over(last: Piece, following: Piece) -> bool:
    """Whether the block that ends a page goes on in the one that begins the next."""
    if last.kind not in ("paragraph", "item") or following.kind != "paragraph":
        return False
    if SENTENCE_END.search(last.last_text) or not following.lines[0].text:
        return False
    if abs(last.lines[-1].size - following.lines[0].size) > 0.6:
        return False
    line = last.lines[-1]
    full = line.x1 > line.right - 4 * line.size
    return following.lines[0].text[0].islower() or (full and len(last.last_text) > 40)


def cells(line: Line) -> list[list[Run]]:
    """The runs of a row grouped in cells: the white between two is wide, and not much less than the line's widest."""
    gaps = [after.x0 - run.x1 for run, after in zip(line.runs, line.runs[1:], strict=False)]
    wide = max(CELL_GAP * line.size, 0.5 * max(gaps, default=0.0))
    grouped = [[line.runs[0]]]
    for run, gap in zip(line.runs[1:], gaps, strict=True):
        if gap >= wide:
            grouped.append([run])
        else:
            grouped[-1].append(run)
    return grouped


def is_row(line: Line) -> bool:
    """Whether the line has cells: wide white inside, other than after a bullet or number, or before a page number."""
    if len(line.runs) < 2 or LEADERS.search(line.text):
        return False
    gaps = [after.x0 - run.x1 for run, after in zip(line.runs, line.runs[1:], strict=False)]
    if sign_length(line.text) or _NUMBERED.match(line.text) or len(line.runs[0].text) <= 3:
        gaps = gaps[1:]
    return any(gap > CELL_GAP * line.size for gap in gaps) and not _is_stretched(line)


def _is_stretched(line: Line) -> bool:
    """Whether it is a line of a narrow justified column: all its blanks stretched alike, from edge to edge."""
    words = [word for run in line.runs for word in run.words]
    gaps = [after.x0 - word.x1 for word, after in zip(words, words[1:], strict=False)]
    edges = line.x0 - line.left < 2.5 * line.size and line.right - line.x1 < 0.6 * line.size
    return edges and len(gaps) > 1 and max(gaps) < 1.5 * min(gaps) and max(gaps) < 5 * line.size


def is_full(previous: Line, line: Line) -> bool:
    """Whether the first word of a line had no room at the end of the line before."""
    first_word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    room = previous.right - previous.x1
    return room < (len(first_word) + 1) * 0.6 * line.size or previous.text.endswith((",", LINE_HYPHEN))
