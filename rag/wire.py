"""Values to the agreed JSON and back: the Answer, the hit, and questions by the line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import QuestionError
from rag.explaining import explain
from rag.types import Answer, Filters, Hit, Question, Turn


class _Turn(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class _Filters(BaseModel):
    """The filters of a line as they stand there: what they name is looked up when the line's turn comes."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    document: str | None = None
    kind: str | None = None
    publisher: str | None = None
    territory: str | None = None
    language: str | None = None
    date_from: str | None = Field(None, alias="from")
    date_to: str | None = Field(None, alias="to")
    superseded: bool = False
    source: str | None = None
    edition: int | None = Field(None, ge=1)


class _Line(BaseModel):
    id: str | int | None = None
    question: str
    history: list[_Turn] = []
    filters: _Filters = _Filters()


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """An Answer as the agreed JSON object (README.md, "The answer as JSON")."""
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "status": answer.status,
        "mode": answer.mode,
        "verdict": answer.verdict,
        "sentences": [{"text": each.text, "citations": list(each.citations)} for each in answer.sentences],
        "citations": [asdict(citation) for citation in answer.citations],
        "nearest": [hit_to_json(hit) for hit in answer.nearest],
        "notes": list(answer.notes),
        "elapsed_ms": answer.elapsed_ms,
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A hit as the agreed JSON object."""
    passage, mark = hit.passage, hit.passage.mark_at(hit.passage.start)
    return {
        "document": hit.record.uri,
        "title": hit.record.title,
        "passage_id": passage.id,
        "score": round(hit.score, 6),
        "rank": hit.rank,
        "page": mark.page,
        "page_label": mark.page_label,
        "minute": mark.minute,
        "ocr": mark.ocr,
        "heading": passage.headings[-1] if passage.headings else None,
        "edition": passage.edition,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "also_at": list(hit.also_at),
    }


def questions_from_jsonl(lines: Iterable[str], name: str) -> Iterator[Question]:
    """The questions of a file, one object a line; raises QuestionError that names the line that can't be taken."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = _Line.model_validate(json.loads(line))
        except (ValueError, ValidationError, RecursionError) as error:
            raise QuestionError(f"{name}, riga {number}: {explain(error)}") from error
        yield _question(item)


def question_from_json(value: object) -> Question:
    """One question as an object (``question``, optional ``id``, ``history``, ``filters``).

    Raises QuestionError that says what is wrong with it.
    """
    try:
        return _question(_Line.model_validate(value))
    except ValidationError as error:
        raise QuestionError(f"la domanda non si può prendere: {explain(error)}") from error


def _question(item: _Line) -> Question:
    return Question(
        text=item.question,
        id=item.id,
        history=tuple(Turn(turn.role, turn.content) for turn in item.history),
        filters=Filters(**item.filters.model_dump()),
    )
