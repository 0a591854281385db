"""Copies of one release in the hits: what they share is shown once, what only one of them says stays its own.

Of two papers that cut a release to their provinces the general part is one hit, the leader's where it has it, and each
paper's paragraph on its province is a hit of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.analysis import terms
from rag.releases import Copy, Releases
from rag.rows import passes
from rag.types import Block, DocumentRecord, Filters, Hit, Passage


def one_each(releases: Releases, query: str, batches: Iterable[Sequence[Hit]], filters: Filters, k: int) -> list[Hit]:
    """The best ``k`` hits, ranked, of batches of hits that come best first; what copies of one release share is one.

    The leader's passage is shown where it has the words and passes the filters. A copy's passage that says more is cut
    to what only it says, its score to the share of the query's words there. ``also_at`` are the documents of the
    release that carry most of the passage, the leader first. Batches beyond the ``k`` best are not asked for.
    """
    best = _Sifting(releases, query, filters).sift(batches, k)
    return [replace(hit, rank=rank) for rank, hit in enumerate(best, start=1)]


class _Sifting:
    """The candidates of one search, those of releases taken apart into what is shared and what is not."""

    def __init__(self, releases: Releases, query: str, filters: Filters) -> None:
        self.releases = releases
        self.query = query
        self.filters = filters
        self.groups: dict[str, int] = {}
        self.found: dict[str, tuple[Passage, DocumentRecord]] = {}
        self.admitted: dict[str, bool] = {}
        self.shown: dict[str, Hit] = {}
        self.weighed: set[tuple[int, str]] = set()  # releases, and what passages of theirs say

    def sift(self, batches: Iterable[Sequence[Hit]], k: int) -> list[Hit]:
        """The best ``k``, best first."""
        for batch in batches:
            self._note(batch)
            for hit in batch:
                if sum(each.score >= hit.score for each in self.shown.values()) >= k:
                    return self._best(k)
                for part in self._parts(hit):
                    known = self.shown.get(part.passage.id)
                    if known is None or known.score < part.score:
                        self.shown[part.passage.id] = part
        return self._best(k)

    def _note(self, batch: Sequence[Hit]) -> None:
        self.groups |= self.releases.groups({hit.record.uri for hit in batch} - self.admitted.keys())
        self.found |= {hit.passage.id: (hit.passage, hit.record) for hit in batch}
        self.admitted |= {hit.record.uri: True for hit in batch}

    def _best(self, k: int) -> list[Hit]:
        return sorted(self.shown.values(), key=lambda hit: (-hit.score, hit.passage.id))[:k]

    def _parts(self, hit: Hit) -> list[Hit]:
        """What a hit comes to; where it is of a release, the leader's hit for what it carries, its own for the rest."""
        releases, release = self.releases, self.groups.get(hit.record.uri)
        if release is None or hit.record.superseded or hit.record.withdrawn:
            return [hit]
        if (release, hit.passage.text) in self.weighed:
            return []  # a better hit has said the very same; a notice under 600 addresses took 8 s to sift
        self.weighed.add((release, hit.passage.text))
        near = releases.near(release, hit.passage)
        leader = next((copy for copy in near if copy.leads and self._admits(copy.uri)), None)
        tellers = [*([leader] if leader else []), *self._told(hit, release)]
        blocks = [(block, releases.block(hit.passage, block)) for block in hit.passage.blocks]
        own = [block for block, said in blocks if not any(teller.carries(said) for teller in tellers)]
        if len(own) == len(blocks):
            return [replace(hit, also_at=releases.also(hit.passage, near))]
        parts = []
        rest = _cut(hit.passage, own)
        share = _share(self.query, rest.text, hit.passage) if rest else 0.0
        if rest and share:
            parts.append(replace(hit, passage=rest, score=hit.score * share, also_at=releases.also(rest, near)))
        if leader and any(leader.carries(said) for _, said in blocks):
            shared = _share(self.query, hit.passage.text.replace(rest.text, " "), hit.passage) if rest else 1.0
            parts += self._led(hit, leader, release, shared)
        return parts

    def _led(self, hit: Hit, leader: Copy, release: int, share: float) -> list[Hit]:
        """The leader's passage that has the most of a hit's words, in the hit's place."""
        wanted = self.releases.said(hit.passage)
        best = max(leader.passages, key=lambda each: len(leader.passages[each].rows & wanted.rows))
        if best not in self.found:
            self.found |= self.releases.library.passages([best])
        if best not in self.found or not share:  # another process has just replaced it
            return []
        passage, record = self.found[best]
        also = self.releases.also(passage, self.releases.near(release, passage))
        return [replace(hit, passage=passage, record=record, score=hit.score * share, also_at=also)]

    def _told(self, hit: Hit, release: int) -> list[Copy]:
        """What other documents of the release already say among the hits shown."""
        return [
            Copy(other.record.uri, False, self.releases.said(other.passage), {})
            for other in self.shown.values()
            if self.groups.get(other.record.uri) == release and other.record.uri != hit.record.uri
        ]

    def _admits(self, uri: str) -> bool:
        """True when a document passes the filters."""
        if uri not in self.admitted:
            record = self.releases.library.record(uri)
            self.admitted[uri] = record is not None and passes(record, self.filters)
        return self.admitted[uri]


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
