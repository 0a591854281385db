"""Fit the ranker of sentences: ``python -m eval.ranking --shared ../shared`` writes ``rag/evidence.json``.

LightGBM's lambdarank over ``rag.unit_features`` on five dev sets: SQuAD-it and PIAF (right is a unit that holds the
answer string), the judged questions on the field's documents and on long ones, and our own (right is what touches the
evidence quote, or shows gold facts). Figures are five-fold, by article or question, and the passages under them are
ranked by a ranker that did not see the fold either. What came out is in ``eval/RESULTS.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from eval.evidence_tables import Floats, UnitCase, dev_cases
from eval.finding import as_data
from rag.evidence import EVIDENCE
from rag.unit_features import NAMES

FOLDS: Final = 5
_RISING: Final = frozenset(
    """own kin under over all before beside around exact exact_all numbers numbers_all rest plain near fit held close
    counted cosine passage rank share soft soft_rest soft_head title title_said heading_said names_around whole after
    cue all_gap close_gap cosine_gap soft_gap before_gap run""".split()
)
_FALLING: Final = frozenset({"missing", "missing_all", "behind"})
# Tried on SQuAD-it, five folds: fewer trees, deeper ones, other objectives gave .668 to .683 first, this .684.
_SETTINGS: Final[dict[str, Any]] = {
    "objective": "lambdarank", "metric": "None", "learning_rate": 0.04, "num_leaves": 15, "max_depth": 6,
    "min_data_in_leaf": 60, "feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "verbose": -1, "num_threads": 1, "seed": 17, "deterministic": True, "force_row_wise": True,
    "lambdarank_truncation_level": 10, "label_gain": [0, 1, 3, 5],
    "monotone_constraints": [1 if name in _RISING else -1 if name in _FALLING else 0 for name in NAMES],
}  # fmt: skip
_TREES: Final = 400
_WEIGHTS: Final = {"squad": 1.0, "piaf": 0.5, "domain": 8.0, "documents": 6.0, "own": 4.0}


def train(groups: Mapping[str, Sequence[UnitCase]]) -> Any:
    """A LightGBM model of the cases of sets; those whose answer was taken out teach nothing here."""
    import lightgbm

    usable = [(case, _WEIGHTS[name]) for name, group in groups.items() for case in group if case.usable]
    data = lightgbm.Dataset(
        np.vstack([case.table for case, _ in usable]),
        np.concatenate([case.grades for case, _ in usable]),
        group=[len(case.grades) for case, _ in usable],
        weight=[weight for case, weight in usable for _ in case.grades],
    )
    return lightgbm.train(_SETTINGS, data, num_boost_round=_TREES)


def across_folds(groups: Mapping[str, Sequence[UnitCase]]) -> dict[str, list[Floats]]:
    """The scores of all cases, each by a model that saw none of its fold."""
    scores: dict[str, list[Floats]] = {name: [np.zeros(0, np.float32)] * len(group) for name, group in groups.items()}
    for fold in range(FOLDS):
        model = train({name: [c for c in group if c.fold % FOLDS != fold] for name, group in groups.items()})
        for name, group in groups.items():
            for at, case in enumerate(group):
                if case.fold % FOLDS == fold and len(case.table):
                    scores[name][at] = np.asarray(model.predict(case.table), np.float32)
    return scores


def within(group: Sequence[UnitCase], scores: Sequence[Floats], first: int) -> float:
    """The share of answerable questions with a right unit among the first few."""
    pairs = [(case, given) for case, given in zip(group, scores, strict=True) if case.answerable]
    hits = [bool((case.grades[np.argsort(-given, kind="stable")[:first]] > 0).any()) for case, given in pairs]
    return float(np.mean(hits)) if hits else 0.0


def main(
    shared: Annotated[Path, typer.Option(help="folder of data sets and judged questions")] = Path("../shared"),
    work: Annotated[Path, typer.Option(help="folder for what is made; kept for the next time")] = Path("var/finding"),
    out: Path = EVIDENCE,
) -> None:
    """Fit the ranker of sentences, write it, and print five-fold figures (about a quarter of an hour)."""
    groups = dev_cases(shared, work)
    scores = across_folds(groups)
    shown = Table(title="a right unit among the first, five-fold")
    for column in ("set", "questions", "first", "first three"):
        shown.add_column(column)
    for name, group in groups.items():
        count = sum(case.answerable for case in group)
        shown.add_row(name, str(count), *(f"{within(group, scores[name], first):.3f}" for first in (1, 3)))
    Console(width=100).print(shown)
    model = train(groups)
    out.write_text(json.dumps(as_data(model, NAMES), separators=(",", ":")) + "\n", "utf-8")
    gains = sorted(zip(model.feature_importance("gain"), NAMES, strict=True), reverse=True)
    print({name: round(float(gain)) for gain, name in gains})  # noqa: T201


if __name__ == "__main__":
    typer.run(main)
