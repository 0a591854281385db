"""Pure: what became of each question of a run, in one word, and how many of each; questions from worst to best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

Row = Mapping[str, Any]
# right: every expected fact, or a refusal where there is nothing; judgment: the facts, but a claim judged wrongly;
# partly: some facts; refusal: refused though the documents answer; wrong: no expected fact; invented: answered though
# the documents hold nothing.
Outcome = Literal["right", "judgment", "partly", "refusal", "wrong", "invented"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("right", "judgment", "partly", "refusal", "wrong", "invented")
# From what harms a reader most: an answer where there is none.
_WORST: Final[tuple[Outcome, ...]] = ("invented", "judgment", "wrong", "refusal", "partly")


def outcome(row: Row) -> Outcome | None:
    """What became of one question of ``scores.json``; None where the run holds no answer to it."""
    if not row["answerable"]:
        refused = row.get("refused")
        return None if refused is None else "right" if refused else "invented"
    if row.get("facts") is None:
        return None
    if row.get("false_refusal"):
        return "refusal"
    if not row["facts"]:
        return "partly" if row.get("fact_recall") else "wrong"
    return "judgment" if row.get("verdict") == 0 else "right"


def counted(rows: Sequence[Row]) -> dict[Outcome, int]:
    """How many questions came to what, all outcomes in their order."""
    found = Counter(outcome(row) for row in rows)
    return {each: found[each] for each in OUTCOMES}


def by_group(rows: Sequence[Row], by: str) -> list[tuple[str, dict[Outcome, int]]]:
    """The groups of a kind ("type", "language", …) with their outcomes; those with most that is right first."""
    answered = [row for row in rows if outcome(row) is not None]
    groups = {value: counted([row for row in answered if row[by] == value]) for value in {row[by] for row in answered}}
    return sorted(
        ((value, counts) for value, counts in groups.items() if value),
        key=lambda each: (-each[1]["right"] / sum(each[1].values()), each[0]),
    )


def worst(rows: Sequence[Row]) -> dict[Outcome, list[Row]]:
    """The questions that went wrong by outcome, the worst outcome first, within it the surest of themselves first."""
    return {
        each: sorted(
            (row for row in rows if outcome(row) == each),
            key=lambda row: (row.get("fact_recall") or 0.0, -(row.get("confidence") or 0.0), str(row["id"])),
        )
        for each in _WORST
    }


def moved(before: Sequence[Row], now: Sequence[Row]) -> tuple[list[tuple[Row, Outcome, Outcome]], ...]:
    """The questions of both runs that came to something else: those that are right now, those that no longer are.

    What went from one fault to another is in neither.
    """
    past = {row["id"]: (row["question"], outcome(row)) for row in before}
    better: list[tuple[Row, Outcome, Outcome]] = []
    worse: list[tuple[Row, Outcome, Outcome]] = []
    for row in now:
        asked, was = past.get(row["id"], (None, None))
        is_now = outcome(row)
        if asked == row["question"] and was and is_now and was != is_now and "right" in (was, is_now):
            (better if is_now == "right" else worse).append((row, was, is_now))
    return better, worse
