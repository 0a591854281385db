"""Words to runs, and runs to rows and lines, each with its place and type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from ingest.extract.pdf_words import Word

# In units of the type size: a gap that ends a run of words (justified blanks seldom reach it).
_RUN_GAP = 0.8
_PLACE, _LEFT = attrgetter("bottom", "x0"), attrgetter("x0")


@dataclass(slots=True)
class Run:
    """Words of one line with no wide gap between them."""

    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    table: Any = None  # the Table (see pdf_tables) these words are, None for words of a line
    inner: Any = None  # the rows of a card (see pdf_cards)

    @property
    def base(self) -> float:
        """The height at which the words stand; of a table or a card, where it begins."""
        return self.top if self.is_block else self.bottom

    @property
    def is_block(self) -> bool:
        """Whether it is a table or a card, which stands in a row of its own."""
        return self.table is not None or self.inner is not None

    @property
    def text(self) -> str:
        """The words with blanks between."""
        words = self.words
        return words[0].text if len(words) == 1 else " ".join([word.text for word in words])


@dataclass
class Line:
    """One line of one column: its runs from left to right, and the column's edges."""

    runs: list[Run]
    left: float
    right: float
    page: int = 0
    card: bool = False  # it stands in a card, whose lines are one text

    @property
    def table(self) -> Any:
        """The table this line stands for, None for a line of words."""
        return self.runs[0].table

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.runs[-1].x1

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return min(run.top for run in self.runs)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(run.bottom for run in self.runs)

    @cached_property
    def text(self) -> str:
        """All its words."""
        return " ".join(run.text for run in self.runs)

    @cached_property
    def size(self) -> float:
        """The size most of its characters have."""
        weights: dict[float, int] = {}
        for run in self.runs:
            for word in run.words:
                weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: weights[size])

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        letters = sum(len(word.text) for run in self.runs for word in run.words)
        heavy = sum(len(word.text) for run in self.runs for word in run.words if word.bold)
        return heavy > 0.9 * letters


def page_rows(words: Sequence[Word], tables: Sequence[Run] = ()) -> list[list[Run]]:
    """The page's runs in rows from top to bottom, each from left to right; ``tables`` among them, each in its own."""
    if len(words) == 1 and not tables:
        word = words[0]
        return [[Run([word], word.x0, word.x1, word.top, word.bottom)]]
    runs = list(_runs(words))
    if not tables:
        return _level(runs)
    rows: list[list[Run]] = []
    for run in sorted([*runs, *tables], key=lambda run: (run.base, run.x0)):
        words_only = rows and not run.is_block and not rows[-1][0].is_block
        if words_only and _are_level(run, rows[-1][0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def _level(runs: list[Run]) -> list[list[Run]]:
    """Runs of words in rows: what ``page_rows`` does where no table stands among them, as in the cells of tables."""
    if len(runs) == 1:
        return [runs]
    rows: list[list[Run]] = []
    for run in sorted(runs, key=_PLACE):
        if rows and _are_level(run, rows[-1][0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        if len(row) > 1:
            row.sort(key=_LEFT)
    return rows


def _are_level(run: Run, other: Run) -> bool:
    height = run.bottom - run.top
    return abs(run.bottom - other.bottom) <= 0.3 * (height if height > 4.0 else 4.0)


def _runs(words: Sequence[Word]) -> Iterator[Run]:
    """Words close to one another on one line, in the order of the file."""
    current: Run | None = None
    for word in words:
        if current is not None:
            last = current.words[-1]
            size = last.size if last.size > word.size else word.size  # max() costs as much as all the rest
            size = size if size > 1.0 else 1.0
            level = abs(word.bottom - last.bottom) <= 0.45 * size and abs(word.top - last.top) <= 0.9 * size
            if level and -0.4 * size <= word.x0 - last.x1 <= _RUN_GAP * size:
                current.words.append(word)
                current.x1 = word.x1 if word.x1 > current.x1 else current.x1
                continue
            yield current
        current = Run([word], word.x0, word.x1, word.top, word.bottom)
    if current is not None:
        yield current
