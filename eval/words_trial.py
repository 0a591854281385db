"""What each part of the words index earns: nDCG@10, with and without a typo, index time; run on dev data only.

``python -m eval.words_trial --squad dev.json --language it`` (a SQuAD-format file, .json or .json.xz, whose paragraphs
are the passages) prints a row for the words as built and one with each part taken out.
"""

from __future__ import annotations

import json
import lzma
import math
import random
import re
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from rag.lexical import LexicalIndex
from rag.lexical_query import Weights
from rag.types import DocumentRecord, Filters, Passage

# A question and the id of the passage that answers it.
Case = tuple[str, str]
# The weight of a part that is taken out.
_OUT: Final = 1e-9
PARTS: Final = ("plain", "pair", "spelling", "whole")
# The keys beside each other on an Italian keyboard.
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE: Final = {
    key: "".join(row[max(0, at - 1) : at] + row[at + 1 : at + 2]) for row in _ROWS for at, key in enumerate(row)
}
_MARKS: Final = re.compile("[’'àèéìòùâêîôûçëï]")


def read(path: Path, language: str) -> tuple[list[tuple[Passage, DocumentRecord]], list[Case]]:
    """The paragraphs of a SQuAD-format file as passages, and its questions."""
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    passages: list[tuple[Passage, DocumentRecord]] = []
    cases: list[Case] = []
    for article in json.loads(content)["data"]:
        for paragraph in article["paragraphs"]:
            identity, text = str(len(passages)), paragraph["context"]
            passage = Passage(identity, identity, 1, 0, 0, len(text), text, language=language)
            passages.append((passage, DocumentRecord(identity, " ", language=language)))
            cases += [(question["question"], identity) for question in paragraph["qas"]]
    return passages, cases


def with_typo(question: str, chance: random.Random) -> str:
    """The question with one slip: letters swapped, one dropped, doubled, hit beside its key, or a mark left out."""
    kind = chance.choice(("swap", "drop", "double", "beside", "mark"))
    marks = [found.start() for found in _MARKS.finditer(question)]
    if kind == "mark" and marks:
        at = chance.choice(marks)
        bare = "" if question[at] in "’'" else unicodedata.normalize("NFD", question[at])[0]
        return question[:at] + bare + question[at + 1 :]
    long = list(re.finditer(r"[^\W\d_]{4,}", question))
    if not long:
        return question
    found = chance.choice(long)
    at = found.start() + chance.randrange(len(found[0]) - 1)
    letter, following = question[at], question[at + 1]
    slip = {
        "swap": following + letter,
        "drop": following,
        "double": letter * 2 + following,
    }.get(kind, chance.choice(_BESIDE.get(letter.lower(), "e")) + following)
    return question[:at] + slip + question[at + 2 :]


def ndcg(index: LexicalIndex, cases: Sequence[Case]) -> float:
    """The mean nDCG@10 of questions with one right passage each."""
    total = 0.0
    for question, right in cases:
        ids = [each for each, _ in index.search(question, Filters(), 10)]
        total += 1 / math.log2(ids.index(right) + 2) if right in ids else 0.0
    return total / len(cases)


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
    slipped = [(with_typo(question, chance), right) for question, right in some]
    table = Table("words", f"nDCG@10 ({len(cases)})", f"({len(some)})", "with a typo", "loss")
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.process_time()
        LexicalIndex(Path(scratch)).replace(passages)
        took = time.process_time() - begun
        for out in (None, *PARTS):
            index = LexicalIndex(Path(scratch), replace(Weights(), **{out: _OUT}) if out else Weights())
            clean, before, after = (ndcg(index, each) for each in (cases, some, slipped))
            name = f"- {out}" if out else "as built"
            table.add_row(name, *(f"{value:.4f}" for value in (clean, before, after, before - after)))
    console = Console()
    console.print(table)
    console.print(f"{len(passages)} passages indexed in {took:.2f} s of processor time")


if __name__ == "__main__":
    typer.run(main)
