"""What is known of a passage for a query, as numbers that hang on neither the library's size nor its language.

Every feature but the last few is a share (0 to 1), so that a ranker fitted on one library serves another. The best
sentence of a passage is looked at as well as the whole: a long passage has many words by chance, a sentence has not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul
from typing import Final

import numpy as np
import numpy.typing as npt

from rag.analysis import stop_words
from rag.passage_words import Read
from rag.query import Query
from rag.signals import fitting
from rag.types import DocumentRecord, Passage

NAMES: Final = (
    "own", "cross", "cosine", "below", "body", "all", "title", "heads", "sentence", "under", "two", "near", "row",
    "often", "plain", "alike", "kin", "both", "document", "missing", "exact", "numbers", "fit", "fits", "foreign",
    "asks", "length", "first", "asked", "listed", "place",
)  # fmt: skip
_ASKS: Final = ("open", "who", "when", "where", "number", "list", "definition", "comparison", "yes_no")
# From this likeness on (of rapidfuzz's Indel) a word that is not there counts as misspelt, or as of the same family.
_ALIKE: Final = 0.72
# From this cosine on two words' vectors are near.
_KIN: Final = 0.45
# What an acronym spelled out counts.
_SPELLED: Final = 0.85
# BM25's saturation and length normalisation, for a passage of about 130 words.
_K1: Final = 1.2
_B: Final = 0.6
_USUAL: Final = 130

Found = list[float]
# Cosines (n, m) of the vectors of n words with those of m others.
Nearness = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that words or vectors found: its share of the best word score (own words, translated) and cosine."""

    passage: Passage
    record: DocumentRecord
    own: float
    cross: float
    cosine: float


def table(
    query: Query, candidates: Sequence[Candidate], reads: Sequence[Read], nearness: Nearness
) -> npt.NDArray[np.float32]:
    """The features of the candidates, float32 (n, len(NAMES)); ``nearness`` compares words by their meaning."""
    if not candidates:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    rows = _Rows(query, candidates, reads, nearness)
    return np.array([rows.row(*pair) for pair in zip(candidates, reads, strict=True)], dtype=np.float32)


class _Rows:
    """What all rows of one query share."""

    def __init__(
        self, query: Query, candidates: Sequence[Candidate], reads: Sequence[Read], nearness: Nearness
    ) -> None:
        self.query = query
        self.weights = [item.weight for item in query.items]
        self.nearest = max(each.cosine for each in candidates)
        self.fit = fitting(query.asks, query.text)
        languages = {each.passage.language for each in candidates}
        self.stems = {each: _by_stem([item.forms[each] for item in query.items]) for each in languages}
        self.keys = {each: frozenset(known) for each, known in self.stems.items()}
        self.spelled = [(at, item.spelled) for at, item in enumerate(query.items) if any(item.spelled.values())]
        empty = stop_words(query.language).union(*(stop_words(each) for each in languages))
        every = frozenset[str]().union(*(seen.spoken for seen in reads))
        spoken = [word for word in every - empty if len(word) > 3 and not word[0].isdigit()]
        self.alike = _likenesses(query, spoken)
        self.kin = _kinships(query, spoken, nearness)
        self.exact = [at for at, item in enumerate(query.items) if item.exact]
        self.numbers = [at for at, item in enumerate(query.items) if any(sign.isdigit() for sign in item.word)]
        self.documents: dict[str, Found] = {}
        for candidate, seen in zip(candidates, reads, strict=True):
            here = self._found(candidate.passage.language, seen.stems | seen.title | seen.heads)
            uri = candidate.record.uri
            self.documents[uri] = _most(self.documents[uri], here) if uri in self.documents else here

    def row(self, candidate: Candidate, seen: Read) -> Found:
        """The features of one candidate."""
        passage, weights = candidate.passage, self.weights
        language = passage.language
        body = self._found(language, seen.stems)
        title, heads = self._found(language, seen.title), self._found(language, seen.heads)
        over = _most(title, heads)
        alike = [0.0 if there else _likest(self.alike[at], seen.spoken) for at, there in enumerate(body)]
        kin = [0.0 if there else _likest(self.kin[at], seen.spoken) for at, there in enumerate(body)]
        everywhere = _most(body, over, alike)
        stood = [self._found(language, stems) for stems in seen.sentences] or [[0.0] * len(weights)]
        said = [_dot(weights, found) for found in stood]
        ranked = sorted(range(len(said)), key=said.__getitem__, reverse=True)
        best = stood[ranked[0]]
        fit = [self.fit(*seen.texts[at]) for at in ranked[:2]] if seen.texts else [0.0]
        near, row = self._together(language, seen)
        exact = [max(everywhere[at], over[at]) for at in self.exact]
        numbers = [everywhere[at] for at in self.numbers]
        return [
            candidate.own, candidate.cross, candidate.cosine, self.nearest - candidate.cosine,
            _dot(weights, body), _dot(weights, everywhere), _dot(weights, title), _dot(weights, heads),
            said[ranked[0]], _dot(weights, _most(best, over)), _dot(weights, _most(*(stood[at] for at in ranked[:2]))),
            near, row, self._often(language, seen),
            _dot(weights, [float(item.word in seen.spoken) for item in self.query.items]), _dot(weights, alike),
            _dot(weights, kin), _dot(weights, _most(everywhere, kin)),
            _dot(weights, self.documents[candidate.record.uri]),
            max((w * (1 - f) for w, f in zip(weights, everywhere, strict=True)), default=0.0),
            sum(exact) / len(exact) if exact else 1.0, sum(numbers) / len(numbers) if numbers else 1.0,
            fit[0], max(fit), float(language != self.query.language), float(_ASKS.index(self.query.asks)),
            math.log1p(seen.size), float(passage.ordinal == 0), float(len(weights)), seen.listed,
            ranked[0] / len(said),
        ]  # fmt: skip

    def _found(self, language: str, there: frozenset[str]) -> Found:
        """How well each item of the query stands among stems."""
        found = [0.0] * len(self.weights)
        known = self.stems[language]
        for stem in self.keys[language] & there:
            for at, worth in known[stem]:
                if worth > found[at]:
                    found[at] = worth
        for at, spelled in self.spelled:
            if any(stems <= there for stems in spelled[language]):
                found[at] = max(found[at], _SPELLED)
        return found

    def _often(self, language: str, seen: Read) -> float:
        """Like BM25: how often the words stand there, less and less for each time more, less in a long passage."""
        norm = _K1 * (1 - _B + _B * seen.size / _USUAL)
        times = [0.0] * len(self.weights)
        for stem in self.keys[language] & seen.stems:
            for at, worth in self.stems[language][stem]:
                times[at] += worth * seen.times(stem)
        return sum(weight * count / (count + norm) for weight, count in zip(self.weights, times, strict=True))

    def _together(self, language: str, seen: Read) -> tuple[float, float]:
        """How near neighbours in the query stand to each other here, and the share that are neighbours here too."""
        places: list[list[int]] = [[] for _ in self.weights]
        for stem in self.keys[language] & seen.stems:
            for at, _ in self.stems[language][stem]:
                places[at] += seen.places(stem)
        near = row = total = 0.0
        for left, right in pairwise(range(len(self.weights))):
            weight = self.weights[left] + self.weights[right]
            total += weight
            if places[left] and places[right]:
                gap = min((abs(b - a) for a in places[left] for b in places[right] if a != b), default=100)
                near += weight / (1 + max(0, gap - 1) / 3)
                row += weight * (gap <= 3)
        return (near / total, row / total) if total else (0.0, 0.0)


def _by_stem(forms: Sequence[Mapping[str, float]]) -> dict[str, list[tuple[int, float]]]:
    """For each stem the items it stands for, with how well."""
    known: dict[str, list[tuple[int, float]]] = {}
    for at, form in enumerate(forms):
        for stem, worth in form.items():
            known.setdefault(stem, []).append((at, worth))
    return known


def _likest(likenesses: Sequence[tuple[str, float]], spoken: frozenset[str]) -> float:
    return max((worth for word, worth in likenesses if word in spoken), default=0.0)


def _likenesses(query: Query, choices: Sequence[str]) -> list[list[tuple[str, float]]]:
    """For each item the words of all candidates that look like it: its misspellings, and words of its family."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    found: list[list[tuple[str, float]]] = []
    for item in query.items:
        long = len(item.word) > 3 and not item.word[0].isdigit()
        near = process.extract(
            item.word, choices if long else (), scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=None
        )
        found.append([(word, float(likeness)) for word, likeness, _ in near])
    return found


def _kinships(query: Query, choices: Sequence[str], nearness: Nearness) -> list[list[tuple[str, float]]]:
    """For each item the words of all candidates that mean nearly the same, in any language."""
    plain = [at for at, item in enumerate(query.items) if not item.word[0].isdigit()]
    found: list[list[tuple[str, float]]] = [[] for _ in query.items]
    if plain and choices:
        cosines = nearness([query.items[at].word for at in plain], choices)
        for at, row in zip(plain, cosines, strict=True):
            near = np.flatnonzero(row >= _KIN)
            found[at] = [(choices[there], float(row[there])) for there in near.tolist()]
    return found


def _most(*found: Iterable[float]) -> Found:
    return [max(each) for each in zip(*found, strict=True)]


def _dot(weights: Sequence[float], found: Sequence[float]) -> float:
    total: float = sum(map(mul, weights, found))
    return total
