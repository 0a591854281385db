"""Pure: what a follow-up points back to, and what it puts in the place of what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.analysis import fold
from rag.types import Turn

_YEARS: Final = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\b")
_ORDINALS: Final = (
    (0, r"prim[ao]|premiere?|first"), (1, r"second[aeo]?|deuxieme|altr[ao]|autre|latter|other"),
    (2, r"terz[ao]|troisieme|third"),
    (-1, r"ultim[ao]|derniere?|last"),
)  # fmt: skip
_NAME: Final = r"[A-ZÀ-Þ][\w'’-]*\w(?: (?:d[ei]|del|della|du|des|of|la|le)? ?[A-ZÀ-Þ][\w'’-]*\w)*"
_NAMED_TOGETHER: Final = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:ed?|et|and) {_NAME}")


def picked_of(text: str, history: Sequence[Turn]) -> str:
    """What "la seconda" is, of the items or names that the last answer gave together; "" for nothing."""
    folded = fold(text)
    place = next(
        (at for at, words_ in _ORDINALS if re.search(rf"\b(?:l[ao]|il|l'|le|the) ?(?:{words_})(?=\W*$)", folded)), None
    )
    said = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")[:600]
    if place is None:
        return ""
    items = re.findall(r"^- (.+)$", said, re.MULTILINE)
    if len(items) < 2:
        together = _NAMED_TOGETHER.search(said)
        items = re.split(r", | (?:ed?|et|and) ", together[0]) if together else []
    return items[place] if len(items) > max(place, 1) or (place == -1 and items) else ""


def replaced(topic: str, text: str) -> str:
    """A topic without the years that a follow-up names others for ("e nel 2024?")."""
    return " ".join(_YEARS.sub(" ", topic).split()) if _YEARS.search(text) else topic
