"""Pure: the documents of a library as a catalogue: what is asked for in an address, what passes, counts by facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal
from urllib.parse import urlencode

from rag.analysis import fold, words
from rag.citations import document_id
from rag.names import facet_key, shown_name
from rag.types import DocumentRecord, Passage

Sort = Literal["found", "date", "oldest", "title"]
FACETS: Final = ("kind", "publisher", "territory", "year", "language")
SORTS: Final[tuple[Sort, ...]] = ("found", "date", "oldest", "title")
# The value of a facet that stands for "not stated".
UNSTATED: Final = "-"
PAGE: Final = 25
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Held:
    """A document: the record of its newest edition, how many editions it has, and what it is found by."""

    record: DocumentRecord
    editions: int
    name: str
    title: str
    said: frozenset[str]
    facets: Mapping[str, str]

    @property
    def date(self) -> str:
        """When it was published, ISO; "" where that is not known."""
        return self.record.published or ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks of the catalogue: ``chosen`` values by facet, words, order, page (from 1).

    ``withdrawn``: documents that their source has withdrawn are shown too.
    """

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: Sort = "date"
    page: int = 1
    withdrawn: bool = False

    def query(self, **values: str | int | None) -> str:
        """The query of the address that asks for this, with other values in the place of some (None: without it)."""
        usual = "found" if self.words else "date"
        now: dict[str, str | int | None] = {
            "q": self.words,
            **self.chosen,
            "sort": self.sort if self.sort != usual else "",
            "withdrawn": "1" if self.withdrawn else "",
            **values,
        }
        told = urlencode({name: value for name, value in now.items() if value not in (None, "")})
        return f"?{told}" if told else "?"


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """What a query asks for; what can't be read counts as not asked."""
    said = " ".join(query.get("q", "").replace("\0", " ").split())[:_LONGEST]
    chosen = {name: query[name].strip()[:_LONGEST] for name in FACETS if query.get(name, "").strip()}
    page = query.get("page", "")
    asked = query.get("sort", "")
    usual: Sort = "found" if said else "date"
    sort = next((each for each in SORTS if each == asked and (said or each != "found")), usual)
    return Wanted(
        said,
        chosen,
        sort,
        int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 7 else 1,
        query.get("withdrawn") == "1",
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: as it stands in addresses, as it is shown (kinds and languages by code), how many have it."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the catalogue: ``passages`` are the best found in each document, ``total`` documents pass in all.

    ``facets``: the choices of each facet among the documents that pass all the others. ``all`` documents there are.
    """

    wanted: Wanted
    held: tuple[Held, ...]
    passages: Mapping[str, Passage]
    total: int
    all: int
    pages: int
    facets: Mapping[str, tuple[Choice, ...]]


class Catalogue:
    """The documents of a library at one generation, from the records of all their editions."""

    def __init__(self, records: Iterable[DocumentRecord]) -> None:
        editions: dict[str, list[DocumentRecord]] = {}
        for record in sorted(records, key=lambda each: each.edition):
            editions.setdefault(record.uri, []).append(record)
        self.held = [_held(of) for of in editions.values()]
        self.by_uri = {each.record.uri: each for each in self.held}
        self.by_name = {each.name: each for each in self.held}
        self._labels = {name: _labels(self.held, name) for name in FACETS}

    def listed(self, wanted: Wanted, found: Sequence[Passage] = ()) -> Listed:
        """The page that is wanted; ``found`` are the passages that a search for the words has found, best first."""
        best: dict[str, Passage] = {}
        for passage in found:
            best.setdefault(passage.document, passage)
        told = self._matching(wanted.words, best) if wanted.words else None
        pool = [
            each
            for each in self.held
            if (told is None or each.record.uri in told) and (wanted.withdrawn or not each.record.withdrawn)
        ]
        keys = {name: _key(name, value) for name, value in wanted.chosen.items()}
        facets = {name: self._choices(name, [e for e in pool if _passes(e, keys, name)]) for name in FACETS}
        passing = _sorted([each for each in pool if _passes(each, keys)], wanted.sort, told or {})
        pages = max(1, -(-len(passing) // PAGE))
        page = min(wanted.page, pages)
        shown = tuple(passing[(page - 1) * PAGE : page * PAGE])
        return Listed(replace(wanted, page=page), shown, best, len(passing), len(pool), pages, facets)

    def _matching(self, asked: str, best: Mapping[str, Passage]) -> dict[str, int]:
        """The documents with all words in their title or address, then those found by their text: places in order."""
        told = set(words(asked))
        places = {uri: at for at, uri in enumerate(best)}
        titled = [each.record.uri for each in self.held if told and told <= each.said]
        for uri in titled:
            places[uri] = places.get(uri, len(best)) - len(self.held)
        return places

    def _choices(self, name: str, pool: Sequence[Held]) -> tuple[Choice, ...]:
        counts = Counter(each.facets[name] for each in pool)
        labels = self._labels[name]
        choices = [Choice(labels.get(key, key), labels.get(key, key), number) for key, number in counts.items()]
        if name == "year":
            return tuple(sorted(choices, key=lambda each: (each.value != UNSTATED, each.value), reverse=True))
        return tuple(sorted(choices, key=lambda each: (each.value == UNSTATED, -each.number, fold(each.label))))


def _held(of: Sequence[DocumentRecord]) -> Held:
    record = next((each for each in of if not each.superseded), of[-1])
    title = " ".join(record.title.split())
    facets = {name: _key(name, _value(record, name)) for name in FACETS}
    return Held(record, len(of), document_id(record.uri), title, frozenset(words(f"{title} {record.uri}")), facets)


def _value(record: DocumentRecord, name: str) -> str:
    if name == "year":
        return (record.published or "")[:4]
    value: str | None = getattr(record, name)
    return value or ""


def _key(name: str, value: str) -> str:
    return (facet_key(value) if value != UNSTATED else "") or UNSTATED


def _labels(held: Iterable[Held], name: str) -> dict[str, str]:
    """The commonest spelling of each value."""
    spelt: dict[str, Counter[str]] = {}
    for each in held:
        if value := _value(each.record, name):
            spelt.setdefault(each.facets[name], Counter())[shown_name(value)] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in spelt.items()}


def _passes(held: Held, keys: Mapping[str, str], without: str = "") -> bool:
    return all(held.facets[name] == key for name, key in keys.items() if name != without)


def _sorted(passing: Sequence[Held], sort: Sort, places: Mapping[str, int]) -> list[Held]:
    by_title = sorted(passing, key=lambda each: (fold(each.title), each.record.uri))
    if sort == "title":
        return by_title
    if sort == "found":
        return sorted(by_title, key=lambda each: places.get(each.record.uri, 0))
    dated = [each for each in by_title if each.date]
    dated.sort(key=lambda each: each.date, reverse=sort == "date")
    return dated + [each for each in by_title if not each.date]
