"""What the office looks at: how the library stands, how much is asked, what stays unanswered, what readers say."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from rag.answer_log import AnswerLog, Wanted
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.unanswered import Subject


@dataclass(frozen=True, slots=True)
class Standing:
    """How the service stands: ``counts`` as ``Library.status``; sizes in bytes; names of the models."""

    counts: Mapping[str, Any]
    taken: int
    free: int
    model: str | None
    embeddings: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day (of this machine's zone)."""

    day: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Usage:
    """The questions of some days, every day of them, oldest first; ``median_ms`` None where there was none."""

    days: tuple[Day, ...]
    languages: tuple[tuple[str, int], ...]
    median_ms: int | None

    @property
    def asked(self) -> int:
        """How many questions in all."""
        return sum(each.asked for each in self.days)

    @property
    def answered(self) -> int:
        """How many of them had an answer."""
        return sum(each.answered for each in self.days)


def standing(settings: Settings) -> Standing:
    """How the service stands at this moment. Raises LibraryError."""
    from importlib.metadata import version
    from platform import python_version

    from rag.generating.models import llm_described
    from rag.library import Library

    with Library.open(settings) as library:
        counts = library.status()
    versions = {"Regesto": version("regesto"), "Python": python_version(), "SQLite": sqlite3.sqlite_version}
    return Standing(
        counts, sum(_sizes(settings.home)), shutil.disk_usage(settings.home).free, llm_described(settings),
        settings.embeddings, versions,
    )  # fmt: skip


def _sizes(folder: Path) -> Iterator[int]:
    for base, _, files in os.walk(folder):
        for name in files:
            try:
                yield (Path(base) / name).lstat().st_size
            except OSError:  # gone meanwhile
                continue


def since(days: int) -> str:
    """When a span of whole days until now began (UTC, as the log keeps it)."""
    first = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
    return first.astimezone(UTC).isoformat(timespec="milliseconds")


def usage(log: AnswerLog, days: int) -> Usage:
    """How much was asked in the last days, today among them; files of questions left out. Raises LibraryError."""
    where = "FROM answers WHERE at >= ? AND channel != 'batch'"

    def job(file: sqlite3.Connection) -> tuple[list[Any], list[Any], list[Any]]:
        begun = (since(days),)
        by_day = f"SELECT date(at, 'localtime'), count(*), sum(status = 'answered') {where} GROUP BY 1"
        by_language = f"SELECT language, count(*) {where} GROUP BY 1 ORDER BY 2 DESC, 1"
        times = f"SELECT elapsed_ms {where} ORDER BY number DESC LIMIT 10000"
        return (
            file.execute(by_day, begun).fetchall(),
            file.execute(by_language, begun).fetchall(),
            file.execute(times, begun).fetchall(),
        )

    rows, languages, times = log.asked(job)
    found = {day: (asked, answered) for day, asked, answered in rows}
    today = date.today()
    span = [(today - timedelta(days=back)).isoformat() for back in range(days - 1, -1, -1)]
    shown = tuple(Day(day, *found.get(day, (0, 0))) for day in span)
    return Usage(shown, tuple(languages), round(median(row[0] for row in times)) if times else None)


class Unanswered:
    """The unanswered questions by subject; reckoned anew only when there are others (2,000 take seconds)."""

    def __init__(self, log: AnswerLog) -> None:
        self._log = log
        self._known: tuple[tuple[Any, ...], list[Subject]] | None = None

    def of(self, days: int) -> list[Subject]:
        """The subjects of the last days, most asked first. Raises LibraryError."""
        from rag.embeddings import bundled
        from rag.unanswered import unanswered

        wanted = Wanted(since=since(days), status="refused")
        latest = self._log.listed(wanted, limit=1)
        key = (days, wanted.since, self._log.count(wanted), latest[0].id if latest else None)
        if self._known is None or self._known[0] != key:
            self._known = key, unanswered(self._log.each(wanted), bundled())
        return self._known[1]
