"""Targets to raw documents: a folder, a file, an address, a ``sources.toml``, a ``.jsonl`` of extracted documents.

What can't be read is yielded as a Failure in its place; nothing is skipped silently but hidden files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ingest.addresses import normalised
from ingest.crawl import Crawl, Item
from ingest.files import Scope, file_uri, folder, from_file, jsonl, one
from ingest.frontier import Errand
from ingest.parsed import RawDocument
from ingest.report import Failure, Gone, IngestReport
from ingest.source_list import read_list
from rag.settings import Settings
from rag.visits import Visits


@dataclass(slots=True)
class Reader:
    """Reads the targets of one run; ``scope`` learns what was listed and seen."""

    settings: Settings
    visits: Visits
    report: IngestReport
    groups: Sequence[str] = ()
    scope: Scope = field(default_factory=Scope)

    def read(self, targets: Sequence[str]) -> Iterator[Item]:
        """Every raw document the targets name, and a row for whatever gave none. Addresses come last, all at once."""
        errands: list[Errand] = []
        for target in targets:
            for item in self._read_target(target):
                if not isinstance(item, Errand):
                    yield self._seen(item)
                elif item.several:
                    yield from self._crawl([item])  # editions come in the order in which they are listed
                else:
                    errands.append(item)
        if errands:
            yield from self._crawl(errands)

    def _crawl(self, errands: Sequence[Errand]) -> Iterator[Item]:
        for item in Crawl(self.settings, self.visits, self.report).run(errands):
            yield self._seen(item)

    def _seen(self, item: Item) -> Item:
        # A document that failed is not gone; of one that is gone nothing was seen.
        if isinstance(item, RawDocument | Failure):
            self.scope.seen.add(item.uri)
        elif isinstance(item, Gone):
            self.scope.vanished[item.uri] = item
        return item

    def _read_target(self, target: str) -> Iterator[RawDocument | Failure | Errand]:
        if urlsplit(target).scheme in ("http", "https"):
            seed = normalised(target)
            yield Errand(seed, seed) if seed else Failure(target, "fetch", "indirizzo non valido", target)
            return
        path = Path(target)
        try:
            uri, is_there, is_folder = file_uri(path), path.exists(), path.is_dir()
        except (OSError, ValueError) as error:  # a name too long, a zero byte
            yield Failure(target[:200], "fetch", f"percorso non valido: {error}", target[:200])
            return
        if is_folder:
            yield from folder(path, self.scope)
        elif not is_there:
            yield Failure(uri, "fetch", f"«{target}» non esiste: controllare il percorso", uri)
        elif path.suffix == ".toml":
            yield from read_list(path, self.groups, self.scope)
        elif path.suffix == ".jsonl":
            yield from jsonl(path)
        else:
            yield from one(uri, lambda: from_file(path))
