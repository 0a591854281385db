"""Headings of a PDF: from the outline, from type that is larger than the body's, from bold lines that stand alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.extract.bullets import SIGNS
from ingest.extract.compose import clean
from ingest.extract.pdf_contents import heading_key
from ingest.extract.pdf_flow import LEADERS, SENTENCE_END, Piece, is_full, is_row
from ingest.extract.pdf_layout import Line

_BULLET = re.compile(rf"(?:[-–—*]|[{SIGNS}])[ ]")
LARGER = 1.12  # of the body's type size: a heading from here on
_LENGTH = 180


@dataclass(slots=True)
class Type:
    """What is normal in this document: the body's size, and the heading level of each larger size."""

    body: float
    levels: Mapping[float, int]
    outline: Mapping[int, Mapping[str, int]]  # page -> heading's key -> level


def document_type(pages: Iterable[list[Line]], outline: Mapping[int, Mapping[str, int]]) -> Type:
    """The body's size (that of most characters), and a level for each size above it: from the outline or by rank."""
    weights: Counter[float] = Counter()
    learnt: dict[float, Counter[int]] = defaultdict(Counter)
    for lines in pages:
        for line in lines:
            weights[line.size] += len(line.text)
            stated = outline.get(line.page)
            if stated and (level := stated.get(heading_key(line.text))):
                learnt[line.size][level] += 1
    body = weights.most_common(1)[0][0] if weights else 10.0
    sizes = sorted((size for size in weights if size >= LARGER * body and weights[size] >= 4), reverse=True)
    ranks: dict[float, int] = {}
    level, previous = 0, 0.0
    for size in sizes:
        if not previous or previous - size > 0.6:
            level += 1
            previous = size
        ranks[size] = min(level, 5)
    for size, seen in learnt.items():
        ranks[size] = seen.most_common(1)[0][0]
    return Type(body, ranks, outline)


def heading_level(line: Line, previous: Line | None, style: Type) -> int:
    """1 to 6 when the line is a heading: named in the outline, set larger, or bold and alone."""
    text = clean(line.text)
    if len(text) > _LENGTH or not any(char.isalpha() for char in text) or LEADERS.search(text):
        return 0
    named = style.outline.get(line.page)
    if named and (level := named.get(heading_key(text))):
        return level
    if _BULLET.match(text):
        return 0  # set in bold or large type, it is still an item of a list
    if line.size >= LARGER * style.body and line.size in style.levels and not is_row(line):
        return style.levels[line.size]
    alone = previous is None or line.top - previous.bottom > 0.25 * line.size or previous.size != line.size
    if not (line.bold and alone and line.size >= style.body - 0.6) or is_row(line) or SENTENCE_END.search(text):
        return 0
    opens = previous is None or not previous.bold or line.x1 < line.right - 2 * line.size
    return min(max(style.levels.values(), default=1) + 1, 6) if opens and len(text) < 120 else 0


def settled(piece: Piece, style: Type) -> Piece:
    """A heading that turns out to be prose becomes a paragraph; nothing else changes."""
    if piece.kind == "heading":
        text = clean(" ".join(line.text for line in piece.lines))
        stated = style.outline.get(piece.lines[0].page, {}).get(heading_key(text), 0)
        if stated:
            piece.level = stated
        elif len(text) > _LENGTH or (len(text) > 90 and text.endswith((".", ";"))):
            piece.kind, piece.level = "paragraph", 0
    return piece


def rejoined(pieces: list[Piece], style: Type) -> Iterator[Piece]:
    """A first line in bold that goes on in plain type ("La Giunta," and the rest below) is no heading."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and _breaks_off(held, piece, style):
            held.kind, held.level = "paragraph", 0
            held.lines += piece.lines
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _breaks_off(head: Piece, rest: Piece, style: Type) -> bool:
    """Whether a heading that no outline names fills its line and stops inside the sentence that the next block ends."""
    if head.kind != "heading" or rest.kind != "paragraph" or head.note != rest.note or len(head.lines) > 1:
        return False
    last, first = head.lines[0], rest.lines[0]
    if heading_key(last.text) in style.outline.get(last.page, {}) or abs(last.size - first.size) > 0.3:
        return False
    close = first.top - last.bottom < 0.75 * first.size and last.page == first.page
    return close and first.text[:1].islower() and not SENTENCE_END.search(last.text) and is_full(last, first)
