"""From sentences held against a claim to its verdict; the thresholds are tuned by ``eval/claims.py``. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.claims.judging import Weighed
from rag.claims.naming import Found
from rag.claims.parts import Part
from rag.claims.sentence import OVER, Finding, Sentence
from rag.claims.totals import one_more
from rag.claims.values import Value
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
    a sentence must hold by itself to support a claim without figures; ``defined``: of what is said to be meant.
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


TUNED: Final = Limits()
# A meaning is borne out by its every word.
_DEFINES: Final = re.compile(
    r"\b(?:significa(?:no)?|sta per|vuol dire|è l'acronimo di|è la sigla di|signifie|veut dire|est l'acronyme de|"
    r"means|stands for|is short for)\b"
)


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
class _Settled:
    part: Part
    state: str
    at: Weighed | None = None
    finding: Finding | None = None
    rival: tuple[Weighed, Finding] | None = None


def plainly(
    claim: str, language: str, parts: Sequence[Part], weighed: Sequence[Weighed], found: Found, limits: Limits,
    *, by_all: bool = False,
) -> Judgement:  # fmt: skip
    """The verdict on a claim from sentences as if all of them stated what they say."""
    best = max((each.cover for each in weighed), default=0.0)
    near = [each for each in weighed if each.cover >= max(limits.about, best - limits.margin)]
    if not near:
        return Judgement("not_found")
    settled = [_settle(part, near, weighed, limits) for part in parts]
    differences = [
        _difference(each.part, each.finding, each.at)
        for each in settled
        if each.state == "other" and each.at and each.finding
    ]
    if not any(part.kind == "negation" for part in parts) and not differences:
        differences = _denied(claim, language, near, found, limits)
    favour = _sentences(settled, "found")
    if differences:
        against = tuple(dict.fromkeys(each.at for each in differences))
        if favour and _some_clause_stands(settled):
            return Judgement("partly", favour[:1], against[:1], tuple(differences))
        return Judgement("contradicted", (), against[:1], tuple(differences))
    return _in_favour(claim, settled, near, weighed, favour, limits, by_all=by_all)


def _settle(part: Part, near: Sequence[Weighed], weighed: Sequence[Weighed], limits: Limits) -> _Settled:
    """Found or otherwise, whichever the stronger sentence says."""
    both: dict[str, list[tuple[float, Weighed, Finding]]] = {"found": [], "other": []}
    for each in near:
        for finding in each.findings:
            if finding.part is not part or finding.state == "absent":
                continue
            if _counts(each, finding, limits):
                both[finding.state].append((each.strength(finding), each, finding))
    same = max(both["found"], key=lambda one: one[0], default=None)
    other = max(both["other"], key=lambda one: one[0], default=None)
    if (
        same
        and (other is None or same[0] >= other[0] - limits.prefer)
        and not (other and _outvoted(part, weighed, limits))
    ):
        return _Settled(part, "found", same[1], same[2], other and (other[1], other[2]))
    if other:
        return _Settled(part, "other", other[1], other[2])
    return _Settled(part, "absent")


def _counts(each: Weighed, finding: Finding, limits: Limits) -> bool:
    """Whether a sentence speaks of a part's place enough for what it says there to count."""
    if finding.state == "found":
        return max(finding.alike, each.own) >= limits.same
    if finding.part.kind == "value" and each.named < 0.5:
        return False
    # A number of an act or an address that is met ("18app@consap.it") says that the sentence is the right one.
    met = any(one.state == "found" and one.part.value and one.part.value.kind == "label" for one in each.findings)
    least = limits.named if finding.part.kind == "name" else limits.other
    return finding.alike >= limits.alike and each.firm >= (0.8 * least if met else least)


def _outvoted(part: Part, weighed: Sequence[Weighed], limits: Limits) -> bool:
    """True for a role that twice as many documents as name it call otherwise: a translation, or an old page."""
    if part.member is None or part.member.group != "role":
        return False
    voices: dict[str, set[str]] = {"found": set(), "other": set(), "absent": set()}
    for each in weighed:
        for finding in each.findings:
            if finding.part is part and finding.alike >= 0.5 and each.cover >= limits.about:
                voices[finding.state].add(each.scored.unit.hit.record.uri)
    return len(voices["other"]) >= 2 * max(1, len(voices["found"]))


def _sentences(settled: Sequence[_Settled], state: str) -> tuple[Weighed, ...]:
    return tuple(dict.fromkeys(each.at for each in settled if each.state == state and each.at))


def _some_clause_stands(settled: Sequence[_Settled]) -> bool:
    """True when one of a claim's statements stands whole, with a figure or date of its own, and another does not."""
    wrong = {each.part.clause for each in settled if each.state == "other"}
    return any(
        each.part.clause not in wrong and each.state == "found" and each.part.kind == "value" for each in settled
    )


def _denied(claim: str, language: str, near: Sequence[Weighed], found: Found, limits: Limits) -> list[Difference]:
    best = max(near, key=lambda each: each.cover + 0.3 * each.own)
    for each in sorted(near, key=lambda one: -one.cover - 0.3 * one.own)[:3]:
        unit = each.scored.unit
        if each.cover < best.cover - 0.1 or each.own < limits.denied:
            continue
        sentence = Sentence(unit.text, "", unit.hit.passage.language, found)
        if words := sentence.denied(claim, language, found):
            return [Difference("negation", "", words, each)]
        if each is best:
            break
    return []


def _in_favour(
    claim: str, settled: Sequence[_Settled], near: Sequence[Weighed], weighed: Sequence[Weighed],
    favour: tuple[Weighed, ...], limits: Limits, *, by_all: bool,
) -> Judgement:  # fmt: skip
    told = [
        each
        for each in settled
        if each.part.kind in ("name", "negation") or (each.part.value and _must_stand(each.part.value))
    ]
    figured = any(each.part.kind == "value" and each.state == "found" for each in told)
    if not figured:
        told += [each for each in settled if each.part.kind == "class"]
    enough, lacking = (limits.parts, limits.unmet) if figured else (limits.words, limits.missing)
    counted = any(each.part.value and each.part.value.kind not in ("date", "period") for each in told)
    least = 0.0 if figured and counted else limits.itself  # a year alone, over a sentence, bears nothing out
    if _DEFINES.search(claim):
        enough, lacking = limits.defined, 1 - limits.defined
    held = [each for each in near if each.firm >= enough and each.missing <= lacking and each.own >= least]
    held = [each for each in held if each.whole and (figured or _names_stand(claim, each))]
    if any(each.state == "absent" for each in told) or not held:
        return Judgement("not_found")
    best = max(held, key=lambda each: each.firm + 0.3 * each.own)
    shown = tuple(dict.fromkeys((*favour[:2], *(() if favour else (best,)))))
    if by_all and (other := _other_voice(settled, weighed, limits)):
        return Judgement("partly", shown[:1], (other.at,), (other,))
    for each in settled:
        if each.part.value and each.at and (more := one_more(claim, each.part, each.at, near)):
            return Judgement("partly", (each.at,), (more,), (), int(each.part.value.low) + 1)
    return Judgement("supported", shown)


def _names_stand(claim: str, each: Weighed) -> bool:
    """Whether the names of a claim without figures stand in a sentence itself; what it is about may stand over it."""
    names = [one for one in each.findings if one.part.kind == "name"]
    return all(one.state != "found" or one.alike > OVER or one.part.start < len(claim) / 2 for one in names)


def _other_voice(settled: Sequence[_Settled], weighed: Sequence[Weighed], limits: Limits) -> Difference | None:
    """Another figure for what all are said to say: in the sentence of the same document that meets the claim best."""
    voices: list[tuple[int, float, Difference]] = []
    for each in settled:
        if each.part.value is None or each.at is None:
            continue
        home = each.at.scored.unit.hit.record.uri
        for one in weighed:
            finding = next(f for f in one.voices if f.part is each.part)
            met = sum(f.state == "found" and f.part.kind != "name" for f in one.voices)
            here = one.scored.unit.hit.record.uri == home
            if finding.state == "other" and finding.alike >= limits.alike and here:
                voices.append((met, finding.alike, _difference(each.part, finding, one)))
    best = max(voices, key=lambda voice: voice[:2], default=None)
    return best[2] if best and best[0] else None


def _must_stand(value: Value) -> bool:
    """A figure or date without which a claim is not supported: all but "all of them"."""
    return value.loose != "all"


def _difference(part: Part, finding: Finding, at: Weighed) -> Difference:
    return Difference(part.value.kind if part.value else part.kind, part.text, finding.said, at)
