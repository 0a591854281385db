"""Vectors in codes: what is found through them is what the floats find, and they follow their file."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from rag.coarse import MANY, WIDEST, Coarse
from rag.exact import Floats, as_ids, scan, unit

pytest.importorskip("faiss")

_SIZE = 2 * MANY + 2000
_DIMENSIONS = 256


def _vectors(count: int, seed: int) -> Floats:
    """Vectors that lie close together and differ more in some ways than in others, as those of texts do."""
    chance = np.random.default_rng(seed)
    spread = np.arange(1, _DIMENSIONS + 1) ** -0.5
    return unit((chance.standard_normal((count, _DIMENSIONS)) * spread + 0.2).astype(np.float32))


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


@pytest.mark.parametrize("share", [1.0, 0.7, 0.5])
def test_through_the_codes_a_search_finds_what_it_finds_among_the_floats(rows: npt.NDArray[Any], share: float) -> None:
    documents = (np.arange(_SIZE, dtype=np.int32) % 10).astype(np.int32)
    held = scan(rows, rows["id"], documents)
    coarse = Coarse(held.file)
    admitted = None if share == 1 else np.arange(10) < 10 * share
    within = np.flatnonzero(documents < 10 * share)
    assert len(within) > MANY
    shared = 0
    queries = [*_vectors(15, 2), *unit(rows["vector"][100:105] + np.float32(0.02))]
    for query in queries:
        assert len(coarse.likeliest(query, within, 80)) < 0.1 * len(within)
        found, sure = (held.search(query, admitted, 80, each) for each in (coarse, None))
        assert found[:20] == sure[:20]
        shared += len(set(found) & set(sure))
    assert shared >= 0.998 * 80 * len(queries)


def test_what_passes_a_filter_is_found_however_far_it_lies(rows: npt.NDArray[Any]) -> None:
    """All that passes lies away from the query: none of it is among the first that look nearest."""
    query = _vectors(1, 8)[0]
    far = np.argsort(np.vecdot(rows["vector"], query))[: MANY + 1000]
    documents = np.ones(_SIZE, np.int32)
    documents[far] = 0
    held = scan(rows, rows["id"], documents)
    admitted = np.array([True, False])
    assert held.search(query, admitted, 80, Coarse(held.file)) == held.search(query, admitted, 80)


@pytest.mark.parametrize("dimensions", [256, 33, 2])
def test_vectors_of_any_length_and_any_number_have_codes(rows: npt.NDArray[Any], dimensions: int) -> None:
    vectors = unit(rows["vector"][:5000, :dimensions].copy())
    few = np.zeros(5000, [("id", "S20"), ("stamp", "<u4"), ("vector", "<f4", (dimensions,))])
    few["id"], few["vector"] = rows["id"][:5000], vectors
    for count in (1, 20, 5000):
        held = scan(few[:count], few["id"][:count], np.zeros(count, np.int32))
        coarse = Coarse(held.file)
        assert len(coarse) == count
        nearest = int(np.argmax(np.vecdot(held.vectors, vectors[0])))
        assert nearest in coarse.likeliest(vectors[0], np.arange(count), 10)


def test_among_vectors_that_all_look_alike_none_is_lost() -> None:
    nothing = np.zeros((MANY + 10, 8), np.float32)
    held = np.zeros(len(nothing), [("id", "S20"), ("stamp", "<u4"), ("vector", "<f4", (8,))])
    held["id"] = as_ids([f"{at:020d}" for at in range(len(held))])
    found = scan(held, held["id"], np.zeros(len(held), np.int32))
    assert len(found.search(np.ones(8, np.float32), None, 60, Coarse(found.file))) == 60


def test_at_the_widest_nearly_all_of_the_nearest_are_found() -> None:
    chance = np.random.default_rng(9)
    vectors = unit(chance.standard_normal((6_000, WIDEST), np.float32) * np.arange(1, WIDEST + 1) ** -0.5)
    wide = np.zeros(len(vectors), [("id", "S20"), ("stamp", "<u4"), ("vector", "<f4", (WIDEST,))])
    wide["vector"] = vectors
    coarse, every = Coarse(wide), np.arange(len(wide))
    for query in unit(vectors[:3] + 0.02 * chance.standard_normal((3, WIDEST), np.float32)):
        nearest = np.argsort(-np.vecdot(vectors, query))[:60]
        assert np.isin(nearest, coarse.likeliest(query, every, 60)).mean() > 0.95


def test_codes_go_on_with_a_file_that_was_added_to_and_begin_anew_with_another(rows: npt.NDArray[Any]) -> None:
    before = Coarse(rows[: _SIZE - 500])
    assert before.serves(rows)
    longer, query = Coarse(rows, before), _vectors(1, 4)[0]
    every = np.arange(_SIZE)
    assert (len(before), len(longer)) == (_SIZE - 500, _SIZE)
    shared = set(longer.likeliest(query, every, 80)) & set(Coarse(rows).likeliest(query, every, 80))
    assert len(shared) > 1000  # of some 1,450: learned from other vectors, the codes are a little different
    new = unit(rows["vector"][-3:])[1]
    assert _SIZE - 2 in longer.likeliest(new, every, 80)
    other = _rows(_vectors(_SIZE, 5))
    other["stamp"] += 1
    assert not longer.serves(other)
    assert not longer.serves(rows[:-1])
    assert np.array_equal(Coarse(other, longer).likeliest(query, every, 80), Coarse(other).likeliest(query, every, 80))


def test_codes_are_learned_anew_once_the_file_has_grown_twice_as_long(rows: npt.NDArray[Any]) -> None:
    before = Coarse(rows[: _SIZE // 3])
    assert Coarse(rows[: _SIZE // 2], before).learned == _SIZE // 3
    assert Coarse(rows, before).learned == _SIZE


def test_codes_of_another_file_are_not_asked(rows: npt.NDArray[Any]) -> None:
    held = scan(rows, rows["id"], np.zeros(_SIZE, np.int32))
    other = Coarse(_rows(_vectors(_SIZE, 6)))  # as many rows: a file may be made anew between two looks
    query = _vectors(1, 7)[0]
    assert held.search(query, None, 80, other) == held.search(query, None, 80)
