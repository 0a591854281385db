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

from rag.analysis import fold, words
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
# From this share on a name counts as found.
_NAMED: Final = 0.5
_BESIDE: Final = 0.5
# The documents of so many of the best units count.
_HOMES: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# Kinds of things that a sentence plainly has or lacks.
_PLAIN: Final = frozenset({"figure", "money", "share", "span", "day", "date", "contact"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the evidence does not hold: years or names of the question, or the kind of thing that it asks for."""

    kind: Wanted | Literal["outcome", "counted", "holder"] | None = None
    years: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def lacking(asked: Asked, ranked: Sequence[Scored]) -> Lacking | None:
    """What a question plainly asks for and none of the best units holds near its words; None where nothing is lacking.

    A year must stand in the best unit's document: in the evidence, over it, around it or in its date. A sum, a share, a
    length of time, a day, a way to reach somebody must stand near words of the question; an outcome must be told.
    """
    homes = {each.unit.hit.record.uri for each in ranked[:_HOMES]}
    looked = [each for each in ranked[:_SEARCHED] if each.unit.hit.record.uri in homes]
    best = ranked[0].unit.hit.record
    own = [each for each in ranked if each.unit.hit.record.uri == best.uri]
    if asked.asks not in ("comparison", "yes_no"):
        found = np.max([each.found for each in own], axis=0)
        there = {word for word, share in zip(ranked[0].words, found, strict=True) if share > 0}
        absent = tuple(
            d for d in asked.demands if _YEAR.fullmatch(d) and d not in there and d != (best.published or "")[:4]
        )
        if absent:
            return Lacking(years=absent)
        named = {word for word, share in zip(ranked[0].words, found, strict=True) if share >= _NAMED}
        about = fold(f"{best.publisher or ''} {best.territory or ''}")
        # "Giunta o Assemblea?": one of them will do.
        either = {word for pair in _EITHER.findall(fold(asked.text)) for word in pair}
        asked_for = [name for name in asked.names if len(name) > 2 and name in ranked[0].words and name not in either]
        unnamed = tuple(name for name in asked_for if name not in named and name not in about)
        if unnamed:
            return Lacking(names=unnamed)
    if asked.follow_up and not _leaned_on(asked, ranked):
        return Lacking()
    if asks_outcome(asked.text) and not any(each.parts["cue"] for each in looked):
        return Lacking("outcome")
    kind = wanted(asked.asks, asked.text)
    if kind in _PLAIN and not any(_holds(each, kind) for each in looked):
        return Lacking(kind)
    if kind == "contact" and not any(_reaches(asked.text, each.unit.text) for each in looked):
        return Lacking(kind)
    if kind == "person" and _roleless(asked, looked):
        return Lacking("holder")
    if _uncounted(asked, ranked) or _unlabelled(asked.text, own):
        return Lacking("counted")
    return None


# "quanti infermieri", "how many nurses": what is counted is the next word ("quanti over 75" counts something else).
_EITHER: Final = re.compile(r"(\w+) (?:o|oppure|ou|or) (\w+)")
_COUNTING: Final = re.compile(
    r"\b(?:quanti|quante|combien d[e']|how many)\s*(?:altr[ei] |nuov[ei] |new )?(?P<head>[a-z]+)(?!\s+\d)"
)
# A number that names a thing: "errore 99", "lotto 4".
_LABEL: Final = re.compile(
    r"\b(errore|error|erreur|codice|code|articolo|article|art|lotto|lot|unita|unit|capitolo|chapter|allegato|annexe?)"
    r"\.? (?:n\.? ?)?(\d+)\b"
)


# "chi è l'assessore alla cultura": somebody, and every word of the role, in one sentence or around it.
_ROLE_OF: Final = re.compile(r"^(?:chi (?:e|era)|qui (?:est|etait)|who (?:is|was)|who's) (?:il |la |l'|le |lo |the )")
_WORD_HELD: Final = 0.3


_TIME: Final = frozenset(
    "attualmente oggi ora adesso attuale nuovo nuova actuellement aujourd hui currently now new".split()
)


def _roleless(asked: Asked, looked: Sequence[Scored]) -> bool:
    """True when somebody's office is asked for and no unit names somebody and has, or stands among, all its words."""
    foreign = looked[0].unit.hit.passage.language != asked.language
    if foreign or asked.parts > 1 or not _ROLE_OF.search(fold(asked.text)):
        return False
    counts = np.array([word not in _TIME for word in looked[0].words])
    return not any(e.parts["held"] == 1.0 and (e.found[counts] >= _WORD_HELD).all() for e in looked)


def _uncounted(asked: Asked, ranked: Sequence[Scored]) -> bool:
    """True when a question counts things and the evidence, in its language, counts none of them."""
    found = _COUNTING.search(fold(asked.text))
    foreign = ranked[0].unit.hit.passage.language != asked.language
    if found is None or foreign or asked.parts > 1 or found["head"] != asked.head or asked.asks != "number":
        return False
    return not any(each.parts["held"] == 1.0 and each.parts["counted"] for each in ranked[:_SEARCHED])


def _unlabelled(question: str, own: Sequence[Scored]) -> bool:
    """True when a thing is named by a number ("errore 99") that what was found of the document does not have."""
    labels = {number.lstrip("0") for _, number in _LABEL.findall(fold(question))}
    texts = (f"{each.unit.context} {each.unit.hit.passage.text}" for each in own)
    said = {word.lstrip("0") for text in texts for word in words(text)}
    return bool(labels - said - {""})


def _reaches(question: str, text: str) -> bool:
    """True when a text has the way to reach somebody that is asked for: an address of mail, or a number."""
    folded = fold(question)
    if re.search(r"\b(telefon\w+|phone|numero verde|fax|cellulare|telephone)\b", folded):
        return bool(re.search(r"(?:\+\d\d ?|\b0\d|\b3\d\d|\b800)[\d ./-]{4,}\d", text))
    if re.search(r"\b(e-?mail|mail|pec|posta elettronica|courriel)\b", folded):
        return "@" in text
    return True


def _leaned_on(asked: Asked, ranked: Sequence[Scored]) -> bool:
    """True when the evidence holds something of what a follow-up itself says, where it says something."""
    own = [word for word, weight in asked.words if weight == 1.0 and word in ranked[0].words]
    if not own or wanted(asked.asks, asked.text) != "any":
        return True
    found = np.max([each.found for each in ranked[:_LOOKED_AT]], axis=0)
    held = dict(zip(ranked[0].words, found.tolist(), strict=True))
    return any(held[word] > 0 for word in own)


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
