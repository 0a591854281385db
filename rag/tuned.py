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
    vector: float = 0.3
    cross_vector: float = 0.9

    # Evidence: parts of a unit's score. ``own``: share of the question's words in the unit; ``context``: or in what
    # stands over and around it; ``cosine``: nearness of the vectors; ``passage``: its hit's score; ``fit``: holds the
    # kind of thing asked for; ``heading``: taken off a heading.
    own: float = 1.1
    context: float = 0.8
    cosine: float = 0.5
    passage: float = 0.5
    fit: float = 0.8
    heading: float = 0.55
    # What a word common in any text is worth beside a rare one that as many passages hold.
    common: float = 0.5
    # Two words' vectors count as near from this cosine on, in one language and across two.
    near_from: float = 0.5
    near_cross: float = 0.3

    # Writing: a further statement must have this share of the best one's score, and this share of new words.
    keep_share: float = 0.8
    # ... and this share for the one that holds the kind of thing asked for where the best does not.
    holder_share: float = 0.6
    new_share: float = 0.2
    enough_words: int = 40
    most_statements: int = 3

    # Refusal: a logistic regression on the features of ``evidence.certainty``, fitted by ``python -m eval.refusal``;
    # an answer is given from this confidence on.
    sure: float = 0.3
    bias: float = -6.1
    by_context: float = 1.77
    by_own: float = 2.98
    by_cosine: float = 0.62
    by_fit: float = 1.74
    by_demands: float = 1.94
    by_missing: float = -0.08
    by_foreign: float = 0.16
