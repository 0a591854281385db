"""What this machine is; the memory of a process and of all it has started (Linux; elsewhere nothing)."""

from __future__ import annotations

import os
import platform
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_EVERY = 0.05  # seconds between two looks


def machine() -> dict[str, Any]:
    """What this machine is, as far as figures depend on it; gigabytes are 10⁹ bytes."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9 if hasattr(os, "sysconf") else 0
    return {"cores": os.cpu_count(), "memory_gb": round(memory, 1), "python": platform.python_version(),
            "platform": f"{platform.system()} {platform.machine()}"}  # fmt: skip


@dataclass(slots=True)
class Peak:
    """The largest sum of resident memory seen, in megabytes; 0 where it can't be told."""

    megabytes: float = 0.0


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """Watch this process and its descendants; pages that they share count for each of them."""
    peak, done = Peak(), threading.Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            peak.megabytes = max(peak.megabytes, family_megabytes(os.getpid()))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def family_megabytes(pid: int) -> float:
    """The resident memory of a process and of all it has started, in megabytes."""
    children: dict[int, list[int]] = defaultdict(list)
    resident: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        children[int(fields[1])].append(int(folder.name))
        resident[int(folder.name)] = int(fields[21])
    family, pending = 0, [pid]
    while pending:
        process = pending.pop()
        family += resident.get(process, 0)
        pending += children[process]
    return family * os.sysconf("SC_PAGE_SIZE") / 1e6


def resident() -> tuple[float, float]:
    """The memory of this process in megabytes: all that is resident, and what of it is its own.

    The rest are mapped files, which the system may take back; 0 and 0 where it can't be told.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0, 0.0
    told = dict(line.split(":", 1) for line in status.read_text("utf-8", "replace").splitlines() if ":" in line)
    return int(told["VmRSS"].split()[0]) / 1000, int(told["RssAnon"].split()[0]) / 1000
