"""Words of a query in the other languages, by tables learned from aligned texts (rag/translations/README.md).

A table is a sorted text file read on first use and searched by bisection: nothing is parsed but the lines asked for, so
that a table costs about 1 ms to load and its own size in memory.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import Final

from rag.analysis import terms, words
from rag.errors import ModelError

FOLDER: Final = Path(__file__).parent / "translations"

# One source term: what it weighs, and its translations as (target stem, probability), likeliest first.
Translated = tuple[float, tuple[tuple[str, float], ...]]
# Stands before a key that is a word as it stands, not a term.
FORM: Final = "="
# A translation counts as this power of its probability: which of several a passage uses is its writer's choice,
# so that one of 20 % is worth more than a fifth. Measured by eval.training.translation_trial on short queries,
# nDCG@10 over six directions: .819 at 1, .829 at .7, .834 at .5, .838 at .35 (which trusts the rare ones much).
BOOST_POWER: Final = 0.5
_SWAPPED: Final = str.maketrans(".,", ",.")


class Translator:
    """Translates terms between ``it``, ``fr`` and ``en``; safe to share between threads.

    Args:
        folder: where the tables lie, one ``source-target.tsv`` a direction.

    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self._table = lru_cache(maxsize=None)(self._load)
        self._known = lru_cache(maxsize=65536)(self._look_up)

    def translations(self, query: str, source: str, target: str) -> list[Translated]:
        """The terms of a query in another language, in the order of the query, each once.

        What no table holds (a name) passes through as it is, and so does a number, also with point and comma exchanged.

        Raises:
            ModelError: the table of this direction is missing or damaged.

        """
        first: dict[str, str] = {}
        for word, stem in tokens(query, source):
            first.setdefault(stem, word)
        found = (self._one(word, stem, source, target) for stem, word in first.items())
        return [(1.0, each) for each in found if each]

    def alternatives(self, query: str, source: str, target: str) -> list[tuple[tuple[str, str, float], ...]]:
        """The query for the index of words: a group for each term, (language, stem, boost), the best of which counts.

        Raises:
            ModelError: the table of this direction is missing or damaged.

        """
        return [
            tuple((target, stem, weight * share**BOOST_POWER) for stem, share in group)
            for weight, group in self.translations(query, source, target)
        ]

    def word(self, word: str, source: str, target: str) -> dict[str, float]:
        """What one folded word may become in another language: target stem -> probability, likeliest first.

        Raises:
            ModelError: the table of this direction is missing or damaged.

        """
        found: dict[str, float] = {}
        for each, stem in tokens(word, source):
            found.update(self._one(each, stem, source, target))
        return found

    def _one(self, word: str, stem: str, source: str, target: str) -> tuple[tuple[str, float], ...]:
        if word[0].isdigit():
            return tuple((each, 1.0) for each in dict.fromkeys((word, word.translate(_SWAPPED))))
        direction = f"{source}-{target}"
        known = self._known(direction, FORM + word) or self._known(direction, stem)
        return known or tuple((each, 1.0) for each in dict.fromkeys(terms(word, target)))

    def _look_up(self, direction: str, key: str) -> tuple[tuple[str, float], ...]:
        """The translations on a key's line; nothing for an unknown key."""
        lines = self._table(direction)
        start = key + "\t"
        place = bisect_left(lines, start)
        if place == len(lines) or not lines[place].startswith(start):
            return ()
        parts = lines[place][len(start) :].split()
        try:
            return tuple((stem, int(share) / 100) for stem, share in zip(parts[::2], parts[1::2], strict=True))
        except ValueError as error:
            raise self._broken(direction) from error

    def _load(self, direction: str) -> list[str]:
        path = self.folder / f"{direction}.tsv"
        try:
            table = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise self._broken(direction) from error
        if not table.endswith("\n"):  # empty, or cut short
            raise self._broken(direction)
        return table.split("\n")[:-1]

    @staticmethod
    def _broken(direction: str) -> ModelError:
        return ModelError(f"la tavola di traduzione {direction}.tsv manca o è rovinata: reinstallare con «make setup»")


def tokens(text: str, language: str) -> list[tuple[str, str]]:
    """The words of a text that are searched for: (folded word, index term), in order."""
    return [(word, stem) for word in words(text) for stem in terms(word, language)]
