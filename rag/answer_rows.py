"""An answer as a row of ``answers.db``, and back: values and JSON, no file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final

from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Filters, Hit, Mark, Passage, Question
from rag.wire import answer_to_json

# Turns kept with a question, and how much of each: what a follow-up is made whole from, not the conversation, whose
# every answer is a row of its own.
_TURNS: Final = 6
_TURN: Final = 600

COLUMNS: Final = (
    "id", "at", "channel", "question", "question_id", "language", "history", "turns", "filters", "status", "mode",
    "verdict", "answer", "hits", "settings", "elapsed_ms",
)  # fmt: skip
_JSON: Final = frozenset({"question_id", "history", "filters", "answer", "hits", "settings"})
_WIRE_NAMES: Final = {"date_from": "from", "date_to": "to"}


@dataclass(frozen=True, slots=True)
class LoggedAnswer:
    """One row: a question, its answer as the agreed JSON, and how it came about.

    ``at`` is UTC (ISO 8601), ``history`` the last turns (``role``, ``content``) of the ``turns`` before the question,
    ``filters`` those that were set, ``hits`` what was found (``document, passage_id, score, rank``), ``settings`` what
    shaped the answer.
    """

    id: str
    at: str
    channel: str
    question: str
    question_id: str | int | None
    language: str
    history: list[dict[str, str]]
    turns: int
    filters: dict[str, Any]
    status: str
    mode: str
    verdict: str | None
    answer: dict[str, Any]
    hits: list[dict[str, Any]]
    settings: dict[str, Any]
    elapsed_ms: int


def to_row(
    row_id: str, answer: Answer, question: Question, hits: Sequence[Hit], settings: Mapping[str, object], channel: str
) -> tuple[Any, ...]:
    """The values of COLUMNS for one answer."""
    history = [{"role": turn.role, "content": turn.content[:_TURN]} for turn in question.history[-_TURNS:]]
    filters = {_WIRE_NAMES.get(name, name): value for name, value in asdict(question.filters).items() if value}
    found = [
        {
            "document": hit.record.uri,
            "passage_id": hit.passage.id,
            "score": round(hit.score, 6),
            "rank": hit.rank,
        }
        for hit in hits
    ]
    return (
        row_id,
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        channel,
        _storable(question.text),
        _dumped(question.id),
        answer.language,
        _dumped(history),
        len(question.history),
        _dumped(filters),
        answer.status,
        answer.mode,
        answer.verdict,
        _dumped(answer_to_json(answer)),
        _dumped(found),
        _dumped(settings),
        answer.elapsed_ms,
    )


def from_row(values: Sequence[Any]) -> LoggedAnswer:
    """The row that COLUMNS were read of."""
    named = zip(COLUMNS, values, strict=True)
    return LoggedAnswer(**{name: json.loads(value) if name in _JSON else value for name, value in named})


def answer_from_json(value: Mapping[str, Any]) -> Answer:
    """The Answer that ``rag.wire.answer_to_json`` made this of; what an older or newer version named else is left out.

    Of the nearest passages only what that JSON holds comes back: text, place, title, score.
    """
    known = _known(Answer, value)
    known["sentences"] = tuple(CitedSentence(**_known(CitedSentence, each)) for each in value.get("sentences", ()))
    known["citations"] = tuple(Citation(**_known(Citation, each)) for each in value.get("citations", ()))
    known["nearest"] = tuple(_hit(each) for each in value.get("nearest", ()))
    return Answer(**known)


def filters_of(row: LoggedAnswer) -> Filters:
    """The filters that the question was put under."""
    ours = {ours: row.filters[wire] for ours, wire in _WIRE_NAMES.items() if wire in row.filters}
    return Filters(**{**_known(Filters, row.filters), **ours})


def _known(kind: type, value: Mapping[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    return {name: tuple(one) if isinstance(one, list) else one for name, one in value.items() if name in names}


def _hit(value: Mapping[str, Any]) -> Hit:
    uri, edition, start = value["document"], value.get("edition", 1), value.get("start", 0)
    mark = Mark(start, value.get("page"), value.get("page_label"), value.get("minute"), bool(value.get("ocr")))
    passage = Passage(
        id=value["passage_id"],
        document=uri,
        edition=edition,
        ordinal=0,
        start=start,
        end=value.get("end", start + len(value["text"])),
        text=value["text"],
        headings=(value["heading"],) if value.get("heading") else (),
        marks=(mark,),
    )
    record = DocumentRecord(uri, value.get("title") or uri, edition)
    return Hit(passage, record, value["score"], value["rank"], tuple(value.get("also_at", ())))


def _dumped(value: Any) -> str:
    return _storable(json.dumps(value, ensure_ascii=False))


def _storable(text: str) -> str:
    """A text that SQLite takes: half a sign, from a shell of another encoding, is no UTF-8."""
    return text.encode("utf-8", "replace").decode()
