"""The usual LangChain recipe: RecursiveCharacterTextSplitter 1000/200, all-MiniLM-L6-v2, Chroma, similarity search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from eval.peers.model import Model
from eval.peers.protocol import Document, Found, Peer

# Chroma takes some 5,000 rows a call.
_BATCH: Final = 5000


class LangChainChroma:
    """Pieces of a thousand characters in a Chroma collection in the folder."""

    def __init__(self, folder: Path, made_up: bool) -> None:
        from langchain_chroma import Chroma
        from langchain_core.embeddings import Embeddings

        model = Model(made_up)

        class MiniLM(Embeddings):
            """The model as LangChain asks for one."""

            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                return model.documents(texts)

            def embed_query(self, text: str) -> list[float]:
                return model.query(text)

        self._store: Any = Chroma("documents", MiniLM(), persist_directory=str(folder))

    def index(self, documents: Sequence[Document]) -> int:
        """Cut, embed, store."""
        from langchain_core.documents import Document as Piece
        from langchain_text_splitters import RecursiveCharacterTextSplitter  # type: ignore[import-not-found,unused-ignore]

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        pieces = splitter.split_documents(
            [Piece(each["text"], metadata={"uri": each["uri"], "title": each["title"]}) for each in documents]
        )
        for start in range(0, len(pieces), _BATCH):
            self._store.add_documents(pieces[start : start + _BATCH])
        return len(pieces)

    def search(self, query: str, k: int) -> list[Found]:
        """Similarity search; Chroma tells distances, which are turned round."""
        return [
            Found(piece.metadata["uri"], piece.page_content, -float(distance), at, at + len(piece.page_content))
            for piece, distance in self._store.similarity_search_with_score(query, k=k)
            for at in (piece.metadata["start_index"],)
        ]

    def read(self, files: Sequence[Path]) -> int:
        """PyPDFLoader, page by page."""
        from langchain_community.document_loaders import PyPDFLoader  # type: ignore[import-not-found,unused-ignore]

        return sum(len(page.page_content) for file in files for page in PyPDFLoader(str(file)).load())


def opened(folder: Path, made_up: bool) -> Peer:
    """The peer over the folder."""
    return LangChainChroma(folder, made_up)
