"""Pure: what one edition of a document changed, block by block: added, removed, altered; what only moved is no change.

Blocks that say the same are paired by their words, first under the same headings; of the rest, those that share most of
their telling words are one block that was altered. difflib took 3.2 s to find the likest of 283 blocks for 30 others;
here equal blocks meet by hash, and only those that share rare words, or stand in the same gap between equal ones, are
compared: at most 0.3 s for a document of 900 blocks, however much of it changed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rag.analysis import TOKEN, fold
from rag.sentences import sentence_spans
from rag.types import Block, Change

Edition = tuple[str, Sequence[Block]]

# Two blocks are one altered block from this share of telling words on. What speaks for it by its place counts with it.
_ALIKE: Final = 0.6
_SAME_GAP: Final = 0.2
_SAME_SECTION: Final = 0.1
# Words found in more blocks than this bring no pairs; in a gap with more blocks, place alone brings none.
_COMMON: Final = 12
_GAP: Final = 12
# Shorter blocks are labels and cells: the same words elsewhere are no proof that they only moved.
_PROSE: Final = 6
_WORD: Final = re.compile(TOKEN + "|[%€<>≤≥±+=]")
_NUMBERING: Final = re.compile(r"\s*(?:\d+(?:\.\d+)+|\d+\.)\s")


@dataclass(frozen=True)
class _Unit:
    """A block, its text and the path of headings over it."""

    block: Block
    text: str
    path: tuple[str, ...]

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The folded words and figures, without a heading's number."""
        numbered = _NUMBERING.match(self.text) if self.block.kind == "heading" else None
        return _words(self.text[numbered.end() :] if numbered else self.text)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The words that tell the block from others: not the short ones, where it has others."""
        return tuple(word for word in self.said if len(word) > 3 or word[0].isdigit()) or self.said

    def sentences(self) -> set[tuple[str, ...]]:
        """The words of each sentence."""
        return {_words(self.text[start:end]) for start, end in sentence_spans(self.text)}


def changes(old: Edition, new: Edition) -> list[Change]:
    """What makes the new edition of the old, in the order of the new one.

    An edition is its text and its blocks; spans are in characters of either text. Neighbouring blocks of one section
    that were added, or removed, are one change. White space, punctuation, capitals, numbers of headings, other places
    of the same words, and paragraphs that were only joined or divided are none.
    """
    before, after = _units(*old), _units(*new)
    equal = _equal(before, after)
    altered = _altered(before, after, equal)
    back = {then: now for now, then in (equal | altered).items()}
    met = set(equal.values())
    left = [unit for then, unit in enumerate(before) if then not in met]
    come = [unit for now, unit in enumerate(after) if now not in equal]
    told = {sentence for unit in left for sentence in unit.sentences()}
    kept = {sentence for unit in come for sentence in unit.sentences()}
    found: list[tuple[int, Change]] = []
    for now, unit in enumerate(after):
        if now in equal or _stands(unit, told):
            continue
        span = (unit.block.start, unit.block.end)
        if now in altered:
            was = before[altered[now]].block
            found.append((now, Change("altered", (was.start, was.end), span)))
        else:
            found.append((now, Change("added", None, span)))
    place = -1
    for then, unit in enumerate(before):
        place = back.get(then, place)
        if then not in back and not _stands(unit, kept):
            found.append((place, Change("removed", (unit.block.start, unit.block.end), None)))
    found.sort(key=lambda each: (each[0], each[1].new is None))
    return _joined([change for _, change in found], before, after)


def _units(text: str, blocks: Iterable[Block]) -> list[_Unit]:
    units: list[_Unit] = []
    path: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind == "heading":
            path = [each for each in path if each[0] < block.level]
        units.append(_Unit(block, text[block.start : block.end], tuple(name for _, name in path)))
        if block.kind == "heading":
            path.append((block.level, " ".join(units[-1].said)))
    return units


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text).replace("\u00ad", "")))


def _equal(before: Sequence[_Unit], after: Sequence[_Unit]) -> dict[int, int]:
    """Blocks of the new edition (by number) that the old one has too: under the same headings, else anywhere.

    First letter for letter, which is quick and leaves few to be taken apart into words.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    keys: tuple[Callable[[_Unit], Hashable], ...] = (
        lambda unit: (unit.text, unit.path),
        lambda unit: (unit.said, unit.path),
        lambda unit: unit.said,
    )
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for then in reversed(range(len(before))):
            if then not in taken:
                waiting[key(before[then])].append(then)
        for now, unit in enumerate(after):
            same = waiting.get(key(unit)) if now not in pairs else None
            if same:
                pairs[now] = same.pop()
                taken.add(pairs[now])
    return pairs


def _altered(before: Sequence[_Unit], after: Sequence[_Unit], pairs: dict[int, int]) -> dict[int, int]:
    """Blocks that were altered: the likest pairs first, each block in one pair at most."""
    from rapidfuzz.distance import Indel

    met = set(pairs.values())
    old = {then: before[then].telling for then in range(len(before)) if then not in met}
    new = {now: after[now].telling for now in range(len(after)) if now not in pairs}
    gaps_old = _gaps(len(before), {then: then for then in pairs.values()})
    gaps_new = _gaps(len(after), pairs)
    scored = []
    for then, now in _candidates(old, new, gaps_old, gaps_new):
        one, other = before[then], after[now]
        if (one.block.kind == "heading") != (other.block.kind == "heading"):
            continue
        bonus = _SAME_GAP * (gaps_old[then] == gaps_new[now]) + _SAME_SECTION * (one.path == other.path)
        alike = Indel.normalized_similarity(old[then], new[now], score_cutoff=_ALIKE - bonus)
        if alike and alike + bonus >= _ALIKE:
            scored.append((-alike - bonus, now, then))
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, now, then in sorted(scored):
        if now not in found and then not in used:
            found[now] = then
            used.add(then)
    return found


def _gaps(count: int, pairs: dict[int, int]) -> list[int]:
    """For each block the old number of the equal block before it (-1 at the start): the gap it stands in."""
    gaps, last = [], -1
    for at in range(count):
        last = pairs.get(at, last)
        gaps.append(last)
    return gaps


def _candidates(
    old: Mapping[int, tuple[str, ...]],
    new: Mapping[int, tuple[str, ...]],
    gaps_old: Sequence[int],
    gaps_new: Sequence[int],
) -> set[tuple[int, int]]:
    """Pairs worth comparing: in the same gap, or with two rare words in common (one, where a block has no more)."""
    holders: dict[str, list[int]] = defaultdict(list)
    gap: dict[int, list[int]] = defaultdict(list)
    for then, telling in old.items():
        gap[gaps_old[then]].append(then)
        for word in set(telling):
            holders[word].append(then)
    rare = {word: those for word, those in holders.items() if len(those) <= _COMMON}
    found = set()
    for now, telling in new.items():
        near = gap[gaps_new[now]]
        found |= {(then, now) for then in near if len(near) <= _GAP}
        shared = Counter(then for word in set(telling) for then in rare.get(word, ()))
        found |= {(then, now) for then, count in shared.items() if count >= min(2, len(old[then]))}
    return found


def _stands(unit: _Unit, told: set[tuple[str, ...]]) -> bool:
    """True when all sentences of a block of prose stand in the other edition: it was only joined or divided."""
    return len(unit.said) > _PROSE and unit.sentences() <= told


def _joined(found: Sequence[Change], before: Sequence[_Unit], after: Sequence[_Unit]) -> list[Change]:
    """Added, and removed, blocks that follow each other in one section made one change; a heading starts another."""
    number_old = {unit.block.start: at for at, unit in enumerate(before)}
    number_new = {unit.block.start: at for at, unit in enumerate(after)}
    ends_old = {unit.block.end: at for at, unit in enumerate(before)}
    ends_new = {unit.block.end: at for at, unit in enumerate(after)}

    def follows(last: tuple[int, int] | None, span: tuple[int, int] | None, side: str) -> bool:
        if last is None or span is None:
            return last is span
        numbers, ends, units = (number_old, ends_old, before) if side == "old" else (number_new, ends_new, after)
        at = numbers[span[0]]
        return ends[last[1]] + 1 == at and units[at].block.kind != "heading"

    joined: list[Change] = []
    for change in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == change.kind != "altered"
            and follows(last.old, change.old, "old")
            and follows(last.new, change.new, "new")
        ):
            old = last.old and change.old and (last.old[0], change.old[1])
            new = last.new and change.new and (last.new[0], change.new[1])
            joined[-1] = Change(change.kind, old or None, new or None)
        else:
            joined.append(change)
    return joined
