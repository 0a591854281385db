"""How far a claim's words stand in texts, each text looked at once however many parts of the claim ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from rag.claims.owning import Owning
from rag.claims.segments import content
from rag.word_match import WordMatch
from rag.word_vectors import Vectors


class Standing:
    """Calls like ``rag.claims.naming.Found``: how far each word stands in a text written in a language, 0 to 1.

    A text that is asked about again is held against all the words of the claim at once: 200 figures ask of the same
    few texts for two or three words each.
    """

    def __init__(self, match: WordMatch, owning: Owning, words: Sequence[str]) -> None:
        others = lru_cache(maxsize=None)(match.others)
        self._match = WordMatch(match.idf, others, match.near, match.tuned)
        self._language = owning.language
        beside = [word for part in owning.parts for word in (*part.before, *part.after)]
        self._all = dict.fromkeys((*words, *content(owning.text, owning.language), *beside))
        self._known: dict[tuple[str, str], dict[str, float]] = {}

    def __call__(self, words: Sequence[str], text: str, written_in: str) -> Vectors:
        """How far each word stands in a text, float32 (n,)."""
        seen = self._known.setdefault((text, written_in), {})
        lacking = [word for word in words if word not in seen]
        if lacking:
            asked = list(dict.fromkeys((*lacking, *self._all))) if seen else list(dict.fromkeys(lacking))
            found = self._match.found(asked, text, self._language, written_in)
            seen.update(zip(asked, found.tolist(), strict=True))
        return np.array([seen[word] for word in words], dtype=np.float32)
