"""One raw document read, described and made ready to be compared with others: what a worker process does with it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from ingest.chunk import language_of, prepared
from ingest.copies import signature
from ingest.describe.document import Description, describe
from ingest.extract.registry import READERS, extract
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.errors import ReadError
from rag.language import LANGUAGES
from rag.types import DocumentRecord

_SIGNED: Final = 300_000
_ISO: Final = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed document (its blocks no longer than a passage), what it is, and its signature (see ingest/copies.py).

    ``seconds``: what reading it took of a worker's time.
    """

    parsed: ParsedDocument
    description: Description
    language: str
    signature: bytes
    seconds: float


def read(raw: RawDocument) -> Reading:
    """Read one document. Raises ReadError with one line that says what is wrong and what to do."""
    started = time.perf_counter()
    parsed = prepared(extract(raw))
    if not parsed.text.strip() or not parsed.blocks:
        raise ReadError("nessun testo leggibile nel documento", "parse")
    if "\0" in parsed.text:  # SQLite's functions end a text there; another sign keeps every offset
        parsed = replace(parsed, text=parsed.text.replace("\0", "\ufffd"))
    description = describe(parsed, raw.uri, raw.name, raw.stated.over(parsed.metadata))
    language, signed = language_of(parsed), _signed(parsed)
    return Reading(parsed, description, language, signed, time.perf_counter() - started)


def _signed(parsed: ParsedDocument) -> bytes:
    """A signature of a document's first 300,000 characters (some 100 pages): nobody reprints more as a release."""
    blocks = [block for block in parsed.blocks if block.end <= _SIGNED]
    return signature(parsed.text[:_SIGNED], blocks)


def unread(raw: RawDocument, parsed: ParsedDocument) -> Iterator[str]:
    """One line for each stated value that can't be used."""
    known = raw.stated.over(parsed.metadata)
    if known.published and not _ISO.fullmatch(known.published):
        yield f"data «{known.published}» non riconosciuta (serve AAAA, AAAA-MM o AAAA-MM-GG): documento senza data"
    if known.language and _served(known.language) is None:
        yield f"lingua «{known.language}» non servita (it, fr, en): letta dal testo"


def record_of(raw: RawDocument, reading: Reading, archived: str) -> DocumentRecord:
    """What the library will know of a document: what is stated of it, what its bytes say, what its text shows."""
    known: Metadata = reading.description.metadata
    dated = _ISO.fullmatch(known.published or "") is not None
    return DocumentRecord(
        uri=raw.uri,
        title=" ".join((known.title or raw.name).split()),
        publisher=known.publisher,
        kind=known.kind,
        territory=known.territory,
        language=_served(known.language) or reading.language,
        published=known.published if dated else None,
        published_how=known.published_how if dated else None,
        url=known.url,
        source=raw.source,
        retrieved_at=raw.retrieved_at,
        sha256=archived,
        pages=reading.parsed.pages,
        ocr=any(mark.ocr for mark in reading.parsed.marks),
        extra={**reading.parsed.extra, **_spans(reading.description), "read_as": fingerprint(raw)},
    )


def fingerprint(raw: RawDocument) -> str:
    """What tells that the same bytes were stated in the same words: then nothing need be read."""
    return sha256(raw.content + repr((READERS, raw.name, raw.media_type, raw.stated)).encode()).hexdigest()


def _spans(description: Description) -> dict[str, object]:
    """The period in a plan's name and, apart from it, how long the text says that it is valid."""
    found = {"period": description.period, "valid": description.valid}
    return {name: list(span) for name, span in found.items() if span}


def _served(stated: str | None) -> str | None:
    """A stated language when it is one of the three ("it-IT" is "it"); None lets the text tell."""
    short = (stated or "")[:2].lower()
    return short if short in LANGUAGES else None
