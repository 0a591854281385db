"""Where a proposed question has its answer: a slice of a stored text; and which sentences can be asked about alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eval.draft_rules import piece
from eval.own_questions import Own, id_of
from rag.claims.parts import names_of
from rag.sentences import sentence_spans, shown_words
from rag.types import Block, DocumentRecord, Passage

# Characters of a quote: longer ones are cut by a passage's end, or say too much.
LONGEST: Final = 420
_WORDS: Final = (6, 34)
# A word that no fact ends with.
_SMALL: Final = re.compile(
    r"(?i)\D{1,3}|(?:de|ne|su|da|a)ll[aeo]|\w*ll['’]\w*|[dns]egli|dagli|sugli|come|dans|pour|with|from"
)
# Words of a fact that is told in many.
_FACT_WORDS: Final = 7


@dataclass(frozen=True, slots=True)
class Spot:
    """A slice of an edition's text, ``start`` to ``end``, inside one passage."""

    record: DocumentRecord
    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words, letter for letter."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    @property
    def shown(self) -> str:
        """The words on one line."""
        return shown_words(self.quote)

    @property
    def language(self) -> str:
        """The language that the words are in."""
        return self.passage.language


def made(
    spot: Spot,
    origin: str,
    type: str,  # noqa: A002
    question: str,
    facts: Sequence[Sequence[str]],
    *,
    language: str | None = None,
    persona: str | None = None,
    **more: Any,
) -> Own:
    """A draft whose answer stands at a spot; ``facts`` as in ``Judged.gold_facts``, ``more`` further fields."""
    lang = language or spot.language
    history = " ".join(str(turn["content"]) for turn in more.get("history", ()))
    return Own(
        id=id_of(origin, question, history, spot.record.uri), question=question, type=type, lang=lang, persona=persona,
        gold_facts=[list(variants) for variants in facts], source=spot.record.uri, evidence_quote=spot.quote,
        page_index=spot.passage.mark_at(spot.start).page, cross_language=lang != spot.language, origin=origin, **more,
    )  # fmt: skip


def holds(quote: str, fact: str) -> bool:
    """Whether a fact stands in a quote, white space and emphasis aside."""
    return " ".join(fact.split()) in shown_words(quote)


def sentences(record: DocumentRecord, passages: Sequence[Passage]) -> Iterator[tuple[Spot, Block]]:
    """The sentences of paragraphs and list items, each with its block."""
    for passage in passages:
        for block in passage.blocks:
            if block.kind in ("paragraph", "item"):
                first, last = block.start - passage.start, block.end - passage.start
                for start, end in sentence_spans(passage.text, first, last):
                    if end - start <= LONGEST:
                        yield Spot(record, passage, passage.start + start, passage.start + end), block


def stands_alone(text: str) -> bool:
    """Whether a sentence can be asked about by who has not read what stands before it: it names what it speaks of."""
    words = text.split()
    return (
        _WORDS[0] <= len(words) <= _WORDS[1]
        and text[-1:] == "."
        and text[:1].isupper()
        and not piece("LEANS").search(text)
        and not piece("ODD").search(text)
        and text.count("(") == text.count(")")
        and is_named(text)
    )


def core_of(text: str) -> str:
    """What of some words an answer must show: the first of them, up to a stop; "" where these are no fact."""
    head = re.split(r"[;:.(–]| - ", text.strip(" ;,."))[0].strip()
    words = head.split()[:_FACT_WORDS]
    while words and _SMALL.fullmatch(words[-1]):
        words.pop()
    return " ".join(words).rstrip(",") if len(" ".join(words)) >= 4 else ""


def is_named(text: str) -> bool:
    """Whether some words are specific: a name, an acronym or a year stands in them."""
    return any(start for start, _ in names_of(text)) or re.search(r"\b[A-Z]{3,}\b|\b(?:19|20)\d\d\b", text) is not None
