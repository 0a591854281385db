"""The data behind a chart: its title, then a row for each category with the value of each series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.extract.compose import Composer, clean
from ingest.extract.tables import add_table

_MOST = 2000  # rows; a chart with more is a cloud of points, not something to read


def add_chart(composer: Composer, chart: Any, comma: bool) -> None:
    """Append a chart's title and values; ``comma``: whether figures are written 34,5 (else 34.5)."""
    title = _title(chart)
    series = [one for plot in chart.plots for one in plot.series]
    plot = next((plot for plot in chart.plots if len(plot.categories)), None)
    if plot is None or not series:
        if title:
            composer.add("caption", title)
        return
    names = [clean(str(one.name or "")) for one in series]
    grid = [["", *names]]
    for number, category in enumerate(list(plot.categories)[:_MOST]):
        values = [_value(one, number, comma) for one in series]
        if any(values):
            grid.append([clean(str(category)) or str(number + 1), *values])
    single = len(names) == 1 and (not names[0] or names[0] == title)
    if single:
        grid = [[row[0] + ":", *row[1:]] for row in grid[1:]]
    add_table(composer, grid, header=not single, caption=title)


def _title(chart: Any) -> str:
    if not chart.has_title or not chart.chart_title.has_text_frame:
        return ""
    return clean(chart.chart_title.text_frame.text)


def _value(series: Any, number: int, comma: bool) -> str:
    values: Sequence[Any] = series.values
    value = values[number] if number < len(values) else None
    return "" if value is None else figure(float(value), _format(series), comma)


def _format(series: Any) -> str:
    """The format the values are shown in ("0%", "#,##0.00"), "" when unsaid."""
    codes = series._element.xpath("./c:val//c:formatCode/text() | ./c:yVal//c:formatCode/text()")
    return str(codes[0]) if codes else ""


def figure(value: float, code: str, comma: bool) -> str:
    """A value as the chart shows it: per cent where its format says so, no digits that are only rounding."""
    percent = "%" in code
    text = f"{value * 100 if percent else value:.6f}".rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    return (text.replace(".", ",") if comma else text) + ("%" if percent else "")
