"""trafilatura's text as a vote: does a paragraph of the page stand in it, and where."""

from __future__ import annotations

import re
from typing import Any

_NOT_LETTERS = re.compile(r"[\W_]+")
_LONG = 40  # letters from which a match at the start of a longer block is no chance
_FAR = 100_000  # letters that may lie between one leaf of the text and the next


class Taken:
    """The letters of trafilatura's text, and where its blocks begin."""

    def __init__(self, tree: Any) -> None:
        pieces = []
        self.lengths: dict[int, int] = {}  # where a block begins -> its length
        size = 0
        for block in tree.iter("p", "head", "item", "cell", "quote", "code", "lb", "div"):
            if key := letters(_own_words(block)):
                self.lengths.setdefault(size, len(key))
                pieces.append(key)
                size += len(key)
        self.text = "".join(pieces)

    def place(self, key: str, after: int) -> int:
        """Where a leaf of these letters stands: right after the last one, or at a block's start; -1 for nowhere.

        A short leaf may only be a whole block, so that a menu's word is not taken for the start of a sentence.
        """
        if self.text.startswith(key, after):
            return after
        for begin in (after, 0):
            found = self.text.find(key, begin)
            while found >= 0:
                length = self.lengths.get(found, 0)
                if length and (len(key) >= _LONG or length == len(key)) and found - begin < _FAR:
                    return found
                found = self.text.find(key, found + 1)
            if len(key) < _LONG:
                break
        return -1


def _own_words(block: Any) -> str:
    """The words of a block without those of blocks in it, its line breaks and inline parts included."""
    parts = [block.tail if block.tag == "lb" else block.text]
    if block.tag == "lb":
        return parts[0] or ""
    for child in block:
        if child.tag in ("hi", "ref", "del", "span", "graphic"):
            parts += [" ".join(child.itertext())]
        parts.append(child.tail if child.tag != "lb" else None)
    return " ".join(filter(None, parts))


def letters(text: str) -> str:
    """Only the letters and digits, in lower case: what two readings of one text agree on."""
    return _NOT_LETTERS.sub("", text).casefold()
