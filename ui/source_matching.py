"""Pure: where the words of a quote stand among the letters of a PDF's page.

The stored text was put together from the page (hyphens undone, columns in order, rows of tables told with their
headers), so both sides are compared as letters and digits alone, and a quote may be found in several stretches.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]
Box = tuple[float, float, float, float]  # left, top, right, bottom

# Letters of a stretch: shorter ones stand anywhere on a page by chance. Twelve are two or three words.
_SHORTEST: Final = 12
# Part of a quote's letters that must be found on the page: marking less would point at something else.
_ENOUGH: Final = 0.6
# How far from the longest cell of a row the others may stand, in letters besides the row's own.
_ROW_REACH: Final = 160
_SIGNS: Final = "«»“”„\"'‘’()[]{}.,;:!?…–—-*"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote's part that lies in one block, as the texts of its cells (one, for all but rows)."""

    cells: tuple[str, ...]


def letters(text: str) -> str:
    """The letters and digits of a text, without accents, all small.

    >>> letters("L’attività: ﬁne 2")
    'lattivitafine2'
    """
    return "".join(each for each in unicodedata.normalize("NFKD", text).casefold() if each.isalnum())


def find(page: str, wanted: Sequence[Wanted], before: str = "") -> list[Span]:
    """Where the parts of a quote stand among the letters of a page; [] where too little of it was found.

    ``before`` is what stands before the quote: it tells which of two equal places is meant.
    """
    context, at = letters(before), None
    found: list[Span] = []
    total = 0
    for part in wanted:
        cells = [cell for cell in map(letters, part.cells) if cell]
        total += sum(map(len, cells))
        spans = _stretches(page, cells[0], context, at) if len(cells) == 1 else _row(page, cells, at)
        found += spans
        if spans:
            at, context = spans[-1][1], ""
    covered = sum(end - start for start, end in found)
    return sorted(found) if total and covered >= _ENOUGH * total else []


def _stretches(page: str, quote: str, context: str, at: int | None) -> list[Span]:
    """The stretches of running text, longest first from each letter on."""
    found: list[Span] = []
    index = 0
    while index < len(quote):
        least = min(_SHORTEST, len(quote))
        if quote[index : index + least] not in page or len(quote) - index < min(4, least):
            index += 1
            continue
        length = _longest(page, quote[index:], min(least, len(quote) - index))
        start = _place(page, quote[index : index + length], context, at)
        found.append((start, start + length))
        at, context, index = start + length, "", index + length
    return found


def _longest(page: str, quote: str, known: int) -> int:
    """How many letters from the quote's beginning stand on the page in one stretch; the first ``known`` do."""
    low, high = known, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in page else (low, middle - 1)
    return low


def _place(page: str, words: str, context: str, at: int | None) -> int:
    """Which of the places of these letters is meant: after the same words, else the next one, else the first."""
    places = list(_places(page, words))
    if context:
        return max(places, key=lambda place: _shared_end(page[:place], context))
    return next((place for place in places if at is not None and place >= at), places[0])


def _places(page: str, words: str) -> Iterator[int]:
    place = page.find(words)
    while place >= 0:
        yield place
        place = page.find(words, place + 1)


def _shared_end(one: str, other: str) -> int:
    """How many letters two texts have in common at their ends (up to 80)."""
    count = 0
    for mine, theirs in zip(reversed(one[-80:]), reversed(other[-80:]), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _row(page: str, cells: Sequence[str], at: int | None) -> list[Span]:
    """The cells of a table's row: the longest one, and the others where they stand closest to it."""
    if not cells:
        return []
    anchor = max(cells, key=len)
    reach = sum(map(len, cells)) + _ROW_REACH
    best: list[Span] = []
    rank: tuple[int, int, bool] = (0, 0, False)
    for place in _places(page, anchor):
        near = [_nearest(page, cell, place, reach) for cell in cells]
        spans = sorted({span for span in near if span is not None})
        # the most letters, closest together, after what was found before
        this = (_covers(spans), spans[0][0] - spans[-1][1], at is not None and place >= at)
        if this > rank:
            best, rank = spans, this
    return best


def _nearest(page: str, cell: str, place: int, reach: int) -> Span | None:
    low = max(0, place - reach)
    around = page[low : place + reach + len(cell)]
    starts = [low + start for start in _places(around, cell)]
    if not starts:
        return None
    start = min(starts, key=lambda each: abs(each - place))
    return start, start + len(cell)


def _covers(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def around(signs: Sequence[str], first: int, last: int, wanted: Sequence[Wanted]) -> tuple[int, int]:
    """The stretch with the brackets, quotes and stops that belong to the quote at its two ends.

    >>> around("«sì». no", 1, 2, [Wanted(("«sì».",))])
    (0, 4)
    """
    opening, closing = wanted[0].cells[0].strip(), wanted[-1].cells[-1].strip()
    opening = opening[: len(opening) - len(opening.lstrip(_SIGNS))]
    closing = closing[len(closing.rstrip(_SIGNS)) :]
    while first > 0 and signs[first - 1] in opening:
        first -= 1
    while last + 1 < len(signs) and signs[last + 1] in closing:
        last += 1
    return first, last


def lines_of(boxes: Iterable[Box]) -> list[Box]:
    """The boxes of single letters, in reading order, as one box for each stretch of a line."""
    lines: list[Box] = []
    for left, top, right, bottom in boxes:
        if lines:
            x0, y0, x1, y1 = lines[-1]
            height = max(bottom - top, y1 - y0)
            level = min(bottom, y1) - max(top, y0) > 0.5 * min(bottom - top, y1 - y0)
            if level and -0.5 * height <= left - x1 <= 1.5 * height:
                lines[-1] = min(x0, left), min(y0, top), max(x1, right), max(y1, bottom)
                continue
        lines.append((left, top, right, bottom))
    return lines
