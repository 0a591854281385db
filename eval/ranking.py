"""Fit the weights of a unit's score in ``rag/tuned.py``: ``python -m eval.ranking --help``.

The right units of a question are those that hold the answer string (SQuAD-format file) or touch the evidence quote
(judged questions). A linear score and a softmax over the question's units: the weights that make the right ones
likeliest (listwise learning to rank: Cao et al., 2007), by gradient descent with a small L2 penalty. Half of the SQuAD
articles fit, the other half report how often the answer stands in the first and in the first three units.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer
from rich import print as show

from eval.answer_measures import plain
from eval.finding_sets import squad_set
from eval.questions import read_questions
from rag.answerer import Answerer, open_answerer
from rag.settings import load_settings
from rag.types import Question

Numbers = npt.NDArray[np.float64]
# Per question: the units' features (n, d), and which of them are right (n,).
Case = tuple[Numbers, npt.NDArray[np.bool_]]


def cases(answerer: Answerer, asked: Iterator[tuple[Question, str]]) -> Iterator[tuple[list[str], Case]]:
    """Features of the units of questions, each with a text that a right unit holds (or stands in)."""
    for question, answer in asked:
        _, ranked = answerer.weigh(question)
        wanted = plain(answer)
        right = np.array([_holds(plain(f"{each.unit.lead} {each.unit.text}"), wanted) for each in ranked])
        if len(ranked) and right.any():
            names = list(ranked[0].parts)
            yield names, (np.array([[each.parts[name] for name in names] for each in ranked]), right)


def _holds(unit: str, wanted: str) -> bool:
    return wanted in unit or (len(unit) > 20 and unit in wanted)


def squad_cases(path: Path, asked: int, seed: int) -> tuple[list[str], list[Case], list[Case]]:
    """Cases of a SQuAD-format file over all its paragraphs: those of every second article, and the others."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        found = squad_set("squad", path, "it", Path(scratch))
        answerer = open_answerer(load_settings(home=found.home))
        halves: list[list[Case]] = []
        names: list[str] = []
        for half in (0, 1):
            all_asked = [
                (Question(each.text), each.quote) for each in found.sought if each.fold % 2 == half and each.quote
            ]
            held = list(cases(answerer, iter(chance.sample(all_asked, min(asked, len(all_asked))))))
            names = held[0][0]
            halves.append([case for _, case in held])
        answerer.close()
    return names, halves[0], halves[1]


def fit(groups: list[tuple[list[Case], float]], steps: int = 400, ridge: float = 0.002) -> Numbers:
    """Weights (d,) by Adam on the mean log probability of the right units; each group of cases has its share."""
    size = groups[0][0][0][0].shape[1]
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = ridge * weights
        for group, share in groups:
            slope -= share * sum(_slope(case, weights) for case in group) / len(group)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def _slope(case: Case, weights: Numbers) -> Numbers:
    table, right = case
    scores = table @ weights
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    among = np.where(right, chances, 0.0)
    return np.asarray((among / max(among.sum(), 1e-12) - chances) @ table)


def within(group: list[Case], weights: Numbers, first: int) -> float:
    """The share of cases with a right unit among the first few."""
    hits = [right[np.argsort(-(table @ weights), kind="stable")[:first]].any() for table, right in group]
    return float(np.mean(hits)) if hits else 0.0


def main(
    home: Annotated[Path, typer.Option(help="library that holds the judged questions' documents")],
    questions: Annotated[Path, typer.Option(help="judged dev questions with evidence quotes, .jsonl")],
    squad: Annotated[Path, typer.Option(help="dev file in SQuAD format")],
    asked: int = 600,
    share: Annotated[float, typer.Option(help="how much the judged questions weigh beside the SQuAD ones")] = 1.0,
    seed: int = 17,
) -> None:
    """Fit the weights and print what to write into rag/tuned.py."""
    answerer = open_answerer(load_settings(home=home))
    judged = [each for each in read_questions(questions) if each.evidence_quote]
    domain = [case for _, case in cases(answerer, ((each.asked(), each.evidence_quote or "") for each in judged))]
    names, chosen, reported = squad_cases(squad, asked, seed)
    weights = fit([(chosen, 1.0), (domain, share)])
    show({name: round(float(value), 2) for name, value in zip(names, weights, strict=True)})
    for what, group in (("squad, fitted", chosen), ("squad, reported", reported), ("judged", domain)):
        show(what, len(group), {first: round(within(group, weights, first), 3) for first in (1, 3)})


if __name__ == "__main__":
    typer.run(main)
