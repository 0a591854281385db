"""What the chat does, without a page: questions in, drawn steps of an answer out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.errors import RegestoError, UsageError
from rag.types import Answer, Question, Turn
from ui.desk import Desk
from ui.examples import Example
from ui.frame import notice_html
from ui.labels import plain_answer
from ui.panel import Chosen, FilterDesk
from ui.render import answer_html, error_html, esc, exchange_html, line, waiting_html
from ui.strings import Strings

log = logging.getLogger(__name__)
_NO_FILTERS: Final = Chosen()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question put in this conversation and its answer; ``limits`` says under which filters, "" for none."""

    question: str
    answer: Answer
    limits: str = ""


Conversation = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What one step of an answer changes on the page; ``announced`` is read aloud by screen readers.

    ``again`` is the question that may be asked anew without filters: it failed or was refused under them; else "".
    """

    earlier: str
    latest: str
    announced: str
    conversation: Conversation
    again: str = ""


def turns(conversation: Conversation, question: str = "") -> tuple[Turn, ...]:
    """A conversation as the history of the next question; a refusal whose question is put again is no part of it."""
    history: list[Turn] = []
    following = [*(exchange.question for exchange in conversation[1:]), question]
    for exchange, after in zip(conversation, following, strict=False):
        if exchange.answer.status == "refused" and exchange.question == after:
            continue
        said = " ".join(sentence.text for sentence in exchange.answer.sentences)
        history += [Turn("user", exchange.question), Turn("assistant", said)]
    return tuple(history)


class Chat:
    """The chat in one language; ``ui.pages.chat`` lays it out."""

    def __init__(self, desk: Desk, strings: Strings, examples: tuple[Example, ...] = ()) -> None:
        self.desk = desk
        self.strings = strings
        self.examples = examples
        self.filters = FilterDesk(desk, strings)

    def ask(self, text: str, conversation: Conversation, chosen: Chosen = _NO_FILTERS) -> Iterator[View]:
        """Answer a question step by step. What goes wrong is shown in the answer's place; the conversation goes on."""
        question, limits = text.strip(), chosen.line
        earlier = "".join(self._draw(exchange, number) for number, exchange in enumerate(conversation))
        begins = f"<span data-begins>{esc(self.strings.searching)}</span>"
        yield View(
            earlier, self._under(question, waiting_html(self.strings), limits, growing=True), begins, conversation
        )
        again = question if chosen.any else ""
        answer: Answer | None = None
        try:
            if chosen.problem:
                raise UsageError(chosen.problem)
            history = turns(conversation, question)
            for answer in self.desk.stream(Question(question, history=history, filters=chosen.filters)):
                drawn = self._draw(Exchange(question, answer, limits), len(conversation), growing=True)
                yield View(earlier, drawn, "", conversation)
        except RegestoError as error:
            yield View(earlier, *self._failed(question, str(error), limits), conversation, again)
        except Exception:
            log.exception("a question could not be answered")
            yield View(earlier, *self._failed(question, self.strings.error_unexpected, limits), conversation, again)
        else:
            if answer is not None:
                exchange = Exchange(question, answer, limits)
                drawn, again = self._draw(exchange, len(conversation)), again if answer.status == "refused" else ""
                said = " ".join((self.strings.answer_ready, limits, plain_answer(answer, self.strings)))
                yield View(earlier, drawn, esc(" ".join(said.split())), (*conversation, exchange), again)

    def _failed(self, question: str, reason: str, limits: str) -> tuple[str, str]:
        return self._under(question, error_html(reason, self.strings), limits), esc(reason)

    def _draw(self, exchange: Exchange, number: int, *, growing: bool = False) -> str:
        records = self.desk.records(exchange.answer)
        limited = bool(exchange.limits)
        body = answer_html(exchange.answer, self.strings, f"f{number + 1}", records, limited=limited)
        return self._under(exchange.question, body, exchange.limits, growing=growing)

    def _under(self, question: str, body: str, limits: str, *, growing: bool = False) -> str:
        return exchange_html(question, body, self.strings, limits, growing=growing)

    def arrive(self) -> tuple[str, str, list[bool]]:
        """At each opening of the page: what the library holds, what is wrong with it, which examples it can answer."""
        try:
            holds = self.desk.holdings()
        except RegestoError as error:
            return "", notice_html(self.strings.library_failed.format(reason=error)), [False] * len(self.examples)
        shown = [example.title in holds.titles for example in self.examples]
        if not holds.documents:
            return "", notice_html(self.strings.library_empty), shown
        counted = self.strings.library_line.format(documents=holds.documents, passages=holds.passages)
        return line("holdings", counted), "", shown
