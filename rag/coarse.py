"""Vectors in bytes, gone through first where there are very many: then only the likeliest are compared exactly.

Each vector is kept as bytes times a number of its own (scalar quantisation: Jégou et al., "Product Quantization for
Nearest Neighbor Search", 2011, in its simplest form); SimSIMD multiplies them with the processor's own instructions.
Measured among 500,000 vectors of 256 on two busy cores: 6 to 13 ms a search, against 30 to 55 for the floats; the
cosines are at most .007 off, all of the 80 nearest are among the 120 that look nearest, and what is found is compared
by its floats, so a search finds the same. Chroma's graph among the same took 6 ms, found 29 to 71 % of the 60
nearest, and needed 9 s to open and 1.5 GB.

The bytes are made in memory, in a server's background (0.5 s for 100,000); a single question goes through the floats.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# Fewer are gone through as floats in a few milliseconds.
MANY: Final = 10_000
# How many that look nearest are compared exactly: for each wanted one so many, and no fewer than these.
_EACH: Final = 6
_FEWEST: Final = 480
_STEP: Final = 4096  # vectors made bytes at a time: 4 MB, which a core's cache holds
_STRETCH: Final = 64  # of cosines, whose greatest is looked at first: a tenth of the time of sorting out all
_LARGEST: Final = 127


class Coarse:
    """The bytes of the rows of a vector file (fields ``id``, ``stamp``, ``vector``), as it was read once: ``rows``.

    Raises ImportError where SimSIMD is not there.
    """

    def __init__(self, rows: npt.NDArray[Any], before: Coarse | None = None) -> None:
        from simsimd import cdist  # type: ignore[import-not-found, unused-ignore]

        self.rows = rows
        self._cdist: Callable[..., Any] = cdist
        known = len(before) if before is not None and before.begins(rows) else 0
        self._names = np.ascontiguousarray(rows[["id", "stamp"]])
        self._bytes = np.empty(rows["vector"].shape, np.int8)
        self._scales = np.empty(len(rows), np.float32)
        if before is not None:
            self._bytes[:known], self._scales[:known] = before._bytes[:known], before._scales[:known]
        for start in range(known, len(rows), _STEP):
            part = slice(start, start + _STEP)
            self._bytes[part], self._scales[part] = _as_bytes(rows["vector"][part])

    def __len__(self) -> int:
        return len(self._scales)

    def begins(self, rows: npt.NDArray[Any]) -> bool:
        """Whether these rows begin with the ones whose bytes are here: a file is only ever added to, or made anew."""
        same = rows[: len(self)]
        if len(same) < len(self) or rows["vector"].shape[1:] != self._bytes.shape[1:]:
            return False
        return all(np.array_equal(same[each], self._names[each]) for each in ("id", "stamp"))

    def likeliest(self, query: Floats, rows: npt.NDArray[np.intp], limit: int) -> npt.NDArray[np.intp]:
        """Which of these rows (places in ``rows``, rising) may be among the ``limit`` nearest to a query (d,)."""
        asked, _ = _as_bytes(query[None])
        products = np.asarray(self._cdist(asked, self._bytes, "dot", out_dtype="f32"), np.float32).ravel()
        products *= self._scales
        if len(rows) != len(products):
            products = products[rows]
        return np.sort(_greatest(products, max(_FEWEST, _EACH * limit)))


def _as_bytes(vectors: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Vectors (n, d) as bytes and what each is to be multiplied by (n,)."""
    largest = np.abs(vectors).max(axis=1)
    scales: Floats = np.where(largest > 0, largest, 1).astype(np.float32) / np.float32(_LARGEST)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def _greatest(values: Floats, count: int) -> npt.NDArray[np.intp]:
    """The places of the ``count`` greatest values, in no order."""
    stretches = len(values) // _STRETCH
    if stretches <= count:
        return np.argpartition(values, -count)[-count:] if count < len(values) else np.arange(len(values))
    # Each of the greatest stands in one of as many stretches whose own greatest are so, or after the last of them.
    heads = values[: stretches * _STRETCH].reshape(stretches, _STRETCH).max(axis=1)
    best = np.argpartition(heads, -count)[-count:]
    places = np.concatenate(
        [(best[:, None] * _STRETCH + np.arange(_STRETCH)).ravel(), np.arange(stretches * _STRETCH, len(values))]
    )
    found: npt.NDArray[np.intp] = places[np.argpartition(values[places], -count)[-count:]]
    return found
