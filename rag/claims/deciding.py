"""The verdict on a claim: what sentences state, what they only report or deny, and who holds which office. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.analysis import fold
from rag.claims.judgement import Difference, Judgement, Limits
from rag.claims.judging import Weighed
from rag.claims.naming import Found
from rag.claims.parts import Part
from rag.claims.roles import Office, compare, offices_in, stands_beside
from rag.claims.verdict import plainly


def decide(
    claim: str, language: str, parts: Sequence[Part], weighed: Sequence[Weighed], found: Found, limits: Limits,
    *, by_all: bool = False,
) -> Judgement:  # fmt: skip
    """The verdict on a claim from the sentences held against it: what they state first, then what they tell of others.

    What a document calls false is contradicted; what it only reports, asks for or holds possible is right in part.
    """
    if by_all:  # what several people are said to say is no figure of one subject: theirs are told side by side
        weighed = [replace(each, findings=each.voices) for each in weighed]
    stated = [each for each in weighed if each.frame == "asserted"]
    judged = plainly(claim, language, parts, stated, found, limits, by_all=by_all)
    judged = _of_offices(claim, language, parts, stated, judged, limits)
    if judged.verdict == "contradicted":
        return judged
    for frames in (("denied",), ("reported", "possible", "announced")):
        framed = [each for each in weighed if each.frame in frames]
        loose = limits if frames != ("denied",) else replace(limits, apart=limits.no, translated=limits.no)
        other = plainly(claim, language, parts, framed, found, loose, by_all=by_all) if framed else None
        if other is None or other.verdict != "supported":
            continue
        at = other.favour[0]
        told = (Difference(at.frame, claim, "", at),)
        if judged.verdict == "supported" and at.frame == "denied":
            return Judgement("partly", judged.favour[:1], (at,), told)
        if judged.verdict == "not_found":
            return Judgement("contradicted" if at.frame == "denied" else "partly", (), (at,), told)
    return judged


def _of_offices(
    claim: str, language: str, parts: Sequence[Part], weighed: Sequence[Weighed], judged: Judgement, limits: Limits
) -> Judgement:
    """The verdict on who holds an office: only a sentence that gives it to the same person bears it out."""
    claimed = offices_in(claim, language)
    if len(claimed) != 1 or any(part.kind == "negation" for part in parts):
        return judged
    differs: tuple[str, Weighed] | None = None
    for each in weighed:
        unit = each.scored.unit
        said = offices_in(unit.text, unit.hit.passage.language)
        says, words = compare(claimed[0], said, f"{unit.text} {unit.context}")
        if says == "stands" or (each in judged.favour and stands_beside(claimed[0], said, unit.text)):
            whole = all(part.kind != "value" for part in parts) and _says_no_more(claimed[0], each, limits)
            return Judgement("supported", (each,)) if whole else judged
        if says == "differs" and differs is None:
            differs = words, each
    if differs and judged.verdict in ("supported", "not_found"):
        return Judgement("contradicted", (), (differs[1],), (Difference("name", claimed[0].written, *differs),))
    return replace(judged, verdict="not_found", favour=()) if judged.verdict == "supported" else judged


def _says_no_more(office: Office, each: Weighed, limits: Limits) -> bool:
    """Whether a claim says next to nothing but who holds an office that a sentence does not bear out too."""
    own = {*office.person, *office.of, *re.findall(r"\w+", fold(office.written))}
    others = [one.part.text for one in each.findings if one.part.kind in ("name", "class") and one.state == "other"]
    if any(not own & set(re.findall(r"\w+", fold(other))) for other in others):
        return False
    return sum(share for word, share in each.apart.items() if word not in own) <= limits.translated
