"""Pages that are pictures: which they are, what OCR made of them, and what is said of those left unread.

A page is one to be recognised when it has no words, or a handful (a stamp, a page number), and is covered by an image.
A scan that carries its own recognised text, unseen over or under the image, is read as it is, and marked as OCR.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ingest.extract import ocr
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import PageWords, Word
from ingest.parsed import ParsedDocument, Recognised, Unrecognised
from rag.errors import ReadError

_HANDFUL: Final = 12  # words a stamp or a page number may have
_STAMP: Final = 80  # and words that may stand at the edge of a scanned act: "Prot. n. 123, copia conforme..."
_EDGE: Final = 0.12  # of the page's height or width
_COVERED: Final = 0.6  # share of a page with words that its images must cover to be what the page shows
_TOUCHED: Final = 0.1  # and of a page without words: a scanned slip on an empty sheet
_DRAWN: Final = 100  # paths on a page without words or images: letters turned into outlines
_MOST_OBJECTS: Final = 5_000  # looked at on one page
_GAIN: Final = 5  # words that OCR must find over those the page has of its own


@dataclass(slots=True)
class Pictures:
    """The pictures among a document's pages (from 0), and what came of them; ``recognised`` as in RawDocument.

    ``rules`` are the lines drawn on pages that were recognised, ``poor`` their confidence where it is low.
    """

    recognised: Mapping[int, Recognised] | None
    waiting: list[int] = field(default_factory=list)
    ocr: set[int] = field(default_factory=set)
    unread: dict[int, Recognised] = field(default_factory=dict)
    poor: dict[int, float] = field(default_factory=dict)
    rules: dict[int, Rules] = field(default_factory=dict)

    def words(self, number: int, page: Any, text_page: Any, found: PageWords) -> PageWords:
        """The page's words: those found by PDFium, or those recognised where the page is a picture."""
        if has_hidden_text(page, text_page, found):
            self.ocr.add(number)
        elif is_picture(page, found):
            return self.recognised_words(number, found)
        return found

    def recognised_words(self, number: int, found: PageWords) -> PageWords:
        """The words that OCR found on this page, if it did and if they are more than it has of its own."""
        if self.recognised is None:
            self.unread[number] = Recognised(problem=_advice(), curable=True)
            return found
        if number not in self.recognised:
            self.waiting.append(number)
            return found
        read = self.recognised[number]
        own = len(found.words) + len(found.turned)
        if read.problem:
            self.unread[number] = read
        elif len(read.words) > own + _GAIN or (read.words and not own):
            self.ocr.add(number)
            self.rules[number] = Rules(set(read.across), set(read.down))
            if read.confidence < ocr.POOR:
                self.poor[number] = read.confidence
            return replace(found, words=[Word(*word) for word in read.words], turned=[], height=read.height)
        return found

    def check(self, *, readable: bool) -> None:
        """Raise Unrecognised when pages wait for OCR, ReadError when nothing at all can be read without it."""
        if self.waiting:
            raise Unrecognised(f"{len(self.waiting)} pagine sono immagini", tuple(self.waiting))
        if self.recognised and not self.unread and not readable:
            raise ReadError("contiene solo immagini, e l'OCR non vi riconosce parole: rifarne la scansione a 300 punti")
        if self.unread and not readable:
            raise ReadError(f"il documento contiene solo immagini: {next(iter(self.unread.values())).problem}")

    def told(self, parsed: ParsedDocument) -> ParsedDocument:
        """The document with its recognised pages marked, and with a remark on those read badly or not at all."""
        marks = (replace(mark, ocr=(mark.page or 0) - 1 in self.ocr) for mark in parsed.marks)
        extra = dict(parsed.extra)
        if any(read.curable for read in self.unread.values()):
            # What could be done when it was read: once more can be, it is read again (ingest/pipeline.py).
            extra["unread_for"] = "" if self.recognised is None else ocr.ability()
        warnings = (*parsed.warnings, *self.remarks())
        return replace(parsed, marks=tuple(marks), warnings=warnings, extra=extra)

    def remarks(self) -> Iterator[str]:
        """One line for each reason why pages were not read, and one on those that were read badly."""
        reasons: dict[str, list[int]] = {}
        for number, read in self.unread.items():
            reasons.setdefault(read.problem, []).append(number)
        for reason, numbers in reasons.items():
            yield f"pagine non lette: {ranges(numbers)} ({reason})"
        if self.poor:
            figures = ", ".join(f"{number + 1} ({share:.0f}%)" for number, share in sorted(self.poor.items()))
            yield f"pagine lette male dall'OCR, da confrontare con l'immagine (fiducia): {figures}"


def ranges(numbers: Iterable[int]) -> str:
    """Page indexes as 1-based numbers and ranges: "2, 5-7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number:
            parts[-1][1] = number + 1
        else:
            parts.append([number + 1, number + 1])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def is_picture(page: Any, found: PageWords) -> bool:
    """Whether what a page says is in its images, not in its words."""
    words = [*found.words, *found.turned]
    if not words:
        share, paths = _shown(page)
        return share >= _TOUCHED or paths >= _DRAWN
    if len(words) > _HANDFUL and not (len(words) <= _STAMP and _at_edges(words, *page.get_size())):
        return False
    return _shown(page)[0] >= _COVERED


def has_hidden_text(page: Any, text_page: Any, found: PageWords) -> bool:
    """Whether the words lie unseen over or under the image of a page that was scanned and recognised elsewhere."""
    if not found.words and not found.turned:
        return False
    return (_is_unseen(text_page) or _lies_under_image(page)) and _shown(page)[0] >= _COVERED


def _at_edges(words: list[Word], width: float, height: float) -> bool:
    """Whether all words stand at the upper, lower, left or right edge of the page."""
    return all(
        word.bottom < _EDGE * height
        or word.top > (1 - _EDGE) * height
        or word.x1 < _EDGE * width
        or word.x0 > (1 - _EDGE) * width
        for word in words
    )


def _is_unseen(text_page: Any) -> bool:
    """Whether the letters are set in the mode that draws nothing: five of them tell."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    modes: list[bool] = []
    for index in {0, count // 4, count // 2, 3 * count // 4, count - 1}:
        item = raw.FPDFText_GetTextObject(text_page.raw, index)
        if item:
            modes.append(raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return sum(modes) > len(modes) / 2


def _lies_under_image(page: Any) -> bool:
    """Whether the last thing drawn on the page is an image without transparency."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page.raw)
    last = raw.FPDFPage_GetObject(page.raw, count - 1) if count > 1 else None
    if not last or raw.FPDFPageObj_GetType(last) != raw.FPDF_PAGEOBJ_IMAGE:
        return False
    return not bool(raw.FPDFPageObj_HasTransparency(last)) and _area(last, page.get_bbox()) >= 0.9


def _shown(page: Any) -> tuple[float, int]:
    """The share of a page that its images cover, and how many paths are drawn on it."""
    from pypdfium2 import raw

    box = page.get_bbox()
    share, paths = 0.0, 0
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE or (kind == raw.FPDF_PAGEOBJ_FORM and _holds_image(item)):
            share += _area(item, box)
        paths += kind == raw.FPDF_PAGEOBJ_PATH
    return min(share, 1.0), paths


def _holds_image(form: Any) -> bool:
    from pypdfium2 import raw

    items = (raw.FPDFFormObj_GetObject(form, index) for index in range(min(raw.FPDFFormObj_CountObjects(form), 50)))
    return any(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE for item in items)


def _area(item: Any, box: tuple[float, float, float, float]) -> float:
    """The share of the page's box (left, bottom, right, top) that an object takes."""
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    wide = max(0.0, min(right, box[2]) - max(left, box[0]))
    high = max(0.0, min(top, box[3]) - max(bottom, box[1]))
    return wide * high / max((box[2] - box[0]) * (box[3] - box[1]), 1.0)


def _advice() -> str:
    """What to do where no OCR was to be had: install it, or switch it on."""
    if ocr.ability():
        return "immagini: l'OCR è spento, REGESTO_OCR=auto lo riaccende"
    return f"immagini: serve Tesseract, {ocr.INSTALL}, poi ripetere la lettura"
