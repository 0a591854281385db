"""Exact search by cosine: every vector of an index in one memory-mapped file, gone through at each search.

Measured on two busy cores, one thread, 256 floats a vector: 0.2 ms among 10,000, 9 ms among 100,000, 20 ms among
200,000; a server asks their codes first (``rag/coarse.py``), a fifth of that, for .999 of the result or more. Chroma's
graph takes 5 ms at 100,000, but 76 to 170 with a filter, and loses the way to some vectors after deletions (10 of 550
seen; chroma-core/chroma issue 7758). Here a filter makes a search faster, and none is lost.

``np.vecdot`` and not ``@``: OpenBLAS hands a product of this size to all cores and waits for the slowest, 32 ms where
two other processes were at work. Halves and bytes were measured too: they must be widened first (150 to 340 ms).

The file is a header and rows (id, stamp, vector), only ever appended to, by the one writer; of two rows with one id the
later counts. Mapped, it takes memory that the system may take back and that several processes share.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from rag.coarse import MANY, Coarse
from rag.errors import LibraryError

Floats = npt.NDArray[np.float32]

ID_WIDTH: Final = 20
_MAGIC: Final = b"REGESTO1"
_HEADER: Final = 16
_MOST_DIMENSIONS: Final = 65_536
# Rows copied at a time where few are wanted: 4,096 of 256 floats are 4 MB, which a core's cache holds.
_BLOCK: Final = 4096
# Below this share of all rows those wanted are copied out; above it all are gone through, which copies nothing.
_FEW: Final = 0.3


def unit(vectors: Sequence[Sequence[float]] | Floats) -> Floats:
    """Vectors (n, d) scaled to length 1; those of length 0 stay as they are."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


class VectorFile:
    """The file of one index's vectors; a reader sees whole rows only, whatever a writer is at."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> npt.NDArray[Any]:
        """All rows (fields ``id``, ``stamp``, ``vector``), mapped; none where the file is missing or damaged."""
        try:
            file = self.path.open("rb")  # once: between two looks a writer may put a shorter one in its place
        except OSError:
            return np.zeros(0, _row(0))
        with file:
            dimensions = _dimensions(file)
            kind = _row(dimensions)
            size = os.fstat(file.fileno()).st_size if dimensions else 0
            count = max(0, size - _HEADER) // kind.itemsize
            # As a plain array: memmap's own class makes every slice of it slow.
            return np.asarray(np.memmap(file, kind, "r", _HEADER, (count,))) if count else np.zeros(0, kind)

    def _dimensions(self) -> int:
        try:
            with self.path.open("rb") as file:
                return _dimensions(file)
        except OSError:
            return 0

    def held(self) -> dict[str, int]:
        """The stamp of every id in the file."""
        rows = sound(self.read())
        return dict(zip(rows["id"].astype(f"U{ID_WIDTH}").tolist(), rows["stamp"].tolist(), strict=True))

    def count(self) -> int:
        """How many rows the file has, those of passages that are gone among them."""
        return len(self.read())

    def rows_of(self, ids: Sequence[str]) -> npt.NDArray[Any]:
        """The last row of each of these ids. Raises KeyError for one that is not here."""
        rows = sound(self.read())
        places = Names(rows["id"]).positions(as_ids(ids))
        if (places < 0).any():
            raise KeyError(ids[int(np.argmin(places))])
        found: npt.NDArray[Any] = rows[places]
        return found

    def append(self, ids: Sequence[str], stamps: Sequence[int], vectors: Floats) -> None:
        """Add rows at the end; a file that is damaged or holds vectors of another length is begun anew."""
        rows = np.zeros(len(ids), _row(vectors.shape[1]))
        rows["id"], rows["stamp"], rows["vector"] = as_ids(ids), stamps, vectors
        if self._dimensions() != vectors.shape[1]:
            self._begin(vectors.shape[1])
        with self.path.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(size - (size - _HEADER) % rows.itemsize)  # over what a death left half written
            file.write(rows.tobytes())
            file.truncate()
            file.flush()
            os.fsync(file.fileno())

    def keep(self, ids: npt.NDArray[np.bytes_]) -> None:
        """Write the file anew with the last row of each of these ids, in place of the old one at once."""
        rows = self.read()
        places = Names(rows["id"]).positions(ids)
        kept = rows[np.sort(places[places >= 0])]
        fresh = VectorFile(self.path.with_suffix(".new"))
        fresh._begin(rows["vector"].shape[1])
        with fresh.path.open("ab") as file:
            for start in range(0, len(kept), _BLOCK):
                file.write(kept[start : start + _BLOCK].tobytes())
            file.flush()
            os.fsync(file.fileno())
        fresh.path.replace(self.path)

    def _begin(self, dimensions: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(self.path.name + ".begun")
        fresh.write_bytes((_MAGIC + dimensions.to_bytes(4, "little")).ljust(_HEADER, b"\0"))
        fresh.replace(self.path)


def _dimensions(file: BinaryIO) -> int:
    """The length of the vectors in an open file; 0 for one that is no such file."""
    header = file.read(_HEADER)
    known = len(header) == _HEADER and header.startswith(_MAGIC)
    dimensions = int.from_bytes(header[8:12], "little") if known else 0
    return dimensions if dimensions <= _MOST_DIMENSIONS else 0  # damaged


class Names:
    """Ids in order, to look up where in a file each one stands last."""

    def __init__(self, ids: npt.NDArray[np.bytes_]) -> None:
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def positions(self, wanted: npt.NDArray[np.bytes_]) -> npt.NDArray[np.intp]:
        """Where each wanted id stands last; -1 where it does not."""
        if not len(self._sorted):
            return np.full(len(wanted), -1)
        at = np.searchsorted(self._sorted, wanted, side="right") - 1
        return np.where(self._sorted[at] == wanted, self._order[at], -1)


@dataclass(frozen=True, slots=True)
class Scan:
    """The current passages with their vectors, at one moment; ``ids``, ``documents`` and ``rows`` go together.

    Args:
        ids: (n,) ids of passages.
        documents: (n,) the place of each one's document in whatever list a filter's mask is over.
        rows: (n,) where in ``vectors`` each one's stands, rising.
        vectors: (m, d), m >= n: some may be of passages that are gone.
        names: where the ids stand in the file.
        missing: how many current passages have no vector.
        file: (m,) the rows of the file that ``vectors`` are of.

    """

    ids: npt.NDArray[np.bytes_]
    documents: npt.NDArray[np.int32]
    rows: npt.NDArray[np.intp]
    vectors: Floats
    names: Names
    missing: int
    file: npt.NDArray[Any]

    def __len__(self) -> int:
        return len(self.ids)

    def search(
        self, query: Floats, admitted: npt.NDArray[np.bool_] | None, limit: int, coarse: Coarse | None = None
    ) -> list[tuple[str, float]]:
        """The passages nearest to a query (d,) of length 1 as (id, cosine), best first.

        ``admitted`` tells of each document whether its passages may be found; None admits all. ``coarse``, where it is
        of this very file as it was read, is asked first which of very many are worth a look.
        """
        ids, rows = self.ids, self.rows
        if admitted is not None:
            inside = np.flatnonzero(admitted[self.documents])
            ids, rows = ids[inside], rows[inside]
        if coarse is not None and coarse.rows is self.file and limit > 0 and len(rows) > MANY:
            likeliest = coarse.likeliest(query, rows, limit)
            ids, rows = ids[likeliest], rows[likeliest]
        scores = self._cosines(rows, query)
        best = np.argpartition(scores, -limit)[-limit:] if 0 < limit < len(scores) else np.arange(len(scores))
        found = zip(ids[best].tolist(), scores[best].tolist(), strict=True)
        return [(each.decode(), score) for each, score in sorted(found, key=lambda pair: (-pair[1], pair[0]))][:limit]

    def scores(self, query: Floats, ids: Sequence[str]) -> dict[str, float]:
        """The cosines of these passages with a query (d,) of length 1; those not here are left out."""
        places = self.names.positions(as_ids(ids))
        if not len(self.rows):
            return {}
        at = np.minimum(np.searchsorted(self.rows, places), len(self.rows) - 1)
        here = np.flatnonzero(self.rows[at] == places)
        cosines = self._cosines(places[here], query)
        return {ids[at]: cosine for at, cosine in zip(here.tolist(), cosines.tolist(), strict=True)}

    def _cosines(self, rows: npt.NDArray[np.intp], query: Floats) -> Floats:
        if len(rows) >= _FEW * len(self.vectors):
            every: Floats = np.vecdot(self.vectors, query)
            return every if rows is self.rows and len(rows) == len(every) else every[rows]
        scores = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            some = rows[start : start + _BLOCK]
            scores[start : start + _BLOCK] = np.vecdot(self.vectors[some], query)
        return scores


def scan(rows: npt.NDArray[Any], ids: npt.NDArray[np.bytes_], documents: npt.NDArray[np.int32]) -> Scan:
    """The vectors of the passages with these ids among the rows of a file."""
    rows = sound(rows)
    names = Names(rows["id"])
    places = names.positions(ids)
    order = np.argsort(places, kind="stable")
    order = order[places[order] >= 0]
    return Scan(ids[order], documents[order], places[order], rows["vector"], names, len(ids) - len(order), rows)


def sound(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The rows whose vectors are of length 1 or all zero: a damaged disk leaves others."""
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.vecdot(rows["vector"], rows["vector"])
    good = (np.abs(squares - 1) < 0.01) | (squares == 0)
    return rows if good.all() else rows[good]


def as_ids(ids: Sequence[str]) -> npt.NDArray[np.bytes_]:
    """Ids of passages as an array. Raises LibraryError for one that is too long to be one."""
    found = np.array(ids, dtype=np.bytes_)
    if found.dtype.itemsize > ID_WIDTH:
        raise LibraryError(f"un brano ha un identificativo di {found.dtype.itemsize} caratteri: rifare la biblioteca")
    return found.astype(f"S{ID_WIDTH}")


def _row(dimensions: int) -> np.dtype[Any]:
    return np.dtype([("id", f"S{ID_WIDTH}"), ("stamp", "<u4"), ("vector", "<f4", (dimensions,))])
