"""Tables of which only the head is drawn in full: the rows below stand in its columns, with no lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.extract.pdf_cells import Cell, Grid, slot
from ingest.extract.pdf_layout import Run, page_rows
from ingest.extract.pdf_words import Word

_APART = 2.5  # line distances of white that end such a table
_FILLED = 0.4  # share of the columns each row must fill, and three at least
_FIGURE = re.compile(r"\d")


def has_head(row: Sequence[Cell]) -> bool:
    """Whether a row of cells can be a head: three cells at least, all filled, none with figures."""
    texts = [" ".join(run.text for line in cell for run in line) for cell in row]
    return len(texts) >= 3 and all(texts) and not any(_FIGURE.search(text) for text in texts)


def rows_below(words: Sequence[Word], xs: Sequence[float], bottom: float) -> tuple[Grid, list[Word], float]:
    """The rows from here down whose words keep to the columns: their cells, their words, and where they end."""
    below = [
        word for word in words if word.top + word.bottom > 2 * bottom and xs[0] - 2 <= word.x0 and word.x1 <= xs[-1] + 2
    ]
    grid: Grid = []
    taken: list[Word] = []
    end = bottom
    for row in _closed_up(page_rows(below), bottom):
        cells = _in_columns(row, xs)
        if cells is None or sum(map(bool, cells)) < max(3, _FILLED * len(cells)):
            break
        grid.append(cells)
        taken += [word for run in row for word in run.words]
        end = max(run.bottom for run in row)
    return grid, taken, end


def _closed_up(rows: Sequence[list[Run]], bottom: float) -> Iterator[list[Run]]:
    """The rows up to the first wide white between two of them."""
    heights = [row[0].bottom - row[0].top for row in rows]
    limit = _APART * median(heights) if heights else 0.0
    for row in rows:
        if row[0].top - bottom > limit:
            return
        yield row
        bottom = row[0].bottom


def _in_columns(row: Sequence[Run], xs: Sequence[float]) -> list[Cell] | None:
    """A row's words by column; None when a word stands across an edge."""
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for run in row:
        for word in run.words:
            room = 0.25 * word.size
            number = slot(xs, (word.x0 + word.x1) / 2)
            if word.x0 < xs[number] - room or word.x1 > xs[number + 1] + room:
                return None
            columns[number].append(word)
    return [page_rows(words) if words else [] for words in columns]
