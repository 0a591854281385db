"""Answering with a record kept: what ``regesto ask`` and the chat call in place of ``Answerer.stream``."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from rag.answer_log import AnswerLog, Channel, new_id
from rag.types import Answer, Filters, Hit, Question

if TYPE_CHECKING:
    from rag.answerer import Answerer
    from rag.search import Search


class Recording:
    """One question being answered: the growing answers of ``answerer.stream``, then ``keep`` for the last one.

    A question without an id gets the row's, and so does its answer (``Answer.id``). An answer that is broken off, or
    ends in an error, is none and makes no row. The row tells what was found where the answerer is ``overheard``.
    """

    def __init__(self, log: AnswerLog, answerer: Answerer, question: Question, channel: Channel) -> None:
        self._log = log
        self._answerer = answerer
        self._question = question
        self._channel = channel
        self._id = new_id()
        self._hits: list[Hit] = []
        self._whole: Answer | None = None

    def __iter__(self) -> Iterator[Answer]:
        """The growing answers; raises what ``answerer.stream`` raises."""
        question = self._question
        if self._log.on and question.id is None:
            question = replace(question, id=self._id)
        last: Answer | None = None
        self._hear()  # what an answer broken off on this thread has left
        for last in self._answerer.stream(question):
            self._hits = self._hear() or self._hits
            yield last
        self._whole = last

    def _hear(self) -> list[Hit]:
        search = self._answerer.search
        return search.heard() if isinstance(search, _Overheard) else []

    def whole(self) -> Answer:
        """The last of them; raises what ``answerer.stream`` raises."""
        *_, last = self
        return last

    def keep(self) -> None:
        """Write the whole answer down: to be called when the person has it. Raises nothing."""
        if self._whole is not None:
            generation = self._answerer.search.library.generation
            self._log.record(
                self._whole, self._question, self._hits, channel=self._channel, generation=generation, id=self._id
            )


class _Overheard:
    """A Search that remembers what it found last on each thread (a step of an answer is taken on one)."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._last = threading.local()

    def search(self, query: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        self._last.hits = self._search.search(query, filters, k)
        return list(self._last.hits)

    def heard(self) -> list[Hit]:
        """What was found since this was asked last."""
        hits: list[Hit] = getattr(self._last, "hits", [])
        self._last.hits = []
        return hits

    def __getattr__(self, name: str) -> Any:
        return getattr(self._search, name)


def overheard(answerer: Answerer) -> Answerer:
    """The same answerer, whose finds a Recording can tell: an Answer holds what it cites, not what was found."""
    answerer.search = cast("Search", _Overheard(answerer.search))
    return answerer
