"""Hybrid search: words and vectors, fused, every hit checked against the library, copies of one release shown once."""

from __future__ import annotations

from typing import Final

from rag.indexes import Indexes, open_indexes
from rag.language import detect
from rag.library import Library
from rag.releases import Releases
from rag.settings import Settings
from rag.tuned import Tuned
from rag.types import Filters, Hit

# How many candidates each side gives. On the domain dev questions the words put the gold source at rank 57 once, and
# else among the first 9 or, for two questions in another language, nowhere: that is what the vectors are for.
_CANDIDATES: Final = 80


class Search:
    """Finds passages; one for a process, shared by its threads."""

    def __init__(self, settings: Settings, library: Library, indexes: Indexes, tuned: Tuned = Tuned()) -> None:
        self.settings = settings
        self.library = library
        self.indexes = indexes
        self.tuned = tuned
        self.releases = Releases(library)

    def search(self, query: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        """The best ``k`` passages for a query, best first; [] when nothing matches or the query has no words."""
        self.indexes.refresh()
        if not query.strip():
            return []
        words = dict(self.indexes.lexical.search(query, filters, _CANDIDATES))
        vectors = dict(self.indexes.vectors.search(query, filters, _CANDIDATES))
        old = dict(self.indexes.archive.search(query, filters, _CANDIDATES)) if filters.superseded else {}
        found = self.library.passages([*{*words, *vectors, *old}])  # those no longer in the library are left out
        languages = {each: passage.language for each, (passage, _) in found.items()}
        hits = (
            Hit(*found[each], score=score, rank=0)
            for each, score in self._fuse(query, words, vectors, old, languages)
            if filters.superseded or not (found[each][1].superseded or found[each][1].withdrawn)
        )
        return self.releases.one_each(query, hits, filters, k)

    def _fuse(
        self,
        query: str,
        words: dict[str, float],
        vectors: dict[str, float],
        old: dict[str, float],
        languages: dict[str, str],
    ) -> list[tuple[str, float]]:
        """Scores of both sides on one scale, best first: words by the best of them, vectors by their cosine.

        A passage that only the words found gets the lowest cosine of those found by vectors (it stood just below); one
        that only the vectors found has no word of the question.
        """
        top = max([*words.values(), *old.values()], default=0.0) or 1.0
        all_words = {each: score / top for each, score in {**old, **words}.items()}
        asked = detect(query)
        least = min(vectors.values(), default=0.0)
        scores = {
            each: all_words.get(each, 0.0)
            + (self.tuned.vector if languages[each] == asked else self.tuned.cross_vector) * vectors.get(each, least)
            for each in languages
        }
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def close(self) -> None:
        """Close the library."""
        self.library.close()


def open_search(settings: Settings) -> Search:
    """Open the library and its indexes for search; they are rebuilt first when they are missing."""
    library = Library.open(settings)
    return Search(settings, library, open_indexes(settings, library))
