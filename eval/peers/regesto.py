"""Regesto behind the peers' protocol, so that it is measured in the same way, by the same process, as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from eval.peers.protocol import Document, Found, Peer

if TYPE_CHECKING:
    from rag.search import Search


class Regesto:
    """A library in the folder."""

    def __init__(self, folder: Path, made_up: bool) -> None:
        from rag.settings import load_settings

        self._folder = folder
        self._settings = load_settings(home=folder / "home", offline=True)

    def index(self, documents: Sequence[Document]) -> int:
        """Ingest what ``regesto export`` gives: cut, embedded, in both indexes, its acronyms and copies known."""
        from ingest.pipeline import ingest

        # A file read again without a document withdraws it: each batch is a file of its own.
        file = self._folder / f"documents-{len(list(self._folder.glob('documents-*')))}.jsonl"
        file.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in documents), "utf-8")
        return ingest([str(file)], self._settings).passages

    @cached_property
    def _search(self) -> Search:
        from rag.search import open_search

        return open_search(self._settings)

    def search(self, query: str, k: int) -> list[Found]:
        """The whole search, hits checked against the library."""
        return [
            Found(hit.passage.document, hit.passage.text, hit.score, hit.passage.start, hit.passage.end)
            for hit in self._search.search(query, k=k)
        ]

    def read(self, files: Sequence[Path]) -> int:
        """Regesto's own reader of PDFs, in one process: layout, tables, headings and page marks too."""
        from ingest.extract.registry import extract
        from ingest.parsed import RawDocument

        raws = (RawDocument(each.as_uri(), each.name, each.read_bytes(), "") for each in files)
        return sum(len(extract(each).text) for each in raws)


def opened(folder: Path, made_up: bool) -> Peer:
    """The peer over the folder; its vectors are real, whatever ``made_up`` says: they cost microseconds."""
    return Regesto(folder, made_up)
