"""Is each figure and name of a sentence tied to the same things as in its quote? Catches "A has 12, B 15" told crosswise.

Pure. Each is compared with the others of its kind in the quote: where what stands near it in the sentence stands
clearly nearer to another one there, the two were swapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rag.analysis import WORD, fold, normal, stop_words
from rag.generating.figures import figures, same
from rag.months import MONTHS
from rag.word_vectors import Vectors

_BREAK: Final = re.compile(r"[;.\n]|\s[-–—]\s|\b(?:mentre|tandis que|while|whereas|invece|contro)\b")
_COMMA: Final = re.compile(r"[,:()]|\b(?:e|ed|et|and|ma|mais|but)\b")
# What a break between two words adds to their distance in words.
_FAR: Final = 6.0
_APART: Final = 2.0
# Another one must be nearer by so much for the two to count as swapped: set so that no honest sentence is lost.
_TIMES: Final = 1.6
_MORE: Final = 0.12
_MONTHS: Final = frozenset(map(fold, MONTHS))

Matches = Callable[[Sequence[str], Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class _Token:
    key: str | float
    kind: str  # "word", "name", "year", or the unit of a figure after "#"
    at: float


def crossed(sentence: str, language: str, quote: str, written_in: str, matches: Matches) -> bool:
    """True where a figure or name of the sentence is tied to what belongs to another one of the quote.

    ``matches`` tells how well each of some folded words matches each of others, (n, m).
    """
    said, written = _tokens(sentence, language), _tokens(quote, written_in)
    held = [each for each in said if each.kind != "word"]
    for each in held:
        rivals = [other for other in written if other.kind == each.kind and not _alike(other, each, matches)]
        own = [other for other in written if other.kind == each.kind and _alike(other, each, matches)]
        if not rivals or not own:
            continue
        anchors = [other for other in said if other is not each and other.kind in ("word", "name")]
        anchors = [other for other in anchors if abs(other.at - each.at) <= 12]
        if not anchors:
            continue
        places = [other for other in written if other.kind in ("word", "name")]
        grid = matches([str(anchor.key) for anchor in anchors], [str(place.key) for place in places])
        near = np.array([1 / (1 + abs(anchor.at - each.at)) for anchor in anchors])
        mine = max(_tied(near, grid, places, other) for other in own)
        theirs = max(_tied(near, grid, places, other) for other in rivals)
        if theirs > _TIMES * mine + _MORE:
            return True
    return False


def _tied(near: Vectors, grid: Vectors, places: Sequence[_Token], to: _Token) -> float:
    """How near the sentence's anchors stand to a token of the quote."""
    close = np.array([0.0 if place is to else 1 / (1 + abs(place.at - to.at)) for place in places])
    reached = (np.where(grid >= 0.5, grid, 0.0) * close).max(axis=1, initial=0.0)
    return float((near * reached).sum() / near.sum())


def _alike(one: _Token, other: _Token, matches: Matches) -> bool:
    if isinstance(one.key, float) or isinstance(other.key, float):
        return isinstance(one.key, float) and isinstance(other.key, float) and same(one.key, other.key)
    return one.key == other.key or bool(matches([one.key], [other.key])[0, 0] >= 0.75)


def _tokens(text: str, language: str) -> list[_Token]:
    """Words, names and figures in order; ``at`` counts words, with more where a clause ends."""
    numbers = figures(text)
    taken = [(each.start, each.end) for each in numbers]
    stops = stop_words(language)
    folded = fold(text)
    breaks = [(found.end(), _FAR) for found in _BREAK.finditer(folded) if not _within(found.start(), taken)]
    breaks += [(found.end(), _APART) for found in _COMMA.finditer(folded) if not _within(found.start(), taken)]
    found: list[tuple[int, _Token]] = [
        (each.start, _Token(each.value, "year" if 1900 <= each.value <= 2100 and not each.unit else "#" + each.unit, 0))
        for each in numbers
    ]
    for match in WORD.finditer(text):
        word = fold(normal(match[0]))
        if _within(match.start(), taken) or word in stops or word in _MONTHS or word[:1].isdigit():
            continue
        kind = "name" if match[0][0].isupper() and match.start() > 0 else "word"
        found.append((match.start(), _Token(word, kind, 0)))
    placed, count = [], 0.0
    ahead = sorted(breaks)
    for start, token in sorted(found, key=lambda pair: pair[0]):
        while ahead and ahead[0][0] <= start:
            count += ahead.pop(0)[1]
        count += 1
        placed.append(_Token(token.key, token.kind, count))
    return placed


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
