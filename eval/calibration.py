"""How far the confidence of the decision to answer can be believed: bins, calibration error, Brier score, AUC.

Expected calibration error over ten bins of equal width (Naeini and others, 2015), the mean squared error of the
confidence (Brier, 1950), and the share of pairs (answerable, not answerable) in the right order (Hanley and McNeil,
1982). What is meant to come true is that the documents hold an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

_BINS: Final = 10


def calibration(said: Sequence[float], was: Sequence[bool]) -> dict[str, Any]:
    """Bins (those with anything in them: edges, how many, mean confidence, share answerable), ECE, Brier score, AUC.

    Numbers are None where there is nothing to tell them from.
    """
    if not said:
        return {"bins": [], "ece": None, "brier": None, "auc": None}
    chances, truth = np.array(said), np.array(was, dtype=float)
    at = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    bins = [
        {"low": number / _BINS, "high": (number + 1) / _BINS, "n": int(inside.sum()),
         "said": float(chances[inside].mean()), "was": float(truth[inside].mean())}
        for number in range(_BINS)
        if (inside := at == number).any()
    ]  # fmt: skip
    ece = sum(each["n"] * abs(each["said"] - each["was"]) for each in bins) / len(chances)
    both = 0 < truth.sum() < len(truth)
    return {
        "bins": bins,
        "ece": float(ece),
        "brier": float(np.mean((chances - truth) ** 2)),
        "auc": auc(said, was) if both else None,
    }


def auc(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The share of pairs (answerable, unanswerable) in the right order; ties count half."""
    all_of, is_right = np.array(chances), np.array(right, dtype=bool)
    order = all_of[is_right][:, None] - all_of[~is_right][None, :]
    return float(((order > 0) + 0.5 * (order == 0)).mean())
