"""Whether sentences that say nothing else bear a claim out: all of it that matters, in one sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.analysis import fold
from rag.claims.judgement import Difference, Judgement, Limits, Settled, difference
from rag.claims.judging import Weighed
from rag.claims.lexicon import is_light
from rag.claims.parts import statements_in
from rag.claims.segments import content
from rag.claims.sentence import OVER
from rag.claims.totals import one_more
from rag.claims.values import Value

# A meaning is borne out by its every word.
_DEFINES: Final = re.compile(
    r"\b(?:significa(?:no)?|sta per|vuol dire|è l'acronimo di|è la sigla di|signifie|veut dire|est l'acronyme de|"
    r"means|stands for|is short for)\b"
)


def in_favour(
    claim: str, language: str, settled: Sequence[Settled], near: Sequence[Weighed], weighed: Sequence[Weighed],
    favour: tuple[Weighed, ...], limits: Limits, *, by_all: bool,
) -> Judgement:  # fmt: skip
    """Supported, where one sentence has all of a claim that matters; else not found."""
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
    held = [each for each in held if _bears_out(claim, language, each, settled, limits, counted=figured and counted)]
    if (
        figured
        and counted
        and not any(
            each.whole and _has_figure(each) and _bears_out(claim, language, each, settled, limits, counted=True)
            for each in near
        )
    ):
        return Judgement("not_found")
    if any(each.state in ("absent", "other") for each in told) or not held or not _all_stated(claim, language, near):
        return Judgement("not_found")
    best = max(held, key=lambda each: each.firm + 0.3 * each.own)
    shown = tuple(dict.fromkeys((*favour[:2], *(() if favour else (best,)))))
    if by_all and (other := _other_voice(settled, weighed, limits)):
        return Judgement("partly", shown[:1], (other.at,), (other,))
    for each in settled:
        if each.part.value and each.at and (more := one_more(claim, each.part, each.at, near)):
            return Judgement("partly", (each.at,), (more,), (), int(each.part.value.low) + 1)
    if any(each.disputed and each.part.value for each in told):
        return Judgement("not_found")
    return Judgement("supported", shown)


def _has_figure(each: Weighed) -> bool:
    """Whether a figure of the claim, not a date alone, stands in a sentence."""
    return any(
        one.state == "found" and one.part.value is not None and one.part.value.kind not in ("date", "period")
        for one in each.findings
    )


def _all_stated(claim: str, language: str, near: Sequence[Weighed]) -> bool:
    """Whether each statement of a claim that has several stands in some sentence, for the most part."""
    several = [[word for word in content(each, language) if not is_light(word)] for each in statements_in(claim)]
    if len(several) < 2:
        return True
    return all(
        any(sum(word in each.apart for word in words) <= len(words) / 3 for each in near) for words in several if words
    )


def _bears_out(
    claim: str, language: str, each: Weighed, settled: Sequence[Settled], limits: Limits, *, counted: bool
) -> bool:
    """Whether a sentence has all of a claim that matters; what a claim is about may stand around the sentence."""
    if any(one.state == "other" and one.part.kind == "class" for one in each.findings):
        return False
    here = {one.part.clause for one in each.findings if one.part.kind == "value" and one.state == "found"}
    if any(one.state != "found" and one.part.clause in here and one.part.value and _must_stand(one.part.value)
           for one in each.findings):  # fmt: skip
        return False
    told = {word for one in settled if one.part.kind != "value" for word in re.findall(r"\w+", fold(one.part.text))}
    if counted:
        return sum(share for word, share in each.unmet.items() if word not in told) <= limits.nowhere
    least = limits.apart if each.scored.unit.hit.passage.language == language else limits.translated
    half = fold(claim)[: len(claim) // 2]
    free = {word for word in each.apart if word not in each.unmet and word in half} | told
    return sum(share for word, share in each.apart.items() if word not in free) <= least


def _names_stand(claim: str, each: Weighed) -> bool:
    """Whether the names of a claim without figures stand in a sentence itself; what it is about may stand over it."""
    names = [one for one in each.findings if one.part.kind == "name"]
    return all(
        (one.state == "found" and one.alike > OVER) or (one.state != "other" and one.part.start < len(claim) / 2)
        for one in names
    )


def _other_voice(settled: Sequence[Settled], weighed: Sequence[Weighed], limits: Limits) -> Difference | None:
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
                voices.append((met, finding.alike, difference(each.part, finding, one)))
    best = max(voices, key=lambda voice: voice[:2], default=None)
    return best[2] if best and best[0] else None


def _must_stand(value: Value) -> bool:
    """A figure or date without which a claim is not supported: all but "all of them"."""
    return value.loose != "all"
