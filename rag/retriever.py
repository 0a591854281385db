"""``PassageRetriever``: Regesto's search as a LangChain retriever; a Document from it loses nothing of the Hit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.search import Search
from rag.types import Block, DocumentRecord, Filters, Hit, Mark, Passage


class PassageRetriever(BaseRetriever):
    """Hybrid search over a library for LangChain users: ``PassageRetriever(search=open_search(settings), k=5)``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: Search
    filters: Filters = Filters()
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(hit) for hit in self.search.search(query, self.filters, self.k)]


def to_document(hit: Hit) -> Document:
    """A hit as a LangChain Document: the passage's text, all else in ``metadata``."""
    passage: dict[str, Any] = asdict(hit.passage)
    text = passage.pop("text")
    metadata = {"passage": passage, "record": asdict(hit.record), "score": hit.score, "rank": hit.rank}
    metadata["also_at"] = hit.also_at
    return Document(page_content=text, id=hit.passage.id, metadata=metadata)


def to_hit(document: Document) -> Hit:
    """The hit that ``to_document`` made this Document from."""
    passage: dict[str, Any] = dict(document.metadata["passage"])
    blocks = tuple(Block(**{**b, "lead": tuple(b["lead"]) if b["lead"] else None}) for b in passage.pop("blocks"))
    marks = tuple(Mark(**mark) for mark in passage.pop("marks"))
    headings = tuple(passage.pop("headings"))
    return Hit(
        passage=Passage(text=document.page_content, blocks=blocks, marks=marks, headings=headings, **passage),
        record=DocumentRecord(**document.metadata["record"]),
        score=document.metadata["score"],
        rank=document.metadata["rank"],
        also_at=tuple(document.metadata["also_at"]),
    )
