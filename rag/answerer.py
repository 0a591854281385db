"""Question in, Answer out: understand, find, weigh the evidence, write, check every citation against the library."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from rag.agreement import other_sites, releases_behind
from rag.citations import stands
from rag.claims.checking import answer_to_claim
from rag.errors import QuestionError
from rag.evidence import Evidence, Scored
from rag.phrases import say
from rag.question import Asked, understand
from rag.search import Search, open_search
from rag.settings import Settings
from rag.tuned import Tuned
from rag.types import Answer, Citation, CitedSentence, Filters, Passage, Question
from rag.writer import Span, Statement, write

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.generating.quoting import Found
    from rag.generating.writer import Writer

# Hits whose sentences are weighed, and hits shown when the answer is a refusal.
WEIGHED: Final = 10
_NEAREST: Final = 3
# How far a list may run on into the passages after the one that was found.
_FOLLOWING: Final = 4


class Answerer:
    """Answers questions from one library; one for a process, shared by its threads."""

    def __init__(self, settings: Settings, search: Search, tuned: Tuned = Tuned()) -> None:
        self.settings = settings
        self.search = search
        self.tuned = tuned
        self.evidence = Evidence(search.model.encode, search.finder.worth, tuned, search.finder.others, search.words)

    def answer(self, question: Question) -> Answer:
        """The whole answer. Raises QuestionError for an empty question or one longer than the settings allow."""
        *_, last = self.stream(question)
        return last

    def stream(self, question: Question) -> Iterator[Answer]:
        """Growing answers, a sentence more each time; the last one is whole."""
        started = time.monotonic()
        if not question.text.strip():
            raise QuestionError("la domanda è vuota: scrivere che cosa si vuole sapere")
        if len(question.text) > self.settings.max_question:
            raise QuestionError(
                f"la domanda è di {len(question.text)} caratteri, il massimo è {self.settings.max_question}: "
                "accorciarla, o alzare REGESTO_MAX_QUESTION"
            )
        asked, ranked = self.weigh(question)
        if checked := answer_to_claim(question, asked, self, lambda: self.write(question, asked, ranked)):
            yield replace(checked, elapsed_ms=_since(started))
            return
        for answer in (self._worded if self.settings.llm else self._written)(question, asked, ranked):
            yield replace(answer, elapsed_ms=_since(started))

    def weigh(self, question: Question) -> tuple[Asked, list[Scored]]:
        """What is asked, and the evidence for it, best first."""
        asked = understand(question)
        return asked, self.evidence.rank(asked, self.search.search(asked.query, question.filters, WEIGHED))

    def write(self, question: Question, asked: Asked, ranked: Sequence[Scored]) -> Answer:
        """The whole answer from weighed evidence."""
        *_, last = self._written(question, asked, ranked)
        return last

    def _sure(self, asked: Asked, ranked: Sequence[Scored]) -> bool:
        return confidence(certainty(asked, ranked, self.search.finder.worth), self.tuned) >= self.tuned.sure

    def _written(self, question: Question, asked: Asked, ranked: Sequence[Scored]) -> Iterator[Answer]:
        whole = Answer(question=question.text, id=question.id, language=asked.language, status="refused")
        if ranked and self._sure(asked, ranked):
            for grown in self._growing(whole, write(asked, ranked, self._following, self.tuned)):
                whole = grown
                yield grown
        if whole.sentences:
            yield self.remarked(question, asked, whole)
            return
        nearest = {scored.unit.hit.passage.id: scored.unit.hit for scored in ranked}
        hits = sorted(nearest.values(), key=lambda hit: hit.rank)[:_NEAREST]
        none = "no_evidence" if question.filters == Filters() else "no_evidence_filtered"
        notes = (say(none, asked.language), *self._limits(question, asked))
        yield replace(whole, nearest=tuple(hits), notes=notes)

    def remarked(self, question: Question, asked: Asked, answer: Answer) -> Answer:
        """An answer with the notes on its sources and on what limited the search, after its own."""
        leaders = self.search.library.release_of([citation.document for citation in answer.citations])
        return replace(answer, notes=(*answer.notes, *self._limits(question, asked), *_notes(answer, leaders)))

    @cached_property
    def model(self) -> Writer:
        """The language model that is set; raises SettingsError or ModelError when it can't be loaded."""
        from rag.generating.meaning import Meaning
        from rag.generating.writer import Writer

        search, finder = self.search, self.search.finder
        return Writer(self.settings, Meaning(finder.others, search.words, finder.worth, search.model.encode))

    def _worded(self, question: Question, asked: Asked, ranked: Sequence[Scored]) -> Iterator[Answer]:
        """The answer in the words of the language model that is set; ``_written``'s where that refuses or it fails."""
        from rag.generating.writer import Request

        def notes(answer: Answer) -> tuple[str, ...]:
            leaders = self.search.library.release_of([citation.document for citation in answer.citations])
            return (*self._limits(question, asked), *_notes(answer, leaders))

        hits = tuple({each.unit.hit.passage.id: each.unit.hit for each in ranked}.values())
        plain = self.write(question, asked, ranked)

        def cite(found: Found, number: int) -> Citation | None:
            return self._cite(Span(found.hit, found.hit.passage, found.start, found.end), number)

        yield from self.model.answers(Request(question, asked, hits, plain, cite, notes))

    def _limits(self, question: Question, asked: Asked) -> tuple[str, ...]:
        """What the question itself limited the search to, told in its own words."""
        words = self.search.said(asked.query, question.filters).limited_by
        return (say("limited", asked.language, words=words),) if words else ()

    def as_runnable(self, *, as_json: bool = True) -> Runnable[Any, Any]:
        """This answerer for a LangChain chain (``rag.runnable``); it gives the agreed JSON, or Answers."""
        from rag.runnable import as_runnable

        return as_runnable(self, as_json=as_json)

    def close(self) -> None:
        """Close the library."""
        self.search.close()

    def _growing(self, blank: Answer, statements: Sequence[Statement]) -> Iterator[Answer]:
        sentences: list[CitedSentence] = []
        citations: list[Citation] = []
        for statement in statements:
            cited = [self._cite(span, len(citations) + 1 + index) for index, span in enumerate(statement.spans)]
            if not all(cited):
                continue  # a citation that does not check out is never shown, nor what rests on it
            kept = [citation for citation in cited if citation]
            citations += kept
            sentences.append(CitedSentence(statement.text, tuple(citation.number for citation in kept)))
            yield replace(blank, status="answered", sentences=tuple(sentences), citations=tuple(citations))

    def _cite(self, span: Span, number: int) -> Citation | None:
        """The citation of a span, checked against the stored text; None when it does not check out."""
        passage, record = span.passage, span.hit.record
        quote = passage.text[span.start - passage.start : span.end - passage.start]
        stored = self.search.library.slice(record.uri, record.edition, span.start, span.end)
        if stored is None or not stands(stored, quote, 0, len(stored)):
            return None
        mark = passage.mark_at(span.start)
        document = document_id(record.uri)
        return Citation(
            number=number,
            document=record.uri,
            title=record.title,
            quote=quote,
            start=span.start,
            end=span.end,
            edition=record.edition,
            publisher=record.publisher,
            kind=record.kind,
            language=passage.language,
            published=record.published,
            published_how=record.published_how,
            retrieved_at=record.retrieved_at,
            superseded=record.superseded,
            withdrawn=record.withdrawn,
            ocr=mark.ocr or any(each.ocr for each in passage.marks if span.start < each.offset < span.end),
            page=mark.page,
            page_label=mark.page_label,
            minute=mark.minute,
            heading=passage.heading_at(span.start),
            url=record.url,
            permalink=f"{self.settings.public_url}/d/{document}/{record.edition}#{span.start}-{span.end}",
            also_at=() if record.superseded else self.search.releases.carriers(passage, quote),
        )

    def _following(self, passage: Passage) -> Sequence[Passage]:
        return self.search.library.passages_near(passage, _FOLLOWING)


def open_answerer(settings: Settings) -> Answerer:
    """Open the library and its indexes for answering."""
    return Answerer(settings, open_search(settings))


def document_id(uri: str) -> str:
    """The short name of a document in permalinks: it depends on the address alone, so it outlives a rebuild."""
    return sha256(uri.encode("utf-8")).hexdigest()[:12]


def confidence(features: dict[str, float], tuned: Tuned) -> float:
    """How likely the best evidence answers the question, 0 to 1, by logistic regression on ``evidence.certainty``."""
    total = tuned.bias + sum(getattr(tuned, f"by_{name}") * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def _notes(answer: Answer, leaders: Mapping[str, str]) -> tuple[str, ...]:
    notes = []
    foreign = sorted({c.language for c in answer.citations if c.language and c.language != answer.language})
    for each in foreign:
        notes.append(say("other_language", answer.language, source_language=say("language_" + each, answer.language)))
    if any(citation.superseded for citation in answer.citations):
        notes.append(say("superseded", answer.language))
    if any(citation.withdrawn for citation in answer.citations):
        notes.append(say("withdrawn", answer.language))
    others = other_sites(answer.citations)
    if others:
        notes.append(say("also_on_many" if others > 1 else "also_on_one", answer.language, count=str(others)))
    elif len({c.document for c in answer.citations}) > 1 and releases_behind(answer.citations, leaders) == 1:
        notes.append(say("one_release", answer.language))
    return tuple(notes)


def _since(started: float) -> int:
    return round(1000 * (time.monotonic() - started))
