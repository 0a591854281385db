"""What the lines of a run folder must hold to be scored: a line that does not is told by its place, not by a crash."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, FiniteFloat


class _Passage(BaseModel):
    document: str
    text: str


class Found(BaseModel):
    """A line of ``hits.jsonl``; ``ms`` where the search alone was timed."""

    id: str
    hits: list[_Passage]
    ms: FiniteFloat | None = None


class _Sentence(BaseModel):
    text: str
    citations: list[int]


class _Citation(BaseModel):
    number: int
    document: str
    title: str
    quote: str
    start: int
    end: int
    page: int | None = None


class _Checked(BaseModel):
    number: int
    stored: str | None
    on_page: bool | None


class _Near(_Passage):
    passage_id: Any
    score: FiniteFloat
    rank: int


class Answered(BaseModel):
    """A line of ``answers.jsonl``: the Answer as JSON, how sure it was, what the library holds where it cites."""

    id: str
    question: str
    language: str
    status: Literal["answered", "refused"]
    sentences: list[_Sentence] = []
    citations: list[_Citation] = []
    nearest: list[_Near] = []
    elapsed_ms: FiniteFloat
    confidence: Annotated[FiniteFloat, Field(ge=0, le=1)] | None = None
    checked: list[_Checked] = []


LINES: Final[dict[str, type[BaseModel]]] = {"hits.jsonl": Found, "answers.jsonl": Answered}


class _Mean(BaseModel):
    mean: FiniteFloat
    n: int


class _Row(BaseModel):
    id: str
    question: str
    answerable: bool


class _Calibration(BaseModel):
    bins: list[dict[str, FiniteFloat]]
    ece: FiniteFloat | None
    auc: FiniteFloat | None


class Scores(BaseModel):
    """What ``scores.json`` must hold to be shown."""

    measures: dict[str, _Mean]
    groups: dict[str, dict[str, dict[str, FiniteFloat]]]
    questions: Annotated[list[_Row], Field(min_length=1)]
    calibration: _Calibration
    times: dict[str, dict[str, FiniteFloat]]
