"""Is the evidence enough to answer: what is known of the best sentences together, and how likely they answer.

Decided by sentence, not by passage: the top score of five retrieval systems told answerable from unanswerable questions
hardly better than chance. The trees of ``enough.json`` are fitted by ``python -m eval.refusal`` on dev data, with
questions whose answers were taken out of the library among them; their sum is in log odds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from rag.analysis import words
from rag.answer_spans import Wanted, wanted
from rag.cues import asks_outcome
from rag.evidence import Scored
from rag.question import Asked
from rag.ranker import Ranker
from rag.unit_features import ASKS, KINDS

ENOUGH: Final = Path(__file__).with_name("enough.json")
# Parts of the best unit that are looked at as they are, and those of which the best among its neighbours counts.
_OWN: Final = (
    "own", "under", "all", "soft", "soft_rest", "cosine", "missing", "rest", "plain", "near", "run", "length",
    "passage", "title", "leaning", "question", "heading",
)  # fmt: skip
_BEST: Final = (
    "held", "close", "counted", "fit", "cue", "all", "numbers_all", "exact_all", "names_around", "whole", "beside",
    "after", "soft_head",
)  # fmt: skip
# How many of the best units are looked at.
_LOOKED_AT: Final = 6
NAMES: Final = (
    "score", "gap", "mean", "spread", *(f"own_{name}" for name in _OWN), *(f"best_{name}" for name in _BEST),
    "missing_doc", "numbers_doc", "names_doc", "years_other", "agree", "asks", "wanted", "size", "foreign",
)  # fmt: skip

Row = npt.NDArray[np.float32]


def features(asked: Asked, ranked: Sequence[Scored]) -> Row:
    """The features of the decision for units ranked for a question (at least one), float32 (len(NAMES),)."""
    best, looked = ranked[0], ranked[:_LOOKED_AT]
    here = [each for each in looked if each.unit.hit.record.uri == best.unit.hit.record.uri]
    scores = [each.score for each in looked]
    found = np.max([each.found for each in here], axis=0)
    numbers = [at for at, word in enumerate(best.words) if any(sign.isdigit() for sign in word)]
    names = [at for at, word in enumerate(best.words) if word in asked.names]
    row = [
        best.score, best.score - scores[min(1, len(scores) - 1)], float(np.mean(scores[:3])), best.score - scores[-1],
        *(best.parts[name] for name in _OWN), *(max(each.parts[name] for each in here) for name in _BEST),
        float(np.max(best.weights * (1 - found), initial=0.0)),
        float(np.mean(found[numbers] >= 0.9)) if numbers else 1.0,
        float(np.mean(found[names] >= 0.5)) if names else 1.0,
        _other_years(asked, best), sum(each.score > best.score - 1 for each in looked) / _LOOKED_AT,
        float(ASKS.index(asked.asks) if asked.asks in ASKS else 0), float(KINDS.index(wanted(asked.asks, asked.text))),
        float(len(best.words)), float(best.unit.hit.passage.language != asked.language),
    ]  # fmt: skip
    return np.array(row, dtype=np.float32)


# How many of the best units must hold what was asked for, and how near to the question's words.
_SEARCHED: Final = 12
_CLOSE: Final = 0.08
_BESIDE: Final = 0.5
# The documents of so many of the best units count.
_HOMES: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# Kinds of things that a sentence plainly has or lacks.
_PLAIN: Final = frozenset({"figure", "money", "share", "span", "day", "date", "contact"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the evidence does not hold: years that the question names, or the kind of thing that it asks for."""

    kind: Wanted | Literal["outcome"] | None = None
    years: tuple[str, ...] = ()


def lacking(asked: Asked, ranked: Sequence[Scored]) -> Lacking | None:
    """What a question plainly asks for and none of the best units holds near its words; None where nothing is lacking.

    A year must stand in the best unit's document: in the evidence, over it, around it or in its date. A sum, a share, a
    length of time, a day, a way to reach somebody must stand near words of the question; an outcome must be told.
    """
    homes = {each.unit.hit.record.uri for each in ranked[:_HOMES]}
    looked = [each for each in ranked[:_SEARCHED] if each.unit.hit.record.uri in homes]
    if asked.asks not in ("comparison", "yes_no"):
        own = [each for each in looked if each.unit.hit.record.uri == ranked[0].unit.hit.record.uri]
        found = np.max([each.found for each in own], axis=0)
        there = {word for word, share in zip(looked[0].words, found, strict=True) if share > 0}
        dates = {(each.unit.hit.record.published or "")[:4] for each in own}
        absent = tuple(d for d in asked.demands if _YEAR.fullmatch(d) and d not in there and d not in dates)
        if absent:
            return Lacking(years=absent)
    if asks_outcome(asked.text) and not any(each.parts["cue"] for each in looked):
        return Lacking("outcome")
    kind = wanted(asked.asks, asked.text)
    if kind in _PLAIN and not any(_holds(each, kind) for each in looked):
        return Lacking(kind)
    return None


def _holds(scored: Scored, kind: Wanted) -> bool:
    """True when a unit has a thing of the kind near the question's words, or beside a sentence with most of them."""
    parts = scored.parts
    beside = kind != "contact" and parts["before"] >= _BESIDE and parts["all"] >= _BESIDE
    return parts["held"] == 1.0 and (parts["close"] >= _CLOSE or beside)


def _other_years(asked: Asked, best: Scored) -> float:
    """1 where the question names a year and the best unit names only others."""
    years = {word for word in words(asked.text) if len(word) == 4 and word[:2] in ("19", "20")}
    said = {word for word in words(best.unit.text) if len(word) == 4 and word[:2] in ("19", "20")}
    return float(bool(years and said) and not years & said)


def confidence(asked: Asked, ranked: Sequence[Scored], decision: Ranker) -> float:
    """How likely the evidence answers the question, 0 to 1; 0 where there is none. ``decision``: read from ENOUGH."""
    if not ranked:
        return 0.0
    return 1 / (1 + math.exp(-float(decision.scores(features(asked, ranked)[None, :])[0])))
