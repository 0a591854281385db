"""Writing the library: one process at a time, each step leaving it whole (see "New in before old out" in README.md).

The order of one change: ``stage`` (edition in, state 'new') -> both indexes take its passages -> ``publish`` (new
becomes current, the old one superseded, the generation rises) -> both indexes drop what is in ``leaving`` -> ``left``.
A crash before ``publish`` leaves the old edition; ``mend`` of the next run sweeps up the rest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from rag import staging
from rag.errors import LibraryBusy, LibraryError
from rag.library import Library
from rag.site_lines import lines_held, note_lines, unjudged
from rag.staging import Staged
from rag.types import DocumentRecord


def now() -> str:
    """This moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:  # a full disk makes SQLite roll back by itself: its own error must be seen
                self.db.execute("ROLLBACK")
            raise

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

    def knows(self, uri: str, digest: str, read_as: str) -> bool:
        """True when some edition of the document has this text; what it was read as now is noted."""
        found = self.db.execute(
            "UPDATE editions SET extra = json_set(extra, '$.read_as', ?) WHERE text_sha256 = ? AND state != 'new' "
            "AND document_id = (SELECT id FROM documents WHERE uri = ?)",
            (read_as, digest, uri),
        )
        return found.rowcount > 0

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
                self.db.execute("INSERT OR IGNORE INTO documents (uri) VALUES (?)", (each.record.uri,))
                staging.insert(self.db, self.id_of(each.record.uri), each)

    def id_of(self, uri: str) -> int:
        """The number of a document that is here."""
        (document,) = self.db.execute("SELECT id FROM documents WHERE uri = ?", (uri,)).fetchone()
        return int(document)

    def current_edition(self, uri: str) -> int:
        """The number (of its row) of the current edition of a document that is here."""
        (edition,) = self.db.execute(
            "SELECT id FROM editions WHERE document_id = (SELECT id FROM documents WHERE uri = ?) AND state = "
            "'current'",
            (uri,),
        ).fetchone()
        return int(edition)

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
        """Change what is known of the current edition (not its text); its passages must be indexed again.

        One that was withdrawn is back: what holds its passages as of the past must let them go.
        """
        with self.transaction():
            staging.amend(self.db, self.current_edition(staged.record.uri), staged)
            document = self.id_of(staged.record.uri)
            self.leave("e.document_id = ? AND e.state = 'current' AND e.document_id IN "
                       "(SELECT id FROM documents WHERE withdrawn_at IS NOT NULL)", document)  # fmt: skip
            self.db.execute("UPDATE documents SET withdrawn_at = NULL WHERE id = ?", (document,))
            self._reline(document, staged)
            self.rise()

    def redescribe(self, staged: Staged) -> None:
        """Keep what a document was read as, where nothing that the indexes hold has changed."""
        with self.transaction():
            staging.amend(self.db, self.current_edition(staged.record.uri), staged)
            document = self.id_of(staged.record.uri)
            if lines_held(self.db, document) != {(staged.site, line) for line in staged.lines}:
                self._reline(document, staged)

    def _reline(self, document: int, staged: Staged) -> None:
        """Keep a page's lines anew, and have all pages of its site looked at: this one may be cut by an old clutter."""
        note_lines(self.db, document, staged.site, staged.lines)
        if staged.site:
            unjudged(self.db, staged.site)

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
                for table in ("passages", "mentions", "changes", "signatures", "acronyms"):
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
