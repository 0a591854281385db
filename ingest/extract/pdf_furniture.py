"""What a document prints on every page: running headers, footers and page numbers, found by repetition.

No list of known words: a row is furniture when the same words (figures apart) stand at the same height near the edge of
other pages. Odd and even pages may differ, and a chapter's name changes on the way, so pages up to two away count.
"""

from __future__ import annotations

import re
from collections import defaultdict

from ingest.extract.pdf_layout import Run

Rows = list[list[Run]]

_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]{1,7}$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:pag(?:ina|e)?\.?|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|di|of|sur|de)\s*\d{1,4})?[\W_]*$",
    re.IGNORECASE,
)
_EDGE_ROWS = 4  # rows from the top and from the bottom that may be furniture
_EDGE = 0.16  # and the share of the page's height they must stand in
_NEAR = 4.0  # points a row may move from one page to another
_REPEATS = 3  # pages it must stand on


def remove_furniture(pages: list[Rows], heights: list[float], labels: list[str]) -> list[Rows]:
    """The pages without their furniture. A repeated row of three columns or more is a table's head: its first stays."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    edges = [_edge_rows(rows, height) for rows, height in zip(pages, heights, strict=True)]
    for page, numbers in enumerate(edges):
        for number in numbers:
            row = pages[page][number]
            places[_key(row)].append((page, row[0].top))
    kept: list[Rows] = []
    heads: set[str] = set()
    for page, rows in enumerate(pages):
        gone = set()
        for number in edges[page]:
            row = rows[number]
            if _repeats(places[_key(row)], page, row[0].top):
                key = _key(row)
                if len(row) < 3 or key in heads or _is_page_number(row, page, labels):
                    gone.add(number)
                heads.add(key)
            elif _is_page_number(row, page, labels):
                gone.add(number)
        kept.append([row for number, row in enumerate(rows) if number not in gone])
    return kept


def _edge_rows(rows: Rows, height: float) -> list[int]:
    top = [number for number in range(min(_EDGE_ROWS, len(rows))) if rows[number][0].bottom < _EDGE * height]
    low = range(max(0, len(rows) - _EDGE_ROWS), len(rows))
    return sorted({*top, *(number for number in low if rows[number][0].top > (1 - _EDGE) * height)})


def _key(row: list[Run]) -> str:
    text = " ".join(run.text for run in row).casefold()
    return "#" if _ROMAN.match(text) else _FIGURES.sub("#", text)


def _repeats(places: list[tuple[int, float]], page: int, top: float) -> bool:
    """Whether the row stands at this height on a page at most two away, and on three pages in all."""
    same = {other for other, height in places if abs(height - top) <= _NEAR}
    return len(same) >= _REPEATS and any(0 < abs(other - page) <= 2 for other in same)


def _is_page_number(row: list[Run], page: int, labels: list[str]) -> bool:
    """Whether the row is this page's number, counted or as labelled, and nothing else."""
    found = _PAGE_NUMBER.match(" ".join(run.text for run in row))
    return found is not None and found[1].casefold() in (str(page + 1), labels[page].casefold())
