"""Where the time goes: seconds by stage, for the report of a run and the benchmark."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class Clock:
    """Seconds of wall clock by stage; stages may run side by side, so their sum may be more than the whole."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Add what passes inside to a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - started

    def waiting(self, stage: str, items: Iterator[Item]) -> Iterator[Item]:
        """The items, with the time that each was waited for added to a stage."""
        while True:
            with self.timing(stage):
                item = next(items, None)
            if item is None:
                return
            yield item
