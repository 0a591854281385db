"""Meaning: the passages' vectors, in a Chroma collection and in a file for exact search. Derived from the library.

Chroma (embedded or on a server) is the store that LangChain's users know, and answers where there are too many vectors
to go through (``EXACT``). Below that, and wherever a filter is on, searches read the file alone (``rag/exact.py``), and
Chroma is not even imported (2 s). Both are written by ``replace``; each can be made again from the other.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from rag.chroma import first_line, open_collection
from rag.clock import Clock
from rag.coarse import MANY, WIDEST, Coarse
from rag.current import Current
from rag.errors import LibraryError, ModelError, RegestoError
from rag.exact import Floats, Scan, VectorFile, scan, unit
from rag.library import Library
from rag.settings import Settings
from rag.types import DocumentRecord, Filters, Passage

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

# Chroma takes at most 5,461 rows a call with the SQLite of Python 3.11; a thousand keeps memory flat and costs nothing.
_BATCH: Final = 1000
# Floats gone through at each search at most: 4 million passages of 256, some 30 ms once they are in codes. Beyond, a
# search without filters asks Chroma's graph, which finds half of the nearest and wants 3 GB a million.
EXACT: Final = 1_000_000_000

Pair = tuple[Passage, DocumentRecord]


class VectorIndex:
    """The vectors of one model, by the name of their build (see ``rag/builds.py``).

    Raises LibraryError when Chroma can't be opened, at the first use that needs it.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        embeddings: Embeddings,
        model: str,
        name: str,
        clock: Clock | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.settings = settings
        self.library = library
        self.embeddings = embeddings
        self.model = model
        self.name = name
        self.folder = settings.home / "vectors" / name
        self.file = VectorFile(self.folder / "exact.bin")
        self._collection: Any = None
        self._coarse: Coarse | None = None
        self.warmed = False  # whether ``warm`` was called: then the codes follow the file
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self.refresh()

    def refresh(self) -> None:
        """See what is current now, and the vectors there are of it."""
        with self._looking:
            current = Current(self.library)
            view = current, scan(self.file.read(), current.ids, current.editions)
            self._coarse = self._followed(view[1], self._coarse)
            self._view = view

    def warm(self) -> None:
        """Make ready for many searches: the vectors in codes, where there are many (see ``rag/coarse.py``)."""
        self.warmed = True
        while True:
            held = self._view[1]
            coarse = self._coarser(held, self._coarse)
            with self._looking:
                if self._view[1] is held:  # else the file was read anew meanwhile
                    self._coarse = coarse
                    return

    def _followed(self, held: Scan, before: Coarse | None) -> Coarse | None:
        """The codes of what the file now holds; where they must be learned anew, that is done in the background."""
        if before is not None and len(held) > MANY and before.serves(held.file):
            return self._coarser(held, before)
        if self.warmed and len(held) > MANY:
            threading.Thread(target=self.warm, daemon=True, name="regesto-codes").start()
        return None

    @staticmethod
    def _coarser(held: Scan, before: Coarse | None) -> Coarse | None:
        if len(held) <= MANY or held.vectors.shape[1] > WIDEST:
            return None
        try:
            return Coarse(held.file, before)
        except ImportError:  # no wheel of it for this processor: the floats are gone through
            return None

    def reload(self) -> None:
        """See what another process has written: an embedded client of Chroma's never does until it is opened again."""
        with self._lock:
            self._collection = None
        self.refresh()

    @property
    def collection(self) -> Any:
        """The Chroma collection; opened on first need."""
        with self._lock:
            if self._collection is None:
                self._collection = open_collection(self.settings, self.name)
            return self._collection

    def __len__(self) -> int:
        """How many current passages have a vector."""
        return len(self._view[1])

    @property
    def missing(self) -> int:
        """How many current passages have none."""
        return self._view[1].missing

    def ids(self) -> list[str]:
        """The current passages that have a vector."""
        return [each.decode() for each in self._view[1].ids.tolist()]

    def compact(self) -> None:
        """Rid the file of passages that are gone, once they are more than half of it."""
        if self.file.count() > 2 * len(self) + _BATCH:
            self.refresh()
        if self.file.count() > 2 * len(self) + _BATCH:
            self.file.keep(self._view[0].ids)
            self.refresh()

    def forget_chroma(self) -> None:
        """Delete Chroma's own files, for they are broken; the file of vectors stays."""
        with self._lock:
            self._collection = None
        for each in self.folder.iterdir() if self.folder.exists() else ():
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            elif each != self.file.path:
                each.unlink(missing_ok=True)

    def replace(self, add: Iterable[Pair], drop: Sequence[str] = ()) -> None:
        """Put passages in (over any with the same ids), take others out.

        What is put in is found once the library calls it current and ``refresh`` has seen it.
        """
        rows = iter(add)
        while batch := list(islice(rows, _BATCH)):
            texts = [embedded_text(passage, record) for passage, record in batch]
            with self.clock.timing("embed"):
                vectors = self.embed(texts)
            with self.clock.timing("vectors"):
                ids, stamps = [passage.id for passage, _ in batch], [stamp(text) for text in texts]
                self.put(ids, stamps, [record.uri for _, record in batch], vectors)
                self.file.append(ids, stamps, vectors)
        for start in range(0, len(drop), _BATCH):
            self.collection.delete(ids=list(drop[start : start + _BATCH]))

    def put(self, ids: Sequence[str], stamps: Sequence[int], uris: Sequence[str], vectors: Floats) -> None:
        """Put vectors into Chroma."""
        self.collection.upsert(
            ids=list(ids),
            embeddings=vectors,
            metadatas=[{"document": uri, "stamp": each} for uri, each in zip(uris, stamps, strict=True)],
        )

    def embed(self, texts: list[str]) -> Floats:
        """The vectors of passages' texts (see ``embedded_text``), float32 (n, d), of length 1."""
        try:
            return unit(self.embeddings.embed_documents(texts))
        except RegestoError:
            raise
        except Exception as error:  # each endpoint's client raises its own kind
            raise ModelError(f"il modello «{self.model}» non risponde: {first_line(error)}") from error

    def encode_query(self, query: str) -> Floats:
        """The vector of a query, float32 (d,), of length 1; all zero where it has no words the model knows."""
        try:
            whole = query.encode("utf-8", "replace").decode()  # no model takes a lone surrogate
            vector: Floats = unit([self.embeddings.embed_query(whole)])[0]
        except RegestoError:
            raise
        except Exception as error:
            raise ModelError(f"il modello «{self.model}» non risponde: {first_line(error)}") from error
        return vector

    def search(self, query: str | Floats, filters: Filters, limit: int) -> list[tuple[str, float]]:
        """The nearest current passages as (id, cosine similarity), best first; a query may come as its vector."""
        vector = self.encode_query(query) if isinstance(query, str) else query
        current, held = self._view
        if not len(held) or not vector.any():
            return []
        admitted = current.admitted(filters)
        if admitted is None and held.vectors.size > EXACT:
            return self._near(vector, limit)
        return held.search(vector, admitted, limit, self._coarse)

    def admits(self, filters: Filters) -> bool:
        """True when some current document passes the filters."""
        admitted = self._view[0].admitted(filters)
        return admitted is None or bool(admitted.any())

    def scores(self, query: str | Floats, ids: Sequence[str]) -> dict[str, float]:
        """The cosine similarity of each of these passages with a query; those that are not current are left out."""
        vector, held = self.encode_query(query) if isinstance(query, str) else query, self._view[1]
        return held.scores(vector, ids) if len(held) and ids else {}

    def _near(self, vector: Floats, limit: int) -> list[tuple[str, float]]:
        """By Chroma's graph."""
        try:
            found = self._ask(vector, limit)
        except Exception:  # another process has written since it was opened
            self.reload()
            try:
                found = self._ask(vector, limit)
            except Exception as error:
                raise LibraryError(
                    f"i vettori non rispondono: {first_line(error)} (rifarli: regesto reindex)"
                ) from error
        return [(each, 1.0 - float(d)) for each, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def _ask(self, vector: Floats, limit: int) -> dict[str, Any]:
        found: dict[str, Any] = self.collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
        return found


def embedded_text(passage: Passage, record: DocumentRecord) -> str:
    """What is embedded for a passage: where it stands, then what it says."""
    return "\n".join(part for part in (record.title, *passage.headings[-2:], passage.lead, passage.text) if part)


def stamp(text: str) -> int:
    """What tells that a vector was made of this text."""
    return crc32(text.encode("utf-8"))
