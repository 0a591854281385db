"""``office.db``: what the office changed, who and when; sessions that were ended before their time."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.register import now

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,               -- UTC, ISO 8601 to the second
    who TEXT NOT NULL,
    what TEXT NOT NULL,             -- a key of ui.locales.office's deeds
    detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ended (session TEXT PRIMARY KEY, until REAL NOT NULL);
"""
# A row is short: a longer detail is cut.
_DETAIL: Final = 500


@dataclass(frozen=True, slots=True)
class Deed:
    """One change: when (UTC), by whom, which, of what."""

    at: str
    who: str
    what: str
    detail: str


class OfficeFile:
    """The file in a library's folder, opened for each call: they are few. Raises sqlite3.Error."""

    def __init__(self, home: Path) -> None:
        self.path = home / "office.db"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            connection.executescript(_SCHEMA)
            yield connection
        finally:
            connection.close()

    def note(self, who: str, what: str, detail: str = "") -> None:
        """Write down a change."""
        detail = detail.encode("utf-8", "replace").decode()[:_DETAIL]
        with self._open() as file:
            file.execute("INSERT INTO log (at, who, what, detail) VALUES (?, ?, ?, ?)", (now(), who, what, detail))

    def deeds(self, most: int = 200) -> list[Deed]:
        """The latest changes, newest first."""
        with self._open() as file:
            rows = file.execute("SELECT at, who, what, detail FROM log ORDER BY id DESC LIMIT ?", (most,)).fetchall()
        return [Deed(*row) for row in rows]

    def end(self, session: str, until: float) -> None:
        """End a session that would hold until then (seconds since 1970)."""
        with self._open() as file:
            file.execute("DELETE FROM ended WHERE until < ?", (time.time(),))
            file.execute("INSERT OR REPLACE INTO ended VALUES (?, ?)", (session, until))

    def has_ended(self, session: str) -> bool:
        """Whether a session was ended."""
        if not self.path.exists():
            return False
        with self._open() as file:
            return file.execute("SELECT 1 FROM ended WHERE session = ?", (session,)).fetchone() is not None
