"""Pure: a document to be written out: headings, paragraphs, lists, numbered references, quotes.

What is to be said is put together once (``ui.export.answers``, ``ui.export.checks``); each writer (Markdown, Word, PDF)
knows these five blocks and nothing of answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from ui.labels import clean

Look = Literal["plain", "small", "note", "supported", "contradicted", "partly", "not_found", "skipped"]

# Half signs (surrogates) and what Unicode keeps for no sign at all: no XML takes them.
_NO_SIGNS: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. ``href`` is an address, or ``#fonte-3`` for a reference here; ``differs`` is marked."""

    text: str
    href: str = ""
    strong: bool = False
    differs: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3 (the title is level 1)."""

    level: Literal[2, 3]
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``look`` colours a verdict, which its words tell as well."""

    line: Line
    look: Look = "plain"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    lines: tuple[Line, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source by its number, which belongs to it: writers print it, they never count."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote letter for letter, with its number and place over it; it may be reached as ``#citazione-3``."""

    number: int
    place: str
    line: Line
    language: str = ""


Block = Heading | Paragraph | Items | Reference | Quoted


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document. ``made`` is the ISO date of its making, ``language`` that of its own words."""

    title: str
    language: str
    subject: str
    made: str
    blocks: tuple[Block, ...]


def safe(text: str) -> str:
    """Text that any file may hold: no control, direction or broken signs."""
    return _NO_SIGNS.sub("\ufffd", clean(text))


def words(text: str, **how: str | bool) -> Line:
    """A line of one piece."""
    return (Piece(text, **how),)  # type: ignore[arg-type]
