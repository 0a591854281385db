"""The library: documents, their editions and passages in one SQLite file (WAL), the single truth.

Reading is here; writing (one process at a time, under the ingestion lock) is in ``rag/register.py``.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from rag.errors import LibraryError
from rag.rows import JOIN, PASSAGE, RECORD, passage_of, passes, record_of
from rag.settings import Settings
from rag.types import DocumentRecord, Filters, Passage

SCHEMA_VERSION: Final = "1"


class _Held:
    """A thread's connection, closed when the thread is gone (a server's threads come and go by the hundred)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Library:
    """A reader of the library; one connection a thread, so it may be shared by the threads of a server.

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
            raise LibraryError(f"non riesco ad aprire la biblioteca {self.path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"la biblioteca {self.path} è rovinata ({error}): rimettere una copia di riserva, oppure spostarla e "
                "leggere di nuovo i documenti con «regesto ingest»"
            ) from error
        except OSError as error:
            raise LibraryError(f"non riesco ad aprire la biblioteca {self.path}: {error.strerror}") from error

    @classmethod
    def open(cls, settings: Settings) -> Library:
        """The library in the folder that the settings name; made when it is not there."""
        return cls(settings.home)

    def _prepare(self) -> None:
        connection = self.connection
        # The newest table: a library that lacks it is empty, or older and gains the tables that were added since.
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'source_runs'").fetchone() is None:
            connection.executescript(Path(__file__).with_name("schema.sql").read_text("utf-8"))
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (SCHEMA_VERSION,))
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")
        found = self.meta("schema")
        if found != SCHEMA_VERSION:
            raise LibraryError(
                f"la biblioteca {self.path} è di un'altra versione ({found}, serve {SCHEMA_VERSION}): "
                "esportarla con quella versione (regesto export --jsonl) e ingerirla di nuovo"
            )

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

    def __enter__(self) -> Library:
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

    def passages(self, ids: Sequence[str]) -> dict[str, tuple[Passage, DocumentRecord]]:
        """The passages with these ids, and their documents' records; ids not (or no longer) here are left out."""
        marks = ",".join("?" * len(ids))
        rows = self.connection.execute(f"SELECT {PASSAGE}, {RECORD} {JOIN} WHERE p.id IN ({marks})", list(ids))
        return {row[0]: (passage_of(row[:8]), record_of(row[8:])) for row in rows if row[21] != "new"}

    def passages_of(self, uri: str, edition: int | None = None) -> list[Passage]:
        """All passages of a document's edition (the current one unless told), in order."""
        rows = self.connection.execute(
            f"SELECT {PASSAGE} {JOIN} WHERE d.uri = ? AND {_which(edition)} ORDER BY p.ordinal", _bind(uri, edition)
        )
        return [passage_of(row) for row in rows]

    def current_passages(self, *, superseded: bool = False) -> Iterator[tuple[Passage, DocumentRecord]]:
        """Every passage that can be found: of current editions, or else of superseded and withdrawn ones."""
        current = "e.state = 'current' AND d.withdrawn_at IS NULL"
        where = f"e.state != 'new' AND NOT ({current})" if superseded else current
        rows = self.connection.execute(
            f"SELECT {PASSAGE}, {RECORD} {JOIN} WHERE {where} ORDER BY d.id, e.number, p.ordinal"
        )
        for row in rows:
            yield passage_of(row[:8]), record_of(row[8:])

    def passages_near(self, passage: Passage, after: int) -> list[Passage]:
        """A passage and those that follow it in its edition, in order."""
        rows = self.connection.execute(
            f"SELECT {PASSAGE} {JOIN} WHERE d.uri = ? AND e.number = ? AND p.ordinal BETWEEN ? AND ? "
            "ORDER BY p.ordinal",
            (passage.document, passage.edition, passage.ordinal, passage.ordinal + after),
        )
        return [passage_of(row) for row in rows]

    def record(self, uri: str, edition: int | None = None) -> DocumentRecord | None:
        """What is known of a document's edition (the current one unless told); None when it is not here."""
        row = self.connection.execute(
            f"SELECT {RECORD} FROM editions e JOIN documents d ON d.id = e.document_id WHERE d.uri = ? "
            f"AND {_which(edition)}",
            _bind(uri, edition),
        ).fetchone()
        return None if row is None else record_of(row)

    def editions(self, uri: str) -> list[DocumentRecord]:
        """All editions of a document, oldest first."""
        rows = self.connection.execute(
            f"SELECT {RECORD} FROM editions e JOIN documents d ON d.id = e.document_id WHERE d.uri = ? "
            "AND e.state != 'new' ORDER BY e.number",
            (uri,),
        )
        return [record_of(row) for row in rows]

    def records(self, filters: Filters = Filters()) -> list[DocumentRecord]:
        """The documents that pass the filters; superseded editions and withdrawn documents only when asked for."""
        where = "e.state != 'new'" if filters.superseded else "e.state = 'current' AND d.withdrawn_at IS NULL"
        rows = self.connection.execute(
            f"SELECT {RECORD} FROM editions e JOIN documents d ON d.id = e.document_id WHERE {where} "
            "ORDER BY e.title, e.number"
        )
        return [record for record in map(record_of, rows) if passes(record, filters)]

    def text(self, uri: str, edition: int | None = None) -> str | None:
        """The stored text of a document's edition (the current one unless told)."""
        row = self.connection.execute(
            f"SELECT e.text FROM editions e JOIN documents d ON d.id = e.document_id WHERE d.uri = ? "
            f"AND {_which(edition)}",
            _bind(uri, edition),
        ).fetchone()
        return None if row is None else str(row[0])

    def slice(self, uri: str, edition: int, start: int, end: int) -> str | None:
        """Some characters of a stored text, read without loading all of it."""
        row = self.connection.execute(
            "SELECT substr(e.text, ?, ?) FROM editions e JOIN documents d ON d.id = e.document_id "
            "WHERE d.uri = ? AND e.number = ? AND e.state != 'new'",
            (start + 1, end - start, uri, edition),
        ).fetchone()
        return None if row is None else str(row[0])

    def export(self) -> Iterator[dict[str, object]]:
        """Every current document as an object that can be ingested again."""
        rows = self.connection.execute(
            "SELECT d.uri, e.title, e.text, e.language, e.published, e.kind, e.publisher, e.territory, e.url "
            "FROM editions e JOIN documents d ON d.id = e.document_id "
            "WHERE e.state = 'current' AND d.withdrawn_at IS NULL ORDER BY d.uri"
        )
        names = ("uri", "title", "text", "language", "published", "kind", "publisher", "territory", "url")
        for row in rows:
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None}

    def status(self) -> dict[str, object]:
        """Counts and the last run, for ``regesto status``."""
        counts: dict[str, object] = {
            name: self.connection.execute(sql).fetchone()[0]
            for name, sql in (
                ("documents", "SELECT count(*) FROM documents WHERE withdrawn_at IS NULL"),
                ("withdrawn", "SELECT count(*) FROM documents WHERE withdrawn_at IS NOT NULL"),
                ("editions", "SELECT count(*) FROM editions WHERE state != 'new'"),
                (
                    "passages",
                    "SELECT count(*) FROM passages p JOIN editions e ON e.id = p.edition_id JOIN documents d "
                    "ON d.id = e.document_id WHERE e.state = 'current' AND d.withdrawn_at IS NULL",
                ),
            )
        }
        counts["generation"] = self.generation()
        row = self.connection.execute(
            "SELECT started_at, finished_at, targets, report FROM runs ORDER BY id DESC LIMIT 1"
        ).fetchone()
        counts["last_run"] = row and {
            "started_at": row[0],
            "finished_at": row[1],
            "targets": json.loads(row[2]),
            "report": json.loads(row[3]),
        }
        return counts

    def sources(self) -> list[dict[str, Any]]:
        """Every source with its documents and what its last finished run made of it, for ``regesto status``.

        Keys: source, documents, withdrawn, last_run (UTC), and ``tally``: added, updated, unchanged, withdrawn, asked
        (answers from its servers), not_modified (of these), refused (by robots.txt), failed (uri, stage, reason).
        """
        rows = self.connection.execute(
            "SELECT s.source, r.finished_at, s.tally, count(d.id), count(d.withdrawn_at) FROM source_runs s "
            "JOIN runs r ON r.id = s.run LEFT JOIN editions e ON e.source = s.source AND e.state = 'current' "
            "LEFT JOIN documents d ON d.id = e.document_id "
            "WHERE s.run = (SELECT max(run) FROM source_runs WHERE source = s.source) GROUP BY s.source"
        )
        return [
            {"source": source, "documents": held - withdrawn, "withdrawn": withdrawn, "last_run": finished,
             "tally": json.loads(tally)}
            for source, finished, tally, held, withdrawn in rows
        ]  # fmt: skip


def _which(edition: int | None) -> str:
    return "e.state = 'current'" if edition is None else "e.number = ? AND e.state != 'new'"


def _bind(uri: str, edition: int | None) -> Sequence[Any]:
    return (uri,) if edition is None else (uri, edition)
