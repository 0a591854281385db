"""Is what a question takes for granted so: a count that it names, a state of things whose reason it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.analysis import terms
from rag.claims.values import Value, values_in
from rag.evidence import Scored
from rag.phrases import say
from rag.question import Asked
from rag.types import Answer, Question

if TYPE_CHECKING:
    from rag.claims.checking import Answerers

# Units that may deny a count: the best ones, as long as they score nearly as much.
_LOOKED_AT: Final = 6
_NEAR: Final = 2.5
# A count and what it counts stand at most so many words apart ("cinque nuovi IRCCS").
_APART: Final = 2
_BECOME: Final = re.compile(
    r"(?P<subject>(?:[\w'’]+\s+){1,5})(?:sono|erano|saranno|diventano|diventeranno|restano|passano a|salgono a|sont|"
    r"etaient|deviennent|restent|are|were|become|became|will be)\s+$",
    re.IGNORECASE,
)
_WHY: Final = re.compile(
    r"^\W*(?:(?:e|ma|et|mais|and|but)\s+)?(?:perch[eé]|come mai|per (?:che|quale) motivo|pourquoi|"
    r"pour quelle raison|why)\s+"
    r"(?:(?:does|do|did|is|are|was|were|has|have|est-ce qu[e'’])\s*)?(?P<claim>\S.+?)\W*$",
    re.IGNORECASE,
)


def counted_otherwise(asked: Asked, ranked: Sequence[Scored]) -> str | None:
    """A note where a question counts something ("i sei IRCCS") that the evidence counts otherwise, and only so."""
    if asked.asks in ("yes_no", "number", "comparison"):
        return None
    looked = [each for each in ranked[:_LOOKED_AT] if each.score >= ranked[0].score - _NEAR]
    for value, counted, words in _counts(asked.text, asked.language):
        said = []
        for each in looked:
            language = each.unit.hit.passage.language
            said += [v for v, what, _ in _counts(each.unit.text, language) if what & counted]
        if said and all(other.low != value.low for other in said):
            # Of the evidence the nearest to the best: its own words.
            written = f"{said[0].written} {words}".strip()
            return say("premise_number", asked.language, asked=f"«{value.written} {words}»", said=f"«{written}»")
    return None


def _counts(text: str, language: str) -> Iterator[tuple[Value, frozenset[str], str]]:
    """The counts of a text: each whole number above 1 with the stems and the words of what it counts."""
    for value in values_in(text, language):
        if value.kind != "number" or value.low < 2 or value.low != value.high or value.low != int(value.low):
            continue
        if before := _BECOME.search(text[max(0, value.start - 80) : value.start]):
            # "gli IRCCS della regione diventano cinque": any word of the subject may be what is counted.
            subject = [word for word in re.findall(r"\w+", before["subject"]) if terms(word, language)]
            yield value, frozenset(stem for word in subject for stem in terms(word, language)), ""
        after = re.findall(r"\w+", text[value.end : value.end + 60])[:_APART]
        for word in after:
            stems = frozenset(terms(word, language))
            if stems and not word.isdigit():
                yield value, stems, word
                break


def denied(question: Question, asked: Asked, answerer: Answerers) -> Answer | None:
    """The documents' denial of what a question asks the reason for ("perché il piano è scaduto?"); None where none."""
    from rag.claims.checking import check

    found = _WHY.match(question.text.strip())
    if found is None or not re.search(r"\w", found["claim"]):
        return None
    checked = check(replace(question, text=found["claim"]), answerer)
    if checked.verdict != "contradicted":
        return None
    notes = (say("premise_denied", asked.language, claim=found["claim"]), *checked.notes)
    return replace(checked, question=question.text, language=asked.language, verdict=None, notes=notes)
