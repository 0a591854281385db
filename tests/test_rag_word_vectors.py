"""Vectors of single words: each encoded once, whatever grows, is forgotten or is asked for at the same time."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from rag import word_vectors
from rag.word_vectors import WordVectors


def vector(word: str) -> np.ndarray:
    """A vector of length 1 that tells which word it is of."""
    angle = int(word) / 1e4
    return np.array([np.cos(angle), np.sin(angle), 0], np.float32)


class Encoder:
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, words: list[str]) -> np.ndarray:
        self.asked += words
        return np.array([vector(word) for word in words])


def test_vectors_come_in_the_order_asked_for_and_words_are_encoded_once():
    encoder = Encoder()
    words = WordVectors(encoder)
    asked = ["3", "1", "3", "2"]
    assert np.array_equal(words.of(asked), [vector(each) for each in asked])
    assert np.array_equal(words.of(["2", "4"]), [vector("2"), vector("4")])
    assert encoder.asked == ["3", "1", "2", "4"]


def test_cosines_are_those_of_the_vectors():
    words = WordVectors(Encoder())
    near = words.cosines(["0", "5000"], ["0", "5000", "15708"])
    assert near.shape == (2, 3)
    assert near == pytest.approx(np.array([[1, np.cos(0.5), 0], [np.cos(0.5), 1, np.cos(1.0708)]]), abs=1e-3)
    assert words.cosines(["0"], []).shape == (1, 0)


def test_the_table_grows_without_losing_what_it_holds():
    encoder = Encoder()
    words = WordVectors(encoder)
    first = [str(n) for n in range(10)]
    before = words.of(first)
    for start in range(10, 30_000, 3_000):
        words.of([str(n) for n in range(start, start + 3_000)])
    assert np.array_equal(words.of(first), before)
    assert len(encoder.asked) == len(set(encoder.asked))


def test_of_a_full_memory_what_is_still_asked_for_stays_and_so_does_what_was_given_out(monkeypatch):
    monkeypatch.setattr(word_vectors, "_MOST", 20)
    encoder = Encoder()
    words = WordVectors(encoder)
    given = words.of([str(n) for n in range(11)])
    kept = given.copy()
    assert np.array_equal(words.of(["100", "7"]), [vector("100"), vector("7")])
    assert encoder.asked.count("7") == 1  # it came over from the half that was full
    words.of([str(n) for n in range(200, 211)])
    assert np.array_equal(words.of(["7", "3", "101"]), [vector(each) for each in ("7", "3", "101")])
    assert (encoder.asked.count("7"), encoder.asked.count("3")) == (1, 2)  # nobody had asked for "3" since
    assert np.array_equal(given, kept)
    for start in range(0, 1_000, 10):
        words.of([str(n) for n in range(start, start + 10)])
        assert len(words._now.rows) + len(words._before.rows) <= 20 + 2 * 10


def test_of_no_words_there_are_no_cosines_whatever_was_forgotten(monkeypatch):
    monkeypatch.setattr(word_vectors, "_MOST", 20)
    words = WordVectors(Encoder())
    words.of([str(n) for n in range(11)])
    words.of(["50"])
    assert words.cosines(["1", "2"], []).shape == (2, 0)
    assert words.cosines([], ["1"]).shape == (0, 1)


def test_an_encoder_that_fails_leaves_nothing_half_known():
    encoder, down = Encoder(), [True]

    def shaky(asked: list[str]) -> np.ndarray:
        if down.pop():
            raise RuntimeError
        return encoder(asked)

    down[:] = [False, True]
    words = WordVectors(shaky)
    with pytest.raises(RuntimeError):
        words.of(["1"])
    assert np.array_equal(words.of(["1"]), [vector("1")])


def test_threads_that_make_it_grow_and_forget_all_get_their_own_words(monkeypatch):
    monkeypatch.setattr(word_vectors, "_MOST", 6_000)
    words = WordVectors(Encoder())

    def work(seed: int) -> bool:
        chance = np.random.default_rng(seed)
        for _ in range(40):
            asked = [str(n) for n in chance.integers(0, 15_000, 300)]
            if not np.array_equal(words.of(asked), [vector(each) for each in asked]):
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
