"""What a library's acronyms stand for: concepts, found by acronym and by the stems of their expansions.

A *concept* is one thing under all its names: acronyms, expansions (one for all its inflections, by its stems), and
names made of both ("CTSS metropolitana"). An acronym may stand for several; each weighs what releases define it so.
What no document defines comes from ``rag/abbreviations.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from rag.analysis import WORD, fold, stop_words, terms
from rag.errors import ModelError
from rag.language import LANGUAGES, detect
from rag.library import Library

SHIPPED: Final = Path(__file__).with_name("abbreviations.toml")
_SHORT: Final = re.compile(r"[^\W\d_](?:[.&-]?[^\W_]){1,11}\.?(?!\w)")
# Most passages read to learn whether a word in small letters is an ordinary word.
_SAMPLE: Final = 3000

Phrase = tuple[str, ...]


@dataclass(slots=True)
class Concept:
    """One thing: how often each of its names is given, and by which releases each acronym is defined so."""

    expansions: Counter[str] = field(default_factory=Counter)
    acronyms: dict[str, set[str]] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def names(self) -> list[str]:
        """Acronyms, the usual spelling of each expansion, names made of both; the most given first."""
        spelled: dict[Phrase, str] = {}
        for expansion, _ in self.expansions.most_common():
            spelled.setdefault(phrase(expansion), expansion)
        written: dict[str, str] = {}
        for acronym in sorted(self.acronyms, key=lambda each: -len(self.acronyms[each])):
            written.setdefault(key(acronym), acronym)
        return [*written.values(), *spelled.values(), *self.made]

    def full(self, acronym: str) -> str:
        """The expansion to show for an acronym's ``key``: one that documents give, a word for a letter, the usual."""
        return max(
            self.expansions,
            key=lambda name: (self.expansions[name] > 0, -abs(len(phrase(name)) - len(acronym)), self.expansions[name]),
        )

    def weight(self, acronym: str) -> int:
        """How many releases define the acronym (whatever its case) so."""
        return len(set().union(*(who for each, who in self.acronyms.items() if key(each) == acronym)))


def key(acronym: str) -> str:
    """What all spellings of an acronym share: "L.R.", "LR", "l.r." are "lr"."""
    return "".join(filter(str.isalnum, fold(acronym)))


@lru_cache(maxsize=16384)
def phrase(words: str, language: str = "it") -> Phrase:
    """What all inflections of an expansion share: its stems, without small words."""
    return terms(words, language)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a query, and the concepts it may stand for, each with its share."""

    start: int
    end: int
    concepts: tuple[tuple[Concept, float], ...]


class Table:
    """What one generation of the library defines."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_acronym: dict[str, list[Concept]] = defaultdict(list)
        self.by_phrase: dict[str, dict[Phrase, list[Concept]]] = {language: defaultdict(list) for language in LANGUAGES}
        self._holds: set[tuple[str, int]] = set()  # which acronym is held to stand for which concept, by its id
        self.common: dict[str, bool] = {}
        self._read()
        self._add_known()
        concepts = {id(each): each for held in self.by_acronym.values() for each in held}.values()
        known = {phrase(name): each for each in concepts for name in each.expansions if len(phrase(name)) > 2}
        for concept in concepts:
            self._make(concept, known)
            self._index(concept)
        self.longest = max((len(each) for held in self.by_phrase.values() for each in held), default=0)

    def _read(self) -> None:
        """The concepts that documents define: one for each acronym and the stems of its expansion."""
        concepts: dict[Phrase, Concept] = {}
        for each in self.library.acronyms():
            stems = phrase(each.definition.expansion)
            if len(stems) < 2:
                continue
            concept = concepts.setdefault(stems, Concept())
            concept.expansions[each.definition.expansion] += 1
            concept.acronyms.setdefault(each.definition.acronym, set()).add(each.release)
            self._hold(each.definition.acronym, concept)

    def _hold(self, acronym: str, concept: Concept) -> None:
        if (key(acronym), id(concept)) not in self._holds:  # an acronym of a large library has thousands
            self._holds.add((key(acronym), id(concept)))
            self.by_acronym[key(acronym)].append(concept)

    def _add_known(self) -> None:
        """Common knowledge: other names for what documents define, and what they do not."""
        defined = {acronym: list(held) for acronym, held in self.by_acronym.items()}
        for names in _known():
            acronyms = [name for name in names if _is_short(name)]
            longs = [name for name in names if not _is_short(name)]
            stems = {phrase(name) for name in longs}
            same = [
                each for acronym in acronyms for each in defined.get(key(acronym), ())
                if stems & {phrase(expansion) for expansion in each.expansions}
            ]  # fmt: skip
            open_ = [acronym for acronym in acronyms if key(acronym) not in defined]
            concept = self._merged(same)
            if not same and not open_:
                continue  # documents give these acronyms another meaning
            for name in longs:
                concept.expansions.setdefault(name, 0)
            for acronym in open_:
                concept.acronyms.setdefault(acronym, set())
                self._hold(acronym, concept)

    def _merged(self, same: Sequence[Concept]) -> Concept:
        """One concept of several that are the same thing; a new one of none."""
        concept = same[0] if same else Concept()
        for other in same[1:]:
            if other is not concept:
                concept.expansions.update(other.expansions)
                for acronym, releases in other.acronyms.items():
                    concept.acronyms.setdefault(acronym, set()).update(releases)
                    self.by_acronym[key(acronym)] = [e for e in self.by_acronym[key(acronym)] if e is not other]
                    self._holds.discard((key(acronym), id(other)))
                    self._hold(acronym, concept)
        return concept

    def _make(self, concept: Concept, known: Mapping[Phrase, Concept]) -> None:
        """Names made of another's acronym: "CTSS" and what "metropolitana" adds to its expansion."""
        for expansion in concept.expansions:
            for start, end in [match.span() for match in WORD.finditer(expansion)][2:]:
                shorter = known.get(phrase(expansion[:start].strip()))
                if shorter and shorter is not concept and shorter.acronyms and terms(expansion[start:end], "it"):
                    made = f"{next(iter(shorter.acronyms))} {expansion[start:]}"
                    if made not in concept.made:
                        concept.made.append(made)

    def _index(self, concept: Concept) -> None:
        for language in LANGUAGES:
            for name in (*concept.expansions, *concept.made):
                stems = phrase(name, language)
                held = self.by_phrase[language][stems]
                if len(stems) > 1 and not any(each is concept for each in held):
                    held.append(concept)

    def concepts(self, acronym: str) -> list[Concept]:
        """What an acronym (its ``key``) stands for, the most defined first."""
        return sorted(self.by_acronym.get(acronym, ()), key=lambda each: -each.weight(acronym))

    def named(self, stems: Phrase, language: str) -> list[Concept]:
        """What a phrase stands for."""
        return self.by_phrase[language].get(stems, [])

    def phrases_in(self, query: str) -> Iterator[Found]:
        """Expansions in a query, by their stems, in whichever of the three languages they match."""
        spans = [match.span() for match in WORD.finditer(fold(query))]
        for language in LANGUAGES:
            stems = [(stem, span) for span in spans for stem in terms(query[slice(*span)], language)]
            for first in range(len(stems)):
                for last in range(min(len(stems), first + self.longest), first + 1, -1):
                    held = self.named(tuple(stem for stem, _ in stems[first:last]), language)
                    if held:
                        yield Found(stems[first][1][0], stems[last - 1][1][1], tuple((each, 1.0) for each in held))
                        break

    def acronyms_in(self, query: str) -> Iterator[Found]:
        """Acronyms in a query: in capitals, or in small letters where they are no ordinary word."""
        shouted = query.isupper() and len(query.split()) > 2
        language = detect(query)  # once: it takes 1 ms of a long query, and a query may hold hundreds of acronyms
        for match in _SHORT.finditer(query):
            word = match[0]
            concepts = self.concepts(key(word))
            capitals = sum(map(str.isupper, word)) > 1 and not shouted
            if concepts and (capitals or not self._is_word(key(word), language)):
                total = sum(max(each.weight(key(word)), 0.5) for each in concepts)
                shares = tuple((each, max(each.weight(key(word)), 0.5) / total) for each in concepts)
                yield Found(match.start(), match.start() + len(word), shares)

    def _is_word(self, word: str, language: str) -> bool:
        """Whether small letters make it a word: a function word, one of the list, one the documents use as such."""
        if any(word in stop_words(each) for each in LANGUAGES) or word in _ordinary(language):
            return True
        if word not in self.common:
            self.common[word] = self._is_common(word)
        return self.common[word]

    def _is_common(self, word: str) -> bool:
        """Whether documents write it in small letters, and oftener than in capitals (over some 3,000 passages)."""
        small, large = 0, 0
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        rows = self.library.connection.execute(
            "SELECT text FROM passages WHERE text LIKE ? LIMIT ?", (f"%{word}%", _SAMPLE)
        )
        for (text,) in rows:
            for match in pattern.finditer(text):
                small, large = small + match[0].islower(), large + (not match[0].islower())
        return small >= 3 and small > large


def _is_short(name: str) -> bool:
    """Whether a name of the list is an acronym: one word with two capitals, or with points."""
    return " " not in name and (sum(map(str.isupper, name)) > 1 or "." in name or name == "S3")


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[tuple[str, ...], ...], dict[str, frozenset[str]]]:
    try:
        data = tomllib.loads(SHIPPED.read_text("utf-8"))
        names = tuple(tuple(name.strip() for name in line.split("|")) for line in data["same"])
        return names, {language: frozenset(data["ordinary"][language].split()) for language in LANGUAGES}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{SHIPPED} manca o è rovinato: reinstallare con «make setup»") from error


def _known() -> tuple[tuple[str, ...], ...]:
    return _shipped()[0]


def _ordinary(language: str) -> frozenset[str]:
    return _shipped()[1][language]
