"""Pure: one list of references for several answers, in which a number never means two quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rag.types import Answer, Citation, DocumentRecord
from ui.export.sheet import Block, Line, Piece, Quoted, Reference, words
from ui.labels import citation_place, file_name, kind_name, public_address, published_in_words, readable_date
from ui.locales.export import export_strings
from ui.strings import Strings

# A number in brackets, or words between quotation marks, which are somebody else's and keep their brackets.
_NUMBERED: Final = re.compile(r"«[^»]*»|“[^”]*”|\[(\d+)\]")
Place = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a cited edition is today: its record (None: gone from the library), and whether the quote stands there."""

    record: DocumentRecord | None
    stands: bool


@dataclass(slots=True)
class References:
    """The quotes of some answers by number; with ``keep`` (one answer alone) the numbers stay as they are."""

    keep: bool = False
    citations: dict[int, Citation] = field(default_factory=dict)
    _numbers: dict[Place, int] = field(default_factory=dict)

    def add(self, answer: Answer) -> dict[int, int]:
        """The numbers of an answer's citations in this list, by their numbers in the answer."""
        return {each.number: self._number(each) for each in sorted(answer.citations, key=lambda each: each.number)}

    def _number(self, citation: Citation) -> int:
        place = place_of(citation)
        if place not in self._numbers:
            free = citation.number if self.keep and citation.number not in self.citations else None
            number = free or max(self.citations, default=0) + 1
            self._numbers[place] = number
            self.citations[number] = citation
        return self._numbers[place]


def place_of(citation: Citation) -> Place:
    """What makes two citations one: the same slice of the same edition."""
    return citation.document, citation.edition, citation.start, citation.end


def renumbered(note: str, numbers: Mapping[int, int]) -> str:
    """A note of an answer whose "[2]" means the reference that 2 has become; what it quotes is left alone."""

    def put(found: re.Match[str]) -> str:
        new = numbers.get(int(found[1])) if found[1] else None
        return f"[{new}]" if new else found.group()

    return _NUMBERED.sub(put, note)


def marks(numbers: Sequence[int], renumber: Mapping[int, int]) -> Line:
    """The numbers behind a sentence, each leading to its reference; one that is no citation's is not shown."""
    kept = dict.fromkeys(renumber[number] for number in numbers if number in renumber)
    return tuple(Piece(f"[{number}]", href=f"#fonte-{number}") for number in kept)


def reference_blocks(
    references: References, strings: Strings, base: str, today: Mapping[Place, Standing]
) -> tuple[list[Block], list[Block]]:
    """The list of the sources, and the appendix of their quotes, both by number.

    ``base`` is put before permalinks that have no address; ``today`` says what has become of them.
    """
    cited = sorted(references.citations.items())
    sources: list[Block] = []
    quotes: list[Block] = []
    for number, citation in cited:
        standing = today.get(place_of(citation))
        sources.append(Reference(number, _lines(citation, strings, base, standing)))
        where = " · ".join(part for part in (citation.title, citation_place(citation, strings)) if part)
        quotes.append(Quoted(number, where, words(citation.quote), citation.language or ""))
    return sources, quotes


def _lines(citation: Citation, strings: Strings, base: str, standing: Standing | None) -> tuple[Line, ...]:
    said = export_strings(strings.code)
    record = standing.record if standing else None
    read_on = readable_date((citation.retrieved_at or "")[:10], strings)
    facts = (
        citation.publisher or "",
        kind_name(citation.kind, strings),
        strings.edition.format(edition=citation.edition),
        citation_place(citation, strings),
        citation.heading if citation.heading and citation.heading != citation.title else "",
        published_in_words(citation, strings),
        strings.read_on.format(date=read_on) if read_on else "",
    )
    live = public_address(citation.url, record.url if record else None, citation.document)
    here = permalink(citation, base)
    lines: list[Line] = [
        words(citation.title or file_name(citation.document), strong=True),
        words(" · ".join(fact for fact in facts if fact)),
        *(words(warning, strong=True) for warning in _warnings(citation, standing, strings)),
        (Piece(f"{said.permalink}: "), Piece(here, href=here)),
    ]
    if live:
        lines.append((Piece(f"{said.live}: "), Piece(live, href=live)))
    else:
        lines.append(words(strings.local_source.format(name=file_name(citation.document))))
    return tuple(lines)


def permalink(citation: Citation, base: str) -> str:
    """The whole address of a quote in this register; ``base`` serves where the answer was given without one."""
    if public_address(citation.permalink):
        return citation.permalink
    return base.rstrip("/") + "/" + citation.permalink.lstrip("/")


def _warnings(citation: Citation, standing: Standing | None, strings: Strings) -> list[str]:
    """What a reader must know of an edition, as it was when the answer was given and as it is today."""
    said = export_strings(strings.code)
    record = standing.record if standing else None
    superseded = citation.superseded or (record is not None and record.superseded)
    withdrawn = citation.withdrawn or (record is not None and record.withdrawn)
    found = [
        (superseded, _flagged(strings.superseded, strings.superseded_hint)),
        (withdrawn, _flagged(strings.withdrawn, strings.withdrawn_hint)),
        (standing is not None and record is None, said.gone),
        (record is not None and standing is not None and not standing.stands, said.moved),
    ]
    return [warning for holds, warning in found if holds]


def _flagged(word: str, hint: str) -> str:
    return f"{word.capitalize()}: {hint[0].lower()}{hint[1:]}."
