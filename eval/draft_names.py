"""Questions about names: what an acronym stands for, who somebody is; in the passage's language and in the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from eval.draft_spots import LONGEST, Spot, made
from eval.own_questions import Own
from rag.across.who import same_person
from rag.analysis import fold
from rag.sentences import sentence_spans
from rag.types import DocumentRecord, Mention, Passage

if TYPE_CHECKING:
    from rag.definitions import Definition
    from rag.library import Library

_STANDS_FOR: Final = {
    "it": "Che cosa significa la sigla {name}?",
    "fr": "Que signifie le sigle {name} ?",
    "en": "What does {name} stand for?",
}
_WHO_IS: Final = {"it": "Chi è {name}?", "fr": "Qui est {name} ?", "en": "Who is {name}?"}
_AND: Final = {"it": "E {name}?", "fr": "Et {name} ?", "en": "And {name}?"}
_SHORT: Final = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9-]*")
_PERSON: Final = re.compile(
    r"[A-ZÀ-Þ][\w'’-]{2,}(?: (?:d[aeiou]l?|de[li]?la|la|lo|von|van|De|Di|Da))?(?: [A-ZÀ-Þ][\w'’-]{2,}){1,2}"
)
_NO_PERSON: Final = re.compile(
    r"(?i)\b(?:officer|manager|data|program\w*|project|team|office|service|digital|agenzia|settore)\b"
)
# An office that says something by itself: "assessore" alone is no answer to who somebody is.
_OFFICE_WORDS: Final = 2


class Names:
    """What all documents say of acronyms and persons: a right answer may rest on any of them."""

    def __init__(self, library: Library, records: Sequence[DocumentRecord]) -> None:
        self.library = library
        self._expansions: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._roles: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for each in library.acronyms():
            self._expansions[each.definition.acronym].append((each.definition.expansion, each.document))
        for record in records:
            for mention in library.mentions(record.uri, record.edition):
                if mention.kind == "person" and len((mention.role or "").split()) >= _OFFICE_WORDS:
                    self._roles[fold(mention.name)].append((" ".join((mention.role or "").split()), record.uri))

    def meant(self, acronym: str, expansion: str) -> tuple[list[str], list[str]]:
        """What an acronym stands for in any document, this expansion first, and the documents that say so."""
        return _first(expansion, self._expansions[acronym])

    def held(self, name: str, role: str) -> tuple[list[str], list[str]]:
        """The offices of somebody in any document, this one first, and the documents that say so."""
        return _first(role, self._roles[fold(name)])


def _first(mine: str, all_: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return list(dict.fromkeys((mine, *(what for what, _ in all_)))), sorted({document for _, document in all_})


def about_acronyms(names: Names, record: DocumentRecord, others: Sequence[str]) -> Iterator[Own]:
    """What each acronym stands for that a document defines; ``others``: languages that it is asked in as well."""
    library = names.library
    before: Definition | None = None
    for each in library.acronyms(record.uri):
        short = each.definition
        spot = _spot(library, record, short.start, short.end)
        if spot is None or not _SHORT.fullmatch(short.acronym) or len(short.expansion.split()) < 2:
            continue
        at = _plain(spot.shown).find(_plain(short.expansion))
        if at < 0:
            continue
        # As the quote has it: its apostrophes may be others than those of the glossary.
        meant, where = names.meant(short.acronym, spot.shown[at : at + len(short.expansion)])
        alike = [each for each in where if each != record.uri]
        for language in (spot.language, *(other for other in others if other != spot.language)):
            asked = _STANDS_FOR[language].format(name=short.acronym)
            yield made(
                spot, "acronym", "definition", asked, [meant], language=language, persona="new_staff", alt_sources=alike
            )
        if before is not None and before.acronym != short.acronym:
            history = _history(_STANDS_FOR[spot.language].format(name=before.acronym), before.expansion)
            asked = _AND[spot.language].format(name=short.acronym)
            yield made(
                spot,
                "acronym:next",
                "follow_up",
                asked,
                [meant],
                history=history,
                persona="new_staff",
                alt_sources=alike,
            )
        before = short


def about_persons(names: Names, record: DocumentRecord, others: Sequence[str]) -> Iterator[Own]:
    """Who each person is that a document names with an office."""
    library = names.library
    before: tuple[Mention, str] | None = None
    told: list[str] = []
    for mention in library.mentions(record.uri, record.edition):
        role = " ".join((mention.role or "").split())
        if mention.kind != "person" or len(role.split()) < _OFFICE_WORDS or not _is_person(mention.name):
            continue
        spot = _spot(library, record, mention.start, mention.end)
        if spot is None or role not in spot.shown or any(same_person(mention.name, one) for one in told):
            continue
        told.append(mention.name)
        held, where = names.held(mention.name, role)
        alike = [each for each in where if each != record.uri]
        for language in (spot.language, *(other for other in others if other != spot.language)):
            asked = _WHO_IS[language].format(name=mention.name)
            yield made(spot, "person", "who", asked, [held], language=language, persona="journalist", alt_sources=alike)
        if before is not None:
            history = _history(_WHO_IS[spot.language].format(name=before[0].name), before[1])
            asked = _AND[spot.language].format(name=mention.name)
            yield made(
                spot,
                "person:next",
                "follow_up",
                asked,
                [held],
                history=history,
                persona="journalist",
                alt_sources=alike,
            )
        before = (mention, role)


def _is_person(name: str) -> bool:
    return _PERSON.fullmatch(name) is not None and _NO_PERSON.search(name) is None


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _history(question: str, answer: str) -> list[dict[str, str]]:
    said = answer[0].upper() + answer[1:]
    return [{"role": "user", "content": question}, {"role": "assistant", "content": f"{said}."}]


def _spot(library: Library, record: DocumentRecord, start: int, end: int) -> Spot | None:
    """The sentence that holds a place, or the place itself where the sentence is long; None where nothing is found."""
    passage = library.passage_at(record.uri, record.edition, start)
    if passage is None or passage.clutter or end > passage.end:
        return None
    whole = _sentence(passage, start, end)
    return Spot(record, passage, *(whole if whole and whole[1] - whole[0] <= LONGEST else (start, end)))


def _sentence(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    for block in passage.blocks:
        if block.start <= start and end <= block.end:
            for first, last in sentence_spans(passage.text, block.start - passage.start, block.end - passage.start):
                if first + passage.start <= start and end <= last + passage.start:
                    return first + passage.start, last + passage.start
    return None
