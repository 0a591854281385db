"""``regesto bench``: how fast and how large, on this machine: reading, searching, answering, starting up.

Everything is measured in a fresh library in a scratch folder, so the user's own is left alone.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from eval.memory import peak_memory
from ingest.pipeline import ingest
from rag.answerer import open_answerer
from rag.library import Library
from rag.settings import Settings
from rag.types import Question

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure, with its unit."""

    what: str
    value: float
    unit: str


def bench(targets: Sequence[str], settings: Settings, asked: int = 200) -> list[Row]:
    """Ingest the targets into a scratch library twice, search, answer, start up; the figures as seen."""
    with tempfile.TemporaryDirectory() as scratch:
        own = settings.model_copy(update={"home": Path(scratch)})
        with peak_memory() as peak:
            report = ingest(targets, own)
        rows = [
            Row("documents read", report.added + report.updated, "documents"),
            Row("passages indexed", report.passages, "passages"),
            Row("pages read", report.pages, "pages"),
            Row("first ingestion", report.seconds, "s"),
            Row("pages read and indexed a second", report.pages / report.seconds, "pages/s"),
            Row("passages indexed a second", report.passages / report.seconds, "passages/s"),
            # Reading goes on in workers beside the rest: the sum may be more than the whole.
            *(Row(f"of it: {stage}", seconds, "s") for stage, seconds in report.clock.seconds.items()),
            Row("peak memory while reading, workers included", peak.megabytes, "MB"),
            Row("second ingestion, nothing changed", ingest(targets, own).seconds, "s"),
            Row("size of the library", _size(own.home) / 1e6, "MB"),
        ]
        rows += _questions(own, asked)
        rows += _starts(own)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return [*rows, Row("peak memory of this process", memory, "MB")]


def as_json(rows: Sequence[Row]) -> dict[str, object]:
    """The figures by name, for programs."""
    return {row.what: {"value": round(row.value, 4), "unit": row.unit} for row in rows}


def _questions(settings: Settings, asked: int) -> list[Row]:
    """Times of a search and of a whole answer; the questions are headings and first words of the library's passages."""
    with Library.open(settings) as library:
        passages = [passage for passage, _ in library.current_passages()]
    step = max(1, len(passages) // asked)
    texts = [" ".join((*p.headings[-1:], *p.text.split()[:8])) for p in passages[::step]][:asked]
    answerer = open_answerer(settings)
    answerer.answer(Question(texts[0]))
    rows = spread("search", texts, lambda text: answerer.search.search(text))
    rows += spread("answer", texts, lambda text: answerer.answer(Question(text)))
    answerer.close()
    return rows


def spread(what: str, given: Sequence[Given], act: Callable[[Given], object]) -> list[Row]:
    """The middle and the 95th percentile of the milliseconds that a call takes."""
    times = []
    for each in given:
        started = time.perf_counter()
        act(each)
        times.append(1000 * (time.perf_counter() - started))
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [times[0]] * 99
    return [Row(f"{what}, p50", cuts[49], "ms"), Row(f"{what}, p95", cuts[94], "ms")]


def _starts(settings: Settings) -> list[Row]:
    commands = {
        "regesto --help": ["--help"],
        "regesto status": ["status"],
        "regesto ask, cold": ["ask", "quali sono le priorità?"],
    }
    return [start(what, words, settings) for what, words in commands.items()]


def start(what: str, words: Sequence[str], settings: Settings) -> Row:
    """Seconds from the shell to the end of a command, the best of three (the first fills the disk cache)."""
    regesto = str(Path(sys.executable).with_name("regesto"))
    environment = {**os.environ, "REGESTO_HOME": str(settings.home)}
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([regesto, *words], env=environment, capture_output=True, check=False, timeout=120)
        times.append(time.perf_counter() - started)
    return Row(what, min(times), "s")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
