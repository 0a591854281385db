"""Pure: how far a run's own sureness may be believed, and the time and memory it took, in words, plots and tables."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from eval.plots import Bin, columns, reliability
from eval.report_numbers import decimal, duration, hundredths, whole
from eval.report_page import figure, paragraph, row, section, table
from eval.report_strings import ReportStrings

# A mean distance below which what is said of its own sureness is called right.
_EVEN: Final = 0.03
# Edges of the times shown, in seconds; those beyond what a run took are left out.
_EDGES: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)


def sureness_html(scores: Mapping[str, Any], threshold: float | None, said: ReportStrings) -> str:
    """The reliability of the decision to answer; "" where the run tells nothing of it."""
    calibration = scores["calibration"]
    bins = [Bin(each["n"], each["said"], each["was"]) for each in calibration["bins"]]
    if not bins:
        return ""
    plot = reliability(bins, threshold, said.sure_plot, said.sure_words)
    rows = [
        row(f"{_edge(each['low'])}–{_edge(each['high'])}",
            [whole(each["n"], said), hundredths(each["said"], said), hundredths(each["was"], said)])
        for each in calibration["bins"]
    ]  # fmt: skip
    words = paragraph(" ".join(sureness(calibration, threshold, said)))
    inside = paragraph(said.sure_lead) + words + figure(plot, said.sure_plot)
    return section("sureness", said.sure_title, inside + table(said.sure_columns, rows, said.sure_caption))


def sureness(calibration: Mapping[str, Any], threshold: float | None, said: ReportStrings) -> list[str]:
    """What the reliability diagram says, in sentences."""
    bins = calibration["bins"]
    told = []
    if threshold is not None:
        told.append(said.sure_threshold.format(threshold=hundredths(threshold, said)))
    most = max(bins, key=lambda each: each["n"])
    edges = {end: _edge(most[end]) for end in ("low", "high")}
    told.append(said.sure_bin.format(**edges, n=whole(most["n"], said), was=hundredths(most["was"], said)))
    n = sum(each["n"] for each in bins)
    gap = sum(each["n"] * (each["said"] - each["was"]) for each in bins) / n
    told.append(said.sure_even if abs(gap) < _EVEN else said.sure_high if gap > 0 else said.sure_low)
    if calibration["ece"] is not None:
        told.append(said.sure_error.format(error=decimal(100 * calibration["ece"], 0, said)))
    if calibration["auc"] is not None:
        told.append(said.sure_order.format(auc=hundredths(calibration["auc"], said)))
    return told


def _edge(share: float) -> str:
    return f"{100 * share:.0f}"


def times_html(scores: Mapping[str, Any], said: ReportStrings) -> str:
    """How long answers and searches took, and the memory; "" where the run tells of neither."""
    times = {name: cuts for name, cuts in scores["times"].items() if cuts}
    told = []
    if "answer" in times:
        told.append(said.time_answer.format(**{name: duration(cut, said) for name, cut in times["answer"].items()}))
    if "search" in times:
        told.append(said.time_search.format(p50=duration(times["search"]["p50"], said)))
    if scores.get("memory_mb"):
        told.append(said.time_memory.format(memory=whole(scores["memory_mb"], said)))
    if not told:
        return ""
    rows = [
        row(said.time_rows[name], [duration(cuts[each], said) for each in ("p50", "p95", "p99")])
        for name, cuts in times.items()
    ]
    spread = table(said.time_columns, rows, said.time_caption) if rows else ""
    return section("times", said.time_title, paragraph(" ".join(told)) + _columns(scores, said) + spread)


def _columns(scores: Mapping[str, Any], said: ReportStrings) -> str:
    """How many answers took how long: columns, and the same as a table."""
    seconds = [each["milliseconds"] / 1000 for each in scores["questions"] if each.get("milliseconds") is not None]
    if not seconds:
        return ""
    bins = [(low, high, sum(low <= each < high for each in seconds)) for low, high in pairwise(_EDGES)]
    bins.append((_EDGES[-1], float("inf"), sum(each >= _EDGES[-1] for each in seconds)))
    while len(bins) > 1 and not bins[-1][2]:
        bins.pop()
    while len(bins) > 1 and not bins[0][2]:
        bins.pop(0)
    short = [(_upto(low, high, "≤ {to}", "> {to}", said), n) for low, high, n in bins]
    plot = columns(short, "times", said.time_plot, said.time_axis)
    rows = [row(_upto(low, high, said.time_up_to, said.time_over, said), [whole(n, said)]) for low, high, n in bins]
    return figure(plot, said.time_plot) + table(said.time_bins, rows, said.time_plot)


def _upto(low: float, high: float, up_to: str, over: str, said: ReportStrings) -> str:
    edge, words = (low, over) if high == float("inf") else (high, up_to)
    return words.format(to=f"{edge:g}".replace(".", said.decimal))
