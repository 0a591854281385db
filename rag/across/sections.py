"""The sections of editions and what they say, sentence by sentence, item by item, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from rag.across.citing import Citer, Stored
from rag.analysis import fold, terms, words
from rag.sentences import sentence_spans
from rag.types import Block, DocumentRecord

_NUMBERING: Final = re.compile(
    r"^\W*(?:(?:capitolo|chapitre|chapter|appendice|parte)\s+)?[\dIVX]+(?:\.\d+)*[.):\s-]+", re.I
)
# An item is one unit up to this many characters, a longer one is read sentence by sentence.
_ITEM: Final = 400


@dataclass(frozen=True)
class Unit:
    """A sentence, list item or table row of an edition: ``text`` is the slice ``start:end`` of its stored text."""

    record: DocumentRecord
    start: int
    end: int
    text: str
    kind: str
    language: str

    @cached_property
    def said(self) -> tuple[str, ...]:
        """Its folded words and figures."""
        return tuple(words(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Its index terms."""
        return tuple(terms(self.text, self.language))


@dataclass(eq=False)
class Section:
    """What stands under one heading: ``path`` are the headings over it, the document's title first.

    Before them stand the folders that divide the documents of one plan ("capitolo 3 piattaforme").
    ``heading``: the place of its own heading, None for what stands before the first.
    """

    record: DocumentRecord
    path: tuple[str, ...]
    heading: tuple[int, int] | None = None
    units: list[Unit] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The section's own heading, or its document's title."""
        return self.path[-1]

    @cached_property
    def plain(self) -> str:
        """Its heading as it is compared: folded, without its number."""
        return " ".join(words(_NUMBERING.sub("", self.title))) or fold(self.title)

    @property
    def place(self) -> tuple[int, int]:
        """A slice that shows where the section is: its heading, or its first unit."""
        return self.heading or (self.units[0].start, self.units[0].end)


def sections_of(citer: Citer, editions: Iterable[DocumentRecord]) -> list[Section]:
    """The sections of editions that say something, in order."""
    records = list(editions)
    folders = [_folders(record.uri) for record in records]
    shared = _shared(folders)
    found: list[Section] = []
    for record, folder in zip(records, folders, strict=True):
        found += _sections(citer.stored(record), [re.sub(r"[-_]+", " ", name) for name in folder[shared:]])
    return [each for each in found if each.units]


def _shared(folders: Sequence[Sequence[str]]) -> int:
    """How many folders all of these begin with."""
    levels = zip(*folders, strict=False)
    return next((depth for depth, names in enumerate(levels) if len(set(names)) > 1), min(map(len, folders), default=0))


def _folders(uri: str) -> list[str]:
    return [unquote(part) for part in uri.split("/")[:-1]]


def _sections(stored: Stored, folders: Sequence[str]) -> Iterator[Section]:
    title = " ".join(stored.record.title.split())
    over: list[tuple[int, str]] = []
    section = Section(stored.record, (*folders, title))
    for block, language in _blocks(stored):
        if block.kind == "heading":
            yield section
            name = " ".join(stored.text[block.start : block.end].split())
            over = [each for each in over if each[0] < block.level] + [(block.level, name)]
            names = [each for _, each in over]
            names = names if fold(names[0]) == fold(title) else [title, *names]
            section = Section(stored.record, (*folders, *names), (block.start, block.end))
            continue
        spans = [(block.start, block.end)]
        if block.kind == "paragraph" or (block.kind == "item" and block.end - block.start > _ITEM):
            spans = sentence_spans(stored.text, block.start, block.end)
        for start, end in spans:
            if any(sign.isalnum() for sign in stored.text[start:end]):
                text = stored.text[start:end]
                section.units.append(Unit(stored.record, start, end, text, block.kind, language))
    yield section


def _blocks(stored: Stored) -> Iterator[tuple[Block, str]]:
    """The blocks of an edition, each once, with the language of its passage."""
    done = 0
    for passage in stored.passages:
        for block in passage.blocks:
            if block.start >= done and block.end > block.start:
                done = block.end
                yield block, passage.language
