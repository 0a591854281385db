"""Bare library calls on the same texts, measured in the same run: what everything else is held against.

Each does the least that the job takes: no language, no filter, no check, no document; nobody could be much faster.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from rag.exact import Floats

_HEAP: Final = 64_000_000
_LIMIT: Final = 80


def seconds(act: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def pdf_pages(files: Sequence[Path]) -> int:
    """Read the text of every page with pypdfium2, in one process; how many pages there are."""
    import pypdfium2

    pages = 0
    for file in files:
        with pypdfium2.PdfDocument(file) as document:
            for page in document:
                words = page.get_textpage()
                words.get_text_bounded()
                words.close()
                page.close()
                pages += 1
    return pages


class BareWords:
    """Tantivy alone: one text field, its default analyser, BM25."""

    def __init__(self, folder: Path) -> None:
        from tantivy import Index, SchemaBuilder

        builder = SchemaBuilder()
        builder.add_integer_field("number", stored=True)
        builder.add_text_field("text")
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(self._schema, path=str(folder))

    def add(self, texts: Sequence[str]) -> None:
        """Index the texts in one commit."""
        from tantivy import Document

        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for number, text in enumerate(texts):
            writer.add_document(Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, query: str) -> list[Any]:
        """The numbers of the best texts."""
        plain = "".join(each if each.isalnum() else " " for each in query)
        searcher = self._index.searcher()
        found = searcher.search(self._index.parse_query(plain, ["text"]), _LIMIT, count=False).hits
        return [searcher.doc(address).get_first("number") for _, address in found]


def nearest(vectors: Floats, query: Floats) -> list[int]:
    """The rows of (n, d) nearest to a query (d,), by numpy alone."""
    scores = np.vecdot(vectors, query)
    few = min(_LIMIT, len(scores))
    best = np.argpartition(scores, -few)[-few:]
    return [int(each) for each in best[np.argsort(-scores[best])]]


def rows_inserted(file: Path, texts: Sequence[str]) -> None:
    """Insert the texts into an SQLite table in one transaction."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO texts (text) VALUES (?)", ((each,) for each in texts))
    connection.close()


def multiplied(texts: int, dimensions: int) -> None:
    """One matrix product that gives as many vectors as there are texts."""
    chance = np.random.default_rng(1)
    given = chance.standard_normal((texts, dimensions), dtype=np.float32)
    np.matmul(given, chance.standard_normal((dimensions, dimensions), dtype=np.float32))


def indexing(texts: Sequence[str], dimensions: int, scratch: Path) -> dict[str, float]:
    """Seconds that bare calls take for the same texts, by the stage of an ingestion that does as much."""
    return {
        "words": seconds(lambda: BareWords(scratch / "words").add(texts)),
        "embed": seconds(lambda: multiplied(len(texts), dimensions)),
        "library": seconds(lambda: rows_inserted(scratch / "texts.db", texts)),
    }
