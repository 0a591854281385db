"""Whether two figures or dates agree, as far as roundings and words ("quasi", "oltre", "circa") allow. Pure."""

from __future__ import annotations

import re
from math import floor, isclose, log10

from rag.analysis import fold
from rag.claims.values import Value


def agree(claim: Value, said: Value) -> bool:
    """Whether a claim's value is what a text says, roundings and their words ("quasi", "oltre", "circa") honoured."""
    if claim.kind in ("date", "period") or said.kind in ("date", "period"):
        return _same_time(claim, said)
    if claim.kind == "label" or said.kind == "label":
        return _same_label(claim.written, said.written)
    if {claim.kind, said.kind} == {"percent", "number"} or {claim.kind, said.kind} == {"percent", "money"}:
        return False
    if isclose(claim.low, said.low) and isclose(claim.high, said.high):
        return True
    if claim.low < claim.high or said.low < said.high:
        return claim.low <= said.high and said.low <= claim.high and (said.low < said.high or bool(claim.loose))
    return _near(claim, said) or _rounded(claim, said)


def _near(claim: Value, said: Value) -> bool:
    """Equal as far as a word like "circa" allows: 5 % about, a third over, a tenth under."""
    one, other = claim.low, said.low
    if one <= 0 or other <= 0:
        return False
    for loose, bound, exact in ((claim.loose, one, other), (said.loose, other, one)):
        if loose == "about" and abs(bound - exact) <= 0.05 * max(bound, exact):
            return True
        if loose == "over" and bound <= exact <= 1.34 * bound:
            return True
        if loose == "under" and 0.9 * bound <= exact <= bound:
            return True
    return False


def _rounded(claim: Value, said: Value) -> bool:
    """One written with fewer figures is the other rounded, and they differ by less than 2 %."""
    few, many = sorted((claim, said), key=lambda value: value.figures)
    if few.figures < 2 or few.low < 1000 or abs(few.low - many.low) > 0.02 * many.low:
        return False
    step = 10 ** (floor(log10(few.low)) - few.figures + 1)
    return bool(abs(round(many.low / step) * step - few.low) < 1e-6 * few.low)


def _same_time(claim: Value, said: Value) -> bool:
    if claim.kind == said.kind == "period":
        return (claim.low, claim.high) == (said.low, said.high)
    if "period" in (claim.kind, said.kind):
        named, dated = (claim, said) if claim.kind == "period" else (said, claim)
        return named.low == named.high == dated.day[0]
    if claim.kind != "date" or said.kind != "date":
        return False
    shared = [(one, other) for one, other in zip(claim.day, said.day, strict=True) if one and other]
    return bool(shared) and all(one == other for one, other in shared)


def _same_label(one: str, other: str) -> bool:
    return re.findall(r"\d+|@\S+", fold(one)) == re.findall(r"\d+|@\S+", fold(other))


def same_label_in(label: str, text: str) -> bool:
    """Whether the figures of a label ("2/2014") stand in a text, in whatever way ("n. 2 del 28 marzo 2014")."""
    numbers = re.findall(r"\d+", label)
    return bool(numbers) and "@" not in label and set(numbers) <= set(re.findall(r"\d+", text))


def comparable(claim: Value, said: Value) -> bool:
    """Whether two values may stand for one another: dates with dates, percentages with percentages, and so on."""
    if claim.kind == said.kind:
        shared = [(one, other) for one, other in zip(claim.day, said.day, strict=True) if one and other]
        return claim.kind != "date" or bool(shared)
    scaled = all(each.kind == "money" or re.search(r"[a-z]", each.written.lower()) for each in (claim, said))
    return {claim.kind, said.kind} == {"money", "number"} and scaled and min(claim.low, said.low) >= 1000
