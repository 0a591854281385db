"""All judged sets asked, scored, reported on and held to their floors: ``make eval``, or ``python -m eval.full``.

The bundled corpus comes with the house; the other sets are those of the folder beside it (``--shared``), left out
where it is not there. Each run is kept under ``--out``, with its report. Ends with 1 when a floor does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from eval.gate import breaches, pin, read_floors, write_floors
from eval.generate import generate
from eval.question_sets import document_folders, domain_pages, library_for, questions_of, sampled
from eval.report import report_of, write_report
from eval.runs import Manifest, read_run
from eval.scoring import score, write_scores
from rag.errors import EvaluationError
from rag.settings import load_settings

FLOORS: Final = Path(__file__).with_name("floors.json")
_SETS: Final = Path(__file__).with_name("sets")
_CORPUS: Final = Path(__file__).parents[1] / "corpus" / "sources.toml"
_SHOWN: Final = (
    "nDCG@10", "QuoteSuccess@10", "facts", "citation_precision", "citation_recall", "source_cited", "source_first",
    "page_right", "quotes_valid", "pages_valid", "refused", "false_refusal", "verdict",
    "verdict_wrong", "words", "milliseconds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents to read, and the sets of questions to ask of them; at most ``limit`` of each."""

    targets: tuple[str, ...]
    sets: dict[str, Path]
    limit: int | None = None


def corpora(shared: Path, work: Path) -> Iterator[Corpus]:
    """What there is to ask; ``work`` is a folder for what must be written to be read."""
    yield Corpus((str(_CORPUS),), {"bundled": _SETS / "bundled.test.jsonl"})
    if not shared.is_dir():
        return
    yield Corpus(
        (str(shared / "regional"), str(domain_pages(shared, work))),
        {"domain": shared / "domain/questions.dev.jsonl", "domain-own": _SETS / "domain.dev.jsonl"},
    )
    yield Corpus(
        document_folders(shared),
        {"documents": shared / "documents/questions.dev.jsonl", "documents-own": _SETS / "documents.dev.jsonl"},
    )
    yield Corpus((), {"squad-it": shared / "datasets/squad-it/dev.json"}, limit=500)


def run_all(shared: Path, out: Path, wanted: Sequence[str], console: Console) -> dict[str, tuple[Any, Any]]:
    """Ask and score the sets (all, or those wanted); for each its manifest and scores.

    Raises EvaluationError, before anything is asked, where a set that is wanted is not there.
    """
    done, every = {}, list(corpora(shared, out))
    if unknown := {*wanted} - {name for corpus in every for name in corpus.sets}:
        raise EvaluationError(f"no set is called {', '.join(sorted(unknown))}, or its folder is not there")
    for corpus in every:
        some = {name: path for name, path in corpus.sets.items() if not wanted or name in wanted}
        if not some:
            continue
        with library_for(list(some.values()), corpus.targets, load_settings(offline=True)) as settings:
            for name, path in some.items():
                folder = out / name
                generate(sampled(questions_of([path], settings), corpus.limit), settings, folder, name)
                run = read_run(folder)
                done[name] = run.manifest, score(run)
                write_scores(run, done[name][1])
                write_report(report_of(folder, None, "it"), folder / "report.html")
                console.print(f"{name}: {len(run.questions)} questions, {run.manifest.seconds:.0f} s", style="dim")
    return done


def table(done: dict[str, tuple[Any, Any]]) -> Table:
    """The measures, a column for each set; medians of words and times."""
    shown = Table(title="judged sets")
    for column in ("measure", *done):
        shown.add_column(column)
    for name in _SHOWN:
        held = [scores["measures"].get(name) for _, scores in done.values()]
        middle = name in ("words", "milliseconds")
        cells = ["" if each is None else f"{each['median']:.0f}" if middle else f"{each['mean']:.3f}" for each in held]
        shown.add_row(name, *cells)
    return shown


def broken(floors: Mapping[str, Any], manifest: Manifest, scores: Mapping[str, Any]) -> list[str]:
    """Each floor that a run does not hold, or why there is none to hold it to, in words."""
    try:
        return [
            f"{each.measure} is {each.found}, its floor {each.bound}" for each in breaches(floors, manifest, scores)
        ]
    except EvaluationError as error:
        return [str(error)]


def main(
    shared: Annotated[Path, typer.Option(help="folder of data sets and judged questions")] = Path("../shared"),
    out: Annotated[Path | None, typer.Option(help="folder for the runs; a new one in var/eval")] = None,
    only: Annotated[list[str] | None, typer.Option(help="only this set (repeatable)")] = None,
    pinned: Annotated[bool, typer.Option("--pin", help="raise the floors to a little under these runs")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="with --pin: let floors fall")] = False,
    repin: Annotated[bool, typer.Option("--repin", help="with --pin: to other questions or documents")] = False,
) -> None:
    """Ask, score, hold to the floors."""
    folder = out or Path("var/eval") / f"full-{datetime.now():%Y-%m-%dT%H%M%S}"
    console = Console(width=140)
    done = run_all(shared, folder, only or (), console)
    console.print(table(done))
    floors, failed = read_floors(FLOORS), list[str]()
    for name, (manifest, scores) in done.items():
        if pinned:
            floors = pin(floors, manifest, scores, lower=lower, repin=repin)
        failed += [f"{name}: {each}" for each in broken(floors, manifest, scores)]
    if pinned:
        write_floors(FLOORS, floors)
    for each in failed:
        console.print(each, style="bold red")
    if left := floors.keys() - done.keys():
        console.print(f"not asked, so not held to their floors: {', '.join(sorted(left))}", style="yellow")
    console.print(f"runs are kept in {folder}" + ("" if failed else "; all floors of these hold"))
    raise typer.Exit(1 if failed else 0)


if __name__ == "__main__":
    typer.run(main)
