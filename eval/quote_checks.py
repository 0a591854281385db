"""Whether what an answer cites is there: the quote in the stored text, and on the page of the file that was read.

The page is checked against the file itself, with pypdfium2's plain text: a way of its own, not the reader that said
which page it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from ingest.archive import place
from rag.library import Library
from rag.types import Answer, Citation

_WORD: Final = re.compile(r"\w+")
# A row of a table is written out with its columns' headings, and a list's lead-in may stand a page before.
_SHARE: Final = 0.8


class QuoteChecks:
    """Looks into one library, and the files it was read from."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pages = lru_cache(maxsize=64)(self._words_of)

    def of(self, answer: Answer) -> list[dict[str, Any]]:
        """For each citation its number, what the library holds there, and whether its page says so (None: no pages)."""
        return [
            {
                "number": each.number,
                "stored": self._library.slice(each.document, each.edition, each.start, each.end),
                "on_page": self._on_page(each),
            }
            for each in answer.citations
        ]

    def _on_page(self, citation: Citation) -> bool | None:
        if citation.page is None or citation.ocr:
            return None
        record = self._library.record(citation.document, citation.edition)
        pages = self._pages(record.sha256) if record else None
        if pages is None or not 0 < citation.page <= len(pages):
            return None if pages is None else False
        said = [word.lower() for word in _WORD.findall(citation.quote)]
        here = pages[citation.page - 1] | (pages[citation.page] if citation.page < len(pages) else set())
        # Words that a line end cuts are one in the quote and two on the page: at least their share of letters counts.
        held = [word in here or any(word.startswith(part) and len(part) > 2 for part in here) for word in said]
        return not said or sum(held) >= _SHARE * len(held)

    def _words_of(self, sha256: str) -> Sequence[set[str]] | None:
        """The words of each page of a PDF in the archive; None for any other file, or one that can't be opened."""
        path = place(self._library.home, sha256)
        content = path.read_bytes() if path.exists() else b""
        begins = content.find(b"%PDF-", 0, 1024)  # some servers put a line before it
        if begins < 0:
            return None
        import pypdfium2

        try:
            with pypdfium2.PdfDocument(content[begins:]) as document:
                return [_words_on(document, number) for number in range(len(document))]
        except pypdfium2.PdfiumError:
            return None


def _words_on(document: Any, number: int) -> set[str]:
    """The words of a page; none of a broken one."""
    import pypdfium2

    try:
        return {word.lower() for word in _WORD.findall(document[number].get_textpage().get_text_bounded())}
    except pypdfium2.PdfiumError:
        return set()
