"""Tables with no lines at all: figures in columns under their headings, as statistics are often set.

Only what is certain is taken: a label, then figures in every other column, row after row, and above each column its own
heading. Anything else stays as it is, with no headings paired to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from ingest.extract.pdf_boxes import Box
from ingest.extract.pdf_cells import Cell, Grid, Table, is_figures, is_year, slot, texts, white_columns
from ingest.extract.pdf_flow import CELL_GAP
from ingest.extract.pdf_ladders import labelled
from ingest.extract.pdf_layout import Run, page_rows
from ingest.extract.pdf_words import Word

_MIN_ROWS = 3
_ENDS = frozenset("0123456789%€‰")  # what figures end in
_FIGURES = 0.85  # share of the filled cells beside the labels that must be figures
_FILLED = 0.7  # share of the columns the rows must fill
_APART = 2.6  # line heights of white that end a table
_HEAD_LINES = 3

Rows = list[list[Run]]


def aligned_tables(words: Sequence[Word]) -> Iterator[tuple[Table, list[Word]]]:
    """Each table of figures among these words (those of other tables taken out), with its words."""
    if sum(word.text[-1] in _ENDS for word in words) < _MIN_ROWS:
        return  # a look at the letters costs a tenth of putting them in rows
    rows = page_rows(words)
    for first, last in _stretches(rows):
        body = rows[first:last]
        box = _box(body)
        xs = white_columns(body, box)
        grid = [_cells(row, xs) for row in body]
        if len(xs) < 3 or not _is_statistics(grid):
            continue
        above = _head(rows[max(0, first - _HEAD_LINES) : first], xs, body[0])
        head = _heading(above, xs)
        if not head:
            continue
        taken = [*above, *body]
        yield Table(_box(taken), texts([head, *labelled(grid)]), tuple(xs), True), _words(taken)


def _words(rows: Rows) -> list[Word]:
    return [word for row in rows for run in row for word in run.words]


def _stretches(rows: Rows) -> Iterator[tuple[int, int]]:
    """First and past the last of rows that hold figures behind a wide white, close below one another."""
    first: int | None = None
    misses = 0
    for number, row in enumerate(rows):
        close = number == 0 or row[0].top - rows[number - 1][0].bottom < _APART * _height(row)
        if row[0].table is not None or not close:
            fits = False
            misses = 99
        else:
            fits = _has_figures(row)
        if fits and first is None:
            first, misses = number, 0
        elif not fits and first is not None:
            # One line without figures may be the name of a group of rows, or the rest of a label.
            misses = misses + 1 if close and len(row) == 1 and row[0].table is None else 99
            if misses > 1:
                yield from _long_enough(rows, first, number if misses == 99 else number - 1)
                first = number if _has_figures(row) else None
                misses = 0
        elif fits or first is None:
            misses = 0
    if first is not None:
        yield from _long_enough(rows, first, len(rows))


def _long_enough(rows: Rows, first: int, last: int) -> Iterator[tuple[int, int]]:
    while last > first and not _has_figures(rows[last - 1]):
        last -= 1
    if sum(map(_has_figures, rows[first:last])) >= _MIN_ROWS:
        yield first, last


def _has_figures(row: Sequence[Run]) -> bool:
    """A label and figures, wide white between each."""
    if len(row) < 2 or row[0].table is not None or is_figures(row[0].text) or not any(map(str.isalpha, row[0].text)):
        return False
    if len(row[0].text) < 3 or row[0].text.endswith((".....", ". . .")):
        return False
    gaps = [after.x0 - run.x1 for run, after in zip(row, row[1:], strict=False)]
    return min(gaps) >= CELL_GAP * row[0].words[0].size and all(is_figures(run.text) for run in row[1:])


def _height(row: Sequence[Run]) -> float:
    return max(median(run.bottom - run.top for run in row), 4.0)


def _box(rows: Rows) -> Box:
    runs = [run for row in rows for run in row]
    return (
        min(run.x0 for run in runs),
        min(run.top for run in runs),
        max(run.x1 for run in runs),
        max(run.bottom for run in runs),
    )


def _cells(row: Sequence[Run], xs: Sequence[float]) -> list[Cell]:
    columns: list[list[Run]] = [[] for _ in range(len(xs) - 1)]
    for run in row:
        columns[slot(xs, (run.x0 + run.x1) / 2)].append(run)
    return [[runs] if runs else [] for runs in columns]


def _is_statistics(grid: Grid) -> bool:
    """Whether nearly all cells beside the labels hold figures, and most are filled.

    Two columns of them at least, or one where the figures are no page numbers (they go up and down).
    """
    columns = [[text for text in map(_text, column) if text] for column in list(zip(*grid, strict=True))[1:]]
    filled = [text for column in columns for text in column]
    rows = sum(any(row[1:]) for row in grid)
    if any(2 * sum(any(map(str.isdigit, text)) for text in column) <= len(column) for column in columns):
        return False
    if sum(map(is_figures, filled)) < _FIGURES * len(filled) or len(filled) < _FILLED * rows * len(columns):
        return False
    whole = [int(text) for text in filled if text.isdigit()]
    return len(columns) > 1 or len(whole) < len(filled) or whole != sorted(whole)


def _text(cell: Cell) -> str:
    return " ".join(run.text for line in cell for run in line)


def _head(above: Rows, xs: Sequence[float], first: Sequence[Run]) -> Rows:
    """The lines right above that keep to the columns of figures and hold none, years apart."""
    lines: Rows = []
    below = first
    for row in reversed(above):
        close = below[0].top - row[0].bottom < _APART * _height(row)
        figures = any(is_figures(run.text) and not is_year(run.text) for run in row)
        if not close or figures or row[0].table is not None or not _keeps(row, xs):
            break
        lines.insert(0, row)
        below = row
    return lines


def _keeps(row: Sequence[Run], xs: Sequence[float]) -> bool:
    """Whether no run of a heading's line stands in two columns, and one at least over the figures."""
    room = 4.0
    for run in row:
        number = slot(xs, (run.x0 + run.x1) / 2)
        if (number and run.x0 < xs[number] - room) or (number + 2 < len(xs) and run.x1 > xs[number + 1] + room):
            return False
    return any(slot(xs, (run.x0 + run.x1) / 2) for run in row)


def _heading(lines: Rows, xs: Sequence[float]) -> list[Cell] | None:
    """The headings, when every column of figures has one of its own; else None."""
    cells: list[Cell] = [[] for _ in range(len(xs) - 1)]
    for line in lines:
        for number, cell in enumerate(_cells(line, xs)):
            cells[number] = [*cells[number], *cell]
    words = [_text(cell) for cell in cells[1:]]
    return cells if all(words) and len(set(words)) == len(words) else None
