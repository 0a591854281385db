"""Composing a text out of cleaned pieces, with its blocks and marks, for formats that have no text of their own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from ingest.extract.leads import attach_leads
from ingest.parsed import Metadata, ParsedDocument
from rag.types import Block, BlockKind, Mark

# Letters set as one glyph (fi, fl, ffi, ff, st...): a search for "ufficio" must find what was printed with a ligature.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What is not there to be read: soft hyphen, zero-width marks, byte order mark, non-characters; and controls.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF], "")
_CONTROLS = {code: " " if code in (9, 10, 11, 12, 13) else "" for code in [*range(32), *range(127, 160)]}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# Word and PDF print some signs with symbol fonts, whose letters are private: bullets and arrows are known, others go.
_PRIVATE = dict.fromkeys(range(0xE000, 0xF900), "") | dict.fromkeys([0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076], "•")
_ARROWS = dict.fromkeys([0xF0E0, 0xF0E8], "→")
_TABLE = _SURROGATES | _CONTROLS | _INVISIBLE | _LIGATURES | _PRIVATE | _ARROWS
_SPACES = re.compile(r"\s+")
# What makes a line of words need cleaning; most have none of it, and a look costs a fifth of the cleaning.
ODD = re.compile(r"[^ -~¡-¬®-ſ‘’“”–€•]")


def clean(text: str) -> str:
    """One line of plain words: every kind of space is one blank, no soft hyphens, no ligature glyphs, stripped."""
    if ODD.search(text):
        text = text.translate(_TABLE)
    elif "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", text).strip()


def _is_prose(text: str) -> bool:
    """Whether what is styled as a heading is really a paragraph (writers use heading styles for their looks)."""
    return len(text) > 250 or (len(text) > 100 and text.endswith((".", ";", ":")))


@dataclass(slots=True)
class Composer:
    """Adds cleaned pieces one after the other: items and rows on lines of their own, the rest with a line between."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def add(
        self, kind: BlockKind, text: str, level: int = 0, lead: tuple[int, int] | None = None, sign: str = ""
    ) -> tuple[int, int] | None:
        """Append one block; returns its span, or None (and adds nothing) when no word is left after cleaning.

        ``sign`` ("a) ") stands in the text in front of the block and is no part of it.
        """
        text = clean(text)
        if not text:
            return None
        if kind == "heading" and _is_prose(text):
            kind, level = "paragraph", 0
        if self.blocks:
            tight = self.blocks[-1].kind in ("item", "row") and kind in ("item", "row")
            self._append("\n" if tight or kind in ("item", "row") else "\n\n")
        if sign:
            self._append(sign)
        start = self.length
        self._append(text)
        self.blocks.append(Block(kind, start, self.length, level, lead))
        return start, self.length

    def mark(self, mark: Mark) -> None:
        """Note the page or minute in force from ``mark.offset`` on; a second one at one offset takes its place."""
        if self.marks and self.marks[-1].offset == mark.offset:
            self.marks.pop()
        self.marks.append(mark)

    def next_offset(self, kind: BlockKind) -> int:
        """Where the next block of this kind will start."""
        if not self.blocks:
            return 0
        return self.length + (1 if kind in ("item", "row") else 2)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def document(
        self, metadata: Metadata | None = None, *, pages: int | None = None, warnings: tuple[str, ...] = ()
    ) -> ParsedDocument:
        """The composed document, with the lead-in of every list item found."""
        text = "".join(self.parts)
        return ParsedDocument(
            text=text,
            blocks=attach_leads(text, self.blocks),
            marks=tuple(self.marks),
            metadata=metadata or Metadata(),
            pages=pages,
            warnings=warnings,
        )
