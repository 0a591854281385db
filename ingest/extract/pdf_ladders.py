"""Tables with lines across only: between two of them stands a row or a body of rows, the white gives the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.extract.pdf_boxes import Box
from ingest.extract.pdf_cells import NEAR, Cell, Grid, Rule, inside, is_figures, is_year, merged, slot, white_columns
from ingest.extract.pdf_layout import Run, page_rows
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import Word

_WIDE = 80  # points: shorter lines across are not a table's
_KEPT = 0.75  # share of a table's columns that must stay when the space under the next line is taken to it
_CROSSING = 0.3  # share of the rows under a line that may run across the columns
_MOST_LINES = 160  # a page has room for no more rows; lines closer together are hatching
_EMPTY = 40.0  # points: a higher space without words ends a table

Rows = list[list[Run]]


def ladders(rules: Rules, taken: Sequence[Box], words: Sequence[Word]) -> Iterator[tuple[list[float], Box, Grid]]:
    """Column edges, box and cells of each stretch of lines across, one above the other, that holds columns of words."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in _outside(rules, taken):
        key = next((key for key in groups if abs(key[0] - rule[1]) <= NEAR and abs(key[1] - rule[2]) <= NEAR), None)
        groups.setdefault(key or (rule[1], rule[2]), []).append(rule)
    for (x0, x1), group in groups.items():
        ys = merged(rule[0] for rule in group)
        if not 3 <= len(ys) <= _MOST_LINES:
            continue
        bands = [page_rows(inside(words, (x0, top, x1, bottom))) for top, bottom in pairwise(ys)]
        for first, last in _stretches(bands, ys, x0, x1):
            box = (float(x0), ys[first], float(x1), ys[last])
            xs = white_columns([row for band in bands[first:last] for row in band], box)
            yield xs, box, _cells(bands[first:last], xs)


def _outside(rules: Rules, boxes: Sequence[Box]) -> list[Rule]:
    """The long lines across, from the top, that do not belong to a table already found."""
    return [
        (y, x0, x1)
        for y, x0, x1 in sorted(rules.across)
        if x1 - x0 >= _WIDE and not any(box[1] - 1 <= y <= box[3] + 1 and x0 < box[2] and box[0] < x1 for box in boxes)
    ]


def _stretches(bands: list[Rows], ys: list[float], x0: int, x1: int) -> Iterator[tuple[int, int]]:
    """First and last line of each stretch whose spaces hold the same columns; two spaces at least."""
    first: int | None = None
    for number, band in enumerate([*bands, None]):
        if first is not None and band is not None:
            rows = [row for each in bands[first:number] for row in each]
            if _belongs(rows, band, (x0, ys[number], x1, ys[number + 1])):
                continue
        if first is not None and number - first > 1:
            yield first, number
        first = number if band is not None and _has_columns(band) else None


def _belongs(rows: Rows, band: Rows, box: Box) -> bool:
    """Whether the words under a line stand in the columns of those above it."""
    if not band:
        return box[3] - box[1] <= _EMPTY
    before = white_columns(rows, box)
    together = white_columns([*rows, *band], box)
    crossing = sum(any(slot(together, run.x0 + 1) != slot(together, run.x1 - 1) for run in row) for row in band)
    return len(together) >= max(3, _KEPT * len(before)) and crossing <= _CROSSING * len(band)


def _has_columns(rows: Rows) -> bool:
    """Whether words between two lines stand in columns: white between them, and no line of prose right across."""
    broken = [row for row in rows if len(row) > 1]
    if not broken or len(rows) > 3 * len(broken) + 2:
        return False
    inner = [(run.x0 + run.x1) / 2 for run in broken[0]]
    return not any(run.x0 < inner[0] and run.x1 > inner[-1] for row in rows for run in row)


def _cells(bands: list[Rows], xs: list[float]) -> Grid:
    """The cells between lines across; few lines over many rows of words mean that each row begins in column one."""
    grid: Grid = []
    for number, band in enumerate(bands):
        rows = [_row(line, xs) for line in band]
        texts = [_text(cell) for row in rows for cell in row]
        head = number == 0 and len(bands) > 1 and not any(is_figures(text) and not is_year(text) for text in texts)
        if not head and len(bands) <= 3 and _stand_apart(rows):
            grid += labelled(rows)
        elif rows:
            grid.append([[line for row in rows for line in row[column]] for column in range(len(xs) - 1)])
    return grid


def _row(line: list[Run], xs: list[float]) -> list[Cell]:
    cells: list[list[Run]] = [[] for _ in range(len(xs) - 1)]
    for run in line:
        cells[slot(xs, (run.x0 + run.x1) / 2)].append(run)
    return [[cell] if cell else [] for cell in cells]


def _stand_apart(rows: list[list[Cell]]) -> bool:
    """Whether each line is a row of its own: most have a first cell and another one."""
    starts = [row for row in rows if row[0] and any(row[1:])]
    return len(starts) > 1 and len(starts) * 2 > len(rows)


def labelled(rows: list[list[Cell]]) -> Iterator[list[Cell]]:
    """Rows of one line each; a line without a first cell, or with the small-lettered rest of one, goes on with them."""
    current: list[Cell] | None = None
    for row in rows:
        rest = bool(row[0]) and not any(row[1:]) and row[0][0][0].text[:1].islower()
        if current is not None and (rest or not row[0]):
            current = [[*above, *below] for above, below in zip(current, row, strict=True)]
            continue
        if current is not None:
            yield current
        current = row
    if current is not None:
        yield current


def _text(cell: Cell) -> str:
    return " ".join(run.text for line in cell for run in line)
