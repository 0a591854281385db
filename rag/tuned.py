"""Every number that was tuned rather than reasoned, in one place, with its default.

Each group names what fits it, on dev questions only; what was measured is in ``eval/RESULTS.md``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuned:
    """The weights of search, evidence, writing and refusal."""

    # Search. ``vector``: what a cosine is worth beside the words (whose best is 1) in choosing which candidates the
    # ranker sees. In log odds, by hand: ``liked``, each thing that the question says of where to look and a document
    # is; ``superseded``, what an old edition loses where the question does not name it.
    vector: float = 0.8
    liked: float = 0.4
    superseded: float = 3.0
    # What a passage in another language than the question loses: the sets that the ranker is fitted on have more such
    # answers than the questions to a library. Domain dev is the same from 0 to 1.5; across, nDCG@10 falls by .005.
    foreign: float = 0.5

    # Evidence: parts of a unit's score, fitted by ``python -m eval.ranking``. ``own``: share of the question's words in
    # the unit; ``context``: or in what stands over and around it; ``under``: in it, its heading and its
    # lead-in; ``around``: in its passage; ``beside``: in it and the
    # units next to it; ``cosine``: nearness of the vectors; ``passage``: its hit's score; ``fit``: holds the kind of
    # thing asked for; ``abroad``: is in another language than the question; ``heading``: is a heading; ``short``: has
    # few words.
    own: float = -0.95
    context: float = 7.53
    cosine: float = 2.37
    passage: float = 0.92
    fit: float = 3.62
    heading: float = -1.66
    short: float = -1.41
    under: float = 1.68
    around: float = 1.4
    beside: float = 1.72
    # By hand, until part 4 fits it again: of two pages that say the same the one in the asker's language answers.
    abroad: float = -2.0
    # Set by hand: too few judged questions to fit them. ``common``: what a word common in any text is worth beside a
    # rare one that as many passages hold; from which cosine on two words' vectors are near, in one language and in two.
    common: float = 0.5
    near_from: float = 0.5
    near_cross: float = 0.4

    # Writing, found by ``python -m eval.tune``: a further statement scores at most this much less than the best one
    # (the scores are log odds), or this much where it holds the kind of thing asked for and the best does not; it has
    # this share of new words; none is begun after so many words, or so many statements.
    keep_margin: float = 1.3
    holder_margin: float = 4.0
    new_share: float = 0.2
    enough_words: int = 45
    most_statements: int = 4

    # Refusal: a logistic regression on the features of ``evidence.certainty``, fitted by ``python -m eval.refusal``;
    # an answer is given from this confidence on.
    sure: float = 0.28
    bias: float = -7.44
    by_context: float = 2.59
    by_own: float = 1.06
    by_cosine: float = 2.25
    by_fit: float = 2.09
    by_demands: float = 1.54
    by_names: float = 1.46
    by_missing: float = -0.05
    by_foreign: float = -0.36
