"""Compare runs over the same questions, measure by measure, with a paired test.

The test is Fisher's randomisation of the two runs' values question by question (Smucker and others, 2007: the one to
prefer for comparing systems), 10,000 draws, two-sided; p values are corrected for their number (Holm, 1979).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from rag.errors import EvaluationError

_DRAWS: Final = 10_000
_AT_ONCE: Final = 500  # of the draws: all of them for SQuAD's 7,600 questions would take a gigabyte
SURE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of two runs over the ``n`` questions that both have it. ``p`` is corrected (Holm).

    ``better`` and ``worse``: questions on which the second run's value is higher and lower.
    """

    measure: str
    n: int
    first: float
    second: float
    better: int
    worse: int
    p: float

    @property
    def sure(self) -> bool:
        """True where chance alone would hardly do it."""
        return self.p < SURE


def compare(first: Mapping[str, Any], second: Mapping[str, Any], measures: Sequence[str] = ()) -> list[Difference]:
    """How the second run's scores differ from the first's; all measures that both have, unless some are named.

    Raises EvaluationError where the runs share no question, or a named measure is in neither.
    """
    ones, others = ({row["id"]: row for row in scores["questions"]} for scores in (first, second))
    shared = [name for name in ones if name in others and ones[name]["question"] == others[name]["question"]]
    if not shared:
        raise EvaluationError("le due prove non hanno domande in comune: non si possono confrontare")
    held = [name for name in first["measures"] if name in second["measures"]]
    if unknown := [name for name in measures if name not in held]:
        raise EvaluationError(f"misura «{unknown[0]}» sconosciuta a una delle due prove; ci sono: {', '.join(held)}")
    raw = []
    for name in measures or held:
        pairs = [(ones[q][name], others[q][name]) for q in shared]
        both = np.array([(a, b) for a, b in pairs if a is not None and b is not None], dtype=float).reshape(-1, 2)
        if len(both):
            raw.append((name, both, randomised(both[:, 1] - both[:, 0])))
    corrected = holm([p for *_, p in raw])
    return [
        Difference(name, len(both), float(both[:, 0].mean()), float(both[:, 1].mean()),
                   int((both[:, 1] > both[:, 0]).sum()), int((both[:, 1] < both[:, 0]).sum()), p)
        for (name, both, _), p in zip(raw, corrected, strict=True)
    ]  # fmt: skip


def randomised(differences: np.ndarray[Any, Any]) -> float:
    """The two-sided p value of a mean difference when each question's two values may be swapped."""
    moved = differences[differences != 0]  # to swap two equal values changes nothing
    if not len(moved):
        return 1.0
    chance, found, extreme = np.random.default_rng(17), abs(moved.sum()) - 1e-9, 0
    for _ in range(_DRAWS // _AT_ONCE):
        signs = chance.choice((-1.0, 1.0), (_AT_ONCE, len(moved)))
        extreme += int((np.abs(signs @ moved) >= found).sum())
    return (extreme + 1) / (_DRAWS + 1)


def holm(values: Sequence[float]) -> list[float]:
    """The p values corrected for there being so many of them (Holm, 1979), in the order given."""
    corrected, least = [1.0] * len(values), 0.0
    for done, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        least = max(least, min(1.0, values[at] * (len(values) - done)))
        corrected[at] = least
    return corrected
