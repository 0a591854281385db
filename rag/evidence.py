"""Evidence: the sentences, list items and rows of the hits, ranked for a question by a learned ranker.

``rag.units`` cuts the hits into units, ``rag.unit_features`` tells what is known of each for the question, and the
trees of ``evidence.json`` (fitted by ``python -m eval.ranking``) score them. Whether they are enough to answer is
decided in ``rag.enough``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from rag.query import Query
from rag.question import Asked
from rag.ranker import Ranker
from rag.search import Search
from rag.types import Hit
from rag.unit_features import NAMES, UnitTable
from rag.unit_found import Table
from rag.units import Unit, UnitWords, unit_words, units_of
from rag.word_match import WordMatch

EVIDENCE: Final = Path(__file__).with_name("evidence.json")
# Passages whose units are remembered: some 40 kB each with their vectors.
_REMEMBERED: Final = 2000


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with its score (log odds, higher is better) and what it was made of.

    ``parts`` are its features by name, and ``told``: 1 where the last answer shows it and it lacks what is asked for
    now; ``found`` tells how far each of the query's words (``words``) was found in it,
    over it or around it, and ``weights`` what each is worth (they sum to 1); ``stems`` are all that stand for them in
    the unit's language.
    """

    unit: Unit
    score: float
    parts: dict[str, float] = field(default_factory=dict)
    found: Table = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    weights: Table = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    words: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()


class Evidence:
    """Ranks units for questions; one for a process, shared by its threads."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.match = WordMatch(search.finder.worth, search.finder.others, search.words, search.tuned)
        self._read: dict[tuple[str, str, tuple[int, ...]], tuple[list[UnitWords], Table]] = {}

    @cached_property
    def ranker(self) -> Ranker:
        """Read when first needed: it is fitted on what ``table`` gives."""
        return Ranker(EVIDENCE, NAMES)

    def rank(self, asked: Asked, hits: Sequence[Hit]) -> list[Scored]:
        """The units of the hits, best first; [] where there are none or the question has no words."""
        units, tables, table = self.table(asked, hits)
        if tables is None:
            return []
        told = tables.told(asked.told) * (1 - table[:, NAMES.index("held")])
        scores = self.ranker.scores(table) + self._by_hand(asked, tables, table) - self.search.tuned.told * told
        scores = self._own_language_first(asked, units, scores)
        found = tables.found.anywhere
        words = tuple(item.word for item in tables.query.items)
        scored = [
            Scored(
                unit, float(score), {**dict(zip(NAMES, row.tolist(), strict=True)), "told": float(again)}, there,
                tables.weights, words, tables.asked_stems(unit.hit.passage.language),
            )
            for unit, score, row, there, again in zip(units, scores, table, found, told, strict=True)
        ]  # fmt: skip
        return sorted(scored, key=lambda each: (-each.score, each.unit.hit.rank, each.unit.start))

    def _own_language_first(self, asked: Asked, units: Sequence[Unit], scores: Table) -> Table:
        """Of sentences that score nearly alike, those in the question's language before the others."""
        foreign = np.array([unit.hit.passage.language != asked.language for unit in units])
        margin = self.search.tuned.own_language
        if foreign.all() or scores[~foreign].max() < scores.max() - margin:
            return scores
        return np.asarray(scores - margin * foreign, dtype=np.float32)

    def _by_hand(self, asked: Asked, tables: UnitTable, table: Table) -> Table:
        """What the judged questions are too few to teach, in log odds.

        The words of a purpose or a total where one is asked for; names of the question that stand neither in the unit,
        nor over or around it, nor anywhere in what was found of its document; other years than those asked for.
        """
        tuned = self.search.tuned
        cue, around = table[:, NAMES.index("cue")], table[:, NAMES.index("names_around")]
        by_hand = tuned.cue * cue - tuned.unnamed * (1 - np.minimum(around, 1.0))
        by_hand -= tuned.unnamed_document * tables.unnamed(asked.names)
        return np.asarray(by_hand - tuned.other_year * tables.other_years(asked.demands), dtype=np.float32)

    def table(self, asked: Asked, hits: Sequence[Hit]) -> tuple[list[Unit], UnitTable | None, Table]:
        """The units of the hits in order, and the features of each; None and no rows where there is nothing to rank."""
        units = [units_of(hit) for hit in hits]
        flat = [unit for each in units for unit in each]
        query = self.query(asked)
        if not flat or not query.items:
            return [], None, np.zeros((0, len(NAMES)), dtype=np.float32)
        read = [self._as_read(hit, each) for hit, each in zip(hits, units, strict=True)]
        tables = UnitTable(asked, query, flat, [w for words, _ in read for w in words], self.search.words.cosines)
        vector = self.search.model.encode([asked.query])[0]
        cosines = np.concatenate([vectors @ vector for _, vectors in read])
        return flat, tables, tables.table(cosines)

    def query(self, asked: Asked) -> Query:
        """The question's words with all that may stand for them."""
        return self.search.finder.query(asked.query[: self.search.settings.max_question])

    def _as_read(self, hit: Hit, units: Sequence[Unit]) -> tuple[list[UnitWords], Table]:
        """The units of a hit taken apart, and their vectors (n, d)."""
        known = self._read if len(self._read) < _REMEMBERED else {}
        # What a copy of a release has of its own (rag/sifting.py) has the whole one's id, and other units.
        name = hit.passage.id, hit.record.title, tuple(unit.start for unit in units)
        if name not in known:
            words = [unit_words(unit.text, hit.passage.language) for unit in units]
            texts = [f"{unit.lead} {unit.text}" for unit in units]
            vectors = self.search.model.encode(texts) if texts else np.zeros((0, 256), dtype=np.float32)
            known[name] = words, vectors
        self._read = known  # another thread may do the same: each reads what it needs
        return known[name]
