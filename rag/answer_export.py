"""The log of the answers, and the unanswered questions, as JSON lines or as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, Literal

from rag.answer_rows import LoggedAnswer

if TYPE_CHECKING:
    from rag.feedback import Feedback
    from rag.unanswered import Subject

Format = Literal["jsonl", "csv"]

# A cell that begins so is a formula to a spreadsheet, or may be after trimming (OWASP, "CSV injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Spreadsheets take a file for UTF-8 by this mark alone, and part cells by their language's sign: in Italian and French,
# where the comma is for decimals, by semicolons.
_MARK: Final = "\ufeff"
_SIGNS: Final = {"it": ";", "fr": ";"}


def answers_out(
    rows: Iterable[LoggedAnswer],
    form: Format,
    language: str,
    said: Callable[[str], Sequence[Feedback]] = lambda answer: (),
) -> Iterator[str]:
    """Lines of a file with one answer each; as ``csv`` with what was said and its sources in words.

    ``said`` gives what readers said of the answer with that id.
    """
    if form == "jsonl":
        return _lines(asdict(row) | {"feedback": [asdict(each) for each in said(row.id)]} for row in rows)
    return _table((_flat(row) | _heard(said(row.id)) for row in rows), _FLAT, language)


def unanswered_out(subjects: Sequence[Subject], form: Format, language: str) -> Iterator[str]:
    """Lines of a file: one subject each, as ``csv`` one wording each with its subject before it."""
    if form == "jsonl":
        return _lines(asdict(subject) for subject in subjects)
    wordings = (
        {"subject": subject.label, "subject_count": subject.count} | asdict(wording) | {"ids": " ".join(wording.ids)}
        for subject in subjects
        for wording in subject.wordings
    )
    return _table(
        wordings, ("subject", "subject_count", "question", "language", "count", "first", "last", "ids"), language
    )


_FLAT: Final = (
    "id", "at", "channel", "question", "language", "status", "mode", "verdict", "answer", "sources", "notes", "filters",
    "elapsed_ms", "useful", "not_useful", "wanted", "comments",
)  # fmt: skip


def _heard(said: Sequence[Feedback]) -> dict[str, Any]:
    return {
        "useful": sum(each.thumb == 1 for each in said),
        "not_useful": sum(each.thumb == -1 for each in said),
        "wanted": sum(each.wanted for each in said),
        "comments": "\n".join(each.comment for each in said if each.comment),
    }


def _flat(row: LoggedAnswer) -> dict[str, Any]:
    answer = row.answer
    sources = []
    for citation in answer.get("citations", ()):
        page = f", p. {citation['page']}" if citation.get("page") else ""
        sources.append(f"[{citation.get('number')}] {citation.get('title')}{page}: {citation.get('document')}")
    return {name: getattr(row, name, None) for name in _FLAT} | {
        "answer": " ".join(each.get("text", "") for each in answer.get("sentences", ())),
        "sources": "\n".join(sources),
        "notes": "\n".join(answer.get("notes", ())),
        "filters": ", ".join(f"{name}: {value}" for name, value in row.filters.items()),
    }


def _lines(values: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for value in values:
        yield json.dumps(value, ensure_ascii=False) + "\n"


def _table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], language: str) -> Iterator[str]:
    return table_lines(([row.get(name) for name in columns] for row in rows), columns, language)


def table_lines(rows: Iterable[Sequence[object]], columns: Sequence[str], language: str) -> Iterator[str]:
    """The lines of a table for a spreadsheet set to that language; no cell is a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=_SIGNS.get(language, ","), lineterminator="\r\n")
    writer.writerow(columns)
    yield _MARK + _emptied(buffer)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet runs: what would be a formula begins with an apostrophe, so that it is shown."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(value).replace("\0", "")
    return "'" + text if text.lstrip(" \u00a0").startswith(_FORMULA) else text
