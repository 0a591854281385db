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

    # Set by hand: too few judged questions to fit them. ``common``: what a word common in any text is worth beside a
    # rare one that as many passages hold; from which cosine on two words' vectors are near, in one language and in two.
    common: float = 0.5
    near_from: float = 0.5
    near_cross: float = 0.4
    # Evidence, in log odds, by hand: ``cue``, a sentence that says a purpose, a reason, a total where one is asked for;
    # ``unnamed``, what one loses where a name of the question stands neither in it nor over or around it;
    # ``unnamed_document``, where it stands nowhere in what was found of its document; ``other_year``, where it names
    # years, but none that is asked for; ``told``, what a follow-up's last answer has shown and lacks what is asked for
    # now; ``own_language``, by how much one in another language must beat the best in the question's.
    cue: float = 0.8
    unnamed: float = 1.0
    unnamed_document: float = 2.0
    other_year: float = 1.5
    own_language: float = 1.0
    told: float = 1.0

    # Writing: tried on the dev questions (``python -m eval.answers``; ``eval.tune`` searches further), for a median of
    # 110 words at most. A further statement scores at most ``keep_margin`` less than the best (log odds), or
    # ``holder_margin`` where it holds the kind of thing asked for and the best does not; it has this share of new
    # words; sentences and quotes together have so many words (so many more for each further thing asked), and there
    # are so many statements.
    keep_margin: float = 2.0
    holder_margin: float = 4.0
    new_share: float = 0.2
    enough_words: int = 120
    words_more: int = 50
    most_statements: int = 4

    # Refusal: from this confidence on (``rag.enough``) an answer is given; from the second where something that was
    # asked for seems absent (a year, a name, what is counted), from the third where the kind of thing asked for is
    # plainly so (``rag.lacks``). ``python -m eval.refusal`` tries them: of the answerable dev questions they refuse
    # .06, of the unanswerable ones .56 (domain .04 and 1.0, documents .05 and .9, our own .07 and .54), five-fold.
    sure: float = 0.1
    sure_doubted: float = 0.4
    sure_lacking: float = 0.8
