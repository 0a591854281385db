"""The only composer: targets in, IngestReport out; a document is read, cut, stored and indexed, or is a failed row."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Final

from ingest.archive import keep
from ingest.chunk import cut, language_of
from ingest.crawl import Item
from ingest.extract.registry import READERS
from ingest.files import Scope
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from ingest.report import Failure, IngestReport, Remark
from ingest.sources import Reader
from ingest.workers import Workers
from rag.errors import LibraryError, ReadError, RegestoError
from rag.indexes import Indexes, rebuild
from rag.language import LANGUAGES
from rag.library import Library
from rag.register import Register, text_sha256, writing
from rag.settings import Settings
from rag.types import DocumentRecord, Passage
from rag.visits import Visits

Progress = Callable[[str, int, int | None], None]

# Passages written in one go: a commit of both indexes costs about 0.1 s whatever is in it, and what is not yet
# committed when the power fails is read again.
_FLUSH: Final = 1000
_STATED: Final = ("title", "publisher", "kind", "territory", "language", "published", "url")


@dataclass(slots=True)
class _Change:
    record: DocumentRecord
    text: str
    passages: list[Passage]
    is_new: bool


class Ingestion:
    """One run, under the ingestion lock."""

    def __init__(self, settings: Settings, register: Register, indexes: Indexes, workers: Workers) -> None:
        self.settings = settings
        self.register = register
        self.indexes = indexes
        self.workers = workers
        self.report = IngestReport()
        self.reading: deque[tuple[RawDocument, Future[ParsedDocument]]] = deque()
        self.waiting: list[_Change] = []

    def take(self, item: Item) -> None:
        """Hand one document to the readers, or note why not; what has been read meanwhile is stored."""
        if isinstance(item, Failure):
            self.report.fail(item)
        elif isinstance(item, Remark):
            self.report.remark(item)
        elif isinstance(item, RawDocument):
            self._hand_out(item)
        while len(self.reading) > self.workers.window:
            self._settle()

    def finish(self) -> None:
        """Store all that is still being read."""
        while self.reading:
            self._settle()
        self.flush()

    def _hand_out(self, raw: RawDocument) -> None:
        if any(other.uri == raw.uri for other, _ in self.reading):
            self.finish()  # the editions of one document are stored in the order in which they come
        known = self.register.current(raw.uri)
        if known and known[0].extra.get("read_as") == _fingerprint(raw) and not known[0].withdrawn:
            self.report.count("unchanged", raw.source)
            return
        self.reading.append((raw, self.workers.submit(raw)))

    def _settle(self) -> None:
        """Wait for the document that was handed out first, and store it or note why not."""
        raw, future = self.reading.popleft()
        try:
            self._store(raw, self.workers.result(future))
        except ReadError as error:
            self.report.fail(Failure(raw.uri, error.stage, error.reason, raw.source))
        except RegestoError:
            raise  # the disk, an index or a model failed, not this document
        except Exception as error:  # a reader's bug on one document must not cost the others
            reason = f"errore imprevisto nella lettura ({type(error).__name__}: {(str(error).splitlines() or [''])[0]})"
            self.report.fail(Failure(raw.uri, "parse", reason, raw.source))
        if sum(len(change.passages) for change in self.waiting) >= _FLUSH:
            self.flush()

    def _store(self, raw: RawDocument, parsed: ParsedDocument) -> None:
        if any(change.record.uri == raw.uri for change in self.waiting):
            self.flush()
        known = self.register.current(raw.uri)
        fingerprint = _fingerprint(raw)
        if not parsed.text.strip() or not parsed.blocks:
            raise ReadError("nessun testo leggibile nel documento", "parse")
        self.report.warnings += [(raw.uri, warning) for warning in (*parsed.warnings, *_unread(raw, parsed))]
        record = _record(raw, parsed, keep(self.settings.home, raw.content), fingerprint)
        digest = text_sha256(parsed.text)
        if raw.one_of_several and self.register.knows(raw.uri, digest):
            self.report.count("unchanged", raw.source)
        elif known and known[1] == digest:
            self._same_text(known[0], record)
        else:
            self._new_text(record, parsed, is_new=known is None)

    def _same_text(self, known: DocumentRecord, record: DocumentRecord) -> None:
        """The text is what we have: at most what is known about it has changed, or it is back from a withdrawal."""
        amended = replace(record, edition=known.edition)
        if not known.withdrawn and all(getattr(known, name) == getattr(amended, name) for name in _STATED):
            self.report.count("unchanged", record.source)
            return
        self.flush()
        passages = self.register.library.passages_of(known.uri)
        with _storing():
            self.indexes.add([(passage, amended) for passage in passages])
            self.register.amend(known.uri, amended)
            self.indexes.unarchive([passage.id for passage in passages])
        self.report.count("updated", record.source)

    def _new_text(self, record: DocumentRecord, parsed: ParsedDocument, *, is_new: bool) -> None:
        record = replace(record, edition=self.register.next_number(record.uri))
        passages = cut(parsed, record.uri, record.edition, record.language or "it")
        self.waiting.append(_Change(record, parsed.text, passages, is_new))

    def flush(self) -> None:
        """Store and index what is waiting: new in before old out (see rag/register.py)."""
        changes, self.waiting = self.waiting, []
        if not changes:
            return
        with _storing():
            self.register.stage([(change.record, change.text, change.passages) for change in changes])
            self.indexes.add([(passage, change.record) for change in changes for passage in change.passages])
            self.register.publish([change.record.uri for change in changes])
            self.indexes.drain(self.register)
        for change in changes:
            self.report.passages += len(change.passages)
            self.report.count("added" if change.is_new else "updated", change.record.source)

    def withdraw(self, scope: Scope) -> None:
        """Mark as withdrawn what a folder no longer holds, and what its site says is gone."""
        sources = {record.uri: record.source for record in self.register.library.records()}
        gone = scope.gone(list(sources))
        self.register.withdraw(gone)
        self.indexes.drain(self.register)
        for uri in gone:
            self.report.count("withdrawn", sources[uri])


def ingest(
    targets: Sequence[str], settings: Settings, *, groups: Sequence[str] = (), progress: Progress | None = None
) -> IngestReport:
    """Read the targets into the library; what has not changed is left alone.

    ``groups`` switches on groups of a sources.toml; ``progress`` hears (address, documents done, None).
    Raises LibraryBusy when another ingestion is running, LibraryError when the library can't be written.
    """
    started = time.monotonic()
    library = Library.open(settings)
    try:
        with writing(library) as register, Workers() as workers:
            register.mend()
            indexes = _writable(settings, library, register)
            run = Ingestion(settings, register, indexes, workers)
            number = register.begin_run(targets)
            visits = Visits(library)
            reader = Reader(settings, visits, run.report, groups)
            for done, item in enumerate(reader.read(targets), start=1):
                run.take(item)
                if progress:
                    progress(item.uri, done, None)
            run.finish()
            run.withdraw(reader.scope)
            run.report.seconds = time.monotonic() - started
            register.end_run(number, run.report.to_json)
            visits.tell(number, {name: asdict(tally) for name, tally in run.report.sources.items()})
            return run.report
    finally:
        library.close()


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


def _writable(settings: Settings, library: Library, register: Register) -> Indexes:
    """The indexes in step with the library, ready to be written; built anew where they are broken or not whole."""
    try:
        indexes = Indexes(settings, library)
        indexes.drain(register)
        if indexes.whole():
            return indexes
    except LibraryError:
        if settings.chroma_url:
            raise  # a server that does not answer is not mended by forgetting what it holds
    rebuild(settings, library, register)
    return Indexes(settings, library)


def _fingerprint(raw: RawDocument) -> str:
    """What tells that the same bytes were stated in the same words: then nothing need be read."""
    return sha256(raw.content + repr((READERS, raw.name, raw.media_type, raw.stated)).encode()).hexdigest()


_ISO: Final = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def _language(stated: str | None) -> str | None:
    """A stated language when it is one of the three ("it-IT" is "it"); None lets the text tell."""
    short = (stated or "")[:2].lower()
    return short if short in LANGUAGES else None


def _unread(raw: RawDocument, parsed: ParsedDocument) -> Iterator[str]:
    """One line for each stated value that can't be used."""
    known = raw.stated.over(parsed.metadata)
    if known.published and not _ISO.fullmatch(known.published):
        yield f"data «{known.published}» non riconosciuta (serve AAAA, AAAA-MM o AAAA-MM-GG): documento senza data"
    if known.language and _language(known.language) is None:
        yield f"lingua «{known.language}» non servita (it, fr, en): letta dal testo"


def _record(raw: RawDocument, parsed: ParsedDocument, archived: str, fingerprint: str) -> DocumentRecord:
    known: Metadata = raw.stated.over(parsed.metadata)
    dated = _ISO.fullmatch(known.published or "") is not None
    return DocumentRecord(
        uri=raw.uri,
        title=" ".join((known.title or raw.name).split()),
        publisher=known.publisher,
        kind=known.kind,
        territory=known.territory,
        language=_language(known.language) or language_of(parsed),
        published=known.published if dated else None,
        published_how=known.published_how if dated else None,
        url=known.url,
        source=raw.source,
        retrieved_at=raw.retrieved_at,
        sha256=archived,
        pages=parsed.pages,
        extra={**parsed.extra, "read_as": fingerprint},
    )
