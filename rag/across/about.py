"""Which sentences of the library are about a topic: found by search, kept where its words stand in or over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.analysis import terms
from rag.errors import QuestionError
from rag.language import detect
from rag.phrases import say
from rag.question import content_words
from rag.search import Search
from rag.sentences import sentence_spans
from rag.types import Block, DocumentRecord, Filters, Passage

# Passages read for a topic, and characters of a topic at most.
PASSAGES: Final = 40
LONGEST: Final = 500
# How surely a word of another language must stand for the topic's.
_MEANT: Final = 0.3


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, list item or row about a topic: ``text`` is the slice of the stored text, ``over`` what is over it.

    ``share`` of the topic's words (rare ones counting more) stand in it or over it, ``own`` in it or its lead-in.
    """

    passage: Passage
    record: DocumentRecord
    start: int
    end: int
    text: str
    over: str
    share: float
    own: float


class Topic:
    """What a person asks about. Raises QuestionError for an empty topic, one without words, or an endless one."""

    def __init__(self, text: str, search: Search, language: str = "it") -> None:
        text = " ".join(text.replace("\0", " ").split())
        if len(text) > LONGEST:
            raise QuestionError(say("topic_long", language, length=str(len(text)), most=str(LONGEST)))
        self.text = text
        self.search = search
        self.language = detect(text, default=language) if text else language
        found = {word: search.finder.worth(word) for word in content_words(text, self.language)}
        if not found:
            raise QuestionError(say("topic_empty", language))
        total = sum(found.values()) or 1.0
        self.words = {word: worth / total for word, worth in found.items()}
        self._forms: dict[tuple[str, str], frozenset[str]] = {}
        # An acronym for what it stands for, or the other way round: its words count as found together.
        self._names = [
            (frozenset(content_words(written, self.language)), name)
            for written, others in search.finder.acronyms.variants(text)
            for name in others
        ]

    def share(self, text: str, language: str) -> float:
        """The share of the topic's words that stand in a text, in whatever form or language, 0 to 1."""
        stems = set(terms(text, language))
        found = {word for word in self.words if not stems.isdisjoint(self._of(word, language))}
        for words, name in self._names:
            if not words <= found and (wanted := set(terms(name, language))) and wanted <= stems:
                found |= words
        return sum(worth for word, worth in self.words.items() if word in found)

    def _of(self, word: str, language: str) -> frozenset[str]:
        """The index terms that stand for a word of the topic in a language, its translations among them."""
        key = word, language
        if key not in self._forms:
            others = self.search.finder.others(word, self.language, language)
            own = (*terms(word, self.language), *terms(word, language))
            self._forms[key] = frozenset((*own, *(stem for stem, worth in others.items() if worth > _MEANT)))
        return self._forms[key]

    def said(self, filters: Filters = Filters(), least: float = 0.6) -> Iterator[Said]:
        """The sentences about the topic, those of the best passages first."""
        for hit in self.search.search(self.text, filters, PASSAGES):
            for block in hit.passage.blocks:
                if block.kind != "heading":
                    yield from self._in_block(hit.passage, hit.record, block, least)

    def _in_block(self, passage: Passage, record: DocumentRecord, block: Block, least: float) -> Iterator[Said]:
        def words_of(start: int, end: int) -> str:
            return passage.text[start - passage.start : end - passage.start]

        lead = passage.lead
        if block.lead is not None and passage.start <= block.lead[0]:
            lead = words_of(*block.lead)
        heading = passage.heading_at(block.start) or ""
        over = " ".join(dict.fromkeys((record.title, *passage.headings, heading, lead)))
        spans = [(block.start, block.end)]
        if block.kind == "paragraph":
            shift = passage.start
            inside = sentence_spans(passage.text, block.start - shift, block.end - shift)
            spans = [(start + shift, end + shift) for start, end in inside]
        before = ""
        for start, end in spans:
            text = words_of(start, end)
            share = self.share(f"{over} {before} {text}", passage.language)
            own = self.share(f"{lead if block.kind == 'item' else ''} {text}", passage.language)
            if share >= least and any(sign.isalnum() for sign in text):
                yield Said(passage, record, start, end, text, over, share, own)
            before = text
