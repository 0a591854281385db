"""What each part of the words index earns: nDCG@10, with and without a typo, index time; run on dev data only.

``python -m eval.words_trial --squad dev.json --language it`` (a SQuAD-format file, .json or .json.xz, whose paragraphs
are the passages) prints a row for the words as built and one with each part taken out.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from eval.retrieval_measures import ndcg
from eval.squad import paragraphs_of
from eval.typos import misspelt
from rag.lexical import LexicalIndex
from rag.lexical_query import Weights
from rag.types import DocumentRecord, Filters, Passage

# A question and the id of the passage that answers it.
Case = tuple[str, str]
# The weight of a part that is taken out.
_OUT: Final = 1e-9
PARTS: Final = ("plain", "pair", "spelling", "whole")


def read(path: Path, language: str) -> tuple[list[tuple[Passage, DocumentRecord]], list[Case]]:
    """The paragraphs of a SQuAD-format file as passages, and its questions."""
    passages: list[tuple[Passage, DocumentRecord]] = []
    cases: list[Case] = []
    for _, paragraph in paragraphs_of(path):
        identity, text = str(len(passages)), paragraph["context"]
        passage = Passage(identity, identity, 1, 0, 0, len(text), text, language=language)
        passages.append((passage, DocumentRecord(identity, " ", language=language)))
        cases += [(question["question"], identity) for question in paragraph["qas"]]
    return passages, cases


def mean_ndcg(index: LexicalIndex, cases: Sequence[Case]) -> float:
    """The mean nDCG@10 of questions with one right passage each."""
    return fmean(
        ndcg([each for each, _ in index.search(question, Filters(), 10)], {right}) for question, right in cases
    )


def main(
    squad: Annotated[Path, typer.Option(help="dev file in SQuAD format")],
    language: str = "it",
    asked: Annotated[int, typer.Option(help="how many of its questions, drawn by chance; 0: all")] = 0,
    typos: Annotated[int, typer.Option(help="how many of them with a typo")] = 1000,
    seed: int = 3,
) -> None:
    """Print the table."""
    passages, cases = read(squad, language)
    chance = random.Random(seed)
    cases = chance.sample(cases, asked) if asked else cases
    some = chance.sample(cases, min(typos, len(cases)))
    slipped = [(misspelt(question, chance), right) for question, right in some]
    table = Table("words", f"nDCG@10 ({len(cases)})", f"({len(some)})", "with a typo", "loss")
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.process_time()
        LexicalIndex(Path(scratch)).replace(passages)
        took = time.process_time() - begun
        for out in (None, *PARTS):
            index = LexicalIndex(Path(scratch), replace(Weights(), **{out: _OUT}) if out else Weights())
            clean, before, after = (mean_ndcg(index, each) for each in (cases, some, slipped))
            name = f"- {out}" if out else "as built"
            table.add_row(name, *(f"{value:.4f}" for value in (clean, before, after, before - after)))
    console = Console()
    console.print(table)
    console.print(f"{len(passages)} passages indexed in {took:.2f} s of processor time")


if __name__ == "__main__":
    typer.run(main)
