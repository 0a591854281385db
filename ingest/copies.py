"""Pure: which documents carry the same release, told from their signatures, whatever the order they came in.

Wrong beats missing nowhere: two documents are one release only when most of the shorter stands in the longer, the
figures and names in the same places are the same, and no period in their titles or addresses speaks against it. Two
pages of one publisher are copies only when they are nearly the same throughout: a publisher cuts nobody's releases, but
repeats its own notices, writes next year's note over this year's, and prints new editions of its plans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from ingest.likeness import Hashes, Likeness, Signature, compare, opened, packed
from rag.hosts import host_of
from rag.types import Block, DocumentRecord

# Shorter, a text is a notice, not a release; what this many pages of a site say (or this share, where that is more) is
# its clutter; a shingle in more documents than _COMMON links neighbours only, not all pairs of them.
_FEWEST: Final = 25
_CLUTTER_PAGES: Final = 3
_CLUTTER_SHARE: Final = 0.02
_COMMON: Final = 16
# One half of all shingles suffices to find candidates; two of them must be shared.
_SAMPLE: Final = 0xFFFFFFFF >> 1
_LONG_LIVED: Final = frozenset({"plan", "act", "transcript"})
_PERIOD: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—/_]\s*((?:19|20)?\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# The issuer's own words first, then what it put on its pages, then those who printed it.
_ORDER: Final = {"press_release": 0, "act": 0, "plan": 0, "institutional_page": 1, "webinar_notes": 1}


@dataclass(frozen=True, slots=True)
class Rules:
    """When two documents carry one release; fitted by ``python -m eval.copies`` (see eval/RESULTS.md).

    ``contained``: least share of the shorter in the longer, and ``ratio``: least size of the shorter to the longer, of
    two publishers' pages. ``alike``: least Jaccard likeness of two pages of one publisher, and of plans, acts and
    transcripts. ``figures`` and ``names``: most of them that may differ in the same places. ``akin``: least share of
    the shorter of any two in a group: two cuts of one release have its general part in common, two releases in one
    round-up of the day have nothing.
    """

    contained: float = 0.6
    ratio: float = 0.25
    alike: float = 0.9
    figures: float = 0.1
    names: float = 0.25
    akin: float = 0.2


def signature(text: str, blocks: Sequence[Block]) -> bytes:
    """What tells an edition's copies: at most 4 KB, the same in every run and on every machine."""
    return packed(text, blocks)


def releases(
    signatures: Mapping[int, bytes], records: Mapping[int, DocumentRecord], rules: Rules = Rules()
) -> dict[int, int]:
    """Which documents carry one release: document -> its leader (itself for a leader); no groups of one.

    Keys are the library's ids of documents; give the current editions only. The leader is the issuer's own text, else
    the earliest published, else the longest, else the first by address.
    """
    known = {each: opened(data) for each, data in signatures.items() if each in records}
    sheets = _without_clutter(known, records)
    sheets = {each: sheet for each, sheet in sheets.items() if len(sheet.shingles) and sheet.count >= _FEWEST}
    twins = _twins(sheets, records)
    order = [each[0] for each in twins]
    links: list[tuple[float, float, int, int]] = []
    for first, second in _candidates([sheets[each].shingles for each in order]):
        one, other = order[first], order[second]
        like = compare(sheets[one], sheets[other])
        if same_release(like, records[one], records[other], rules):
            links.append((-like.contained, -like.jaccard, first, second))

    def agree(first: int, second: int) -> bool:
        one, other = order[first], order[second]
        like = compare(sheets[one], sheets[other])
        return like.contained >= rules.akin and not _at_odds(like, records[one], records[other], rules)

    joined = _groups(sorted(links), agree)
    single = set(range(len(order))) - {at for group in joined for at in group}
    groups = [[each for at in group for each in twins[at]] for group in (*joined, *([at] for at in single))]
    return {
        member: leader
        for group in groups
        if len(group) > 1
        for leader in [min(group, key=lambda each: _first(records[each], known[each].count))]
        for member in group
    }


def same_release(like: Likeness, one: DocumentRecord, other: DocumentRecord, rules: Rules = Rules()) -> bool:
    """True when two documents that compare so carry one release."""
    if like.shared < _FEWEST or _at_odds(like, one, other, rules):
        return False
    if _house(one) & _house(other) or {one.kind, other.kind} & _LONG_LIVED:
        return like.jaccard >= rules.alike
    return like.contained >= rules.contained and like.ratio >= rules.ratio


def _twins(sheets: Mapping[int, Signature], records: Mapping[int, DocumentRecord]) -> list[list[int]]:
    """Documents that no comparison could tell apart, in order of address: one stands for all of them.

    A site may give one notice under a thousand addresses: compared two by two, 600 took 20 s.
    """
    found: dict[Hashable, list[int]] = defaultdict(list)
    for each in sorted(sheets, key=lambda each: records[each].uri):
        sheet, record = sheets[each], records[each]
        said = (sheet.shift, sheet.count, *(part.tobytes() for part in (sheet.shingles, sheet.places, sheet.values)))
        kind = record.kind if record.kind in _LONG_LIVED else None
        found[said, frozenset(_house(record)), kind, *_periods(record)].append(each)
    return list(found.values())


def _at_odds(like: Likeness, one: DocumentRecord, other: DocumentRecord, rules: Rules) -> bool:
    return like.figures > rules.figures or like.names > rules.names or _periods_differ(one, other)


def _house(record: DocumentRecord) -> set[str]:
    """What tells a publisher: its name, and its site (for a file, none: a folder holds what many published)."""
    return {name for name in ((record.publisher or "").casefold(), host_of(record.uri)) if name}


def _periods_differ(one: DocumentRecord, other: DocumentRecord) -> bool:
    """True when titles or addresses name other periods (2017-2019), or titles other years."""
    return any(a and b and not a & b for a, b in zip(_periods(one), _periods(other), strict=True))


def _periods(record: DocumentRecord) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """The periods in a title and an address, and the years in the title."""
    return frozenset(_PERIOD.findall(f"{record.title} {record.uri}")), frozenset(_YEAR.findall(record.title))


def _without_clutter(known: Mapping[int, Signature], records: Mapping[int, DocumentRecord]) -> dict[int, Signature]:
    """The signatures without what many different pages of their site say."""
    sites: dict[str, list[int]] = defaultdict(list)
    for each in known:
        sites[host_of(records[each].uri)].append(each)
    kept = dict(known)
    for host, pages in sites.items():
        if not host or len(pages) < _CLUTTER_PAGES:
            continue
        different = {known[each].shingles.tobytes(): known[each].shingles for each in pages}
        hashes, counts = np.unique(np.concatenate(list(different.values())), return_counts=True)
        clutter = hashes[counts >= max(_CLUTTER_PAGES, _CLUTTER_SHARE * len(pages))]
        for each in pages:
            own = known[each]
            left = own.shingles[_absent(own.shingles, clutter)]
            kept[each] = replace(own, shingles=left, count=round(own.count * len(left) / (len(own.shingles) or 1)))
    return kept


def _absent(hashes: Hashes, known: Hashes) -> npt.NDArray[np.bool_]:
    """Which hashes are not among the known ones, both sorted (five times as fast as np.isin for a page's few)."""
    if not len(known):
        return np.ones(len(hashes), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.asarray(known[at] != hashes)


def _candidates(sketches: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs that share at least two sampled shingles, in order."""
    if not sketches:
        return
    sampled = [each[each <= _SAMPLE] for each in sketches]
    hashes = np.concatenate(sampled)
    owners = np.repeat(np.arange(len(sampled), dtype=np.int64), [len(each) for each in sampled])
    by_hash = np.argsort(hashes, kind="stable")  # so that the owners of one hash stay in order
    hashes, owners = hashes[by_hash], owners[by_hash]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    sizes = np.diff(np.r_[starts, len(hashes)])
    sizes_each = np.repeat(sizes, sizes)
    several = sizes_each > 1
    owners, sizes_each, sizes = owners[several], sizes_each[several], sizes[sizes > 1]
    ends = np.repeat(np.cumsum(sizes), sizes)
    counted: list[npt.NDArray[np.int64]] = []
    for step in range(1, _COMMON):
        at = np.arange(max(0, len(owners) - step))
        at = at[(at + step < ends[at]) & ((sizes_each[at] <= _COMMON) | (step == 1))]
        counted.append(owners[at] * len(sketches) + owners[at + step])
    pairs, times = np.unique(np.concatenate(counted), return_counts=True)
    for pair in pairs[times >= 2].tolist():
        yield divmod(pair, len(sketches))


def _groups(links: Sequence[tuple[float, float, int, int]], agree: Callable[[int, int], bool]) -> list[list[int]]:
    """Linked documents together, the surest links first; two groups are joined when all of them agree."""
    home: dict[int, list[int]] = {}
    for _, _, first, second in links:
        one, other = home.setdefault(first, [first]), home.setdefault(second, [second])
        if one is other or not all(agree(a, b) for a in one for b in other):
            continue
        one += other
        for each in other:
            home[each] = one
    return [group for each, group in home.items() if len(group) > 1 and each == min(group)]


def _first(record: DocumentRecord, count: int) -> tuple[int, str, int, str]:
    """What leads a group: sorts first. "2022-06" may be any day of June: it comes after the days that are known."""
    published = (record.published or "9999").ljust(10, "~")
    return _ORDER.get(record.kind or "", 2), published, -count, record.uri
