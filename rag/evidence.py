"""Evidence: the sentences, list items and rows of the hits, ranked for a question, and whether they are enough.

Each unit is scored by what it says itself and by where it stands (lead-in, headings, title, passage): a bullet's
subject is often in its lead-in. A question's word counts as found when its stem is there, or, less, when a word
with a near vector is: that is how a question in one language finds its answer in another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from rag.analysis import fold, terms, words
from rag.query import OtherForms
from rag.question import Asked
from rag.sentences import sentence_spans, shown_words
from rag.signals import fits
from rag.tuned import Tuned
from rag.types import Block, Hit
from rag.word_vectors import Vectors, WordVectors


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item, row or heading of a hit: ``start`` and ``end`` are offsets into the stored text."""

    hit: Hit
    block: Block
    start: int
    end: int
    text: str
    lead: str = ""
    heading: str = ""

    @property
    def under(self) -> str:
        """The unit with what stands right over it: its heading and lead-in, where a bullet's subject often is."""
        return f"{self.heading}\n{self.lead}\n{self.text}"

    @property
    def context(self) -> str:
        """All that stands over the unit and may hold its subject."""
        return "\n".join((self.hit.record.title, *self.hit.passage.headings, self.heading, self.lead))


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with its score and what it was made of: its parts, and how far each of the question's words was found."""

    unit: Unit
    score: float
    parts: dict[str, float] = field(default_factory=dict)
    found: Vectors = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


def units_of(hit: Hit) -> list[Unit]:
    """The units of a hit's passage, in order."""
    passage = hit.passage
    found: list[Unit] = []

    def words_of(start: int, end: int) -> str:
        return shown_words(passage.text[start - passage.start : end - passage.start])

    heading = passage.headings[-1] if passage.headings else ""
    for block in passage.blocks:
        if block.kind == "heading":
            heading = words_of(block.start, block.end)
        lead = passage.lead
        if block.lead is not None and block.lead[0] >= passage.start:
            lead = words_of(*block.lead)
        elif block.lead is None:
            lead = ""
        spans = (
            [(block.start - passage.start, block.end - passage.start)]
            if block.kind in ("heading", "row") or (block.kind == "item" and block.end - block.start < 300)
            else sentence_spans(passage.text, block.start - passage.start, block.end - passage.start)
        )
        for start, end in spans:
            first, last = start + passage.start, end + passage.start
            found.append(Unit(hit, block, first, last, words_of(first, last), shown_words(lead), heading))
    return found


class Evidence:
    """Ranks units for questions. ``encode`` maps texts to unit vectors (n, d); ``idf`` weighs a folded word.

    ``others`` gives the index stems that stand for a word in another language, each with how well; ``near`` compares
    words by their meaning (the search's own, so that each word is encoded once).
    """

    def __init__(
        self,
        encode: Callable[[list[str]], Vectors],
        idf: Callable[[str], float],
        tuned: Tuned = Tuned(),
        others: OtherForms | None = None,
        near: WordVectors | None = None,
    ) -> None:
        self.others = others
        self.near = near or WordVectors(encode)
        self.encode = encode
        self.idf = idf
        self.tuned = tuned

    def rank(self, asked: Asked, hits: Sequence[Hit]) -> list[Scored]:
        """The units of the hits, best first."""
        units = [unit for hit in hits for unit in units_of(hit)]
        if not units or not asked.words:
            return []
        wanted = [word for word, _ in asked.words]
        weights = np.array([share * self.idf(word) for word, share in asked.words], dtype=np.float32)
        weights /= weights.sum() or 1.0
        vectors = self.encode([asked.query, *(f"{unit.lead} {unit.text}" for unit in units)])
        cosines = vectors[1:] @ vectors[0]
        top = max(hit.score for hit in hits) or 1.0
        around = {id(hit): self._found(wanted, hit.passage.text, asked.language, hit.passage.language) for hit in hits}
        own = [self._found(wanted, unit.text, asked.language, unit.hit.passage.language) for unit in units]
        over = [self._found(wanted, unit.context, asked.language, unit.hit.passage.language) for unit in units]
        under = [self._found(wanted, unit.under, asked.language, unit.hit.passage.language) for unit in units]
        scored = []
        for at, unit in enumerate(units):
            beside = [own[i] for i in (at - 1, at + 1) if 0 <= i < len(units) and units[i].hit is unit.hit]
            near = np.maximum.reduce([own[at], 0.9 * over[at], 0.6 * around[id(unit.hit)]])
            parts = {
                "own": float(weights @ own[at]),
                "context": float(weights @ near),
                "under": float(weights @ under[at]),
                "around": float(weights @ around[id(unit.hit)]),
                "beside": float(weights @ np.maximum.reduce([own[at], *beside])),
                "cosine": float(cosines[at]),
                "passage": unit.hit.score / top,
                "fit": self._fit(asked, unit),
                "heading": float(unit.block.kind == "heading"),
                # A unit of three words repeats the question more often than it answers it.
                "abroad": float(unit.hit.passage.language != asked.language),
                "short": math.exp(-len(unit.text.split()) / 4),
            }
            scored.append(Scored(unit, 0.0, parts, near))
        return self.rescore(scored)

    def rescore(self, scored: Sequence[Scored]) -> list[Scored]:
        """The same units, their parts weighed by this ranker's numbers, best first."""
        weighed = [
            replace(each, score=sum(getattr(self.tuned, name) * value for name, value in each.parts.items()))
            for each in scored
        ]
        return sorted(weighed, key=lambda each: (-each.score, each.unit.hit.rank, each.unit.start))

    def _fit(self, asked: Asked, unit: Unit) -> float:
        """How well a unit holds the kind of thing asked for; a list more where its kind ("priorità") stands over it."""
        listed = asked.asks == "list" and (unit.block.kind == "item" or unit.text.endswith(":"))
        held = 1.0 if listed else fits(asked.asks, unit.text, asked.text)
        if not held or asked.head is None or asked.asks != "list":
            return held
        there = self._found([asked.head], unit.under, asked.language, unit.hit.passage.language)[0]
        return held * (0.5 + 0.5 * float(there))

    def _found(self, wanted: Sequence[str], text: str, asked_in: str, written_in: str) -> Vectors:
        """How far each wanted word stands in a text: 1 for its stem, less for a word with a near vector."""
        stems = set(terms(text, written_in))
        found = np.zeros(len(wanted), dtype=np.float32)
        missing = []
        for index, word in enumerate(wanted):
            if not stems.isdisjoint(_forms(word, asked_in, written_in)):
                found[index] = 1.0
                continue
            if asked_in != written_in and self.others is not None:
                known = self.others(word, asked_in, written_in)
                # Less than the word itself: a page in the asker's own language that says the same is preferred.
                found[index] = 0.9 * max((worth for stem, worth in known.items() if stem in stems), default=0.0)
            if not word[0].isdigit():
                missing.append(index)
        there = [word for word in dict.fromkeys(words(text)) if len(word) > 2 and not word[0].isdigit()]
        if missing and there:
            near = self.near.cosines([wanted[index] for index in missing], there)
            least = self.tuned.near_from if asked_in == written_in else self.tuned.near_cross
            alike = 0.9 * np.clip((near.max(axis=1) - least) / (0.85 - least), 0.0, 1.0)
            found[missing] = np.maximum(found[missing], alike)
        return found


@lru_cache(maxsize=1024)
def _forms(word: str, asked_in: str, written_in: str) -> frozenset[str]:
    """The index terms that stand for a word of the question: asked for at each unit, and "1/1/1/…" takes 2 ms."""
    return frozenset((*(terms(word, asked_in) or (word,)), *terms(word, written_in)))


def certainty(asked: Asked, ranked: Sequence[Scored], idf: Callable[[str], float]) -> dict[str, float]:
    """What tells whether the best evidence answers: the features of the refusal decision, each 0 to 1.

    ``context`` and ``own``: share of the question's words found in and over the best unit; ``cosine``: nearness;
    ``fit``: holds the kind of thing asked for (1 where no kind is asked); ``demands``: share of the question's years,
    numbers and acts that are there; ``names``: and of its names; ``missing``: the weight of the heaviest word that is
    nowhere in the best document's evidence; ``foreign``: 1 when the best unit is in another language than the question.
    """
    best = ranked[0]
    near = [each for each in ranked[:8] if each.unit.hit.record.uri == best.unit.hit.record.uri]
    found = np.max([each.found for each in near], axis=0)
    weights = np.array([share * idf(word) for word, share in asked.words], dtype=np.float32)
    weights /= weights.sum() or 1.0
    foreign = float(best.unit.hit.passage.language != asked.language)
    return {
        "context": best.parts["context"],
        "own": best.parts["own"],
        "cosine": best.parts["cosine"],
        "fit": max(each.parts["fit"] for each in near) if asked.asks in ("number", "when", "who") else 1.0,
        "demands": _demands_met(asked, [each.unit for each in near]),
        "names": _names_met(asked, found),
        "missing": float(np.max(weights * (1 - found))),
        "foreign": foreign,
    }


def _names_met(asked: Asked, found: Vectors) -> float:
    """The share of the question's names and acronyms that stand, in whatever language, in the evidence or over it."""
    if not asked.names:
        return 1.0
    held = dict(zip((word for word, _ in asked.words), found, strict=True))
    return float(sum(held.get(name, 0.0) >= 0.5 for name in asked.names)) / len(asked.names)


def _demands_met(asked: Asked, units: Sequence[Unit]) -> float:
    """The share of the question's years, numbers and acts that stand in the evidence or over it."""
    if not asked.demands:
        return 1.0
    there = {word for unit in units for word in words(f"{unit.text} {unit.context} {unit.hit.passage.text}")}
    there |= {part for unit in units for part in words(fold(unit.hit.record.published or ""))}
    return sum(demand in there for demand in asked.demands) / len(asked.demands)
