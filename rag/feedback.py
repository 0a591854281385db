"""What readers say of an answer: a thumb, a comment, "the office should know"; in ``answers.db``, beside the answers.

One row for each answer and reader. A reader is known by a ``voice`` alone: a random word that the browser makes for
each answer, so that a thumb can be turned or taken back, and no two answers can be laid to one person.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from rag.answer_log import AnswerLog

Thumb = Literal[-1, 1]

# Characters of a comment that are kept, and voices heard on one answer (an answer that is shared has many readers).
LONGEST: Final = 2000
MOST: Final = 200
_VOICE: Final = re.compile(r"[0-9a-z]{8,40}")
# Answers asked for at once: SQLite takes 999 values and more.
_TOGETHER: Final = 500


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader says of one answer. ``at`` is UTC (ISO 8601); ``wanted``: the office should know of it."""

    answer: str
    at: str
    thumb: Thumb | None = None
    comment: str = ""
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Feedback with the question that it is about, and what came of that."""

    feedback: Feedback
    number: int
    question: str
    language: str
    status: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many readers found an answer useful, did not, wrote something, want the office to know."""

    up: int = 0
    down: int = 0
    comments: int = 0
    wanted: int = 0


def give(
    log: AnswerLog, answer: str, voice: str, *, thumb: Thumb | None = None, comment: str = "", wanted: bool = False
) -> bool:
    """Keep what a reader says of an answer in place of what the same voice said before; nothing said takes that back.

    False where it can't be: the log is off, it holds no such answer, the voice is none, too many have spoken. Raises
    LibraryError.
    """
    if not log.on or not _VOICE.fullmatch(voice):
        return False
    said = comment.encode("utf-8", "replace").decode().replace("\0", "").strip()[:LONGEST]
    row = (answer, voice, datetime.now(UTC).isoformat(timespec="milliseconds"), thumb, said or None, wanted)

    def job(file: sqlite3.Connection) -> bool:
        if file.execute("SELECT 1 FROM answers WHERE id = ?", (answer,)).fetchone() is None:
            return False
        if thumb is None and not said and not wanted:
            file.execute("DELETE FROM feedback WHERE answer = ? AND voice = ?", (answer, voice))
            return True
        written = file.execute(
            "INSERT INTO feedback (answer, voice, at, thumb, comment, wanted) SELECT ?, ?, ?, ?, ?, ? WHERE "
            "(SELECT count(*) FROM feedback WHERE answer = ? AND voice IS NOT ?) < ? "
            "ON CONFLICT (answer, voice) DO UPDATE SET at = excluded.at, thumb = excluded.thumb, "
            "comment = excluded.comment, wanted = excluded.wanted",
            (*row, answer, voice, MOST),
        )
        return written.rowcount > 0

    return log.asked(job)


def listed(
    log: AnswerLog,
    *,
    limit: int = 50,
    before: int | None = None,
    thumb: Thumb | None = None,
    wanted: bool | None = None,
    since: str | None = None,
) -> list[Heard]:
    """Feedback with its questions, newest first; ``before`` (a ``number``) pages on. Raises LibraryError.

    ``thumb`` and ``wanted`` keep only such rows; ``since`` is a time in UTC, ISO 8601.
    """
    given = (("f.id < ?", before), ("f.thumb = ?", thumb), ("f.wanted = ?", wanted), ("f.at >= ?", since))
    kept = [(sql, value) for sql, value in given if value is not None]
    sql = (
        "SELECT f.answer, f.at, f.thumb, f.comment, f.wanted, f.id, a.question, a.language, a.status "
        f"FROM feedback f JOIN answers a ON a.id = f.answer WHERE {' AND '.join(sql for sql, _ in kept) or '1'} "
        "ORDER BY f.id DESC LIMIT ?"
    )
    values = [*(value for _, value in kept), limit]
    return [Heard(_feedback(row[:5]), *row[5:]) for row in _rows(log, sql, values)]


def counted(log: AnswerLog, *, since: str | None = None) -> Counts:
    """How much has been said in all, or since a time (UTC, ISO 8601). Raises LibraryError."""
    sql = (
        "SELECT coalesce(sum(thumb = 1), 0), coalesce(sum(thumb = -1), 0), count(comment), coalesce(sum(wanted), 0) "
        "FROM feedback WHERE at >= ?"
    )
    return Counts(*log.asked(lambda file: file.execute(sql, (since or "",)).fetchone()))


def feedback_on(log: AnswerLog, answers: Sequence[str]) -> dict[str, list[Feedback]]:
    """What was said of these answers, oldest first; those of which nothing was are left out. Raises LibraryError."""
    found: dict[str, list[Feedback]] = {}
    for at in range(0, len(answers), _TOGETHER):
        some = list(answers[at : at + _TOGETHER])
        sql = (
            "SELECT answer, at, thumb, comment, wanted FROM feedback "
            f"WHERE answer IN ({','.join('?' * len(some))}) ORDER BY id"
        )
        for row in _rows(log, sql, some):
            found.setdefault(row[0], []).append(_feedback(row))
    return found


def _rows(log: AnswerLog, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    return log.asked(lambda file: file.execute(sql, values).fetchall())


def _feedback(row: Sequence[Any]) -> Feedback:
    answer, at, thumb, comment, wanted = row
    return Feedback(answer, at, thumb, comment or "", bool(wanted))
