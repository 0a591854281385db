"""Figures for an embedding model: translation retrieval (NTREX, UD PUD) and question -> paragraph (SQuAD-it).

Each function takes ``encode``: list of texts -> float array (n, d) of L2-normalised rows. None of these sets is trained
on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.training.pairs import read_rows

Vectors = npt.NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]

# Sizes to which the vectors may be cut.
SHORTER = (128, 64)
DIRECTIONS = (("it", "en"), ("en", "it"), ("fr", "it"), ("it", "fr"), ("en", "fr"), ("fr", "en"))


def top1(queries: Vectors, targets: Vectors) -> float:
    """Share of rows whose nearest target (cosine) has the same row number."""
    best = np.argmax(queries @ targets.T, axis=1)
    return float(np.mean(best == np.arange(len(queries))))


def translation_top1(encode: Encode, path: Path) -> dict[str, float]:
    """Top-1 share by direction (``"it->en"``) over all sentences of one aligned test file."""
    rows = list(read_rows(path))
    vectors = {lang: encode([row[lang] for row in rows]) for lang in ("en", "fr", "it")}
    return {f"{a}->{b}": top1(vectors[a], vectors[b]) for a, b in DIRECTIONS}


def ndcg_at_10(queries: Vectors, targets: Vectors, gold: list[int]) -> float:
    """Mean nDCG@10 with one relevant target (row number ``gold[i]``) for each query."""
    total = 0.0
    for query, relevant in zip(queries, gold, strict=True):
        scores = targets @ query
        rank = int(np.sum(scores >= scores[relevant]))  # ties count against it: a blank model must not look perfect
        total += 1 / math.log2(rank + 1) if rank <= 10 else 0.0
    return total / len(gold)


def squad_ndcg(encode: Encode, path: Path, sizes: tuple[int, ...] = ()) -> list[float]:
    """nDCG@10 of finding each question's paragraph among all paragraphs of one SQuAD file, by vectors alone.

    First the figure of whole vectors, then one for each of ``sizes``: of vectors cut to so many dimensions.
    """
    paragraphs: list[str] = []
    questions: list[str] = []
    gold: list[int] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                questions.append(qa["question"])
                gold.append(len(paragraphs))
            paragraphs.append(paragraph["context"])
    asked, read = encode(questions), encode(paragraphs)
    return [ndcg_at_10(cut(asked, size), cut(read, size), gold) for size in (asked.shape[1], *sizes)]


def cut(vectors: Vectors, size: int) -> Vectors:
    """The first ``size`` dimensions of each row, scaled to length 1 again."""
    short = vectors[:, :size]
    scaled: Vectors = short / np.maximum(np.linalg.norm(short, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return scaled


def all_figures(encode: Encode, parallel: Path, squad: Path) -> dict[str, float]:
    """Every figure of the model card: ``"NTREX it->en"`` … ``"SQuAD-it dev nDCG@10"`` (left out where absent)."""
    figures: dict[str, float] = {}
    for label, name in (("NTREX", "ntrex"), ("UD PUD", "ud_pud")):
        for direction, share in translation_top1(encode, parallel / f"{name}.tsv.xz").items():
            figures[f"{label} {direction}"] = share
    if squad.exists():
        whole, *shorter = squad_ndcg(encode, squad, SHORTER)
        figures["SQuAD-it dev nDCG@10"] = whole
        figures |= {f"SQuAD-it dev nDCG@10, first {n}": value for n, value in zip(SHORTER, shorter, strict=True)}
    return figures
