"""Fit the refusal decision of ``rag/tuned.py``: ``python -m eval.refusal --help``.

Two kinds of dev data: judged questions on a library, with the unanswerable ones among them; and a SQuAD-format file,
of which every second paragraph is read into a scratch library, so that the questions on the others have no answer
there. Logistic regression (scikit-learn's is not needed for eight numbers: Newton's method, L2), each kind weighing
the same, answerable and unanswerable balanced; then the threshold at which at most ``--refused`` of the answerable
judged questions are refused.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer
from rich import print as show

from eval.questions import read_questions
from ingest.pipeline import ingest
from rag.answerer import Answerer, open_answerer
from rag.evidence import certainty
from rag.settings import Settings, load_settings
from rag.types import Question

Numbers = npt.NDArray[np.float64]


def features(answerer: Answerer, question: Question) -> dict[str, float] | None:
    """The decision's features for a question; None where nothing was found."""
    asked, ranked = answerer.weigh(question)
    return certainty(asked, ranked, answerer.search.finder.worth) if ranked else None


def judged_rows(settings: Settings, paths: Sequence[Path]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features and answerability of judged questions."""
    answerer = open_answerer(settings)
    for each in (judged for path in paths for judged in read_questions(path)):
        row = features(answerer, each.asked())
        if row is not None:
            yield row, each.answerable


def squad_rows(path: Path, asked: int, seed: int) -> Iterator[tuple[dict[str, float], bool]]:
    """Features of SQuAD questions over every second paragraph; the others' questions are unanswerable."""
    paragraphs = [p for article in json.loads(path.read_text("utf-8"))["data"] for p in article["paragraphs"]]
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        settings = load_settings(home=Path(scratch) / "home")
        listed = Path(scratch) / "paragraphs.jsonl"
        listed.write_text(
            "".join(
                json.dumps({"uri": f"squad:{n}", "title": " ", "text": p["context"], "language": "it"}) + "\n"
                for n, p in enumerate(paragraphs)
                if n % 2 == 0
            ),
            "utf-8",
        )
        ingest([str(listed)], settings)
        answerer = open_answerer(settings)
        questions = [(qa["question"], n % 2 == 0) for n, p in enumerate(paragraphs) for qa in p["qas"]]
        for text, answerable in chance.sample(questions, min(asked, len(questions))):
            row = features(answerer, Question(text))
            if row is not None:
                yield row, answerable
        answerer.close()


def fit(table: Numbers, right: Numbers, shares: Numbers, ridge: float = 1.0) -> Numbers:
    """Weighted logistic regression with an L2 penalty by Newton's method: (1 + columns,) with the bias first."""
    inputs = np.hstack([np.ones((len(table), 1)), table])
    weights = np.zeros(inputs.shape[1])
    penalty = ridge * np.diag([0.0, *[1.0] * table.shape[1]])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (shares * (right - chances)) - penalty @ weights
        curve = (inputs * (shares * chances * (1 - chances))[:, None]).T @ inputs + penalty
        weights += np.linalg.solve(curve, slope)
    return np.asarray(weights)


def balanced(right: Numbers) -> Numbers:
    """Weights that make the answerable and the unanswerable of one kind of data count 200 each."""
    counts: Numbers = np.where(right == 1, 200 / max(1, (right == 1).sum()), 200 / max(1, (right == 0).sum()))
    return counts


def main(
    home: Annotated[Path, typer.Option(help="library that holds the questions' documents")],
    questions: Annotated[list[Path], typer.Option(help="judged dev questions, .jsonl")],
    squad: Annotated[Path, typer.Option(help="dev file in SQuAD format")],
    asked: int = 1200,
    refused: Annotated[float, typer.Option(help="share of answerable judged questions that may be refused")] = 0.06,
    seed: int = 17,
) -> None:
    """Fit the decision and print what to write into rag/tuned.py."""
    groups = [list(judged_rows(load_settings(home=home), questions)), list(squad_rows(squad, asked, seed))]
    names = list(groups[0][0][0])
    tables = [np.array([[row[name] for name in names] for row, _ in group]) for group in groups]
    rights = [np.array([float(answerable) for _, answerable in group]) for group in groups]
    shares = np.concatenate([balanced(right) for right in rights])
    weights = fit(np.vstack(tables), np.concatenate(rights), shares)
    show(
        {"bias": round(float(weights[0]), 2)}
        | {f"by_{n}": round(float(w), 2) for n, w in zip(names, weights[1:], strict=True)}
    )
    threshold = 0.5
    for what, table, right in zip(("judged", "squad"), tables, rights, strict=True):
        chances = 1 / (1 + np.exp(-(weights[0] + table @ weights[1:])))
        if what == "judged":
            threshold = round(float(np.quantile(chances[right == 1], refused)), 3)
        show(
            what, {"n": len(right), "auc": auc(chances, right), "threshold": threshold},
            {"answerable refused": float((chances[right == 1] < threshold).mean()),
             "unanswerable refused": float((chances[right == 0] < threshold).mean())},
        )  # fmt: skip


def auc(chances: Numbers, right: Numbers) -> float:
    """The share of pairs (answerable, unanswerable) in the right order."""
    order = chances[right == 1][:, None] - chances[right == 0][None, :]
    return float(((order > 0) + 0.5 * (order == 0)).mean())


if __name__ == "__main__":
    typer.run(main)
