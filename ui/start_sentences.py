"""Sentences of the library that a card can be made of: with one figure or date, or with a person and an office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rag.months import MONTHS
from rag.sentences import sentence_spans
from rag.types import DocumentRecord, Mention, Passage

if TYPE_CHECKING:
    from rag.library import Library

Sort = Literal["date", "share", "money"]
# Passages read at most, the newest documents first; sentences of one document; characters of a sentence.
_READ: Final = 3000
_EACH: Final = 3
_SHORT: Final = 60
_LONG: Final = 260
_MONTH: Final = "|".join(MONTHS)
_SORTS: Final[dict[Sort, re.Pattern[str]]] = {
    "date": re.compile(rf"\b\d{{1,2}}°? (?:{_MONTH}) (?:19|20)\d\d\b", re.IGNORECASE),
    "money": re.compile(
        r"\b\d[\d.,]* (?:milioni|miliardi|millions?|milliards?|billions?)(?: (?:di |d'|of )?euros?)?\b"
    ),
    "share": re.compile(r"\b\d[\d,.]* ?%"),
}
_DIGIT: Final = re.compile(r"\d")
# A date that belongs to the name of an act ("legge regionale 30 luglio 2015, n. 13") is nothing to be learned.
_ACT_BEFORE: Final = re.compile(
    r"(?:\bn\. ?\d[\d/]*,? (?:del|of|du)|\b(?:legge|decreto|delibera|deliberazione|DPCM|D\.?G\.?R\.?|DM|atto|loi|law)"
    r"(?: \w+){0,2}(?: del)?) ?$",
    re.IGNORECASE,
)
_ACT_AFTER: Final = re.compile(r",? n[.°]")
_PERSON: Final = re.compile(
    r"[A-ZÀ-Þ][\w'’-]{2,}(?: (?:de|del|della|di|da|la|lo|von|van))?(?: [A-ZÀ-Þ][\w'’-]{2,}){1,2}"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with one value that can be left out: ``text[gap]``, of which sort; ``start`` in the stored text."""

    record: DocumentRecord
    start: int
    text: str
    gap: tuple[int, int]
    sort: Sort
    language: str

    @property
    def value(self) -> str:
        """What stands in the gap."""
        return " ".join(self.text[slice(*self.gap)].split())


@dataclass(frozen=True, slots=True)
class Officer:
    """A person with an office, in the sentence that names both (``start`` to ``end`` of the stored text)."""

    record: DocumentRecord
    mention: Mention
    start: int
    end: int

    @property
    def role(self) -> str:
        """The office as written."""
        return " ".join((self.mention.role or "").split())


def _recent(library: Library) -> list[DocumentRecord]:
    return sorted(library.records(), key=lambda each: each.published or "", reverse=True)


def _spans(passage: Passage) -> Iterator[tuple[int, int]]:
    for block in passage.blocks:
        if block.kind in ("paragraph", "item"):
            yield from sentence_spans(passage.text, block.start - passage.start, block.end - passage.start)


def sentences(library: Library) -> list[Sentence]:
    """The sentences with one value, of the newest documents."""
    found: list[Sentence] = []
    read = 0
    for record in _recent(library):
        if read > _READ:
            break
        if record.kind == "transcript":  # what somebody says in a talk is no fact to be learned
            continue
        passages = [each for each in library.passages_of(record.uri, record.edition) if not each.clutter]
        read += len(passages)
        counts: Counter[Sort] = Counter()
        for each in (one for passage in passages for one in _in_passage(passage, record)):
            counts[each.sort] += 1
            if counts[each.sort] <= _EACH:
                found.append(each)
    return found


def _in_passage(passage: Passage, record: DocumentRecord) -> Iterator[Sentence]:
    for start, end in _spans(passage):
        text = passage.text[start:end]
        if not _SHORT <= len(text) <= _LONG or not text[0].isupper() or text.rstrip()[-1] not in ".!" or "http" in text:
            continue
        for sort, pattern in _SORTS.items():
            matches = list(pattern.finditer(text))
            # Other figures beside it would give it away, or be asked for as well.
            if len(matches) == 1 and len(_DIGIT.findall(text)) <= len(_DIGIT.findall(matches[0][0])) + 4:
                first, last = matches[0].span()
                if not (_ACT_BEFORE.search(text[:first]) or _ACT_AFTER.match(text[last:])):
                    yield Sentence(record, passage.start + start, text, (first, last), sort, passage.language)
                break


def officers(library: Library) -> Iterable[Officer]:
    """The persons with an office that current documents name, one for each sentence."""
    for record in _recent(library):
        for mention in library.mentions(record.uri, record.edition):
            if mention.kind == "person" and mention.role and _PERSON.fullmatch(mention.name):
                passage = library.passage_at(record.uri, record.edition, mention.start)
                if passage is None or passage.clutter:
                    continue
                for start, end in _spans(passage):
                    if passage.start + start <= mention.start < passage.start + end:
                        yield Officer(record, mention, passage.start + start, passage.start + end)
                        break
