"""Word alignment of parallel sentences: which term translates which, learned by expectation maximisation.

IBM model 1 with a preference for the diagonal and a null word, both directions at once. From the third round on a link
counts as much as both directions believe in it (their posteriors multiplied), which is what removes the rubbish that
rare words collect in one direction. Sources: Brown et al., "The Mathematics of Statistical Machine Translation", 1993;
Liang, Taskar and Klein, "Alignment by Agreement", 2006; Dyer et al., "A Simple, Fast, and Effective
Reparameterization of IBM Model 2", 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# A word as it stands (folded) and the index term made of it.
Token = tuple[str, str]

# Longer sentences cost the square of their length and tell less about each word.
LONGEST: Final = 50
# How fast belief in a link falls with its distance from the diagonal (positions as shares of the sentence).
TENSION: Final = 4.0
# The share of words that translate nothing on the other side.
NULL: Final = 0.08
# Rounds in which each direction learns alone, then rounds in which they must agree.
ROUNDS_ALONE: Final = 3
ROUNDS_TOGETHER: Final = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One language of an aligned text, token by token.

    ``ids`` number the tokens' terms in ``vocabulary``, ``form_ids`` the words they came from in ``forms``; ``starts``
    holds the first token of each sentence, and at its end the number of tokens.
    """

    vocabulary: list[str]
    ids: Ints
    forms: list[str]
    form_ids: Ints
    starts: Ints

    @property
    def lengths(self) -> Ints:
        """Tokens in each sentence."""
        return np.diff(self.starts)

    @property
    def counts(self) -> Ints:
        """How often each word of the vocabulary stands in the text."""
        return np.bincount(self.ids, minlength=len(self.vocabulary))


@dataclass(frozen=True, slots=True)
class Links:
    """Every possible link of a sentence pair: left and right token numbers, and the belief that they translate."""

    left: Ints
    right: Ints
    belief: Floats


def sides(pairs: Iterable[tuple[Sequence[Token], Sequence[Token]]]) -> tuple[Side, Side]:
    """Sentence pairs as tokens -> both sides numbered; pairs with an empty or very long side are left out."""
    kept = [pair for pair in pairs if all(0 < len(side) <= LONGEST for side in pair)]
    return _side([left for left, _ in kept]), _side([right for _, right in kept])


def _side(sentences: list[Sequence[Token]]) -> Side:
    forms, ids = _numbered(form for sentence in sentences for form, _ in sentence)
    vocabulary, terms = _numbered(term for sentence in sentences for _, term in sentence)
    starts = np.cumsum([0, *(len(sentence) for sentence in sentences)])
    return Side(vocabulary, terms, forms, ids, starts)


def _numbered(words: Iterable[str]) -> tuple[list[str], Ints]:
    numbers: dict[str, int] = {}
    ids = [numbers.setdefault(word, len(numbers)) for word in words]
    return list(numbers), np.array(ids, dtype=np.int64)


def align(left: Side, right: Side) -> Links:
    """The links that both directions believe in, those with belief under one in a hundred dropped."""
    lefts, rights = _every_link(left, right)
    closeness = np.exp(-TENSION * np.abs(_places(left)[lefts] - _places(right)[rights]))
    kinds, kind = np.unique(left.ids[lefts] * len(right.vocabulary) + right.ids[rights], return_inverse=True)
    left_of, right_of = kinds // len(right.vocabulary), kinds % len(right.vocabulary)
    forward = _Direction(closeness, rights, left.counts, right, left_of)
    backward = _Direction(closeness, lefts, right.counts, left, right_of)
    ahead = back = np.ones(len(kinds))
    for turn in range(ROUNDS_ALONE + ROUNDS_TOGETHER):
        here, there = forward.posterior(ahead[kind]), backward.posterior(back[kind])
        if turn >= ROUNDS_ALONE:
            here = there = here * there
        ahead = forward.probabilities(np.bincount(kind, here, len(kinds)).astype(float))
        back = backward.probabilities(np.bincount(kind, there, len(kinds)).astype(float))
    belief = forward.posterior(ahead[kind]) * backward.posterior(back[kind])
    kept = belief > 0.01
    return Links(lefts[kept], rights[kept], belief[kept])


def _every_link(left: Side, right: Side) -> tuple[Ints, Ints]:
    """Token numbers of every left-right pair within a sentence pair, ordered by the right token."""
    partners = np.repeat(left.lengths, right.lengths)  # for each right token: how many left tokens face it
    rights = np.repeat(np.arange(len(right.ids)), partners)
    first = np.repeat(np.repeat(left.starts[:-1], right.lengths), partners)
    nth = np.arange(len(rights)) - np.repeat(np.cumsum(partners) - partners, partners)
    return first + nth, rights


def _places(side: Side) -> Floats:
    """Where each token stands in its sentence: 0 to 1."""
    nth = np.arange(len(side.ids)) - np.repeat(side.starts[:-1], side.lengths)
    places: Floats = (nth + 0.5) / np.repeat(side.lengths, side.lengths)
    return places


class _Direction:
    """p(target word | source word) for the ordered kinds of link, and what it makes of each link of a target token."""

    def __init__(self, closeness: Floats, target: Ints, source_counts: Ints, side: Side, source_of: Any) -> None:
        self.closeness, self.target, self.source_of = closeness, target, source_of
        self.sources = len(source_counts)
        self.spread = np.bincount(target, closeness, len(side.ids))
        # The null word gives each target word as often as the text has it.
        self.null = NULL * (side.counts / len(side.ids))[side.ids]

    def posterior(self, probability: Floats) -> Floats:
        """How much of its target token each link explains."""
        share = (1 - NULL) * probability * self.closeness / self.spread[self.target]
        total = np.bincount(self.target, share, len(self.null)) + self.null
        result: Floats = share / total[self.target]
        return result

    def probabilities(self, counts: Floats) -> Floats:
        """Expected counts of each kind of link as probabilities given the source word."""
        totals = np.bincount(self.source_of, counts, self.sources)
        result: Floats = counts / np.maximum(totals[self.source_of], 1e-12)
        return result
