"""Candidates for a query: by its own words, by their translations, by its acronyms' other names, and by vectors."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property, partial
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Final

from rag.acronyms import Acronyms
from rag.exact import Floats
from rag.features import Candidate
from rag.indexes import Indexes
from rag.language import LANGUAGES
from rag.lexical import LexicalIndex
from rag.lexical_query import Form, quoted
from rag.library import Library
from rag.query import Query, take_apart
from rag.question import written_out
from rag.translation import BOOST_POWER, Translator
from rag.tuned import Tuned
from rag.types import DocumentRecord, Filters, Passage
from rag.vectors import embedded_text

if TYPE_CHECKING:
    from rag.static_model import StaticEmbeddings

# How many candidates each side gives, and how many of them are looked at closely.
_CANDIDATES: Final = 60
_ACROSS: Final = 40
_WEIGHED: Final = 32
# From so many passages on all ways of finding are gone at once: among a million each takes some 10 ms, and on two idle
# cores a search took 56 ms for 66; below, each takes a millisecond or two.
_AT_ONCE: Final = 50_000
# Old editions' passages that are embedded at most for one query: a neural model takes some 20 ms each.
_PAST: Final = 20
# How the bundled model's cosines lie over a query's candidates.
_MEAN: Final = 0.13
_SPREAD: Final = 0.095
# What a query's other wording (an acronym spelled out) counts beside its own.
_REWORDED: Final = 0.9
# Wordings searched besides; of a query of many words one, for the other words find the passage (up to 10 ms each among
# 100,000 passages).
_REWORDINGS: Final = 2
_FEW_WORDS: Final = 8

# Scores of passages by their ids.
Scores = dict[str, float]


class Finder:
    """Finds candidates in one library; shared by the threads of a server."""

    def __init__(self, library: Library, indexes: Indexes, model: StaticEmbeddings, tuned: Tuned) -> None:
        self.library = library
        self.indexes = indexes
        self.model = model
        self.tuned = tuned
        self.translator = Translator()
        self.acronyms = Acronyms(library)

    def query(self, text: str) -> Query:
        """A text taken apart, with all that may stand for its words."""
        text = written_out(text)
        return take_apart(text, self.worth, self.others, self.acronyms.variants(text))

    def candidates(self, query: Query, filters: Filters) -> list[Candidate]:
        """The candidates for a query, those looked at closely, in no order."""
        vector = self.indexes.vectors.encode_query(query.text)
        own, across, near = self._ways(query, vector, filters)
        found = {**own, **across, **near}
        near |= self.indexes.vectors.scores(vector, [each for each in found if each not in near])
        first = {
            each: max(own.get(each, 0.0), across.get(each, 0.0)) + self.tuned.vector * near.get(each, 0.0)
            for each in found
        }
        closely = sorted(first, key=lambda each: (-first[each], each))[:_WEIGHED]
        passages = {
            each: pair
            for each, pair in self.library.passages(closely).items()
            if filters.superseded or not (pair[1].superseded or pair[1].withdrawn)
        }
        near |= self._past(vector, [pair for pair in passages.values() if pair[1].superseded or pair[1].withdrawn])
        near = self._usual({each: near.get(each, 0.0) for each in passages})
        return [
            Candidate(passage, record, own.get(each, 0.0), across.get(each, 0.0), near.get(each, 0.0))
            for each, (passage, record) in passages.items()
        ]

    def _ways(self, query: Query, vector: Floats, filters: Filters) -> tuple[Scores, Scores, Scores]:
        """The scores by the query's words, by their translations and by vectors."""
        own = self._by_words(query, filters)
        if quoted(query.text):  # what stands in quotation marks must be there, to the letter: only the words see to it
            return _best(self._each(own)), {}, {}
        across = self._by_translation(query, filters)
        found = self._each([*own, *across, partial(self._by_vectors, vector, filters)])
        return _best(found[: len(own)]), _best(found[len(own) : -1]), found[-1]

    def _each(self, ways: Sequence[Callable[[], Scores]]) -> list[Scores]:
        """What each way finds; among very many passages they are gone at once, the first by the asking thread."""
        if len(self.indexes.vectors) < _AT_ONCE:
            return [way() for way in ways]
        others = [self._beside.submit(way) for way in ways[1:]]
        return [ways[0](), *(each.result() for each in others)]

    @cached_property
    def _beside(self) -> Executor:
        """Threads that go other ways beside the asking one: Tantivy and Faiss leave the interpreter free."""
        return ThreadPoolExecutor(max(2, os.cpu_count() or 1), thread_name_prefix="regesto-candidates")

    def close(self) -> None:
        """Let the threads end."""
        if "_beside" in self.__dict__:
            self._beside.shutdown()

    def _by_vectors(self, vector: Floats, filters: Filters) -> Scores:
        return dict(self.indexes.vectors.search(vector, filters, _CANDIDATES))

    def _usual(self, cosines: dict[str, float]) -> dict[str, float]:
        """Another model's cosines as the bundled one's would be spread: e5 gives .8 to what has nothing in common.

        The ranker was fitted on the bundled model's: mean .13, deviation .095 over a query's candidates (SQuAD-it).
        """
        if self.indexes.settings.embeddings == "bundled" or not cosines:
            return cosines
        mean, spread = fmean(cosines.values()), pstdev(cosines.values()) or 1.0
        return {each: _MEAN + _SPREAD * (cosine - mean) / spread for each, cosine in cosines.items()}

    def _past(self, query: Floats, pairs: Sequence[tuple[Passage, DocumentRecord]]) -> dict[str, float]:
        """The cosines of old editions' passages: the index of vectors has none of them, so they are made here."""
        some = pairs[:_PAST]
        if not some:
            return {}
        vectors = self.indexes.vectors.embed([embedded_text(*pair) for pair in some])
        return {passage.id: float(vector @ query) for (passage, _), vector in zip(some, vectors, strict=True)}

    def worth(self, word: str) -> float:
        """How much a folded word tells: BM25's idf over the passages, less for words common in any text.

        In a library of a few hundred passages "tutto" may be as rare as "caregiver": how common a word is elsewhere
        must count too. A word never seen counts as one that a hundredth of the passages hold.
        """
        total, count = self.indexes.lexical.frequency(word)
        count = count or max(1, total // 100)
        here = math.log(1 + (total - count + 0.5) / (count + 0.5))
        anywhere = min(1.0, max(0.0, (-self.model.log_probability(word) - 6) / 10))
        return here * (self.tuned.common + (1 - self.tuned.common) * anywhere)

    def _by_words(self, query: Query, filters: Filters) -> list[Callable[[], Scores]]:
        """Searches for the query's own words, then for those of its acronyms: shares of each one's best score."""
        # What stands in quotation marks is meant to the letter.
        most = _REWORDINGS if len(query.items) <= _FEW_WORDS else 1
        other = [] if quoted(query.text) else self.acronyms.expanded(query.text)[:most]
        indexes = [self.indexes.lexical, *([self.indexes.archive] if filters.superseded else [])]
        return [
            partial(_shares, index, text, filters, _CANDIDATES, worth=_REWORDED if rank else 1.0)
            for index in indexes
            for rank, text in enumerate((query.text, *other))
        ]

    def _by_translation(self, query: Query, filters: Filters) -> list[Callable[[], Scores]]:
        """Searches for the query's words in each other language, the best in it being 1."""
        found: list[Callable[[], Scores]] = []
        for language in LANGUAGES:
            if language != query.language and filters.language in (None, language):
                forms = self.translator.alternatives(query.text, query.language, language)
                if forms:
                    found.append(partial(_shares, self.indexes.lexical, "", filters, _ACROSS, forms=forms))
        return found

    def others(self, word: str, asked_in: str, written_in: str) -> Mapping[str, float]:
        """The index stems that stand for a word in another language, each with how well."""
        if asked_in == written_in:
            return {}
        known = self.translator.word(word, asked_in, written_in)
        return {stem: share**BOOST_POWER for stem, share in known.items()}


def _shares(
    index: LexicalIndex,
    text: str,
    filters: Filters,
    limit: int,
    *,
    forms: Sequence[Sequence[Form]] = (),
    worth: float = 1.0,
) -> Scores:
    """What a search of the words finds, each as a share of the best score, times what the search is worth."""
    found = dict(index.search(text, filters, limit, forms))
    top = max(found.values(), default=1.0)
    return {each: score / top * worth for each, score in found.items()}


def _best(found: Sequence[Scores]) -> Scores:
    """Of each passage its best score."""
    best: Scores = {}
    for scores in found:
        for each, score in scores.items():
            best[each] = max(best.get(each, 0.0), score)
    return best
