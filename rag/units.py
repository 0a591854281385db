"""The units that an answer is made of: sentences, list items, rows and headings of the hits, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rag.analysis import read as as_indexed
from rag.analysis import words as words_of
from rag.answer_spans import Wanted, spans_of, tokens_of
from rag.passage_words import term_of
from rag.sentences import sentence_spans, shown_words
from rag.types import Block, Hit, Passage

# Longer list items are cut into sentences.
_LONG_ITEM: Final = 300


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item, row or heading of a hit: ``start`` and ``end`` are offsets into the stored text."""

    hit: Hit
    block: Block
    start: int
    end: int
    text: str
    lead: str = ""
    heading: str = ""

    @property
    def context(self) -> str:
        """All that stands over the unit and may hold its subject."""
        return "\n".join((self.hit.record.title, *self.hit.passage.headings, self.heading, self.lead))


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit as it is weighed: its words in order, where each stem stands, where things that may be asked for stand."""

    words: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    stems: frozenset[str]
    spans: Mapping[Wanted, tuple[int, ...]]


def units_of(hit: Hit) -> list[Unit]:
    """The units of a hit's passage, in order."""
    passage = hit.passage
    found: list[Unit] = []

    def slice_of(start: int, end: int) -> str:
        return shown_words(passage.text[start - passage.start : end - passage.start])

    heading = passage.headings[-1] if passage.headings else ""
    for block in passage.blocks:
        if block.kind == "heading":
            heading = slice_of(block.start, block.end)
        lead = passage.lead
        if block.lead is not None and block.lead[0] >= passage.start:
            lead = slice_of(*block.lead)
        elif block.lead is None:
            lead = ""
        for start, end in _spans(passage, block):
            first, last = start + passage.start, end + passage.start
            found.append(Unit(hit, block, first, last, slice_of(first, last), shown_words(lead), heading))
    return found


def _spans(passage: Passage, block: Block) -> list[tuple[int, int]]:
    """The units of a block, offsets into the passage's text."""
    start, end = block.start - passage.start, block.end - passage.start
    if block.kind in ("heading", "row") or (block.kind == "item" and end - start < _LONG_ITEM):
        return [(start, end)]
    return sentence_spans(passage.text, start, end)


def unit_words(text: str, language: str) -> UnitWords:
    """A unit's text taken apart (about 0.1 ms)."""
    tokens = tokens_of(text)
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        for stem in term_of(token.word, language):
            places.setdefault(stem, []).append(at)
    # What is written in pieces (socio-sanitario, an act's number and year) stands whole where its first piece does not.
    for value in as_indexed(text)[0][1:]:
        for word in words_of(value):
            for stem in term_of(word, language):
                places.setdefault(stem, []).append(len(tokens) // 2)
    return UnitWords(
        tuple(token.word for token in tokens),
        {stem: tuple(at) for stem, at in places.items()},
        frozenset(places),
        spans_of(text, tokens),
    )
