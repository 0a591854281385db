"""Cells that span columns and rows, laid out as a full grid in which each row can be read alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.compose import clean

_WIDEST = 200  # columns one cell may cover: a span beyond that is a slip or an attack
_MOST_COLUMNS = 500
_MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, how many columns and rows it covers, and whether it is marked as a heading."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the grid: its words, whether they are a heading, and whether a cell to the left covers it."""

    text: str = ""
    head: bool = False
    covered: bool = False


def lay_out(rows: Sequence[Sequence[Cell]]) -> list[list[Spot]]:
    """The grid: a cell's words stand in every row it covers, and in every column (``covered`` from the second on)."""
    grid: list[list[Spot]] = []
    pending: dict[int, tuple[int, Spot]] = {}  # column -> rows still to cover, what stands there
    size = 0
    for row in rows:
        line: list[Spot] = []
        for cell in row:
            if len(line) >= _MOST_COLUMNS:
                break
            _take_pending(line, pending)
            columns, below = min(max(cell.columns, 1), _WIDEST), min(max(cell.rows, 1), len(rows)) - 1
            for number in range(columns):
                spot = Spot(clean(cell.text), cell.head, covered=number > 0)
                if below:
                    pending[len(line)] = (below, spot)
                line.append(spot)
        _take_pending(line, pending)
        grid.append(line)
        size += len(line)
        if size > _MOST_CELLS:
            break
    return grid


def _take_pending(line: list[Spot], pending: dict[int, tuple[int, Spot]]) -> None:
    """Fill the places that cells from above reach into, up to the next free one."""
    while len(line) in pending:
        column = len(line)
        left, spot = pending[column]
        if left > 1:
            pending[column] = (left - 1, spot)
        else:
            del pending[column]
        line.append(spot)


def as_rows(grid: Sequence[Sequence[Spot]], heads: int) -> list[list[str]]:
    """The grid as rows of words: the first ``heads`` rows joined into one, no words doubled along a row below."""
    below = [["" if spot.covered else spot.text for spot in row] for row in grid[heads:]]
    return [_joined(grid[:heads]), *below] if heads else below


def _joined(rows: Sequence[Sequence[Spot]]) -> list[str]:
    """One heading for each column: what stands above it from top to bottom, each only once."""
    width = max((len(row) for row in rows), default=0)
    headings = []
    for column in range(width):
        words = [row[column].text for row in rows if column < len(row) and row[column].text]
        headings.append(", ".join(dict.fromkeys(words)))
    return headings


def heading_rows(grid: Sequence[Sequence[Spot]], stated: int) -> int:
    """How many rows hold headings: those stated, or marked as such throughout, or made by cells over several columns.

    A first row in which a heading covers several columns ("2024" over "previsto" and "speso") needs the row below to
    tell its columns apart, unless that row holds figures.
    """
    count = stated
    while not stated and count < len(grid) and len(grid[count]) > 1 and all(spot.head for spot in grid[count]):
        count += 1
    if count == 1 and len(grid) > 2 and _covers_some(grid[0]) and _all_words(grid[1]):
        count = 2
    return count if count < len(grid) or count == 1 else 0


def _covers_some(row: Sequence[Spot]) -> bool:
    return any(spot.covered for spot in row) and not all(spot.covered for spot in row[1:])


def _all_words(row: Sequence[Spot]) -> bool:
    filled = [spot.text for spot in row if spot.text]
    return len(filled) > 1 and not any(any(char.isdigit() for char in text) for text in filled)
