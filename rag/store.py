"""The library's file: one SQLite database (WAL), its schema, and a connection for every thread."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from rag.errors import LibraryError
from rag.settings import Settings

SCHEMA_VERSION: Final = "3"
# What a library of an older version lacks; new tables come from schema.sql.
# (those of acronyms are filled by the next run: ingest/mining.py).
_UPGRADES: Final = {"1": "ALTER TABLE passages ADD COLUMN clutter INTEGER NOT NULL DEFAULT 0", "2": ""}


class _Held:
    """A thread's connection, closed when the thread is gone (a server's threads come and go by the hundred)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Store:
    """The open file; one connection a thread, so it may be shared by the threads of a server.

    Raises LibraryError when the file can't be opened or was written by another version.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "library.db"
        self._local = threading.local()
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._prepare()
        except sqlite3.OperationalError as error:
            # "unable to open database file" is also what SQLite says of a folder it may not write its journal into.
            raise LibraryError(
                f"non riesco ad aprire la biblioteca {self.path} ({error}): controllare che nella cartella si possa "
                "scrivere e che sul disco ci sia spazio"
            ) from error
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"la biblioteca {self.path} è rovinata ({error}): rimettere una copia di riserva, oppure spostarla e "
                "leggere di nuovo i documenti con «regesto ingest»"
            ) from error
        except OSError as error:
            raise LibraryError(f"non riesco ad aprire la biblioteca {self.path}: {error.strerror}") from error

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The library in the folder that the settings name; made when it is not there."""
        return cls(settings.home)

    def _prepare(self) -> None:
        connection = self.connection
        schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
            connection.executescript(schema)
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (SCHEMA_VERSION,))
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")
        found = self.meta("schema")
        if found in _UPGRADES:
            self._upgrade(found, schema)
            found = self.meta("schema")
        if found != SCHEMA_VERSION:
            raise LibraryError(
                f"la biblioteca {self.path} è di un'altra versione ({found}, serve {SCHEMA_VERSION}): "
                "esportarla con quella versione (regesto export --jsonl) e ingerirla di nuovo"
            )

    def _upgrade(self, found: str, schema: str) -> None:
        """Bring an older library up to date, all or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            if self.meta("schema") == found:  # another process may have been faster
                self.connection.execute(_UPGRADES[found])
                for statement in schema.split(";\n"):
                    self.connection.execute(statement)
                self.connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (SCHEMA_VERSION,))
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread (autocommit; rows as plain tuples)."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            held = self._local.held = _Held(connection)
        return held.connection

    def close(self) -> None:
        """Close the calling thread's connection; those of other threads close when their threads end."""
        self._local = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def meta(self, key: str) -> str | None:
        """A value of the ``meta`` table."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def generation(self) -> int:
        """A counter that rises with every change of what is current: readers reopen their indexes when it moves."""
        return int(self.meta("generation") or 0)
