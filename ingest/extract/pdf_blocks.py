"""Lines to blocks: paragraphs rebuilt, headings by outline and type, list items, table rows, footnotes apart."""

from __future__ import annotations

import re

from ingest.extract.bullets import sign_length
from ingest.extract.pdf_contents import heading_key
from ingest.extract.pdf_flow import SENTENCE_END, Piece, cells, is_full, is_row, runs_over
from ingest.extract.pdf_headings import Type, heading_level, rejoined, settled
from ingest.extract.pdf_layout import Line

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]+\.)\s+\S")
_NOTE = re.compile(r"^(?:\[?\d{1,3}\]?|\*{1,3}|[a-z])[\s.)]\s*\S|^\d{1,3}(?=[A-ZÀ-Þ«“])")
# "Tabella 3 - Spesa per anno", "Fig. 2: ...": a caption; "Tabella 3 mostra" is a sentence.
_CAPTION = re.compile(
    r"^(?:tab(?:ell[ae]|leau|le)?|fig(?:ur[ae]|ure)?|graf(?:ico)?|tavola|prospetto|chart|graph(?:ique)?|quadro|riquadro"
    r"|box|schema)\.?\s{0,2}(?:n\.?\s?)?\d{1,3}(?:[.\-]\d{1,3})*[a-z]?(?:\s*[:.–—-]\s*\S|\s+(?-i:[A-ZÀ-Þ«“\"])|$)",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 300
_SMALLER = 0.93  # of the body's type size: a footnote up to here


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
    return list(rejoined([settled(piece, style) for piece in pieces], style))


def _opening(line: Line, previous: Line | None, style: Type, note: bool) -> Piece:
    """A new block beginning with this line."""
    if line.table:
        return Piece("row", [line], note=note)
    if _CAPTION.match(line.text) and len(line.text) <= _CAPTION_LENGTH:
        return Piece("caption", [line])
    level = heading_level(line, previous, style)
    if level and not note:
        return Piece("heading", [line], level)
    if is_row(line):
        return Piece("row", [line], note=note)
    if not note and sign_length(line.text):
        return Piece("item", [line])
    return Piece("paragraph", [line], note=note)


def _goes_on(piece: Piece, previous: Line, line: Line, style: Type) -> bool:
    """Whether the line belongs to the block that the line before it is in."""
    if line.table or previous.table:
        return False
    size = max(line.size, previous.size)
    gap = line.top - previous.bottom
    if line.page != previous.page or gap > 0.75 * size or gap < -1.2 * size:
        return False
    other_type = abs(line.size - previous.size) > 0.12 * size and not _is_mixed(line, previous)
    if other_type and not (line.card and piece.kind == "paragraph"):  # a card's small capitals come in two sizes
        return False
    if piece.kind == "heading":
        return _heading_goes_on(piece, line, style)
    if piece.kind == "row":
        return _cell_goes_on(piece.lines[0], line)
    if piece.kind == "caption" and (SENTENCE_END.search(previous.text) or not is_full(previous, line)):
        return False
    if is_row(line):
        return False
    if sign_length(line.text) and not _is_text_number(previous, line):
        return False
    if heading_level(line, previous, style) and not _is_rest_of_item(piece, line, style):
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
    full = is_full(previous, line)
    ended = bool(SENTENCE_END.search(previous.text))
    if piece.kind == "item":
        if ended and line.x0 < _item_edge(piece) - 0.5 * size:
            return False
        return full or not ended or line.x0 > piece.lines[0].x0 + 0.5 * size
    if not full:
        return not ended and (line.card or line.text[:1].islower() or previous.right - previous.x1 < 6 * size)
    indented = line.x0 > previous.x0 + 0.8 * size and len(piece.lines) > 1
    return not (ended and indented)


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
