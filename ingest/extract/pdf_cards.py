"""Cards: drawn boxes side by side, each with its own words (slides, infographics), read one after the other.

Only where all words at their height stand in such boxes; a box beside running text is left to the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.extract.pdf_boxes import Box
from ingest.extract.pdf_cells import inside, overlap
from ingest.extract.pdf_layout import Run, page_rows
from ingest.extract.pdf_words import Word

_MOST_BOXES = 60  # on one page; more are a drawing
_FEWEST_WORDS = 3
_ROOM = 2.0  # points a word may stand out of its box


def cards(words: Sequence[Word], boxes: Sequence[Box]) -> Iterator[Run]:
    """A run for each card, from left to right, its rows within; ``words`` are those of no table."""
    found = [(box, inner) for box in _innermost(boxes) if (inner := _words_in(words, box))]
    while found:
        group = _beside(found)
        found = [each for each in found if each not in group]
        top = min(box[1] for box, _ in group)
        bottom = max(box[3] for box, _ in group)
        within = {id(word) for _, inner in group for word in inner}
        others = (word for word in words if id(word) not in within and not _is_page_number(word))
        if len(group) > 1 and not any(top < (word.top + word.bottom) / 2 < bottom for word in others):
            for box, inner in sorted(group, key=lambda each: each[0][0]):
                yield Run(inner, box[0], box[2], top, box[3], inner=page_rows(inner))


def _is_page_number(word: Word) -> bool:
    """Whether it can be one, set into the lowest cards' height."""
    return word.text.isdigit() and len(word.text) < 4


def _innermost(boxes: Sequence[Box]) -> list[Box]:
    """The boxes that hold no other box, each once."""
    distinct = sorted({(round(x0), round(top), round(x1), round(bottom)) for x0, top, x1, bottom in boxes})
    if len(distinct) > _MOST_BOXES:
        return []
    return [box for box in distinct if not any(other != box and _holds(box, other) for other in distinct)]


def _holds(one: Box, other: Box) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]


def _words_in(words: Sequence[Word], box: Box) -> list[Word]:
    """The words of a box; none when they are few or one stands across its edge."""
    within = inside(words, box)
    whole = all(word.x0 >= box[0] - _ROOM and word.x1 <= box[2] + _ROOM for word in within)
    return within if whole and len(within) >= _FEWEST_WORDS else []


def _beside(found: Sequence[tuple[Box, list[Word]]]) -> list[tuple[Box, list[Word]]]:
    """The first box and those at its height that share no place with it or one another."""
    group = [found[0]]
    for box, inner in found[1:]:
        first = group[0][0]
        level = min(first[3], box[3]) - max(first[1], box[1]) > 0.6 * min(first[3] - first[1], box[3] - box[1])
        if level and not any(overlap(box, other) for other, _ in group):
            group.append((box, inner))
    return group
