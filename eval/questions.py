"""Judged questions: what was asked, which facts a right answer shows, where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.errors import QuestionError
from rag.explaining import explain
from rag.types import Question, Turn


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


def read_questions(path: Path) -> Iterator[Judged]:
    """The judged questions of a .jsonl; raises QuestionError that names the file or the line that can't be taken."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # not splitlines: a quote may hold a rarer line break
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path.name}: non è testo in UTF-8") from error
    except OSError as error:
        raise QuestionError(f"{path}: non riesco a leggere le domande ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield Judged.model_validate(json.loads(line))
            except (ValueError, ValidationError, RecursionError) as error:
                raise QuestionError(f"{path.name}, riga {number}: {explain(error)}") from error
