"""Questions from the command line: one typed, or a file of them, all checked before the first is answered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rag.errors import UsageError
from rag.types import Answer, Filters, Question
from ui.strings import Strings


def questions_from(text: str | None, file: str | None, filters: Filters, strings: Strings) -> list[Question]:
    """The question typed, or those of a ``.jsonl`` file ("-" for stdin).

    A question's own filters win, field by field, over those of the call. Raises UsageError when both or neither are
    given or the file can't be read, QuestionError naming the line that is malformed.
    """
    if (text is None) == (file is None):
        raise UsageError(strings.usage_question)
    if text is not None:
        return [Question(text, filters=filters)]
    from rag.wire import questions_from_jsonl

    assert file is not None
    return [
        replace(question, filters=question.filters.over(filters))
        for question in questions_from_jsonl(_lines(file, strings), "stdin" if file == "-" else file)
    ]


def _lines(file: str, strings: Strings) -> Iterator[str]:
    try:
        if file == "-":
            yield from sys.stdin
            return
        with Path(file).open(encoding="utf-8-sig") as lines:
            yield from lines
    except UnicodeDecodeError as error:
        raise UsageError(strings.file_not_text.format(name=file)) from error
    except OSError as error:
        reason = strings.file_problems.get(type(error).__name__, error.strerror or str(error))
        raise UsageError(strings.file_unreadable.format(name=file, reason=reason)) from error


def unanswered(question: Question, reason: str) -> Answer:
    """The answer to a line of a file that can't be taken: a refusal that says why; the lines after it go on."""
    from rag.language import detect

    return Answer(question.text, detect(question.text), "refused", id=question.id, notes=(reason,))
