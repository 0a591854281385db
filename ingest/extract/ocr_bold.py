"""Bold words on a scan, by the thickness of their strokes: headings and the heads of tables are known by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]  # left, top, right, bottom, in dots
Words = Sequence[tuple[str, Box]]  # of one line

# Thickness by type size, measured: 0.10 to 0.13 in regular type, 0.16 to 0.20 in bold; a short word may be off.
_HEAVY: Final = 1.25  # times what is regular on the page
_ALSO: Final = 1.15  # in a row of which another cell is bold; a word below it is regular among bold ones
_SHORT: Final = 3  # letters: a shorter word can't be told alone


@dataclass(slots=True)
class _Cell:
    """Words of a line with no wide white between them."""

    words: list[tuple[str, Box]]
    shares: list[float] = field(default_factory=list)  # of each word, thickness of its strokes by type size
    share: float = 0.0  # of the whole

    @property
    def letters(self) -> int:
        return sum(len(text) for text, _ in self.words)


def bold(lines: Sequence[Words], sizes: Sequence[float], image: Image | None) -> list[list[bool]]:
    """Which words of the lines are bold; none where there is no image to measure. 0.4 ms a word."""
    if image is None:
        return [[False for _ in words] for words in lines]
    thickness = _strokes(image)
    rows = [_cells(words, size) for words, size in zip(lines, sizes, strict=True)]
    for row, size in zip(rows, sizes, strict=True):
        for cell in row:
            # Of a sentence with a few bold words the lower quarter is regular, and so the whole.
            cell.shares = [thickness(box) / size for _, box in cell.words]
            weights = [len(text) for text, _ in cell.words]
            cell.share = _quantile(list(zip(cell.shares, weights, strict=True)), 1 / 4)
    regular = _quantile([(cell.share, cell.letters) for row in rows for cell in row], 1 / 3)
    return [_heavy(row, regular) for row in rows]


def _heavy(row: list[_Cell], regular: float) -> list[bool]:
    """For each word of a row whether it is bold."""
    least = _ALSO if any(cell.share > _HEAVY * regular for cell in row) else _HEAVY
    return [
        cell.share > least * regular and (len(text) < _SHORT or share > _ALSO * regular)
        for cell in row
        for (text, _), share in zip(cell.words, cell.shares, strict=True)
    ]


def _quantile(weighted: list[tuple[float, int]], share: float) -> float:
    """The value below which this share of the weights lies."""
    left = share * sum(weight for _, weight in weighted)
    for value, weight in sorted(weighted):
        left -= weight
        if left <= 0:
            return value
    return 0.0


def _cells(words: Words, size: float) -> list[_Cell]:
    cells = [_Cell([words[0]])]
    for (_, before), (text, box) in zip(words, words[1:], strict=False):
        if box[0] - before[2] > size:
            cells.append(_Cell([]))
        cells[-1].words.append((text, box))
    return cells


def _strokes(image: Image) -> Callable[[Box], float]:
    """A function that measures how thick the strokes in a box are, in dots: ink by the number of strokes crossed."""
    import numpy as np

    dots = np.asarray(image)

    def thickness(box: Box) -> float:
        part = dots[max(box[1], 0) : box[3], max(box[0], 0) : box[2]]
        if part.size == 0:
            return 0.0
        ink = part < np.percentile(part, [5, 95]).mean()
        across = int(np.count_nonzero(np.diff(np.pad(ink, ((0, 0), (1, 0))).astype(np.int8), axis=1) == 1))
        down = int(np.count_nonzero(np.diff(np.pad(ink, ((1, 0), (0, 0))).astype(np.int8), axis=0) == 1))
        return int(np.count_nonzero(ink)) / max(int(across), int(down), 1)

    return thickness
