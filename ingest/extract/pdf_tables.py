"""The tables of a PDF page, as grids of words: those drawn in full, those with lines across only, those with none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.extract.pdf_aligned import aligned_tables
from ingest.extract.pdf_boxes import Box
from ingest.extract.pdf_cells import Table, bold_head, inside, is_table, overlap, texts, without_slivers
from ingest.extract.pdf_grids import grid_cells, grids
from ingest.extract.pdf_headed import has_head, rows_below
from ingest.extract.pdf_ladders import ladders
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import Word

Found = tuple[Table, list[Word]]


def find_tables(words: Sequence[Word], rules: Rules) -> Iterator[Found]:
    """Each table of a page with the words in it; what is framed but has one row or one column is no table."""
    taken: list[Box] = []
    gone: set[int] = set()
    for table, within in _drawn(words, rules):
        if not any(overlap(table.box, other) for other in taken):
            taken.append(table.box)
            gone.update(map(id, within))
            yield table, within
    for xs, box, cells in ladders(rules, list(taken), words):
        if len(xs) > 2 and is_table(cells) and not any(overlap(box, other) for other in taken):
            taken.append(box)
            within = inside(words, box)
            gone.update(map(id, within))
            yield Table(box, texts(cells), tuple(xs), bold_head(cells)), within
    yield from aligned_tables([word for word in words if id(word) not in gone])


def _drawn(words: Sequence[Word], rules: Rules) -> Iterator[Found]:
    """Grids of lines, with the rows below them that keep to their columns."""
    for xs, ys, open_top in grids(rules):
        within = inside(words, (xs[0], ys[0], xs[-1], ys[-1]))
        if not within:
            continue
        found, bottom = grid_cells(within, xs, ys, rules), ys[-1]
        if found is None:  # where lines are drawn here and there, the head alone may be whole
            bottom = ys[1]
            within = inside(words, (xs[0], ys[0], xs[-1], bottom))
            found = grid_cells(within, xs, ys[:2], rules) if within else None
            if found is None or not has_head(found[0][0]):
                continue
        if not is_table(found[0]):
            continue
        cells, columns = without_slivers(found[0], xs)
        over = found[1] if len(columns) == len(xs) else ()
        head = bold_head(cells)
        if has_head(cells[0]):
            more, words_below, end = rows_below(words, columns, bottom)
            if len(more) > 1:
                cells, within, bottom, head = cells + more, within + words_below, end, True
        yield Table((xs[0], ys[0], xs[-1], bottom), texts(cells), columns, head, open_top, over), within
