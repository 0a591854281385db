"""Which words of a question stand where in the units of its hits, over them and around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from rag.analysis import stop_words
from rag.passage_words import stems_of
from rag.query import Query
from rag.units import Unit, UnitWords

Table = npt.NDArray[np.float32]
Nearness = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]

# From these cosines on two words' vectors are near, in one language and in two; what the best counts beside the word.
_NEAR: Final = 0.45
_NEAR_CROSS: Final = 0.4
_SURE: Final = 0.85
_KIN: Final = 0.8
# What an acronym spelled out counts.
_SPELLED: Final = 0.85


class Found:
    """How far each item of the query (columns) stands in each unit (rows), and in what surrounds it; 0 to 1.

    ``own``: in the unit itself; ``kin``: there as a word whose vector is near; ``soft``: how near the nearest word is,
    however far; ``over``: in the title, headings and lead-in; ``around``: in any unit of its passage. ``places`` are
    the numbers of the unit's words where each item stands.
    """

    def __init__(
        self, query: Query, units: Sequence[Unit], read: Sequence[UnitWords], language: str, nearness: Nearness
    ) -> None:
        self.query, self.units, self.read = query, units, read
        self._stems: dict[str, frozenset[str]] = {}
        self.places = [self._places(unit, words) for unit, words in zip(units, read, strict=True)]
        shape = (len(units), len(query.items))
        self.own, self.over = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        around: dict[str, Table] = {}
        for at, (unit, words) in enumerate(zip(units, read, strict=True)):
            written_in = unit.hit.passage.language
            self.own[at] = self.held(words.stems, written_in)
            self.over[at] = self.held(stems_of(unit.context, written_in), written_in)
            key = unit.hit.passage.id
            around[key] = np.maximum(around[key], self.own[at]) if key in around else self.own[at]
        self.kin, self.soft = self._near(nearness, language)
        self.around: Table = np.stack([around[unit.hit.passage.id] for unit in units])

    @property
    def anywhere(self) -> Table:
        """In the unit, over it, or around it in its passage (which counts less)."""
        found: Table = np.maximum.reduce([self.own, self.kin, 0.95 * self.over, 0.7 * self.around])
        return found

    def under(self) -> Table:
        """In the unit's own heading or lead-in."""
        rows = [
            self.held(stems_of(f"{u.heading}\n{u.lead}", u.hit.passage.language), u.hit.passage.language)
            for u in self.units
        ]
        return np.stack(rows)

    def held(self, stems: frozenset[str], language: str) -> Table:
        """How well each item stands among stems, float32 (items,)."""
        held = np.zeros(len(self.query.items), dtype=np.float32)
        for at, item in enumerate(self.query.items):
            forms = item.forms[language]
            worth = max((forms[stem] for stem in forms.keys() & stems), default=0.0)
            if worth < _SPELLED and any(spelled <= stems for spelled in item.spelled[language]):
                worth = _SPELLED
            held[at] = worth
        return held

    def asked_stems(self, language: str) -> frozenset[str]:
        """All stems that stand for some word of the question in a language."""
        if language not in self._stems:
            self._stems[language] = frozenset(stem for item in self.query.items for stem in item.forms[language])
        return self._stems[language]

    def _places(self, unit: Unit, read: UnitWords) -> list[list[int]]:
        """For each item of the query where it stands in a unit."""
        language = unit.hit.passage.language
        found: list[list[int]] = []
        for item in self.query.items:
            forms = item.forms[language]
            found.append([at for stem in forms.keys() & read.stems for at in read.places[stem]])
        return found

    def _near(self, nearness: Nearness, language: str) -> tuple[Table, Table]:
        """``kin``, where the item itself is not there, and ``soft``."""
        kin, soft = np.zeros_like(self.own), np.zeros_like(self.own)
        asked = [at for at, item in enumerate(self.query.items) if not item.word[0].isdigit() and not item.exact]
        empty = stop_words(self.query.language).union(*(stop_words(u.hit.passage.language) for u in self.units))
        said = {w for r in self.read for w in r.words if len(w) > 3 and not w[0].isdigit()} - empty
        columns = {word: at for at, word in enumerate(said)}
        if not asked or not columns:
            return kin, soft
        near = nearness([self.query.items[at].word for at in asked], list(columns))
        for at, (unit, read) in enumerate(zip(self.units, self.read, strict=True)):
            there = [columns[word] for word in read.words if word in columns]
            if there:
                least = _NEAR if unit.hit.passage.language == language else _NEAR_CROSS
                best = near[:, there].max(axis=1)
                kin[at, asked] = _KIN * np.clip((best - least) / (_SURE - least), 0.0, 1.0)
                soft[at, asked] = np.maximum(best, 0.0)
        kin[self.own > 0] = 0.0
        return kin, soft
