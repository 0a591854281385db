"""What a document prints on every page: running headers, footers and page numbers, found by repetition.

No list of known words: a run of words is furniture when the same ones (figures apart) stand at the same height near the
edge of other pages. Odd and even pages may differ and a chapter's name changes on the way: pages up to two away count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from ingest.extract.pdf_layout import Run

Rows = list[list[Run]]
_Places = dict[tuple[str, int], dict[int, list[int]]]  # words and about what height -> page -> the figures in them

_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]{1,7}$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:pag(?:ina|e)?\.?|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|di|of|sur|de)\s*\d{1,4})?[\W_]*$",
    re.IGNORECASE,
)
_EDGE_ROWS = 8  # rows from the top and from the bottom that may hold furniture
_EDGE = 0.16  # and the share of the page's height they must stand in
_NEAR = 4.0  # points a run may move up or down from one page to another
_REPEATS = 3  # pages it must stand on


def remove_furniture(pages: list[Rows], heights: list[float], labels: list[str]) -> list[Rows]:
    """The pages without their furniture; of a table's head repeated on each page (three cells or more) one stays."""
    places: _Places = defaultdict(dict)
    edges = [_edge_rows(rows, height) for rows, height in zip(pages, heights, strict=True)]
    for page, numbers in enumerate(edges):
        for run in (run for number in numbers for run in pages[page][number]):
            places[_key(run), int(run.top / _NEAR)][page] = _figures(run)
    names = _inner_words(pages, edges)
    places = {place: seen for place, seen in places.items() if place[0] not in names}
    kept: list[Rows] = []
    heads: set[str] = set()
    for page, rows in enumerate(pages):
        left = []
        for number, row in enumerate(rows):
            if number in edges[page]:
                row = _without_furniture(row, page, places, labels, heads)
            if row:
                left.append(row)
        kept.append(left)
    return kept if any(kept) else pages  # a form filled in the same way on every page is all there is


def _inner_words(pages: list[Rows], edges: list[set[int]]) -> set[str]:
    """The words that stand as often in the middle of pages as near their edges: names of fields, no running heads."""
    inner: Counter[str] = Counter()
    outer: Counter[str] = Counter()
    for rows, numbers in zip(pages, edges, strict=True):
        for number, row in enumerate(rows):
            if row[0].table is None:
                (outer if number in numbers else inner).update([_key(run) for run in row])
    return {key for key, count in inner.items() if count >= max(_REPEATS, outer[key]) and key.strip("#.,/ ")}


def _without_furniture(row: list[Run], page: int, places: _Places, labels: list[str], heads: set[str]) -> list[Run]:
    """What is left of a row at the page's edge."""
    repeated = [_repeats(places, run, page) for run in row]
    if len(row) >= 3 and all(repeated):
        key = "|".join(_key(run) for run in row)
        if key not in heads and not any(_is_page_number(run, page, labels) for run in row):
            heads.add(key)
            return row
    left = [run for run, again in zip(row, repeated, strict=True) if not again]
    return [] if all(_is_page_number(run, page, labels) for run in left) else left


def _edge_rows(rows: Rows, height: float) -> set[int]:
    top = [number for number in range(min(_EDGE_ROWS, len(rows))) if rows[number][0].bottom < _EDGE * height]
    low = range(max(0, len(rows) - _EDGE_ROWS), len(rows))
    # A page that ends early has its number, the last row, higher up.
    last = {len(rows) - 1} if rows and rows[-1][0].top > 0.6 * height and len(rows[-1]) == 1 else set()
    return {*top, *last, *(number for number in low if rows[number][0].top > (1 - _EDGE) * height)}


def _key(run: Run) -> str:
    text = run.text.casefold()
    return "#" if _ROMAN.match(text) else _FIGURES.sub("#", text)


def _figures(run: Run) -> list[int]:
    return [int(figure) for figure in _FIGURES.findall(run.text)]


def _repeats(places: _Places, run: Run, page: int) -> bool:
    """Whether the run stands at this height on a page at most two away, and on three pages in all.

    Its figures must be the same there, or count the pages: "Tabella 3" and "Tabella 7" are no running heads.
    """
    key, height, mine = _key(run), int(run.top / _NEAR), _figures(run)
    same: dict[int, list[int]] = {}
    for near in (height - 1, height, height + 1):
        same |= places.get((key, near), {})
    if len(same) < _REPEATS:
        return False
    return any(
        all(other - own in (0, away) for own, other in zip(mine, same[page + away], strict=False))
        for away in (-2, -1, 1, 2)
        if page + away in same
    )


def _is_page_number(run: Run, page: int, labels: list[str]) -> bool:
    """Whether the run is this page's number, counted or as labelled, and nothing else."""
    found = _PAGE_NUMBER.match(run.text)
    return found is not None and found[1].casefold() in (str(page + 1), labels[page].casefold())
