"""The words of a PDF page with their places and type, read from PDFium.

One call to PDFium through ctypes costs 0.5 microseconds at least, so boxes are asked for the first and last character
of each word only, all in one go, and type once a line.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.extract.pdf_boxes import DOWN, RIGHT, UP, Box, Place, character_boxes, word_boxes

# PDFium puts U+FFFE for a hyphen at the end of a line, and swallows the line break after it.
LINE_HYPHEN = "\ufffe"
_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]+{LINE_HYPHEN}?|{LINE_HYPHEN}")
_NOTE_SIGN = re.compile(r"^(?:\d{1,3}|\*{1,3}|[,;]\d{1,3})$")
_AFTER = ".,;:)»”"  # what may stand behind a note's sign
_NOTED = re.compile(rf"\d{{1,3}}[{_AFTER}]?$")  # may end in a note's sign: only the places of its figures tell
_UNITS = frozenset(["m", "km", "cm", "mm", "dm", "hm", "mc", "mq", "kmq"])  # m2, km2: a power, not a note


@dataclass(slots=True)
class Word:
    """One word: its box in points from the top left of the page as it is seen, and its size in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    way: int = RIGHT


@dataclass(slots=True)
class PageWords:
    """The words of one page in the order of the file, those set at an angle apart; the page's height in points."""

    words: list[Word]
    turned: list[Word]
    height: float
    place: Place


def read_words(page: Any, text_page: Any) -> PageWords:
    """All words of a page; where most of it is set at a right angle, it is turned so that it reads upright."""
    width, height = page.get_size()
    place = _placing(page)
    words = list(_words(text_page, place))
    ways = Counter(word.way for word in words)
    main = ways.most_common(1)[0][0] if ways else RIGHT
    if main != RIGHT:
        straight, size = place, (width, height)
        height = width if main in (UP, DOWN) else height
        for word in words:
            word.x0, word.top, word.x1, word.bottom = _turned((word.x0, word.top, word.x1, word.bottom), main, *size)
            word.way = (word.way - main) % 4
            if word.way == RIGHT:
                word.size = _size(word.size, word.bottom - word.top)

        def place(left: float, top: float, right: float, bottom: float) -> Box:
            return _turned(straight(left, top, right, bottom), main, *size)

    upright = _without_note_signs([word for word in words if word.way == RIGHT])
    return PageWords(upright, [word for word in words if word.way != RIGHT], height, place)


def _words(text_page: Any, place: Place) -> Iterator[Word]:
    text, fonts = _characters(text_page), _Fonts(text_page.raw)
    spans = [found.span() for found in _WORD.finditer(text)]
    line_end, way = -1, RIGHT
    size, type_height, bold = 0.0, 0.0, False
    for (first, after), where in zip(spans, word_boxes(text_page.raw, spans, place), strict=True):
        known, turn, (last_base, upper, _, base), (left, top, right, bottom) = where
        if not known:
            continue
        # Type is asked for at each new line, wherever the height of the letters changes, and to see where bold ends.
        height = base - upper
        if bold or first > line_end or abs(height - type_height) > 0.5:
            line_end = text.find("\n", first)
            line_end = len(text) if line_end < 0 else line_end
            type_height, (size, bold) = height, fonts.type(first, height)
        letters = text[first:after]
        if turn >= 0:
            way, raised = turn, last_base < base - 0.1 * size
            if (raised if letters[-1].isdigit() else letters[-1] in _AFTER) and (noted := _NOTED.search(letters)):
                top, bottom = (upper, base) if raised else (top, bottom)
                characters = character_boxes(text_page.raw, range(first, after), place)
                letters = _without_sign(letters, noted.start(), characters)
        yield Word(letters, left, top, right, bottom, size, bold, way)


def _without_sign(letters: str, figures: int, boxes: Sequence[Box | None]) -> str:
    """A word without the small raised figures at its end; ``figures`` is where its last figures begin."""
    line = boxes[0]
    for number in range(max(figures, 1), len(letters)):
        box = boxes[number]
        if line and box and letters[number].isdigit() and box[3] < line[3] - 0.1 * (line[3] - line[1]):
            word, after = letters[:number], letters[number:].lstrip("0123456789")
            return letters if word.lower().strip("([,.;/") in _UNITS else word + after
    return letters


class _Fonts:
    """The type of single characters; the weight of each font's name is looked at once."""

    def __init__(self, handle: Any) -> None:
        from pypdfium2 import raw

        self._handle = handle
        self._size, self._info = raw.FPDFText_GetFontSize, raw.FPDFText_GetFontInfo
        self._name = ctypes.create_string_buffer(96)
        self._bold: dict[bytes, bool] = {}

    def type(self, index: int, height: float) -> tuple[float, bool]:
        """The size in points, and whether it is bold; ``height`` is that of the character's box."""
        self._name.value = b""
        self._info(self._handle, index, self._name, 96, None)
        name = self._name.value
        bold = self._bold.get(name)
        if bold is None:
            bold = self._bold[name] = any(weight in name.lower() for weight in (b"bold", b"black", b"heavy"))
        return _size(self._size(self._handle, index), height), bold


def _characters(text_page: Any) -> str:
    """The page's characters, one for each of PDFium's; its text call may leave some out, then they are asked singly."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _placing(page: Any) -> Place:
    """A function from PDFium's box (y upwards, page not turned) to one from the top left of the page as it is seen."""
    x0, y0, x1, y1 = page.get_bbox()

    def upright(left: float, top: float, right: float, bottom: float) -> Box:
        return left - x0, y1 - top, right - x0, y1 - bottom

    def quarter(left: float, top: float, right: float, bottom: float) -> Box:
        return bottom - y0, left - x0, top - y0, right - x0

    def half(left: float, top: float, right: float, bottom: float) -> Box:
        return x1 - right, bottom - y0, x1 - left, top - y0

    def three_quarters(left: float, top: float, right: float, bottom: float) -> Box:
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    return {90: quarter, 180: half, 270: three_quarters}.get(page.get_rotation(), upright)


def _turned(box: Box, main: int, width: float, height: float) -> Box:
    """A box turned with its page so that what ran the main way runs to the right."""
    x0, top, x1, bottom = box
    if main == UP:
        return height - bottom, x0, height - top, x1
    if main == DOWN:
        return top, width - x1, bottom, width - x0
    return width - x1, height - bottom, width - x0, height - top


def _without_note_signs(words: list[Word]) -> list[Word]:
    """Without the small raised numbers behind a word; those that open a footnote are set level with it instead."""
    kept: list[Word] = []
    glue: Word | None = None  # what a sign stood behind: a bracket or stop after the sign belongs to it
    for number, word in enumerate(words):
        if word.text[0].isalpha():  # neither a sign nor what follows one: nearly every word
            kept.append(word)
            glue = None
            continue
        if word.text[0] in _AFTER and (glue := glue or (kept[-1] if kept else None)) and _touches(glue, word):
            glue.text, glue.x1 = glue.text + word.text, word.x1
            continue
        glue = None
        if not _NOTE_SIGN.match(word.text):
            kept.append(word)
            continue
        before = kept[-1] if kept else None
        after = words[number + 1] if number + 1 < len(words) else None
        if before is not None and _raised(word, before) and -0.3 * before.size <= word.x0 - before.x1 < before.size:
            if before.text.lower().strip("([,.;/") in _UNITS:
                before.text += word.text
            before.x1, glue = word.x1, before
            continue
        if after is not None and _raised(word, after) and -0.3 * after.size <= after.x0 - word.x1 < after.size:
            word.top, word.bottom, word.size = after.top, after.bottom, after.size
        kept.append(word)
    return kept


def _touches(word: Word, sign: Word) -> bool:
    """Whether a bracket or stop that PDFium sets apart (after a raised figure) stands close behind the word."""
    return abs(sign.x0 - word.x1) < 0.12 * word.size and word.top < sign.bottom and sign.top < word.bottom


def _raised(sign: Word, word: Word) -> bool:
    """Whether a sign stands small and above the line of the word beside it."""
    small = sign.bottom - sign.top < 0.85 * (word.bottom - word.top)
    return small and word.top - 0.5 * word.size < sign.top and sign.bottom < word.bottom - 0.1 * word.size


def _size(stated: float, height: float) -> float:
    """The type size in points: the stated one, unless the page scales it (then it is far from the box's height)."""
    if 0.5 * height <= stated <= 1.2 * height:
        return round(stated, 1)
    return round(height * 0.83, 1)
