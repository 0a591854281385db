"""The tables of a PDF page, as grids of words: those drawn in full first, then those with lines across only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.extract.pdf_cells import Grid, Table, bold_head, inside, is_table, overlap, without_slivers
from ingest.extract.pdf_grids import grid_cells, grids
from ingest.extract.pdf_headed import has_head, rows_below
from ingest.extract.pdf_ladders import ladders
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import Box, Word

Found = tuple[Table, list[Word]]


def find_tables(words: Sequence[Word], rules: Rules) -> Iterator[Found]:
    """Each table of a page with the words in it; what is framed but has one row or one column is no table."""
    taken: list[Box] = []
    for table, within in _drawn(words, rules):
        if not any(overlap(table.box, other) for other in taken):
            taken.append(table.box)
            yield table, within
    for xs, box, cells in ladders(rules, list(taken), words):
        if len(xs) > 2 and is_table(cells) and not any(overlap(box, other) for other in taken):
            taken.append(box)
            yield Table(box, cells, tuple(xs), bold_head(cells)), inside(words, box)


def _drawn(words: Sequence[Word], rules: Rules) -> Iterator[Found]:
    """Grids of lines, with the rows below them that keep to their columns."""
    for xs, ys, open_top in grids(rules):
        within = inside(words, (xs[0], ys[0], xs[-1], ys[-1]))
        if not within:
            continue
        cells = grid_cells(within, xs, ys, rules)
        bottom = ys[-1]
        if cells is None:  # where lines are drawn here and there, the head alone may be whole
            bottom = ys[1]
            within = inside(words, (xs[0], ys[0], xs[-1], bottom))
            cells = grid_cells(within, xs, ys[:2], rules) if within else None
            if cells is None or not has_head(cells[0]):
                continue
        if not is_table(cells):
            continue
        cells, columns = without_slivers(cells, xs)
        more: Grid = []
        if has_head(cells[0]):
            more, words_below, end = rows_below(words, columns, bottom)
            if len(more) > 1:
                cells, within, bottom = cells + more, within + words_below, end
        head = True if len(more) > 1 else bold_head(cells)
        yield Table((xs[0], ys[0], xs[-1], bottom), cells, columns, head, open_top), within
