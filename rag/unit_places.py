"""How near to each other the question's words stand in each unit, and how near to the kind of thing asked for."""

from __future__ import annotations

from typing import Final

import numpy as np

from rag.analysis import fold
from rag.answer_spans import KINDRED, wanted
from rag.question import Asked
from rag.signals import fitting
from rag.unit_found import Found, Table

# A word so many words away from what is asked for counts half.
_HALF: Final = 6
_COUNTED: Final = 4
# More words that the question lacks, among names and numbers, count no more.
_FRESH: Final = 6


class Places:
    """The places in the units of one question; ``weights`` (items,) is what each of its words is worth."""

    def __init__(self, asked: Asked, found: Found, weights: Table) -> None:
        self.asked, self.found, self.weights = asked, found, weights
        self.wanted = wanted(asked.asks, asked.text)
        items = found.query.items
        self.said = frozenset(item.word for item in items)
        self.head = next((at for at, item in enumerate(items) if item.word == asked.head), None)

    def columns(self) -> dict[str, Table]:
        """near, fit, held, close, counted, fresh."""
        fit = fitting(self.asked.asks, self.asked.text)
        rows = []
        for at, (unit, read) in enumerate(zip(self.found.units, self.found.read, strict=True)):
            held, close, counted = self._closest(at)
            named = dict.fromkeys(read.words[place] for place in read.spans.get("any", ()))
            fresh = min(sum(word not in self.said for word in named), _FRESH)
            rows.append((self._together(at), fit(unit.text, fold(unit.text)), held, close, counted, fresh))
        names = ("near", "fit", "held", "close", "counted", "fresh")
        return dict(zip(names, np.array(rows, dtype=np.float32).T, strict=True))

    def runs(self) -> Table:
        """The longest run of the question's words, in order and next to each other, as a share of them."""
        longest = []
        for places in self.found.places:
            best = length = 0
            ends: set[int] = set()
            for where in places:
                here = set(where)
                follows = {at for at in here if any(at - step in ends for step in (1, 2, 3))}
                length = length + 1 if follows else int(bool(here))
                ends = follows or here
                best = max(best, length)
            longest.append(best / max(1, len(places)))
        return np.array(longest, dtype=np.float32)

    def _closest(self, at: int) -> tuple[float, float, float]:
        """Of the kind of thing asked for: is one there, how near to the question's words, does it count the head."""
        read, places, own = self.found.read[at], self.found.places[at], self.found.own[at]
        head = places[self.head] if self.head is not None else []
        best = (0.0, 0.0, 0.0)
        for less, kind in enumerate(KINDRED[self.wanted]):
            for span in read.spans.get(kind, ()):
                if read.words[span] in self.said and kind != "contact":
                    continue
                close = 0.0
                for item, (where, worth) in enumerate(zip(places, own, strict=True)):
                    if where:
                        gap = min(abs(span - place) for place in where)
                        close += float(self.weights[item] * worth) / (1 + gap / _HALF)
                counted = float(any(abs(span - place) <= _COUNTED for place in head))
                best = max(best, (1.0 - 0.5 * less, close, counted))
        return best

    def _together(self, at: int) -> float:
        """How near neighbours in the question stand to each other here."""
        places, near, total = self.found.places[at], 0.0, 0.0
        for left in range(len(places) - 1):
            weight = float(self.weights[left] + self.weights[left + 1])
            total += weight
            if places[left] and places[left + 1]:
                gap = min((abs(b - a) for a in places[left] for b in places[left + 1] if a != b), default=100)
                near += weight / (1 + max(0, gap - 1) / 3)
        return near / total if total else 0.0
