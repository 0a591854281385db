"""An answerer watched while it answers: what its retriever found, and how sure the decision to answer was."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answerer import WEIGHED, Answerer
from rag.enough import confidence
from rag.evidence import Evidence, Scored
from rag.question import Asked, understand
from rag.search import Search
from rag.types import Answer, Hit, Question


class Watching:
    """Asks an answerer, whose evidence it puts under watch: for this process alone, and one question at a time."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._watched = answerer.evidence = _Watched(answerer.search)

    def ask(self, question: Question) -> tuple[Answer, Sequence[Hit], float | None]:
        """The answer, what was found for it (best first), and the confidence of the decision to answer.

        None where something else decided: a claim's check, a comparison, a greeting, a language model.
        """
        asked = understand(question)
        self._watched.watch(asked)
        answer = self._answerer.answer(question)
        seen = self._watched.seen
        if seen is None:
            narrowed = self._answerer.siding.narrowed(asked, question.filters)
            return answer, self._answerer.search.search(asked.query, narrowed, WEIGHED), None
        hits, ranked = seen
        if answer.verdict is not None or answer.mode != "extractive":
            return answer, hits, None
        return answer, hits, round(confidence(asked, ranked, self._answerer.decision), 4)


class _Watched(Evidence):
    """Remembers what it was given to rank for the question itself, not for a part of it (one side of a comparison)."""

    def __init__(self, search: Search) -> None:
        super().__init__(search)
        self._asked: Asked | None = None
        self.seen: tuple[Sequence[Hit], list[Scored]] | None = None

    def watch(self, asked: Asked) -> None:
        """Begin with another question."""
        self._asked, self.seen = asked, None

    def rank(self, asked: Asked, hits: Sequence[Hit]) -> list[Scored]:
        """As ``Evidence`` does, remembered."""
        ranked = super().rank(asked, hits)
        if self.seen is None and asked == self._asked:
            self.seen = hits, ranked
        return ranked
