"""How far the words of a sentence stand, in their own language or another, in the words of its quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rag.analysis import terms, words
from rag.query import OtherForms
from rag.word_vectors import Vectors, WordVectors

# From these cosines on two words' vectors are near, in one language and in two; at the far one they say the same.
_NEAR: Final = 0.5
_NEAR_ACROSS: Final = 0.4
_SAME: Final = 0.85
_LETTERS: Final = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """Compares words by stem, by the translation tables and by their vectors.

    ``others`` gives the stems that stand for a word in another language; ``near`` compares words by vectors; ``worth``
    tells how much a folded word tells; ``encode`` gives the vectors of texts, length 1.
    """

    others: OtherForms
    near: WordVectors
    worth: Callable[[str], float]
    encode: Callable[[list[str]], Vectors]

    def alike(self, one: str, other: str) -> float:
        """How near two texts are as wholes, 0 to 1."""
        vectors = self.encode([one, other])
        return max(0.0, float(vectors[0] @ vectors[1]))

    def found(self, wanted: Sequence[str], there: Sequence[str], said_in: str, written_in: str) -> Vectors:
        """How far each folded word stands among others, float32 (n,): 1 for its stem, less for a near one."""
        matched = self.matched(wanted, there, said_in, written_in)
        most: Vectors = matched.max(axis=1, initial=0.0)
        return most

    def matched(self, wanted: Sequence[str], there: Sequence[str], said_in: str, written_in: str) -> Vectors:
        """How well each of some folded words matches each of others, float32 (n, m)."""
        grid = np.zeros((len(wanted), len(there)), dtype=np.float32)
        if not wanted or not there:
            return grid
        stems = [frozenset((*terms(word, written_in), word)) for word in there]
        for row, word in enumerate(wanted):
            own = {word, *terms(word, said_in), *terms(word, written_in)}
            known = self.others(word, said_in, written_in) if said_in != written_in else {}
            for column, each in enumerate(stems):
                if not own.isdisjoint(each):
                    grid[row, column] = 1.0
                else:
                    grid[row, column] = max((0.95 * worth for stem, worth in known.items() if stem in each), default=0)
        least = _NEAR if said_in == written_in else _NEAR_ACROSS
        cosines = self.near.cosines(list(wanted), list(there))
        near = 0.9 * np.clip((cosines - least) / (_SAME - least), 0.0, 1.0)
        # "prevenzione" and "prevenire", "Lombardia" and "Lombardie": one family, in any of these languages.
        kin = np.array([[0.8 * akin(word, each) for each in there] for word in wanted], dtype=np.float32)
        best: Vectors = np.maximum(np.maximum(grid, near.astype(np.float32)), kin)
        return best


def akin(one: str, other: str) -> bool:
    """True for two words that begin with the same five letters, or nearly all of a short one's.

    >>> akin("regionale", "regional"), akin("milano", "milan"), akin("piano", "piazza")
    (True, True, False)
    """
    least = max(_LETTERS - 1, min(len(one), len(other), 7) - 1)
    return len(one) >= _LETTERS - 1 < len(other) and one[:least] == other[:least] and one[0].isalpha()


def spoken(text: str) -> list[str]:
    """The folded words of a text, each once, in order."""
    return list(dict.fromkeys(words(text)))
