"""Where a word may begin: a pattern of plain beginnings, far quicker than a rich one tried at every letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_SIGNS: Final = tuple(zip("’‘ʼ´`\u00a0\u202f\u2009\u2011\u2010", "'''''   --", strict=True))


def plain(text: str) -> str:
    """The text with plain apostrophes, spaces and hyphens, letter for letter: every offset stays."""
    for sign, usual in _SIGNS:  # ten times faster than str.translate
        text = text.replace(sign, usual)
    return text


def lowered(text: str) -> str:
    """The text in small letters, at the same offsets; as it is where a letter would become two (İ)."""
    small = text.lower()
    return small if len(small) == len(text) else text


def beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of these beginnings by their first letters: half the time of ``str.find`` for each (40 of them).

    It has no look-behind, which would hide from it which letters a match can begin with (5 times slower).
    """
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0], set()).add(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(a)}(?:{'|'.join(sorted(rest))})" for a, rest in tails.items()))


def word_starts(text: str, pattern: re.Pattern[str], forbidden: str = "") -> list[int]:
    """The offsets, in order, of the matches that no letter, figure or ``forbidden`` sign precedes."""
    return [
        at
        for found in pattern.finditer(text)
        if (at := found.start()) == 0 or not (text[at - 1].isalnum() or text[at - 1] in forbidden)
    ]
