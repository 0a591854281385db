"""The usual Haystack recipe: DocumentSplitter, all-MiniLM-L6-v2, the document store in memory, kept as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.peers.model import Model
from eval.peers.protocol import Document, Found, Peer


class Haystack:
    """Pieces of 200 words; found by vectors, or (``words``) by BM25, the store's other retriever."""

    def __init__(self, folder: Path, made_up: bool, words: bool = False) -> None:
        self._file = folder / "store.json"
        self._words = words
        self._model = None if words else Model(made_up)

    @cached_property
    def _store(self) -> Any:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        if self._file.exists():
            return InMemoryDocumentStore.load_from_disk(str(self._file))
        return InMemoryDocumentStore(embedding_similarity_function="cosine")

    @cached_property
    def _retriever(self) -> Any:
        from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever

        return (InMemoryBM25Retriever if self._words else InMemoryEmbeddingRetriever)(self._store)

    def index(self, documents: Sequence[Document]) -> int:
        """Cut, embed, store."""
        from haystack import Document as Piece
        from haystack.components.preprocessors import DocumentSplitter

        splitter = DocumentSplitter(split_by="word", split_length=200)
        whole = [Piece(content=each["text"], meta={"uri": each["uri"], "title": each["title"]}) for each in documents]
        pieces = splitter.run(documents=whole)["documents"]
        if self._model:
            for piece, vector in zip(pieces, self._model.documents([each.content for each in pieces]), strict=True):
                piece.embedding = vector
        self._store.write_documents(pieces)
        self._store.save_to_disk(str(self._file))
        return len(pieces)

    def search(self, query: str, k: int) -> list[Found]:
        """The retriever's best pieces."""
        given = {"query_embedding": self._model.query(query)} if self._model else {"query": query}
        return [
            Found(each.meta["uri"], each.content, float(each.score or 0), at, at + len(each.content))
            for each in self._retriever.run(**given, top_k=k)["documents"]
            for at in (each.meta["split_idx_start"],)
        ]

    def read(self, files: Sequence[Path]) -> int:
        """PyPDFToDocument."""
        from haystack.components.converters import PyPDFToDocument

        return sum(len(each.content or "") for each in PyPDFToDocument().run(sources=list(files))["documents"])


def opened(folder: Path, made_up: bool) -> Peer:
    """The peer over the folder."""
    return Haystack(folder, made_up)
