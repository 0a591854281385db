"""Which names, dates and words go with which figure of a claim, worked out once for all sentences held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rag.claims.lexicon import Member, members_in
from rag.claims.parts import Part
from rag.claims.segments import compared, content, named, place_level, segments
from rag.claims.values import Value

_TREND: Final = ("trend", "vote", "owner", "part", "permit", "progress", "state", "cost", "pace", "sex", "extreme")


@dataclass(frozen=True, slots=True)
class Owned:
    """What goes with a figure of a claim: names, dates and years, other words, words of closed classes."""

    names: tuple[str, ...]
    dates: tuple[Value, ...]
    words: tuple[str, ...]
    members: tuple[Member, ...]


class Owning:
    """A claim with its parts, cut between its figures; a claim of 200 figures is cut once, not for each of them."""

    def __init__(self, text: str, language: str, parts: Sequence[Part]) -> None:
        self.text, self.language, self.parts = text, language, parts
        self.values = [part.value for part in parts if part.value]
        self.shared, self.segments = segments(text, self.values)
        self._owned: dict[Value, Owned] = {}
        self._counted: dict[Value, tuple[list[str], bool]] = {}

    def of(self, value: Value) -> Owned:
        """What goes with a figure: what its own segment holds, and of the rest what it does not say anew."""
        if value not in self._owned:
            self._owned[value] = self._of(value)
        return self._owned[value]

    def counted(self, value: Value) -> tuple[list[str], bool]:
        """The words for what a figure counts, and whether they stand after it ("20 posti letto")."""
        if value not in self._counted:
            after = self._nouns(self.text[value.end : self.segments[self._at(value)].end])[:2]
            before = self._nouns(self.text[: value.start])[-3:] if not after else []
            self._counted[value] = after or before or list(content(self.text, self.language)), bool(after)
        return self._counted[value]

    def _nouns(self, text: str) -> list[str]:
        return [word for word in content(text, self.language) if word not in self._told]

    @cached_property
    def _told(self) -> frozenset[str]:
        """The words of the claim's names and figures."""
        told = [part.text for part in self.parts if part.kind == "name" or part.value]
        return frozenset(word for each in told for word in content(each, self.language))

    def _at(self, value: Value) -> int:
        return next((at for at, each in enumerate(self.segments) if each.start <= value.start < each.end), 0)

    def _of(self, value: Value) -> Owned:
        at = self._at(value)
        mine = self.segments[at]
        text = mine.text if at else self.shared + mine.text
        dates = [each for each in self._dates if each is not value]
        here = [each for each in dates if mine.start <= each.start < mine.end]
        dates = here or [each for each in dates if each.start < mine.end] or dates
        return Owned(
            self._names(at, text),
            tuple(each for each in dates if each not in self._compared),
            content(text, self.language),
            tuple(each for each in members_in(text) if each.group in _TREND),
        )

    def _names(self, at: int, text: str) -> tuple[str, ...]:
        names = list(named(text))
        levels = {place_level(name) for name in names}
        for piece in self._backwards[len(self.segments) - at :] if at else []:
            if levels >= self._levels:
                break
            more = [name for name in piece if place_level(name) not in levels]
            names += more
            levels |= {place_level(name) for name in more}
        return tuple(dict.fromkeys(names))

    @cached_property
    def _backwards(self) -> list[tuple[str, ...]]:
        return [*(named(each.text) for each in reversed(self.segments)), named(self.shared)]

    @cached_property
    def _levels(self) -> frozenset[str]:
        return frozenset(place_level(name) for piece in self._backwards for name in piece)

    @cached_property
    def _dates(self) -> list[Value]:
        return [each for each in self.values if each.kind in ("date", "period")]

    @cached_property
    def _compared(self) -> frozenset[Value]:
        return frozenset(each for each in self._dates if compared(each, self.text))
