"""Which names, dates and words go with which figure of a sentence: "30 nel 2023, 28 nel 2024 e 26 nel 2025". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
_TREND: Final = ("trend", "vote", "owner", "part", "permit", "progress", "state", "cost", "pace", "sex", "extreme")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece ``text[start:end]`` of a sentence that holds a figure (or the whole of it, where none does)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Owned:
    """What goes with a figure of a claim: names, dates and years, other words, words of closed classes."""

    names: tuple[str, ...]
    dates: tuple[Value, ...]
    words: tuple[str, ...]
    members: tuple[Member, ...]


def segments(text: str, values: Sequence[Value]) -> tuple[str, list[Segment]]:
    """What stands before all figures and is shared by them, and a segment for each figure or run of figures."""
    figures = [each for each in values if each.kind in _FIGURES]
    if not figures:
        return "", [Segment(0, len(text), text)]
    edges = [0, *_cuts(text, values, figures), len(text)]
    pieces = [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]
    holds = [any(a <= each.start < b for each in figures) for a, b in pieces]
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
    busy = [(each.start, each.end) for each in values]
    cuts = {
        found.end()
        for found in _CUT.finditer(folded)
        if not (labels and found.group() == ":") and not any(a < found.end() < b for a, b in busy)
    }
    for one, other in zip(figures, figures[1:], strict=False):
        if not any(one.end <= cut <= other.start for cut in cuts):
            links = [found.end() for found in _LINK.finditer(folded, one.end, other.start)]
            cuts.update(links[-1:])
    return sorted(cuts)


def pieces(text: str) -> list[tuple[int, int]]:
    """A sentence between its commas and conjunctions."""
    edges = [0, *(found.end() for found in _CUT.finditer(fold(text))), len(text)]
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]


def place_level(name: str) -> str:
    """What kind of thing a name names; regions and towns apart, for a town's figure is no rival of its region's."""
    kind = name_kind(name)
    return "region" if kind == "place" and name in NAMES else kind


def owned_by(value: Value, text: str, values: Sequence[Value], language: str) -> Owned:
    """What goes with a figure of a claim: what its own segment holds, and of the rest what it does not say anew."""
    shared, several = segments(text, values)
    at = next((at for at, each in enumerate(several) if each.start <= value.start < each.end), 0)
    mine = several[at]
    earlier = [shared, *(each.text for each in several[:at])]
    names = _names(mine.text if at else shared + mine.text)
    levels = {place_level(name) for name in names}
    for piece in reversed(earlier if at else []):
        more = [name for name in _names(piece) if place_level(name) not in levels]
        names += more
        levels |= {place_level(name) for name in more}
    dates = [each for each in values if each.kind in ("date", "period") and each is not value]
    here = [each for each in dates if mine.start <= each.start < mine.end]
    dates = here or [each for each in dates if each.start < mine.end] or dates
    return Owned(
        tuple(dict.fromkeys(names)),
        tuple(each for each in dates if not compared(each, text)),
        content(mine.text if at else shared + mine.text, language),
        tuple(each for each in members_in(mine.text if at else shared + mine.text) if each.group in _TREND),
    )


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


def _names(text: str) -> list[str]:
    return [text[start:end] for start, end in names_of(text)]


def names_there(names: Sequence[str], text: str, language: str, found: Found) -> list[bool]:
    """Which names stand in a text."""
    return [is_there(found(re.findall(r"\w+", fold(name)), text, language)) for name in names]


def rival_name(owned: Owned, text: str, language: str, found: Found) -> bool:
    """True where a text names another place or body of the level of a claim's, and not that one."""
    there = names_there(owned.names, text, language, found)
    lacking = {place_level(name) for name, met in zip(owned.names, there, strict=True) if not met}
    met = {place_level(name) for name, is_met in zip(owned.names, there, strict=True) if is_met}
    others = {place_level(name) for name in _names(f"x {text}")}
    return bool((lacking - met) & others & {"place", "region", "person"})


def turned_over(owned: Owned, text: str) -> tuple[str, str] | None:
    """A word of a claim's figure and its opposite in a text that has only that: "calato" and "in più"."""
    here = members_in(text)
    for mine in owned.members:
        same = [each for each in here if each.group == mine.group]
        if same and all(each.which != mine.which for each in same):
            return "", text[same[0].start : same[0].end]
    return None
