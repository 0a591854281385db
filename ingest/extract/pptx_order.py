"""The order in which a slide is read: its shapes lie in the file in the order they were drawn.

The slide is cut again and again along empty bands: into rows where rows are parted, into columns where columns are.
Where both would do (a grid), columns of about one width are read one after the other, while a narrow column beside a
wide one (icons, numbers, years) is read row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_ALIKE = 0.6  # the narrowest column over the widest, from which columns are read one after the other
_OVERLAP = 0.15  # share of the smaller box by which neighbours may overlap and still count as parted
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _Box:
    shape: Any
    left: int
    top: int
    right: int
    bottom: int


def in_reading_order(shapes: Sequence[Any], depth: int = 0) -> list[Any]:
    """The shapes in reading order, groups replaced by what is in them (at their place, in their own order)."""
    boxes = [_box(shape) for shape in shapes]
    ordered: list[Any] = []
    for box in _ordered(boxes, 0):
        if hasattr(box.shape, "shapes") and depth < _MAX_DEPTH:
            ordered += in_reading_order(list(box.shape.shapes), depth + 1)
        else:
            ordered.append(box.shape)
    return ordered


def _box(shape: Any) -> _Box:
    """Where a shape lies; a placeholder without a place of its own has its layout's, others lie at the start."""
    try:
        left, top, width, height = (int(value or 0) for value in (shape.left, shape.top, shape.width, shape.height))
    except (AttributeError, KeyError, TypeError, ValueError):
        return _Box(shape, 0, 0, 0, 0)
    return _Box(shape, left, top, left + max(width, 0), top + max(height, 0))


def _ordered(boxes: Sequence[_Box], depth: int) -> Iterator[_Box]:
    if len(boxes) < 2 or depth > _MAX_DEPTH or len(boxes) > 400:
        yield from sorted(boxes, key=lambda box: (box.top, box.left)) if len(boxes) > 400 else boxes
        return
    rows = _bands([(box.top, box.bottom, box) for box in boxes])
    columns = _bands([(box.left, box.right, box) for box in boxes])
    if len(columns) > 1 and (len(rows) == 1 or _alike(columns)):
        groups = columns
    elif len(rows) > 1:
        groups = rows
    else:
        yield from sorted(boxes, key=lambda box: (box.top, box.left))
        return
    for group in groups:
        yield from _ordered(group, depth + 1)


def _alike(columns: Sequence[Sequence[_Box]]) -> bool:
    """Whether columns are of about one width, and each is a stack: a grid of single boxes is read in rows."""
    widths = [max(box.right for box in column) - min(box.left for box in column) for column in columns]
    return min(widths) >= _ALIKE * max(widths) and min(len(column) for column in columns) > 1


def _bands(spans: list[tuple[int, int, _Box]]) -> list[list[_Box]]:
    """The boxes in groups that no empty band crosses, in order."""
    spans = sorted(spans, key=lambda span: (span[0], span[1]))
    groups: list[list[_Box]] = []
    end = 0
    for low, high, box in spans:
        slack = int(_OVERLAP * (high - low))
        if groups and low < end - slack:
            groups[-1].append(box)
        else:
            groups.append([box])
        end = max(end, high)
    return groups
