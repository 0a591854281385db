"""What tables of every make share: edges, the words between them, and when a grid of cells is a table at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.extract.pdf_boxes import Box
from ingest.extract.pdf_layout import Run
from ingest.extract.pdf_words import Word

Rule = tuple[int, int, int]
Cell = list[list[Run]]  # the rows of runs in it
Grid = list[list[Cell]]
Texts = list[list[list[str]]]  # row by row the cells, each the words of its lines

_FIGURES = re.compile(
    r"^[€$+\-−–~(]{0,2}\s?\d[\d.,'’\s]*[)%*]?(?:\s?(?:%|€|‰))?$|^[-–—.…*]{1,3}$|^n\.?\s?[dc]\.?$", re.IGNORECASE
)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?\*?$")
NEAR = 3.0  # points two lines may miss each other by and still meet
_FILLED = 0.4  # share of the cells that hold words: a drawing's boxes hold fewer
_SLIVER = 8.0  # points: a narrower column without a word in it is the space between two lines
_WIDE_RUN = 0.6  # of a table's width: one run alone in its row and wider than this is a note or a caption


@dataclass(slots=True)
class Table:
    """A table: its box on the page, and the words of its cells row by row (every row has the same number of cells).

    The words alone are kept: a dense table of 162 pages has 150,000 of them, whose places nobody asks for again.
    ``open_top``: its first row has no line above it, so it may go on with the last row of the page before.
    ``head``: whether the first row holds headings; None where only its words can tell. ``over``: for each column the
    one in which the first row's cell above it begins, where lines tell.
    """

    box: Box
    grid: Texts
    columns: tuple[float, ...]
    head: bool | None = None
    open_top: bool = False
    over: tuple[int, ...] = ()


def is_figures(text: str) -> bool:
    """Whether the words are a number, or what stands for a missing one, and nothing else."""
    return bool(_FIGURES.match(text))


def is_year(text: str) -> bool:
    """Whether they are a year or two: those may head a column."""
    return bool(_YEAR.match(text))


def texts(grid: Grid) -> Texts:
    """The words of a grid's cells, line by line."""
    return [[[" ".join([run.text for run in line]) for line in cell] for cell in row] for row in grid]


def summary(words: list[Word]) -> Word:
    """All words of a table as one, in the size most of their letters have."""
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    first, text = words[0], " ".join([word.text for word in words])
    return Word(text, first.x0, first.top, first.x1, first.bottom, max(sizes, key=lambda size: sizes[size]))


def merged(places: Iterable[float]) -> list[float]:
    """Places in order, those nearer than three points to each other as one."""
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] > NEAR:
            result.append(place)
    return result


def slot(edges: Sequence[float], at: float) -> int:
    """Between which two edges a place is; before the first and after the last counts as the outer ones."""
    return bisect_right(edges, at, 1, len(edges) - 1) - 1


def inside(words: Iterable[Word], box: Box) -> list[Word]:
    """The words whose middle lies in the box."""
    x0, top, x1, bottom = 2 * box[0] - 2, 2 * box[1] - 2, 2 * box[2] + 2, 2 * box[3] + 2
    return [word for word in words if x0 <= word.x0 + word.x1 <= x1 and top <= word.top + word.bottom <= bottom]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the page."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def white_columns(rows: Iterable[list[Run]], box: Box) -> list[float]:
    """Column edges where no word of any row stands; a wide run alone in its row (a caption, a note) does not count."""
    width = box[2] - box[0]
    places = [(run.x0, run.x1) for row in rows for run in row if len(row) > 1 or run.x1 - run.x0 < _WIDE_RUN * width]
    edges = [box[0]]
    end: float | None = None
    for x0, x1 in sorted(places):
        if end is not None and x0 - end > 4:
            edges.append((x0 + end) / 2)
        end = max(end, x1) if end is not None else x1
    return [*edges, box[2]]


def is_table(grid: Grid) -> bool:
    """Two rows of two cells or one of three with words at least, and not mostly empty."""
    filled = [[bool(cell) for cell in row] for row in grid]
    rows = [row for row in filled if any(row)]
    columns = sum(map(any, zip(*filled, strict=True))) if filled else 0
    # One row of three cells can be the end of a table begun on the page before.
    if columns < 2 or sum(sum(row) > 1 for row in rows) < (2 if columns == 2 else 1):
        return False
    return sum(map(sum, rows)) >= _FILLED * len(rows) * columns


def without_slivers(grid: Grid, edges: list[float]) -> tuple[Grid, tuple[float, ...]]:
    """The grid without columns too narrow for words, and the column edges left.

    They lie between a cell's line and its tinted ground; what a row has in one belongs to the column beside it.
    """
    left = list(edges)
    for number in range(len(edges) - 2, -1, -1):
        if left[number + 1] - left[number] > _SLIVER or len(left) < 3:
            continue
        beside = number + 1 if number + 1 < len(left) - 1 else number - 1
        if any(row[number] and row[beside] for row in grid):
            continue
        low = min(number, beside)
        grid = [[*row[:low], row[low] or row[low + 1], *row[low + 2 :]] for row in grid]
        del left[low + 1]
    return grid, tuple(left)


def bold_head(grid: Grid) -> bool | None:
    """True when the first row, all in bold, is followed by one that is not, or by none (the page ends); else None."""
    heavy = [all(word.bold for cell in row for line in cell for run in line for word in run.words) for row in grid[:2]]
    alone = len(grid) == 1 and len(grid[0]) > 2
    return True if heavy[0] and all(grid[0]) and (alone or (len(heavy) == 2 and not heavy[1])) else None
