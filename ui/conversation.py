"""What the chat does, without a page: questions in, drawn steps of an answer out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from rag.errors import RegestoError
from rag.types import Answer, Question, Turn
from ui.desk import Desk
from ui.examples import Example
from ui.frame import notice_html
from ui.labels import plain_answer
from ui.render import answer_html, error_html, esc, exchange_html, line, waiting_html
from ui.strings import Strings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question put in this conversation and its answer."""

    question: str
    answer: Answer


Conversation = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What one step of an answer changes on the page; ``announced`` is read aloud by screen readers."""

    earlier: str
    latest: str
    announced: str
    conversation: Conversation


def turns(conversation: Conversation) -> tuple[Turn, ...]:
    """A conversation as the history of the next question."""
    history: list[Turn] = []
    for exchange in conversation:
        said = " ".join(sentence.text for sentence in exchange.answer.sentences)
        history += [Turn("user", exchange.question), Turn("assistant", said)]
    return tuple(history)


class Chat:
    """The chat in one language; ``ui.pages.chat`` lays it out."""

    def __init__(self, desk: Desk, strings: Strings, examples: tuple[Example, ...] = ()) -> None:
        self.desk = desk
        self.strings = strings
        self.examples = examples

    def ask(self, text: str, conversation: Conversation) -> Iterator[View]:
        """Answer a question step by step. What goes wrong is shown in the answer's place; the conversation goes on."""
        question = text.strip()
        earlier = "".join(self._draw(exchange, number) for number, exchange in enumerate(conversation))
        begins = f"<span data-begins>{esc(self.strings.searching)}</span>"
        yield View(earlier, self._under(question, waiting_html(self.strings)), begins, conversation)
        answer: Answer | None = None
        try:
            for answer in self.desk.stream(Question(question, history=turns(conversation))):
                yield View(earlier, self._draw(Exchange(question, answer), len(conversation)), "", conversation)
        except RegestoError as error:
            yield self._failed(question, str(error), earlier, conversation)
        except Exception:
            log.exception("a question could not be answered")
            yield self._failed(question, self.strings.error_unexpected, earlier, conversation)
        else:
            if answer is not None:
                said = f"{self.strings.answer_ready} {plain_answer(answer, self.strings)}"
                exchange = Exchange(question, answer)
                yield View(earlier, self._draw(exchange, len(conversation)), esc(said), (*conversation, exchange))

    def _failed(self, question: str, reason: str, earlier: str, conversation: Conversation) -> View:
        return View(earlier, self._under(question, error_html(reason, self.strings)), esc(reason), conversation)

    def _draw(self, exchange: Exchange, number: int) -> str:
        records = self.desk.records(exchange.answer)
        return self._under(exchange.question, answer_html(exchange.answer, self.strings, f"f{number + 1}", records))

    def _under(self, question: str, body: str) -> str:
        return exchange_html(question, body, self.strings)

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
