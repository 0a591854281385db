"""Hybrid search: candidates by words, translated words and vectors, ranked by what is known of each passage.

Every hit is checked against the library, and copies of one release are shown once.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rag.candidates import Finder
from rag.embeddings import bundled
from rag.facets import KnownFacets
from rag.features import Candidate, table
from rag.indexes import Indexes, open_indexes
from rag.language import detect, prepare
from rag.library import Library
from rag.liking import liking
from rag.passage_words import Read, read
from rag.query import Query
from rag.ranker import Ranker
from rag.releases import Releases
from rag.reranker import Reranker, load_reranker
from rag.settings import Settings
from rag.sifting import one_each
from rag.stated import Stated, stated
from rag.tuned import Tuned
from rag.types import Filters, Hit
from rag.word_vectors import WordVectors

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# An edition published between the indexes and the library has left the one and not reached the other: look again.
_TRIES: Final = 3
# Passages whose words are remembered, about 20 kB each.
_REMEMBERED: Final = 2000
# Titles searched for to warm up: after them tables, trees and the words of many passages are in memory.
_TRIED: Final = 12
# Hits that a cross-encoder reads, where one is set: some 50 ms each on two cores with a small one.
_READ_CLOSELY: Final = 20


class Search:
    """Finds passages; one for a process, shared by its threads."""

    def __init__(self, settings: Settings, library: Library, indexes: Indexes, tuned: Tuned = Tuned()) -> None:
        self.settings = settings
        self.library = library
        self.indexes = indexes
        self.tuned = tuned
        self.releases = Releases(library)
        self.model = bundled()  # words are weighed with it whatever the index uses: it takes microseconds
        self.finder = Finder(library, indexes, self.model, tuned)
        self.words = WordVectors(self.model.encode)
        self.facets = KnownFacets(library)
        self._read: dict[tuple[str, str], Read] = {}

    @cached_property
    def ranker(self) -> Ranker:
        """Read when first needed: it is fitted on what ``weigh`` gives."""
        return Ranker()

    @cached_property
    def reranker(self) -> Reranker | None:
        """The cross-encoder that the settings name; None where they name none."""
        return load_reranker(self.settings)

    def search(self, query: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        """The best ``k`` passages for a query, best first; [] when nothing matches or the query has no words.

        What the query itself says of where to look counts too (see ``rag.stated``).
        """
        # A pasted page is searched by its first words: more say nothing more, and a million took 8 s.
        query = query[: self.settings.max_question]
        if not query.strip():
            return []
        for _ in range(_TRIES):
            generation = self.library.generation()
            self.indexes.refresh()
            said = self.said(query, filters)
            hits = self._found(query, filters.over(said.limits), said, k)
            if self.library.generation() == generation:
                break
        return hits

    def said(self, query: str, filters: Filters = Filters()) -> Stated:
        """What a query says of where to look; limits that no document meets are preferences."""
        said = stated(query, detect(query), self.facets.now(), datetime.now(UTC).date())
        if said.limits == Filters() or self.indexes.vectors.admits(filters.over(said.limits)):
            return said
        return replace(said, limits=Filters(), likes=said.likes.over(said.limits), limited_by="")

    def _found(self, query: str, filters: Filters, said: Stated, k: int) -> list[Hit]:
        old = replace(filters, superseded=True) if said.likes.superseded else filters
        asked, candidates, known = self.weigh(query, old)
        scores = self.ranker.scores(known)
        hits = [
            # Log odds made shares of 1, so that shares of them can be taken.
            Hit(each.passage, each.record, _share(float(score) + self._liked(asked, each, said)), 0)
            for each, score in zip(candidates, scores, strict=True)
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.passage.id))
        if self.reranker is not None:
            hits = self._read_closely(query, hits, said)
        return one_each(self.releases, query, iter([hits]), old, k)

    def _liked(self, query: Query, candidate: Candidate, said: Stated) -> float:
        foreign = self.tuned.foreign if candidate.passage.language != query.language else 0.0
        return liking(query.text, candidate.record, said, self.tuned) - foreign

    def _read_closely(self, query: str, hits: list[Hit], said: Stated) -> list[Hit]:
        """The first hits in the order of the cross-encoder, each taking the score of the place it comes to.

        What the question disfavours (an old edition) stays below the rest.
        """
        assert self.reranker is not None
        first = hits[:_READ_CLOSELY]
        given = self.reranker(query, [hit.passage.text for hit in first])
        below = [liking(query, hit.record, said, self.tuned) < 0 for hit in first]
        order = sorted(range(len(first)), key=lambda at: (below[at], -given[at]))
        return [replace(first[at], score=first[place].score) for place, at in enumerate(order)] + hits[_READ_CLOSELY:]

    def weigh(self, text: str, filters: Filters = Filters()) -> tuple[Query, list[Candidate], npt.NDArray[np.float32]]:
        """A query's candidates and what is known of each: the table that the ranker scores."""
        query = self.finder.query(text)
        candidates = self.finder.candidates(query, filters)
        return query, candidates, table(query, candidates, [self._as_read(e) for e in candidates], self.words.cosines)

    def _as_read(self, candidate: Candidate) -> Read:
        known = self._read
        if len(known) >= _REMEMBERED:
            known = dict(list(known.items())[_REMEMBERED // 2 :])
        name = candidate.passage.id, candidate.record.title  # a title may be learned later
        if name not in known:
            known[name] = read(candidate.passage, candidate.record.title)
        self._read = known  # another thread may do the same: each reads what it needs
        return known[name]

    def warm(self) -> None:
        """Read now what the first searches would wait for; a server does so in its background (2 s for 100,000)."""
        self.indexes.refresh()
        self.indexes.vectors.warm()
        self.indexes.lexical.warm()
        prepare()
        for title in self.library.last_titles(_TRIED):
            self.search(title)

    def close(self) -> None:
        """Close the library."""
        self.finder.close()
        self.library.close()


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def open_search(settings: Settings) -> Search:
    """Open the library and its indexes for search; they are rebuilt first when they are missing."""
    library = Library.open(settings)
    return Search(settings, library, open_indexes(settings, library))
