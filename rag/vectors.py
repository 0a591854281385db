"""Meaning: a Chroma collection of the passages' vectors, embedded or on a server. Derived from the library.

One collection an embedding model, named after it: changing the model builds a new one beside the old. Cosine distance
is set explicitly, and this module alone turns distances into scores (higher is better, 1 is the same direction).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from rag.clock import Clock
from rag.errors import LibraryError, ModelError, RegestoError
from rag.lexical import day_range
from rag.settings import Settings
from rag.types import DocumentRecord, Filters, Passage

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

# Chroma takes at most 5,461 rows a call with the SQLite of Python 3.11; a thousand keeps memory flat and costs nothing.
_BATCH: Final = 1000
_FACETS: Final = ("kind", "publisher", "territory", "language")


class VectorIndex:
    """The vectors of one model; made when not there. Raises LibraryError when Chroma can't be opened."""

    def __init__(self, settings: Settings, embeddings: Embeddings, model: str, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.settings = settings
        self.embeddings = embeddings
        self.model = model
        self.name = collection_name(model)
        self._connect()

    def _connect(self) -> None:
        try:
            client = _client(self.settings)
            self.collection: Any = client.get_or_create_collection(
                self.name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        except Exception as error:  # chromadb raises its Rust core's errors as bare Exceptions
            where = self.settings.chroma_url or self.settings.home / "vectors"
            raise LibraryError(f"non riesco ad aprire i vettori in {where}: {_line(error)}") from error

    def reload(self) -> None:
        """See what another process has written since: an embedded client never does until it is opened again."""
        if self.settings.chroma_url:
            return
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()
        self._connect()  # searches go on with the old collection until the new one is there

    def __len__(self) -> int:
        """How many passages the index holds."""
        return int(self.collection.count())

    def replace(self, add: Iterable[tuple[Passage, DocumentRecord]], drop: Sequence[str] = ()) -> None:
        """Put passages in (over any with the same ids), take others out."""
        rows = iter(add)
        while batch := list(islice(rows, _BATCH)):
            with self.clock.timing("embed"):
                vectors = self._embed(batch)
            with self.clock.timing("vectors"):
                self.collection.upsert(
                    ids=[passage.id for passage, _ in batch],
                    embeddings=vectors,
                    metadatas=[_metadata(record) for _, record in batch],
                )
        for start in range(0, len(drop), _BATCH):
            self.collection.delete(ids=list(drop[start : start + _BATCH]))

    def _embed(self, batch: Sequence[tuple[Passage, DocumentRecord]]) -> list[list[float]]:
        try:
            return self.embeddings.embed_documents([embedded_text(passage, record) for passage, record in batch])
        except RegestoError:
            raise
        except Exception as error:  # each endpoint's client raises its own kind
            raise ModelError(f"il modello «{self.model}» non risponde: {_line(error)}") from error

    def search(self, query: str, filters: Filters, limit: int) -> list[tuple[str, float]]:
        """The nearest passages as (id, cosine similarity), best first."""
        try:
            vector = self.embeddings.embed_query(query)
        except RegestoError:
            raise
        except Exception as error:
            raise ModelError(f"il modello «{self.model}» non risponde: {_line(error)}") from error
        if not any(vector):
            return []
        found = self._query(vector, filters, limit)
        return [(each, 1.0 - float(d)) for each, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def _query(self, vector: list[float], filters: Filters, limit: int) -> dict[str, Any]:
        def ask() -> dict[str, Any]:
            found: dict[str, Any] = self.collection.query(
                query_embeddings=[vector], n_results=limit, where=_where(filters), include=["distances"]
            )
            return found

        try:
            return ask()
        except Exception:  # another process has rebuilt the collection since it was opened
            self.reload()
        try:
            return ask()
        except Exception as error:
            raise LibraryError(f"i vettori non rispondono: {_line(error)} (rifarli: regesto reindex)") from error


def embedded_text(passage: Passage, record: DocumentRecord) -> str:
    """What is embedded for a passage: where it stands, then what it says."""
    return "\n".join(part for part in (record.title, *passage.headings[-2:], passage.lead, passage.text) if part)


def drop_vectors(settings: Settings, model: str) -> None:
    """Forget a model's vectors, for a rebuild: the whole folder where Chroma is embedded, even a broken one.

    On a server only the collection of this model goes: others may be another library's.
    """
    if settings.chroma_url:
        client = _client(settings)
        name = collection_name(model)
        if name in {collection.name for collection in client.list_collections()}:
            client.delete_collection(name)
        return
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()
    shutil.rmtree(settings.home / "vectors", ignore_errors=True)


def collection_name(model: str) -> str:
    """The name of the collection that holds a model's vectors."""
    return "passages-" + re.sub(r"[^a-zA-Z0-9]+", "-", model).strip("-").lower()[-50:]


def _client(settings: Settings) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    folder = settings.home / "vectors"
    if not settings.chroma_url and not (folder / "chroma.sqlite3").exists():
        # The folder is new or was deleted: a client that this process kept for it would write to files that are gone.
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()
    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url:
        address = urlsplit(settings.chroma_url)
        return chromadb.HttpClient(
            host=address.hostname or settings.chroma_url,
            port=address.port or 8000,
            ssl=address.scheme == "https",
            settings=quiet,
        )
    return chromadb.PersistentClient(path=str(folder), settings=quiet)


def _metadata(record: DocumentRecord) -> dict[str, str | int]:
    values: dict[str, str | int] = {"document": record.uri}
    values |= {facet: value.casefold() for facet in _FACETS if (value := getattr(record, facet))}
    if record.published:
        values["first_day"], values["last_day"] = day_range(record.published)
    return values


def _where(filters: Filters) -> dict[str, Any] | None:
    limits: list[dict[str, Any]] = [
        {facet: value.casefold()} for facet in _FACETS if (value := getattr(filters, facet))
    ]
    if filters.document:
        limits.append({"document": filters.document})
    if filters.date_from:
        limits.append({"last_day": {"$gte": day_range(filters.date_from)[0]}})
    if filters.date_to:
        limits.append({"first_day": {"$lte": day_range(filters.date_to)[1]}})
    return {"$and": limits} if len(limits) > 1 else (limits[0] if limits else None)


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
