"""Judged searches to fit and measure the ranker on: what is asked, of which library, and what should be found.

Each set has a library of its own (its passages are the documents) and queries whose gold documents are known:

- ``squad``: SQuAD-it dev, Italian questions on Italian paragraphs; a fold an article.
- ``piaf``: PIAF, French questions on French paragraphs; a fold an article.
- ``across``: windows of four sentences of an aligned text, each window kept in one language only, among the paragraphs
  of the other two sets; asked for in all three languages by some words of one of its sentences.
- ``domain``: the judged dev questions on the field's own documents; gold by document and by evidence quote.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eval.questions import read_questions
from eval.squad import paragraphs_of
from eval.training.pairs import read_rows
from ingest.pipeline import ingest
from rag.settings import load_settings

_WINDOW: Final = 4
# A made question keeps this share of a sentence's words, in order, and at most so many.
_KEPT: Final = (0.35, 0.8)
_MOST_WORDS: Final = 14


@dataclass(frozen=True, slots=True)
class Sought:
    """One judged search. ``gold``: the documents that hold the answer; ``quote``: words of it where they are known."""

    text: str
    language: str
    gold: frozenset[str]
    fold: int
    quote: str = ""
    cross: bool = False


@dataclass(frozen=True, slots=True)
class FindingSet:
    """A library and what is looked for in it."""

    name: str
    home: Path
    sought: tuple[Sought, ...]


def squad_set(name: str, path: Path, language: str, home: Path) -> FindingSet:
    """A set of a file in SQuAD format (``.xz`` or plain), every paragraph a document."""
    paragraphs = list(paragraphs_of(path))
    _library(home, ((f"{name}:{n}", paragraph["context"], language) for n, (_, paragraph) in enumerate(paragraphs)))
    sought = [
        Sought(qa["question"], language, frozenset({f"{name}:{n}"}), fold, _answer(qa))
        for n, (fold, paragraph) in enumerate(paragraphs)
        for qa in paragraph["qas"]
        if qa["question"].strip()
    ]
    return FindingSet(name, home, tuple(sought))


def across_set(name: str, aligned: Path, others: Iterable[tuple[Path, str]], home: Path, seed: int = 17) -> FindingSet:
    """A set across languages from aligned sentences (``.tsv.xz``), with paragraphs of other sets for company."""
    chance = random.Random(seed)
    rows = list(read_rows(aligned))
    texts: list[tuple[str, str, str]] = []
    sought: list[Sought] = []
    for start in range(0, len(rows) - _WINDOW + 1, _WINDOW):
        written = ("it", "fr", "en")[(start // _WINDOW) % 3]
        uri = f"{name}:{start}"
        window = rows[start : start + _WINDOW]
        texts.append((uri, " ".join(row[written] for row in window), written))
        for asked in ("it", "fr", "en"):
            for row in window:
                query = _some_words(row[asked], chance)
                sought.append(Sought(query, asked, frozenset({uri}), start // _WINDOW, row[written], asked != written))
    for path, language in others:
        texts += [(f"{path.name}:{n}", p["context"], language) for n, (_, p) in enumerate(paragraphs_of(path))]
    _library(home, texts)
    return FindingSet(name, home, tuple(sought))


def judged_set(name: str, questions: Path, targets: Sequence[str], home: Path) -> FindingSet:
    """A set of judged questions on real documents; those without an answer are left out."""
    if not (home / "whole").exists():
        ingest(list(targets), load_settings(home=home))
        (home / "whole").touch()
    sought = []
    for fold, each in enumerate(read_questions(questions)):
        if each.can_be_sought:
            gold = frozenset(each.sources())
            cross = each.cross_language or each.type == "cross_lingual"
            sought.append(Sought(each.question, each.lang, gold, fold, each.evidence_quote or "", cross))
    return FindingSet(name, home, tuple(sought))


def _answer(qa: dict[str, Any]) -> str:
    return str(qa["answers"][0]["text"]) if qa.get("answers") else ""


def _some_words(sentence: str, chance: random.Random) -> str:
    said = re.findall(r"\S+", sentence)
    share = chance.uniform(*_KEPT)
    kept = [word for word in said if chance.random() < share] or said[:3]
    return " ".join(kept[:_MOST_WORDS])


def _library(home: Path, texts: Iterable[tuple[str, str, str]]) -> None:
    """Ingest texts (uri, text, language) into a library, unless it is there."""
    whole = home / "whole"
    if whole.exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    listed = home / "texts.jsonl"
    listed.write_text(
        "".join(
            json.dumps({"uri": uri, "title": " ", "text": text, "language": language}, ensure_ascii=False) + "\n"
            for uri, text, language in texts
        ),
        "utf-8",
    )
    ingest([str(listed)], load_settings(home=home))
    whole.touch()  # an ingestion that was broken off is taken up again
