"""Lines in reading order: columns are found by the white between them, above and below full-width lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ingest.extract.pdf_layout import Line, Run

# In units of the type size: the white between two columns may be as little as 0.8 (LaTeX sets 10 points of white beside
# 10-point type).
_GUTTER = 0.75
_MIN_LINES = 4  # lines each column must have
_MIN_COLUMN = 11.0  # type sizes a column must be wide: narrower is a table's cell
_FILL = 0.55  # how much of a column's width its lines fill in the middle: a table's cells fill less
_FILL_OF_LIST, _FILL_OF_PROSE = 0.4, 0.75  # a column of prose may stand beside one with a list of short items


def reading_order(rows: list[list[Run]], page: int) -> list[Line]:
    """The lines of a page in the order they are read."""
    return [line for line in _ordered(rows, page, 0) if line.runs]


def _ordered(rows: list[list[Run]], page: int, depth: int, *, card: bool = False) -> Iterator[Line]:
    found = _find_gutter(rows) if depth < 6 else None
    if found is None:
        left = min((row[0].x0 for row in rows), default=0.0)
        right = max((row[-1].x1 for row in rows), default=0.0)
        for row in rows:
            if row[0].inner is None:
                yield Line(row, left, right, page, card)
            else:
                yield from _ordered(row[0].inner, page, depth + 1, card=True)
        return
    first, last, gutter = found
    inside = rows[first:last]
    yield from _ordered(rows[:first], page, depth + 1)
    yield from _ordered(_side(inside, gutter, left=True), page, depth + 1)
    yield from _ordered(_side(inside, gutter, left=False), page, depth + 1)
    yield from _ordered(rows[last:], page, depth + 1)


def _side(rows: list[list[Run]], gutter: float, *, left: bool) -> list[list[Run]]:
    return [side for row in rows if (side := [run for run in row if (run.x1 <= gutter) == left])]


def _find_gutter(rows: list[list[Run]], *, inner: bool = False) -> tuple[int, int, float] | None:
    """The stretch of rows (first, past the last) that has two columns, and where the white between them is.

    ``inner``: the rows are those of one column, looked at for columns inside it.
    """
    best: tuple[tuple[int, float], tuple[int, int, float]] | None = None
    for gutter in _candidates(rows):
        for first, last in _clear_stretches(rows, gutter):
            score = _score(rows[first:last], gutter, inner=inner)
            if score[0] and (best is None or score > best[0]):
                best = score, (first, last, gutter)
    return best[1] if best else None


def _candidates(rows: list[list[Run]]) -> list[float]:
    """Where a right column may begin: where at least two runs do, the commonest places first."""
    places = Counter(round(run.x0) for row in rows for run in row)
    clusters: list[list[int]] = []  # a heading, a bullet and the text of one column begin a few points apart
    for place in sorted(places):
        if clusters and place - clusters[-1][-1] <= 4:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    counts = [(sum(places[place] for place in cluster), cluster[0] - 1.0) for cluster in clusters]
    return [place for count, place in sorted(counts, reverse=True)[:8] if count >= 2]


def _type(run: Run) -> float:
    return max(run.words[0].size, 1.0)


def _clear_stretches(rows: list[list[Run]], gutter: float) -> Iterator[tuple[int, int]]:
    """Stretches of rows that leave the white in front of this place free."""
    first = None
    for number, row in enumerate(rows):
        crossed = any(run.x0 < gutter and run.x1 > gutter - _GUTTER * _type(run) for run in row)
        if crossed and first is not None:
            yield first, number
            first = None
        elif not crossed and first is None:
            first = number
    if first is not None:
        yield first, len(rows)


def _widest_gap(row: list[Run]) -> float:
    return max((after.x0 - run.x1 for run, after in pairwise(row)), default=0.0)


def _are_columns(rows: list[list[Run]]) -> bool:
    """Whether rows with wide white inside are columns of prose themselves: then the page has three or more."""
    found = _find_gutter(rows, inner=True)
    return found is not None and found[1] - found[0] >= 0.7 * len(rows)


def _score(rows: list[list[Run]], gutter: float, *, inner: bool) -> tuple[int, float]:
    """How many lines stand in the shorter of two columns of prose (0 when they are not that), and the white between."""
    sides = [_side(rows, gutter, left=True), _side(rows, gutter, left=False)]
    if min(len(side) for side in sides) < _MIN_LINES:
        return 0, 0.0
    edges = [(min(row[0].x0 for row in side), max(row[-1].x1 for row in side)) for side in sides]
    fills: list[float] = []
    for side, (left, right) in zip(sides, edges, strict=True):
        size = median(_type(row[0]) for row in side)
        if right - left < _MIN_COLUMN * size:
            return 0, 0.0
        fills.append(median((row[-1].x1 - row[0].x0) / (right - left) for row in side))
        if median(_widest_gap(row) for row in side) > 2.5 * size and (inner or not _are_columns(side)):
            return 0, 0.0
    if min(fills) < _FILL and not (min(fills) >= _FILL_OF_LIST and max(fills) >= _FILL_OF_PROSE):
        return 0, 0.0
    tops = [side[0][0].top for side in sides]
    bottoms = [side[-1][0].bottom for side in sides]
    shared = min(bottoms) - max(tops)
    shorter = min(bottom - top for bottom, top in zip(bottoms, tops, strict=True))
    white = edges[1][0] - edges[0][1]
    return (min(len(side) for side in sides), white) if shared > 0.6 * shorter else (0, 0.0)
