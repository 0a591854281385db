"""Numbers written in words, in Italian, French and English. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_SCALES: Final = {
    "mila": 1e3, "migliaia": 1e3, "mille": 1e3, "thousand": 1e3, "k": 1e3, "milion": 1e6, "million": 1e6, "mln": 1e6,
    "miliard": 1e9, "milliard": 1e9, "mld": 1e9, "billion": 1e9, "mds": 1e9, "mrd": 1e9, "md": 1e9, "bn": 1e9,
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINS: Final = frozenset({"e", "et", "and"})
_GREAT: Final = ("milion", "miliard", "million", "milliard", "billion", "thousand", "hundred", "mil")
_HALF: Final = re.compile(r" (?:e mezzo|et demie?|and a half)\b")
_LONE: Final = frozenset({"un", "uno", "una", "une", "one", "a", "second", "seconde", "secondi"})
# Folding takes an accent that the speller wants.
_ACCENTED: Final = {"ventitre": "ventitré", "trentatre": "trentatré"}


def scale(written: str | None) -> float:
    """What a word of magnitude ("mila", "milioni") multiplies by; 1 for none."""
    if not written:
        return 1.0
    return next((value for name, value in _SCALES.items() if written.startswith(name)), 100.0)


def worded(folded: str, language: str) -> Iterator[tuple[int, int, float]]:
    """Numbers in words, the longest runs that are one: where each starts and ends in a folded text, and its worth."""
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded)]
    at = 0
    while at < len(tokens):
        if _spelled(tokens[at][0], language) is None:
            at += 1
            continue
        last, value = at, _spelled(tokens[at][0], language)
        for end in range(at + 1, min(at + 7, len(tokens))):
            if not _goes_on(tokens[end][0], language) or folded[tokens[end - 1][2] : tokens[end][1]].strip():
                break
            run = _spelled(" ".join(word for word, _, _ in tokens[at : end + 1]), language)
            if run is not None:
                last, value = end, run
        alone = last == at and tokens[at][0] in _LONE
        if value is not None and not alone:
            start, end = tokens[at][1], tokens[last][2]
            if tokens[last][0].startswith(_GREAT) and (half := _HALF.match(folded, end)):
                value, end = value + scale(tokens[last][0]) / 2, half.end()
            yield start, end, value
        at = last + 1


def _goes_on(word: str, language: str) -> bool:
    return word in _JOINS or word.startswith(_GREAT) or _spelled(word, language) is not None


@lru_cache(maxsize=16384)
def _spelled(words: str, language: str) -> float | None:
    """The number that words spell, None for others ("mille", "tre", "quatre-vingt-dix")."""
    from text_to_num import text2num  # type: ignore[import-untyped,unused-ignore]

    if len(words) < 2:
        return None
    try:
        return float(text2num(_ACCENTED.get(words, words), language))
    except ValueError:
        return None
