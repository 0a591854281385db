"""Where a judged quote stands in a library, and what comes nearest where it stands nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.citations import locate
from rag.sentences import sentence_spans

if TYPE_CHECKING:
    from rag.library import Library

# Characters of a text that are looked through for what is nearest (some ms for each 100,000), likeness that counts.
_READ: Final = 3_000_000
_LEAST: Final = 60.0
_AROUND: Final = 400


@dataclass(frozen=True, slots=True)
class Place:
    """``quote == text[start:end]`` of the current edition of a document; ``page`` as in a PDF, from 1."""

    document: str
    edition: int
    start: int
    end: int
    quote: str
    page: int | None


def place_of(library: Library, document: str, quote: str) -> Place | None:
    """Where a quote stands in a document's current edition, white space and quotation marks aside; None: nowhere."""
    record, text = library.record(document), library.text(document)
    found = locate(text, quote) if record and text else None
    if record is None or text is None or found is None:
        return None
    passage = library.passage_at(document, record.edition, found[0])
    page = passage.mark_at(found[0]).page if passage else None
    return Place(document, record.edition, *found, text[slice(*found)], page)


def nearest(library: Library, document: str, quote: str) -> str:
    """The sentences of a document that are likest to a quote; "" where nothing is like it."""
    from rapidfuzz import fuzz

    text = (library.text(document) or "")[:_READ]
    wanted = quote.strip()
    if not text or not wanted:
        return ""
    found = fuzz.partial_ratio_alignment(wanted.lower(), text.lower(), score_cutoff=_LEAST)
    if found is None or len(text.lower()) != len(text):
        return ""
    start, end = found.dest_start, found.dest_end
    # What is found is as long as the quote, so it may begin in the middle of a sentence: those it mostly covers.
    around = sentence_spans(text, max(0, start - _AROUND), min(len(text), end + _AROUND))
    covered = [(a, b) for a, b in around if 2 * (min(b, end) - max(a, start)) > b - a]
    return text[covered[0][0] : covered[-1][1]] if covered else text[start:end].strip()
