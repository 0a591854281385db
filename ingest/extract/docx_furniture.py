"""Running headers that a conversion from PDF left in a Word file's body: lines that count pages, and their company."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_COUNTS_PAGES = re.compile(
    r"(?:^|\s)(?:pag(?:ina|e)?|p)\b\.?\s*\d{1,4}(?:\s*(?:di|de|of|sur|/)\s*\d{1,4})?$", re.IGNORECASE
)
_OFTEN = 3  # times a line must come to be a running header
_LONGEST = 120  # characters
_DIGITS = re.compile(r"\d+")


def running_lines(texts: Sequence[str]) -> frozenset[str]:
    """The paragraphs that only say where the page is: lines ending in a page's number, with ever other numbers.

    And the short lines next to them that come as often ("LINEE GUIDA PER ESERCENTI" under each "PAG. 3 DI 26").
    """
    counting = [len(text) <= _LONGEST and bool(_COUNTS_PAGES.search(text)) for text in texts]
    forms = Counter(
        _DIGITS.sub("#", text) for text in {text for text, counts in zip(texts, counting, strict=True) if counts}
    )
    places = [n for n, text in enumerate(texts) if counting[n] and forms[_DIGITS.sub("#", text)] >= _OFTEN]
    if not places:
        return frozenset()
    beside = Counter(texts[near] for n in places for near in (n - 1, n + 1) if 0 <= near < len(texts))
    company = {
        text for text, times in beside.items() if times >= _OFTEN and len(text) <= _LONGEST and text[-1:] not in ".;:"
    }
    return frozenset(texts[n] for n in places) | company
