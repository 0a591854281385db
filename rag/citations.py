"""Does this quote stand in that text, and where: pure, the one place that decides what may be shown as a quote."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

# Signs that print alike and that people, and models, write one for the other.
_ALIKE: Final = str.maketrans("’‘´“”«»–—", '\'\'\'""""--')


def document_id(uri: str) -> str:
    """The short name of a document in permalinks: it depends on the address alone, so it outlives a rebuild."""
    return sha256(uri.encode("utf-8")).hexdigest()[:12]


def stands(text: str, quote: str, start: int, end: int) -> bool:
    """True when ``text[start:end]`` is the quote, letter for letter.

    >>> stands("Approvato a luglio.", "luglio", 12, 18)
    True
    """
    return 0 <= start < end <= len(text) and text[start:end] == quote and bool(quote.strip())


def locate(text: str, quote: str) -> tuple[int, int] | None:
    r"""Where a quote stands in a text: to the letter, or but for white space and the shape of quotes and dashes.

    The slice found is the text's own; None when the words are not there in that order. A quote that stands more than
    once is found at its first place.

    >>> t = "Il Piano, approvato lo scorso mese di\nluglio, vale «ancora»."
    >>> t[slice(*locate(t, 'mese di luglio, vale "ancora"'))]
    'mese di\nluglio, vale «ancora»'
    """
    if not quote.strip():
        return None
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    pieces = [re.escape(piece) for piece in _plain(quote).split()]
    match = re.search(r"\s+".join(pieces), _plain(text))
    return match.span() if match else None


def _plain(text: str) -> str:
    """The text with signs that print alike made one, character for character, so that offsets keep."""
    composed = "".join(
        single if len(single := unicodedata.normalize("NFKC", letter)) == 1 else letter for letter in text
    )
    return composed.translate(_ALIKE)
