"""Vectors in bytes: what is found through them is what the floats find, and they follow their file."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from rag.coarse import MANY, Coarse
from rag.exact import Floats, as_ids, scan, unit

pytest.importorskip("faiss")

_SIZE = 30_000
_DIMENSIONS = 64


def _vectors(count: int, seed: int) -> Floats:
    """Vectors that lie close together, as those of texts in one language do."""
    chance = np.random.default_rng(seed)
    return unit(chance.standard_normal((count, _DIMENSIONS)).astype(np.float32) + 0.7)


def _rows(vectors: Floats) -> npt.NDArray[Any]:
    rows = np.zeros(len(vectors), [("id", "S20"), ("stamp", "<u4"), ("vector", "<f4", (_DIMENSIONS,))])
    rows["id"] = as_ids([f"{at:020d}" for at in range(len(vectors))])
    rows["stamp"] = np.arange(len(vectors))
    rows["vector"] = vectors
    return rows


@pytest.fixture(scope="module")
def rows() -> npt.NDArray[Any]:
    found = _rows(_vectors(_SIZE, 1))
    found["vector"][17] = 0
    return found


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_through_the_bytes_a_search_finds_what_it_finds_among_the_floats(rows: npt.NDArray[Any], share: float) -> None:
    documents = (np.arange(_SIZE, dtype=np.int32) % 10).astype(np.int32)
    held = scan(rows, rows["id"], documents)
    coarse = Coarse(held.file)
    admitted = None if share == 1 else np.arange(10) < 10 * share
    assert share * _SIZE > MANY
    for query in [*_vectors(15, 2), *unit(rows["vector"][100:105] + np.float32(0.02))]:
        assert held.search(query, admitted, 80, coarse) == held.search(query, admitted, 80)


def test_of_the_nearest_nearly_all_look_near_among_the_first_few(rows: npt.NDArray[Any]) -> None:
    coarse, every = Coarse(rows), np.arange(_SIZE)
    for query in _vectors(15, 3):
        nearest = set(np.argsort(-np.vecdot(rows["vector"], query))[:80].tolist())
        assert len(nearest & set(coarse.likeliest(query, every, 80).tolist())) >= 0.97 * 80


def test_bytes_go_on_with_a_file_that_was_added_to_and_begin_anew_with_another(rows: npt.NDArray[Any]) -> None:
    before = Coarse(rows[: _SIZE - 500])
    assert before.begins(rows)
    longer, query = Coarse(rows, before), _vectors(1, 4)[0]
    every = np.arange(_SIZE)
    assert np.array_equal(longer.likeliest(query, every, 80), Coarse(rows).likeliest(query, every, 80))
    other = _rows(_vectors(_SIZE, 5))
    other["stamp"] += 1
    assert not longer.begins(other)
    assert not longer.begins(rows[:-1])
    assert np.array_equal(Coarse(other, longer).likeliest(query, every, 80), Coarse(other).likeliest(query, every, 80))


def test_bytes_of_another_file_are_not_asked(rows: npt.NDArray[Any]) -> None:
    held = scan(rows, rows["id"], np.zeros(_SIZE, np.int32))
    other = Coarse(_rows(_vectors(_SIZE, 6)))  # as many rows: a file may be made anew between two looks
    query = _vectors(1, 7)[0]
    assert held.search(query, None, 80, other) == held.search(query, None, 80)
