"""Tables of a PDF page, from the lines drawn round their cells or between their rows, as grids of words.

A grid drawn in full gives its cells as they are: what one over several rows says stands in each of them, so that every
row can be read alone. Where only lines across are drawn, the white between the words gives the columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.extract.pdf_layout import Run, page_rows
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import Box, Word

Rule = tuple[int, int, int]
Cell = list[list[Run]]  # the rows of runs in it

_WIDE = 80  # points: shorter lines across are not a table's
_NEAR = 3.0  # points two lines may miss each other by and still meet
_REPEATED = 120  # characters a cell over several rows may have to be said again in each of them
_FILLED = 0.4  # share of the cells that hold words: a drawing's boxes hold fewer


@dataclass(slots=True)
class Table:
    """A table: its box on the page, and its cells row by row (every row has the same number of cells)."""

    box: Box
    grid: list[list[Cell]]
    columns: tuple[float, ...]
    bold_head: bool = False


def find_tables(words: Sequence[Word], rules: Rules) -> Iterator[tuple[Table, list[Word]]]:
    """Each table of a page with the words in it; what is framed but has one row or one column is no table."""
    taken: list[Box] = []
    for xs, ys in _grids(rules):
        box = (xs[0], ys[0], xs[-1], ys[-1])
        inside = _inside(words, box)
        if any(_overlap(box, other) for other in taken) or not inside:
            continue
        grid = _ruled_cells(inside, xs, ys, rules)
        if _is_table(grid):
            taken.append(box)
            yield Table(box, grid, tuple(xs), _bold_head(grid)), inside
    for box, ys in _ladders(_outside(rules, taken), words):
        inside = _inside(words, box)
        if any(_overlap(box, other) for other in taken) or not inside:
            continue
        xs = white_columns(inside, box)
        grid = _ladder_cells(inside, xs, ys)
        if len(xs) > 2 and _is_table(grid):
            taken.append(box)
            yield Table(box, grid, tuple(xs), _bold_head(grid)), inside


# --- where tables are ---------------------------------------------------------------------------------------------


def _grids(rules: Rules) -> Iterator[tuple[list[float], list[float]]]:
    """The column and row edges of each group of lines that cross or touch one another."""
    for across, down in _connected(rules):
        xs = _merged(rule[0] for rule in down)
        ys = _merged(rule[0] for rule in across)
        if len(xs) >= 3 and len(ys) >= 2:
            yield xs, ys


def _connected(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that meet, the one with most lines first."""
    across, down = sorted(rules.across), sorted(rules.down)
    heights = [rule[0] for rule in across]
    groups: list[tuple[set[int], list[Rule]]] = []
    for rule in down:
        low, high = bisect_left(heights, rule[1] - _NEAR), bisect_right(heights, rule[2] + _NEAR)
        meeting = {n for n in range(low, high) if across[n][1] - _NEAR <= rule[0] <= across[n][2] + _NEAR}
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
    return abs(one[0] - other[0]) <= 1 and one[1] <= other[2] + _NEAR and other[1] <= one[2] + _NEAR


def _merged(places: Iterator[float] | Sequence[float]) -> list[float]:
    """Places in order, those nearer than three points to each other as one."""
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged


def _outside(rules: Rules, boxes: Sequence[Box]) -> list[Rule]:
    """The long lines across, from the top, that do not belong to a table already found."""
    return [
        (y, x0, x1)
        for y, x0, x1 in sorted(rules.across)
        if x1 - x0 >= _WIDE and not any(box[1] - 1 <= y <= box[3] + 1 and x0 < box[2] and box[0] < x1 for box in boxes)
    ]


def _ladders(rules: list[Rule], words: Sequence[Word]) -> Iterator[tuple[Box, list[float]]]:
    """Stretches between lines across of one width and place, one above the other, that hold columns of words."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        key = next((key for key in groups if abs(key[0] - rule[1]) <= _NEAR and abs(key[1] - rule[2]) <= _NEAR), None)
        groups.setdefault(key or (rule[1], rule[2]), []).append(rule)
    for (x0, x1), group in groups.items():
        ys = _merged([rule[0] for rule in group])
        stretch: list[float] = []
        for top, bottom in zip(ys, ys[1:], strict=False):
            if _has_columns(_inside(words, (x0, top, x1, bottom))):
                stretch = stretch or [top]
                stretch.append(bottom)
                continue
            if len(stretch) > 2:
                yield (x0, stretch[0], x1, stretch[-1]), stretch
            stretch = []
        if len(stretch) > 2:
            yield (x0, stretch[0], x1, stretch[-1]), stretch


def _has_columns(words: list[Word]) -> bool:
    """Whether words between two lines stand in columns: white between them, and no line of prose right across."""
    rows = page_rows(words)
    broken = [row for row in rows if len(row) > 1]
    if not broken or len(rows) > 3 * len(broken) + 2:
        return False
    inner = [(run.x0 + run.x1) / 2 for run in broken[0]]
    return not any(run.x0 < inner[0] and run.x1 > inner[-1] for row in rows for run in row)


# --- what is in the cells -----------------------------------------------------------------------------------------


def _ruled_cells(words: list[Word], xs: list[float], ys: list[float], rules: Rules) -> list[list[Cell]]:
    """The cells between lines; where the line between two is missing they are one."""
    width, height = len(xs) - 1, len(ys) - 1
    down, across = _drawn(xs, ys, rules.down), _drawn(ys, xs, rules.across)
    owner = [[(row, column) for column in range(width)] for row in range(height)]
    for row in range(height):
        for column in range(width):
            if column and not down[column][row]:
                owner[row][column] = owner[row][column - 1]
            elif row and not across[row][column]:
                owner[row][column] = owner[row - 1][column]
    content: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row, column = _slot(ys, (word.top + word.bottom) / 2), _slot(xs, (word.x0 + word.x1) / 2)
        content.setdefault(owner[row][column], []).append(word)
    cells = {place: page_rows(inside) for place, inside in content.items()}
    return [_row_cells(owner, row, cells) for row in range(height)]


def _drawn(edges: list[float], others: list[float], rules: Iterable[Rule]) -> list[bytearray]:
    """For each edge, beside which of the spaces between the ``others`` a line is drawn on it."""
    middles = [(start + end) / 2 for start, end in pairwise(others)]
    drawn = [bytearray(len(middles)) for _ in edges]
    for place, start, end in rules:
        first, last = bisect_left(middles, start - 1), bisect_right(middles, end + 1)
        for number in range(bisect_left(edges, place - _NEAR), bisect_right(edges, place + _NEAR)):
            drawn[number][first:last] = b"\1" * (last - first)
    return drawn


def _row_cells(owner: list[list[tuple[int, int]]], row: int, cells: dict[tuple[int, int], Cell]) -> list[Cell]:
    """One row's cells: one over several columns counts once, one over several rows is said again when it is short."""
    result: list[Cell] = []
    for column, place in enumerate(owner[row]):
        cell = cells.get(place, [])
        again = column > 0 and owner[row][column - 1] == place
        long = place[0] != row and sum(len(run.text) for line in cell for run in line) > _REPEATED
        result.append([] if again or long else cell)
    return result


def _slot(edges: list[float], at: float) -> int:
    """Between which two edges a place is; before the first and after the last counts as the outer ones."""
    return bisect_right(edges, at, 1, len(edges) - 1) - 1


def white_columns(words: list[Word], box: Box) -> list[float]:
    """Column edges where no word of any row stands; a row of one run only (a caption, a note) does not count."""
    rows = [row for row in page_rows(words) if len(row) > 1]
    edges = [box[0]]
    end = None
    for x0, x1 in sorted((run.x0, run.x1) for row in rows for run in row):
        if end is not None and x0 - end > 4:
            edges.append((x0 + end) / 2)
        end = max(end, x1) if end is not None else x1
    return [*edges, box[2]]


def _ladder_cells(words: list[Word], xs: list[float], ys: list[float]) -> list[list[Cell]]:
    """The cells between lines across; few lines over many rows of words mean that each row begins in column one."""
    bands: list[list[Word]] = [[] for _ in range(len(ys) - 1)]
    for word in words:
        bands[_slot(ys, (word.top + word.bottom) / 2)].append(word)
    grid: list[list[Cell]] = []
    for band in bands:
        lines = page_rows(band)
        firsts = [line for line in lines if line[0].x0 < xs[1]]
        apart = len(bands) <= 3 and len(firsts) > 1 and len(firsts) * 2 > len(lines)
        current: list[Cell] = []
        for line in lines:
            if not current or (apart and line[0].x0 < xs[1]):
                current = [[] for _ in range(len(xs) - 1)]
                grid.append(current)
            for run in line:
                current[_slot(xs, (run.x0 + run.x1) / 2)].append([run])
    return grid


def _inside(words: Sequence[Word], box: Box) -> list[Word]:
    x0, top, x1, bottom = box
    return [
        word
        for word in words
        if x0 - 1 <= (word.x0 + word.x1) / 2 <= x1 + 1 and top - 1 <= (word.top + word.bottom) / 2 <= bottom + 1
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_table(grid: list[list[Cell]]) -> bool:
    """Two rows of two cells or one of three with words at least, and not mostly empty."""
    filled = [[bool(cell) for cell in row] for row in grid]
    rows = [row for row in filled if any(row)]
    columns = sum(any(row[number] for row in filled) for number in range(len(filled[0]))) if filled else 0
    # One row of three cells can be the end of a table begun on the page before.
    if columns < 2 or sum(sum(row) > 1 for row in rows) < (2 if columns == 2 else 1):
        return False
    return sum(map(sum, rows)) >= _FILLED * len(rows) * columns


def _bold_head(grid: list[list[Cell]]) -> bool:
    """Whether the first row, and not the second, is all in bold."""
    heavy = [all(word.bold for cell in row for line in cell for run in line for word in run.words) for row in grid[:2]]
    return len(heavy) == 2 and heavy[0] and not heavy[1] and all(grid[0])
