"""What differs between a claim and the documents, said word by word in the language of the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rag.claims.judgement import Difference, Judgement
from rag.claims.judging import Weighed
from rag.phrases import say

_NAMED: Final = {"date": "claim_date", "period": "claim_date", "name": "claim_name", "class": "claim_word",
                 "negation": "claim_negation", "denied": "claim_denied", "reported": "claim_reported",
                 "possible": "claim_possible", "announced": "claim_announced"}  # fmt: skip


def remarks(judged: Judgement, language: str, numbers: Mapping[Weighed, int]) -> tuple[str, ...]:
    """One line for each thing that differs, with the number of the citation that says otherwise."""
    lines = [_line(each, language, numbers[each.at]) for each in judged.differences if each.at in numbers]
    return tuple(dict.fromkeys(lines))


def _line(difference: Difference, language: str, number: int) -> str:
    name = _NAMED.get(difference.kind, "claim_figure")
    if difference.kind == "negation":
        name = "claim_negated" if difference.said else "claim_not_negated"
    return say(name, language, claimed=difference.claimed, said=difference.said, number=str(number))
