"""The vectors of single words, remembered: how near in meaning two words are, in one language or in two."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

# Words remembered, in two halves: 40,000 of 256 floats are 41 MB; a search looks at some 600. The room for a half is
# asked for at once, and taken as it fills: making it larger bit by bit, a search in some hundreds waited 60 to 80 ms.
_MOST: Final = 40_000
_SPARE: Final = 4096


class _Half:
    """Words and their vectors, row by row."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self._table = np.zeros((0, 0), dtype=np.float32)

    def of(self, words: Sequence[str]) -> Vectors:
        """The vectors of words that are here, (n, d)."""
        found: Vectors = self._table[[self.rows[word] for word in words]]
        return found

    def add(self, words: Sequence[str], vectors: Vectors) -> None:
        """Take in words that are not here."""
        first, needed = len(self.rows), len(self.rows) + len(words)
        if needed > len(self._table):
            table = np.zeros((max(_MOST // 2 + _SPARE, 2 * needed), vectors.shape[1]), dtype=np.float32)
            table[:first] = self._table[:first] if first else 0
            self._table = table
        self._table[first:needed] = vectors
        self.rows.update({word: first + at for at, word in enumerate(words)})


class WordVectors:
    """Vectors of folded words, each encoded once; shared by the threads of a server.

    When a half is full the other is emptied, and what is still asked for comes over: no search finds all forgotten.
    """

    def __init__(self, encode: Callable[[list[str]], Vectors]) -> None:
        self._encode = encode
        self._lock = threading.Lock()
        self._now, self._before = _Half(), _Half()

    def of(self, words: Sequence[str]) -> Vectors:
        """The vectors of words, float32 (n, d)."""
        with self._lock:
            if len(self._now.rows) > _MOST // 2:
                self._now, self._before = self._before, self._now
                self._now.rows = {}
            self._take_in([word for word in dict.fromkeys(words) if word not in self._now.rows])
            return self._now.of(words)

    def cosines(self, some: Sequence[str], others: Sequence[str]) -> Vectors:
        """How near each of some words is to each of others, float32 (n, m)."""
        if not (some and others):
            return np.zeros((len(some), len(others)), dtype=np.float32)
        near: Vectors = self.of(some) @ self.of(others).T
        return near

    def _take_in(self, words: Sequence[str]) -> None:
        new = [word for word in words if word not in self._before.rows]
        if new:
            self._now.add(new, self._encode(new))
        seen = [word for word in words if word in self._before.rows]
        if seen:
            self._now.add(seen, self._before.of(seen))
