"""Any sentence-transformers model behind LangChain's ``Embeddings`` (extra ``neural``)."""

from __future__ import annotations

from typing import Any

from langchain_core.embeddings import Embeddings

from rag.errors import ModelError


class NeuralEmbeddings(Embeddings):
    """A sentence-transformers model by name or path; vectors are normalised.

    The e5 family was trained with "query: " and "passage: " in front (Wang et al., 2024, arXiv 2402.05672): models
    with "e5" in their name get them. Raises ModelError when the extra is not installed or the model can't be loaded.
    """

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError(
                "i modelli neurali vogliono l'extra «neural»: uv pip install --python .venv/bin/python -e '.[neural]'"
            ) from error
        try:
            self.model: Any = SentenceTransformer(name, device="cpu")
        except Exception as error:  # each backend raises its own kind
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise ModelError(f"non riesco a caricare il modello «{name}»: {reason}") from error
        e5 = "e5" in name.lower()
        self.query_prefix, self.passage_prefix = ("query: ", "passage: ") if e5 else ("", "")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, (n, d)."""
        return self._encode([self.passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> list[float]:
        """The vector of a query, (d,)."""
        return self._encode([self.query_prefix + text])[0]

    def _encode(self, texts: list[str]) -> list[list[float]]:
        vectors = self.model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return [[float(value) for value in row] for row in vectors]
