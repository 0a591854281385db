"""How far something long has come, on stderr: a bar on a screen, elsewhere a line now and then."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from rich.console import Console, RenderableType
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from ingest.report import Moment, Progress
from ui.labels import clean, grouped
from ui.strings import Strings

# Seconds between two lines where there is no screen: what is done before the first says nothing but its report.
EVERY: Final = 10.0
# Seconds between two moments written to a file.
_WRITTEN: Final = 0.5


@contextmanager
def progress(title: str, strings: Strings, *, shown: bool) -> Iterator[Progress]:
    """Show on stderr how far a run has come while the ``with`` goes on; nothing unless ``shown``."""
    if not shown:
        yield lambda moment: None
    elif sys.stderr.isatty():
        with _Board(title, strings) as board:
            yield board.show
    else:
        with _lines(title, strings) as hear:
            yield hear


@contextmanager
def counted(what: str, *, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr for things that are counted: called with how many are done, of how many."""
    with Bar(console=Console(stderr=True), disable=not (shown and sys.stderr.isatty()), transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def written_to(path: Path) -> Progress:
    """Keeps how far a run has come in a file, as JSON, for whoever watches from another process."""
    last = [0.0]

    def hear(moment: Moment) -> None:
        if time.monotonic() - last[0] < _WRITTEN:
            return
        last[0] = time.monotonic()
        with suppress(OSError):  # a run must not fail for who watches it
            new = path.with_suffix(".new")
            new.write_text(json.dumps(asdict(moment)), "utf-8")
            new.replace(path)

    return hear


def figures(moment: Moment, strings: Strings) -> str:
    """Documents (of how many, where that is known), addresses waiting, pages and passages, in words."""
    counts = {
        "documents": moment.done if moment.total is None else 0,
        "queued": moment.queued,
        "pages": moment.pages,
        "passages": moment.passages,
    }
    words = [
        strings.progress[name].format(number=grouped(number, strings)) for name, number in counts.items() if number
    ]
    if moment.total is not None:
        done, total = grouped(moment.done, strings), grouped(moment.total, strings)
        words.insert(0, strings.progress["of"].format(number=done, total=total))
    return " · ".join(words)


class _Board(Bar):
    """Two lines on a screen: a bar with its figures, and below it the address of the moment."""

    def __init__(self, title: str, strings: Strings) -> None:
        self._strings = strings
        self._address = ""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.fields[words]}"))
        super().__init__(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._task = self.add_task(title, total=None, words="")

    def show(self, moment: Moment) -> None:
        """Draw a moment; the bar runs to and fro while the total is not known."""
        self._address = clean(moment.address)
        words = figures(moment, self._strings)
        self.update(self._task, completed=moment.done, total=moment.total, words=words)

    def get_renderables(self) -> Iterator[RenderableType]:
        """The bar, then the address, cut to the width of the screen."""
        yield self.make_tasks_table(self.tasks)
        if self._address:
            yield Text(f"  {self._address}", style="dim", no_wrap=True, overflow="ellipsis")


@contextmanager
def _lines(title: str, strings: Strings) -> Iterator[Progress]:
    """A line every ten seconds, from a thread of its own: a run that waits for a slow server is not dead."""
    latest = [Moment()]
    over = threading.Event()
    started = time.monotonic()

    def speak() -> None:
        while not over.wait(EVERY):
            moment = latest[0]
            minutes, seconds = divmod(int(time.monotonic() - started), 60)
            parts = (f"{minutes}:{seconds:02d}", figures(moment, strings), clean(moment.address))
            sys.stderr.write(f"{title}: {' · '.join(part for part in parts if part)}\n")
            sys.stderr.flush()

    def hear(moment: Moment) -> None:
        latest[0] = moment

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield hear
    finally:
        over.set()
        thread.join()
