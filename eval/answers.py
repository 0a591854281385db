"""How good answers are, by type of question: ``python -m eval.answers --home HOME --questions Q.jsonl``.

Each judged question is answered by the extractive writer and measured: all gold facts shown, the source cited and cited
first, the page, the verdict, refused rightly or wrongly, words shown (sentences and quotes), time; and every quote is
cut again from the stored text. With ``--work`` (the folder of ``eval.ranking``) each is answered by rankers that were
fitted without its fold: what may be expected of new questions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

import rag.enough as enough
from eval.answer_measures import (
    facts_shown,
    page_right,
    source_cited,
    source_first,
    verdict_right,
    words_shown,
)
from eval.evidence_tables import dev_cases
from eval.finding import as_data, dev_sets, fold_rankers
from eval.questions import Judged, read_questions
from eval.ranking import FOLDS
from eval.ranking import train as train_evidence
from eval.refusal import examples
from eval.refusal import train as train_enough
from rag.answerer import Answerer, open_answerer
from rag.ranker import Ranker
from rag.settings import load_settings
from rag.types import Answer
from rag.unit_features import NAMES

Pair = tuple[Judged, Answer]
_MEASURES: Final[dict[str, Callable[[Judged, Answer], bool | None]]] = {
    "facts": facts_shown, "cited": source_cited, "first": source_first, "page": page_right, "verdict": verdict_right,
    "refused": lambda _, answer: answer.status == "refused",
}  # fmt: skip


def fold_models(shared: Path, work: Path) -> list[tuple[Ranker, Ranker, Ranker]]:
    """For each fold the rankers of passages and of sentences and the refusal, fitted without it; kept in ``work``."""
    paths = [(work / f"evidence-{fold}.json", work / f"enough-{fold}.json") for fold in range(FOLDS)]
    if not all(path.exists() for pair in paths for path in pair):
        groups = dev_cases(shared, work)
        rows = examples(groups)
        for fold, (evidence, decision) in enumerate(paths):
            _keep(
                train_evidence({n: [c for c in g if c.fold % FOLDS != fold] for n, g in groups.items()}),
                NAMES,
                evidence,
            )
            without = {n: [e for e in g if e.fold % FOLDS != fold] for n, g in rows.items()}
            _keep(train_enough(without), enough.NAMES, decision)
    passages = fold_rankers(dev_sets(shared, work), work)
    return [(p, Ranker(a, NAMES), Ranker(b, enough.NAMES)) for p, (a, b) in zip(passages, paths, strict=True)]


def _keep(model: Any, names: Sequence[str], path: Path) -> None:
    path.write_text(json.dumps(as_data(model, names), separators=(",", ":")) + "\n", "utf-8")


def answered(
    answerer: Answerer, judged: Sequence[Judged], models: Sequence[tuple[Ranker, Ranker, Ranker]] = ()
) -> list[Pair]:
    """Each question with its answer; by the models of its fold where there are any."""
    pairs = []
    for at, each in enumerate(judged):
        if models:
            answerer.search.ranker, answerer.evidence.ranker, answerer.decision = models[at % len(models)]
        pairs.append((each, answerer.answer(each.asked())))
    return pairs


def verbatim(answerer: Answerer, pairs: Sequence[Pair]) -> float:
    """The share of quotes that are the stored text between their offsets, letter for letter."""
    library = answerer.search.library
    held = [library.slice(c.document, c.edition, c.start, c.end) == c.quote for _, a in pairs for c in a.citations]
    return float(np.mean(held)) if held else 1.0


def _row(pairs: Sequence[Pair]) -> list[str]:
    cells = [str(len(pairs))]
    for measure in _MEASURES.values():
        values = [value for judged, answer in pairs if (value := measure(judged, answer)) is not None]
        cells.append(f"{np.mean(values):.2f}" if values else "")
    shown = [words_shown(answer) for _, answer in pairs if answer.status == "answered"]
    cells.append(f"{np.median(shown):.0f}" if shown else "")
    cells.append(f"{np.median([answer.elapsed_ms for _, answer in pairs]):.0f}")
    return cells


def table(pairs: Sequence[Pair]) -> Table:
    """The measures by type of question, in one language and across, of all."""
    shown = Table(title="answers by type of question")
    for column in ("type", "n", *_MEASURES, "words", "ms"):
        shown.add_column(column)
    can = [pair for pair in pairs if pair[0].answerable]
    for kind in sorted({judged.type for judged, _ in can}):
        shown.add_row(kind, *_row([pair for pair in can if pair[0].type == kind]))
    cross = [pair for pair in can if pair[0].cross_language or pair[0].type == "cross_lingual"]
    groups = {"same language": [pair for pair in can if pair not in cross], "other language": cross, "all": can,
              "unanswerable": [pair for pair in pairs if not pair[0].answerable]}  # fmt: skip
    for name, some in groups.items():
        if some:
            shown.add_row(name, *_row(some), style="bold")
    return shown


def main(
    home: Annotated[Path, typer.Option(help="library that holds the questions' documents")],
    questions: Annotated[Path, typer.Option(help="judged questions, .jsonl")],
    work: Annotated[Path | None, typer.Option(help="folder of eval.ranking: answer five-fold")] = None,
    shared: Annotated[Path, typer.Option(help="folder of data sets and judged questions")] = Path("../shared"),
    worst: Annotated[int, typer.Option(help="wrong answers to print")] = 0,
) -> None:
    """Print the measures by type of question."""
    answerer = open_answerer(load_settings(home=home))
    pairs = answered(answerer, list(read_questions(questions)), fold_models(shared, work) if work else ())
    console = Console(width=120)
    console.print(table(pairs))
    console.print(f"quotes verbatim: {verbatim(answerer, pairs):.3f}")
    wrong = [(j, a) for j, a in pairs if j.answerable and not facts_shown(j, a)]
    for judged, answer in wrong[:worst]:
        console.print(f"[bold]{judged.id}[/bold] {judged.question}")
        console.print(" ".join(each.text for each in answer.sentences) or " ".join(answer.notes), style="dim")


if __name__ == "__main__":
    typer.run(main)
