"""``as_runnable``: the answerer as a LangChain Runnable, to be put in a chain with ``|``.

What goes in: a question as a string; an object ``{"question", "history", "filters"}`` as a line of ``ask --file`` has;
a Question; a LangChain message, a list of messages (the last is the question, those before it the history), or a
prompt's value. What comes out: the Answer as the agreed JSON, or the Answer itself. ``stream`` gives growing answers,
each with all that was said before.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from typing_extensions import TypedDict  # pydantic, which draws the schema, wants this one before Python 3.12

from rag.errors import QuestionError
from rag.types import Answer, Filters, Question
from rag.wire import answer_to_json, question_from_json

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

# A model's or system's other messages (tool calls, instructions) are no part of what was asked and answered.
_ROLES: Final = {"human": "user", "ai": "assistant"}


class Streaming(Protocol):
    """What answers: ``rag.answerer.Answerer``."""

    def stream(self, question: Question) -> Iterator[Answer]:
        """Growing answers, the last one whole."""
        ...


class TurnDict(TypedDict):
    """One earlier message; ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


class QuestionDict(TypedDict, total=False):
    """A question as an object; only ``question`` is needed. ``filters`` are named as for ``ask --file``."""

    question: str
    id: str | int | None
    history: list[TurnDict]
    filters: dict[str, Any]


def as_runnable(answerer: Streaming, *, as_json: bool = True) -> Runnable[Any, Any]:
    """The answerer as a Runnable; with ``as_json=False`` it gives Answers, which programs may prefer.

    It keeps no log of the answers. Running it raises what ``Answerer.stream`` raises, and QuestionError for an input
    that is no question.
    """
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableLambda, run_in_executor

    shaped: Callable[[Answer], Any] = answer_to_json if as_json else lambda answer: answer

    def answers(given: Any) -> Iterator[Any]:
        for answer in answerer.stream(to_question(given)):
            yield shaped(answer)

    async def answers_later(given: Any) -> AsyncIterator[Any]:
        steps = answers(given)
        while (answer := await run_in_executor(None, next, steps, None)) is not None:
            yield answer

    # Of a generator's values LangChain gives the sum, or where they can't be added, as these, the last: the whole one.
    runnable: Runnable[Any, Any] = RunnableLambda(answers, answers_later, name="Regesto")
    taken: Any = str | QuestionDict | list[BaseMessage]
    return runnable.with_types(input_type=taken, output_type=dict[str, Any] if as_json else Any)


def to_question(given: object) -> Question:
    """The question in whatever a chain passes on. Raises QuestionError when there is none in it."""
    if isinstance(given, Question):
        return given
    if isinstance(given, str):
        return Question(given)
    if isinstance(given, Mapping):
        return _from_mapping(given)
    messages = _messages(given)
    if messages is None:
        raise QuestionError(
            f"non è una domanda ({type(given).__name__}): dare un testo, un oggetto con «question» o i messaggi di "
            "una conversazione"
        )
    if not messages or messages[-1]["role"] != "user":
        raise QuestionError("l'ultimo messaggio della conversazione deve essere la domanda di chi chiede")
    return question_from_json({"question": messages[-1]["content"], "history": messages[:-1]})


def _from_mapping(given: Mapping[Any, Any]) -> Question:
    if "messages" in given and "question" not in given:  # what LangGraph's states hold
        return to_question(given["messages"])
    history = given.get("history") or []
    turns = _messages(history) if isinstance(history, Sequence) and not isinstance(history, str) else history
    filters = given.get("filters") or {}
    if not isinstance(filters, Filters):
        return question_from_json({**given, "history": turns, "filters": filters})
    question = question_from_json({**given, "history": turns, "filters": {}})
    return Question(question.text, question.id, question.history, filters)


def _messages(given: object) -> list[dict[str, Any]] | None:
    """The turns in LangChain messages, a prompt's value or objects with ``role`` and ``content``; None in others."""
    from langchain_core.messages import BaseMessage
    from langchain_core.prompt_values import PromptValue

    if isinstance(given, PromptValue):
        return _messages(given.to_messages())
    if isinstance(given, BaseMessage):
        return _messages([given])
    if not isinstance(given, Sequence) or isinstance(given, bytes | bytearray):
        return None
    turns = [_turn(each) for each in given]
    return [turn for turn in turns if turn["role"] is not None]


def _turn(message: BaseMessage | Any) -> dict[str, Any]:
    from langchain_core.messages import BaseMessage, convert_to_messages

    if isinstance(message, Mapping) and message.get("role") in _ROLES.values():
        return dict(message)
    try:
        found = message if isinstance(message, BaseMessage) else convert_to_messages([message])[0]
    except (ValueError, NotImplementedError) as error:
        raise QuestionError(f"un messaggio della conversazione non si capisce: {type(message).__name__}") from error
    return {"role": _ROLES.get(found.type), "content": str(found.text)}
