"""One run's steps: a document is handed to the readers, stored and indexed, or is a failed row; then all is settled."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from ingest.amending import Amendments
from ingest.archive import keep
from ingest.changes import changes
from ingest.copies import releases
from ingest.crawl import Item
from ingest.files import Scope
from ingest.parsed import RawDocument
from ingest.reading import Reading, fingerprint, record_of, unread
from ingest.report import Failure, IngestReport, Remark
from ingest.sites import Sites
from ingest.workers import Job, Workers
from rag import settling
from rag.errors import LibraryError, ReadError, RegestoError
from rag.indexes import Indexes, writable_indexes
from rag.register import Register
from rag.settings import Settings
from rag.staging import Staged, text_sha256
from rag.types import Change, DocumentRecord

# Characters written in one go (some 1,000 passages): a commit of both indexes costs about 0.1 s whatever is in it, and
# what is not yet committed when the power fails is read again.
_FLUSH: Final = 700_000
# Characters for which a commit is worth its time when there is nothing else to do.
_WORTH: Final = 100_000
# Seconds that a document which has been read may wait for others to be stored with.
_PATIENCE: Final = 5.0


@dataclass(frozen=True, slots=True)
class _Change:
    record: DocumentRecord
    reading: Reading
    site: str | None
    lines: list[str]


class Ingestion:
    """One run, under the ingestion lock."""

    def __init__(self, settings: Settings, register: Register, workers: Workers) -> None:
        self.settings = settings
        self.register = register
        self.workers = workers
        self.report = IngestReport()
        self.clock = self.report.clock
        self.sites = Sites(register)
        self.reading: list[Job] = []
        self.stored_at = time.monotonic()
        self.waiting: list[_Change] = []
        self.amendments = Amendments(register, self.sites)

    @cached_property
    def indexes(self) -> Indexes:
        """Opened with the first change, while workers read on: Chroma takes a second or two to import."""
        with self.clock.timing("open"):
            return writable_indexes(self.settings, self.register.library, self.register, self.clock)

    def take(self, item: Item) -> None:
        """Hand one document to the readers, or note why not; what has been read meanwhile is stored."""
        if isinstance(item, Failure):
            self.report.fail(item)
        elif isinstance(item, Remark):
            self.report.remark(item)
        elif isinstance(item, RawDocument):
            self._hand_out(item)
        while len(self.reading) > self.workers.window:
            self._collect()
        if time.monotonic() > self.stored_at + _PATIENCE:
            self.store_ready()

    def store_ready(self) -> None:
        """Store what has been read, however little: a slow crawl must not keep its first pages for its end."""
        for job in self.workers.ready(self.reading):
            self._collect(job)
        self.flush()
        self.stored_at = time.monotonic()

    def finish(self) -> None:
        """Store all that is still being read."""
        while self.reading:
            self._collect()
        self.flush()

    def settle(self) -> None:
        """Once all documents are in: cut pages again without their site's clutter, tell releases apart."""
        with _storing():
            self.sites.settle(lambda pairs: self.indexes.add(pairs))
            if self.register.leaving():
                self.indexes.drain(self.register)
            if settling.releases_stale(self.register):
                settling.keep_releases(self.register, releases(*settling.signatures(self.register)))

    def _hand_out(self, raw: RawDocument) -> None:
        if any(job.raw.uri == raw.uri for job in self.reading):
            self.finish()  # the editions of one document are stored in the order in which they come
        known = self.register.current(raw.uri)
        if known and not known[0].withdrawn and self._has_read(raw, known[0]):
            self.report.count("unchanged", raw.source)
            return
        self.reading.append(self.workers.submit(raw))

    def _has_read(self, raw: RawDocument, known: DocumentRecord) -> bool:
        """True when these bytes, stated in these words, are the current edition, or any of several listed ones.

        Not when pages were left unread for want of Tesseract or of a language, and it is here now.
        """
        of_interest = self.register.library.editions(raw.uri) if raw.one_of_several else [known]
        now = fingerprint(raw)
        return any(each.extra.get("read_as") == now and not self._reads_more_now(each) for each in of_interest)

    def _reads_more_now(self, known: DocumentRecord) -> bool:
        unread_for = known.extra.get("unread_for")
        return unread_for is not None and not set(self.workers.languages.split("+")) <= {"", *unread_for.split("+")}

    def _collect(self, ready: Job | None = None) -> None:
        """Wait for the next document that is read (unless one is), and store it or note why not."""
        if ready is None and not self.workers.ready(self.reading):
            self._use_the_wait()
        job = ready or self.workers.first(self.reading)
        self.reading.remove(job)
        with self._at_its_own_cost(job.raw.uri, job.raw.source):
            self._store(job.raw, self.workers.result(job))
        if self._amount() >= _FLUSH:
            self.flush()

    def _use_the_wait(self) -> None:
        """While all readers are busy: open the indexes, store what is worth a commit."""
        if "indexes" not in self.__dict__:
            self.indexes  # noqa: B018 (opens them)
        elif self._amount() >= _WORTH:
            self.flush()

    def _amount(self) -> int:
        """Characters that wait to be stored, and what is to be amended."""
        return sum(len(change.reading.parsed.text) for change in self.waiting) + len(self.amendments)

    @contextmanager
    def _at_its_own_cost(self, uri: str, source: str | None) -> Iterator[None]:
        """What goes wrong with one document is a row in the report, and costs no other."""
        try:
            yield
        except ReadError as error:
            self.report.fail(Failure(uri, error.stage, error.reason, source))
        except RegestoError:
            raise  # the disk, an index or a model failed, not this document
        except Exception as error:  # a bug of ours that one document shows
            reason = f"errore imprevisto nella lettura ({type(error).__name__}: {(str(error).splitlines() or [''])[0]})"
            self.report.fail(Failure(uri, "parse", reason, source))

    def _store(self, raw: RawDocument, reading: Reading) -> None:
        if self.amendments.holds(raw.uri) or any(change.record.uri == raw.uri for change in self.waiting):
            self.flush()
        known = self.register.current(raw.uri)
        parsed = reading.parsed
        self.clock.seconds["parse"] += reading.seconds
        self.report.warnings += [(raw.uri, warning) for warning in (*parsed.warnings, *unread(raw, parsed))]
        self.report.pages += parsed.pages or 0
        record = record_of(raw, reading, keep(self.settings.home, raw.content))
        digest = text_sha256(parsed.text)
        same = known[0] if known and known[1] == digest else None
        if same:
            if not self.amendments.take(same, record, reading):
                self.report.count("unchanged", raw.source)
        elif raw.one_of_several and self.register.knows(raw.uri, digest, record.extra["read_as"]):
            self.report.count("unchanged", raw.source)
        else:
            record = replace(record, edition=self.register.next_number(raw.uri))
            if known and known[0].sha256 == record.sha256:
                record.extra["reread"] = True  # the source is the same, our reading of it is another
            site, lines = self.sites.lines(record, parsed)
            self.sites.note(record, site, lines)
            self.waiting.append(_Change(record, reading, site, lines))

    def flush(self) -> None:
        """Store and index what is waiting: new in before old out (see rag/register.py)."""
        if self.amendments.waiting:
            with _storing():
                for record in self.amendments.store(self.indexes):
                    self.report.count("updated", record.source)
        waiting, self.waiting = self.waiting, []
        staged: list[Staged] = []
        for change in waiting:
            with self._at_its_own_cost(change.record.uri, change.record.source), self.clock.timing("chunk"):
                staged.append(self._staged(change))
        if not staged:
            return
        indexes = self.indexes
        with _storing():
            with self.clock.timing("library"):
                self.register.stage(staged)
            indexes.add([(p, each.record) for each in staged for p in each.passages if not p.clutter])
            with self.clock.timing("library"):
                self.register.publish(staged)
            indexes.drain(self.register)
        for each in staged:
            self.report.passages += sum(not passage.clutter for passage in each.passages)
            self.report.count("added" if each.record.edition == 1 else "updated", each.record.source)

    def _staged(self, change: _Change) -> Staged:
        """A change with its passages, and with what it alters in the edition before it."""
        record, reading = change.record, change.reading
        altered: Sequence[Change] = ()
        if record.edition > 1:
            library = self.register.library
            before = [block for passage in library.passages_of(record.uri) for block in passage.blocks]
            altered = changes((library.text(record.uri) or "", before), (reading.parsed.text, reading.parsed.blocks))
        return Staged(
            record, reading.parsed.text, self.sites.cut(record, reading.parsed, change.site),
            reading.description.mentions, altered, reading.signature, change.site, change.lines,
            acronyms=reading.description.acronyms,
        )  # fmt: skip

    def withdraw(self, scope: Scope) -> None:
        """Mark as withdrawn what a folder no longer holds, and what its site says is gone."""
        sources = {record.uri: record.source for record in self.register.library.records()}
        gone = scope.gone(list(sources))
        self.register.withdraw(gone)
        for uri in gone:
            self.report.count("withdrawn", sources[uri])


@contextmanager
def _storing() -> Iterator[None]:
    """Whatever goes wrong while storing is the library's failure, said in one line, not the document's."""
    try:
        yield
    except RegestoError:
        raise
    except Exception as error:  # sqlite3, tantivy and chromadb each raise their own kinds
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise LibraryError(
            f"non riesco a scrivere nella biblioteca: {reason}; liberare spazio o controllare i permessi e ripetere"
        ) from error
