"""The file of the answers, ``answers.db``: its schema and versions, and what happens when it is damaged.

It stands beside ``library.db`` and apart from it: the library has one writer at a time, answers are written by every
chat and command line at once. Nothing in it is needed to answer, so it may be deleted at any time, even under a running
chat: the next answer begins a new one.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rag.errors import LibraryError

log = logging.getLogger(__name__)

# Kept in the file's ``user_version``. A file of version n is brought to n + 1 by _UPGRADES[n], all or nothing; one of a
# later version is left as it is.
VERSION: Final = 2
_UPGRADES: Final[dict[int, tuple[str, ...]]] = {
    0: (
        """CREATE TABLE answers (
            number INTEGER PRIMARY KEY,     -- order of writing
            id TEXT NOT NULL UNIQUE,        -- random: fit for an address that is shared
            at TEXT NOT NULL,               -- UTC, ISO 8601 to the millisecond
            channel TEXT NOT NULL,          -- cli, chat, batch
            question TEXT NOT NULL,
            question_id TEXT,               -- the id that the question came with, as JSON
            language TEXT NOT NULL,
            history TEXT NOT NULL,          -- the last turns before it, as JSON
            turns INTEGER NOT NULL,         -- how many turns there were
            filters TEXT NOT NULL,          -- those that were set, as JSON
            status TEXT NOT NULL,
            mode TEXT NOT NULL,
            verdict TEXT,
            answer TEXT NOT NULL,           -- rag.wire.answer_to_json
            hits TEXT NOT NULL,             -- [{document, passage_id, score, rank}], as JSON
            settings TEXT NOT NULL,         -- what shaped it, as JSON; never a key or an address
            elapsed_ms INTEGER NOT NULL
        )""",
        "CREATE INDEX answers_at ON answers (at)",
        "CREATE INDEX answers_status ON answers (status, number)",
        """CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            thumb INTEGER CHECK (thumb IN (-1, 1)),
            comment TEXT
        )""",
        "CREATE INDEX feedback_answer ON feedback (answer)",
    ),
    # ``voice``: one reader of one answer (rag/feedback.py); ``wanted``: the office should know
    1: (
        "ALTER TABLE feedback ADD COLUMN voice TEXT",
        "ALTER TABLE feedback ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0",
        "DROP INDEX feedback_answer",
        "CREATE UNIQUE INDEX feedback_voice ON feedback (answer, voice)",
    ),
}
# How long a writer waits for another: a row takes under a millisecond, so this is a file that somebody holds.
_WAIT_SECONDS: Final = 1.0
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class AnswerFile:
    """The open file; not for two threads at once (``AnswerLog`` sees to that)."""

    def __init__(self, home: Path) -> None:
        self.path = home / "answers.db"
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection (autocommit), opened on first need and anew when the file was moved or deleted.

        Raises sqlite3.Error or OSError when it can't be opened, LibraryError when a later version wrote it. A damaged
        file is set aside and a new one begun.
        """
        if self._connection is not None and self._inode != _inode(self.path):
            self.close()
        if self._connection is None:
            try:
                self._open()
            except sqlite3.DatabaseError as error:
                if not damaged(error):
                    raise
                self.set_aside()
                self._open()
        assert self._connection is not None
        return self._connection

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Questions are their askers' own business: readable by the owner alone, and so are the files SQLite adds.
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self._inode = _inode(self.path)
        connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not just unlinked
            self._upgrade(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _upgrade(self, connection: sqlite3.Connection) -> None:
        if _version(connection) == VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = _version(connection)  # another process may have been faster
            if found > VERSION:
                raise LibraryError(
                    f"il registro delle risposte {self.path} è di una versione più nuova ({found}, questa arriva a "
                    f"{VERSION}): aggiornare Regesto, o spostare il file"
                )
            for version in range(found, VERSION):
                for statement in _UPGRADES[version]:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def set_aside(self) -> None:
        """Move a damaged file out of the way, under a name with the time, unless another process already has."""
        from filelock import FileLock

        held = self._inode
        self.close()
        with FileLock(self.path.with_suffix(".lock"), timeout=10):
            if _inode(self.path) != held:
                return
            name = f"answers.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"
            # The journal first: a new file would take it for its own.
            for ending in ("-wal", "-shm", ""):
                part = Path(f"{self.path}{ending}")
                if part.exists():
                    part.rename(self.path.with_name(name + ending))
        log.warning(
            "il registro delle risposte %s era rovinato: l'ho messo da parte come %s e ne comincio uno nuovo",
            self.path,
            name,
        )

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def damaged(error: sqlite3.Error) -> bool:
    """True when an error says that the file itself is broken, not that it can't be reached now."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _inode(path: Path) -> int:
    """What tells this file from another that takes its name; 0 where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0
