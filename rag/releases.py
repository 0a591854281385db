"""Copies of one release in the hits: what they share is shown once, what only one of them says stays its own.

Which documents are one release is told by ``ingest/copies.py``; here it is words that count, block by block. Of two
papers that cut a release to their provinces the general part is one hit, the leader's where it has it, and each
paper's paragraph on its province is a hit of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag.analysis import terms, words
from rag.library import Library
from rag.rows import passes
from rag.types import Block, Filters, Hit, Passage

# Words in a row that are compared; the share of a block's that must stand in a copy (a newsroom that touches every
# fourteenth word leaves 0.7), all figures besides; the share of a passage that makes a document one more address of it;
# and how many passages round its place a copy is searched (a menu or a cut moves it by one or two).
_ROW: Final = 4
_SAME: Final = 0.6
_MOST: Final = 0.5
_AROUND: Final = 4
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Words:
    """Words in order, as rows of four, and the figures among them."""

    said: tuple[str, ...]
    rows: frozenset[tuple[str, ...]]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Copy:
    """What a document of a release says near a place: ids and words of its passages, in order."""

    uri: str
    leads: bool
    ids: tuple[str, ...]
    words: tuple[_Words, ...]

    def carries(self, wanted: _Words) -> bool:
        """True when nearly all of the words, and all figures, stand here."""
        if not wanted.rows:
            return self.repeats(wanted.said)
        if not wanted.figures <= {figure for each in self.words for figure in each.figures}:
            return False
        return len({row for each in self.words for row in each.rows & wanted.rows}) >= _SAME * len(wanted.rows)

    def repeats(self, said: Sequence[str]) -> bool:
        """True when exactly these words stand here in a row."""
        return f" {' '.join(said)} " in f" {' '.join(word for each in self.words for word in each.said)} "


class Releases:
    """The releases of one library; shared by the threads of a server."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[str, _Words] = {}

    def one_each(self, query: str, hits: Iterable[Hit], filters: Filters, k: int) -> list[Hit]:
        """The best ``k`` hits, ranked, of hits that come best first; what copies of one release share is one hit.

        The leader's passage is shown where it has the words and passes the filters. A copy's passage that says more is
        cut to what only it says, its score to the share of the query's words there. ``also_at`` are the documents of
        the release that carry most of the passage, the leader first.
        """
        candidates = list(hits)
        groups = self._groups({hit.passage.document for hit in candidates})
        if not groups:
            return [replace(hit, rank=rank) for rank, hit in enumerate(candidates[:k], start=1)]
        shown: dict[str, Hit] = {}
        for hit in candidates:
            if sum(each.score >= hit.score for each in shown.values()) >= k:
                break
            release = groups.get(hit.passage.document)
            if release is None or hit.record.superseded or hit.record.withdrawn:
                shown.setdefault(hit.passage.id, hit)
                continue
            for part in self._parts(query, hit, release, filters, shown, groups):
                known = shown.get(part.passage.id)
                if known is None or known.score < part.score:
                    shown[part.passage.id] = part
        best = sorted(shown.values(), key=lambda hit: (-hit.score, hit.passage.id))[:k]
        return [replace(hit, rank=rank) for rank, hit in enumerate(best, start=1)]

    def carriers(self, passage: Passage, quote: str) -> tuple[str, ...]:
        """The other documents of the passage's release that say exactly these words, white space and case aside."""
        release = self._groups({passage.document}).get(passage.document)
        if release is None:
            return ()
        said = words(quote)
        return tuple(each.uri for each in self._near(release, passage) if each.repeats(said))

    def _parts(
        self,
        query: str,
        hit: Hit,
        release: int,
        filters: Filters,
        shown: Mapping[str, Hit],
        groups: Mapping[str, int],
    ) -> list[Hit]:
        """What a hit of a release comes to: the leader's hit for what it carries, its own for the rest."""
        near = self._near(release, hit.passage)
        told = [
            _Copy(other.record.uri, False, (other.passage.id,), (self._said(other.passage),))
            for other in shown.values()
            if groups.get(other.record.uri) == release and other.record.uri != hit.record.uri
        ]
        leader = next((copy for copy in near if copy.leads and self._passes(copy.uri, filters)), None)
        tellers = [leader, *told] if leader else told
        blocks = [(block, self._block(hit.passage, block)) for block in hit.passage.blocks]
        own = [block for block, said in blocks if not any(teller.carries(said) for teller in tellers)]
        if len(own) == len(blocks):
            return [replace(hit, also_at=self._also(hit.passage, near))]
        parts = []
        shared = self._said(hit.passage)
        rest = _cut(hit.passage, own)
        share = _share(query, rest.text, hit.passage) if rest else 0.0
        if rest and share:
            parts.append(replace(hit, passage=rest, score=hit.score * share, also_at=self._also(rest, near)))
        if leader and any(leader.carries(said) for _, said in blocks):
            parts += self._led(
                hit, leader, shared, 1.0 if not rest else _without(query, rest.text, hit.passage), release
            )
        return parts

    def _led(self, hit: Hit, leader: _Copy, shared: _Words, share: float, release: int) -> list[Hit]:
        """The leader's passage that has the most of a hit's words, in the hit's place."""
        common = [len(each.rows & shared.rows) for each in leader.words]
        best = leader.ids[common.index(max(common))]
        found = self.library.passages([best]).get(best)
        if found is None or not share:  # another process has just replaced it
            return []
        also = self._also(found[0], self._near(release, found[0]))
        return [replace(hit, passage=found[0], record=found[1], score=hit.score * share, also_at=also)]

    def _also(self, passage: Passage, near: Sequence[_Copy]) -> tuple[str, ...]:
        """The documents that carry most of a passage."""
        blocks = [self._block(passage, block) for block in passage.blocks]
        total = sum(len(each.said) for each in blocks)
        return tuple(
            copy.uri
            for copy in near
            if sum(len(each.said) for each in blocks if copy.carries(each)) >= _MOST * max(1, total)
        )

    def _passes(self, uri: str, filters: Filters) -> bool:
        record = self.library.record(uri)
        return record is not None and passes(record, filters)

    def _groups(self, uris: Iterable[str]) -> dict[str, int]:
        """The releases of documents; those that stand alone are left out."""
        asked = list(uris)
        rows = self.library.connection.execute(
            "SELECT d.uri, c.release FROM documents d JOIN copies c ON c.document_id = d.id "
            f"WHERE d.uri IN ({','.join('?' * len(asked))})",
            asked,
        )
        return dict(rows.fetchall())

    def _near(self, release: int, passage: Passage) -> list[_Copy]:
        """What the other documents of a release say near a passage's place, the leader first."""
        rows = self.library.connection.execute(
            "SELECT d.uri, d.id = c.release, p.id, p.text FROM copies c JOIN documents d ON d.id = c.document_id "
            "JOIN editions e ON e.document_id = d.id AND e.state = 'current' JOIN passages p ON p.edition_id = e.id "
            "WHERE c.release = ? AND d.uri != ? AND d.withdrawn_at IS NULL AND NOT p.clutter "
            "AND p.ordinal BETWEEN ? AND ? ORDER BY d.id != c.release, d.uri, p.ordinal",
            (release, passage.document, passage.ordinal - _AROUND, passage.ordinal + _AROUND),
        )
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for uri, leads, identity, text in rows:
            found.setdefault((uri, leads), []).append((identity, text))
        return [
            _Copy(uri, bool(leads), tuple(i for i, _ in parts), tuple(self._words(*part) for part in parts))
            for (uri, leads), parts in found.items()
        ]

    def _block(self, passage: Passage, block: Block) -> _Words:
        text = passage.text[block.start - passage.start : block.end - passage.start]
        return self._words(f"{passage.id}:{block.start}", text)

    def _said(self, passage: Passage) -> _Words:
        return self._words(f"{passage.id}:{passage.start}-{passage.end}", passage.text)  # it may be cut

    def _words(self, identity: str, text: str) -> _Words:
        """The words of a text; a passage's id changes with its text, so that what is remembered stays true."""
        known = self._known.get(identity)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known = {}  # a new one: other threads go on with the old
            said = tuple(words(text))
            rows = frozenset(zip(*(said[at:] for at in range(_ROW)), strict=False))
            known = _Words(said, rows, frozenset(word for word in said if word[0].isdigit()))
            self._known[identity] = known
        return known


def _cut(passage: Passage, own: Sequence[Block]) -> Passage | None:
    """A passage cut to its longest run of these blocks; None where they are headings only."""
    runs: list[list[Block]] = [[]]
    for block in passage.blocks:
        if block in own:
            runs[-1].append(block)
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if any(block.kind != "heading" for block in run)]
    if not runs:
        return None
    run = max(runs, key=lambda each: each[-1].end - each[0].start)
    start, end = run[0].start, run[-1].end
    heading = passage.heading_at(start)
    lead = passage.lead
    if run[0].lead is None:
        lead = ""
    elif run[0].lead[0] >= passage.start:
        lead = passage.text[run[0].lead[0] - passage.start : run[0].lead[1] - passage.start]
    return replace(
        passage,
        start=start,
        end=end,
        text=passage.text[start - passage.start : end - passage.start],
        headings=passage.headings if heading in (None, *passage.headings) else (*passage.headings, heading or ""),
        lead=lead,
        blocks=tuple(run),
    )


def _share(query: str, text: str, passage: Passage) -> float:
    """Of the query's words in a passage, the share that stand in this part of it (1 where the passage has none)."""
    asked = set(terms(query, passage.language)) & set(terms(passage.text, passage.language))
    return len(asked & set(terms(text, passage.language))) / len(asked) if asked else 1.0


def _without(query: str, text: str, passage: Passage) -> float:
    """The same for what a passage says besides this part."""
    return _share(query, passage.text.replace(text, " "), passage)
