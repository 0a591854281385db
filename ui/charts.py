"""Pure: plots as SVG without script or style attributes, which the policy forbids; a table holds the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.render import esc

# Widths in units of the view box, which is about a pixel on a desktop.
WIDE: Final = 1000
_HIGH: Final = 220
_FOOT: Final = 26
_HEAD: Final = 22
_DOT: Final = 11
_ROW: Final = 26


def columns_svg(values: Sequence[tuple[str, int]], title: str) -> str:
    """Columns, one a label in the order given, each with its number over it; ``title`` says what is shown."""
    if not values:
        return ""
    most = max(number for _, number in values) or 1
    step = WIDE / len(values)
    width = min(56.0, step * 0.7)
    parts = []
    for at, (label, number) in enumerate(values):
        middle = step * (at + 0.5)
        height = (_HIGH - _FOOT - _HEAD) * number / most
        top = _HIGH - _FOOT - height
        parts.append(
            f'<rect class="column" x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}"/>'
            f'<text class="number" x="{middle:.1f}" y="{top - 5:.1f}">{number or ""}</text>'
            f'<text class="label" x="{middle:.1f}" y="{_HIGH - 8}">{esc(label)}</text>'
        )
    base = _HIGH - _FOOT
    return (
        f'<svg class="chart" role="img" aria-label="{esc(title)}" viewBox="0 0 {WIDE} {_HIGH}">'
        f'<line class="axis" x1="0" y1="{base}" x2="{WIDE}" y2="{base}"/>{"".join(parts)}</svg>'
    )


def bar_svg(number: int, most: int) -> str:
    """A bar for a row of a table whose cells say the number."""
    width = 100 * number / most if most else 0
    return (
        '<svg class="bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'<rect x="0" y="0" width="{width:.2f}" height="10"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class Dot:
    """An event on a line of time: its number in the list, its date as a fraction of a year, what to say of it."""

    number: int
    at: float
    words: str
    faint: bool = False


def timeline_svg(dots: Sequence[Dot], title: str) -> str:
    """Numbered dots over an axis of years, those that would touch stacked; ``at`` is 2021.5 for July 2021."""
    if not dots:
        return ""
    first, last = int(min(dot.at for dot in dots)), int(max(dot.at for dot in dots)) + 1
    margin = 24
    scale = (WIDE - 2 * margin) / max(1, last - first)
    ends: list[float] = []
    placed: list[tuple[Dot, float, int]] = []
    for dot in sorted(dots, key=lambda each: (each.at, each.number)):
        x = margin + (dot.at - first) * scale
        row = next((at for at, end in enumerate(ends) if x - end >= 2 * _DOT + 3), len(ends))
        ends[row : row + 1] = [x]
        placed.append((dot, x, row))
    base = _HEAD + _ROW * len(ends) + 8
    every = max(1, -(-(last - first) // 14))
    years = [(year, margin + (year - first) * scale) for year in range(first, last + 1, every)]
    ticks = "".join(
        f'<line class="tick" x1="{x:.1f}" y1="8" x2="{x:.1f}" y2="{base + 6}"/>'
        f'<text class="label" x="{x:.1f}" y="{base + 22}">{year}</text>'
        for year, x in years
    )
    marks = "".join(
        f'<g class="dot{" faint" if dot.faint else ""}"><title>{esc(dot.words)}</title>'
        f'<circle cx="{x:.1f}" cy="{base - 18 - _ROW * row}" r="{_DOT}"/>'
        f'<text x="{x:.1f}" y="{base - 14 - _ROW * row}">{dot.number}</text></g>'
        for dot, x, row in placed
    )
    return (
        f'<svg class="chart line" role="img" aria-label="{esc(title)}" viewBox="0 0 {WIDE} {base + 32}">'
        f'{ticks}<line class="axis" x1="0" y1="{base}" x2="{WIDE}" y2="{base}"/>{marks}</svg>'
    )
