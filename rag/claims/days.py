"""Which of several dates or counts of a sentence is a claim's own: by the words that stand in the same piece. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.claims.agreeing import agree, comparable
from rag.claims.lexicon import is_light
from rag.claims.naming import Found
from rag.claims.owning import Owning
from rag.claims.segments import Segment, compared, content, pieces
from rag.claims.values import Value

_DATED: Final = ("date", "period")
_THERE: Final = 0.89
_COUNTED: Final = 0.7
# A verb is left out where it would only be said again: "La Giunta l'ha approvata a maggio, l'Assemblea a giugno".
_VERB: Final = re.compile(r"\w{3,}(?:at|it|ut)[oaie]|\w{3,}(?:ed|ées?|és)")


class Days:
    """The dates of a sentence, each with the piece between commas in which it stands."""

    def __init__(self, owning: Owning, text: str, written_in: str, found: Found, values: Sequence[Value]) -> None:
        self._owning, self._text, self._written_in, self._found = owning, text, written_in, found
        self._dates = [each for each in values if each.kind in _DATED and not compared(each, text)]

    def other_day(self, value: Value, told: Sequence[Value]) -> Value | None:
        """The date of the piece that speaks of what the claim does, where that is another than those ``told``."""
        others = [each for each in self._dates if comparable(value, each)]
        others = [each for each in others if not any(agree(mine, each) for mine in self._owning.values)]
        if not others or any(each.kind not in _DATED for each in self._owning.values):
            return None  # a figure has its own date ("54 nel 2021 e 61 nel 2022"): `Binding` sees to it
        mine = max(self._score(each) for each in told)
        best = max(others, key=self._score)
        return best if self._score(best) > mine else None

    def _score(self, date: Value) -> int:
        days = {word for each in self._owning.values for word in content(each.written, self._owning.language)}
        words = [
            word
            for word in content(self._owning.text, self._owning.language)
            if word not in days and not is_light(word) and not _VERB.fullmatch(word)
        ]
        piece = next((self._text[a:b] for a, b in pieces(self._text) if a <= date.start < b), "")
        return int((self._found(words, piece, self._written_in) >= _THERE).sum()) if words and piece else 0


def counted_fully(
    owning: Owning, value: Value, said: Value, segments: Sequence[Segment], written_in: str, found: Found
) -> bool:
    """Whether no other figure of a sentence counts more of what the claim counts: 203 homes, 60 hospitals."""
    nouns, after = owning.counted(value)
    if value.kind != "number" or not after or len(nouns) < 2:
        return True

    def fully(segment: Segment) -> bool:
        return bool((found(nouns, segment.text, written_in) >= _COUNTED).all())

    mine = [each for each in segments if each.start <= said.start < each.end]
    return any(fully(each) for each in mine) or not any(fully(each) for each in segments)


def published_then(published: str | None, date: Value) -> bool:
    """Whether a document came out on a date, as far as the date says."""
    year, month, *_ = (*map(int, (published or "0-0")[:10].split("-")), 0, 0)
    if date.kind == "period":
        return date.low == date.high == year
    return date.day[2] is None and date.day[0] in (None, year) and date.day[1] in (None, month)
