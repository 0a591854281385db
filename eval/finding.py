"""Fit the ranker and measure how well passages are found: ``python -m eval.finding --help``.

``fit`` writes ``rag/ranker.json``: LightGBM's lambdarank over ``rag.features``, each feature allowed to count in one
direction only where there is but one that makes sense, so that few judged questions of the field can't be learned by
heart; and it prints what each part of search earns. ``slips`` prints what misspelling costs. Everything is fitted on
dev data; held-back questions are not here. Figures on a set the ranker was fitted on are five-fold: each fifth is
scored by a ranker that never saw it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from eval.finding_sets import FindingSet, across_set, judged_set, squad_set
from eval.finding_tables import Case, Floats, cases, means, measured, stacked
from eval.question_sets import document_folders, domain_pages
from eval.retrieval_measures import ranked_documents
from rag.features import NAMES
from rag.ranker import RANKER, Ranker

_RISING: Final = frozenset(
    """own cross cosine body all title heads sentence under two near row often plain kin both document exact numbers
    fit fits""".split()
)
_FALLING: Final = frozenset({"below", "missing"})
# The settings of LightGBM. Small trees and many passages a leaf: tried on SQuAD-it, five folds.
_SETTINGS: Final[dict[str, Any]] = {
    "objective": "lambdarank", "metric": "None", "learning_rate": 0.06, "num_leaves": 15, "max_depth": 6,
    "min_data_in_leaf": 60, "feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "verbose": -1, "num_threads": 1, "seed": 17, "deterministic": True, "force_row_wise": True,
    "lambdarank_truncation_level": 10,
    "monotone_constraints": [1 if name in _RISING else -1 if name in _FALLING else 0 for name in NAMES],
}  # fmt: skip
_TREES: Final = 200
_FOLDS: Final = 5
# How many questions of each set, and what one of them weighs beside one of SQuAD-it.
_ASKED: Final = {"squad": 3600, "piaf": 2000, "across": 2400, "domain": 100, "documents": 100}
_WEIGHTS: Final = {"squad": 1.0, "piaf": 0.7, "across": 0.7, "domain": 8.0, "documents": 4.0}
_SLIPS: Final = {"squad": 0.15, "piaf": 0.15}

Shared = Annotated[Path, typer.Option(help="folder of data sets and judged questions")]
Work = Annotated[Path, typer.Option(help="folder for the libraries that are made; kept for the next time")]
app = typer.Typer(add_completion=False)


def dev_sets(shared: Path, work: Path) -> dict[str, FindingSet]:
    """All sets to fit on, their libraries made where they are missing."""
    squad, piaf = shared / "datasets/squad-it/dev.json", shared / "datasets/french-qa/piaf-v1.1.json.xz"
    pages = domain_pages(shared, work)
    others = [(squad, "it"), (piaf, "fr")]
    documents = document_folders(shared)
    return {
        "squad": squad_set("squad", squad, "it", work / "squad"),
        "piaf": squad_set("piaf", piaf, "fr", work / "piaf"),
        "across": across_set("pud", shared / "datasets/parallel/ud_pud.tsv.xz", others, work / "across"),
        "domain": judged_set(
            "domain", shared / "domain/questions.dev.jsonl", [str(shared / "regional"), str(pages)], work / "domain"
        ),
        "documents": judged_set("documents", shared / "documents/questions.dev.jsonl", documents, work / "documents"),
    }


def train(groups: Mapping[str, Sequence[Case]]) -> Any:
    """A LightGBM model of the cases of sets."""
    import lightgbm

    table, grades, sizes, weights = stacked((group, _WEIGHTS[name]) for name, group in groups.items())
    data = lightgbm.Dataset(table, grades, group=sizes, weight=weights)
    return lightgbm.train(_SETTINGS, data, num_boost_round=_TREES)


def across_folds(groups: Mapping[str, Sequence[Case]], folded: Sequence[str]) -> dict[str, list[Floats]]:
    """Scores of the cases of some sets, each by a model that saw none of its fold (all other sets it saw)."""
    scores: dict[str, list[Floats]] = {name: [np.zeros(0, np.float32)] * len(groups[name]) for name in folded}
    for fold in range(_FOLDS):
        seen = {
            name: [case for case in group if name not in folded or case.sought.fold % _FOLDS != fold]
            for name, group in groups.items()
        }
        model = train(seen)
        for name in folded:
            for at, case in enumerate(groups[name]):
                if case.sought.fold % _FOLDS == fold and len(case.table):
                    scores[name][at] = np.asarray(model.predict(case.table), np.float32)
    return scores


def as_data(model: Any, names: Sequence[str] = NAMES) -> dict[str, Any]:
    """A LightGBM model as ``rag.ranker`` reads it: each tree's nodes in rows, a leaf its own child."""
    trees = model.dump_model()["tree_info"]
    return {"features": list(names), "trees": [_flat(tree["tree_structure"]) for tree in trees]}


def _flat(root: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {"feature": [], "threshold": [], "left": [], "right": [], "value": [], "depth": 0}

    def add(node: Mapping[str, Any], depth: int) -> int:
        at = len(tree["feature"])
        tree["depth"] = max(tree["depth"], depth)
        inner = "split_feature" in node
        tree["feature"].append(node["split_feature"] if inner else 0)
        tree["threshold"].append(round(node["threshold"], 6) if inner else 0.0)
        tree["value"].append(0.0 if inner else round(node["leaf_value"], 6))
        tree["left"].append(at)
        tree["right"].append(at)
        if inner:
            tree["left"][at] = add(node["left_child"], depth + 1)
            tree["right"][at] = add(node["right_child"], depth + 1)
        return at

    add(root, 0)
    return tree


def fold_rankers(sets: Mapping[str, FindingSet], work: Path) -> list[Ranker]:
    """Rankers of passages, one for each fold, that saw none of its questions; kept in ``work`` for the next time."""
    paths = [work / f"ranker-{fold}.json" for fold in range(_FOLDS)]
    if not all(path.exists() for path in paths):
        groups = {name: cases(found, _ASKED[name], slips=_SLIPS.get(name, 0.0)) for name, found in sets.items()}
        for fold, path in enumerate(paths):
            seen = {name: [c for c in group if c.sought.fold % _FOLDS != fold] for name, group in groups.items()}
            path.write_text(json.dumps(as_data(train(seen)), separators=(",", ":")) + "\n", "utf-8")
    return [Ranker(path) for path in paths]


# What a case's candidates are ranked by when the ranker is left out, part by part.
PARTS: Final[dict[str, Callable[[Floats], Floats]]] = {
    "all of words": lambda table: table[:, NAMES.index("own")],
    "words, vectors": lambda table: table[:, NAMES.index("own")] + 0.3 * table[:, NAMES.index("cosine")],
    "words, vectors, translation": lambda table: (
        np.maximum(table[:, NAMES.index("own")], table[:, NAMES.index("cross")]) + 0.5 * table[:, NAMES.index("cosine")]
    ),
}


def split(name: str, group: Sequence[Case]) -> dict[str, list[int]]:
    """The cases of a set by whether they cross languages."""
    kinds = {"": [at for at, c in enumerate(group) if not c.sought.cross],
             ", other language": [at for at, c in enumerate(group) if c.sought.cross]}  # fmt: skip
    return {name + kind: at for kind, at in kinds.items() if at}


def show(title: str, rows: Sequence[tuple[str, str, Mapping[str, float]]]) -> None:
    """Print measures as a table."""
    shown = Table(title=title)
    for column in ("set", "ranked by", "questions", "nDCG@10", "top 1", "top 5"):
        shown.add_column(column)
    for name, way, values in rows:
        figures = (f"{values[measure]:.3f}" for measure in ("nDCG@10", "top1", "top5"))
        shown.add_row(name, way, f"{values['questions']:.0f}", *figures)
    Console(width=120).print(shown)


@app.command()
def fit(shared: Shared = Path("../shared"), work: Work = Path("var/finding"), out: Path = RANKER) -> None:
    """Fit the ranker on the dev sets, write it, and print five-fold figures."""
    sets = dev_sets(shared, work)
    groups = {name: cases(found, _ASKED[name], slips=_SLIPS.get(name, 0.0)) for name, found in sets.items()}
    scores = across_folds(groups, list(groups))
    rows = []
    for name, group in groups.items():
        for part, at in split(name, group).items():
            chosen = [group[i] for i in at]
            rows.append((part, "stems (BM25)", means(chosen, [ranked_documents(c.bare) for c in chosen])))
            rows += [(part, way, measured(chosen, [by(c.table) for c in chosen])) for way, by in PARTS.items()]
            rows.append((part, "ranker, five-fold", measured(chosen, [scores[name][i] for i in at])))
    show("dev, some questions misspelt", rows)
    model = train(groups)
    out.write_text(json.dumps(as_data(model), separators=(",", ":")) + "\n", "utf-8")
    mine, theirs = Ranker(out).scores(groups["domain"][0].table), model.predict(groups["domain"][0].table)
    print(f"{out}: {out.stat().st_size} bytes, differs from LightGBM by {np.abs(mine - theirs).max():.6f}")  # noqa: T201
    gains = sorted(zip(model.feature_importance("gain"), NAMES, strict=True), reverse=True)
    print({name: round(float(gain)) for gain, name in gains})  # noqa: T201


@app.command()
def slips(shared: Shared = Path("../shared"), work: Work = Path("var/finding"), asked: int = 1000) -> None:
    """Print what one slip in each question costs, and shuffled words besides, with the ranker as shipped."""
    found, ranker, rows = dev_sets(shared, work), Ranker(), []
    for name in ("squad", "piaf"):
        for way, share, in_order in (("as asked", 0.0, True), ("one slip", 1.0, True), ("and shuffled", 1.0, False)):
            group = cases(found[name], asked, slips=share, in_order=in_order)
            rows.append((name, way, measured(group, [ranker.scores(case.table) for case in group])))
    show("one slip a question", rows)


if __name__ == "__main__":
    app()
