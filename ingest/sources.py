"""Targets to raw documents: a folder, a file, an address, a ``sources.toml``, a ``.jsonl`` of extracted documents.

What can't be read is yielded as a Failure in its place; nothing is skipped silently but hidden files.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ingest.crawl import Crawl, Item
from ingest.files import Scope, file_uri, folder, from_file, jsonl, one
from ingest.frontier import Errand
from ingest.parsed import RawDocument
from ingest.report import Failure, Gone, IngestReport, Moment
from ingest.source_list import Source, errand_for, read_list, stated_in
from rag.settings import Settings
from rag.visits import Visits


def is_address(target: str) -> bool:
    """True when a target is to be fetched from the web."""
    return target.lower().startswith(("http:", "https:"))


@dataclass(slots=True)
class Reader:
    """Reads the targets of one run; ``scope`` learns what was listed and seen.

    ``manner`` says how addresses among the targets are crawled, and what is stated of documents that state nothing.
    """

    settings: Settings
    visits: Visits
    report: IngestReport
    groups: Sequence[str] = ()
    manner: Source | None = None
    scope: Scope = field(default_factory=Scope)
    _crawl: Crawl | None = None
    _done: int = 0

    def read(self, targets: Sequence[str]) -> Generator[Item, None, None]:
        """Every raw document the targets name, and a row for whatever gave none. Addresses come last, all at once."""
        errands: list[Errand] = []
        for target in targets:
            for item in self._read_target(target):
                if not isinstance(item, Errand):
                    yield self._seen(item)
                elif item.several:
                    yield from self._fetch([item])  # editions come in the order in which they are listed
                else:
                    errands.append(item)
        if errands:
            yield from self._fetch(errands)

    def moment(self, address: str) -> Moment:
        """How far the run has come when it is at an address."""
        known = self.scope.listed and not self.scope.endless
        return Moment(
            address, self._done, max(self.scope.listed, self._done) if known else None,
            self._crawl.queued if self._crawl else 0, self.report.pages, self.report.passages,
        )  # fmt: skip

    def _fetch(self, errands: Sequence[Errand]) -> Iterator[Item]:
        self._crawl = Crawl(self.settings, self.visits, self.report)
        with closing(self._crawl.run(errands)) as items:
            for item in items:
                yield self._seen(item)

    def _seen(self, item: Item) -> Item:
        # A document that failed is not gone; of one that is gone nothing was seen.
        if isinstance(item, RawDocument | Failure):
            self.scope.seen.add(item.uri)
            self._done += 1
        elif isinstance(item, Gone):
            self.scope.vanished[item.uri] = item
        return item

    def _read_target(self, target: str) -> Iterator[RawDocument | Failure | Errand]:
        manner = self.manner or Source()
        if is_address(target):
            try:
                errand = errand_for(manner.model_copy(update={"url": target}), target)
            except ValueError as error:
                yield Failure(target, "fetch", str(error), target)
                return
            self.scope.expect(errand.kind == "page")
            yield errand
            return
        path = Path(target)
        try:
            uri, is_there, is_folder = file_uri(path), path.exists(), path.is_dir()
        except (OSError, ValueError) as error:  # a name too long, a zero byte
            yield Failure(target[:200], "fetch", f"percorso non valido: {error}", target[:200])
            return
        if is_folder:
            yield from folder(path, self.scope, stated_in(manner))
        elif not is_there:
            yield Failure(uri, "fetch", f"«{target}» non esiste: controllare il percorso", uri)
        elif path.suffix == ".toml":
            yield from read_list(path, self.groups, self.scope)
        elif path.suffix == ".jsonl":
            yield from jsonl(path, self.scope)
        else:
            self.scope.expect(True)
            yield from one(uri, lambda: from_file(path, stated_in(manner)))
