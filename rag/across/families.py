"""Which family of plans a question means, and in it which plan for each period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rag.across.plans import Period, Plan
from rag.across.side_words import KINDS
from rag.analysis import fold, terms
from rag.question import content_words

# A word of a plan's name that says what kind of text it is: it tells no family from another.
_KIND: Final = frozenset(
    "piano plan programma programme strategia strategy strategie rapporto rapport report relazione bilancio".split()
)


def of_family(periods: Sequence[Period], text: str, language: str, known: Sequence[Plan]) -> list[Plan | None]:
    """For each period the plan that is meant: of one family where one has them all, else the likest to the words."""
    whole = [
        [next(plan for plan in of if plan.years == years) for years in periods]
        for of in by_family(known)
        if set(periods) <= {plan.years for plan in of}
    ]
    best = likest(whole, text, language)
    if best is not None:
        return list(best)
    found: list[Plan | None] = []
    for years in periods:
        one = likest([[plan] for plan in known if plan.years == years], text, language, least=1)
        found.append(one[0] if one else None)
    return found


def by_family(known: Sequence[Plan]) -> list[list[Plan]]:
    """The plans of each family, those that stand alone too."""
    found: dict[str, list[Plan]] = {}
    for plan in known:
        found.setdefault(plan.family, []).append(plan)
    return list(found.values())


def likest(several: Sequence[Sequence[Plan]], text: str, language: str, least: int = 0) -> list[Plan] | None:
    """The family whose name shares most telling words with a question, then the one with most documents.

    None where it shares fewer than ``least``, or there is no family.
    """
    kinds = [kind for kind in KINDS if kind.search(fold(text))]
    asked = {stem for word in content_words(text, language) for stem in terms(word, language)}

    def shared(of: Sequence[Plan]) -> tuple[float, int, int]:
        telling = {stem for plan in of for word in plan.words if word not in _KIND for stem in terms(word, language)}
        same = sum(any(kind.search(plan.family) or kind.search(fold(plan.name)) for plan in of) for kind in kinds)
        return len(asked & telling) + 0.5 * min(1, same), sum(plan.folder for plan in of), _size(of)

    ranked = sorted(several, key=shared, reverse=True)
    return list(ranked[0]) if ranked and shared(ranked[0])[0] >= least * 0.5 else None


def _size(of: Sequence[Plan]) -> int:
    return sum(len(plan.documents) for plan in of)
