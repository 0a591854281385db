"""Pure: what differs between a claim and a document, read back from the notes of its check, and where to mark it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from rag.phrases import say
from rag.types import Answer, CitedSentence

Side = Literal["favour", "against"]
Span = tuple[int, int]

# The phrases of ``rag.claims.remarks`` that say that a document states otherwise.
_PHRASES: Final = (
    "claim_figure", "claim_date", "claim_name", "claim_word", "claim_negated", "claim_not_negated", "claim_denied",
)  # fmt: skip
_HOLES: Final = ("claimed", "said", "number")


@dataclass(frozen=True, slots=True)
class Differing:
    """What a claim says and what the document says instead (each "" where only one of them does), by citation."""

    claimed: str
    said: str
    number: int


def differing(answer: Answer) -> list[Differing]:
    """What differs, in the order of the notes."""
    return [found for note in answer.notes for found in _read(note, answer.language)]


def _read(note: str, language: str) -> Iterator[Differing]:
    for phrase in _PHRASES:
        match = _pattern(phrase, language).fullmatch(note)
        if match:
            told = match.groupdict("")
            yield Differing(told.get("claimed", ""), told.get("said", ""), int(told["number"]))
            return


@lru_cache(maxsize=64)
def _pattern(phrase: str, language: str) -> re.Pattern[str]:
    """The phrase with its words caught."""
    holes = {name: f"\0{name}\0" for name in _HOLES}
    shape = re.escape(say(phrase, language, **holes)).replace("\\\0", "\0")
    for name in _HOLES:
        shape = shape.replace(f"\0{name}\0", f"(?P<{name}>{'[0-9]+' if name == 'number' else '.*?'})")
    return re.compile(shape, re.DOTALL)


def side_of(sentence: CitedSentence, answer: Answer, told: Sequence[Differing]) -> Side:
    """Whether a quoted sentence speaks for the claim or against it."""
    if answer.verdict == "contradicted":
        return "against"
    against = {each.number for each in told}
    return "against" if answer.verdict == "partly" and against & set(sentence.citations) else "favour"


def claim_spans(text: str, told: Sequence[Differing]) -> list[Span]:
    """Where the words of a claim stand that a document says otherwise."""
    return _spans(text, [each.claimed for each in told])


def quote_spans(quote: str, number: int, told: Sequence[Differing]) -> list[Span]:
    """Where the words of a quote stand that the claim says otherwise."""
    return _spans(quote, [each.said for each in told if each.number == number])


def _spans(text: str, wanted: Sequence[str]) -> list[Span]:
    """The places of some words in a text, in order, none inside another; white space and case may differ."""
    found: list[Span] = []
    for each in wanted:
        places = _places(text, each) or [span for part in re.split(r",\s+", each) for span in _places(text, part)]
        found += places
    kept: list[Span] = []
    for start, end in sorted(set(found), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _places(text: str, words: str) -> list[Span]:
    pattern = r"\s+".join(re.escape(piece) for piece in words.split())
    if not pattern:
        return []
    if words[0].isalnum() and words[-1].isalnum():
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.I)]


def cut(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """A text in its pieces, each with whether it is inside a span.

    >>> list(cut("sono 45 schede", [(5, 7)]))
    [('sono ', False), ('45', True), (' schede', False)]
    """
    at = 0
    for start, end in spans:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
