"""Is the evidence enough to answer: what is known of the best sentences together, and how likely they answer.

Decided by sentence, not by passage: the top score of five retrieval systems told answerable from unanswerable questions
hardly better than chance. The trees of ``enough.json`` are fitted by ``python -m eval.refusal`` on dev data, with
questions whose answers were taken out of the library among them; their sum is in log odds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from rag.analysis import words
from rag.answer_spans import wanted
from rag.evidence import Scored
from rag.lacks import Lacking, reasons
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
# Signs of ``rag.lacks``: how many years and names are absent, and whether each other thing is.
_LACKS: Final = ("years", "names", "adrift", "outcome", "plain", "contact", "holder", "counted", "label")
# Those that tell of a kind of thing, more surely than of a name or a year: ``Lacking.plain``.
PLAINLY: Final = ("outcome", "plain", "contact", "holder", "label")
NAMES: Final = (
    "score", "gap", "mean", "spread", *(f"own_{name}" for name in _OWN), *(f"best_{name}" for name in _BEST),
    "missing_doc", "numbers_doc", "names_doc", "years_other", "agree", "asks", "wanted", "size", "foreign",
    "missing_any", "missing_next", "head_own", "head_doc", "rare_own", "rare_doc", "other_doc",
    *(f"lacks_{name}" for name in _LACKS),
)  # fmt: skip

Row = npt.NDArray[np.float32]


def features(asked: Asked, ranked: Sequence[Scored], absent: Sequence[Lacking] | None = None) -> Row:
    """The features of the decision for units ranked for a question (at least one), float32 (len(NAMES),).

    ``absent``: the ``reasons`` of ``rag.lacks``, where they are known already.
    """
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
        *_missing(asked, ranked, found), *_signs(reasons(asked, ranked) if absent is None else absent),
    ]  # fmt: skip
    return np.array(row, dtype=np.float32)


def _missing(asked: Asked, ranked: Sequence[Scored], here: npt.NDArray[np.float32]) -> list[float]:
    """What of the question is found nowhere, or not where it should be; ``here`` is what the best document holds.

    The weightiest word that no unit at all holds, and the second that the best one lacks; the word that says what is
    asked for (its head) and the weightiest of all, in the best unit and its document; by how much the best unit of
    another document falls short.
    """
    best = ranked[0]
    anywhere = np.max([each.found for each in ranked], axis=0)
    lacking_here = np.sort(best.weights * (1 - best.found))
    head = best.words.index(asked.head) if asked.head in best.words else None
    rare = int(np.argmax(best.weights)) if len(best.weights) else None
    others = [each.score for each in ranked if each.unit.hit.record.uri != best.unit.hit.record.uri]
    return [
        float(np.max(best.weights * (1 - anywhere), initial=0.0)),
        float(lacking_here[-2]) if len(lacking_here) > 1 else 0.0,
        *(float(found[at]) if at is not None else 1.0 for at in (head, rare) for found in (best.found, here)),
        best.score - max(others) if others else 10.0,
    ]


def _signs(absent: Sequence[Lacking]) -> list[float]:
    """What is plainly lacking (``rag.lacks``), a number for each of ``_LACKS``."""
    signs = dict.fromkeys(_LACKS, 0.0)
    for each in absent:
        kind = each.kind if each.kind in signs else "plain" if each.kind else "adrift"
        if each.years or each.names:
            signs["years"] += len(each.years)
            signs["names"] += len(each.names)
        else:
            signs[kind] = 1.0
    return [signs[name] for name in _LACKS]


def _other_years(asked: Asked, best: Scored) -> float:
    """1 where the question names a year and the best unit names only others."""
    years = {word for word in words(asked.text) if len(word) == 4 and word[:2] in ("19", "20")}
    said = {word for word in words(best.unit.text) if len(word) == 4 and word[:2] in ("19", "20")}
    return float(bool(years and said) and not years & said)


def confidence(
    asked: Asked, ranked: Sequence[Scored], decision: Ranker, absent: Sequence[Lacking] | None = None
) -> float:
    """How likely the evidence answers the question, 0 to 1; 0 where there is none.

    ``decision``: read from ENOUGH; ``absent``: what ``rag.lacks`` finds lacking, where that is known already.
    """
    if not ranked:
        return 0.0
    return 1 / (1 + math.exp(-float(decision.scores(features(asked, ranked, absent)[None, :])[0])))
