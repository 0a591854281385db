"""What a question for the words index is made of, and how the best passages for it are found among very many.

Tantivy passes over passages that cannot be among the best only where a query is nothing but single words (block-max
WAND: Ding and Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes", 2011); one pair of words in it, and all
are scored. A pair stands in few passages, though: those are searched by themselves, with all that the question says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

# From so many passages on a question is searched in two: among a million one in twenty took over 24 ms, for 35 at once;
# among 100,000 it brings nothing.
MANY: Final = 200_000


def any_of(queries: Sequence[Any]) -> Any:
    """The query that any of these meet, their scores added up; the query itself where it is one."""
    from tantivy import Occur, Query

    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, each) for each in queries])


@dataclass(slots=True)
class Parts:
    """The Tantivy queries that a question comes to, each adding its score.

    ``phrases`` must be there. ``terms`` are single words; each of ``pairs`` stands in few passages; ``others`` are the
    rest (the best of several forms of a word).
    """

    phrases: list[Any] = field(default_factory=list)
    terms: list[Any] = field(default_factory=list)
    pairs: list[Any] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.phrases or self.terms or self.pairs or self.others)

    def whole(self, limits: Sequence[Any] = ()) -> Any:
        """All of it as one query; ``limits`` must hold, and say nothing of how well the words match."""
        from tantivy import Occur, Query

        one = Query.boolean_query(
            [
                *((Occur.Must, each) for each in self.phrases),
                *((Occur.Should, each) for each in (*self.terms, *self.pairs, *self.others)),
            ]
        )
        if not limits:
            return one
        return Query.boolean_query(
            [(Occur.Must, one), *((Occur.Must, Query.const_score_query(each, 0.0)) for each in limits)]
        )

    def best(self, searcher: Any, limit: int, limits: Sequence[Any] = ()) -> list[tuple[float, Any]]:
        """The best passages as (score, address), best first: the same whether searched at once or in two."""
        in_two = searcher.num_docs >= MANY and not (self.phrases or self.others or limits)
        if not (in_two and self.terms):
            found: list[tuple[float, Any]] = searcher.search(self.whole(limits), limit=limit, count=False).hits
            return found
        # A passage without any of the pairs is among the best of all only if it is so by its words alone.
        hits = searcher.search(any_of(self.terms), limit=limit, count=False).hits
        if self.pairs:
            hits += searcher.search(self._with_pairs(), limit=limit, count=False).hits
        scores: dict[tuple[int, int], tuple[float, Any]] = {}
        for score, address in hits:
            place = address.segment_ord, address.doc
            if place not in scores or score > scores[place][0]:
                scores[place] = score, address
        return [scores[place] for place in sorted(scores, key=lambda place: (-scores[place][0], place))[:limit]]

    def _with_pairs(self) -> Any:
        from tantivy import Occur, Query

        return Query.boolean_query([(Occur.Must, any_of(self.pairs)), *((Occur.Should, each) for each in self.terms)])
