"""Acronyms in a query, used both ways: spelled out, and put for what they stand for (``rag/acronym_table.py``)."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from rag.acronym_table import Found, Phrase, Table, key, phrase
from rag.analysis import terms
from rag.language import LANGUAGES
from rag.library import Library

# How much less than the query's own form another one counts where it is the only meaning: unfitted, for the fusion.
BOOST: Final = 0.8
# Most rewritten queries.
_MOST: Final = 4


class Acronyms:
    """The acronyms of a library, read anew when its generation moves. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._held: tuple[int, Table] | None = None
        self._making = threading.Lock()
        self._last: tuple[Table, str, list[Found]] | None = None

    def _table(self) -> Table:
        """The table of the current generation; while another thread makes it, the one before.

        All threads of a server making it at once took half a minute for what takes one of them two seconds.
        """
        generation, held = self.library.generation(), self._held
        if held is not None and held[0] == generation:
            return held[1]
        if not self._making.acquire(blocking=held is None) and held is not None:
            return held[1]
        try:
            if self._held is None or self._held[0] != generation:
                self._held = generation, Table(self.library)
            return self._held[1]
        finally:
            self._making.release()

    def expansions(self, word: str) -> list[tuple[str, int]]:
        """What an acronym stands for, the most defined first, each with the number of releases that define it so.

        0: no document does, it is common knowledge. [] for what is no acronym here.
        """
        concepts = self._table().concepts(key(word))
        return [(each.full(key(word)), each.weight(key(word))) for each in concepts]

    def spellings(self, word: str, expansion: str) -> set[Phrase]:
        """The stems of every expansion that, for this acronym, is the same as the one given."""
        concepts = self._table().concepts(key(word))
        return {phrase(name) for each in concepts if expansion in each.expansions for name in each.expansions}

    def acronyms_of(self, words: str) -> list[str]:
        """The acronyms of an expansion, however inflected; [] where there is none."""
        found: list[str] = []
        for language in LANGUAGES:
            for concept in self._table().named(phrase(words, language), language):
                found += [name for name in concept.names()[: len(set(map(key, concept.acronyms)))] if name not in found]
        return found

    def variants(self, query: str) -> list[tuple[str, tuple[str, ...]]]:
        """Each acronym or expansion in a query, as written there, with its other names, the likeliest first."""
        return [
            (query[each.start : each.end], tuple(name for name, _ in _others(query, each)))
            for each in self._found(query)
        ]

    def expanded(self, query: str) -> list[str]:
        """The query with its acronyms spelled out, or its expansions shortened; at most 4, the likeliest first.

        What it names in both ways ("the PSSR (piano sociale e sanitario regionale)") stays as it is.
        """
        names = self._found(query)
        ways: dict[int, set[bool]] = defaultdict(set)  # of each concept: named by an acronym, by an expansion
        for each in names:
            written = key(query[each.start : each.end])
            for concept, _ in each.concepts:
                ways[id(concept)].add(written in map(key, concept.acronyms))
        found = [(each, _others(query, each)) for each in names if len(ways[id(each.concepts[0][0])]) < 2]
        rewritten: list[str] = []
        for rank in range(_MOST):
            parts, at = [], 0
            for each, others in found:
                if others:
                    parts += [query[at : each.start], others[min(rank, len(others) - 1)][0]]
                    at = each.end
            new = "".join(parts) + query[at:]
            if new != query and new not in rewritten:
                rewritten.append(new)
        return rewritten

    def alternatives(
        self, query: str, languages: Sequence[str] = LANGUAGES
    ) -> list[tuple[tuple[str, str, float], ...]]:
        """For each name found the single terms that may stand for it: (language, stem, boost); the best counts.

        Names of several words need all of them: see ``expanded``. A name of one term is its own first alternative.
        """
        result = []
        for each in self._found(query):
            forms = [(query[each.start : each.end], 1.0), *_others(query, each)]
            single: dict[tuple[str, str], float] = {}
            for language in languages:
                for name, boost in forms:
                    stems = terms(name, language)
                    if len(stems) == 1:
                        single.setdefault((language, stems[0]), boost)
            if single:
                result.append(tuple((language, stem, boost) for (language, stem), boost in single.items()))
        return result

    def _found(self, query: str) -> list[Found]:
        """Names in a query that do not overlap, the longest first where they would."""
        table, last = self._table(), self._last
        if last is not None and last[0] is table and last[1] == query:  # a search asks twice, one after the other
            return last[2]
        taken: list[Found] = []
        for each in sorted(
            (*table.phrases_in(query), *table.acronyms_in(query)), key=lambda f: (f.start - f.end, f.start)
        ):
            if all(each.end <= other.start or each.start >= other.end for other in taken):
                taken.append(each)
        taken.sort(key=lambda each: each.start)
        self._last = table, query, taken
        return taken


def _others(query: str, found: Found) -> list[tuple[str, float]]:
    """The other names of what was found, each with its boost."""
    written = query[found.start : found.end]
    others: dict[str, float] = {}
    for concept, share in found.concepts:
        for name in concept.names():
            if key(name) != key(written) and (len(phrase(name)) < 2 or phrase(name) != phrase(written)):
                others.setdefault(name, BOOST * share)
    return sorted(others.items(), key=lambda pair: -pair[1])
