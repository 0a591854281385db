"""Hybrid search: words and vectors, fused, every hit checked against the library, copies of one release shown once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rag.indexes import Indexes, open_indexes
from rag.language import detect
from rag.library import Library
from rag.releases import Releases
from rag.settings import Settings
from rag.sifting import one_each
from rag.tuned import Tuned
from rag.types import Filters, Hit

# How many candidates each side gives. On the domain dev questions the words put the gold source at rank 57 once, and
# else among the first 9 or, for two questions in another language, nowhere: that is what the vectors are for.
_CANDIDATES: Final = 80
# An edition published between the indexes and the library has left the one and not reached the other: look again.
_TRIES: Final = 3


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
        if not query.strip():
            return []
        for _ in range(_TRIES):
            generation = self.library.generation()
            self.indexes.refresh()
            hits = self._found(query, filters, k)
            if self.library.generation() == generation:
                break
        return hits

    def _found(self, query: str, filters: Filters, k: int) -> list[Hit]:
        words = dict(self.indexes.lexical.search(query, filters, _CANDIDATES))
        vectors = dict(self.indexes.vectors.search(query, filters, _CANDIDATES))
        old = dict(self.indexes.archive.search(query, filters, _CANDIDATES)) if filters.superseded else {}
        fused = self._fuse(query, words, vectors, old)
        return one_each(self.releases, query, self._hits(fused, filters, 2 * k + 10), filters, k)

    def _hits(self, fused: Sequence[tuple[str, float]], filters: Filters, size: int) -> Iterator[list[Hit]]:
        """The hits, best first, read from the library in batches: mostly the first is enough."""
        for start in range(0, len(fused), size):
            batch = fused[start : start + size]
            found = self.library.passages([each for each, _ in batch])
            yield [
                Hit(*found[each], score=score, rank=0)
                for each, score in batch
                if each in found and (filters.superseded or not (found[each][1].superseded or found[each][1].withdrawn))
            ]

    def _fuse(
        self, query: str, words: dict[str, float], vectors: dict[str, float], old: dict[str, float]
    ) -> list[tuple[str, float]]:
        """Scores of both sides on one scale, best first: words by the best of them, vectors by their cosine.

        A passage that only the words found gets the lowest cosine of those found by vectors (it stood just below); one
        that only the vectors found has no word of the question.
        """
        top = max([*words.values(), *old.values()], default=0.0) or 1.0
        all_words = {each: score / top for each, score in {**old, **words}.items()}
        languages = self._languages(set(all_words) | set(vectors))
        asked = detect(query)
        least = min(vectors.values(), default=0.0)
        scores = {
            each: all_words.get(each, 0.0)
            + (self.tuned.vector if languages[each] == asked else self.tuned.cross_vector) * vectors.get(each, least)
            for each in languages
        }
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def _languages(self, ids: Iterable[str]) -> dict[str, str]:
        """The languages of passages; those no longer in the library are left out."""
        asked = list(ids)
        rows = self.library.connection.execute(
            "SELECT id, json_extract(structure, '$.language') FROM passages "
            f"WHERE id IN ({','.join('?' * len(asked))})",
            asked,
        )  # a fifth of the time that reading the passages takes
        return dict(rows.fetchall())

    def close(self) -> None:
        """Close the library."""
        self.library.close()


def open_search(settings: Settings) -> Search:
    """Open the library and its indexes for search; they are rebuilt first when they are missing."""
    library = Library.open(settings)
    return Search(settings, library, open_indexes(settings, library))
