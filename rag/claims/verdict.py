"""From sentences held against a claim to its verdict: what differs first, then what bears it out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.analysis import fold
from rag.claims.favouring import in_favour
from rag.claims.judgement import Difference, Judgement, Limits, Settled, difference
from rag.claims.judging import Weighed
from rag.claims.naming import Found
from rag.claims.parts import Part
from rag.claims.sentence import Finding, Sentence


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
        difference(each.part, each.finding, each.at)
        for each in settled
        if each.state == "other" and each.at and each.finding and _same_thing(each.part, each.at, limits)
    ]
    if not any(part.kind == "negation" for part in parts) and not differences:
        differences = _denied(claim, language, near, found, limits)
    favour = _sentences(settled, "found")
    if differences:
        against = tuple(dict.fromkeys(each.at for each in differences))
        if favour and _some_clause_stands(settled):
            return Judgement("partly", favour[:1], against[:1], tuple(differences))
        return Judgement("contradicted", (), against[:1], tuple(differences))
    return in_favour(claim, language, settled, near, weighed, favour, limits, by_all=by_all)


def _settle(part: Part, near: Sequence[Weighed], weighed: Sequence[Weighed], limits: Limits) -> Settled:
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
        disputed = other is not None and other[0] > same[0] + limits.disputed
        return Settled(part, "found", same[1], same[2], disputed)
    if other:
        return Settled(part, "other", other[1], other[2])
    return Settled(part, "absent")


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


def _sentences(settled: Sequence[Settled], state: str) -> tuple[Weighed, ...]:
    return tuple(dict.fromkeys(each.at for each in settled if each.state == state and each.at))


def _some_clause_stands(settled: Sequence[Settled]) -> bool:
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


def _same_thing(part: Part, at: Weighed, limits: Limits) -> bool:
    """Whether a sentence that differs is about the claim's thing: next to nothing else of the claim lacks around it."""
    mine = set(re.findall(r"\w+", fold(part.text)))
    if part.kind == "negation":
        mine.update(part.after[:2])
    if part.value and part.value.kind in ("date", "period"):
        met = any(one.state == "found" and one.part.kind == "value" for one in at.findings)
        if not met and any(word in at.apart for word in (*part.before[-2:], *part.after[:1])):
            return False  # the day of another deed: "guida dal 2021", "nata nel 2016"
    lacks = sum(share for word, share in at.unmet.items() if word not in mine)
    return lacks <= limits.else_lacks and (part.kind != "value" or at.own >= limits.else_own)
