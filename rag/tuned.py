"""Every number that was tuned rather than reasoned, in one place, with its default.

``python -m eval.tune`` searches them on dev questions only and prints what to write here; what it measured is in
``eval/RESULTS.md``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuned:
    """The weights of search, evidence, writing and refusal."""

    # Search: what a vector's similarity is worth beside words (whose best is 1), in the asker's language and another.
    vector: float = 0.224
    cross_vector: float = 0.842

    # Evidence: parts of a unit's score. ``own``: share of the question's words in the unit; ``context``: or in what
    # stands over and around it; ``cosine``: nearness of the vectors; ``passage``: its hit's score; ``fit``: holds the
    # kind of thing asked for; ``heading``: taken off a heading.
    own: float = 1.0
    context: float = 0.6
    cosine: float = 0.352
    passage: float = 0.29
    fit: float = 0.518
    heading: float = 0.388
    # Two words' vectors count as near from this cosine on.
    near_from: float = 0.236

    # Writing: a further statement must have this share of the best one's score, and this share of new words.
    keep_share: float = 0.806
    new_share: float = 0.263
    enough_words: int = 40
    most_statements: int = 3

    # Refusal: a logistic regression on the best evidence.
    bias: float = -3.06
    by_context: float = 6.317
    by_cosine: float = 3.369
    by_demands: float = 3.979
