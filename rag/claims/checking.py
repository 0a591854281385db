"""Checks of claims: the evidence is found, the claim's parts are held against it, and the answer carries a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from rag.answer_spans import wanted
from rag.claims.asking import Claimed, claimed_in
from rag.claims.deciding import decide
from rag.claims.frames import is_opinion
from rag.claims.judgement import TUNED, Judgement, Limits
from rag.claims.judging import Weighed, weigh
from rag.claims.lexicon import is_light
from rag.claims.naming import Found
from rag.claims.owning import Owning
from rag.claims.parts import Part, parts_of
from rag.claims.remarks import remarks
from rag.claims.standing import Standing
from rag.errors import QuestionError
from rag.evidence import Evidence, Scored
from rag.phrases import say
from rag.question import Asked, understand
from rag.types import Answer, Citation, CitedSentence, Question
from rag.writer import Span

# Sentences held against a claim, passages shown where none speaks of it.
_HELD: Final = 14
_NEAREST: Final = 3
# What a verb that says little weighs beside another word.
_LIGHTLY: Final = 0.2


class Answerers(Protocol):
    """What a check needs of an answerer (``rag.answerer.Answerer``)."""

    evidence: Evidence

    def weigh(self, question: Question) -> tuple[Asked, list[Scored]]:
        """What is asked, and the evidence for it, best first."""

    def remarked(self, question: Question, asked: Asked, answer: Answer) -> Answer:
        """An answer with the notes on its sources."""

    def cite(self, span: Span, number: int) -> Citation | None:
        """The citation of a span; None when it does not check out."""


def check(claim: Question, answerer: Answerers, limits: Limits = TUNED) -> Answer:
    """The verdict on a claim, with the quotes for and against it and what differs, in the claim's language.

    A judgement of worth has no verdict, and a note says so. Raises QuestionError for a claim that is empty, or longer
    than a question may be.
    """
    text = " ".join(claim.text.split())
    settings = answerer.evidence.search.settings
    if not re.search(r"\w", text):
        raise QuestionError(say("claim_empty", settings.language))
    if len(text) > settings.max_question:
        most = str(settings.max_question)
        raise QuestionError(say("claim_long", settings.language, length=str(len(text)), most=most))
    language = understand(claim).language
    claimed = claimed_in(text, language)
    claimed = claimed or Claimed(text.rstrip(" ?"), True)
    if is_opinion(claimed.text):
        return Answer(claim.text, language, "refused", id=claim.id, notes=(say("claim_opinion", language),))
    asked, ranked = answerer.weigh(replace(claim, text=claimed.text))
    return checked(claim, claimed, replace(asked, language=language), ranked, answerer, limits)


def checked(
    question: Question, claimed: Claimed, asked: Asked, ranked: Sequence[Scored], answerer: Answerers,
    limits: Limits = TUNED,
) -> Answer:  # fmt: skip
    """The same from evidence that is weighed already."""
    judged = hold(claimed, asked, ranked, answerer).decide(limits)
    blank = Answer(question.text, asked.language, "refused", id=question.id, verdict=judged.verdict)
    sentences, citations, numbers = _shown(judged, asked.language, answerer)
    if sentences:
        notes = remarks(judged, asked.language, numbers)
        told = replace(blank, status="answered", sentences=tuple(sentences), citations=tuple(citations), notes=notes)
        return answerer.remarked(question, asked, told)
    hits = {scored.unit.hit.passage.id: scored.unit.hit for scored in ranked}
    nearest = sorted(hits.values(), key=lambda hit: hit.rank)[:_NEAREST]
    return replace(blank, verdict="not_found", nearest=tuple(nearest), notes=(say("claim_not_found", asked.language),))


def answer_to_claim(
    question: Question, asked: Asked, answerer: Answerers, plain: Callable[[], Answer], limits: Limits = TUNED
) -> Answer | None:
    """The verdict where a question asks to check a claim; None where it asks something else.

    A claim that no sentence confirms or denies gets the ``plain`` answer's first sentence (or its refusal), with the
    verdict "not_found"; a mere yes-or-no question then gets no verdict at all.
    """
    claimed = claimed_in(question.text, asked.language)
    if claimed is None or not (claimed.openly or _may_be_claim(asked)):
        return None
    if is_opinion(claimed.text):
        return Answer(question.text, asked.language, "refused", id=question.id,
                      notes=(say("claim_opinion", asked.language),))  # fmt: skip
    sought, ranked = answerer.weigh(replace(question, text=claimed.text))
    answer = checked(question, claimed, replace(sought, language=asked.language), ranked, answerer, limits)
    if answer.verdict != "not_found":
        return answer
    if not claimed.openly:
        return None
    near = plain()
    first = near.sentences[:1]
    cited = tuple(each for each in near.citations if first and each.number in first[0].citations)
    notes = (say("claim_not_found", asked.language), *(near.notes if first else ()))
    return replace(near, verdict="not_found", sentences=first, citations=cited, notes=notes)


def _may_be_claim(asked: Asked) -> bool:
    """True when nothing else is asked for: "con che atto è stato approvato?" asks for the act."""
    return asked.asks in ("yes_no", "open") and wanted(asked.asks, asked.text) == "any"


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its parts, and the sentences held against it."""

    claimed: Claimed
    language: str
    parts: tuple[Part, ...]
    sentences: tuple[Weighed, ...]
    found: Found
    weighted: tuple[tuple[str, float], ...] = ()

    def decide(self, limits: Limits = TUNED) -> Judgement:
        """The verdict under these thresholds."""
        return decide(
            self.claimed.text, self.language, self.parts, self.sentences, self.found, limits, by_all=self.claimed.by_all
        )


def hold(claimed: Claimed, asked: Asked, ranked: Sequence[Scored], answerer: Answerers) -> Held:
    """A claim held against the sentences that came nearest."""
    match, language = answerer.evidence.match, asked.language
    parts = parts_of(claimed.text, language)
    taken = {word for part in parts if part.kind == "value" for word in part.text.lower().split()}
    weighted = [
        (word, share * match.idf(word) * (_LIGHTLY if is_light(word) else 1.0))
        for word, share in asked.words
        if not word[0].isdigit() and word not in taken
    ]
    total = sum(share for _, share in weighted) or 1.0
    weighted = [(word, share / total) for word, share in weighted]

    owning = Owning(claimed.text, language, parts)
    found = Standing(match, owning, [word for word, _ in weighted])
    held = tuple(weigh(owning, each, weighted, found) for each in ranked[:_HELD])
    return Held(claimed, language, tuple(parts), held, found, tuple(weighted))


def _shown(
    judged: Judgement, language: str, answerer: Answerers
) -> tuple[list[CitedSentence], list[Citation], dict[Weighed, int]]:
    """A sentence with its quote for, and one against, as many as the verdict needs."""
    sentences: list[CitedSentence] = []
    citations: list[Citation] = []
    numbers: dict[Weighed, int] = {}
    for each in dict.fromkeys((*judged.favour, *judged.against)):
        unit = each.scored.unit
        passage = unit.hit.passage
        spans = [Span(unit.hit, passage, unit.start, unit.end)]
        text = unit.text
        if unit.block.kind == "item" and unit.block.lead:
            text = f"{unit.lead} {text}"
            start, end = unit.block.lead
            if start >= passage.start:
                spans.insert(0, Span(unit.hit, passage, start, end))
        cited = [answerer.cite(span, len(citations) + at) for at, span in enumerate(spans, 1)]
        kept = [citation for citation in cited if citation]
        if len(kept) != len(spans):
            continue
        citations += kept
        numbers[each] = kept[-1].number
        sentences.append(CitedSentence(text, tuple(citation.number for citation in kept)))
    if judged.total is not None and len(sentences) == 2:
        marks = tuple(citation.number for citation in citations)
        sentences.append(CitedSentence(say("claim_total", language, total=str(judged.total)), marks))
    return sentences, citations, numbers
