"""From a question and its hits to an answer that a language model worded, each sentence shown once it is checked.

The extractive answer comes first: where it refuses, the model is not asked, and whatever goes wrong with the model the
reader has it, with a note that says why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from rag.errors import ModelError
from rag.generating.checking import Fault, Piece, fault
from rag.generating.drafts import Draft, MalformedError, Reading, read_so_far, read_whole
from rag.generating.entailment import BORNE_OUT, CONTRADICTED, Entailment, load_entailment
from rag.generating.meaning import Meaning
from rag.generating.models import llm_name, load_llm
from rag.generating.prompt import SCHEMA, messages, passages_given
from rag.generating.quoting import Found, find, over, visible, widened
from rag.generating.stream import ModelFailure, stream
from rag.language import function_word_counts
from rag.phrases import say
from rag.question import Asked
from rag.settings import Settings
from rag.types import Answer, Citation, CitedSentence, Hit, Question

# The citation with this number of a slice found; None when the library no longer holds it.
Cite = Callable[[Found, int], Citation | None]
# What a whole answer's notes are (superseded sources, other languages), given its citations.
Notes = Callable[[Answer], Sequence[str]]
_NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What one generated answer is made of; ``extractive`` is the whole answer that stands in where the model fails."""

    question: Question
    asked: Asked
    hits: Sequence[Hit]
    extractive: Answer
    cite: Cite
    notes: Notes


@dataclass(slots=True)
class _Written:
    """What of a model's answer has passed so far."""

    sentences: list[CitedSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped: list[Fault] = field(default_factory=list)
    read: int = 0


class Writer:
    """Asks the language model that is set and checks what it says; one for a process, shared by its threads.

    Raises SettingsError or ModelError, when built, for a model or an entailment model that can't be loaded.
    """

    def __init__(self, settings: Settings, meaning: Meaning) -> None:
        self.settings = settings
        self.meaning = meaning
        self.kind, self.name = llm_name(settings) or ("", "")
        self.entails: Entailment | None = load_entailment(settings)
        self._plain = load_llm(settings)
        self._formed = self._structured(load_llm(settings, temperature=0))

    def answers(self, request: Request) -> Iterator[Answer]:
        """Growing answers; the last one is whole. The model has ``llm_timeout`` seconds in all."""
        plain = request.extractive
        if plain.status == "refused" or not plain.citations or not request.hits:
            yield plain  # no evidence, or nothing to cite: there is nothing for a model to word
            return
        deadline = time.monotonic() + self.settings.llm_timeout
        try:
            yield from self._tried(request, deadline)
        except ModelFailure as failure:
            note = say(f"llm_{failure.why}", request.asked.language)
            yield replace(plain, notes=(note, *plain.notes))

    def _tried(self, request: Request, deadline: float) -> Iterator[Answer]:
        """One request, once more where the language was wrong or the form was refused. Raises ModelFailure."""
        formed, again = True, False
        for last in (False, True):
            try:
                yield from self._once(request, deadline, formed=formed, again=again)
                return
            except ModelFailure as failure:
                refused_form = failure.why == "error" and failure.status in (400, 404, 415, 422, 501)
                if last or not (refused_form or failure.why == "language"):
                    raise
                formed, again = formed and not refused_form, failure.why == "language"

    def _once(self, request: Request, deadline: float, *, formed: bool, again: bool) -> Iterator[Answer]:
        hits = passages_given(request.hits)
        sent = messages(request.asked, hits, request.question.history, again=again)
        written, text = _Written(), ""
        for whole_text in stream(self._formed if formed else self._plain, sent, deadline):
            # A sentence is complete where the next begins: read at every piece, a long answer took seconds.
            if "{" in whole_text[len(text) :]:
                yield from self._grown(request, hits, written, read_so_far(whole_text))
            text = whole_text
        try:
            whole = read_whole(text)
        except MalformedError as error:
            raise ModelFailure("cut" if error.begun else "malformed") from None
        if whole.refused and not written.sentences:
            yield self._refusal(request)
            return
        yield from self._grown(request, hits, written, whole)
        if not written.sentences:
            raise ModelFailure("unsupported")
        grown = _grown_answer(request, written)
        yield replace(grown, notes=(*_dropped(written, request.asked.language), *request.notes(grown)))

    def _grown(self, request: Request, hits: Sequence[Hit], written: _Written, read: Reading) -> Iterator[Answer]:
        """The answer with each further sentence that passes. Raises ModelFailure for one in another language."""
        for draft in read.drafts[written.read :]:
            written.read += 1
            if _foreign(draft.text, request.asked.language):
                raise ModelFailure("language")
            if any(draft.text == each.text for each in written.sentences):
                continue
            found, wrong = self.judged(draft, hits, request.asked.language)
            cited = _cited(found, request.cite, written.citations) if wrong is None else None
            if cited is None:
                written.dropped.append(wrong or "unsupported")
                continue
            numbers, new = cited
            written.citations += new
            written.sentences.append(CitedSentence(draft.text, numbers))
            yield _grown_answer(request, written)

    def judged(self, draft: Draft, hits: Sequence[Hit], language: str) -> tuple[list[Found], Fault | None]:
        """The slices that a sentence rests on, and what is wrong with it; None where they bear it out.

        Quotes that stand nowhere are left out. Where the words quoted do not bear a sentence out, the whole sentences
        that they are cut from are tried, and cited.
        """
        found = [each for quoted in draft.quotes for each in find(quoted, hits)]
        wrong: Fault | None = "unsupported"
        for slices in (found, _once_each([widened(each) for each in found])):
            pieces = [_piece(each) for each in slices]
            wrong = fault(draft.text, language, pieces, self.meaning) or self._contradicted(draft.text, pieces)
            if wrong is None or not found:
                return slices, wrong
        return found, wrong

    def _contradicted(self, sentence: str, pieces: Sequence[Piece]) -> Fault | None:
        if self.entails is None:
            return None
        yes, no = self.entails("\n".join(f"{piece.over}\n{piece.around}" for piece in pieces), sentence)
        return "contradicted" if no >= CONTRADICTED else "unsupported" if yes < BORNE_OUT else None

    def _refusal(self, request: Request) -> Answer:
        """The model says that the passages do not answer."""
        asked = request.asked
        nearest = tuple(request.hits[:_NEAREST])
        return Answer(
            question=request.question.text,
            id=request.question.id,
            language=asked.language,
            status="refused",
            mode="generative",
            nearest=nearest,
            notes=(say("no_evidence", asked.language),),
        )

    def _structured(self, model: Any) -> Any:
        """A model bound to the agreed form, where its provider has a way to; else as it is."""
        try:
            formed = model.with_structured_output(SCHEMA, include_raw=True)
            # The model's own messages, without LangChain's parser behind them: it reads all of a growing answer at
            # every piece, and an endless one held its thread for minutes.
            return getattr(formed, "first", formed)
        except NotImplementedError:
            return model
        except Exception as error:  # each provider refuses in its own way
            raise ModelError(
                f"REGESTO_LLM={self.settings.llm}: il modello non si può usare ({type(error).__name__})"
            ) from None


def _grown_answer(request: Request, written: _Written) -> Answer:
    return Answer(
        question=request.question.text,
        id=request.question.id,
        language=request.asked.language,
        status="answered",
        mode="generative",
        sentences=tuple(written.sentences),
        citations=tuple(written.citations),
    )


def _dropped(written: _Written, language: str) -> tuple[str, ...]:
    count = len(written.dropped)
    if not count:
        return ()
    return (say("llm_dropped_one" if count == 1 else "llm_dropped_many", language, count=str(count)),)


def _cited(
    found: Sequence[Found], cite: Cite, before: Sequence[Citation]
) -> tuple[tuple[int, ...], list[Citation]] | None:
    """The numbers of the citations of some slices, and those that are new; None when one does not check out."""
    numbers: list[int] = []
    new: list[Citation] = []
    for each in found:
        record = each.hit.record
        known = next(
            (
                citation
                for citation in (*before, *new)
                if (citation.document, citation.edition, citation.start, citation.end)
                == (record.uri, record.edition, each.start, each.end)
            ),
            None,
        )
        citation = known or cite(each, len(before) + len(new) + 1)
        if citation is None:
            return None
        if known is None:
            new.append(citation)
        if citation.number not in numbers:
            numbers.append(citation.number)
    return tuple(numbers), new


def _once_each(found: Sequence[Found]) -> list[Found]:
    return list({(each.hit.record.uri, each.start, each.end): each for each in found}.values())


def _piece(found: Found) -> Piece:
    return Piece(visible(found.text)[0], visible(widened(found).text)[0], over(found), found.hit.passage.language)


def _foreign(sentence: str, language: str) -> bool:
    """True for a sentence that is plainly in another of the three languages."""
    counts = function_word_counts(sentence)
    return max(counts.values()) >= counts.get(language, 0) + 2
