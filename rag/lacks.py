"""What a question plainly asks for and the evidence does not hold: a year, a name, a sum, a day, somebody in an office.

Each is a sign, not a verdict: a year may stand in words ("alla fine del biennio"), an office in a synonym.
``rag.enough`` weighs them with all else that is known, and the first of them says why an answer is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from rag.analysis import fold, words
from rag.answer_spans import Wanted, wanted
from rag.cues import asks_outcome
from rag.evidence import Scored
from rag.question import Asked

# How many of the best units must hold what was asked for, and how near to the question's words.
_SEARCHED: Final = 12
_CLOSE: Final = 0.08
# From this share on a name counts as found.
_NAMED: Final = 0.5
_BESIDE: Final = 0.5
# The documents of so many of the best units count.
_HOMES: Final = 3
# Of so many of the best units one must hold something of what a follow-up says itself.
_LEANED: Final = 6
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# Kinds of things that a sentence plainly has or lacks.
_PLAIN: Final = frozenset({"figure", "money", "share", "span", "day", "date", "contact"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the evidence does not hold: years or names of the question, or the kind of thing that it asks for."""

    kind: Wanted | Literal["outcome", "counted", "holder", "label"] | None = None
    years: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether a kind of thing is lacking, which is told more surely than that a name or a year is."""
        return self.kind not in (None, "counted")


def lacking(asked: Asked, ranked: Sequence[Scored]) -> Lacking | None:
    """The first of ``reasons``; None where nothing is lacking."""
    return next(iter(reasons(asked, ranked)), None)


def reasons(asked: Asked, ranked: Sequence[Scored]) -> list[Lacking]:
    """What a question plainly asks for and none of the best units (at least one) holds near its words, in order.

    A year must stand in the best unit's document: in the evidence, over it, around it or in its date. A sum, a share, a
    length of time, a day, a way to reach somebody must stand near words of the question; an outcome must be told.
    """
    homes = {each.unit.hit.record.uri for each in ranked[:_HOMES]}
    looked = [each for each in ranked[:_SEARCHED] if each.unit.hit.record.uri in homes]
    own = [each for each in ranked if each.unit.hit.record.uri == ranked[0].unit.hit.record.uri]
    found: list[Lacking] = []
    if asked.asks not in ("comparison", "yes_no"):
        found += [Lacking(years=absent) for absent in (_absent_years(asked, own),) if absent]
        found += [Lacking(names=absent) for absent in (_absent_names(asked, own),) if absent]
    if asked.follow_up and not _leaned_on(asked, ranked):
        found.append(Lacking())
    if asks_outcome(asked.text) and not any(each.parts["cue"] for each in looked):
        found.append(Lacking("outcome"))
    kind = wanted(asked.asks, asked.text)
    unheld = kind in _PLAIN and not any(_holds(each, kind) for each in looked)
    unreached = kind == "contact" and not any(_reaches(asked.text, each.unit.text) for each in looked)
    if unheld or unreached:
        found.append(Lacking(kind))
    if kind == "person" and _roleless(asked, looked):
        found.append(Lacking("holder"))
    if _uncounted(asked, ranked):
        found.append(Lacking("counted"))
    if _unlabelled(asked.text, own):
        found.append(Lacking("label"))
    return found


def _absent_years(asked: Asked, own: Sequence[Scored]) -> tuple[str, ...]:
    """The years of the question that the document does not hold; ``own`` are its units."""
    there = _there(own, least=1e-6)
    published = (own[0].unit.hit.record.published or "")[:4]
    return tuple(d for d in asked.demands if _YEAR.fullmatch(d) and d not in there and d != published)


def _absent_names(asked: Asked, own: Sequence[Scored]) -> tuple[str, ...]:
    record = own[0].unit.hit.record
    named, about = _there(own, least=_NAMED), fold(f"{record.publisher or ''} {record.territory or ''}")
    # "Giunta o Assemblea?": one of them will do.
    either = {word for pair in _EITHER.findall(fold(asked.text)) for word in pair}
    asked_for = [name for name in asked.names if len(name) > 2 and name in own[0].words and name not in either]
    return tuple(name for name in asked_for if name not in named and name not in about)


def _there(own: Sequence[Scored], least: float) -> set[str]:
    """The words of the question that are found in a document at least so far."""
    found = np.max([each.found for each in own], axis=0)
    return {word for word, share in zip(own[0].words, found, strict=True) if share >= least}


_EITHER: Final = re.compile(r"(\w+) (?:o|oppure|ou|or) (\w+)")
# "quanti infermieri", "how many nurses": what is counted is the next word ("quanti over 75" counts something else).
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
    found = np.max([each.found for each in ranked[:_LEANED]], axis=0)
    held = dict(zip(ranked[0].words, found.tolist(), strict=True))
    return any(held[word] > 0 for word in own)


def _holds(scored: Scored, kind: Wanted) -> bool:
    """True when a unit has a thing of the kind near the question's words, or beside a sentence with most of them."""
    parts = scored.parts
    beside = kind != "contact" and parts["before"] >= _BESIDE and parts["all"] >= _BESIDE
    return parts["held"] == 1.0 and (parts["close"] >= _CLOSE or beside)
