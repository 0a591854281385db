"""What ``regesto answers`` shows a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rag.answer_rows import LoggedAnswer, answer_from_json
from ui.labels import clean
from ui.locales.answers import AnswerTexts
from ui.terminal import Screen

if TYPE_CHECKING:
    from rag.feedback import Feedback
    from rag.unanswered import Subject

# Digits of an id that are shown: enough to tell some thousand answers apart.
_SHORT: Final = 8
# Wordings of an unanswered subject shown on a screen.
_WORDINGS: Final = 3


def _when(time: str) -> str:
    """A time of the log as the clock here showed it."""
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")


def draw_list(screen: Screen, rows: Sequence[LoggedAnswer], count: int, more: bool, texts: AnswerTexts) -> None:
    """The rows of one page, newest first, out of ``count``; ``more``: there are earlier ones."""
    if not rows:
        screen.line(texts.empty)
        return
    lines = [
        (_when(row.at), texts.statuses.get(row.status, row.status), " ".join(row.question.split()), row.id[:_SHORT])
        for row in rows
    ]
    screen.rows(f"{texts.title} ({count})", texts.columns, lines, len(lines))
    if more:
        screen.line(texts.next_page.format(id=rows[-1].id[:_SHORT]))


def draw_one(screen: Screen, row: LoggedAnswer, said: Sequence[Feedback], texts: AnswerTexts) -> None:
    """One answer as it was shown, then how it came about, then what readers said of it."""
    asked_before = [turn["content"] for turn in row.history if turn["role"] == "user"]
    screen.title(" ".join(row.question.split()))
    if asked_before:
        screen.some(texts.earlier, asked_before, len(asked_before))
    screen.answer(answer_from_json(row.answer))
    facts = {
        "id": row.id,
        "at": _when(row.at),
        "channel": texts.channels.get(row.channel, row.channel),
        "filters": ", ".join(f"{name}: {value}" for name, value in row.filters.items()),
        "elapsed_ms": row.elapsed_ms,
        "hits": len(row.hits),
        "settings": ", ".join(f"{name}: {value}" for name, value in row.settings.items() if value is not None),
    }
    screen.pairs(texts.title, {texts.facts[name]: value for name, value in facts.items() if value != ""})
    if said:
        screen.title(texts.feedback)
    for each in said:
        words = (texts.thumbs[each.thumb or 0], texts.wanted if each.wanted else "", clean(each.comment))
        screen.line(f"{_when(each.at)}  {' · '.join(word for word in words if word)}")


def draw_subjects(screen: Screen, subjects: Sequence[Subject], texts: AnswerTexts) -> None:
    """Unanswered subjects, most asked first, with some of their wordings."""
    if not subjects:
        screen.line(texts.no_unanswered)
        return
    screen.title(texts.unanswered)
    for subject in subjects:
        often = texts.once if subject.count == 1 else texts.times.format(count=subject.count)
        days = [_when(time)[:10] for time in (subject.first, subject.last)]
        span = days[0] if days[0] == days[1] else texts.between.format(first=days[0], last=days[1])
        screen.line(f"{clean(subject.label)}  ({often}, {span})")
        for wording in subject.wordings[:_WORDINGS]:
            screen.line(f"«{clean(wording.question)}»", indent=4)
        screen.more(len(subject.wordings) - _WORDINGS)
