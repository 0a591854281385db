"""The values by which documents can be told apart: which of them a library has."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.names import facet_key, shown_name

if TYPE_CHECKING:
    from rag.library import Library

# A publisher whose documents are news to this share is a paper: what it says is asked of it alone.
_MOSTLY: Final = 0.8


@dataclass(frozen=True, slots=True)
class Facets:
    """What the documents of a library are told apart by: each value once (by ``facet_key``), the commonest first.

    ``papers`` are the keys of publishers of news, ``months`` (ISO) those in which something was published, ``periods``
    the years in the names of current documents and ``past_periods`` those that only superseded editions have.
    """

    kinds: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    papers: frozenset[str] = frozenset()
    months: tuple[str, ...] = ()
    periods: frozenset[tuple[str, str]] = frozenset()
    past_periods: frozenset[tuple[str, str]] = frozenset()


def read_facets(connection: sqlite3.Connection, *, superseded: bool = False) -> Facets:
    """The facets of the current documents; with ``superseded`` of old editions and withdrawn documents too."""
    rows = connection.execute(
        "SELECT e.state = 'current' AND d.withdrawn_at IS NULL, e.kind, e.territory, e.publisher, e.language, "
        "e.source, substr(e.published, 1, 7), json_extract(e.extra, '$.period[0]'), "
        "json_extract(e.extra, '$.period[1]'), count(*) FROM editions e "
        "JOIN documents d ON d.id = e.document_id WHERE e.state != 'new' "
        "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
    ).fetchall()
    now = [row for row in rows if row[0]]
    seen = rows if superseded else now
    kinds, territories, publishers, languages = (
        _named([(row[at], row[9]) for row in seen if row[at]]) for at in range(1, 5)
    )
    sources, months = ({row[at]: None for row in sorted(seen, key=lambda row: -row[9]) if row[at]} for at in (5, 6))
    periods = frozenset((row[7], row[8]) for row in now if row[7] and row[8])
    past = frozenset((row[7], row[8]) for row in rows if row[7] and row[8]) - periods
    return Facets(
        kinds, territories, publishers, languages, tuple(sources), _papers(now), tuple(sorted(months)), periods, past
    )


def _named(values: list[tuple[str, int]]) -> tuple[str, ...]:
    """Each value once, in its commonest spelling, the commonest value first."""
    spelt: Counter[str] = Counter()
    for value, count in values:
        spelt[shown_name(value)] += count
    totals: Counter[str] = Counter()
    for name, count in spelt.items():
        totals[facet_key(name)] += count
    names = {facet_key(name): name for name, _ in reversed(spelt.most_common())}
    return tuple(names[key] for key, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))


def _papers(rows: list[tuple[object, ...]]) -> frozenset[str]:
    """The ``facet_key`` of every publisher whose documents of a known kind are mostly news."""
    all_kinds: Counter[str] = Counter()
    news: Counter[str] = Counter()
    for row in rows:
        if row[3] and row[1]:
            key, count = facet_key(str(row[3])), int(str(row[9]))
            all_kinds[key] += count
            news[key] += count if row[1] == "news" else 0
    return frozenset(key for key, count in all_kinds.items() if news[key] >= _MOSTLY * count)


class KnownFacets:
    """The facets of a library, read again when it has changed; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._read: dict[bool, tuple[int, Facets]] = {}

    def now(self, *, superseded: bool = False) -> Facets:
        """The facets of the library as it is at this moment; with ``superseded`` of old editions too."""
        generation = self.library.generation()
        with self._lock:
            known = self._read.get(superseded)
            if known is None or known[0] != generation:
                known = generation, read_facets(self.library.connection, superseded=superseded)
                self._read[superseded] = known
            return known[1]
