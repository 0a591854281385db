"""Lines to blocks: paragraphs rebuilt, headings by outline and type, list items, table rows, footnotes apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.extract.bullets import SIGNS, sign_length
from ingest.extract.compose import clean
from ingest.extract.pdf_contents import heading_key
from ingest.extract.pdf_flow import CELL_GAP, SENTENCE_END, Piece, cells, runs_over
from ingest.extract.pdf_layout import Line
from ingest.extract.pdf_words import LINE_HYPHEN

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]+\.)\s+\S")
_NOTE = re.compile(r"^(?:\[?\d{1,3}\]?|\*{1,3}|[a-z])[\s.)]\s*\S|^\d{1,3}(?=[A-ZÀ-Þ«“])")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\w*$|…{3,}")
# "Tabella 3 - Spesa per anno", "Fig. 2: ...": a caption; "Tabella 3 mostra" is a sentence.
_CAPTION = re.compile(
    r"^(?:tab(?:ell[ae]|leau|le)?|fig(?:ur[ae]|ure)?|graf(?:ico)?|tavola|prospetto|chart|graph(?:ique)?|quadro|riquadro"
    r"|box|schema)\.?\s{0,2}(?:n\.?\s?)?\d{1,3}(?:[.\-]\d{1,3})*[a-z]?(?:\s*[:.–—-]\s*\S|\s+[A-ZÀ-Þ«“\"]|$)",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 300
_BULLET = re.compile(rf"(?:[-–—*]|[{SIGNS}])[ ]")
_LARGER, _SMALLER = 1.12, 0.93  # of the body's type size: a heading from here on, a footnote up to here
_HEADING_LENGTH = 180


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
            level = outline.get(line.page, {}).get(heading_key(line.text))
            if level:
                learnt[line.size][level] += 1
    body = weights.most_common(1)[0][0] if weights else 10.0
    sizes = sorted((size for size in weights if size >= _LARGER * body and weights[size] >= 4), reverse=True)
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


def page_pieces(lines: list[Line], style: Type) -> list[Piece]:
    """The blocks of one page, footnotes marked; a paragraph broken by the page's end is joined later."""
    pieces: list[Piece] = []
    notes_from = _notes_start(lines, style)
    for number, line in enumerate(lines):
        previous = lines[number - 1] if number else None
        note = number >= notes_from
        opening = _opening(line, previous, style, note)
        if previous and pieces[-1].note == note:
            next_column = line.top < previous.top - 3 * line.size
            if (next_column and runs_over(pieces[-1], opening)) or _goes_on(pieces[-1], previous, line, style):
                pieces[-1].lines.append(line)
                continue
        pieces.append(opening)
    return [_settled(piece, style) for piece in pieces]


def _opening(line: Line, previous: Line | None, style: Type, note: bool) -> Piece:
    """A new block beginning with this line."""
    if line.table:
        return Piece("row", [line], note=note)
    if _CAPTION.match(line.text) and len(line.text) <= _CAPTION_LENGTH:
        return Piece("caption", [line])
    level = _heading_level(line, previous, style)
    if level and not note:
        return Piece("heading", [line], level)
    if is_row(line):
        return Piece("row", [line], note=note)
    if not note and sign_length(line.text):
        return Piece("item", [line])
    return Piece("paragraph", [line], note=note)


def is_row(line: Line) -> bool:
    """Whether the line has cells: wide white inside, other than after a bullet or number, or before a page number."""
    if len(line.runs) < 2 or _LEADERS.search(line.text):
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


def _heading_level(line: Line, previous: Line | None, style: Type) -> int:
    """1 to 6 when the line is a heading: named in the outline, set larger, or bold and alone."""
    text = clean(line.text)
    if len(text) > _HEADING_LENGTH or not any(char.isalpha() for char in text) or _LEADERS.search(text):
        return 0
    stated = style.outline.get(line.page, {}).get(heading_key(text))
    if stated:
        return stated
    if _BULLET.match(text):
        return 0  # set in bold or large type, it is still an item of a list
    if line.size >= _LARGER * style.body and line.size in style.levels and not is_row(line):
        return style.levels[line.size]
    alone = previous is None or line.top - previous.bottom > 0.25 * line.size or previous.size != line.size
    if not (line.bold and alone and line.size >= style.body - 0.6) or is_row(line) or SENTENCE_END.search(text):
        return 0
    opens = previous is None or not previous.bold or line.x1 < line.right - 2 * line.size
    return min(max(style.levels.values(), default=1) + 1, 6) if opens and len(text) < 120 else 0


def _goes_on(piece: Piece, previous: Line, line: Line, style: Type) -> bool:
    """Whether the line belongs to the block that the line before it is in."""
    if line.table or previous.table:
        return False
    size = max(line.size, previous.size)
    gap = line.top - previous.bottom
    if line.page != previous.page or gap > 0.75 * size or gap < -1.2 * size:
        return False
    if abs(line.size - previous.size) > 0.12 * size and not _is_mixed(line, previous):
        return False
    if piece.kind == "heading":
        return _heading_goes_on(piece, line, style)
    if piece.kind == "row":
        return _cell_goes_on(piece.lines[0], line)
    if piece.kind == "caption" and (SENTENCE_END.search(previous.text) or not _is_full(previous, line)):
        return False
    if is_row(line):
        return False
    if sign_length(line.text) and not _is_text_number(previous, line):
        return False
    if _heading_level(line, previous, style) and not _is_rest_of_item(piece, line, style):
        return False
    return _text_goes_on(piece, previous, line)


def _is_rest_of_item(piece: Piece, line: Line, style: Type) -> bool:
    """Whether a line that looks like a heading goes on with an item set in the same large or bold type (slides)."""
    first = piece.lines[0]
    if piece.kind != "item" or heading_key(line.text) in style.outline.get(line.page, {}):
        return False
    return abs(first.size - line.size) <= 0.3 and first.bold == line.bold and line.x0 > first.x0 + 0.3 * line.size


def _heading_goes_on(piece: Piece, line: Line, style: Type) -> bool:
    """A heading over two lines: same type, and no new number in front."""
    first = piece.lines[0]
    same = abs(first.size - line.size) <= 0.3 and first.bold == line.bold and not _NUMBERED.match(line.text)
    stated = style.outline.get(line.page, {})
    if heading_key(" ".join(each.text for each in piece.lines)) in stated:
        return False
    return same and len(piece.lines) < 4 and not sign_length(line.text) and not is_row(line)


def _is_mixed(line: Line, previous: Line) -> bool:
    """A line in another size inside a sentence (a reference, a name in small type)."""
    return not SENTENCE_END.search(previous.text) and line.text[:1].islower()


def _is_text_number(previous: Line, line: Line) -> bool:
    """A sign that only happens to open the line: a dash or a figure inside a sentence that fills the line above."""
    return (
        previous.x1 > previous.right - 2 * previous.size
        and not SENTENCE_END.search(previous.text)
        and line.text[0] in "-–—0123456789"
        and abs(line.x0 - previous.x0) < line.size
        and not sign_length(previous.text)
    )


def _text_goes_on(piece: Piece, previous: Line, line: Line) -> bool:
    """Inside running text: not after a short line that ends a sentence, nor at a first line's indent."""
    size = line.size
    full = _is_full(previous, line)
    ended = bool(SENTENCE_END.search(previous.text))
    if piece.kind == "item":
        if ended and line.x0 < _item_edge(piece) - 0.5 * size:
            return False
        return full or not ended or line.x0 > piece.lines[0].x0 + 0.5 * size
    if not full:
        return not ended and (line.text[:1].islower() or previous.right - previous.x1 < 6 * size)
    indented = line.x0 > previous.x0 + 0.8 * size and len(piece.lines) > 1
    return not (ended and indented)


def _is_full(previous: Line, line: Line) -> bool:
    """Whether the first word of a line had no room at the end of the line before."""
    first_word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    room = previous.right - previous.x1
    return room < (len(first_word) + 1) * 0.6 * line.size or previous.text.endswith((",", LINE_HYPHEN))


def _item_edge(piece: Piece) -> float:
    """Where the lines of an item begin: its second line's place, else that of the first word after its sign."""
    if len(piece.lines) > 1:
        return piece.lines[1].x0
    words = [word for run in piece.lines[0].runs for word in run.words]
    return words[1].x0 if len(words) > 1 else piece.lines[0].x0


def _cell_goes_on(row: Line, line: Line) -> bool:
    """Whether a line goes on with the last cell of a row: it begins where that cell does and nowhere else."""
    last = cells(row)[-1][0].x0
    return len(row.runs) > 1 and len(cells(line)) == 1 and abs(line.x0 - last) < 0.4 * line.size


def _notes_start(lines: list[Line], style: Type) -> int:
    """Where the footnotes of a page begin: the small lines at its end, from one that opens with a number or a star."""
    start = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].table or lines[number].size > _SMALLER * style.body:
            break
        if _NOTE.match(lines[number].text):
            start = number
    return start


def _settled(piece: Piece, style: Type) -> Piece:
    """A heading that turns out to be prose becomes a paragraph; nothing else changes."""
    if piece.kind == "heading":
        text = clean(" ".join(line.text for line in piece.lines))
        stated = style.outline.get(piece.lines[0].page, {}).get(heading_key(text), 0)
        if stated:
            piece.level = stated
        elif len(text) > _HEADING_LENGTH or (len(text) > 90 and text.endswith((".", ";"))):
            piece.kind, piece.level = "paragraph", 0
    return piece
