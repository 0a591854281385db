"""Drafts from real use: what people asked, with what they said of the answer (``answers.db``).

A question that somebody found well answered comes with what was cited; one that nobody could be answered, or that was
answered badly, comes without a judgment, which a person fills in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from eval.own_questions import Own, id_of
from rag.answer_log import AnswerLog, Wanted
from rag.answer_rows import LoggedAnswer
from rag.feedback import listed
from rag.sentences import shown_words

# Answers looked at, the latest; words of a question that says enough.
_MOST: Final = 500
_WORDS: Final = (3, 60)
_FACT: Final = 160


def from_use(log: AnswerLog) -> Iterator[Own]:
    """The drafts, those with a judgment first. Raises LibraryError."""
    for thumb in (1, -1):
        for heard in listed(log, limit=_MOST, thumb=thumb):
            row = log.get(heard.feedback.answer)
            if row is not None and _is_question(row):
                yield _well_answered(row) if thumb == 1 and row.status == "answered" else _open(row, "thumbs_down")
    for row in log.listed(Wanted(status="refused"), limit=_MOST):
        if row.channel != "batch" and _is_question(row):
            yield _open(row, "unanswered")


def _is_question(row: LoggedAnswer) -> bool:
    return _WORDS[0] <= len(row.question.split()) <= _WORDS[1]


def _well_answered(row: LoggedAnswer) -> Own:
    cited: list[dict[str, Any]] = row.answer.get("citations", [])
    if not cited:
        return _open(row, "thumbs_up")
    first = cited[0]
    quote = str(first["quote"])
    fact = shown_words(quote)
    others = sorted({str(each["document"]) for each in cited} - {str(first["document"])})
    checked = {"type": "claim_check", "verdict": row.verdict} if row.verdict else {"type": "fact"}
    return _own(row, "thumbs_up").model_copy(
        update={
            **checked,
            "gold_facts": [[fact]] if len(fact) <= _FACT else [],  # a person says what of a long quote matters
            "source": str(first["document"]),
            "alt_sources": others,
            "evidence_quote": quote,
            "page_index": first.get("page"),
        }
    )


def _open(row: LoggedAnswer, origin: str) -> Own:
    return _own(row, origin)


def _own(row: LoggedAnswer, origin: str) -> Own:
    asked = " ".join(row.question.split())
    history = " ".join(turn["content"] for turn in row.history)
    return Own(
        id=id_of("used", asked, history), question=asked, type="fact", lang=row.language, history=row.history,
        origin=origin,
    )  # fmt: skip
