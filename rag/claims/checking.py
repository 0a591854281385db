"""Checks of claims: the evidence is found, the claim's parts are held against it, and the answer carries a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from rag.analysis import fold
from rag.claims.asking import Claimed, claimed_in
from rag.claims.judging import Found, Weighed, weigh
from rag.claims.lexicon import is_light
from rag.claims.parts import Part, parts_of
from rag.claims.remarks import remarks
from rag.claims.verdict import Judgement, Limits, decide
from rag.errors import QuestionError
from rag.evidence import Evidence, Scored
from rag.language import detect
from rag.phrases import say
from rag.question import Asked, content_words, understand
from rag.sentences import sentence_spans
from rag.types import Answer, Citation, CitedSentence, Question, Verdict
from rag.word_vectors import Vectors
from rag.writer import Span

# Sentences held against a claim, passages shown where none speaks of it, and the longest text that is checked whole.
_HELD: Final = 14
_NEAREST: Final = 3
# What a verb that says little weighs beside another word.
_LIGHTLY: Final = 0.2
LONGEST_TEXT: Final = 40_000


class Answerers(Protocol):
    """What a check needs of an answerer (``rag.answerer.Answerer``)."""

    evidence: Evidence

    def weigh(self, question: Question) -> tuple[Asked, list[Scored]]:
        """What is asked, and the evidence for it, best first."""

    def remarked(self, question: Question, asked: Asked, answer: Answer) -> Answer:
        """An answer with the notes on its sources."""

    def _cite(self, span: Span, number: int) -> Citation | None:
        """The citation of a span; None when it does not check out."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a pasted text, ``text[start:end]``, and the answer that carries its verdict."""

    start: int
    end: int
    text: str
    answer: Answer

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the sentence."""
        return self.answer.verdict


def check(claim: Question, answerer: Answerers, limits: Limits = Limits()) -> Answer:
    """The verdict on a claim, with the quotes for and against it and what differs, in the claim's language.

    Raises QuestionError for an empty claim.
    """
    text = " ".join(claim.text.split())
    if not re.search(r"\w", text):
        raise QuestionError("l'affermazione è vuota: scrivere la frase da controllare")
    language = understand(claim).language
    claimed = claimed_in(text, language)
    claimed = claimed or Claimed(text.rstrip(" ?"), True)
    asked, ranked = answerer.weigh(replace(claim, text=claimed.text))
    return checked(claim, claimed, replace(asked, language=language), ranked, answerer, limits)


def checked(
    question: Question, claimed: Claimed, asked: Asked, ranked: Sequence[Scored], answerer: Answerers,
    limits: Limits = Limits(),
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
    question: Question, asked: Asked, answerer: Answerers, plain: Callable[[], Answer], limits: Limits = Limits()
) -> Answer | None:
    """The verdict where a question asks to check a claim; None where it asks something else.

    A claim that no sentence confirms or denies gets the ``plain`` answer's first sentence (or its refusal), with the
    verdict "not_found"; a mere yes-or-no question then gets no verdict at all.
    """
    claimed = claimed_in(question.text, asked.language)
    if claimed is None:
        return None
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


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its parts, and the sentences held against it."""

    claimed: Claimed
    language: str
    parts: tuple[Part, ...]
    sentences: tuple[Weighed, ...]
    found: Found

    def decide(self, limits: Limits = Limits()) -> Judgement:
        """The verdict under these thresholds."""
        return decide(
            self.claimed.text, self.language, self.parts, self.sentences, self.found, limits, by_all=self.claimed.by_all
        )


def hold(claimed: Claimed, asked: Asked, ranked: Sequence[Scored], answerer: Answerers) -> Held:
    """A claim held against the sentences that came nearest."""
    evidence, language = answerer.evidence, asked.language
    parts = parts_of(claimed.text, language)
    taken = {word for part in parts if part.kind == "value" for word in part.text.lower().split()}
    weighted = [
        (word, share * evidence.idf(word) * (_LIGHTLY if is_light(word) else 1.0))
        for word, share in asked.words
        if not word[0].isdigit() and word not in taken
    ]
    total = sum(share for _, share in weighted) or 1.0
    weighted = [(word, share / total) for word, share in weighted]

    def found(words: Sequence[str], text: str, written_in: str) -> Vectors:
        return (
            evidence._found(words, text, language, written_in) if words and text else np.zeros(len(words), np.float32)
        )

    held = tuple(weigh(each, parts, weighted, language, found) for each in ranked[:_HELD])
    return Held(claimed, language, tuple(parts), held, found)


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
        cited = [answerer._cite(span, len(citations) + at) for at, span in enumerate(spans, 1)]
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


def check_text(
    text: str, answerer: Answerers, base: Question = Question(""), limits: Limits = Limits()
) -> Iterator[Checked]:
    """The verdict on each checkable sentence of a pasted text, in order, with its place in that text.

    Greetings, titles, questions and opinions have none. ``base`` gives the filters. Raises QuestionError for a text
    that is empty or longer than ``LONGEST_TEXT`` characters.
    """
    if not re.search(r"\w", text):
        raise QuestionError("il testo da controllare è vuoto: incollare le frasi, o indicare un file di testo")
    if len(text) > LONGEST_TEXT:
        raise QuestionError(f"il testo è di {len(text)} caratteri, il massimo è {LONGEST_TEXT}: controllarlo a parti")
    language = detect(text)
    for start, end in checkable(text, language):
        said = " ".join(text[start:end].split())
        claimed = Claimed(said, True)
        asked, ranked = answerer.weigh(replace(base, text=said))
        answer = checked(replace(base, text=said), claimed, replace(asked, language=language), ranked, answerer, limits)
        yield Checked(start, end, text[start:end], answer)


def checkable(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences stand that say something that documents could confirm or deny."""
    found = []
    for line in re.finditer(r"[^\n]+(?:\n(?=[a-zà-ÿ(])[^\n]+)*", text):
        for start, end in sentence_spans(text, *line.span()):
            if _checkable(text[start:end], language):
                found.append((start, end))
    return found


_OPINION: Final = re.compile(
    r"\b(?:credo|crediamo|riten(?:go|iamo)|secondo (?:me|noi)|a (?:mio|nostro) (?:avviso|parere)|pens(?:o|iamo) che|"
    r"sper(?:o|iamo)|mi auguro|ci auguriamo|siamo (?:orgoglios\w+|content\w+|convint\w+|liet\w+|felic\w+|soddisfatt\w+|certi)|"
    r"sono (?:orgoglios\w|content\w|convint\w|liet\w|felic\w)|ringrazi\w+|grazie|"
    r"je (?:crois|pense)|nous (?:croyons|pensons|esperons|sommes (?:fiers|heureux|ravis|convaincus))|a mon avis|selon moi|"
    r"merci|i (?:think|believe|hope)|we (?:think|believe|hope|are (?:proud|happy|delighted|convinced))|in my (?:view|opinion)|"
    r"thank(?:s| you))\b"
)
_GREETING: Final = re.compile(
    r"^\W*(?:buon ?giorno|buona ?sera|salve|ciao|gentil\w+|egregi\w+|spettabil\w+|cordiali saluti|distinti saluti|"
    r"a presto|bonjour|bonsoir|madame|monsieur|cordialement|hello|dear|good (?:morning|afternoon)|(?:kind|best) regards|"
    r"per (?:ulteriori )?informazioni|pour (?:plus d'|toute )informations?|for (?:more|further) information|comunicato stampa|"
    r"communique de presse|press release|foto|photo|leggi anche|condividi)\b"
)
_SAYS: Final = re.compile(
    r"\b(?:essere|sono|era|erano|ha|hanno|aveva|sara|saranno|sia|viene|vengono|puo|possono|deve|devono|c'e|est|sont|"
    r"etait|ont|sera|seront|peut|doit|a|is|are|was|were|has|have|had|will|can|must|\w{3,}(?:ano|ono|isce|ede|ede|ebbe|era|"
    r"anno|ent|ed|es)|\w+(?:ato|ata|ati|ate|uto|uta|uti|ute|ito|ita|iti|ite))\b"
)


def _checkable(sentence: str, language: str) -> bool:
    """A statement: long enough, with a verb, no question, greeting, title or opinion."""
    folded = fold(sentence.replace("È", "è").replace("è", "essere"))
    if folded.rstrip(" »\"'").endswith(("?", ":")) or _GREETING.search(folded) or _OPINION.search(folded):
        return False
    ended = bool(re.search(r"[.!;…][»\"')\]]*$", sentence.rstrip()))
    if len(content_words(sentence, language)) < 3 or not _SAYS.search(folded):
        return False
    return ended or bool(re.match(r"\s*[-•–*]", sentence)) or len(sentence.split()) > 8
