"""The vectors of single words, remembered: how near in meaning two words are, in one language or in two."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

# Words remembered: 40,000 of 256 floats are 41 MB, and up to as much again is kept free for more; a search looks at
# some 3,000.
_MOST: Final = 40_000


class WordVectors:
    """Vectors of folded words, each encoded once; shared by the threads of a server."""

    def __init__(self, encode: Callable[[list[str]], Vectors]) -> None:
        self._encode = encode
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._table = np.zeros((0, 0), dtype=np.float32)

    def of(self, words: Sequence[str]) -> Vectors:
        """The vectors of words, float32 (n, d)."""
        with self._lock:
            if len(self._rows) > _MOST:
                self._rows = {}
            new = [word for word in dict.fromkeys(words) if word not in self._rows]
            if new:
                self._add(new)
            rows = self._rows
            found: Vectors = self._table[[rows[word] for word in words]]
        return found

    def cosines(self, some: Sequence[str], others: Sequence[str]) -> Vectors:
        """How near each of some words is to each of others, float32 (n, m)."""
        near: Vectors = self.of(some) @ self.of(others).T
        return near

    def _add(self, new: list[str]) -> None:
        vectors = self._encode(new)
        first, needed = len(self._rows), len(self._rows) + len(new)
        if needed > len(self._table):
            table = np.zeros((max(4096, 2 * needed), vectors.shape[1]), dtype=np.float32)
            table[:first] = self._table[:first] if first else 0
            self._table = table
        self._table[first:needed] = vectors
        self._rows.update({word: first + at for at, word in enumerate(new)})
