"""Vectors in short codes, gone through first where there are very many: then only the likeliest are compared exactly.

Each vector, turned at random so that all its parts say as much, is kept as 4 bits for every two of its numbers (product
quantisation: Jégou et al., "Product Quantization for Nearest Neighbor Search", 2011), which Faiss compares in the
processor's own registers (André et al., "Quicker ADC", 2019). Measured on one core among a million vectors of 256: 8 ms
a search, the exact comparison of the 5,200 likeliest included, against 15 for bytes and 50 for the floats. Of the 80
nearest all were among them for words of the passages themselves (``python -m eval.vectors_trial``), .999 for people's
questions. Chroma's graph among half a million took 6 ms, found 29 to 71 % of the 60 nearest, and needed 9 s to open and
1.5 GB.

The codes are made in memory, in a server's background (2 s for 100,000); a single question goes through the floats.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# Fewer are gone through as floats in a few milliseconds, and Faiss takes 50 MB.
MANY: Final = 30_000
# How many that look nearest are compared exactly: these, and one in so many of all; and no fewer for each wanted one.
_FEWEST: Final = 1200
_ONE_IN: Final = 250
_EACH: Final = 20
# Where a filter is on, those that pass are asked for among this many times their share; then among more.
_WIDER: Final = (1.5, 8)
# A list of more than this share of all would cost more than the floats that pass the filter.
_MOST: Final = 0.25
# Faiss adds up the codes' likenesses in 16 bits: among 3,072 numbers it found four in ten, among 2,048 all.
WIDEST: Final = 2048
# Codes are learned from at most so many, spread evenly; and anew once the file has grown so many times.
_LEARNED: Final = 30_000
_GROWN: Final = 2
_ASKED_FOR: Final = 624  # 39 for each of 16 codes: of fewer Faiss complains
_STEP: Final = 16_384  # vectors made codes at a time: 16 MB


class Coarse:
    """The codes of the rows of a vector file (fields ``id``, ``stamp``, ``vector``), as it was read once: ``rows``.

    Raises ImportError where Faiss is not there.
    """

    def __init__(self, rows: npt.NDArray[Any], before: Coarse | None = None) -> None:
        import faiss  # type: ignore[import-untyped, unused-ignore]

        self.rows = rows
        self._threads = faiss.omp_set_num_threads
        self._threads(1)  # of this thread; more bring nothing to one question, and servers have others
        known = len(before) if before is not None and before.serves(rows) else 0
        if before is not None and known:
            self.learned: int = before.learned
            # A copy, for others may be searching in the one before.
            self._index: Any = before._index if known == len(rows) else faiss.clone_index(before._index)
        else:
            self.learned = len(rows)
            self._index = _learned(faiss, rows["vector"])
        for start in range(known, len(rows), _STEP):
            self._index.add(_padded(rows["vector"][start : start + _STEP]))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def serves(self, rows: npt.NDArray[Any]) -> bool:
        """Whether the codes of these rows can be made by adding to the ones here, in no time.

        They must begin with the same rows (a file is only ever added to, or made anew), and not be very many more.
        """
        same = rows[: len(self)]
        if len(same) < len(self) or len(rows) > _GROWN * self.learned:
            return False
        if rows["vector"].shape[1:] != self.rows["vector"].shape[1:]:
            return False
        return all(np.array_equal(same[each], self.rows[each]) for each in ("id", "stamp"))

    def likeliest(self, query: Floats, rows: npt.NDArray[np.intp], limit: int) -> npt.NDArray[np.intp]:
        """Which of these rows (places in ``rows``, rising) may be among the ``limit`` nearest to a query (d,)."""
        wanted = max(_FEWEST + len(rows) // _ONE_IN, _EACH * limit)
        share = len(rows) / len(self)
        for wider in _WIDER if share < 1 else (1,):
            count = int(wanted * wider / share)
            if count > _MOST * len(self):
                break
            # The first of all that pass are the first of those that pass: enough of them, and none is missed.
            first = self._first(query, count)
            at = np.minimum(np.searchsorted(rows, first), len(rows) - 1)
            found: npt.NDArray[np.intp] = at[rows[at] == first]
            if len(found) >= min(wanted, len(rows)):
                return found
        return np.arange(len(rows))

    def _first(self, query: Floats, count: int) -> npt.NDArray[np.intp]:
        """The rows of the file that look nearest to a query, rising."""
        self._threads(1)
        _, found = self._index.search(_padded(query[None]), count)
        first: npt.NDArray[np.intp] = np.sort(found[0][found[0] >= 0])
        return first


def _learned(faiss: Any, vectors: Floats) -> Any:
    """An empty index with the codes for these vectors; always the same for the same vectors."""
    some = _padded(vectors[:: -(-len(vectors) // _LEARNED)])
    width = some.shape[1]
    if len(some) < _ASKED_FOR:
        some = np.resize(some, (_ASKED_FOR, width))
    index = faiss.index_factory(width, f"RR{width},PQ{width // 2}x4fs", faiss.METRIC_INNER_PRODUCT)
    index.train(some)
    return index


def _padded(vectors: Floats) -> Floats:
    """Vectors as Faiss takes them: side by side, an even number of floats each."""
    odd = vectors.shape[1] % 2
    return np.pad(vectors, ((0, 0), (0, odd))) if odd else np.ascontiguousarray(vectors)
