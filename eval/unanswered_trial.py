"""How well unanswered questions are grouped: ``python -m eval.unanswered_trial [--shared ../shared]``.

Judged groups (``unanswered.dev.json``: one subject a line, four wordings in three languages, our own) stand among the
dev questions of the shared folder, each of which counts as a subject of its own, though some share one; and the first
200 questions of QALD in three languages. Shown for several values of ``rag.unanswered.NEAR``: of the pairs put together
how many belong together (P), and of those that do how many were put together (R).
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from itertools import combinations
from pathlib import Path
from typing import Final

from rag import unanswered as grouping
from rag.answer_rows import LoggedAnswer
from rag.embeddings import bundled
from rag.language import detect

_JUDGED: Final = Path(__file__).with_name("unanswered.dev.json")
_TRIED: Final = (0.38, 0.42, 0.44, 0.46, 0.48, 0.50, 0.54, 0.58)
_QALD: Final = 200


def refused(question: str, number: int, history: list[dict[str, str]] | None = None) -> LoggedAnswer:
    """A row of the log for a question that was refused."""
    at = f"2026-01-01T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
    return LoggedAnswer(
        id=str(number), at=at, channel="cli", question=question, question_id=None, language=detect(question),
        history=history or [], turns=len(history or []), filters={}, status="refused", mode="extractive", verdict=None,
        answer={}, hits=[], settings={}, elapsed_ms=0,
    )  # fmt: skip


def pairs(rows: list[LoggedAnswer], subjects: list[str]) -> tuple[float, float]:
    """Of the pairs that ``unanswered`` puts together the share that is right; of the right pairs the share found."""
    subject_of = dict(zip([row.id for row in rows], subjects, strict=True))
    together = [
        (subject_of[one], subject_of[other])
        for group in grouping.unanswered(rows, bundled())
        for one, other in combinations([each for wording in group.wordings for each in wording.ids], 2)
    ]
    right = sum(one == other for one, other in together)
    wanted = sum(one == other for one, other in combinations(subjects, 2))
    return right / (len(together) or 1), right / (wanted or 1)


def own_set(shared: Path) -> tuple[list[LoggedAnswer], list[str]]:
    """The judged groups among the shared dev questions (where that folder is)."""
    groups: list[list[str]] = json.loads(_JUDGED.read_text("utf-8"))
    judged: list[tuple[str, str, list[dict[str, str]]]] = [
        (question, f"g{n}", []) for n, group in enumerate(groups) for question in group
    ]
    files = [path for name in ("domain", "documents") if (path := shared / name / "questions.dev.jsonl").is_file()]
    lines = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    judged += [(line["question"], f"s{n}", line.get("history") or []) for n, line in enumerate(lines)]
    rows = [refused(question, n, history) for n, (question, _, history) in enumerate(judged)]
    return rows, [subject for _, subject, _ in judged]


def qald_set(shared: Path) -> tuple[list[LoggedAnswer], list[str]]:
    """Questions in three languages, a subject a line; ([], []) where the shared folder is absent."""
    path = shared / "datasets" / "parallel" / "qald_questions.tsv.xz"
    if not path.is_file():
        return [], []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        table = [line.rstrip("\n").split("\t") for line in lines][1 : _QALD + 1]
    judged = [(question, f"q{n}") for n, line in enumerate(table) for question in line if question]
    return [refused(question, n) for n, (question, _) in enumerate(judged)], [subject for _, subject in judged]


def main() -> None:
    """Print P and R of both sets for several thresholds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    for name, (rows, subjects) in (("own", own_set(shared)), ("qald", qald_set(shared))):
        for near in _TRIED if rows else ():
            grouping.NEAR = near  # type: ignore[misc]
            right, found = pairs(rows, subjects)
            sys.stdout.write(f"{name}\t{near:.2f}\tP {right:.3f}\tR {found:.3f}\n")


if __name__ == "__main__":
    main()
