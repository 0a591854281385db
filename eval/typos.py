"""One slip of a hurried hand: letters swapped, dropped, doubled or hit beside, an accent or apostrophe lost."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
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
    slips: list[Callable[[str, random.Random], str]] = [_swapped, _dropped, _doubled, _beside]
    if any(not sign.isascii() for sign in word.group()):
        slips.append(lambda word, _: fold(word))
    if word.start() and text[word.start() - 1] in "'’":
        return text[: word.start() - 1] + text[word.start() :] if chance.random() < 0.5 else (
            text[: word.start()] + chance.choice(slips)(word.group(), chance) + text[word.end() :]
        )  # fmt: skip
    return text[: word.start()] + chance.choice(slips)(word.group(), chance) + text[word.end() :]


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
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
