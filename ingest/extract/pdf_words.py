"""The words of a PDF page with their places and type, read from PDFium.

Measured on pages of about 9,600 characters: one call to PDFium through ctypes costs 0.7 to 1.4 microseconds, so boxes
are asked for the first and last character of each word only (about 3 ms a page instead of 14), type once a line.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the top left

# PDFium puts U+FFFE for a hyphen at the end of a line, and swallows the line break after it.
LINE_HYPHEN = "\ufffe"
_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]+{LINE_HYPHEN}?|{LINE_HYPHEN}")
_NOTE_SIGN = re.compile(r"^(?:\d{1,3}|\*{1,3}|[,;]\d{1,3})$")
_NOTED = re.compile(r"^(.*?[^\W\d_][.,;:!?»”\"')\]]*|.*?\d[.,;:»”\")\]]+)(\d{1,3})([.,;:]?)$")
_UNITS = frozenset(["m", "km", "cm", "mm", "dm", "hm", "mc", "mq", "kmq"])  # m2, km2: a power, not a note
_RIGHT, _UP, _LEFT, _DOWN = range(4)  # the way the words run


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
    way: int = _RIGHT


@dataclass(slots=True)
class PageWords:
    """The words of one page in the order of the file, those set at an angle apart; the page's height in points."""

    words: list[Word]
    turned: list[Word]
    height: float
    place: Callable[[Any], Box]


def read_words(page: Any, text_page: Any) -> PageWords:
    """All words of a page; where most of it is set at a right angle, it is turned so that it reads upright."""
    width, height = page.get_size()
    place = _placing(page)
    words = list(_words(text_page, place))
    ways = Counter(word.way for word in words)
    main = ways.most_common(1)[0][0] if ways else _RIGHT
    if main != _RIGHT:
        straight, size = place, (width, height)
        height = width if main in (_UP, _DOWN) else height
        for word in words:
            word.x0, word.top, word.x1, word.bottom = _turned((word.x0, word.top, word.x1, word.bottom), main, *size)
            word.way = (word.way - main) % 4
            if word.way == _RIGHT:
                word.size = _size(word.size, word.bottom - word.top)

        def place(box: Any) -> Box:
            return _turned(straight(box), main, *size)

    upright = _without_note_signs([word for word in words if word.way == _RIGHT])
    return PageWords(upright, [word for word in words if word.way != _RIGHT], height, place)


def _words(text_page: Any, place: Callable[[Any], Box]) -> Iterator[Word]:
    from pypdfium2 import raw

    text, handle, rect = _characters(text_page), text_page.raw, raw.FS_RECTF()
    box, pointer = raw.FPDFText_GetLooseCharBox, ctypes.byref(rect)
    line_end, way = -1, _RIGHT
    size, type_height, bold = 0.0, 0.0, False
    for found in _WORD.finditer(text):
        first, last, letters = found.start(), found.end() - 1, found[0]
        if not box(handle, first, pointer):
            continue
        start = end = place(rect)
        if last > first and box(handle, last, pointer) and rect.right != rect.left:
            end = place(rect)
            way = _way(start, end)
        left, top, right, bottom = _union(start, end)
        # Type is asked for at each new line and wherever the height of the letters changes.
        if first > line_end or abs((start[3] - start[1]) - type_height) > 0.5:
            line_end = text.find("\n", first)
            line_end = len(text) if line_end < 0 else line_end
            type_height, bold = start[3] - start[1], _is_bold(handle, first)
            size = _size(raw.FPDFText_GetFontSize(handle, first), type_height)
        if letters[-1].isdigit() and end[3] < start[3] - 0.1 * size and (noted := _NOTED.match(letters)):
            letters = letters if noted[1].lower().strip("([,.;/") in _UNITS else noted[1] + noted[3]
            bottom, top = start[3], start[1]
        yield Word(letters, left, top, right, bottom, size, bold, way)


def _characters(text_page: Any) -> str:
    """The page's characters, one for each of PDFium's; its text call may leave some out, then they are asked singly."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _placing(page: Any) -> Callable[[Any], Box]:
    """A function from PDFium's box (y upwards, page not turned) to one from the top left of the page as it is seen."""
    left, bottom, right, top = page.get_bbox()

    def upright(box: Any) -> Box:
        return box.left - left, top - box.top, box.right - left, top - box.bottom

    def quarter(box: Any) -> Box:
        return box.bottom - bottom, box.left - left, box.top - bottom, box.right - left

    def half(box: Any) -> Box:
        return right - box.right, box.bottom - bottom, right - box.left, box.top - bottom

    def three_quarters(box: Any) -> Box:
        return top - box.top, right - box.right, top - box.bottom, right - box.left

    return {90: quarter, 180: half, 270: three_quarters}.get(page.get_rotation(), upright)


def _way(first: Box, last: Box) -> int:
    """Which way a word runs, from its first and last letter."""
    across, down = last[0] + last[2] - first[0] - first[2], last[1] + last[3] - first[1] - first[3]
    if abs(across) >= abs(down):
        return _RIGHT if across >= 0 else _LEFT
    return _DOWN if down > 0 else _UP


def _union(first: Box, last: Box) -> Box:
    return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])


def _turned(box: Box, main: int, width: float, height: float) -> Box:
    """A box turned with its page so that what ran the main way runs to the right."""
    x0, top, x1, bottom = box
    if main == _UP:
        return height - bottom, x0, height - top, x1
    if main == _DOWN:
        return top, width - x1, bottom, width - x0
    return width - x1, height - bottom, width - x0, height - top


def _without_note_signs(words: list[Word]) -> list[Word]:
    """Without the small raised numbers behind a word; those that open a footnote are set level with it instead."""
    kept: list[Word] = []
    for number, word in enumerate(words):
        if not _NOTE_SIGN.match(word.text):
            kept.append(word)
            continue
        before = kept[-1] if kept else None
        after = words[number + 1] if number + 1 < len(words) else None
        if before is not None and _raised(word, before) and -0.3 * before.size <= word.x0 - before.x1 < before.size:
            if before.text.lower().strip("([,.;/") in _UNITS:
                before.text += word.text
            continue
        if after is not None and _raised(word, after) and -0.3 * after.size <= after.x0 - word.x1 < after.size:
            word.top, word.bottom, word.size = after.top, after.bottom, after.size
        kept.append(word)
    return kept


def _raised(sign: Word, word: Word) -> bool:
    """Whether a sign stands small and above the line of the word beside it."""
    small = sign.bottom - sign.top < 0.85 * (word.bottom - word.top)
    return small and word.top - 0.5 * word.size < sign.top and sign.bottom < word.bottom - 0.1 * word.size


def _is_bold(handle: Any, index: int) -> bool:
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(96)
    raw.FPDFText_GetFontInfo(handle, index, buffer, 96, None)
    name = buffer.value.lower()
    return any(weight in name for weight in (b"bold", b"black", b"heavy"))


def _size(stated: float, height: float) -> float:
    """The type size in points: the stated one, unless the page scales it (then it is far from the box's height)."""
    if 0.5 * height <= stated <= 1.2 * height:
        return round(stated, 1)
    return round(height * 0.83, 1)
