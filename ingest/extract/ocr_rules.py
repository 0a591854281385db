"""Straight lines in the picture of a page, by which tables are known on a scan as they are on a printed page.

A line is either a thin stroke, darker than what is above and below it, or the edge of a shaded field, such as the head
of a table. Rows of letters are neither: between the letters the paper shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

Lines = tuple[tuple[int, int, int], ...]  # place, from, to; in points
_Found = list[tuple[float, int, int, int]]  # what is left of the contrast (least first), row, first and last block

_BLOCK: Final = 9  # dots averaged along a line, against noise
_PART: Final = 3  # dots, of which nearly all must be dark: the parts of a row of letters are not
_SOLID: Final = 0.93
_APART: Final = 3.4  # points above and below a stroke where it must be paler
_STROKE: Final = 25  # levels of grey by which it must be
_SHADE: Final = 8  # levels by which the two sides of an edge differ
_SHIFTS: Final = (1, 2, 4, 7)  # the least of 15 parts side by side, in four steps
_SHORTEST: Final = 48.0  # points: a shorter one may be a dash, or the foot of a letter in a title
_GAP: Final = 30  # points that may be missing in a line, where letters come near it
_MOST: Final = 600  # lines across or down; a page with more is a drawing or a hatched picture


def rules_of(image: Image, scale: float) -> tuple[Lines, Lines]:
    """The lines across and down of a grey, level image; ``scale`` is how many points a dot is. 0.15 s a page."""
    import numpy as np

    dots = np.asarray(image, dtype=np.int16)
    return _across(dots, scale), _across(np.ascontiguousarray(dots.T), scale)


def _across(dots: Any, scale: float) -> Lines:
    """Lines from left to right."""
    import numpy as np

    apart = max(4, round(_APART / scale))
    height, width = dots.shape
    blocks = width // _BLOCK
    if height < 4 * apart or blocks < 4:
        return ()
    parts = dots[:, : blocks * _BLOCK].reshape(height, -1, _PART).mean(axis=2, dtype=np.float32)
    least = max(2, round(_SHORTEST / scale / _BLOCK))
    ends = round(sum(_SHIFTS) / 2 * _PART / _BLOCK)  # what an edge has lost at both ends
    edges = [
        (weight, row, first - ends, last + ends)
        for weight, row, first, last in _runs(_edges(parts, apart), _SHADE, least)
    ]
    found = [*_runs(_strokes(parts, apart), _STROKE, least), *edges]
    return _joined(found, apart, scale)


def _strokes(parts: Any, apart: int) -> Any:
    """By how much each part is darker than what is above and below it."""
    import numpy as np

    half = apart // 2
    contrast = np.zeros_like(parts)
    # On each side the paler of two distances: at one of them a letter may hang.
    above = np.maximum(parts[: -2 * apart], parts[half : half - 2 * apart])
    below = np.maximum(parts[2 * apart :], parts[2 * apart - half : -half])
    contrast[apart:-apart] = np.minimum(above, below) - parts[apart:-apart]
    return contrast


def _edges(parts: Any, apart: int) -> Any:
    """By how much a strip above each part differs from one below it, at least, all along the parts around it.

    A row of letters differs from the white above it as well, but not where the paper shows between two of them.
    """
    import numpy as np

    strip = max(2, apart // 3)
    sums = np.cumsum(parts, axis=0)
    means = (sums[strip:] - sums[:-strip]) / strip
    steps = means[: -strip - 1] - means[strip + 1 :]
    down, up = steps, steps
    for shift in _SHIFTS:
        down = np.minimum(down[:, :-shift], down[:, shift:])
        up = np.maximum(up[:, :-shift], up[:, shift:])
    contrast = np.zeros_like(parts)
    side = sum(_SHIFTS) // 2
    contrast[strip + 1 : strip + 1 + len(steps), side:-side] = np.maximum(down, -up)
    return contrast


def _runs(contrast: Any, least_contrast: int, least: int) -> _Found:
    """Runs of blocks with enough contrast, nearly all parts of which have half of it."""
    import numpy as np

    blocks = contrast.reshape(len(contrast), -1, _BLOCK // _PART).mean(axis=2) > least_contrast
    steps = np.diff(np.pad(blocks.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(steps == 1), np.argwhere(steps == -1)
    long = np.flatnonzero(ends[:, 1] - starts[:, 1] >= least)
    found: _Found = []
    for (row, first), (_, last) in zip(starts[long], ends[long], strict=True):
        parts = contrast[row, first * _BLOCK // _PART : last * _BLOCK // _PART]
        if (parts > least_contrast / 2).mean() >= _SOLID:
            found.append((-float(parts.mean()) / least_contrast, int(row), int(first), int(last)))
    return found


def _joined(found: _Found, apart: int, scale: float) -> Lines:
    """Lines in points: of the heights that a thick one takes the clearest, and pieces of one made one."""
    if len(found) > _MOST * apart:
        return ()
    kept: list[tuple[int, int, int]] = []
    for _, row, first, last in sorted(found):
        if not any(abs(row - other) <= apart and first < right and left < last for other, left, right in kept):
            kept.append((row, first, last))
    lines: list[tuple[int, int, int]] = []
    for row, first, last in sorted((round(row * scale), first, last) for row, first, last in kept):
        left, right = round(first * _BLOCK * scale), round(last * _BLOCK * scale)
        pieces = (at for at, line in enumerate(lines) if abs(line[0] - row) <= 1 and _touch(line, left, right))
        same = next(pieces, None)
        if same is None:
            lines.append((row, left, right))
        else:
            lines[same] = lines[same][0], min(left, lines[same][1]), max(right, lines[same][2])
    return tuple(lines) if len(lines) <= _MOST else ()


def _touch(line: tuple[int, int, int], left: int, right: int) -> bool:
    return left <= line[2] + _GAP and line[1] <= right + _GAP
