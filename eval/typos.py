"""One slip of a hurried hand: letters swapped, dropped, doubled or hit beside, an accent or apostrophe lost."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from rag.analysis import fold

# Neighbours on the Italian keyboard.
_BESIDE: Final = {
    key: near
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for key, near in ((key, (row[at - 1 : at] + row[at + 1 : at + 2])) for at, key in enumerate(row))
}
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def misspelt(text: str, chance: random.Random) -> str:
    """The text with one slip in one word of four letters or more; as it is where it has none."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    word = chance.choice(found)
    if word.start() and text[word.start() - 1] in "'’" and chance.random() < 0.5:
        return text[: word.start() - 1] + text[word.start() :]
    slips: list[Callable[[str, random.Random], str]] = [_dropped, _doubled, _beside]
    if any(one != other for one, other in pairwise(word.group())):
        slips.append(_swapped)
    if _plain(word.group()) != word.group():
        slips.append(lambda written, _: _plain(written))
    return text[: word.start()] + chance.choice(slips)(word.group(), chance) + text[word.end() :]


def _swapped(word: str, chance: random.Random) -> str:
    """Two letters that differ, exchanged: "pazzo" with its z's exchanged would be no slip."""
    at = chance.choice([at for at, (one, other) in enumerate(pairwise(word)) if one != other])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _dropped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _beside(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    near = _BESIDE.get(fold(word[at]), "e")
    return word[:at] + chance.choice(near) + word[at + 1 :]


def _plain(word: str) -> str:
    """A word without its accents, its capitals kept."""
    return "".join(fold(sign).upper() if sign.isupper() else fold(sign) for sign in word)
