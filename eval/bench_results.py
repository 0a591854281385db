"""What comes of a run of the benchmark: JSON, and the growth of cost as plots (log-log: a straight line is a power)."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from eval.bench import Plan
from eval.figures import Figure, as_json
from eval.memory import machine

_DRAWN: Final = ("p50", "p95")
Lines = dict[str, list[tuple[int, float]]]


def told(figures: Sequence[Figure], plan: Plan) -> dict[str, Any]:
    """Everything as one JSON object: the machine, what was asked for, every figure with its unit, how cost grows."""
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {**machine(), "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None},
        "plan": {
            "targets": list(plan.targets), "passages": list(plan.passages), "clients": list(plan.clients),
            "asked": plan.asked, "peers": plan.peers,
        },
        "figures": as_json(figures),
        "growth": growth(figures),
    }  # fmt: skip


def growth(figures: Sequence[Figure]) -> dict[str, float]:
    """How many times more the largest library costs than the one before it and than the smallest, by what is asked."""
    found: dict[str, float] = {}
    for what, points in lines(figures).items():
        if len(points) < 2:
            continue
        (large, last) = points[-1]
        for size, value in dict((points[0], points[-2])).items():
            found[f"{what}, {size} to {large}"] = round(last / value, 2) if value else 0.0
    return found


def lines(figures: Sequence[Figure]) -> Lines:
    """Times in ms by size of library: of searches and answers with no filter, and of the peers' searches."""
    found: Lines = defaultdict(list)
    for each in figures:
        match each.name:
            case ("search", size, "whole", "none", ("p50" | "p95") as part) if size.isdigit():
                found[f"search, {part}"].append((int(size), each.value))
            case ("answer", size, "none", ("p50" | "p95") as part) if size.isdigit():
                found[f"answer, {part}"].append((int(size), each.value))
            case ("peers", name, size, "search", "p50") if size.isdigit() and name != "regesto":
                found[f"{name}: search, p50"].append((int(size), each.value))
    return {what: sorted(points) for what, points in found.items()}


def save(figures: Sequence[Figure], plan: Plan, folder: Path) -> list[Path]:
    """Write ``bench.json`` and, where there are two sizes, ``growth.svg`` into the folder; what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "bench.json"]
    written[0].write_text(json.dumps(told(figures, plan), ensure_ascii=False, indent=1) + "\n", "utf-8")
    drawn = lines(figures)
    if any(len(points) > 1 for points in drawn.values()):
        written.append(folder / "growth.svg")
        plot(drawn, written[-1])
    return written


def plot(drawn: Lines, file: Path) -> None:
    """The growth of cost with the size of the library, as SVG."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Sheet
    from matplotlib.ticker import LogLocator

    with mpl.rc_context({"svg.hashsalt": "regesto", "svg.fonttype": "none", "font.size": 10}):
        sheet = Sheet(figsize=(7.5, 6), layout="constrained")
        axes = sheet.add_subplot()
        for number, (what, points) in enumerate(drawn.items()):
            ours = ":" not in what
            axes.plot(
                *zip(*points, strict=True), label=_in_italian(what), marker="o" if ours else "x", color=f"C{number}",
                linestyle="-" if ours else "--", linewidth=1.8 if ours else 1.2,
            )  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel="passaggi nella biblioteca", ylabel="millisecondi")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.10g}".replace(",", " "))
        sizes = sorted({size for points in drawn.values() for size, _ in points})
        axes.set_xticks(sizes, minor=False)
        axes.minorticks_off()
        axes.grid(visible=True, alpha=0.3)
        sheet.legend(loc="outside lower center", ncols=2, frameon=False)
        sheet.suptitle("Quanto costa una domanda al crescere della biblioteca")
        sheet.savefig(file, format="svg", metadata={"Date": None})


def _in_italian(what: str) -> str:
    said = what.replace("search", "ricerca").replace("answer", "risposta")
    return f"{said} (vettori inventati)" if ":" in what and "bm25" not in what else said
