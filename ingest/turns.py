"""Politeness: one request at a time to each host, with a pause after it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rag.errors import ReadError


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    wanted: float | None = None  # by the source
    least: float = 0.0  # by robots.txt


class Turns:
    """One request at a time to each host, with a pause after it; shared by all threads and fetchers of a run."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def wish(self, name: str, seconds: float) -> None:
        """The pause that a source asks for at a host."""
        host = self._host(name)
        host.wanted = max(seconds, host.wanted or 0.0)

    def oblige(self, name: str, seconds: float) -> None:
        """The shortest pause that the host allows."""
        self._host(name).least = seconds

    @contextmanager
    def turn(self, name: str, default: float) -> Iterator[float]:
        """Wait for the host's turn and hold it; yields the seconds that were waited."""
        host = self._host(name)
        started = time.monotonic()
        with host.lock:
            self.pause(host.free_at - time.monotonic())
            try:
                yield time.monotonic() - started
            finally:
                pause = max(default if host.wanted is None else host.wanted, host.least)
                host.free_at = time.monotonic() + pause

    def pause(self, seconds: float) -> None:
        """Sleep; raises ReadError when the run ends meanwhile."""
        if self._stopped.wait(max(seconds, 0.0)):
            raise ReadError("lettura interrotta", "fetch")

    def stop(self) -> None:
        """End all waiting."""
        self._stopped.set()

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())
