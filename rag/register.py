"""Writing the library: one process at a time, each step leaving it whole (see "New in before old out" in README.md).

The order of one change: ``stage`` (edition in, state 'new') -> both indexes take its passages -> ``publish`` (new
becomes current, the old one superseded, the generation rises) -> both indexes drop what is in ``leaving`` -> ``left``.
A crash before ``publish`` leaves the old edition; ``mend`` of the next run sweeps up the rest.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from filelock import FileLock, Timeout

from rag.errors import LibraryBusy, LibraryError
from rag.library import Library
from rag.rows import structure_json
from rag.types import Change, DocumentRecord, Mention, Passage


@dataclass(frozen=True, slots=True)
class Staged:
    """A new edition with all that is stored of it; ``site`` and ``lines`` are what ``ingest/clutter.py`` compares."""

    record: DocumentRecord
    text: str
    passages: Sequence[Passage]
    mentions: Sequence[Mention] = ()
    changes: Sequence[Change] = ()
    signature: bytes = b""
    site: str | None = None
    lines: Sequence[str] = ()


_EDITABLE = ("title", "publisher", "kind", "territory", "language", "published", "published_how", "url", "source")


def now() -> str:
    """This moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text_sha256(text: str) -> str:
    """The hash that tells one edition's text from another's."""
    return sha256(text.encode("utf-8")).hexdigest()


@contextmanager
def writing(library: Library) -> Iterator[Register]:
    """Hold the ingestion lock; raises LibraryBusy, naming the process that holds it."""
    lock = FileLock(library.home / "ingest.lock")
    holder = library.home / "ingest.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = holder.read_text("utf-8") if holder.exists() else "un altro processo"
        raise LibraryBusy(f"un'altra ingestione è in corso ({who}): aspettare che finisca e riprovare") from None
    except OSError as error:
        raise LibraryError(f"non riesco a scrivere in {library.home}: {error}") from error
    try:
        holder.write_text(f"processo {os.getpid()}, dalle {now()}", "utf-8")
        yield Register(library)
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def note_lines(db: sqlite3.Connection, document: int, site: str | None, lines: Sequence[str]) -> None:
    """Keep the lines of a document's current text, and mark the sites that this concerns as restless."""
    rows = db.execute("SELECT DISTINCT site FROM site_lines WHERE document_id = ?", (document,)).fetchall()
    sites = {row[0] for row in rows} | ({site} if site and lines else set())
    db.execute("DELETE FROM site_lines WHERE document_id = ?", (document,))
    db.executemany("INSERT OR IGNORE INTO site_lines VALUES (?, ?, ?)", [(site, line, document) for line in lines])
    db.executemany("INSERT OR IGNORE INTO restless_sites VALUES (?)", [(each,) for each in sites])


class Register:
    """The one writer; made by ``writing``."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.db = library.connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def current(self, uri: str) -> tuple[DocumentRecord, str] | None:
        """The current edition of a document (withdrawn or not) and the hash of its text."""
        record = self.library.record(uri)
        if record is None:
            return None
        row = self.db.execute(
            "SELECT text_sha256 FROM editions e JOIN documents d ON d.id = e.document_id "
            "WHERE d.uri = ? AND e.state = 'current'",
            (uri,),
        ).fetchone()
        return record, row[0]

    def knows(self, uri: str, digest: str) -> bool:
        """True when some edition of the document has this text."""
        row = self.db.execute(
            "SELECT 1 FROM editions e JOIN documents d ON d.id = e.document_id "
            "WHERE d.uri = ? AND e.text_sha256 = ? AND e.state != 'new'",
            (uri, digest),
        ).fetchone()
        return row is not None

    def next_number(self, uri: str) -> int:
        """The number that the document's next edition will have."""
        row = self.db.execute(
            "SELECT max(e.number) FROM editions e JOIN documents d ON d.id = e.document_id WHERE d.uri = ?", (uri,)
        ).fetchone()
        return (row[0] or 0) + 1

    def stage(self, staged: Sequence[Staged]) -> None:
        """Put new editions into the library, not yet current."""
        with self.transaction():
            for each in staged:
                record = each.record
                self.db.execute("INSERT OR IGNORE INTO documents (uri) VALUES (?)", (record.uri,))
                document = self.id_of(record.uri)
                names = ", ".join(_EDITABLE)
                edition = self.db.execute(
                    "INSERT INTO editions (document_id, number, state, text, text_sha256, raw_sha256, retrieved_at, "
                    f"pages, ocr, extra, {names}) VALUES (?, ?, 'new', {', '.join('?' * (7 + len(_EDITABLE)))})",
                    (document, record.edition, each.text, text_sha256(each.text), record.sha256, record.retrieved_at,
                     record.pages, int(record.ocr), json.dumps(record.extra, ensure_ascii=False),
                     *(getattr(record, name) for name in _EDITABLE)),
                ).lastrowid  # fmt: skip
                self.put(int(edition or 0), each.passages)
                self._describe(int(edition or 0), each)

    def put(self, edition: int, passages: Sequence[Passage]) -> None:
        """Store an edition's passages."""
        self.db.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(p.id, edition, p.ordinal, p.start, p.end, p.text, structure_json(p), int(p.clutter)) for p in passages],
        )

    def _describe(self, edition: int, staged: Staged) -> None:
        self.db.executemany(
            "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
            [(edition, m.start, m.end, m.kind, m.name, m.role) for m in staged.mentions],
        )
        self.db.executemany(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (edition, ordinal, change.kind, *(change.old or (None, None)), *(change.new or (None, None)))
                for ordinal, change in enumerate(staged.changes)
            ],
        )
        if staged.signature:
            self.db.execute("INSERT INTO signatures VALUES (?, ?)", (edition, staged.signature))

    def id_of(self, uri: str) -> int:
        """The number of a document that is here."""
        (document,) = self.db.execute("SELECT id FROM documents WHERE uri = ?", (uri,)).fetchone()
        return int(document)

    def publish(self, staged: Sequence[Staged]) -> None:
        """Make the new editions current; what was current becomes superseded and starts to leave the indexes."""
        with self.transaction():
            for each in staged:
                document = self.id_of(each.record.uri)
                self.leave("e.document_id = ? AND e.state = 'current'", document)
                self.db.execute(
                    "UPDATE editions SET state = 'superseded', superseded_at = ? "
                    "WHERE document_id = ? AND state = 'current'",
                    (now(), document),
                )
                self.db.execute(
                    "UPDATE editions SET state = 'current' WHERE document_id = ? AND state = 'new'", (document,)
                )
                self.db.execute("UPDATE documents SET withdrawn_at = NULL WHERE id = ?", (document,))
                note_lines(self.db, document, each.site, each.lines)
            self.rise()

    def withdraw(self, uris: Sequence[str]) -> None:
        """Mark documents as withdrawn: they stay readable and leave the indexes of what is current."""
        if not uris:
            return
        with self.transaction():
            for uri in uris:
                document = self.id_of(uri)
                self.db.execute("UPDATE documents SET withdrawn_at = ? WHERE id = ?", (now(), document))
                self.leave("e.document_id = ? AND e.state = 'current'", document)
                note_lines(self.db, document, None, ())
            self.rise()

    def amend(self, staged: Staged) -> None:
        """Change what is known of the current edition (not its text); its passages must be indexed again."""
        with self.transaction():
            self._amend(staged)
            self.db.execute("UPDATE documents SET withdrawn_at = NULL WHERE uri = ?", (staged.record.uri,))
            self.rise()

    def redescribe(self, staged: Staged) -> None:
        """Keep what a document was read as, where nothing that the indexes hold has changed."""
        with self.transaction():
            self._amend(staged)

    def _amend(self, staged: Staged) -> None:
        record = staged.record
        where = "state = 'current' AND document_id = (SELECT id FROM documents WHERE uri = ?)"
        sets = ", ".join(f"{name} = ?" for name in (*_EDITABLE, "extra"))
        extra = json.dumps(record.extra, ensure_ascii=False)
        values = (*(getattr(record, name) for name in _EDITABLE), extra, record.uri)
        self.db.execute(f"UPDATE editions SET {sets} WHERE {where}", values)
        (edition,) = self.db.execute(f"SELECT id FROM editions WHERE {where}", (record.uri,)).fetchone()
        for table in ("mentions", "signatures"):
            self.db.execute(f"DELETE FROM {table} WHERE edition_id = ?", (edition,))
        self._describe(edition, staged)

    def leaving(self) -> list[str]:
        """Passages that the indexes of what is current must let go."""
        return [row[0] for row in self.db.execute("SELECT passage_id FROM leaving")]

    def left(self, ids: Sequence[str]) -> None:
        """The indexes have let these go."""
        with self.transaction():
            self.db.executemany("DELETE FROM leaving WHERE passage_id = ?", [(each,) for each in ids])

    def mend(self) -> int:
        """Sweep up editions that a crash left unpublished; the number of them."""
        with self.transaction():
            unfinished = [row[0] for row in self.db.execute("SELECT id FROM editions WHERE state = 'new'")]
            for edition in unfinished:
                self.leave("e.id = ?", edition)
                for table in ("passages", "mentions", "changes", "signatures"):
                    self.db.execute(f"DELETE FROM {table} WHERE edition_id = ?", (edition,))
                self.db.execute("DELETE FROM editions WHERE id = ?", (edition,))
            lost = "SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM editions)"
            self.db.execute(f"DELETE FROM site_lines WHERE document_id IN ({lost})")
            self.db.execute("DELETE FROM documents WHERE id NOT IN (SELECT document_id FROM editions)")
        return len(unfinished)

    def begin_run(self, targets: Sequence[str]) -> int:
        """Note that a run has started; its id."""
        return int(
            self.db.execute(
                "INSERT INTO runs (started_at, targets) VALUES (?, ?)", (now(), json.dumps(list(targets)))
            ).lastrowid
            or 0
        )

    def end_run(self, run: int, report: Callable[[], dict[str, object]]) -> None:
        """Note what came of a run."""
        self.db.execute(
            "UPDATE runs SET finished_at = ?, report = ? WHERE id = ?",
            (now(), json.dumps(report(), ensure_ascii=False), run),
        )

    def rise(self) -> None:
        """Tell readers to open the indexes again: they are not the ones that were."""
        self.db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def leave(self, where: str, value: int) -> None:
        """Note passages that both indexes must let go."""
        self.db.execute(
            "INSERT OR IGNORE INTO leaving SELECT p.id FROM passages p JOIN editions e ON e.id = p.edition_id "
            f"WHERE {where}",
            (value,),
        )
