"""The benchmark's third part: commands from cold, the served chat's memory, what a library takes on disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from eval.figures import Figure
from eval.memory import family_megabytes
from eval.people import Seen, crowd, served
from rag.errors import EvaluationError

_QUESTION: Final = "quali sono le priorità?"
_COMMANDS: Final = {
    "help": ["--help"],
    "status": ["status"],
    "search": ["search", _QUESTION],
    "ask": ["ask", "--no-log", _QUESTION],
}
# What every one of them needs at least.
_BARE: Final = {
    "help": "import typer",
    "status": "import sqlite3",
    "search": "import sqlite3, numpy, tantivy",
    "ask": "import sqlite3, numpy, tantivy",
}
_TRIES: Final = 3
_PARTS: Final = {"library": ("library.db", "library.db-wal"), "words": ("lexical",), "vectors": ("vectors",),
                 "archive": ("archive",)}  # fmt: skip


def starts(home: Path, name: str) -> list[Figure]:
    """Seconds from the shell to the end of each command, against Python importing what it needs; the best of three."""
    environment = {**os.environ, "REGESTO_HOME": str(home), "REGESTO_OFFLINE": "1"}
    own = [sys.executable, "-c", "from ui.cli import main; main()"]
    return [
        Figure(
            ("start", name, what), _best([*own, *words], environment), "s",
            _best([sys.executable, "-c", _BARE[what]], environment),
        )
        for what, words in _COMMANDS.items()
    ]  # fmt: skip


def _best(command: Sequence[str], environment: dict[str, str]) -> float:
    """The least of some runs: the first of them fills the disk's cache. Raises EvaluationError where one fails."""
    times = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)
        times.append(time.perf_counter() - started)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EvaluationError(f"«{' '.join(command[2:])[:60]}» non è riuscito: {(said or [''])[-1]}")
    return min(times)


def serving(home: Path, name: str, questions: Sequence[str], scratch: Path, seconds: float = 15.0) -> list[Figure]:
    """Memory of the chat served as it is, when it has opened and after one person has asked for some seconds."""
    with served(_shadow(home, scratch / f"served-{name}"), quiet=True) as (base, pid):
        opened = family_megabytes(pid)
        seen: Seen = crowd(base, pid, 1, seconds, questions)
        after = family_megabytes(pid)
    if seen.errors:
        raise EvaluationError(f"la chat di prova ha risposto con un errore: {seen.errors[0]}")
    return [
        Figure(("memory", name, "served, opened"), opened, "MB"),
        Figure(("memory", name, "served, asked"), after, "MB"),
    ]


def _shadow(home: Path, folder: Path) -> Path:
    """A folder with links to a library: the chat keeps its answers and its guide there, not beside the library."""
    folder.mkdir(parents=True)
    for names in _PARTS.values():
        for each in names:
            if each != "library.db-wal" and (home / each).exists():
                (folder / each).symlink_to((home / each).resolve())
    return folder


def disk(home: Path, name: str, characters: int) -> list[Figure]:
    """What a library takes on disk, by part, in megabytes; the whole without its archive against its bare text."""
    sizes = {part: sum(_size(home / each) for each in names) / 1e6 for part, names in _PARTS.items()}
    whole = sum(size for part, size in sizes.items() if part != "archive")
    return [
        Figure(("disk", name, "whole"), whole, "MB", characters / 1e6),
        *(Figure(("disk", name, part), size, "MB") for part, size in sizes.items()),
    ]


def _size(place: Path) -> int:
    if place.is_file():
        return place.stat().st_size
    return sum(each.stat().st_size for each in place.rglob("*") if each.is_file())
