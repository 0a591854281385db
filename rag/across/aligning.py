"""Which sections of two texts are about the same thing, and which of their sentences say the same.

Sections are compared by four things: sentences that both have to the letter, words (cosine, rare ones counting more),
the bundled model's vectors, and headings. The likest pairs are taken first, each section in one pair: greedy matching,
at least half as good as the best assignment (Avis, "A survey of heuristics for the weighted matching problem", 1983).
So a moved chapter finds its place, which an alignment that keeps the order (Needleman and Wunsch 1970; Gale and Church
1993) would lose. A section left over joins the pair that holds most of its words: it was split off, or merged.
Sentences are paired in the same way, those said alike first, then by words and letters with a little for the order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from rag.across.alike import Matrix, best_pairs, by_letters, by_words, pairs_by_letters
from rag.across.sections import Section, Unit
from rag.embeddings import bundled

# Shares of a pair's likeness, tried on the two plans of shared/documents/editions and on copies of one with chapters
# moved, renamed and split (tests/test_rag_across_compare.py); unfitted.
_WORDS: Final = 0.45
_MEANING: Final = 0.15
_HEADING: Final = 0.25
_EQUAL: Final = 0.15
# Least likeness of two sections that are one, and share of a leftover's words that must stand in the pair it joins.
LEAST: Final = 0.38
_JOINS: Final = 0.5
# Least likeness of an altered sentence; the same among those left over anywhere in the two texts.
_ALTERED: Final = 0.55
_ALTERED_AFAR: Final = 0.75
# What standing at the same place in its section adds to a sentence's likeness.
_ORDER: Final = 0.02
# Sentences that are compared all with all at most, in a section and among those left over.
_MOST: Final = 4000


@dataclass(eq=False)
class Group:
    """Sections of the old and of the new text that are one; more than one on a side where it was split or merged."""

    old: list[Section] = field(default_factory=list)
    new: list[Section] = field(default_factory=list)
    alike: float = 0.0
    kept: int = 0
    moved: int = 0
    altered: list[tuple[Unit, Unit, float]] = field(default_factory=list)
    removed: list[Unit] = field(default_factory=list)
    added: list[Unit] = field(default_factory=list)


def aligned(old: Sequence[Section], new: Sequence[Section]) -> list[Group]:
    """The groups of sections in the order of the new text, those only in the old one after what stood before them."""
    scores = _likeness(old, new) if old and new else np.zeros((len(old), len(new)), dtype=np.float32)
    pairs = best_pairs(scores, LEAST)
    groups = {before: Group([old[before]], [new[after]], alike) for before, after, alike in pairs}
    by_new = {after: groups[before] for before, after, _ in pairs}
    _join(old, new, groups, by_new)
    place = {id(section): at for sections in (old, new) for at, section in enumerate(sections)}
    for group in by_new.values():
        group.old.sort(key=lambda each: place[id(each)])
        group.new.sort(key=lambda each: place[id(each)])
    for group in dict.fromkeys([*groups.values(), *by_new.values()]):
        if group.old and group.new:
            _compare_units(group)
    ordered = _ordered(old, new, groups, by_new)
    _find_moved(ordered)
    return ordered


def _likeness(old: Sequence[Section], new: Sequence[Section]) -> Matrix:
    words = by_words(
        [[stem for unit in each.units for stem in unit.stems] for each in old],
        [[stem for unit in each.units for stem in unit.stems] for each in new],
    )
    model = bundled()
    texts = [" ".join((each.title, *(unit.text for unit in each.units)))[:4000] for each in (*old, *new)]
    vectors = model.encode(texts)
    meaning = np.clip(vectors[: len(old)] @ vectors[len(old) :].T, 0, 1)
    own = by_letters([each.plain for each in old], [each.plain for each in new])
    path = by_letters([_around(each) for each in old], [_around(each) for each in new])
    heading = np.where(own > 0.6, 0.6 * own + 0.4 * path, 0)
    found: Matrix = _WORDS * words + _MEANING * meaning + _HEADING * heading + _EQUAL * _equal(old, new)
    return found


def _around(section: Section) -> str:
    return " ".join(section.path[:-1]).lower()


def _equal(old: Sequence[Section], new: Sequence[Section]) -> Matrix:
    """The share of the shorter section's sentences that the other has too, word for word."""
    there: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for at, section in enumerate(old):
        for unit in section.units:
            there[unit.said].add(at)
    found = np.zeros((len(old), len(new)), dtype=np.float32)
    for at, section in enumerate(new):
        for unit in section.units:
            for before in there.get(unit.said, ()):
                found[before, at] += 1
    sizes = np.minimum.outer([len(each.units) for each in old], [len(each.units) for each in new]).astype(np.float32)
    shares: Matrix = np.minimum(1, found / sizes)
    return shares


def _join(old: Sequence[Section], new: Sequence[Section], groups: dict[int, Group], by_new: dict[int, Group]) -> None:
    """Give sections left over to the pair that holds most of what they say: word for word, by sentences."""
    for mine, others, known, theirs in ((old, new, groups, by_new), (new, old, by_new, groups)):
        there: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, section in enumerate(others):
            for unit in section.units:
                there[unit.said].append(at)
        for at, section in enumerate(mine):
            if at in known:
                continue
            votes: dict[int, int] = defaultdict(int)
            for unit in section.units:
                for where in set(there.get(unit.said, ())):
                    votes[where] += len(unit.said)
            best = max(votes, key=lambda each: votes[each], default=None)
            total = sum(len(unit.said) for unit in section.units)
            if best is not None and best in theirs and votes[best] >= _JOINS * total:
                group = known[at] = theirs[best]
                (group.old if mine is old else group.new).append(section)


def _compare_units(group: Group) -> None:
    before = [unit for section in group.old for unit in section.units]
    after = [unit for section in group.new for unit in section.units]
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, unit in reversed(list(enumerate(before))):
        waiting[unit.said].append(at)
    met_old: set[int] = set()
    met_new: set[int] = set()
    for at, unit in enumerate(after):
        if same := waiting.get(unit.said):
            met_old.add(same.pop())
            met_new.add(at)
    group.kept = len(met_new)
    left = [unit for at, unit in enumerate(before) if at not in met_old]
    come = [unit for at, unit in enumerate(after) if at not in met_new]
    group.altered, group.removed, group.added = _altered(left, come, _ALTERED)


def _altered(
    left: Sequence[Unit], come: Sequence[Unit], least: float
) -> tuple[list[tuple[Unit, Unit, float]], list[Unit], list[Unit]]:
    """Pairs of sentences of which one was made of the other (in the new order), and those left over on each side."""
    if not left or not come or len(left) > _MOST or len(come) > _MOST:
        return [], list(left), list(come)
    words = by_words([unit.stems for unit in left], [unit.stems for unit in come])
    # What shares too few words can't reach the least by its letters: of 1,100 times 2,500 pairs some 2,000 are left.
    rows_at, columns_at = np.nonzero(words >= 2 * (least - _ORDER) - 1)
    letters = pairs_by_letters(
        [" ".join(left[int(at)].said) for at in rows_at], [" ".join(come[int(at)].said) for at in columns_at]
    )
    apart = np.abs(rows_at / len(left) - columns_at / len(come))
    scores = np.zeros_like(words)
    scores[rows_at, columns_at] = 0.5 * words[rows_at, columns_at] + 0.5 * letters + _ORDER * (1 - apart)
    pairs = best_pairs(scores, least)
    altered = [(left[row], come[column], min(1.0, score)) for row, column, score in sorted(pairs, key=lambda p: p[1])]
    rows, columns = {row for row, _, _ in pairs}, {column for _, column, _ in pairs}
    return (
        altered,
        [unit for at, unit in enumerate(left) if at not in rows],
        [unit for at, unit in enumerate(come) if at not in columns],
    )


def _ordered(
    old: Sequence[Section], new: Sequence[Section], groups: dict[int, Group], by_new: dict[int, Group]
) -> list[Group]:
    """Every group once, sections of one side alone made groups of their own."""
    found: list[Group] = []
    seen: set[int] = set()
    after: dict[int, list[Group]] = defaultdict(list)
    last = -1
    place = {id(section): at for at, section in enumerate(new)}
    for at, section in enumerate(old):
        if at in groups:
            last = min(place[id(each)] for each in groups[at].new)
        else:
            after[last].append(Group(old=[section], removed=list(section.units)))
    found += after[-1]
    for at, section in enumerate(new):
        group = by_new.get(at) or Group(new=[section], added=list(section.units))
        if id(group) not in seen:
            seen.add(id(group))
            found.append(group)
        found += after[at]
    return found


def _find_moved(groups: Sequence[Group]) -> None:
    """Sentences removed in one place and added in another are kept; nearly alike ones were altered on the way."""
    waiting: dict[tuple[str, ...], list[tuple[Group, Unit]]] = defaultdict(list)
    for group in groups:
        for unit in group.removed:
            waiting[unit.said].append((group, unit))
    for group in groups:
        for unit in list(group.added):
            if same := waiting.get(unit.said):
                source, gone = same.pop()
                source.removed.remove(gone)
                group.added.remove(unit)
                group.moved += 1
    left = [(group, unit) for group in groups for unit in group.removed if len(unit.said) > 5]
    come = [(group, unit) for group in groups for unit in group.added if len(unit.said) > 5]
    altered, _, _ = _altered([unit for _, unit in left], [unit for _, unit in come], _ALTERED_AFAR)
    home = {id(unit): group for group, unit in (*left, *come)}
    for gone, unit, alike in altered:
        home[id(gone)].removed.remove(gone)
        home[id(unit)].added.remove(unit)
        home[id(unit)].altered.append((gone, unit, alike))
