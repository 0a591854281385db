"""Answering with a record kept: what ``regesto ask`` and the chat call in place of ``Answerer.stream``."""

from __future__ import annotations

import copy
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
    ends in an error, is none and makes no row.
    """

    def __init__(self, log: AnswerLog, answerer: Answerer, question: Question, channel: Channel) -> None:
        self._log = log
        self._question = question
        self._channel = channel
        self._generation = answerer.search.library.generation
        self._id = new_id()
        self._hits: list[Hit] = []
        self._answerer = _overheard(answerer, self._hits) if log.on else answerer
        self._whole: Answer | None = None

    def __iter__(self) -> Iterator[Answer]:
        """The growing answers; raises what ``answerer.stream`` raises."""
        question = self._question
        if self._log.on and question.id is None:
            question = replace(question, id=self._id)
        last: Answer | None = None
        for last in self._answerer.stream(question):
            yield last
        self._whole = last

    def whole(self) -> Answer:
        """The last of them; raises what ``answerer.stream`` raises."""
        *_, last = self
        return last

    def keep(self) -> None:
        """Write the whole answer down: to be called when the person has it. Raises nothing."""
        if self._whole is not None:
            self._log.record(
                self._whole,
                self._question,
                self._hits,
                channel=self._channel,
                generation=self._generation,
                id=self._id,
            )


class _Overheard:
    """A Search that keeps what the last search found."""

    def __init__(self, search: Search, hits: list[Hit]) -> None:
        self._search = search
        self._hits = hits

    def search(self, query: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        found = self._search.search(query, filters, k)
        self._hits[:] = found
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._search, name)


def _overheard(answerer: Answerer, hits: list[Hit]) -> Answerer:
    """The same answerer, for one question; what it finds is put into ``hits``.

    An Answer holds its citations, or the nearest hits: not what was found.
    """
    heard = copy.copy(answerer)
    heard.search = cast("Search", _Overheard(answerer.search, hits))
    return heard
