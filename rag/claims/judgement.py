"""What a check of a claim comes to, and the thresholds that decide it (tuned by ``eval/claims.py``). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rag.claims.judging import Weighed
from rag.claims.parts import Part
from rag.claims.sentence import Finding
from rag.types import Verdict


@dataclass(frozen=True, slots=True)
class Limits:
    """What it takes: shares of a claim's words (0 to 1) that must stand in the evidence, and likeness of a place.

    ``about``: for a sentence to count at all; ``other``: for it to contradict by another figure, date or word;
    ``named``: by another name; ``words``: to support a claim without figures; ``parts``: one whose figures, dates or
    names are there; ``missing`` and ``unmet``: the heaviest word that may lack then, without and with figures;
    ``alike`` and ``same``: how like the place of another value, and of the same one, must be; ``margin``: how far
    below the best a sentence may stand; ``denied``: what of a claim must stand in a sentence that negates it;
    ``prefer``: how much weaker a sentence that has the claim's value may be than one that has another; ``itself``: what
    a sentence must hold by itself to support a claim without figures; ``defined``: of what is said to be meant;
    ``apart``: words without which a sentence bears out a claim without figures, ``translated`` in another language,
    ``no`` where it says "no"; ``nowhere``: those that may lack around it, of a claim with figures; ``else_lacks`` and
    ``else_own``: what of a claim may lack around a sentence that differs, and must stand in one with another figure;
    ``disputed``: how much stronger another figure elsewhere may be than the claim's own.
    """

    about: float = 0.42
    other: float = 0.40
    named: float = 0.50
    words: float = 0.62
    parts: float = 0.52
    missing: float = 0.25
    unmet: float = 0.45
    alike: float = 0.35
    same: float = 0.15
    margin: float = 0.22
    denied: float = 0.5
    prefer: float = 0.3
    itself: float = 0.4
    defined: float = 0.93
    apart: float = 0.12
    nowhere: float = 0.3
    translated: float = 0.17
    no: float = 0.3
    disputed: float = 0.05
    else_lacks: float = 0.35
    else_own: float = 0.2


TUNED: Final = Limits()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a sentence differs: the part of the claim ("" for a negation that the claim lacks) and the words there."""

    kind: str
    claimed: str
    said: str
    at: Weighed


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the sentences for and against the claim (best first), and what differs.

    ``total`` is what a claimed number and the further ones of the text come to ("tre" and "un ultimo": 4).
    """

    verdict: Verdict
    favour: tuple[Weighed, ...] = ()
    against: tuple[Weighed, ...] = ()
    differences: tuple[Difference, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A part of a claim with what the strongest sentence says; ``disputed``: a stronger one has another figure."""

    part: Part
    state: str
    at: Weighed | None = None
    finding: Finding | None = None
    disputed: bool = False


def difference(part: Part, finding: Finding, at: Weighed) -> Difference:
    """How a sentence differs in a part."""
    return Difference(part.value.kind if part.value else part.kind, part.text, finding.said, at)
