"""The words of a PDF page with their places and type, read from PDFium.

Measured on pages of about 9,600 characters: one call to PDFium through ctypes costs 0.7 to 1.4 microseconds, so boxes
are asked for the first and last character of each word only (about 3 ms a page instead of 14), type once a run.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

# PDFium puts U+FFFE for a hyphen at the end of a line, and swallows the line break after it.
LINE_HYPHEN = "\ufffe"
_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]+{LINE_HYPHEN}?|{LINE_HYPHEN}")
_UPRIGHT = 0.35  # radians: beyond about 20 degrees text is taken for turned


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


@dataclass(slots=True)
class PageWords:
    """The words of one page in the order of the file, those set at an angle apart; width and height in points."""

    words: list[Word]
    turned: list[Word]
    width: float
    height: float


def read_words(page: Any, text_page: Any) -> PageWords:
    """All words of a page; where most of it is set at a right angle, the page is turned so that it reads upright."""
    from pypdfium2 import raw

    width, height = page.get_size()
    text = _characters(text_page)
    handle = text_page.raw
    rect = raw.FS_RECTF()
    place = _placing(page, width, height)
    words: list[Word] = []
    turned: list[Word] = []
    angle, line_end, type_end = 0.0, -1, -1
    size, type_height, bold = 0.0, 0.0, False
    for found in _WORD.finditer(text):
        first, last = found.start(), found.end() - 1
        if first > line_end:
            line_end = text.find("\n", first)
            line_end = len(text) if line_end < 0 else line_end
            angle = raw.FPDFText_GetCharAngle(handle, first)
        if not raw.FPDFText_GetLooseCharBox(handle, first, ctypes.byref(rect)):
            continue
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if last > first and raw.FPDFText_GetLooseCharBox(handle, last, ctypes.byref(rect)) and rect.right != rect.left:
            x0, y0, x1, y1 = min(x0, rect.left), min(y0, rect.bottom), max(x1, rect.right), max(y1, rect.top)
        height_now = y1 - y0
        if first > type_end or abs(height_now - type_height) > 0.5:
            type_end, type_height = line_end, height_now
            size, bold = raw.FPDFText_GetFontSize(handle, first), _is_bold(handle, first)
        left, top, right, bottom = place(x0, y0, x1, y1)
        upright = abs(angle) < _UPRIGHT or abs(angle - 6.2832) < _UPRIGHT
        target = words if upright else turned
        target.append(Word(found[0], left, top, right, bottom, _size(size, bottom - top), bold))
    return PageWords(words, turned, width, height)


def _characters(text_page: Any) -> str:
    """The page's characters, one for each of PDFium's; its text call may leave some out, then they are asked singly."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _placing(page: Any, width: float, height: float) -> Any:
    """A function from PDFium's box (y upwards, page not turned) to one from the top left of the page as it is seen."""
    rotation = page.get_rotation()
    left, bottom, right, top = page.get_bbox()

    def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        if rotation == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if rotation == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if rotation == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return place


def _is_bold(handle: Any, index: int) -> bool:
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(96)
    raw.FPDFText_GetFontInfo(handle, index, buffer, 96, None)
    name = buffer.value.lower()
    return b"bold" in name or b"black" in name or b"heavy" in name or b"semibold" in name


def _size(stated: float, height: float) -> float:
    """The type size in points: the stated one, unless the page scales it (then it is far from the box's height)."""
    if 0.5 * height <= stated <= 1.2 * height:
        return round(stated, 1)
    return round(height * 0.83, 1)
