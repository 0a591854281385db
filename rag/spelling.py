"""Words of a query that no passage holds, and what was probably meant: a near spelling, or two words run together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words have too many neighbours; from seven letters on two slips are looked for where one explains nothing.
_SHORTEST: Final = 4
_TWO_SLIPS: Final = 7
_MOST: Final = 3
# Articles, prepositions and pronouns that lose their vowel, run into the next word: "lintegrazione", "dellAusl".
_ELIDED: Final = "l d c dell nell all sull dall un quest quell com dov s n j m t qu jusqu lorsqu".split()


class Spelling:
    """What an unknown word may stand for, among the words of an index (folded, each with how many passages hold it).

    Every word is kept with a mask of its letters: a slip alters at most two of them, so that one comparison of numbers
    leaves a few words in a hundred to be compared letter by letter (among 200,000: 0.4 ms, 6 at most; 0.6 s to make).
    """

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self.known = {word: count for word, count in words if word.isalpha()}
        groups: dict[int, list[str]] = {}
        for word in self.known:
            groups.setdefault(len(word), []).append(word)
        self._groups = {length: (group, _masks(group, length)) for length, group in groups.items()}

    def near(self, word: str) -> list[tuple[str, float]]:
        """The spellings next to a folded word, the commonest first, each with its likeness (1: the same letters)."""
        if len(word) < _SHORTEST or not word.isalpha():
            return []
        for prefix in _ELIDED:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 2 and rest in self.known:
                return [(rest, 1.0)]
        found = self._within(word, 1) or (self._within(word, 2) if len(word) >= _TWO_SLIPS else [])
        ranked = sorted(found, key=lambda pair: (pair[1], -self.known[pair[0]], pair[0]))
        return [(other, 1 - 1.5 * distance / len(word)) for other, distance in ranked[:_MOST]]

    def _within(self, word: str, slips: int) -> list[tuple[str, int]]:
        mask = _masks([word], len(word))[0]
        found: list[tuple[str, int]] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            group, masks = self._groups.get(length, ([], np.zeros(0, dtype=np.uint64)))
            close = [group[at] for at in np.flatnonzero(np.bitwise_count(masks ^ mask) <= 2 * slips)]
            if slips > 1:
                close = [other for other in close if other[0] == word[0]]
            alike = process.extract(word, close, scorer=OSA.distance, score_cutoff=slips, limit=None)
            found += [(other, int(distance)) for other, distance, _ in alike]
        return found


def _masks(words: list[str], length: int) -> npt.NDArray[np.uint64]:
    """For words of one length, the letters that each has, one bit for each."""
    letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32).reshape(len(words), length)
    masks: npt.NDArray[np.uint64] = np.bitwise_or.reduce(np.uint64(1) << (letters % 64).astype(np.uint64), axis=1)
    return masks
