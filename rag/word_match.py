"""How far given words stand in a given text, in whatever language: what a claim's words are held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from rag.analysis import terms, words
from rag.query import OtherForms
from rag.tuned import Tuned
from rag.word_vectors import Vectors, WordVectors

# What a translation, or a word of near meaning, counts beside the word itself.
_OTHER = 0.9


class WordMatch:
    """``idf`` weighs a folded word; ``others`` gives its stems in another language; ``near`` compares by meaning."""

    def __init__(self, idf: Callable[[str], float], others: OtherForms, near: WordVectors, tuned: Tuned) -> None:
        self.idf = idf
        self.others = others
        self.near = near
        self.tuned = tuned

    def found(self, wanted: Sequence[str], text: str, asked_in: str, written_in: str) -> Vectors:
        """For each wanted word 1 where its stem stands in the text, less for one with a near vector, float32 (n,)."""
        found = np.zeros(len(wanted), dtype=np.float32)
        if not wanted or not text:
            return found
        stems = set(terms(text, written_in))
        missing = []
        for index, word in enumerate(wanted):
            if not stems.isdisjoint(_forms(word, asked_in, written_in)):
                found[index] = 1.0
                continue
            if asked_in != written_in:
                known = self.others(word, asked_in, written_in)
                # Less than the word itself: a page in the asker's own language that says the same is preferred.
                found[index] = _OTHER * max((worth for stem, worth in known.items() if stem in stems), default=0.0)
            if not word[0].isdigit():
                missing.append(index)
        there = [word for word in dict.fromkeys(words(text)) if len(word) > 2 and not word[0].isdigit()]
        if missing and there:
            near = self.near.cosines([wanted[index] for index in missing], there)
            least = self.tuned.near_from if asked_in == written_in else self.tuned.near_cross
            alike = _OTHER * np.clip((near.max(axis=1) - least) / (0.85 - least), 0.0, 1.0)
            found[missing] = np.maximum(found[missing], alike)
        return found


@lru_cache(maxsize=1024)
def _forms(word: str, asked_in: str, written_in: str) -> frozenset[str]:
    """The index terms that stand for a word of the question."""
    return frozenset((*(terms(word, asked_in) or (word,)), *terms(word, written_in)))
