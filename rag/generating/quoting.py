"""Where the words that a model quotes stand in the passages it was given: the document's own letters; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rag.citations import locate
from rag.generating.drafts import Quoted
from rag.generating.orders import orders
from rag.sentences import sentence_spans
from rag.types import Hit

_EMPHASIS: Final = re.compile(r"\*+|__")
_ELLIPSIS: Final = re.compile(r"\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3}|…)\s*")
# A part of a shortened quote has this many words at least: fewer stand anywhere.
_PART: Final = 3
# A quote is widened to its sentence where that has no more characters than this.
_WIDEST: Final = 600
_PLACES: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A quote found: ``start`` and ``end`` are offsets into the stored text of the hit's document."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The document's own letters."""
        return self.hit.passage.text[self.start - self.hit.passage.start : self.end - self.hit.passage.start]


def find(quoted: Quoted, hits: Sequence[Hit]) -> list[Found]:
    """The slices that a quote is: one, or more where it was shortened with dots; [] where it stands nowhere.

    Looked for in the passage named, then in the others given: a wrong number is mended, words that stand in none are
    not. Words cut from the middle of a word or number, or from a sentence that speaks to a model, do not count.
    """
    named = [hits[quoted.passage - 1]] if 0 < quoted.passage <= len(hits) else []
    order = [*named, *(hit for hit in hits if not named or hit is not named[0])]
    for hit in order:
        if found := _in_passage(quoted.quote, hit):
            return found
    return []


def _in_passage(quote: str, hit: Hit) -> list[Found]:
    text, at = visible(hit.passage.text)
    refused = orders(hit.passage.text)
    for given in _forms(quote):
        parts = _ELLIPSIS.split(given) if _ELLIPSIS.search(given) else [given]
        parts = [part for part in parts if part.strip()]
        if len(parts) > 1 and any(len(part.split()) < _PART for part in parts):
            continue
        spans = [_place(text, part) for part in parts]
        if not spans or not all(spans):
            continue
        places = [(at[span[0]], at[span[1] - 1] + 1) for span in spans if span]
        if any(start < last and first < end for start, end in places for first, last in refused):
            continue
        base = hit.passage.start
        return [Found(hit, base + start, base + end) for start, end in places]
    return []


def _forms(quote: str) -> Iterator[str]:
    """A quote as given, and without the quotation marks or the full stop that a model puts round it."""
    seen = visible(quote)[0].strip()
    bare = seen.strip("«»“”\"'‘’ ")
    yield from dict.fromkeys((seen, bare, bare.rstrip(".,;:… «»“”\"'‘’")))


def _place(text: str, part: str) -> tuple[int, int] | None:
    """The first place of some words that cuts no word or number in two."""
    begin = 0
    for _ in range(_PLACES):
        span = locate(text[begin:], part)
        if span is None:
            return None
        start, end = span[0] + begin, span[1] + begin
        if not _cut(text, start) and not _cut(text, end):
            return start, end
        begin = start + 1
    return None


def _cut(text: str, at: int) -> bool:
    """True where an edge falls within a word or a number ("5|64,09", "564,|09")."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    return (before[-1] in ".," and before[:1].isdigit() and after[0].isdigit() and len(before) == 2) or (
        before[-1].isdigit() and after[0] in ".,/" and after[1:2].isdigit()
    )


def visible(text: str) -> tuple[str, list[int]]:
    """A text without invisible signs and Markdown's emphasis, and where each of its characters stands in the text."""
    hidden = {at for found in _EMPHASIS.finditer(text) for at in range(*found.span())}
    kept = [at for at, each in enumerate(text) if at not in hidden and unicodedata.category(each) != "Cf"]
    return "".join(text[at] for at in kept), kept


def widened(found: Found) -> Found:
    """The whole sentence, item or row that a quote is cut from; the quote itself where that is too long."""
    passage = found.hit.passage
    block = next((each for each in passage.blocks if each.start <= found.start < each.end), None)
    begin, stop = (block.start, max(block.end, found.end)) if block else (passage.start, passage.end)
    if block is not None and block.kind in ("item", "row", "heading"):
        spans = [(begin, stop)]
    else:
        base = passage.start
        spans = [(a + base, b + base) for a, b in sentence_spans(passage.text, begin - base, stop - base)]
    touched = [span for span in spans if span[0] < found.end and found.start < span[1]]
    if not touched or touched[-1][1] - touched[0][0] > _WIDEST:
        return found
    return Found(found.hit, min(found.start, touched[0][0]), max(found.end, touched[-1][1]))


def over(found: Found) -> str:
    """What stands over a quote and may hold its subject: title, headings, lead-in."""
    passage = found.hit.passage
    block = next((each for each in passage.blocks if each.start <= found.start < each.end), None)
    lead = passage.lead
    if block is not None and block.lead is not None and block.lead[0] >= passage.start:
        lead = passage.text[block.lead[0] - passage.start : block.lead[1] - passage.start]
    heading = passage.heading_at(found.start) or ""
    return visible("\n".join((found.hit.record.title, *passage.headings, heading, lead)))[0]
