"""What changed between two documents, two editions of one, or two plans in many files: section by section, with places.

How sections and sentences are aligned is told in ``rag.across.aligning``. What is the same is counted, not shown.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rag.across.aligning import Group, aligned
from rag.across.citing import Citer
from rag.across.figures import figures_changed
from rag.across.scope import Scope, scope
from rag.across.sections import Unit, sections_of
from rag.errors import UsageError
from rag.library import Library
from rag.phrases import say
from rag.settings import Settings
from rag.types import Change, ChangeKind, Citation
from rag.wording import words_changed

How = Literal["same", "renamed", "moved", "split", "merged", "only_old", "only_new"]
# From this likeness of its own words on a section is surely the other's; below, it is likely.
_SURE: Final = 0.55


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence, item or row that was added, removed or altered, with the place in each text.

    ``words`` are the spans that differ, as offsets into the two quotes; ``alike`` is 0 to 1, 0 where there is one side.
    """

    kind: ChangeKind
    old: Citation | None
    new: Citation | None
    words: tuple[Change, ...] = ()
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or date that changed: what it counts (the words round it), both values, both places."""

    kind: Literal["figure", "date"]
    what: str
    old: str
    new: str
    old_citation: Citation
    new_citation: Citation


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section in the old and in the new text (their headings, the outermost first; empty where it has none there).

    ``how``: same heading, renamed, moved under another, split, merged, or only in one of the two. ``sure``: enough
    words are the same to say that it is one section; ``alike`` is 0 to 1. ``kept`` sentences are the same, ``moved``
    came from another section.
    """

    how: How
    old: tuple[str, ...]
    new: tuple[str, ...]
    places: tuple[Citation, ...]
    alike: float
    sure: bool
    kept: int
    moved: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two texts; ``documents`` are how many files each is made of, ``identical``: nothing did."""

    old: str
    new: str
    documents: tuple[int, int]
    identical: bool
    kept: int
    moved: int
    sections: tuple[SectionChange, ...]
    figures: tuple[Figure, ...]
    elapsed_ms: int = 0

    def count(self, kind: ChangeKind) -> int:
        """How many sentences were added, removed or altered."""
        return sum(each.kind == kind for section in self.sections for each in section.differences)


def compare(library: Library, old: str, new: str, settings: Settings, language: str = "it") -> Comparison:
    """What changed from one document, edition, folder or plan to another, each named as ``rag.across.scope`` reads it.

    Raises UsageError when a name means nothing, or several things, or both mean the same.
    """
    return compare_scopes(library, scope(library, old, language), scope(library, new, language), settings, language)


def compare_scopes(library: Library, old: Scope, new: Scope, settings: Settings, language: str = "it") -> Comparison:
    """The same for what is known already. Raises UsageError when both are the same editions, or one holds no text."""
    started = time.monotonic()
    same = {(each.uri, each.edition) for each in old.editions} & {(each.uri, each.edition) for each in new.editions}
    if same:
        raise UsageError(say("compare_same", language, old=old.name, new=new.name))
    citer = Citer(library, settings.public_url)
    before, after = sections_of(citer, old.editions), sections_of(citer, new.editions)
    for each, found in ((old, before), (new, after)):
        if not found:
            raise UsageError(say("compare_empty", language, document=each.name))
    groups = aligned(before, after)
    places = {id(section): at for at, section in enumerate(before)}
    sections = _told(groups, places, citer)
    return Comparison(
        old=old.name,
        new=new.name,
        documents=(len(old.editions), len(new.editions)),
        identical=all(not each.differences and each.how in ("same", "renamed") for each in sections),
        kept=sum(group.kept for group in groups),
        moved=sum(group.moved for group in groups),
        sections=tuple(sections),
        figures=tuple(_figures(sections)),
        elapsed_ms=round(1000 * (time.monotonic() - started)),
    )


def _told(groups: Iterable[Group], places: dict[int, int], citer: Citer) -> list[SectionChange]:
    whole = list(groups)
    paired = [at for at, group in enumerate(whole) if group.old and group.new]
    stayed = {paired[at] for at in _rising([min(places[id(each)] for each in whole[at].old) for at in paired])}
    return [_section(group, citer, moved=at not in stayed) for at, group in enumerate(whole)]


def _rising(places: Sequence[int]) -> list[int]:
    """Which numbers make the longest rising row: the others are those that moved (patience sorting)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        ends[length:], last[length:] = [place, *ends[length + 1 :]], [at, *last[length + 1 :]]
        before.append(last[length - 1] if length else -1)
    row, at = [], last[-1] if last else -1
    while at >= 0:
        row.append(at)
        at = before[at]
    return row[::-1]


def _section(group: Group, citer: Citer, *, moved: bool) -> SectionChange:
    heads = [citer.cite(each.record, *each.place) for each in (*group.old, *group.new)]
    return SectionChange(
        how=_how(group, moved=moved),
        old=group.old[0].path if group.old else (),
        new=group.new[0].path if group.new else (),
        places=tuple(each for each in heads if each),
        alike=round(min(1.0, group.alike), 3),
        sure=not (group.old and group.new) or group.alike >= _SURE,
        kept=group.kept,
        moved=group.moved,
        differences=tuple(_differences(group, citer)),
    )


def _how(group: Group, *, moved: bool) -> How:
    if not group.new:
        return "only_old"
    if not group.old:
        return "only_new"
    if len(group.new) > 1:
        return "split"
    if len(group.old) > 1:
        return "merged"
    if group.old[0].plain != group.new[0].plain:
        return "renamed"
    return "moved" if moved else "same"


def _differences(group: Group, citer: Citer) -> list[Difference]:
    """In the order of the new text; what was removed comes last."""

    def cite(unit: Unit) -> Citation | None:
        return citer.cite(unit.record, unit.start, unit.end)

    made: list[tuple[tuple[str, int], Difference]] = []
    for old, new, alike in group.altered:
        was, now = cite(old), cite(new)
        words = tuple(words_changed(old.text, new.text))
        if was and now and words:
            made.append(((new.record.uri, new.start), Difference("altered", was, now, words, round(alike, 3))))
    for unit in group.added:
        if now := cite(unit):
            made.append(((unit.record.uri, unit.start), Difference("added", None, now)))
    made.sort(key=lambda each: each[0])
    gone = [Difference("removed", was, None) for was in map(cite, group.removed) if was]
    return [each for _, each in made] + gone


def _figures(sections: Iterable[SectionChange]) -> list[Figure]:
    found = []
    for each in (each for section in sections for each in section.differences):
        if each.old and each.new:
            for change in figures_changed(each.old.quote, each.new.quote):
                found.append(Figure(change.kind, change.what, change.old, change.new, each.old, each.new))
    return found
