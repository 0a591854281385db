"""Tesseract's hOCR to words as the reader of PDFs wants them: level, with a type size, without pictures' noise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING, Any, Final

from ingest.extract.ocr_bold import Box, bold
from ingest.parsed import RecognisedWord

if TYPE_CHECKING:
    from PIL.Image import Image

_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_ANGLE = re.compile(r"textangle (-?\d+)")
_LINES: Final = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")

# Heights in type sizes, mean of Times, Helvetica and DejaVu: letters with a stem, with a tail, with both, with none.
_STEM, _TAIL, _BOTH, _PLAIN = 0.70, 0.70, 0.91, 0.49
_ABOVE, _BELOW = 0.78, 0.22  # what a line takes above and below where its letters stand
_STEMS = re.compile(r"[bdfhklijßA-Z0-9]")
_TAILS = re.compile(r"[gjpqyçQ,;()\[\]]")
_TALL = re.compile(r"[À-ÖØ-Þ/|()\[\]]")  # higher than the other letters by themselves
_SPREAD: Final = 0.09  # share by which the size of one type is measured too large or too small

# Confidence: a block below it is a picture, or a row of dots, read as letters. Its lines go together, for a true line
# amid a sentence has had 44, and one left out would make a false quote. Only what is clear stays: a heading.
_QUIET: Final = 55.0
_CLEAR: Final = 80.0
# What Tesseract makes of a bullet, which is told by its small box above the line.
_BULLETS: Final = frozenset("•·*°ºe«»¢©®+oOa.-=¥€@")
_NOTE = re.compile(r"\d{1,3}")
_NOTED = re.compile(r"(.*[^\W_][.,;:!»”)]?)(?:[?'’!*°]|\d{1,2})")  # a word and what its note's sign was read as


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one image, their mean confidence (0 to 100) and how many letters they have."""

    words: tuple[RecognisedWord, ...]
    confidence: float
    letters: int


@dataclass(slots=True)
class Token:
    """A word in dots, with Tesseract's confidence (0 to 100)."""

    text: str
    box: Box
    confidence: float

    @property
    def height(self) -> int:
        """Its height in dots."""
        return self.box[3] - self.box[1]


@dataclass(slots=True)
class Line:
    """A line as Tesseract has it; ``base`` is where its letters stand at its left edge, in dots from the top.

    ``block`` names the block it belongs to.
    """

    words: list[Token]
    box: Box
    slope: float
    base: float
    turned: bool
    block: tuple[int, int, int]

    @property
    def letters(self) -> int:
        """How many letters and figures it has; signs (the dots of a table of contents) do not count."""
        return sum(sign.isalnum() for word in self.words for sign in word.text)

    @property
    def confidence(self) -> float:
        """The mean confidence of its letters."""
        weights = [sum(sign.isalnum() for sign in word.text) for word in self.words]
        total = sum(weight * word.confidence for weight, word in zip(weights, self.words, strict=True))
        return total / max(sum(weights), 1)

    def stands(self, word: Token) -> float:
        """How far down the letters of a word stand."""
        return self.base + self.slope * ((word.box[0] + word.box[2]) / 2 - self.box[0])


def lines_of(hocr: bytes, left: int = 0, top: int = 0) -> list[Line]:
    """The lines of one page of hOCR; ``left`` and ``top`` are where the image was cut out of the page."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(hocr, parser)
    return [] if root is None else list(_lines(root, left, top))


def turned_over(lines: Sequence[Line]) -> bool:
    """Whether most of the page runs upwards or downwards."""
    turned = sum(line.letters for line in lines if _is_turned(line))
    return turned > sum(line.letters for line in lines) / 2


def stacks(lines: Sequence[Line]) -> list[Box]:
    """Where Tesseract took the numbers of a list, one below the other, for a line that runs upwards."""
    return [line.box for line in lines if _is_turned(line)]


def as_reading(lines: Sequence[Line], scale: float, image: Image | None = None) -> Reading:
    """The words of the lines that are writing; ``scale`` is how many points a dot is; ``image`` tells the bold ones."""
    writing = [line for line in lines if line.letters and not _is_turned(line)]
    quiet = {
        line.block for line in writing if _confidence([each for each in writing if each.block == line.block]) < _QUIET
    }
    kept = [line for line in writing if line.block not in quiet or line.confidence >= _CLEAR]
    letters, confidence = sum(line.letters for line in kept), _confidence(kept)
    sizes = _settled([(_size(line), line.letters) for line in kept])
    heavy = bold([[(each.text, each.box) for each in line.words] for line in kept], sizes, image)
    placed = zip(kept, sizes, heavy, strict=True)
    words = (word for line, size, each in placed for word in _placed(line, size, scale, each))
    return Reading(tuple(words), confidence, letters)


def _confidence(lines: Sequence[Line]) -> float:
    return sum(line.letters * line.confidence for line in lines) / max(sum(line.letters for line in lines), 1)


def _lines(root: Any, left: int, top: int) -> Iterator[Line]:
    block = (left, top, 0)
    for element in root.iter():
        if element.get("class") == "ocr_carea":
            block = (left, top, block[2] + 1)
        if element.get("class") not in _LINES:
            continue
        title = element.get("title") or ""
        box, baseline, angle = _box(title, left, top), _BASELINE.search(title), _ANGLE.search(title)
        words = [word for each in element.iter() if (word := _token(each, left, top))]
        if box and words:
            slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
            yield Line(words, box, slope, box[3] + offset, bool(angle and int(angle[1]) % 360), block)


def _token(element: Any, left: int, top: int) -> Token | None:
    if element.get("class") != "ocrx_word":
        return None
    title = element.get("title") or ""
    text = "".join(element.itertext()).strip()
    box, confidence = _box(title, left, top), _CONFIDENCE.search(title)
    return Token(text, box, float(confidence[1]) if confidence else 0.0) if text and box else None


def _box(title: str, left: int, top: int) -> Box | None:
    found = _BOX.search(title)
    return (int(found[1]) + left, int(found[2]) + top, int(found[3]) + left, int(found[4]) + top) if found else None


def _is_turned(line: Line) -> bool:
    """Whether a line runs upwards or downwards: stated, or its words stand one over the other."""
    if line.turned:
        return True
    first, last = line.words[0].box, line.words[-1].box
    apart = first[1] >= last[3] or last[1] >= first[3]
    return len(line.words) > 1 and apart and line.box[3] - line.box[1] > 1.5 * (line.box[2] - line.box[0])


def _size(line: Line) -> float:
    """The type size in dots, from the heights of the words and the letters in them."""
    stemmed: list[float] = []
    others: list[float] = []
    for word in line.words:
        raised = line.stands(word) - word.box[3] > 0.25 * word.height  # a note's sign
        if raised or _TALL.search(word.text) or not any(sign.isalnum() for sign in word.text):
            continue
        stem, tail = _STEMS.search(word.text), _TAILS.search(word.text)
        share = (_BOTH if tail else _STEM) if stem else (_TAIL if tail else _PLAIN)
        (stemmed if stem else others).append(word.height / share)
    # The lower of two: a box is too high where it takes in a rule, a note's sign, the dot of the line below.
    heights = stemmed or others or [float(word.height) for word in line.words]
    return float(max(median_low(heights), 1.0))


def _settled(sizes: Sequence[tuple[float, int]]) -> list[float]:
    """The sizes, those that are one type made equal, the commonest first (each is given with its line's letters)."""
    settled = [size for size, _ in sizes]
    left = set(range(len(sizes)))

    def alike(at: int) -> list[int]:
        return [other for other in left if abs(sizes[other][0] - sizes[at][0]) <= _SPREAD * sizes[at][0]]

    while left:
        group = max((alike(at) for at in left), key=lambda group: sum(sizes[at][1] for at in group))
        letters = sum(sizes[at][1] for at in group)
        for at in group:
            settled[at] = sum(sizes[other][0] * sizes[other][1] for other in group) / letters
        left.difference_update(group)
    return settled


def _placed(line: Line, size: float, scale: float, heavy: Sequence[bool]) -> Iterator[RecognisedWord]:
    """A line's words in points, all on the line's own height; bullets put right, signs of notes left out."""
    for number, word in enumerate(line.words):
        stands = line.stands(word)
        text = _mended(word, stands, size, first=number == 0 and len(line.words) > 1)
        if text:
            top, bottom = (stands - _ABOVE * size) * scale, (stands + _BELOW * size) * scale
            yield RecognisedWord(
                text, word.box[0] * scale, top, word.box[2] * scale, bottom, round(2 * size * scale) / 2, heavy[number]
            )


def _mended(word: Token, stands: float, size: float, *, first: bool) -> str:
    """A word's text as it was meant: "" for the sign of a note, which is no part of the sentence."""
    wide, above = word.box[2] - word.box[0], stands - word.box[3]
    if first and word.text in _BULLETS and above > 0.06 * size and word.height < 0.45 * size:
        return "•" if 0.6 < wide / max(word.height, 1) < 1.7 else word.text
    if _NOTE.fullmatch(word.text) and above > 0.2 * size and word.height < 0.65 * size:
        # A sign that opens a footnote stays. "2" and an "I" behind it are often read as one figure more.
        return word.text[: max(1, round(wide / (0.65 * max(word.height, 1))))] if first else ""
    if word.text == "l":  # no word of the three languages, where it wants an apostrophe
        return "I"
    noted = _NOTED.fullmatch(word.text)
    if noted and stands - word.box[1] > 0.93 * size and not _TALL.search(word.text):
        return noted[1]
    return word.text
