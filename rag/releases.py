"""What the documents of one release say near a place of one of them, and which of them carry given words.

Which documents are one release is told by ``ingest/copies.py`` (table ``copies``); here it is words that count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rag.analysis import words
from rag.library import Library
from rag.types import Block, Passage

# Words in a row that are compared; the share of a block's that must stand in a copy (a newsroom that touches every
# fourteenth word leaves 0.7), all figures besides; the share of a passage that makes a document one more address of it;
# and how many passages round its place a copy is searched (a menu or a cut moves it by one or two).
_ROW: Final = 4
_SAME: Final = 0.6
_MOST: Final = 0.5
_AROUND: Final = 4
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order, hashes of their rows of four, and the figures among them."""

    said: tuple[str, ...]
    rows: frozenset[int]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Copy:
    """What a document of a release says near a place: all its words there, and those of each passage by id."""

    uri: str
    leads: bool
    all: Words
    passages: Mapping[str, Words]

    def carries(self, wanted: Words) -> bool:
        """True when nearly all of the words, and all figures, stand here."""
        if not wanted.rows:
            return self.repeats(wanted.said)
        if not wanted.figures <= self.all.figures:
            return False
        return len(wanted.rows & self.all.rows) >= _SAME * len(wanted.rows)

    def repeats(self, said: Sequence[str]) -> bool:
        """True when exactly these words stand here in a row."""
        return f" {' '.join(said)} " in f" {' '.join(self.all.said)} "


class Releases:
    """The releases of one library; shared by the threads of a server."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[str, Words] = {}

    def carriers(self, passage: Passage, quote: str) -> tuple[str, ...]:
        """The other documents of the passage's release that say exactly these words, white space and case aside."""
        release = self.groups({passage.document}).get(passage.document)
        if release is None:
            return ()
        said = words(quote)
        return tuple(each.uri for each in self.near(release, passage) if each.repeats(said))

    def also(self, passage: Passage, near: Sequence[Copy]) -> tuple[str, ...]:
        """The documents, of those near, that carry most of a passage."""
        blocks = [self.block(passage, block) for block in passage.blocks]
        total = sum(len(each.said) for each in blocks)
        return tuple(
            copy.uri
            for copy in near
            if sum(len(each.said) for each in blocks if copy.carries(each)) >= _MOST * max(1, total)
        )

    def groups(self, uris: Iterable[str]) -> dict[str, int]:
        """The releases of documents; those that stand alone are left out."""
        asked = list(uris)
        rows = self.library.connection.execute(
            "SELECT d.uri, c.release FROM documents d JOIN copies c ON c.document_id = d.id "
            f"WHERE d.uri IN ({','.join('?' * len(asked))})",
            asked,
        )
        return dict(rows.fetchall())

    def near(self, release: int, passage: Passage) -> list[Copy]:
        """What the other documents of a release say near a passage's place, the leader first."""
        # CROSS JOIN keeps SQLite to this order: by itself it goes through all current editions (0.7 ms among 3,000).
        rows = self.library.connection.execute(
            "SELECT d.uri, d.id = c.release, p.id, p.text FROM copies c CROSS JOIN documents d ON d.id = c.document_id "
            "CROSS JOIN editions e ON e.document_id = d.id AND e.state = 'current' "
            "CROSS JOIN passages p ON p.edition_id = e.id "
            "WHERE c.release = ? AND d.uri != ? AND d.withdrawn_at IS NULL AND NOT p.clutter "
            "AND p.ordinal BETWEEN ? AND ? ORDER BY d.id != c.release, d.uri, p.ordinal",
            (release, passage.document, passage.ordinal - _AROUND, passage.ordinal + _AROUND),
        )
        found: dict[tuple[str, int], dict[str, Words]] = {}
        for uri, leads, identity, text in rows:
            found.setdefault((uri, leads), {})[identity] = self._words(identity, text)
        return [Copy(uri, bool(leads), self._joined(parts), parts) for (uri, leads), parts in found.items()]

    def _joined(self, parts: Mapping[str, Words]) -> Words:
        """The words of passages that follow each other."""
        key = "+".join(parts)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Words(
                tuple(word for each in parts.values() for word in each.said),
                frozenset(row for each in parts.values() for row in each.rows),
                frozenset(figure for each in parts.values() for figure in each.figures),
            )
        return known

    def block(self, passage: Passage, block: Block) -> Words:
        """The words of one block of a passage."""
        text = passage.text[block.start - passage.start : block.end - passage.start]
        return self._words(f"{passage.id}:{block.start}", text)

    def said(self, passage: Passage) -> Words:
        """The words of a passage."""
        return self._words(f"{passage.id}:{passage.start}-{passage.end}", passage.text)  # it may be cut

    def _words(self, identity: str, text: str) -> Words:
        """The words of a text; a passage's id changes with its text, so that what is remembered stays true."""
        known = self._known.get(identity)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known = {}  # a new one: other threads go on with the old
            said = tuple(words(text))
            rows = frozenset(map(hash, zip(*(said[at:] for at in range(_ROW)), strict=False)))
            known = Words(said, rows, frozenset(word for word in said if word[0].isdigit()))
            self._known[identity] = known
        return known
