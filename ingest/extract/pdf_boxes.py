"""The places of many characters, or of the points of a path, asked of PDFium in one go and worked out as arrays.

A page of a dense table has a thousand words: a call through ctypes as pypdfium2 declares it costs 0.6 microseconds, one
with bare addresses and without giving up the interpreter 0.25; sums over arrays cost next to nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the top left
Place = Callable[[Any, Any, Any, Any], tuple[Any, Any, Any, Any]]  # PDFium's left, top, right, bottom to such a box

RIGHT, UP, LEFT, DOWN = range(4)  # the way the words run
_Doubles = npt.NDArray[np.float64]


_Edges = tuple[_Doubles, _Doubles, _Doubles, _Doubles]  # of many boxes, each (n,)


def character_boxes(handle: Any, indexes: Sequence[int], place: Place) -> list[Box | None]:
    """The boxes of these characters, None for one that PDFium has none for."""
    known, edges = _asked(handle, indexes, place)
    boxes = zip(*(edge.tolist() for edge in edges), strict=True)
    return [box if found else None for found, box in zip(known, boxes, strict=True)]


def word_boxes(handle: Any, spans: Sequence[tuple[int, int]], place: Place) -> Iterator[tuple[int, int, Box, Box]]:
    """Where words stand (each given as its first character and past its last), from the boxes of these two.

    For each word: 0 where PDFium has no box for its first character; the way it runs, -1 where its last character is
    the first or has no box; the box of its first character, the last one's lower edge in place of its own left one;
    the box of the word.
    """
    starts, ends = np.array(spans, dtype=np.intc).reshape(-1, 2).T
    ends = ends - 1
    known, first = _asked(handle, starts.tolist(), place)
    also, last = _asked(handle, ends.tolist(), place)
    whole = np.array(also, dtype=bool) & (starts != ends)
    left, top, right, bottom = (np.where(whole, after, before) for before, after in zip(first, last, strict=True))
    ways = np.where(whole, _ways(first, (left, top, right, bottom)), -1)
    box = (
        np.minimum(first[0], left), np.minimum(first[1], top), np.maximum(first[2], right),
        np.maximum(first[3], bottom),
    )  # fmt: skip
    begun = (bottom, first[1], first[2], first[3])
    return zip(
        known,
        ways.tolist(),
        zip(*(edge.tolist() for edge in begun), strict=True),
        zip(*(edge.tolist() for edge in box), strict=True),
        strict=True,
    )


def segments(item: Any, points: int) -> tuple[_Doubles, _Doubles, npt.NDArray[np.bool_]]:
    """The first points of a path: their x and y (n,), and whether a straight line leads to each, in PDFium's points."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool)
    segment_of, point_of, kind_of = _bare_segments()
    handle = ctypes.cast(item, ctypes.c_void_p).value
    handles = list(map(segment_of, repeat(handle), range(points)))
    places = np.zeros((points, 2), dtype=np.float32)
    at = places.ctypes.data
    list(map(point_of, handles, range(at, at + 8 * points, 8), range(at + 4, at + 8 * points, 8)))
    lines = np.fromiter(map(kind_of, handles), dtype=np.intc, count=points) == raw.FPDF_SEGMENT_LINETO
    x, y = places.astype(np.float64).T
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f, lines


def _asked(handle: Any, indexes: Sequence[int], place: Place) -> tuple[list[int], _Edges]:
    """For each character whether PDFium has a box for it, and the boxes' edges."""
    rects = np.zeros((len(indexes), 4), dtype=np.float32)
    at = rects.ctypes.data
    page = ctypes.cast(handle, ctypes.c_void_p).value
    known = list(map(_bare_box(), repeat(page), indexes, range(at, at + 16 * len(indexes), 16)))
    return known, place(*rects.astype(np.float64).T)


def _ways(first: _Edges, last: _Edges) -> npt.NDArray[np.intp]:
    """Which way words run, from their first and last letters."""
    across = last[0] + last[2] - first[0] - first[2]
    down = last[1] + last[3] - first[1] - first[3]
    level = np.abs(across) >= np.abs(down)
    return np.where(level, np.where(across >= 0, RIGHT, LEFT), np.where(down > 0, DOWN, UP))


@cache
def _bare_box() -> Any:
    from pypdfium2 import raw

    kind = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    return kind(_address(raw.FPDFText_GetLooseCharBox))


@cache
def _bare_segments() -> tuple[Any, Any, Any]:
    from pypdfium2 import raw

    pointer, number = ctypes.c_void_p, ctypes.c_int
    return (
        ctypes.PYFUNCTYPE(pointer, pointer, number)(_address(raw.FPDFPath_GetPathSegment)),
        ctypes.PYFUNCTYPE(number, pointer, pointer, pointer)(_address(raw.FPDFPathSegment_GetPoint)),
        ctypes.PYFUNCTYPE(number, pointer)(_address(raw.FPDFPathSegment_GetType)),
    )


def _address(function: Any) -> int:
    found = ctypes.cast(function, ctypes.c_void_p).value
    assert found is not None
    return found
