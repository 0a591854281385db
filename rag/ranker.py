"""Learned rankers: gradient-boosted trees over tables of features, shipped as data and read by numpy alone.

``ranker.json`` ranks passages (``rag.features``, fitted by ``python -m eval.finding fit``), ``evidence.json`` sentences
(``rag.unit_features``, ``python -m eval.ranking``), ``enough.json`` decides whether they answer (``rag.enough``,
``python -m eval.refusal``). They are fitted with LightGBM (lambdarank: Burges, "From RankNet to LambdaRank to
LambdaMART", 2010), which takes a second to import; a few hundred small trees need no library to be walked down.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError
from rag.features import NAMES

RANKER: Final = Path(__file__).with_name("ranker.json")

Table = npt.NDArray[np.float32]


class Ranker:
    """Scores the rows of a feature table; higher is better. Raises ModelError when its file can't be used."""

    def __init__(self, path: Path = RANKER, names: Sequence[str] = NAMES) -> None:
        try:
            stored: dict[str, Any] = json.loads(path.read_text("utf-8"))
            if stored["features"] != list(names):
                raise ModelError(f"{path} è di un'altra versione: reinstallare con «make setup»")
            trees = stored["trees"]
            size = max(len(tree["feature"]) for tree in trees)
            self.depth = max(tree["depth"] for tree in trees)
            # All nodes in one row, a tree after the other: one-dimensional look-ups take a quarter of the time.
            self._roots = np.arange(len(trees), dtype=np.int32) * size
            self._feature = _padded(trees, "feature", size, np.int32).ravel()
            self._least = _padded(trees, "threshold", size, np.float32).ravel()
            self._left = (_padded(trees, "left", size, np.int32) + self._roots[:, None]).ravel()
            self._right = (_padded(trees, "right", size, np.int32) + self._roots[:, None]).ravel()
            self._value = _padded(trees, "value", size, np.float32).ravel()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path} non si legge ({error}): reinstallare con «make setup»") from error

    def scores(self, table: Table) -> Table:
        """The scores of the rows of a table (n, features), float32 (n,)."""
        flat = np.ascontiguousarray(table).ravel()
        rows = np.arange(len(table), dtype=np.int32)[:, None] * table.shape[1]
        node = np.broadcast_to(self._roots, (len(table), len(self._roots)))
        for _ in range(self.depth):  # a leaf's children are itself
            small = flat.take(rows + self._feature.take(node)) <= self._least.take(node)
            node = np.where(small, self._left.take(node), self._right.take(node))
        return np.asarray(self._value.take(node).sum(axis=1), dtype=np.float32)


def _padded(trees: list[dict[str, Any]], part: str, size: int, kind: type[Any]) -> npt.NDArray[Any]:
    table = np.zeros((len(trees), size), dtype=kind)
    for row, tree in enumerate(trees):
        table[row, : len(tree[part])] = tree[part]
    return table
