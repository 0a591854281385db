"""A run of ``regesto ingest`` started from a page: a process of its own, so that the chat goes on; one at a time.

All that is known of it lies in ``office/`` of the library's folder (who, what, how far, the report), so that a page
loaded anew, or a service started anew, finds the run where it is.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rag.register import now
from rag.settings import Settings
from ui.accounts import written

State = Literal["running", "done", "failed", "stopped"]
# Characters of the last words of a run that failed.
_LAST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that was started: by whom, when (UTC), what is read, under which process; ``asked`` to stop by whom."""

    who: str
    at: str
    targets: tuple[str, ...]
    pid: int
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The last run and how far it has come: ``moment`` (``ingest.report.Moment``), ``report`` once it is over.

    ``problem`` is its last word where it ended otherwise.
    """

    begun: Begun
    state: State
    moment: dict[str, Any]
    report: dict[str, Any] | None = None
    problem: str = ""


class Runs:
    """Starts, watches and stops runs; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.home / "office"
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def busy(self) -> str | None:
        """Who holds the library for writing (our run or another's), as the holder says; None when nobody does."""
        try:
            said = (self._settings.home / "ingest.holder").read_text("utf-8")
        except OSError:
            return None
        found = re.search(r"\d+", said)
        return said if found and _lives(int(found.group())) else None

    def start(self, who: str, targets: Sequence[str]) -> bool:
        """Begin to read the targets; False when a run is going on, here or elsewhere."""
        with self._lock:
            last = self.last()
            if (last and last.state == "running") or self.busy():
                return False
            self._folder.mkdir(parents=True, exist_ok=True)
            for name in ("progress.json", "report.json", "errors.txt"):
                (self._folder / name).unlink(missing_ok=True)
            command = [
                sys.executable, "-c", "from ui.cli import main; main()", "ingest", *targets, "--json",
                "--progress", str(self._folder / "progress.json"),
            ]  # fmt: skip
            with (self._folder / "report.json").open("wb") as out, (self._folder / "errors.txt").open("wb") as errors:
                self._child = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=self._environment(),
                    start_new_session=True,  # Ctrl+C at the chat's terminal is not meant for it
                )  # fmt: skip
            threading.Thread(target=self._child.wait, daemon=True).start()  # so that it leaves nothing when it ends
            self._keep(Begun(who, now(), tuple(targets), self._child.pid))
            return True

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "REGESTO_HOME": str(self._settings.home.resolve())}

    def _keep(self, begun: Begun) -> None:
        written(self._folder / "run.json", json.dumps(asdict(begun), ensure_ascii=False))

    def stop(self, who: str) -> bool:
        """Ask the run that goes on to end, as Ctrl+C does: what was read is kept. False when there is none."""
        with self._lock:
            last = self.last()
            if last is None or last.state != "running":
                return False
            self._keep(Begun(last.begun.who, last.begun.at, last.begun.targets, last.begun.pid, who))
            # asked twice, it is told what can't be overheard
            with contextlib.suppress(ProcessLookupError):
                os.kill(last.begun.pid, signal.SIGTERM if last.begun.asked else signal.SIGINT)
            return True

    def last(self) -> Run | None:
        """The run that goes on, or else the last; None where there was none."""
        found = _json(self._folder / "run.json")
        try:
            begun = Begun(found["who"], found["at"], tuple(found["targets"]), int(found["pid"]), found.get("asked", ""))
        except (KeyError, TypeError, ValueError):
            return None
        report, moment = _json(self._folder / "report.json"), _json(self._folder / "progress.json")
        if self._goes_on(begun.pid) and not report:
            return Run(begun, "running", moment)
        if report:
            return Run(begun, "done", moment, report)
        return Run(begun, "stopped" if begun.asked else "failed", moment, None, self._last_words())

    def _goes_on(self, pid: int) -> bool:
        if self._child is not None and self._child.pid == pid:
            return self._child.poll() is None
        return _lives(pid) and str(pid) in (self.busy() or "")  # begun before this service: it holds the library

    def _last_words(self) -> str:
        try:
            lines = (self._folder / "errors.txt").read_text("utf-8", "replace").strip().splitlines()
        except OSError:
            return ""
        return lines[-1][-_LAST_WORDS:] if lines else ""


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
