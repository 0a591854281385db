"""Parts of a claim held against sentences of the documents: there, there otherwise, or not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from rag.analysis import fold
from rag.claims.bearing import apart, is_whole, lacking
from rag.claims.binding import Binding
from rag.claims.frames import Frame, frame_of
from rag.claims.naming import Found, name_kind
from rag.claims.owning import Owning
from rag.claims.parts import Part
from rag.claims.sentence import Finding, Sentence
from rag.evidence import Scored
from rag.word_vectors import Vectors

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
# Characters before a sentence in which its pronoun's noun may stand.
_BEFORE: Final = 300


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A sentence held against a claim.

    ``cover``: how much of the claim's words, 0 to 1, stands in it, over it or (less) around it; ``firm``: in it or over
    it; ``own``: in it alone; ``missing``: the share of its heaviest word that is nowhere in it or over it;
    ``frame``: how the sentence says it; ``voices``: the findings before it was asked whose figures they are;
    ``whole``: it holds what a claim cannot do without; ``apart``: the claim's words (with their shares) that
    stand neither in one statement of it nor over it; ``unmet``: those that do not stand around it either.
    """

    scored: Scored
    cover: float
    own: float
    firm: float
    missing: float
    findings: tuple[Finding, ...] = field(default=())
    frame: Frame = "asserted"
    voices: tuple[Finding, ...] = ()
    whole: bool = True
    apart: dict[str, float] = field(default_factory=dict)
    unmet: dict[str, float] = field(default_factory=dict)

    def strength(self, finding: Finding) -> float:
        """How much a finding here counts: more where the sentence speaks of the claim's other parts too."""
        others = [each for each in self.findings if each is not finding]
        met = sum(_told(each, finding) for each in others) / max(1, len(others))
        alike = max(finding.alike, 0.5 * self.own) if finding.state == "found" else finding.alike
        whole = (self.cover + 0.3 * self.own + 0.35 * met) * (0.5 + 0.5 * alike)
        return whole * (0.5 + 0.5 * self.named) if finding.state == "other" and finding.part.kind == "value" else whole

    @property
    def named(self) -> float:
        """The share of the claim's names that stand here: a figure of another place or body contradicts nothing."""
        names = [
            each.state == "found" or (each.state == "absent" and not self._lacks(each.part.text))
            for each in self.findings
            if each.part.kind == "name"
        ]
        return sum(names) / len(names) if names else 1.0

    def _lacks(self, name: str) -> bool:
        return any(word in self.unmet for word in re.findall(r"\w+", fold(name)))


def _told(other: Finding, finding: Finding) -> float:
    """How much another part counts for a finding: most where it is found, less where it too is told otherwise."""
    if other.state == "other":
        return 0.7 * (other.part.kind == "value" and other.part.clause == finding.part.clause)
    return float(other.state == "found")


def weigh(owning: Owning, scored: Scored, weighted: Sequence[tuple[str, float]], found: Found) -> Weighed:
    """One sentence held against the parts of a claim; ``weighted`` are the claim's words (no figures), summing to 1."""
    claim, parts, unit = owning.text, owning.parts, scored.unit
    written_in = unit.hit.passage.language
    words = [word for word, _ in weighted]
    shares = np.array([share for _, share in weighted], dtype=np.float32)
    text = _ADDRESS.sub(" ", unit.text)
    own = found(words, text, written_in)
    over = found(words, unit.context, written_in)
    around = found(words, unit.hit.passage.text, written_in)
    firm = np.maximum(own, 0.9 * over)
    near = np.maximum(firm, 0.7 * around)
    above = f"{unit.heading} {unit.lead} {unit.hit.record.title}"
    address = re.sub(r"[-_/](?!\d)|(?<!\d)[-_/]", " ", unit.hit.record.uri)
    around_it = f"{above} {address} {unit.hit.passage.text}"
    sentence = Sentence(unit.text, above, written_in, found, around_it, owning.values,
                        denies=any(part.kind == "negation" for part in parts))  # fmt: skip
    passage = unit.hit.passage
    before = passage.text[max(0, unit.start - passage.start - _BEFORE) : max(0, unit.start - passage.start)]
    binding = Binding(owning, unit.text, written_in, found, above, before, unit.hit.record.published)
    voices = [sentence.holds(part) for part in parts]
    findings = _of_one_statement([binding.bound(each) for each in voices])

    def share(text: str) -> float:
        return float(shares @ found(words, text, written_in)) if words else 0.0

    findings = tuple(
        sentence.in_its_place(each, parts, own, words, shares) if each.part.kind == "name" else each
        for each in findings
    )
    findings = tuple(_of_another(each, parts) for each in findings)
    missing = float((shares * (1 - firm)).max()) if len(shares) else 0.0
    frame = frame_of(unit.text, claim, share)
    told = tuple(_of_one_statement(voices))
    lacks = _lacks(words, shares, scored, text, found)
    return Weighed(scored, float(shares @ near), float(shares @ own), float(shares @ firm), missing, findings, frame,
                   told, is_whole(claim, text, written_in, found), *lacks)  # fmt: skip


def _of_another(finding: Finding, parts: Sequence[Part]) -> Finding:
    """A name told in another's place is none where the claim names it too."""
    if finding.part.kind != "name" or finding.state != "other":
        return finding
    kinds = {name_kind(finding.part.text), *(name_kind(name) for name in finding.said.split(", "))}
    if "person" in kinds and kinds & {"acronym", "place"} and len(kinds) == 2:
        return Finding(finding.part, "absent")
    others = {word for one in parts if one.kind == "name" and one is not finding.part for word in _words(one.text)}
    return Finding(finding.part, "absent") if _words(finding.said) & (others - _words(finding.part.text)) else finding


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def _lacks(
    words: Sequence[str], shares: Vectors, scored: Scored, text: str, found: Found
) -> tuple[dict[str, float], dict[str, float]]:
    if not words:
        return {}, {}
    unit, written_in = scored.unit, scored.unit.hit.passage.language
    lacks = apart(words, shares, text, unit.context, written_in, found)
    around = np.maximum(found(words, unit.hit.passage.text, written_in), found(words, unit.context, written_in))
    nowhere = lacking(words, shares, around, f"{unit.hit.passage.text} {unit.context} {unit.hit.record.title}")
    return lacks, nowhere


def _of_one_statement(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those of another statement: where a clause's every figure and date is another's.

    A figure whose date is met ("nel 2020 … 95 %") stands in that date's place.
    """
    kept = list(findings)
    clauses: dict[int, list[int]] = {}
    for at, each in enumerate(findings):
        if each.part.kind == "value":
            clauses.setdefault(each.part.clause, []).append(at)
    for here in clauses.values():
        told = [at for at in here if findings[at].state != "absent"]
        differ = [at for at in told if findings[at].state == "other"]
        if len(differ) > 1 and len(differ) == len(told):
            for at in differ:
                kept[at] = Finding(findings[at].part, "absent")
        met = any(findings[at].state == "found" and findings[at].said for at in told)
        for at in differ:
            unit = findings[at].part.value
            if met and kept[at].state == "other" and unit and unit.kind in ("percent", "money"):
                kept[at] = replace(kept[at], alike=max(0.5, kept[at].alike))
    return tuple(kept)
