"""A conversation as the browser keeps it, and back: JSON that somebody may have changed, so nothing of it is believed.

What comes back is drawn like any answer, every word escaped; its citations are marked by what the library says now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from rag.answer_rows import answer_from_json
from rag.errors import UsageError
from rag.types import Answer, Citation, DocumentRecord, Hit
from rag.wire import answer_to_json

# Questions of a conversation, and characters of its JSON, that are taken back (an answer has some 10,000).
MOST: Final = 60
LONGEST: Final = 2_000_000

# The greatest number that a browser keeps exactly; SQLite takes it too.
_GREATEST: Final = 2**53
_ID: Final = re.compile(r"[0-9a-f]{24}")
_STATUSES: Final = ("answered", "refused")
_VERDICTS: Final = (None, "supported", "contradicted", "partly", "not_found")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question put in this conversation and its answer; ``limits`` says under which filters, "" for none."""

    question: str
    answer: Answer
    limits: str = ""


Conversation = tuple[Exchange, ...]
Recorded = Callable[[str, int], DocumentRecord | None]


def exchange_to_json(exchange: Exchange) -> str:
    """An exchange as the browser keeps it."""
    answer = answer_to_json(exchange.answer)
    value = {"question": exchange.question, "limits": exchange.limits, "answer": answer}
    return json.dumps(value)  # in ASCII: no sign of a quote is lost on its way through an attribute


def conversation_from_json(text: str, recorded: Recorded | None = None) -> Conversation:
    """The conversation that was kept as a JSON list of exchanges. Raises UsageError for what is none.

    ``recorded`` gives the record of an edition as it is now: what was superseded or withdrawn since is marked so.
    """
    if len(text) > LONGEST:
        raise UsageError("conversation too long")
    try:
        # half a sign, which JSON can hold, is no UTF-8
        values = json.loads(json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace"))
        if not isinstance(values, list) or not values:
            raise UsageError("no conversation")
        return tuple(_exchange(value, recorded) for value in values[:MOST])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError("no conversation") from error


def _exchange(value: dict[str, Any], recorded: Recorded | None) -> Exchange:
    answer = answer_from_json(value["answer"])
    texts = (value["question"], value.get("limits", ""), answer.question, answer.language)
    if not all(isinstance(text, str) for text in texts) or answer.status not in _STATUSES:
        raise ValueError("not an exchange")
    if answer.verdict not in _VERDICTS or answer.mode not in ("extractive", "generative"):
        raise ValueError("not an answer")
    for sentence in answer.sentences:
        if not isinstance(sentence.text, str) or not all(map(_is_number, sentence.citations)):
            raise ValueError("not a sentence")
    for citation in answer.citations:
        if not _sound(citation):
            raise ValueError("not a citation")
    if not all(map(_found, answer.nearest)):
        raise ValueError("not a passage")
    if not all(isinstance(note, str) for note in answer.notes):
        raise ValueError("not a note")
    if not (isinstance(answer.id, str) and _ID.fullmatch(answer.id)):
        answer = replace(answer, id=None)  # which has no address
    if recorded is not None:
        now = tuple(_as_now(citation, recorded) for citation in answer.citations)
        answer = replace(answer, citations=now)
    return Exchange(value["question"], answer, value.get("limits", ""))


def _sound(citation: Citation) -> bool:
    texts = (citation.document, citation.title, citation.quote, citation.permalink, citation.retrieved_at)
    numbers = (citation.number, citation.start, citation.end, citation.edition)
    perhaps = (
        citation.publisher, citation.kind, citation.language, citation.published, citation.published_how,
        citation.page_label, citation.minute, citation.heading, citation.url,
    )  # fmt: skip
    return (
        all(isinstance(text, str) for text in texts)
        and all(map(_is_number, numbers))
        and all(text is None or isinstance(text, str) for text in perhaps)
        and (citation.page is None or _is_number(citation.page))
        and all(isinstance(uri, str) for uri in citation.also_at)
    )


def _found(hit: Hit) -> bool:
    passage, mark = hit.passage, hit.passage.marks[0]
    texts = (passage.document, passage.text, hit.record.title, *passage.headings, *hit.also_at)
    return (
        all(isinstance(text, str) for text in texts)
        and all(map(_is_number, (passage.edition, passage.start, passage.end)))
        and all(text is None or isinstance(text, str) for text in (mark.page_label, mark.minute))
        and (mark.page is None or _is_number(mark.page))
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < _GREATEST


def _as_now(citation: Citation, recorded: Recorded) -> Citation:
    record = recorded(citation.document, citation.edition)
    if record is None:
        return replace(citation, withdrawn=True)
    return replace(citation, superseded=record.superseded, withdrawn=record.withdrawn)
