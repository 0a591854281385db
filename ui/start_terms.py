"""The glossary of a library as values: acronyms, bodies, plans and terms, each with where it is defined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.across.citing import Citer
from rag.across.glossary import Entry, all_defined
from rag.analysis import fold, words
from rag.sentences import sentence_spans
from rag.types import Citation

if TYPE_CHECKING:
    from rag.library import Library

# Characters of a sentence that is shown whole.
_SENTENCE = 320

TermKind = Literal["acronym", "body", "plan", "term"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term stands for, since when (ISO), and where that is written; no places: it is common usage."""

    text: str
    since: str | None
    places: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary; ``spellings`` are all forms found, ``meanings`` the commonest first."""

    name: str
    kind: TermKind
    spellings: tuple[str, ...]
    meanings: tuple[Meaning, ...]

    @property
    def letter(self) -> str:
        """Under which letter it stands; "#" for figures and signs."""
        first = fold(self.name)[:1].upper()
        return first if first.isalpha() else "#"


def terms_of(library: Library, public_url: str = "") -> list[Term]:
    """All that the library's documents define, by name."""
    citer = Citer(library, public_url)
    acronyms = _acronyms(library, citer)
    short = {name.casefold() for term in acronyms for name in term.spellings}
    rest = [each for each in all_defined(library, public_url) if each.term.casefold() not in short]
    return sorted([*acronyms, *_defined(rest)], key=lambda term: (term.letter, fold(term.name)))


def matching(terms: Sequence[Term], asked: str) -> list[Term]:
    """The entries whose name, spelling or meaning holds all words that are asked for, names first."""
    wanted = fold(" ".join(asked.split()))
    told = set(words(asked))
    if not told:
        return list(terms)

    def rank(term: Term) -> int:
        names = [fold(name) for name in term.spellings]
        if wanted in names:
            return 0
        if any(name.startswith(wanted) for name in names):
            return 1
        said = {word for meaning in term.meanings for word in words(meaning.text)}.union(*map(words, term.spellings))
        return 2 if all(any(word.startswith(part) for word in said) for part in told) else 9

    ranked = sorted(((rank(term), at, term) for at, term in enumerate(terms)), key=lambda each: each[:2])
    return [term for number, _, term in ranked if number < 9]


def _acronyms(library: Library, citer: Citer) -> list[Term]:
    from ui.glossary import entries

    found = []
    for entry in entries(library):
        meanings = []
        for meaning in entry["expansions"]:
            places = [_cited(library, citer, each) for each in meaning["places"]]
            cited = tuple(sorted((place for place in places if place), key=lambda one: one.published or "9999"))
            dates = [place.published for place in cited if place.published]
            meanings.append(Meaning(meaning["expansion"], min(dates, default=None), cited))
        if meanings:
            found.append(Term(entry["acronym"], "acronym", tuple(entry["spellings"]), tuple(meanings)))
    return found


def _cited(library: Library, citer: Citer, place: dict[str, object]) -> Citation | None:
    """The whole sentence that defines an acronym ("PSSR**: Piano" reads badly); its words alone where it is long."""
    record = library.record(str(place["document"]), int(str(place["edition"])))
    if record is None:
        return None
    start, end = int(str(place["start"])), int(str(place["end"]))
    passage = library.passage_at(record.uri, record.edition, start)
    for block in passage.blocks if passage else ():
        shift = passage.start if passage else 0
        if passage and block.start <= start and end <= block.end:
            spans = sentence_spans(passage.text, block.start - shift, block.end - shift)
            for first, last in [(a + shift, b + shift) for a, b in spans]:
                if first <= start and end <= last and last - first <= _SENTENCE:
                    return citer.cite(record, first, last)
    return citer.cite(record, start, end)


def _defined(entries: Iterable[Entry]) -> list[Term]:
    """One entry for each name, with all wordings of its definition."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(fold(entry.term), []).append(entry)
    return [
        Term(
            of[0].term,
            of[0].kind,
            tuple(dict.fromkeys(each.term for each in of)),
            tuple(Meaning(" ".join(each.citations[0].quote.split()), each.since, each.citations) for each in of),
        )
        for of in groups.values()
    ]
