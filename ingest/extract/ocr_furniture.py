"""Running heads, footers and page numbers of scanned pages: repeated too, but never quite alike nor quite in place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from difflib import SequenceMatcher

from ingest.extract.pdf_layout import Run

Rows = list[list[Run]]

_EDGE = 0.12  # share of the page's height at the top and at the bottom where they stand
_NEAR = 20.0  # points by which the sheet may lie higher or lower on the glass
_ALIKE = 0.8  # share of letters that must be the same: "Regesto : sintesi", "Regesto - sintesl"
_REPEATS = 2  # other pages, of the two before and the two after, that must have it
_LETTERS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(\d{1,4})\W*")


def without_running_heads(pages: list[Rows], heights: list[float], scanned: Set[int]) -> list[Rows]:
    """The pages, those of ``scanned`` without the runs at their edges that pages near them have as well."""
    edges = {page: _edge_runs(pages[page], heights[page]) for page in scanned}
    gone = _page_numbers(edges)
    for page, runs in edges.items():
        near = {away: edges[page + away] for away in (-2, -1, 1, 2) if page + away in edges}
        for run in runs:
            if sum(any(_same(run, other, away) for other in others) for away, others in near.items()) >= _REPEATS:
                gone.add(id(run))
    return [_without(rows, gone) if page in edges else rows for page, rows in enumerate(pages)]


def _edge_runs(rows: Rows, height: float) -> list[Run]:
    """The runs near the upper and the lower edge; a row of three cells or more is a table's."""
    inside = (row for row in rows if len(row) < 3 and row[0].table is None)
    return [run for row in inside for run in row if run.bottom < _EDGE * height or run.top > (1 - _EDGE) * height]


def _page_numbers(edges: Mapping[int, list[Run]]) -> set[int]:
    """The figures alone at an edge that count the pages, from whatever number on: two that agree tell."""
    shifts: dict[int, list[tuple[int, Run]]] = defaultdict(list)
    for page, runs in edges.items():
        for run in runs:
            figure = _NUMBER.fullmatch(run.text)
            if figure:
                shifts[int(figure[1]) - page].append((page, run))
    return {id(run) for found in shifts.values() if len({page for page, _ in found}) > 1 for _, run in found}


def _same(run: Run, other: Run, away: int) -> bool:
    """Whether two runs say the same at about the same height; figures must be the same or count the pages."""
    if abs(run.top - other.top) > _NEAR:
        return False
    mine, theirs = (_LETTERS.sub("", each.text).casefold() for each in (run, other))
    figures = [[int(figure) for figure in _FIGURES.findall(text)] for text in (mine, theirs)]
    if len(figures[0]) == len(figures[1]) and any(b - a not in (0, away) for a, b in zip(*figures, strict=True)):
        return False
    mine, theirs = _FIGURES.sub("", mine), _FIGURES.sub("", theirs)
    return bool(mine) and SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _ALIKE


def _without(rows: Rows, gone: set[int]) -> Rows:
    kept = ([run for run in row if id(run) not in gone] for row in rows)
    return [row for row in kept if row]
