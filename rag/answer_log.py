"""Every answer is a row: written after the answer is shown, read by the office, forgotten when its time is over.

Writing never costs the person an answer: what can't be written (a file that somebody holds, a full disk, a folder that
may not be written to) waits in memory and is tried again a minute later, and one warning says so. Only the entry points
(``regesto ask``, the chat) keep a log, through ``rag.recording``; evaluation and whoever calls ``Answerer`` don't.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from rag.answer_file import AnswerFile, damaged
from rag.answer_rows import COLUMNS, LoggedAnswer, from_row, to_row
from rag.errors import LibraryError
from rag.settings import Settings
from rag.types import Answer, Hit, Question, Status

log = logging.getLogger(__name__)

Channel = Literal["cli", "chat", "batch"]
Value = TypeVar("Value")

# After a failure the file is let alone for so long, and at most so many rows wait for it (some 10 kB each).
_PAUSE_SECONDS: Final = 60.0
_WAITING: Final = 500
# How often what is too old is looked for.
_SWEEP_SECONDS: Final = 3600.0
_SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM answers"
_INSERT: Final = f"INSERT OR IGNORE INTO answers ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; None means "any". ``since`` and ``until`` (not included) are times in UTC, ISO 8601."""

    since: str | None = None
    until: str | None = None
    status: Status | None = None
    channel: Channel | None = None
    language: str | None = None

    def where(self) -> tuple[str, list[str]]:
        """The condition in SQL, and its values."""
        given = [
            ("at >= ?", self.since),
            ("at < ?", self.until),
            ("status = ?", self.status),
            ("channel = ?", self.channel),
            ("language = ?", self.language),
        ]
        kept = [(sql, value) for sql, value in given if value is not None]
        return " AND ".join(sql for sql, _ in kept) or "1", [value for _, value in kept]


class AnswerLog:
    """The log of the answers in the folder that the settings name; safe to share between threads.

    Nothing is opened before the first row is written or read. ``on``: whether answers are written down, which the
    settings must allow too.
    """

    def __init__(self, settings: Settings, *, on: bool = True) -> None:
        self.settings = settings
        self.on = on and settings.answers
        self._file = AnswerFile(settings.home)
        self._lock = threading.RLock()
        self._waiting: deque[tuple[Any, ...]] = deque(maxlen=_WAITING)
        self._paused_until = 0.0
        self._warned = False
        self._swept: float | None = None

    def record(
        self,
        answer: Answer,
        question: Question,
        hits: Sequence[Hit] = (),
        *,
        channel: Channel,
        generation: Callable[[], int] | None = None,
        id: str | None = None,  # noqa: A002
    ) -> str | None:
        """Write an answer down; its id, or None when the log is off. Never raises, never waits longer than a second."""
        if not self.on:
            return None
        row_id = id or new_id()
        try:
            shaped = {**self._shaped, "generation": generation() if generation else None}
            row = to_row(row_id, answer, question, hits, shaped, channel)
            with self._lock:
                self._waiting.append(row)
                self._write_waiting()
        except Exception as error:  # whatever it is, it must not cost the answer
            self._warn(error)
        return row_id

    def _write_waiting(self) -> None:
        if time.monotonic() < self._paused_until:
            return
        try:
            self._carried_out(self._insert)
        except Exception:
            self._paused_until = time.monotonic() + _PAUSE_SECONDS
            raise
        self._waiting.clear()
        self._warned = False

    def _insert(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany(_INSERT, self._waiting)
            self._sweep(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk may have ended it already
                connection.execute("ROLLBACK")
            raise

    def _sweep(self, connection: sqlite3.Connection) -> None:
        """Forget what is older than the settings allow, at most once an hour."""
        now = time.monotonic()
        if self._swept is not None and now - self._swept < _SWEEP_SECONDS:
            return
        if self.settings.answers_days:
            oldest = datetime.now(UTC) - timedelta(days=self.settings.answers_days)
            connection.execute("DELETE FROM answers WHERE at < ?", (oldest.isoformat(timespec="milliseconds"),))
        self._swept = now

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            log.warning(
                "non riesco a scrivere le risposte in %s (%s): le risposte continuano, riprovo fra un minuto; per non "
                "tenerle: REGESTO_ANSWERS=off",
                self._file.path,
                error,
            )

    @cached_property
    def _shaped(self) -> dict[str, Any]:
        """The settings that shape an answer: names of models, never a key or an address (which may hold one)."""
        from importlib.metadata import version

        names = ("embeddings", "reranker", "llm", "entailment")
        return {**{name: getattr(self.settings, name, None) or None for name in names}, "version": version("regesto")}

    def _carried_out(self, job: Callable[[sqlite3.Connection], Value]) -> Value:
        """Do something with the file; once more on a new one when it turns out to be damaged."""
        try:
            return job(self._file.connection)
        except sqlite3.DatabaseError as error:
            if not damaged(error):
                raise
            self._file.set_aside()
            return job(self._file.connection)

    def asked(self, job: Callable[[sqlite3.Connection], Value]) -> Value:
        """Do something with the file for a person who waits for it. Raises LibraryError when it can't be done."""
        with self._lock:
            try:
                if self._swept is None:
                    self._carried_out(self._insert)
                return self._carried_out(job)
            except (sqlite3.Error, OSError) as error:
                raise LibraryError(
                    f"non riesco ad aprire il registro delle risposte {self._file.path} ({error}): controllare che "
                    "nella cartella si possa scrivere e che sul disco ci sia spazio"
                ) from error

    def listed(self, wanted: Wanted = Wanted(), *, limit: int = 50, before: str | None = None) -> list[LoggedAnswer]:
        """Rows, newest first; ``before`` (an id) pages on from the last row of the page before. Raises LibraryError."""
        where, values = wanted.where()
        page = "number < coalesce((SELECT number FROM answers WHERE id = ?), 9e18)"
        sql = f"{_SELECT} WHERE {where} AND {page} ORDER BY number DESC LIMIT ?"
        return self.asked(lambda file: [from_row(row) for row in file.execute(sql, (*values, before, limit))])

    def count(self, wanted: Wanted = Wanted()) -> int:
        """How many rows there are. Raises LibraryError."""
        where, values = wanted.where()
        sql = f"SELECT count(*) FROM answers WHERE {where}"
        return int(self.asked(lambda file: file.execute(sql, values).fetchone()[0]))

    def each(self, wanted: Wanted = Wanted(), page: int = 200) -> Iterator[LoggedAnswer]:
        """All rows, newest first, read a page at a time. Raises LibraryError."""
        rows = self.listed(wanted, limit=page)
        while rows:
            yield from rows
            rows = self.listed(wanted, limit=page, before=rows[-1].id)

    def get(self, id: str) -> LoggedAnswer | None:  # noqa: A002
        """The row of an id, whole; None where there is none (any more). Raises LibraryError."""
        row = self.asked(lambda file: file.execute(f"{_SELECT} WHERE id = ?", (id,)).fetchone())
        return None if row is None else from_row(row)

    def beginning(self, start: str) -> list[str]:
        """The ids that begin so, for a person who types one by hand. Raises LibraryError."""
        sql = "SELECT id FROM answers WHERE substr(id, 1, ?) = ? ORDER BY number"
        return self.asked(lambda file: [row[0] for row in file.execute(sql, (len(start), start))])

    def forget(self, ids: Sequence[str] | None) -> int:
        """Forget some rows, or all (None), with their feedback: how many. Nothing of them stays in the file.

        Raises LibraryError.
        """

        def job(file: sqlite3.Connection) -> int:
            if ids is None:
                gone = file.execute("DELETE FROM answers").rowcount
            else:
                gone = sum(file.execute("DELETE FROM answers WHERE id = ?", (each,)).rowcount for each in ids)
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return gone

        return self.asked(job)

    def close(self) -> None:
        """Write what still waits, where that is possible now, and let go of the file."""
        with self._lock:
            try:
                if self._waiting:
                    self._paused_until = 0.0
                    self._write_waiting()
            except Exception as error:
                self._warn(error)
            self._file.close()


def new_id() -> str:
    """A random name for an answer: 96 bits, so that it can't be guessed from another; hexadecimal digits only."""
    return secrets.token_hex(12)
