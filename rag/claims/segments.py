"""Which names, dates and words go with which figure of a sentence: "30 nel 2023, 28 nel 2024 e 26 nel 2025". Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rag.analysis import WORD, fold, stop_words
from rag.claims.lexicon import Member, members_in
from rag.claims.naming import Found, is_there, name_kind
from rag.claims.parts import names_of
from rag.claims.values import Value
from rag.territories import NAMES

_CUT: Final = re.compile(
    r"[,;:|](?=\s)|(?<=\w)\.(?=\s)|\s(?=(?:e|ed|et|and|ma|mentre|invece|but|while|whereas|mais|tandis que|"
    r"contro|contre) )|"
    r"\s[–—-](?=\s)|\)(?=\s)"
)
# Between two figures of one piece: "i 207 del PAIR 2030 con i 33 del Piano precedente".
_LINK: Final = re.compile(
    r"\s(?=(?:con|da|dal|dalle|dai|a|ai|alle|nel|nella|nei|in|per|su|di cui|dont|with|to|from|sur|au|aux|en|dans) )"
)
_FIGURES: Final = ("number", "percent", "money", "label")
# Before a date that another one is compared with: "82 milioni in più del 2024".
_COMPARED: Final = re.compile(
    r"(?:rispetto a\w*|piu (?:d|che )\w*|meno (?:d|che )\w*|confronto \w+|contro|a fronte d\w+|fin[oe] a\w*|entro|"
    r"par rapport a\w*|(?:plus|moins) qu'?e?n?|contre|compared (?:to|with)|than|versus|dell'anno|sul|sull[oa']|su)"
    r"(?: (?:il|la|lo|l'|le|the|in|en))?\s?$"
)
# "140 su 187": the second is the whole, of which the first is a part.
_OUT_OF: Final = re.compile(r"\d\s?(?:su|sur|out of|of the)(?: (?:un totale di|un total de|a total of|i|le|les))? ?$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece ``text[start:end]`` of a sentence that holds a figure (or the whole of it, where none does)."""

    start: int
    end: int
    text: str


def segments(text: str, values: Sequence[Value]) -> tuple[str, list[Segment]]:
    """What stands before all figures and is shared by them, and a segment for each figure or run of figures."""
    figures = [each for each in values if each.kind in _FIGURES]
    if not figures:
        return "", [Segment(0, len(text), text)]
    edges = [0, *_cuts(text, values, figures), len(text)]
    pieces = [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]
    starts = sorted(each.start for each in figures)
    holds = [bisect_left(starts, a) < bisect_left(starts, b) for a, b in pieces]
    first = holds.index(True)
    shared = text[: pieces[first][0]]
    found: list[list[int]] = []
    open_at: int | None = None
    for (a, b), has in list(zip(pieces, holds, strict=True))[first:]:
        if has:
            found.append([a if open_at is None else open_at, b])
            open_at = None
        elif open_at is None:
            open_at = a
    if open_at is not None:
        found[-1][1] = len(text)
    return shared, [Segment(a, b, text[a:b]) for a, b in found]


def _cuts(text: str, values: Sequence[Value], figures: Sequence[Value]) -> list[int]:
    """Where a sentence is cut, never inside a figure; "PAIR 2020: 33 Comuni; PAIR 2030: 207" keeps label and figure."""
    folded = fold(text)
    labels = len(re.findall(r":\s", folded)) > 1
    inside = {at for each in values for at in range(each.start + 1, each.end)}
    cuts = sorted(
        found.end()
        for found in _CUT.finditer(folded)
        if not (labels and found.group() == ":") and found.end() not in inside
    )
    linked = set(cuts)
    for one, other in zip(figures, figures[1:], strict=False):
        at = bisect_left(cuts, one.end)
        if at == len(cuts) or cuts[at] > other.start:
            links = [found.end() for found in _LINK.finditer(folded, one.end, other.start)]
            linked.update(links[-1:])
    return sorted(linked)


def pieces(text: str) -> list[tuple[int, int]]:
    """A sentence between its commas and conjunctions."""
    edges = [0, *(found.end() for found in _CUT.finditer(fold(text))), len(text)]
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]


@lru_cache(maxsize=2048)
def place_level(name: str) -> str:
    """What kind of thing a name names; regions and towns apart, for a town's figure is no rival of its region's."""
    kind = name_kind(name)
    return "region" if kind == "place" and name in NAMES else kind


def content(text: str, language: str) -> tuple[str, ...]:
    """The words of a text that are neither small words nor figures."""
    stops = stop_words(language)
    return tuple(dict.fromkeys(
        word for word in WORD.findall(fold(text)) if word not in stops and len(word) > 2 and not word[0].isdigit()
    ))  # fmt: skip


def compared(date: Value, text: str) -> bool:
    """True for a date that a figure is compared with, not the figure's own."""
    return bool(_COMPARED.search(fold(text)[max(0, date.start - 24) : date.start]))


def is_whole(value: Value, text: str) -> bool:
    """True for the second figure of "140 su 187"."""
    return bool(_OUT_OF.search(fold(text)[max(0, value.start - 28) : value.start]))


@lru_cache(maxsize=2048)
def named(text: str) -> tuple[str, ...]:
    """The names in a text, in order."""
    return tuple(text[start:end] for start, end in names_of(text))


def names_there(names: Sequence[str], text: str, language: str, found: Found) -> list[bool]:
    """Which names stand in a text."""
    return [is_there(found(re.findall(r"\w+", fold(name)), text, language)) for name in names]


def rival_name(names: Sequence[str], text: str, language: str, found: Found) -> bool:
    """True where a text names another place or body of the level of a claim's names, and not that one."""
    there = names_there(names, text, language, found)
    lacking = {place_level(name) for name, met in zip(names, there, strict=True) if not met}
    met = {place_level(name) for name, is_met in zip(names, there, strict=True) if is_met}
    others = {place_level(name) for name in named(f"x {text}")}
    return bool((lacking - met) & others & {"place", "region", "person"})


def turned_over(members: Sequence[Member], text: str) -> tuple[str, str] | None:
    """A word of a claim's figure and its opposite in a text that has only that: "calato" and "in più"."""
    here = members_in(text)
    for mine in members:
        same = [each for each in here if each.group == mine.group]
        if same and all(each.which != mine.which for each in same):
            return "", text[same[0].start : same[0].end]
    return None
