"""What the chat does, without a page: questions in, drawn steps of an answer out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.errors import LibraryError, RegestoError, UsageError
from rag.types import Answer, Question, Turn
from ui.closing import ClosedError
from ui.deeds import deeds_html, save_html
from ui.desk import Desk
from ui.frame import error_html, exchange_html, notice_html, waiting_html
from ui.labels import grouped, plain_answer
from ui.locales.chat import chat_strings
from ui.panel import Chosen, FilterDesk
from ui.proposing import Proposing
from ui.render import answer_html, esc, line
from ui.restoring import Conversation, Exchange, conversation_from_json, exchange_to_json
from ui.strings import LANGUAGES, Strings
from ui.telling import told

log = logging.getLogger(__name__)
_NO_FILTERS: Final = Chosen()
# Answers of a conversation that are saved together, the last ones.
_SAVED: Final = 50


@dataclass(frozen=True, slots=True)
class View:
    """What one step of an answer changes on the page; ``announced`` is read aloud by screen readers.

    ``again`` is the question that may be asked anew without filters: it failed or was refused under them; else "".
    ``record`` is what the browser keeps of the answer once it is whole ("" until then), for its history.
    """

    earlier: str
    latest: str
    announced: str
    conversation: Conversation
    again: str = ""
    record: str = ""


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

    def __init__(self, desk: Desk, strings: Strings, proposing: Proposing | None = None) -> None:
        self.desk = desk
        self.strings = strings
        self.proposing = proposing or Proposing(desk, ())
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
            if len(question) > (most := self.desk.settings.max_question):
                said = chat_strings(self.strings.code).question_long
                raise UsageError(said.format(length=grouped(len(question), self.strings), most=most))
            history = turns(conversation, question)
            for answer in self.desk.stream(Question(question, history=history, filters=chosen.filters)):
                drawn = self._draw(Exchange(question, answer, limits), len(conversation), growing=True)
                yield View(earlier, drawn, "", conversation)
        except ClosedError as error:
            words = error.notice.words(self.strings.code)
            yield View(earlier, *self._failed(question, words, limits), conversation, again)
        except (RegestoError, sqlite3.Error) as error:
            yield View(earlier, *self._failed(question, told(error, self.strings.code), limits), conversation, again)
        except Exception:
            log.exception("a question could not be answered")
            yield View(earlier, *self._failed(question, self.strings.error_unexpected, limits), conversation, again)
        else:
            if answer is not None:
                exchange = Exchange(question, answer, limits)
                drawn, again = self._draw(exchange, len(conversation)), again if answer.status == "refused" else ""
                said = " ".join((self.strings.answer_ready, limits, plain_answer(answer, self.strings)))
                record = _record(exchange, len(conversation))
                yield View(earlier, drawn, esc(" ".join(said.split())), (*conversation, exchange), again, record)

    def _failed(self, question: str, reason: str, limits: str) -> tuple[str, str]:
        return self._under(question, error_html(reason, self.strings), limits), esc(reason)

    def _draw(self, exchange: Exchange, number: int, *, growing: bool = False) -> str:
        records = self.desk.records(exchange.answer)
        limited = bool(exchange.limits)
        deeds = "" if growing else deeds_html(exchange.answer, self.strings, kept=self.desk.log.on)
        body = answer_html(exchange.answer, self.strings, f"f{number + 1}", records, limited=limited, deeds=deeds)
        return self._under(exchange.question, body, exchange.limits, growing=growing)

    def _under(self, question: str, body: str, limits: str, *, growing: bool = False) -> str:
        return exchange_html(question, body, self.strings, limits, growing=growing)

    def reopen(self, text: str) -> View:
        """A conversation that the browser kept, drawn again to go on from. Raises UsageError where it is none."""
        try:
            conversation = conversation_from_json(text, self.desk.library.record)
        except (LibraryError, sqlite3.Error):  # told by the page; what was answered can be read all the same
            conversation = conversation_from_json(text)
        except UsageError as error:
            raise UsageError(chat_strings(self.strings.code).history_damaged) from error
        drawn = [self._draw(exchange, number) for number, exchange in enumerate(conversation)]
        opened = f"<span data-begins>{esc(chat_strings(self.strings.code).history_opened)}</span>"
        return View("".join(drawn[:-1]), drawn[-1], opened, conversation)

    def saving(self, conversation: Conversation) -> str:
        """The files that a conversation of several answers can be saved as; "" where there is nothing to save whole."""
        names = [str(exchange.answer.id) for exchange in conversation if exchange.answer.id is not None]
        if not self.desk.log.on or len(names) < 2:
            return ""
        return save_html(names[-_SAVED:], chat_strings(self.strings.code).save_all, self.strings)

    def follow_ups(self, conversation: Conversation, chosen: Chosen = _NO_FILTERS) -> tuple[str, ...]:
        """What else may be asked after the last answer, in its language."""
        if not conversation or chosen.problem:
            return ()
        language = conversation[-1].answer.language
        known = language if language in LANGUAGES else self.strings.code
        return self.proposing.follow_ups(conversation, known, chosen.filters)

    def examples(self) -> dict[str, tuple[str, ...]]:
        """Examples by kind of reader, as far as they are known by now; finding them begins with the first call."""
        try:
            return self.proposing.examples(self.strings.code) or {}
        except (RegestoError, sqlite3.Error):  # told in the page's notice
            return {}

    def arrive(self) -> tuple[str, str]:
        """At each opening of the page: what the library holds, what is wrong with it."""
        try:
            holds = self.desk.holdings()
        except (RegestoError, sqlite3.Error) as error:
            return "", notice_html(told(error, self.strings.code))
        if not holds.documents:
            return "", notice_html(self.strings.library_empty)
        counted = self.strings.library_line.format(documents=holds.documents, passages=holds.passages)
        closed = self.desk.switch.notice()
        return line("holdings", counted), notice_html(closed.words(self.strings.code)) if closed else ""


def _record(exchange: Exchange, number: int) -> str:
    """What ``ui/static/history.js`` keeps of an exchange, the ``number``-th of its conversation (from 0)."""
    return f'<div hidden data-number="{number}" data-kept="{esc(exchange_to_json(exchange))}"></div>'
