"""Judged questions: what was asked, which facts a right answer shows, where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from rag.errors import QuestionError
from rag.explaining import explain
from rag.types import Question, Turn

# The verdicts, and how some judgments name them.
VERDICTS: Final = {
    **{each: each for each in ("supported", "contradicted", "partly", "not_found")},
    "true": "supported", "false": "contradicted", "refuted": "contradicted", "partly_true": "partly",
}  # fmt: skip


class Judged(BaseModel):
    """A question with its judgment. ``gold_facts``: required facts, each a list of accepted variants."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    question: str
    type: str
    lang: str
    gold_facts: list[list[str]] = []
    source: str | None = None
    source2: str | None = None
    alt_sources: list[str] = []
    history: list[dict[str, Any]] = []
    persona: str | None = None
    cross_language: bool = False
    evidence_quote: str | None = None
    page_index: int | list[int] | None = None
    verdict: str | None = None

    @field_validator("id")
    @classmethod
    def _named(cls, given: str) -> str:
        return given if given.strip() else _wrong("è vuoto: ogni domanda ne ha uno suo")

    @field_validator("gold_facts")
    @classmethod
    def _said(cls, given: list[list[str]]) -> list[list[str]]:
        """An empty spelling would stand in any answer, a fact without spellings in none."""
        whole = all(fact and all(variant.strip() for variant in fact) for fact in given)
        return given if whole else _wrong("c'è un fatto vuoto: scriverlo, o toglierlo")

    @field_validator("history")
    @classmethod
    def _spoken(cls, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        whole = all(
            turn.get("role") in ("user", "assistant") and isinstance(turn.get("content"), str) for turn in given
        )
        return given if whole else _wrong("ogni turno ha «role» (user o assistant) e «content», un testo")

    @field_validator("verdict")
    @classmethod
    def _judged(cls, given: str | None) -> str | None:
        return given if not given or given.lower() in VERDICTS else _wrong(f"sceglierlo fra {', '.join(VERDICTS)}")

    @property
    def answerable(self) -> bool:
        """False when the documents hold no answer: then a refusal is right."""
        return self.type != "unanswerable"

    @property
    def untold(self) -> bool:
        """True for a claim that the documents neither bear out nor deny: to say so is right, whatever is cited."""
        return self.type == "claim_check" and self.verdict == "not_found"

    @property
    def can_be_sought(self) -> bool:
        """True when it stands alone and some document is known to hold its answer."""
        return self.answerable and bool(self.sources()) and not self.history

    def sources(self) -> set[str]:
        """The documents that an answer may rest on."""
        return {each for each in (self.source, self.source2, *self.alt_sources) if each}

    def asked(self) -> Question:
        """The question as a person would put it."""
        turns = tuple(Turn(turn["role"], turn["content"]) for turn in self.history)
        return Question(self.question, id=self.id, history=turns)


def _wrong(why: str) -> Any:
    raise PydanticCustomError("judgment", "{why}", {"why": why})


def parsed(line: str) -> Any:
    """A line of JSON. Raises ValueError, also for half a character (a lone surrogate), which nothing could store."""
    value = json.loads(line)
    if "\\ud" in line.lower():
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            raise ValueError("un carattere è spezzato a metà (\\ud…): riscriverlo") from error
    return value


def read_questions(path: Path) -> Iterator[Judged]:
    """The judged questions of a .jsonl; raises QuestionError that names the file or the line that can't be taken."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # not splitlines: a quote may hold a rarer line break
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path.name}: non è testo in UTF-8; salvarlo di nuovo come UTF-8") from error
    except OSError as error:
        raise QuestionError(f"{path}: non riesco a leggere le domande ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield Judged.model_validate(parsed(line))
            except (ValueError, ValidationError, RecursionError) as error:
                raise QuestionError(f"{path.name}, riga {number}: {explain(error)}") from error
