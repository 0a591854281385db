"""The straight lines drawn on a PDF page, from which tables are known: read from PDFium's path objects.

Reading them costs under 1 ms a page on the real PDFs measured (up to 140 objects a page).
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from ingest.extract.pdf_boxes import Box, Place, segments

_THIN = 2.6  # points: a box thinner than this is a line
_SHORT = 6.0  # points: shorter lines are strokes of drawings
_CARD = (60.0, 24.0)  # points: what may hold a few words
_MOST_OBJECTS = 20_000  # a page with more is a drawing or a map, no table
_MOST_POINTS = 4_000
_MOST_LINES = 1_500  # likewise: a dense table has about a hundred


@dataclass(slots=True)
class Rules:
    """Lines of a page: (y, from x, to x) across and (x, from y, to y) down, in whole points from the top left.

    Sets, because neighbouring cells draw the line between them twice, and some printers each line three times.
    ``boxes`` are the larger ones drawn as such, in points.
    """

    across: set[tuple[int, int, int]] = field(default_factory=set)
    down: set[tuple[int, int, int]] = field(default_factory=set)
    boxes: list[Box] = field(default_factory=list)

    def add(self, box: Box) -> None:
        """Take a thin box for a line and a larger one for its four sides."""
        width, height = box[2] - box[0], box[3] - box[1]
        x0, top, x1, bottom = (round(edge) for edge in box)
        if height <= _THIN:
            if width >= _SHORT:
                self.across.add((top, x0, x1))
        elif width <= _THIN:
            if height >= _SHORT:
                self.down.add((x0, top, bottom))
        elif width >= _SHORT and height >= _SHORT:
            if width >= _CARD[0] and height >= _CARD[1]:
                self.boxes.append(box)
            self.across |= {(top, x0, x1), (bottom, x0, x1)}
            self.down |= {(x0, top, bottom), (x1, top, bottom)}

    def add_segments(self, x: Any, y: Any, lines: Any, place: Place) -> None:
        """Take the straight pieces of a path of many points (some programs draw a whole grid as one path)."""
        import numpy as np

        before_x, before_y, x, y, lines = x[:-1], y[:-1], x[1:], y[1:], lines[1:]
        straight = lines & ((np.abs(x - before_x) <= _THIN) | (np.abs(y - before_y) <= _THIN))
        before_x, before_y, x, y = before_x[straight], before_y[straight], x[straight], y[straight]
        edges = np.minimum(x, before_x), np.maximum(y, before_y), np.maximum(x, before_x), np.minimum(y, before_y)
        left, top, right, bottom = place(*edges)
        wide, high = right - left, bottom - top
        left, top, right, bottom = (np.rint(each).astype(int) for each in (left, top, right, bottom))
        across = (high <= _THIN) & (wide >= _SHORT)
        down = (high > _THIN) & (wide <= _THIN) & (high >= _SHORT)
        self.across.update(zip(*(each[across].tolist() for each in (top, left, right)), strict=True))
        self.down.update(zip(*(each[down].tolist() for each in (left, top, bottom)), strict=True))


def read_rules(page: Any, place: Place) -> Rules:
    """All straight lines of a page; ``place`` turns PDFium's boxes to the page as it is seen."""
    from pypdfium2 import raw

    rules = Rules()
    handle = page.raw
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pointers = [ctypes.byref(value) for value in (left, bottom, right, top)]
    count = raw.FPDFPage_CountObjects(handle)
    for index in range(count if count <= _MOST_OBJECTS else 0):
        item = raw.FPDFPage_GetObject(handle, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        points = raw.FPDFPath_CountSegments(item)
        if points > 8:
            rules.add_segments(*segments(item, min(points, _MOST_POINTS)), place)
        elif raw.FPDFPageObj_GetBounds(item, *pointers):
            rules.add(place(left.value, top.value, right.value, bottom.value))
    joined = Rules(_joined(rules.across), _joined(rules.down), rules.boxes)
    return joined if len(joined.across) + len(joined.down) <= _MOST_LINES else Rules()


def _joined(lines: set[tuple[int, int, int]]) -> set[tuple[int, int, int]]:
    """Pieces of one line that touch each other made one: a grid is often drawn cell by cell."""
    joined: list[tuple[int, int, int]] = []
    for place, start, end in sorted(lines):
        if joined and joined[-1][0] == place and start <= joined[-1][2] + 2:
            joined[-1] = place, joined[-1][1], max(end, joined[-1][2])
        else:
            joined.append((place, start, end))
    return set(joined)
