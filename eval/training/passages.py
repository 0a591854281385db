"""Question-passage pairs made from aligned sentences, for want of judged ones that may be trained on.

Aligned sentences teach what words mean, but not how to weigh them: there both sides say the same. Here the question
keeps some words of one sentence, and the passage holds that sentence, or its translation, among others. To find its
passage a question must lean on the words that tell sentences apart, which is what search needs.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from eval.training.pairs import Pair

# One pair in three stays in one language; the others cross between the two of their group.
SAME_LANGUAGE = 1 / 3
# A question keeps this share of the sentence's words, and never fewer than three.
KEPT_WORDS = (0.3, 0.8)
# How many other sentences the passage holds.
COMPANY = (2, 5)


def mixed_passages(groups: Mapping[str, Sequence[Pair]], count: int, seed: int) -> list[Pair]:
    """Make ``count`` pairs (question, passage) from groups of aligned sentences, drawn by the groups' sizes."""
    chance = random.Random(seed)
    names = list(groups)
    drawn = chance.choices(names, weights=[len(groups[name]) for name in names], k=count)
    return [_mixed(groups[name], chance) for name in drawn]


def local_passages(prose: Sequence[str], seed: int) -> list[Pair]:
    """For each sentence of running text, a pair (some of its words, the passage around it)."""
    chance = random.Random(seed)
    made: list[Pair] = []
    for place, sentence in enumerate(prose):
        before, after = chance.randint(0, 3), chance.randint(0, 3)
        made.append((_some_words(sentence, chance), " ".join(prose[max(0, place - before) : place + after + 1])))
    return made


def _mixed(group: Sequence[Pair], chance: random.Random) -> Pair:
    """One pair: words of a sentence, and a passage with its translation (or itself) in a random place."""
    asked = chance.randint(0, 1)
    answered = asked if chance.random() < SAME_LANGUAGE else 1 - asked
    sentence = chance.choice(group)
    passage = [chance.choice(group)[answered] for _ in range(chance.randint(*COMPANY))]
    passage.insert(chance.randint(0, len(passage)), sentence[answered])
    return _some_words(sentence[asked], chance), " ".join(passage)


def _some_words(sentence: str, chance: random.Random) -> str:
    """A random share of the sentence's words, in their order."""
    words = sentence.split()
    kept = min(len(words), max(3, round(len(words) * chance.uniform(*KEPT_WORDS))))
    return " ".join(words[i] for i in sorted(chance.sample(range(len(words)), kept)))
