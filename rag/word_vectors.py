"""The vectors of single words, remembered: how near in meaning two words are, in one language or in two."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

# Words remembered: 40,000 of 256 floats are 41 MB; a search looks at some 600. The room for them is asked for at once,
# and taken as it fills: making it larger bit by bit, a search in some hundreds waited 60 to 80 ms.
_MOST: Final = 40_000
_ROOM: Final = _MOST + 8192


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
            table = np.zeros((max(_ROOM, needed), vectors.shape[1]), dtype=np.float32)
            table[:first] = self._table[:first] if first else 0
            self._table = table
        self._table[first:needed] = vectors
        self._rows.update({word: first + at for at, word in enumerate(new)})
