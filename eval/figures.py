"""Measured figures: a name in parts, a value with its unit, and what bare library calls took in the same run."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

Given = TypeVar("Given")
PERCENTILES: Final = ("p50", "p95", "p99")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Args:
        name: what it is, from the widest part to the narrowest: ``("search", "2000", "whole", "kind", "p95")``.
        value: what was measured.
        unit: of the value and of the floor: ``ms``, ``s``, ``MB`` (less is better) or ``something/s`` (more is).
        floor: the same, of bare library calls in the same run; None where there is nothing to compare with.

    """

    name: tuple[str, ...]
    value: float
    unit: str
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor it costs: 1 as much, 2 twice as much, whichever way the unit counts."""
        if not self.floor or not self.value:
            return None
        return self.floor / self.value if self.unit.endswith("/s") else self.value / self.floor


def percentiles(name: tuple[str, ...], times: Sequence[float], floor: Sequence[float] = ()) -> list[Figure]:
    """The middle, the 95th and the 99th percentile of times in ms, each against the same of the floor's times."""
    bare = _cuts(floor) if floor else (None,) * len(PERCENTILES)
    return [
        Figure((*name, part), value, "ms", low)
        for part, value, low in zip(PERCENTILES, _cuts(times), bare, strict=True)
    ]


def _cuts(times: Sequence[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    return cuts[49], cuts[94], cuts[98]


def timed(given: Iterable[Given], act: Callable[[Given], object]) -> list[float]:
    """The milliseconds that each call takes."""
    times = []
    for each in given:
        started = time.perf_counter()
        act(each)
        times.append(1000 * (time.perf_counter() - started))
    return times


def together(given: Sequence[Given], act: Callable[[Given], object], clients: int) -> tuple[float, list[float]]:
    """So many clients at once, each taking the next of ``given``: calls a second, and the milliseconds of each."""
    begin = threading.Barrier(clients)
    waiting = iter(given)
    lock = threading.Lock()

    def client() -> list[float]:
        begin.wait()
        times: list[float] = []
        while True:
            with lock:
                each = next(waiting, None)
            if each is None:
                return times
            times += timed([each], act)

    with ThreadPoolExecutor(clients) as pool:
        started = time.perf_counter()
        running = [pool.submit(client) for _ in range(clients)]
        times = [each for one in running for each in one.result()]
    return len(times) / (time.perf_counter() - started), times


def as_json(figures: Iterable[Figure]) -> dict[str, dict[str, Any]]:
    """The figures by name, its parts joined by ``/``."""
    return {
        "/".join(each.name): {
            "value": round(each.value, 4),
            "unit": each.unit,
            **({"floor": round(each.floor, 4), "ratio": round(each.ratio or 0, 3)} if each.floor else {}),
        }
        for each in figures
    }


def from_json(told: dict[str, dict[str, Any]]) -> list[Figure]:
    """What ``as_json`` gave, as figures again."""
    return [
        Figure(tuple(name.split("/")), each["value"], each["unit"], each.get("floor")) for name, each in told.items()
    ]
