"""Plots of a report as SVG that stands in a page: the page's own colours and type, readable by a screen reader.

Drawn by Matplotlib without its global state (``pyplot``). The same numbers give the same bytes: identifiers are salted
with a fixed word, no date is written. Every plot stands beside a table with the same numbers (the caller's).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Inches of 72 points; a plot is shown 360 to 620 pixels wide, so that 9 points can be read on a phone too.
_WIDE: Final = 5.2
_POINTS: Final = 9.0
_ROW: Final = 0.3
# Letters of a label before it is broken.
_LABEL: Final = 27
# What Matplotlib paints in, and the variable of the page that takes its place: so a plot follows light and dark.
INK, SOFT, RULE, ACCENT, ON_FILL, MARK = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
_VARIABLES: Final = {
    INK: "--ink", SOFT: "--ink-soft", RULE: "--rule", ACCENT: "--accent", ON_FILL: "--on-fill", MARK: "--alarm",
}  # fmt: skip
# A bar's part narrower than this share says its number in the table only.
_NARROW: Final = 0.07


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of which about the same sureness was said: how many, what was said, how many could be answered."""

    n: int
    said: float
    was: float


def stacked(rows: Sequence[tuple[str, Sequence[int]]], colours: Sequence[str], name: str, title: str, axis: str) -> str:
    """Bars of shares, one a row; ``colours`` are the page's variables (``--c-right``) of the parts, in order."""
    figure, axes = _figure(len(rows) * _ROW + 0.55)
    for at, (_, parts) in enumerate(rows):
        left, whole = 0.0, sum(parts) or 1
        for number, part in enumerate(parts):
            width = part / whole
            axes.barh(at, 100 * width, left=100 * left, height=0.72, color=_sentinel(number))
            if width >= _NARROW:
                axes.text(100 * (left + width / 2), at, str(part), color=ON_FILL, ha="center", va="center")
            left += width
    axes.set_yticks(range(len(rows)), [_broken(label) for label, _ in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel(axis)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return _svg(figure, name, title, {_sentinel(number): css for number, css in enumerate(colours)})


def intervals(rows: Sequence[tuple[str, float, float, float]], name: str, title: str, axis: str) -> str:
    """A dot with its interval a row: label, mean, low, high, all between 0 and 1."""
    figure, axes = _figure(len(rows) * _ROW + 0.55)
    for at, (_, mean, low, high) in enumerate(rows):
        axes.plot([100 * low, 100 * high], [at, at], color=ACCENT, linewidth=2.5, solid_capstyle="butt")
        axes.plot([100 * mean], [at], "o", color=ACCENT, markersize=7, clip_on=False)
    axes.set_yticks(range(len(rows)), [_broken(label) for label, *_ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 100)
    axes.set_xlabel(axis)
    axes.grid(axis="x", color=RULE, linewidth=0.7)
    axes.set_axisbelow(True)
    return _svg(figure, name, title)


def reliability(bins: Sequence[Bin], threshold: float | None, title: str, words: Mapping[str, str]) -> str:
    """What was said of its own sureness against what came true: on the diagonal where it may be taken at its word.

    ``words``: "said", "was" (the axes), "even" (the diagonal), "threshold".
    """
    figure, axes = _figure(4.0, 4.4)
    axes.plot([0, 100], [0, 100], color=SOFT, linewidth=1, linestyle=(0, (4, 3)), label=words["even"])
    axes.plot([100 * each.said for each in bins], [100 * each.was for each in bins], color=ACCENT, linewidth=1.2)
    most = max((each.n for each in bins), default=1)
    for each in bins:
        size = 5 + 9 * (each.n / most) ** 0.5
        axes.plot([100 * each.said], [100 * each.was], "o", color=ACCENT, markersize=size, clip_on=False, zorder=3)
    if threshold is not None:
        axes.axvline(100 * threshold, color=MARK, linewidth=1.4, label=words["threshold"])
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.set_aspect("equal")
    axes.set_xlabel(words["said"])
    axes.set_ylabel(words["was"])
    axes.grid(color=RULE, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.03), ncols=2, frameon=False, fontsize=_POINTS, labelcolor=INK)
    return _svg(figure, "reliability", title)


def columns(rows: Sequence[tuple[str, int]], name: str, title: str, axis: str) -> str:
    """Columns with their number over them, one a label in the order given."""
    figure, axes = _figure(2.3)
    axes.bar(range(len(rows)), [number for _, number in rows], width=0.8, color=ACCENT)
    for at, (_, number) in enumerate(rows):
        if number:
            axes.annotate(
                str(number), (at, number), (0, 2), textcoords="offset points", color=INK, ha="center", va="bottom"
            )
    axes.set_xticks(range(len(rows)), [label for label, _ in rows])
    axes.tick_params(axis="x", length=0)
    axes.set_yticks([])
    axes.margins(y=0.15)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(axis)
    return _svg(figure, name, title)


def _sentinel(number: int) -> str:
    """The colour that stands for the so-manieth of the caller's own."""
    return f"#0a0b{number + 16:02x}"


def _broken(label: str) -> str:
    """A label on two lines where it is long."""
    if len(label) <= _LABEL:
        return label
    cut = label.rfind(" ", 0, _LABEL)
    return f"{label[:cut]}\n{label[cut + 1 :]}" if cut > 0 else label


def _figure(high: float, wide: float = _WIDE) -> tuple[Figure, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(wide, high), layout="constrained")
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(SOFT)
    axes.tick_params(colors=SOFT, labelcolor=INK, labelsize=_POINTS)
    axes.xaxis.label.set(color=SOFT, fontsize=_POINTS)
    axes.yaxis.label.set(color=SOFT, fontsize=_POINTS)
    return figure, axes


def _svg(figure: Figure, name: str, title: str, own: Mapping[str, str] | None = None) -> str:
    """The figure's SVG, fit to stand in a page: named, its identifiers its own, painted in the page's variables."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    for text in figure.axes[0].texts:
        text.set_fontsize(min(text.get_fontsize(), _POINTS))
    out = StringIO()
    # salted when it is drawn; letters stay letters, which can be read, found and copied
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "regesto"}):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    for part in (r"<metadata>.*?</metadata>", r"<defs>\s*<style.*?</style>\s*</defs>", r"font-family: [^;\"]*;? ?"):
        svg = re.sub(part, "", svg, flags=re.S)
    svg = re.sub(r'(\bid="|xlink:href="#|url\(#)', rf"\g<1>{name}-", svg)
    for colour, variable in {**_VARIABLES, **(own or {})}.items():
        svg = svg.replace(colour, f"var({variable})")
    box = re.search(r'viewBox="[^"]*"', svg)
    head = f'<svg class="plot" role="img" aria-label="{escape(title)}" {box[0] if box else ""}'
    head += ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    return head + re.sub(r"\s*\n\s*", "\n", svg[svg.index(">") + 1 :]).strip()
