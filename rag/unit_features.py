"""What is known of a sentence for a question, as numbers: the table that the evidence ranker scores.

Like ``rag.features`` for passages, but nearer to the question: is the kind of thing asked for there, how close to the
words that say which (``rag.unit_places``), and how much of the rest is said by the heading, the lead-in and the
sentences beside it (``rag.unit_found``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from rag.analysis import fold
from rag.cues import cue_of
from rag.passage_words import stems_of
from rag.query import Query
from rag.question import Asked
from rag.unit_found import Found, Nearness, Table
from rag.unit_places import Places
from rag.unit_shapes import shapes
from rag.units import Unit, UnitWords

# From this share on a name counts as found.
_NAMED: Final = 0.5
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

NAMES: Final = (
    "own", "kin", "under", "over", "all", "before", "beside", "around", "asked_before", "missing", "missing_all",
    "exact", "exact_all", "numbers", "numbers_all", "rest", "plain", "near", "fit", "held", "close", "counted", "fresh",
    "cosine", "passage", "behind", "rank", "share", "heading", "item", "row", "colon", "question", "leaning", "length",
    "place", "first", "asks", "size", "foreign", "wanted", "soft", "soft_rest", "soft_head", "title", "title_said",
    "heading_said", "names_around", "whole", "after", "cue", "all_gap", "close_gap", "cosine_gap", "soft_gap",
    "before_gap", "run",
)  # fmt: skip
ASKS: Final = ("open", "who", "when", "where", "number", "list", "definition", "comparison", "yes_no")
KINDS: Final = ("any", "figure", "money", "share", "span", "day", "date", "person", "place", "contact", "act")
# What a word not in the question itself, as one carried over from what was said before, weighs.
_CARRIED: Final = 0.6
# By how much each falls short of the best unit's.
_GAPS: Final = ("all", "close", "cosine", "soft", "before")


class UnitTable:
    """The features of the units (at least one) of one question, whose query has at least one item."""

    def __init__(
        self, asked: Asked, query: Query, units: Sequence[Unit], read: Sequence[UnitWords], nearness: Nearness
    ) -> None:
        self.asked, self.query, self.units, self.read = asked, query, units, read
        given = dict(asked.words)
        weights = np.array([item.weight * given.get(item.word, _CARRIED) for item in query.items], dtype=np.float32)
        self.weights = weights / (weights.sum() or 1.0)
        self.found = Found(query, units, read, asked.language, nearness)
        self._places = Places(asked, self.found, self.weights)
        self._exact = [at for at, item in enumerate(query.items) if item.exact and not item.word[0].isdigit()]
        self._numbers = [at for at, item in enumerate(query.items) if any(sign.isdigit() for sign in item.word)]

    def unnamed(self, names: Sequence[str]) -> Table:
        """For each unit the share of some names that no unit of its document holds, or has over it; (n,)."""
        which = [at for at, item in enumerate(self.query.items) if item.word in names and len(item.word) > 2]
        if not which:
            return np.zeros(len(self.units), dtype=np.float32)
        held: dict[str, Table] = {}
        for unit, found in zip(self.units, self.found.anywhere[:, which], strict=True):
            record = unit.hit.record
            if record.uri not in held:
                about = fold(f"{record.publisher or ''} {record.territory or ''}")
                told = [float(self.query.items[at].word in about) for at in which]
                held[record.uri] = np.array(told, dtype=np.float32)
            held[record.uri] = np.maximum(held[record.uri], found)
        return np.array([(held[unit.hit.record.uri] < _NAMED).mean() for unit in self.units], dtype=np.float32)

    def other_years(self, demands: Sequence[str]) -> Table:
        """1 for each unit that names years, none of them asked for, where years are asked for; (n,)."""
        asked = {word for word in demands if _YEAR.fullmatch(word)}
        others = np.zeros(len(self.units), dtype=np.float32)
        for at, read in enumerate(self.read if asked else ()):
            said = {word for word in read.words if _YEAR.fullmatch(word)}
            others[at] = float(bool(said) and not said & asked)
        return others

    def told(self, answer: str) -> Table:
        """1 for each unit that an earlier answer shows, word for word; (n,)."""
        said = " ".join(answer.split())
        return np.array([float(bool(said) and " ".join(u.text.split()) in said) for u in self.units], dtype=np.float32)

    def table(self, cosines: Table) -> Table:
        """The features, float32 (n, len(NAMES)); ``cosines`` (n,) is each unit's nearness to the question."""
        columns = {
            **self._said(), **self._named(), **self._places.columns(), "cosine": cosines, **self._hits(),
            **shapes(self.units, self.read), **self._question(), **self._soft(), **self._titles(), "cue": self._cues(),
            "run": self._places.runs(),
        }  # fmt: skip
        for name in _GAPS:
            columns[f"{name}_gap"] = columns[name] - columns[name].max(initial=0.0)
        return np.stack([columns[name] for name in NAMES], axis=1).astype(np.float32)

    def asked_stems(self, language: str) -> frozenset[str]:
        """All stems that stand for some word of the question in a language."""
        return self.found.asked_stems(language)

    @cached_property
    def _own(self) -> Table:
        """In the unit itself, as it is or as a near word."""
        return np.asarray(np.maximum(self.found.own, self.found.kin))

    def _said(self) -> dict[str, Table]:
        """Which share of the question's words, by weight, stands in, over, before, after and around each unit."""
        found, own, weights, units = self.found, self._own, self.weights, self.units
        before, after = _beside(own, units)
        every = np.maximum(own, found.over)
        asked_before = np.array(
            [
                float(i > 0 and same(units[i - 1], unit) and units[i - 1].text.endswith("?"))
                for i, unit in enumerate(units)
            ]
        )
        words = [[float(item.word in read.words) for item in self.query.items] for read in self.read]
        return {
            "own": found.own @ weights,
            "kin": own @ weights,
            "under": np.maximum(own, found.under()) @ weights,
            "over": found.over @ weights,
            "all": every @ weights,
            "before": np.maximum(own, before) @ weights,
            "after": np.maximum(own, after) @ weights,
            "beside": np.maximum.reduce([own, before, after]) @ weights,
            "around": found.around @ weights,
            "whole": np.maximum(every, np.maximum(0.9 * before, 0.9 * found.around)) @ weights,
            "asked_before": asked_before * (before @ weights),
            "missing": (weights * (1 - own)).max(axis=1, initial=0),
            "missing_all": (weights * (1 - found.anywhere)).max(axis=1, initial=0),
            "plain": np.array(words, dtype=np.float32) @ weights,
        }

    def _named(self) -> dict[str, Table]:
        """The share of the names and of the numbers, and of the words that are neither: what is asked of them."""
        found, exact, numbers, rest = self.found, self._exact, self._numbers, self._rest
        return {
            "exact": _share(found.own, exact),
            "exact_all": _share(np.maximum(found.own, found.over), exact),
            "names_around": _share(found.anywhere, exact),
            "numbers": _share(found.own, numbers),
            "numbers_all": _share(found.anywhere, numbers),
            "rest": self._weighed(self._own, rest),
        }

    def _soft(self) -> dict[str, Table]:
        """The same by nearness of words, however small."""
        soft, head = np.maximum(self.found.own, self.found.soft), self._places.head
        return {
            "soft": soft @ self.weights,
            "soft_rest": self._weighed(soft, self._rest),
            "soft_head": soft[:, head] if head is not None else np.ones(len(soft), dtype=np.float32),
        }

    @property
    def _rest(self) -> list[int]:
        named = {*self._exact, *self._numbers}
        return [at for at in range(len(self.weights)) if at not in named]

    def _weighed(self, found: Table, which: Sequence[int]) -> Table:
        """The share of some items by weight; 1 where there are none."""
        weights = self.weights[which]
        return np.asarray(found[:, which] @ (weights / (weights.sum() or 1.0)) if which else np.ones(len(found)))

    def _hits(self) -> dict[str, Table]:
        """What the ranker of passages says of the passage."""
        hits = [unit.hit for unit in self.units]
        scores = np.array([_log_odds(hit.score) for hit in hits], dtype=np.float32)
        return {
            "passage": scores,
            "behind": scores.max() - scores,
            "rank": np.array([1 / hit.rank for hit in hits]),
            "share": np.array([hit.score for hit in hits]),
        }

    def _question(self) -> dict[str, Table]:
        """What is asked, the same for all units, but for the language."""
        count, asks = len(self.units), self.asked.asks
        return {
            "asks": np.full(count, float(ASKS.index(asks) if asks in ASKS else 0)),
            "size": np.full(count, float(len(self.weights))),
            "wanted": np.full(count, float(KINDS.index(self._places.wanted))),
            "foreign": np.array([float(unit.hit.passage.language != self.asked.language) for unit in self.units]),
        }

    def _titles(self) -> dict[str, Table]:
        """The share of the question in the title, and those of the title and of the nearest heading in the question."""
        rows = []
        known: dict[tuple[str, str, str], tuple[float, float, float]] = {}
        for unit in self.units:
            title, language = unit.hit.record.title, unit.hit.passage.language
            key = title, unit.heading, language
            if key not in known:
                stems, heading = stems_of(title, language), stems_of(unit.heading, language)
                asked = self.asked_stems(language)
                known[key] = (
                    float(self.found.held(stems, language) @ self.weights), len(stems & asked) / max(1, len(stems)),
                    len(heading & asked) / max(1, len(heading)),
                )  # fmt: skip
            rows.append(known[key])
        return dict(zip(("title", "title_said", "heading_said"), np.array(rows, dtype=np.float32).T, strict=True))

    def _cues(self) -> Table:
        """Where a purpose, a reason, a manner or a condition is asked for: does the unit say one."""
        cue = cue_of(self.asked.text)
        if cue is None:
            return np.zeros(len(self.units), dtype=np.float32)
        return np.array([float(bool(cue.search(fold(unit.text)))) for unit in self.units], dtype=np.float32)


def same(one: Unit, other: Unit) -> bool:
    """True when two units are of one passage."""
    return one.hit.passage.id == other.hit.passage.id


def _beside(own: Table, units: Sequence[Unit]) -> tuple[Table, Table]:
    """What stands in the unit before, and in the one after, of the same passage."""
    before, after = np.zeros_like(own), np.zeros_like(own)
    for at in range(1, len(units)):
        if same(units[at - 1], units[at]):
            before[at], after[at - 1] = own[at - 1], own[at]
    return before, after


def _share(found: Table, which: Sequence[int]) -> Table:
    return found[:, which].mean(axis=1) if which else np.ones(len(found), dtype=np.float32)


def _log_odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))
