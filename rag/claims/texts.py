"""A whole text checked sentence by sentence: which sentences can be checked, and the verdict on each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from rag.claims.asking import Claimed
from rag.claims.checking import Answerers, checked
from rag.claims.statements import Skipped, why_skipped, without_tags
from rag.errors import QuestionError
from rag.language import detect
from rag.phrases import say
from rag.sentences import sentence_spans
from rag.types import Answer, Filters, Question, Verdict

LONGEST_TEXT: Final = 40_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a pasted text, ``text[start:end]``, and the answer that carries its verdict.

    ``skipped`` tells why a sentence has neither (``statements.why_skipped``); "" for one that was checked. The text of
    a pasted page is without its tags.
    """

    start: int
    end: int
    text: str
    answer: Answer | None
    skipped: Skipped = ""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the sentence; None for one that was skipped."""
        return self.answer.verdict if self.answer else None


def check_text(text: str, answerer: Answerers, filters: Filters = Filters()) -> Iterator[Checked]:
    """Each sentence of a pasted text in order, with its place in that text and its verdict, or why it has none.

    Greetings, titles, questions and opinions have none. Raises QuestionError for a text
    that is empty or longer than ``LONGEST_TEXT`` characters.
    """
    shown = answerer.evidence.search.settings.language
    plain = without_tags(text)
    if not re.search(r"\w", plain):
        raise QuestionError(say("claim_text_empty", shown))
    if len(text) > LONGEST_TEXT:
        raise QuestionError(say("claim_text_long", shown, length=str(len(text)), most=str(LONGEST_TEXT)))
    language = detect(plain)
    for start, end in _sentences(plain):
        said = " ".join(unescape(plain[start:end]).split())
        written = said if plain is not text else text[start:end]
        why = why_skipped(said, language)
        if why:
            yield Checked(start, end, written, None, why)
            continue
        claimed = Claimed(said, True)
        asked, ranked = answerer.weigh(Question(said, filters=filters))
        answer = checked(Question(said, filters=filters), claimed, replace(asked, language=language), ranked, answerer)
        yield Checked(start, end, written, answer)


def checkable(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences stand that say something that documents could confirm or deny."""
    return [(start, end) for start, end in _sentences(text) if not why_skipped(text[start:end], language)]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+(?:\n(?=[a-zà-ÿ(])[^\n]+)*", text):
        for start, end in sentence_spans(text, *line.span()):
            if re.search(r"\w", text[start:end]):
                yield start, end
