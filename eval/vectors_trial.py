"""What the codes of vectors miss and what they save, in a library of one's own (``rag/coarse.py``).

``python -m eval.vectors_trial LIBRARY`` asks with words of the library's own passages, spread over it, and prints how
many of the nearest by the floats are among those that the codes give, and what each of the two takes on this machine.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from eval.bench_asking import queries_of
from eval.figures import timed
from rag.coarse import MANY, Coarse
from rag.exact import VectorFile, scan
from rag.search import open_search
from rag.settings import load_settings


def main(
    library: Annotated[Path, typer.Argument(help="the library's folder")],
    asked: Annotated[int, typer.Option(help="how many questions")] = 200,
    nearest: Annotated[int, typer.Option(help="how many are to be found")] = 80,
) -> None:
    """Measure and print."""
    search = open_search(load_settings(home=library, offline=True))
    vectors = [search.indexes.vectors.encode_query(each) for each in queries_of(search, asked)]
    rows = VectorFile(search.indexes.vectors.folder / "exact.bin").read()
    if len(rows) <= MANY:
        raise typer.BadParameter(f"{library}: {len(rows)} vectors; codes are for more than {MANY}")
    held = scan(rows, rows["id"], np.zeros(len(rows), np.int32))
    coarse, every = Coarse(held.file), np.arange(len(held.file))
    shares, given = [], []
    for vector in vectors:
        likeliest = coarse.likeliest(vector, every, nearest)
        cosines = np.vecdot(held.vectors, vector)
        best = np.argpartition(cosines, -nearest)[-nearest:]
        shares.append(float(np.isin(best, likeliest).mean()))
        given.append(len(likeliest))
    by_codes = timed(vectors, lambda vector: held.search(vector, None, nearest, coarse))
    by_floats = timed(vectors, lambda vector: held.search(vector, None, nearest))
    Console().print(
        f"{len(every):,} vectors, {len(vectors)} questions, {nearest} nearest: the {median(given):,.0f} likeliest hold "
        f"{np.mean(shares):.5f} of them, all of them {np.mean([each == 1 for each in shares]):.1%} of the times; "
        f"by codes {median(by_codes):.1f} ms, by floats {median(by_floats):.1f} ms"
    )


if __name__ == "__main__":
    typer.run(main)
