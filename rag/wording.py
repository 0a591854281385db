"""Pure: which words differ between two wordings of one thing, with figures and dates kept whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.analysis import fold
from rag.months import MONTHS
from rag.types import Change

_MONTH: Final = "|".join(MONTHS)
_FIGURE: Final = r"\d+(?:[.,'’/]\d+)*"
_UNIT: Final = (
    r"mila|milion[ei]|miliard[oi]|mille|millions?|milliards?|billions?|thousand|euros?|per cento|pour cent|per ?cent"
)
# A date, a figure with its unit, an act's number, a word with its elision apart, or one sign.
_TOKEN: Final = re.compile(
    rf"\d{{1,2}}\s*[°º^]?\s+(?:{_MONTH})(?:\s+\d{{4}})?\b|(?:{_MONTH})\s+\d{{1,2}}(?:,\s*\d{{4}})?\b|(?:{_MONTH})\s+\d{{4}}\b"
    rf"|{_FIGURE}(?:\s?(?:{_UNIT})\b|\s?[%€‰])*|(?:\w\.){{2,}}|\w+(?:-\w+)*['’]?|[^\w\s]",
    re.IGNORECASE,
)
_SIGNS: Final = str.maketrans("“”«»„–—‐‑", '"""""----')


def words_changed(old: str, new: str) -> list[Change]:
    """What makes ``new`` of ``old``, in order: spans of words in the old and in the new text (offsets into each).

    Figures with their unit ("24,5 milioni"), dates ("30 novembre 2025") and hyphenated words change whole; kinds of
    quotation marks, dashes and white space make no change. Changes that only a sign or a short word divides are one.

    >>> old, new = "Sono 29 gli ospedali, per 24,5 milioni.", "Sono 27 gli ospedali, per 26 milioni."
    >>> [(old[slice(*c.old)], new[slice(*c.new)]) for c in words_changed(old, new)]
    [('29', '27'), ('24,5 milioni', '26 milioni')]
    """
    return [
        Change(
            "altered" if a < b and c < d else "removed" if a < b else "added",
            (a, b) if a < b else None,
            (c, d) if c < d else None,
        )
        for (a, b), (c, d) in word_steps(old, new)
    ]


def word_steps(old: str, new: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The same as pairs of spans; where one side has nothing, its span is empty and stands where the words would."""
    from rapidfuzz.distance import Indel

    before, after = _tokens(old), _tokens(new)
    edits: list[list[int]] = []
    for step in Indel.opcodes([word for word, _, _ in before], [word for word, _, _ in after]):
        if step.tag == "equal":
            continue
        spans = [step.src_start, step.src_end, step.dest_start, step.dest_end]
        if edits and _slight([word for word, _, _ in before[edits[-1][1] : step.src_start]]):
            edits[-1][1::2] = spans[1::2]
        else:
            edits.append(spans)
    return [(_span(before, a, b), _span(after, c, d)) for a, b, c, d in edits]


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [
        (" ".join(fold(match.group()).translate(_SIGNS).split()), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def _slight(between: Sequence[str]) -> bool:
    """True when two edits touch, or only a sign or a short word divides them: two would only tire the reader."""
    return not between or (len(between) == 1 and len(between[0]) <= 2 and not between[0].isdigit())


def _span(tokens: Sequence[tuple[str, int, int]], first: int, end: int) -> tuple[int, int]:
    if first < end:
        return tokens[first][1], tokens[end - 1][2]
    place = tokens[first - 1][2] if first else 0
    return place, place
