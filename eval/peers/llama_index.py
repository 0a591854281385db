"""The usual LlamaIndex recipe: documents, SentenceSplitter, VectorStoreIndex kept in a folder, its retriever."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.peers.model import Model
from eval.peers.protocol import Document, Found, Peer


class LlamaIndex:
    """Nodes of 1,024 tokens that end with a sentence, in LlamaIndex's own store of vectors."""

    def __init__(self, folder: Path, made_up: bool) -> None:
        self._folder = folder
        self._model = _embedding(Model(made_up))
        self._index: Any = None

    def index(self, documents: Sequence[Document]) -> int:
        """Cut, embed, store."""
        from llama_index.core import Document as Whole
        from llama_index.core import VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter

        whole = [Whole(text=each["text"], metadata={"uri": each["uri"], "title": each["title"]}) for each in documents]
        nodes = SentenceSplitter().get_nodes_from_documents(whole)
        if self._index:
            self._index.insert_nodes(nodes)
        else:
            self._index = VectorStoreIndex(nodes, embed_model=self._model)
        self._index.storage_context.persist(str(self._folder))
        return len(nodes)

    def search(self, query: str, k: int) -> list[Found]:
        """The retriever's best nodes."""
        if self._index is None:
            from llama_index.core import StorageContext, load_index_from_storage

            context = StorageContext.from_defaults(persist_dir=str(self._folder))
            self._index = load_index_from_storage(context, embed_model=self._model)
        retriever = self._index.as_retriever(similarity_top_k=k)
        return [
            Found(
                each.node.metadata["uri"], each.node.text, float(each.score or 0), each.node.start_char_idx,
                each.node.end_char_idx,
            )
            for each in retriever.retrieve(query)
        ]  # fmt: skip

    def read(self, files: Sequence[Path]) -> int:
        """PDFReader, page by page."""
        from llama_index.readers.file import PDFReader

        reader = PDFReader()
        return sum(len(page.text) for file in files for page in reader.load_data(file))


def _embedding(model: Model) -> Any:
    from llama_index.core.embeddings import BaseEmbedding

    class MiniLM(BaseEmbedding):  # type: ignore[misc,unused-ignore]
        """The model as LlamaIndex asks for one."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return model.documents([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return model.documents(texts)

        def _get_query_embedding(self, query: str) -> list[float]:
            return model.query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return model.query(query)

    return MiniLM(model_name="all-MiniLM-L6-v2", embed_batch_size=32)


def opened(folder: Path, made_up: bool) -> Peer:
    """The peer over the folder."""
    return LlamaIndex(folder, made_up)
