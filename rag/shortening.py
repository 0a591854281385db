"""Pure: the part of a long sentence that answers, cut only between clauses and only where that changes nothing said.

What is left is one stretch of the sentence, with "…" where words were left out; the quote under it keeps them all. A
clause that denies, limits or attributes what is said is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

# Sentences up to so many words are shown whole, and what is left of a longer one has at least so many.
LONG: Final = 30
_LEAST: Final = 7
# Between clauses: a semicolon, a dash between blanks, a comma before a word that begins a clause or a further item.
_BETWEEN: Final = re.compile(r";\s+|\s[–—-]\s|,\s+|:\s+")
_KEPT: Final = re.compile(
    r"\b(non|né|senza|salvo|tranne|eccetto|purché|solo|soltanto|esclus\w+|se|qualora|secondo|tuttavia|però|ma|mai|"
    r"nessun\w*|"
    r"ne|pas|sans|sauf|si|seulement|selon|mais|aucun\w*|jamais|toutefois|"
    r"condizion\w+|previ[aoe]|eccezion\w+|fatt[aoei] salv\w+|limit\w+|condition\w*|réserve|préalable\w*|provided|"
    r"subject|"
    r"not|no|never|without|except|unless|if|only|but|according|however|neither|nor)\b",
    re.IGNORECASE,
)
_OPENED: Final = {"(": ")", "«": "»", "“": "”", "[": "]"}


def shortened(text: str, tells: Callable[[str], bool]) -> str:
    """A sentence without the clauses at its ends that tell nothing of what was asked.

    ``tells`` says of a clause whether it holds words of the question or what it asks for.
    """
    if len(text.split()) <= LONG or "\n" in text:
        return text
    cuts = [match for match in _BETWEEN.finditer(text) if _outside(text, match.start())]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    clauses = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    telling = [at for at, clause in enumerate(clauses) if tells(clause)]
    if len(clauses) < 2 or not telling:
        return text
    first, last = telling[0], telling[-1]
    limiting = [at for at, clause in enumerate(clauses) if _KEPT.search(clause)]
    # The first clause has the subject and mostly the verb: it goes only where a semicolon parts it from what follows.
    if first and not any(";" in cut.group() for cut in cuts[:first]):
        first = 0
    first, last = min([first, *limiting]), max([last, *limiting])
    while last < len(clauses) - 1 and len(text[starts[first] : ends[last]].split()) < _LEAST:
        last += 1
    kept = text[starts[first] : ends[last]].strip()
    if len(kept.split()) > 0.85 * len(text.split()):
        return text
    return ("… " if first else "") + kept + (" …" if last < len(clauses) - 1 else "")


def _outside(text: str, at: int) -> bool:
    """True when a place lies in no brackets or quotation marks."""
    return all(text.count(left, 0, at) <= text.count(right, 0, at) for left, right in _OPENED.items())
