"""Fit the refusal decision: ``python -m eval.refusal --shared ../shared`` writes ``rag/enough.json``.

Answerable questions against those whose answer the library lacks: the judged unanswerable ones, and answerable ones
whose document, or whose telling passages, are taken out of what was found (what is left is of the same subject). The
sentences are scored by rankers that did not see the question. LightGBM's binary trees, few and shallow, whose sum is in
log odds; printed are, for several thresholds, how many answerable and unanswerable questions each refuses, and how well
the confidence is calibrated, and the three thresholds of ``rag.tuned`` that refuse best.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from eval.calibration import auc
from eval.evidence_tables import Floats, UnitCase, dev_cases
from eval.finding import as_data
from eval.ranking import FOLDS, across_folds
from rag.enough import ENOUGH, NAMES, PLAINLY, Row, features
from rag.question import understand
from rag.unit_features import NAMES as PARTS

_RISING: Final = frozenset(
    """score mean own_own own_under own_all own_soft own_soft_rest own_cosine own_rest own_plain own_near own_run
    own_passage own_title numbers_doc names_doc head_own head_doc rare_own rare_doc""".split()
)
_FALLING: Final = frozenset({"missing_doc", "own_missing", "years_other", "missing_any", "missing_next"})
_SETTINGS: Final[dict[str, Any]] = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 7, "max_depth": 4, "min_data_in_leaf": 30,
    "feature_fraction": 0.6, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10.0, "verbose": -1,
    "num_threads": 1, "seed": 17, "deterministic": True, "force_row_wise": True,
    "monotone_constraints": [
        1 if name in _RISING or name.startswith("best_") else -1 if name in _FALLING or name.startswith("lacks_") else 0
        for name in NAMES
    ],
}  # fmt: skip
_TREES: Final = 300
# What all questions of a set weigh together; half for the answerable, half for the others, of which those whose answer
# was taken out weigh little where a set has written ones: at 5% of answerable questions refused, .43 of the
# unanswerable ones of our own sets are, .31 where both weigh alike (five-fold).
_TOTALS: Final = {"squad": 500.0, "piaf": 200.0, "domain": 1500.0, "documents": 1500.0, "own": 6000.0}
_SHARES: Final = (0.5, 0.05, 0.45)
_MADE_ONLY: Final = (0.5, 0.5, 0.0)
_LOOKED_AT: Final = 8
_SHOWN: Final = 12
_THRESHOLDS: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


@dataclass(frozen=True, slots=True)
class Example:
    """A question's row for the decision. ``label``: None where it teaches nothing (answerable, and nothing found)."""

    fold: int
    row: Row
    answerable: bool
    label: int | None
    made: bool


def examples(groups: Mapping[str, Sequence[UnitCase]]) -> dict[str, list[Example]]:
    """The examples of all sets, from units scored across folds."""
    scores = across_folds(groups)
    return {name: list(_of(group, scores[name])) for name, group in groups.items()}


def _of(group: Sequence[UnitCase], scores: Sequence[Floats]) -> Iterator[Example]:
    for case, given in zip(group, scores, strict=True):
        if not len(given):
            continue
        order = np.argsort(-given, kind="stable")
        ranked = [
            replace(
                case.scored[at], score=float(given[at]), parts=dict(zip(PARTS, case.table[at].tolist(), strict=True))
            )
            for at in order
        ]
        there = bool((case.grades[order[:_LOOKED_AT]] > 0).any())
        made = not case.answerable and (case.judged is None or case.judged.answerable)
        told_elsewhere = made and case.judged is None and there
        label = (1 if there else None) if case.answerable else None if told_elsewhere else 0
        yield Example(case.fold, features(understand(case.question), ranked), case.answerable, label, made)


def train(groups: Mapping[str, Sequence[Example]]) -> Any:
    """A LightGBM model of the examples that teach something."""
    import lightgbm

    rows, labels, weights = [], [], []
    for name, group in groups.items():
        taught = [each for each in group if each.label is not None]
        kinds = [[e for e in taught if e.label], [e for e in taught if not e.label and e.made],
                 [e for e in taught if not e.label and not e.made]]  # fmt: skip
        for kind, share in zip(kinds, _SHARES if kinds[2] else _MADE_ONLY, strict=True):
            rows += [each.row for each in kind]
            labels += [each.label for each in kind]
            weights += [_TOTALS[name] * share / max(1, len(kind))] * len(kind)
    return lightgbm.train(_SETTINGS, lightgbm.Dataset(np.array(rows), np.array(labels), weight=weights), _TREES)


def folded(groups: Mapping[str, Sequence[Example]]) -> dict[str, list[tuple[float, Example]]]:
    """Each example with the confidence that a model gives which saw none of its fold."""
    given: dict[str, list[tuple[float, Example]]] = {name: [] for name in groups}
    for fold in range(FOLDS):
        model = train({name: [e for e in group if e.fold % FOLDS != fold] for name, group in groups.items()})
        for name, group in groups.items():
            held = [each for each in group if each.fold % FOLDS == fold]
            if held:
                chances = model.predict(np.array([each.row for each in held]))
                given[name] += list(zip(map(float, chances), held, strict=True))
    return given


# What is tried for each of the three thresholds of ``rag.tuned``.
_SURE: Final = (0.08, 0.1, 0.12, 0.15)
_DOUBTED: Final = (0.3, 0.4, 0.5, 0.6)
_LACKING: Final = (0.5, 0.6, 0.7, 0.8)


def tried(given: Mapping[str, Sequence[tuple[float, Example]]]) -> list[tuple[float, tuple[float, ...], str]]:
    """The thresholds tried, best first: their worth, the three, what they refuse in each judged set.

    The worth is the share of the unanswerable that is refused less twice that of the answerable.
    """
    signs = [at for at, name in enumerate(NAMES) if name.startswith("lacks_")]
    surely = [NAMES.index(f"lacks_{name}") for name in PLAINLY]
    judged = {
        name: [(c, bool(e.row[signs].any()), bool(e.row[surely].any()), e.answerable) for c, e in pairs if not e.made]
        for name, pairs in given.items()
        if any(not e.answerable and not e.made for _, e in pairs)
    }
    found = []
    for three in product(_SURE, _DOUBTED, _LACKING):
        refused = {
            name: [(c < three[2 if plain else int(some)], can) for c, some, plain, can in rows]
            for name, rows in judged.items()
        }
        every = [pair for pairs in refused.values() for pair in pairs]
        worth = _share(every, of=False) - 2 * _share(every, of=True)
        words = ", ".join(f"{n} {_share(p, of=True):.3f}/{_share(p, of=False):.2f}" for n, p in refused.items())
        found.append((worth, three, words))
    return sorted(found, reverse=True)


def _share(pairs: Sequence[tuple[bool, bool]], of: bool) -> float:
    """The share of refused questions among the answerable (or unanswerable) ones."""
    return float(np.mean([refused for refused, can in pairs if can == of]))


def main(
    shared: Annotated[Path, typer.Option(help="folder of data sets and judged questions")] = Path("../shared"),
    work: Annotated[Path, typer.Option(help="folder for what is made; kept for the next time")] = Path("var/finding"),
    out: Path = ENOUGH,
) -> None:
    """Fit the decision, write it, and print what each threshold refuses, five-fold."""
    groups = examples(dev_cases(shared, work))
    shown = Table(title="confidence, five-fold: share refused below a threshold")
    for column in ("set", "questions", "n", "AUC", *map(str, _THRESHOLDS)):
        shown.add_column(column)
    given = folded(groups)
    for name, pairs in given.items():
        can = [chance for chance, each in pairs if each.answerable]
        for what, some in (
            ("answerable", can),
            ("answer taken out", [c for c, e in pairs if not e.answerable and e.made and e.label == 0]),
            ("unanswerable", [c for c, e in pairs if not e.answerable and not e.made]),
        ):
            if some:
                shares = (f"{np.mean(np.array(some) < least):.3f}" for least in _THRESHOLDS)
                area = "" if some is can else f"{auc([*can, *some], [True] * len(can) + [False] * len(some)):.3f}"
                shown.add_row(name, what, str(len(some)), area, *shares)
    Console(width=110).print(shown)
    for worth, three, words in tried(given)[:_SHOWN]:
        print(f"{worth:.3f} {three} answerable/unanswerable refused: {words}")  # noqa: T201
    out.write_text(json.dumps(as_data(train(groups), NAMES), separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
