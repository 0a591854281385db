"""A total that a claim gives, and the further one that the text adds to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.analysis import fold, terms
from rag.claims.judging import Weighed
from rag.claims.parts import Part
from rag.claims.values import values_in

_FURTHER: Final = re.compile(
    r"\b(?:un(?:'|a|o)? ?(?:ultim|ulterior|altr|quart|quint|sest|success|seguent|final)\w*|ne autre|"
    r"un(?:e)? (?:autre|dernier|derniere|"
    r"nouveau|nouvelle)|(?:a|one) (?:last|final|further|fourth|fifth|sixth|additional)|"
    r"another)\b(?P<what>(?: [\w'-]+){1,2})"
)
_COUNTS: Final = re.compile(
    r"\b(?:sono(?: stat[ie])?|erano|furono|in tutto|in totale|complessivamente|sont|etaient|ont ete|au total|en tout|"
    r"are|were|(?:have|had) been|in all|altogether|in total)\b"
)


def one_more(claim: str, part: Part, at: Weighed, near: Sequence[Weighed]) -> Weighed | None:
    """The sentence that adds one more to a total that the claim gives: "tre webinar" and then "un ultimo webinar"."""
    value = part.value
    if value is None or value.kind != "number" or not 1 < value.low <= 30 or value.loose:
        return None
    if not _COUNTS.search(fold(claim)):
        return None
    home = at.scored.unit.hit.passage
    counted = _stems(" ".join((*part.after[:1], *part.before)), home.language)
    for each in near:
        unit = each.scored.unit
        if (
            unit.hit.passage.document != home.document
            or unit.start <= at.scored.unit.start
            or unit.start > at.scored.unit.end + 600
        ):
            continue
        further = _FURTHER.search(fold(unit.text))
        if (
            further
            and counted & _stems(further["what"], home.language)
            and not values_in(further.group(), home.language)
        ):
            return each
    return None


def _stems(text: str, language: str) -> set[str]:
    return set(terms(text, language))
