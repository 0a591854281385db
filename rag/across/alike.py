"""How alike the texts of two lists are, all against all, in a few products of matrices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]


def by_words(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> Matrix:
    """Cosines of bags of words, rare words counting more: float32 (len(one), len(other)).

    Only words that both lists have need a column; the others count in the lengths. 1,400 sentences against 2,700 take
    0.3 s on one core.
    """
    everything = [Counter(each) for each in (*one, *other)]
    held = Counter(word for each in everything for word in each)
    worth = {word: float(np.log(1 + len(everything) / count)) for word, count in held.items()}
    shared = {word for each in one for word in each} & {word for each in other for word in each}
    column = {word: at for at, word in enumerate(sorted(shared))}
    table = np.zeros((len(everything), len(column)), dtype=np.float32)
    lengths = np.ones(len(everything), dtype=np.float32)
    for at, bag in enumerate(everything):
        weights = {word: worth[word] * (1 + float(np.log(count))) for word, count in bag.items()}
        lengths[at] = max(1e-6, float(np.sqrt(sum(weight * weight for weight in weights.values()))))
        for word, weight in weights.items():
            if word in column:
                table[at, column[word]] = weight
    table /= lengths[:, None]
    found: Matrix = table[: len(one)] @ table[len(one) :].T
    return found


def by_letters(one: Sequence[str], other: Sequence[str]) -> Matrix:
    """How alike short texts are letter by letter, their words in any order, 0 to 1: float32 (len(one), len(other))."""
    from rapidfuzz import fuzz, process

    if not one or not other:
        return np.zeros((len(one), len(other)), dtype=np.float32)
    alike = process.cdist(one, other, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    found: Matrix = (alike / 100).astype(np.float32)
    return found


def pairs_by_letters(one: Sequence[str], other: Sequence[str]) -> Matrix:
    """How alike each text is to the one at its place in the other list, as ``by_letters``: float32 (n,)."""
    from rapidfuzz import fuzz, process

    if not one:
        return np.zeros(0, dtype=np.float32)
    alike = process.cpdist(one, other, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    found: Matrix = (alike / 100).astype(np.float32)
    return found


def best_pairs(scores: Matrix, least: float) -> list[tuple[int, int, float]]:
    """The likest pairs first, each row and each column in one pair at most, none below ``least``."""
    rows, columns = np.nonzero(scores >= least)
    order = np.argsort(-scores[rows, columns], kind="stable")
    found: list[tuple[int, int, float]] = []
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    for at in order:
        row, column = int(rows[at]), int(columns[at])
        if row not in taken_rows and column not in taken_columns:
            taken_rows.add(row)
            taken_columns.add(column)
            found.append((row, column, float(scores[row, column])))
    return found
