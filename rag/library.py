"""The library: documents, their editions and passages in one SQLite file (WAL), the single truth.

Reading is here; writing (one process at a time, under the ingestion lock) is in ``rag/register.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rag.definitions import Defined, Definition
from rag.rows import JOIN, PASSAGE, RECORD, passage_of, passes, record_of
from rag.store import Store
from rag.types import Change, DocumentRecord, Filters, Mention, Passage


class Library(Store):
    """A reader of the library (see ``rag.store.Store`` for how it is opened)."""

    def passages(self, ids: Sequence[str]) -> dict[str, tuple[Passage, DocumentRecord]]:
        """The passages with these ids, and their documents' records; ids not (or no longer) here are left out."""
        marks = ",".join("?" * len(ids))
        rows = self.connection.execute(f"SELECT {PASSAGE}, {RECORD} {JOIN} WHERE p.id IN ({marks})", list(ids))
        return {row[0]: (passage_of(row[:9]), record_of(row[9:])) for row in rows if row[22] != "new"}

    def passages_of(self, uri: str, edition: int | None = None) -> list[Passage]:
        """All passages of a document's edition (the current one unless told), in order, clutter among them."""
        rows = self.connection.execute(
            f"SELECT {PASSAGE} {JOIN} WHERE d.uri = ? AND {_which(edition)} ORDER BY p.ordinal", _bind(uri, edition)
        )
        return [passage_of(row) for row in rows]

    def current_passages(self, *, superseded: bool = False) -> Iterator[tuple[Passage, DocumentRecord]]:
        """Every passage that can be found: of current editions, or else of superseded and withdrawn ones."""
        current = "e.state = 'current' AND d.withdrawn_at IS NULL"
        where = f"e.state != 'new' AND NOT ({current})" if superseded else current
        rows = self.connection.execute(
            f"SELECT {PASSAGE}, {RECORD} {JOIN} WHERE NOT p.clutter AND {where} ORDER BY d.id, e.number, p.ordinal"
        )
        for row in rows:
            yield passage_of(row[:9]), record_of(row[9:])

    def current_texts(self) -> Iterator[tuple[str, str]]:
        """The id and text of every passage of a current edition, clutter left out, in order."""
        yield from self.connection.execute(
            f"SELECT p.id, p.text {JOIN} WHERE NOT p.clutter AND e.state = 'current' AND d.withdrawn_at IS NULL "
            "ORDER BY d.id, e.number, p.ordinal"
        )

    def passages_near(self, passage: Passage, after: int) -> list[Passage]:
        """A passage and those that follow it in its edition, in order, clutter left out."""
        rows = self.connection.execute(
            f"SELECT {PASSAGE} {JOIN} WHERE d.uri = ? AND e.number = ? AND p.ordinal BETWEEN ? AND ? AND NOT p.clutter "
            "ORDER BY p.ordinal",
            (passage.document, passage.edition, passage.ordinal, passage.ordinal + after),
        )
        return [passage_of(row) for row in rows]

    def passage_at(self, uri: str, edition: int, offset: int) -> Passage | None:
        """The passage of an edition that stands at an offset of its text, or the last before it."""
        row = self.connection.execute(
            f"SELECT {PASSAGE} {JOIN} WHERE d.uri = ? AND e.number = ? AND e.state != 'new' AND p.start <= ? "
            "ORDER BY p.ordinal DESC LIMIT 1",
            (uri, edition, offset),
        ).fetchone()
        return None if row is None else passage_of(row)

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

    def last_titles(self, count: int) -> list[str]:
        """The titles of the current editions that were read last."""
        rows = self.connection.execute(
            "SELECT title FROM editions WHERE state = 'current' ORDER BY id DESC LIMIT ?", (count,)
        )
        return [row[0] for row in rows]

    def size(self) -> int:
        """How many documents there are, withdrawn ones left out (``records`` reads them: 75 ms for 2,000)."""
        row = self.connection.execute("SELECT count(*) FROM documents WHERE withdrawn_at IS NULL").fetchone()
        return int(row[0])

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

    def mentions(self, uri: str, edition: int | None = None) -> list[Mention]:
        """The acts, persons and bodies that a document's edition names, in order."""
        rows = self.connection.execute(
            'SELECT m.kind, m.name, m.start, m."end", m.role FROM mentions m JOIN editions e ON e.id = m.edition_id '
            f"JOIN documents d ON d.id = e.document_id WHERE d.uri = ? AND {_which(edition)} ORDER BY m.start, m.kind",
            _bind(uri, edition),
        )
        return [Mention(*row) for row in rows]

    def changes(self, uri: str, edition: int | None = None) -> list[Change]:
        """What a document's edition changed in the one before it, in order; [] for a first edition."""
        rows = self.connection.execute(
            "SELECT c.kind, c.old_start, c.old_end, c.new_start, c.new_end FROM changes c JOIN editions e "
            f"ON e.id = c.edition_id JOIN documents d ON d.id = e.document_id WHERE d.uri = ? AND {_which(edition)} "
            "ORDER BY c.ordinal",
            _bind(uri, edition),
        )
        return [Change(kind, None if a is None else (a, b), None if x is None else (x, y)) for kind, a, b, x, y in rows]

    def acronyms(self, uri: str | None = None) -> list[Defined]:
        """The acronyms that current editions define (or one document's does), by document and place."""
        rows = self.connection.execute(
            'SELECT a.acronym, a.expansion, a.start, a."end", a.language, d.uri, e.number, coalesce(l.uri, d.uri) '
            "FROM acronyms a JOIN editions e ON e.id = a.edition_id JOIN documents d ON d.id = e.document_id "
            "LEFT JOIN copies c ON c.document_id = d.id LEFT JOIN documents l ON l.id = c.release "
            "WHERE e.state = 'current' AND d.withdrawn_at IS NULL AND (? IS NULL OR d.uri = ?) ORDER BY d.uri, a.start",
            (uri, uri),
        )
        return [Defined(Definition(*row[:5]), *row[5:]) for row in rows]

    def copies(self, uri: str) -> list[str]:
        """The other documents that carry the same release, its leader first; [] where it stands alone."""
        rows = self.connection.execute(
            "SELECT o.uri FROM documents d JOIN copies c ON c.document_id = d.id "
            "JOIN copies s ON s.release = c.release JOIN documents o ON o.id = s.document_id "
            "WHERE d.uri = ? AND o.id != d.id ORDER BY o.id != s.release, o.uri",
            (uri,),
        )
        return [row[0] for row in rows]

    def release_of(self, uris: Sequence[str]) -> dict[str, str]:
        """For each document the leader of the release that it carries: itself where it stands alone."""
        marks = ",".join("?" * len(uris))
        rows = self.connection.execute(
            "SELECT d.uri, l.uri FROM documents d JOIN copies c ON c.document_id = d.id "
            f"JOIN documents l ON l.id = c.release WHERE d.uri IN ({marks})",
            list(uris),
        )
        return {**{uri: uri for uri in uris}, **dict(rows.fetchall())}

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
                    "ON d.id = e.document_id WHERE e.state = 'current' AND d.withdrawn_at IS NULL AND NOT p.clutter",
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
