"""Questions that set plans, periods or places against each other, and those to one plan: where each is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from rag.across.sides import Comparing, Side, Sides
from rag.enough import confidence
from rag.evidence import Evidence, Scored
from rag.lacks import lacking
from rag.question import Asked, understand
from rag.ranker import Ranker
from rag.search import Search
from rag.tuned import Tuned
from rag.types import Filters, Hit, Passage, Question
from rag.writer import Span, Statement, write

# Hits weighed for each side, and sides told at most.
_WEIGHED: Final = 8
_MOST: Final = 3
# A side is told from this share of the confidence that a question alone needs: what it is compared with speaks for it.
_LESS: Final = 0.5
# A document that names a plan is quoted up to so many words.
_FRONT: Final = 40


class Answering(Protocol):
    """What of an ``Answerer`` the sides are answered with; read at each question, for its numbers may be changed."""

    search: Search
    evidence: Evidence
    tuned: Tuned

    @property
    def decision(self) -> Ranker:
        """The trees that decide whether evidence is enough."""

    def following(self, passage: Passage) -> Sequence[Passage]:
        """A passage and those after it."""


class Siding:
    """Sides of questions to one library, each answered from its own documents."""

    def __init__(self, answerer: Answering, comparing: Comparing) -> None:
        self.answerer = answerer
        self.comparing = comparing

    def narrowed(self, asked: Asked, filters: Filters) -> Filters:
        """The filters, and the documents of the one plan in many files that a question names."""
        if filters != Filters():
            return filters
        plans, _ = self.comparing.named(asked.text, asked.language)
        if len(plans) == 1 and plans[0].folder:
            return replace(filters, documents=tuple(sorted(plans[0].documents)))
        return filters

    def known_years(self, asked: Asked) -> set[str]:
        """The years of the plans that a question names: their documents need not say them."""
        plans, _ = self.comparing.named(asked.text, asked.language)
        return {str(year) for plan in plans for year in range(int(plan.years[0]), int(plan.years[1]) + 1)}

    def statements(self, question: Question, asked: Asked) -> list[Statement] | None:
        """What each side says, a statement or two a side; None where the question has no sides, or too few are told."""
        if question.filters != Filters() or asked.follow_up:
            return None
        sides = self.comparing.sides(asked.text, asked.language)
        if sides is None:
            return None
        if sides.kind == "current":
            return [found for side in sides.sides[:1] if (found := self._front(side))] or None
        told = [(side, self._of(asked, side, sides)) for side in sides.sides[:_MOST]]
        if sides.kind == "which":
            best = max(told, key=lambda each: each[1][0].score if each[1] else -1e9)
            return self._written(asked, best[0], best[1], 1) if best[1] else None
        if sum(bool(ranked) for _, ranked in told) < 2:
            return None
        return [each for side, ranked in told if ranked for each in self._written(asked, side, ranked, len(told))]

    def _of(self, asked: Asked, side: Side, sides: Sides) -> list[Scored]:
        """The evidence for a side, from its own documents where they are known; [] where it is not enough."""
        search, query = self.answerer.search, side.query
        own = Filters(documents=tuple(sorted(side.documents)))
        hits = search.search(query, own if side.documents else Filters(), _WEIGHED)
        if side.documents and not sides.sure:
            known = {hit.passage.id for hit in hits}
            hits = [
                *hits,
                *(hit for hit in search.search(query, Filters(), _WEIGHED // 2) if hit.passage.id not in known),
            ]
        ranked = self.answerer.evidence.rank(self._asked(asked, side), _renumbered(hits))
        if not ranked or (not side.documents and lacking(understand(Question(query)), ranked)):
            return []
        return ranked if side.documents or self._sure(asked, side, ranked) else []

    def _sure(self, asked: Asked, side: Side, ranked: Sequence[Scored]) -> bool:
        chance = confidence(self._asked(asked, side), ranked, self.answerer.decision)
        return chance >= _LESS * self.answerer.tuned.sure

    @staticmethod
    def _asked(asked: Asked, side: Side) -> Asked:
        own = understand(Question(side.query))
        return replace(own, language=asked.language, asks=own.asks if asked.asks == "comparison" else asked.asks)

    def _written(self, asked: Asked, side: Side, ranked: Sequence[Scored], sides: int) -> list[Statement]:
        """A side's statements, each under its name."""
        tuned = self.answerer.tuned
        room = replace(tuned, enough_words=round(tuned.enough_words * 1.4 / sides), most_statements=2)
        found = write(replace(self._asked(asked, side), parts=1), ranked, self.answerer.following, room)
        label = f"{side.years[0]}-{side.years[1]}" if side.years and side.years[0] != side.years[1] else side.label
        return [Statement(f"{label}: {each.text}", each.spans) for each in found]

    def _front(self, side: Side) -> Statement | None:
        """The words with which a plan's own front page names it."""
        if side.front is None:
            return None
        records = self.answerer.search.library.records(Filters(documents=(side.front,)))
        passages = self.answerer.search.library.passages_of(side.front)
        if not records or not passages:
            return None
        passage, size = passages[0], 0
        spans: list[tuple[int, int]] = []
        for block in passage.blocks:
            text = passage.text[block.start - passage.start : block.end - passage.start]
            size += len(text.split())
            if spans and size > _FRONT:
                break
            spans.append((block.start, min(block.end, passage.end)))
        if not spans:
            return None
        start, end = spans[0][0], spans[-1][1]
        hit = Hit(passage, records[0], 1.0, 1)
        text = " ".join(passage.text[start - passage.start : end - passage.start].split())
        return Statement(text, (Span(hit, passage, start, end),))


def _renumbered(hits: Sequence[Hit]) -> list[Hit]:
    return [replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1)]
