"""Tables drawn in full: lines across and down that meet give the cells as they are.

What a cell over several rows says stands in each of them, so that every row can be read alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.extract.pdf_cells import NEAR, Cell, Grid, Rule, merged, slot
from ingest.extract.pdf_layout import page_rows
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import Word

_REPEATED = 120  # characters a cell over several rows may have to be said again in each of them
_APART = 1.2  # line heights of white inside a cell from which on it may be two
_OPEN = 8.0  # points lines down must stand out over the last line across: then a row is open there
_LONE_FIGURES = re.compile(r"^[€$+-]?[\d.,/-]+%?$")
_Place = tuple[int, int]


def grids(rules: Rules) -> Iterator[tuple[list[float], list[float], bool]]:
    """The column and row edges of each group of lines that meet, and whether its first row is open above."""
    for across, down in _connected(rules):
        xs = merged(rule[0] for rule in down)
        ys = merged(rule[0] for rule in across)
        if len(xs) < 3 or not ys:
            continue
        # A page's end cuts a row: its sides are drawn, but no line above what goes on on the next page.
        top, bottom = _reach(down, xs, 1, ys[0]), _reach(down, xs, 2, ys[-1])
        edges = [*([top] if top is not None else []), *ys, *([bottom] if bottom is not None else [])]
        if len(edges) >= 2:
            yield xs, edges, top is not None


def _reach(down: Sequence[Rule], xs: Sequence[float], end: int, last: float) -> float | None:
    """How far most lines down stand out above (1) or below (2) the last line across, None when they do not."""
    sign = -1 if end == 1 else 1
    out = [rule for rule in down if sign * (rule[end] - last) > _OPEN]
    if len({slot(xs, rule[0] + NEAR) for rule in out}) < 0.7 * (len(xs) - 1):
        return None
    return float(sorted((rule[end] for rule in out), key=lambda at: sign * at)[len(out) // 2])


def _connected(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that meet, the one with most lines first."""
    across, down = sorted(rules.across), sorted(rules.down)
    heights = [rule[0] for rule in across]
    groups: list[tuple[set[int], list[Rule]]] = []
    for rule in down:
        low, high = bisect_left(heights, rule[1] - NEAR), bisect_right(heights, rule[2] + NEAR)
        meeting = {n for n in range(low, high) if across[n][1] - NEAR <= rule[0] <= across[n][2] + NEAR}
        lines, apart = [rule], []
        for group in groups:
            if not meeting.isdisjoint(group[0]) or any(_touch(each, rule) for each in reversed(group[1])):
                meeting |= group[0]
                lines = group[1] + lines
            else:
                apart.append(group)
        groups = [*apart, (meeting, lines)]
    for meeting, lines in sorted(groups, key=lambda group: -len(group[0]) - len(group[1])):
        yield [across[number] for number in meeting], lines


def _touch(one: Rule, other: Rule) -> bool:
    return abs(one[0] - other[0]) <= 1 and one[1] <= other[2] + NEAR and other[1] <= one[2] + NEAR


def grid_cells(
    words: Iterable[Word], xs: list[float], ys: list[float], rules: Rules
) -> tuple[Grid, tuple[int, ...]] | None:
    """The cells between lines, those with no line between them as one; and where each column's first cell begins.

    None when a cell with words is no rectangle: those are the boxes of a drawing.
    """
    down, across = _drawn(xs, ys, rules.down), _drawn(ys, xs, rules.across)
    spaces: dict[_Place, list[Word]] = {}
    high, wide = len(ys) - 1, len(xs) - 1
    for word in words:
        row = bisect_right(ys, (word.top + word.bottom) / 2, 1, high) - 1  # slot(), without the call
        column = bisect_right(xs, (word.x0 + word.x1) / 2, 1, wide) - 1
        spaces.setdefault((row, column), []).append(word)
    _add_missing(across, spaces)
    owner = _owners(down, across)
    content: dict[_Place, list[Word]] = {}
    for (row, column), within in sorted(spaces.items()):
        content.setdefault(owner[row][column], []).extend(within)
    if not _rectangles(owner, content):
        return None
    cells = {place: page_rows(inside) for place, inside in content.items()}
    for place, cell in list(cells.items()):
        if len(cell) > 1:
            _undo_span(owner, place, cells, ys)
    return [_row_cells(owner, row, cells) for row in range(len(owner))], tuple(column for _, column in owner[0])


def _add_missing(across: list[bytearray], spaces: dict[_Place, list[Word]]) -> None:
    """Draw a line left out under some columns where most of them show wide white between words above and below."""
    places = _Heights(spaces)
    wide: list[int] = []
    for edge in range(1, len(across) - 1):
        missing = [column for column, drawn in enumerate(across[edge]) if not drawn]
        if not missing or len(missing) == len(across[edge]):
            continue
        white = [gap for column in missing if (gap := _white(across, places, edge, column)) is not None]
        if len(white) > 1 and sum(gap > _APART for gap in white) > 0.7 * len(white):
            wide.append(edge)
    for edge in wide:  # all at once: where two lines may be the missing one, what stands between goes with neither
        across[edge][:] = b"\1" * len(across[edge])


class _Heights(dict[_Place, tuple[float, float]]):
    """Where the words of each space begin and end, worked out where it is asked for."""

    def __init__(self, spaces: dict[_Place, list[Word]]) -> None:
        super().__init__()
        self.spaces = spaces

    def __missing__(self, place: _Place) -> tuple[float, float]:
        words = self.spaces[place]
        self[place] = found = min([word.top for word in words]), max([word.bottom for word in words])
        return found


def _white(across: list[bytearray], places: _Heights, edge: int, column: int) -> float | None:
    """The white between the nearest words above and below an edge, in one cell, in line heights; None for no words."""
    row, spaces = edge - 1, places.spaces
    while row > 0 and (row, column) not in spaces and not across[row][column]:
        row -= 1
    below = edge
    while below < len(across) - 2 and (below, column) not in spaces and not across[below + 1][column]:
        below += 1
    if (row, column) not in spaces or (below, column) not in spaces:
        return None
    above, under = places[row, column], places[below, column]
    return (under[0] - above[1]) / max(min(above[1] - above[0], under[1] - under[0], 12.0), 4.0)


def _undo_span(owner: list[list[_Place]], place: _Place, cells: dict[_Place, Cell], ys: list[float]) -> None:
    """Give each row its own line where a cell over several rows holds one in each: the lines between were left out.

    So it must be figures, the same words again, or one line in nearly each of three rows or more: not a label that
    stands over two lines in the middle of its rows.
    """
    column, rows = place[1], [row for row in range(len(owner)) if owner[row][place[1]] == place]
    cell = cells[place]
    by_row = [(slot(ys, (line[0].top + line[0].bottom) / 2), line) for line in cell]
    if len(rows) < 2 or len({row for row, _ in by_row}) < len(by_row):
        return
    texts = [" ".join(run.text for run in line) for line in cell]
    figures = all(_LONE_FIGURES.match(text) for text in texts)
    again = len(set(texts)) < len(texts)
    if not figures and not again and not (len(texts) > 2 and len(texts) >= 0.8 * len(rows)):
        return
    del cells[place]
    for row in rows:
        owner[row][column] = (row, column)
    for row, line in by_row:
        cells[row, column] = [line]


def _owners(down: list[bytearray], across: list[bytearray]) -> list[list[_Place]]:
    """For each space between lines the first space (row, column) of the cell it belongs to."""
    width, height = len(down) - 1, len(across) - 1
    owner = [[(row, column) for column in range(width)] for row in range(height)]
    for row in range(height):
        for column in range(width):
            if column and not down[column][row]:
                owner[row][column] = owner[row][column - 1]
            elif row and not across[row][column]:
                owner[row][column] = owner[row - 1][column]
    return owner


def _drawn(edges: list[float], others: list[float], rules: Iterable[Rule]) -> list[bytearray]:
    """For each edge, beside which of the spaces between the ``others`` a line is drawn on it."""
    middles = [(start + end) / 2 for start, end in pairwise(others)]
    drawn = [bytearray(len(middles)) for _ in edges]
    for place, start, end in rules:
        first, last = bisect_left(middles, start - 1), bisect_right(middles, end + 1)
        for number in range(bisect_left(edges, place - NEAR), bisect_right(edges, place + NEAR)):
            drawn[number][first:last] = b"\1" * (last - first)
    return drawn


def _rectangles(owner: list[list[_Place]], content: Iterable[_Place]) -> bool:
    """Whether every cell that holds words covers a rectangle of spaces."""
    spaces: dict[_Place, list[_Place]] = {}
    for row, places in enumerate(owner):
        for column, place in enumerate(places):
            if place != (row, column) or place in spaces:
                spaces.setdefault(place, [place]).append((row, column))
    for place in content:
        covered = spaces.get(place)
        if covered:
            rows, columns = {row for row, _ in covered}, {column for _, column in covered}
            if len(rows) * len(columns) != len(set(covered)):
                return False
    return True


def _row_cells(owner: list[list[_Place]], row: int, cells: dict[_Place, Cell]) -> list[Cell]:
    """One row's cells: one over several columns counts once, one over several rows is said again when it is short."""
    result: list[Cell] = []
    places = owner[row]
    for column, place in enumerate(places):
        cell = cells.get(place)
        again = column > 0 and places[column - 1] == place
        if cell is None or again or (place[0] != row and _length(cell) > _REPEATED):
            result.append([])
        else:
            result.append(cell)
    return result


def _length(cell: Cell) -> int:
    return sum(len(run.text) for line in cell for run in line)
