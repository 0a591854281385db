"""What fetching and reading hand on: RawDocument (bytes and their origin), ParsedDocument (text and structure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rag.errors import ReadError
from rag.types import Block, Mark


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; None where unknown. What a source states wins over what its bytes say."""

    title: str | None = None
    publisher: str | None = None
    kind: str | None = None
    territory: str | None = None
    language: str | None = None
    published: str | None = None
    published_how: str | None = None
    url: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where ours are missing."""
        mine = {name: getattr(self, name) for name in Metadata.__slots__}
        if mine["published"]:
            mine["published_how"] = mine["published_how"] or "stated"
        else:
            mine["published_how"] = other.published_how
        return Metadata(**{name: value or getattr(other, name) for name, value in mine.items()})


class RecognisedWord(NamedTuple):
    """A word read on a picture: its box from the top left of the page set upright, and its type size; in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """What came of recognising one page that is a picture.

    ``height`` is in points; ``across`` and ``down`` are straight lines drawn on it (place, from, to), in points;
    ``confidence`` (0 to 100) is Tesseract's, averaged over the letters. ``problem`` says why
    the page was not read, "" when it was; ``curable``: a program or a language that can be installed would read it.
    """

    words: tuple[RecognisedWord, ...] = ()
    height: float = 0.0
    across: tuple[tuple[int, int, int], ...] = ()
    down: tuple[tuple[int, int, int], ...] = ()
    confidence: float = 0.0
    problem: str = ""
    curable: bool = False


class Unrecognised(ReadError):
    """Pages of a document are pictures that must be recognised before it can be read; ``pages`` count from 0."""

    def __init__(self, reason: str, pages: tuple[int, ...] = ()) -> None:
        super().__init__(reason)
        self.pages = pages


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The bytes of one document as they were read.

    ``name`` is the file name or the last part of the address; ``media_type`` is what the server said, if one did.
    ``stated`` is the metadata given by the source (sources.toml, a .jsonl line). ``text`` is set, and ``content`` is
    its UTF-8 form, when the source hands over an already extracted document. ``one_of_several``: the source lists
    several editions of this document on purpose, so that a text already known is not news even when not current.
    ``recognised`` is what OCR made of pages (from 0) that are pictures: an extractor that meets one not in it raises
    Unrecognised; None when no OCR is to be had, such pages are then reported as unread.
    """

    uri: str
    name: str
    content: bytes
    retrieved_at: str
    media_type: str | None = None
    stated: Metadata = Metadata()
    source: str | None = None
    text: str | None = None
    one_of_several: bool = False
    recognised: Mapping[int, Recognised] | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document's text as it will be stored and quoted, with its structure.

    ``blocks`` are in order of ``start``, do not overlap, and cover what ``text`` says (bullet signs, lone list numbers,
    Markdown's marks and a saver's stamp lie outside); ``marks`` are in order of
    ``offset``, the first at 0 when there are any. ``warnings`` are one-line remarks for the report (a page without
    text, a wrong charset mended): the document was read all the same.
    """

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    metadata: Metadata = Metadata()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
