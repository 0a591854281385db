"""Citations of slices of stored texts, numbered as they are made, each checked to the letter."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rag.citations import stands
from rag.citing import citation_of
from rag.library import Library
from rag.releases import Releases
from rag.types import Citation, DocumentRecord, Passage


@dataclass(frozen=True, slots=True)
class Stored:
    """One edition as it is stored: its record, its text, and its passages in order (clutter left out)."""

    record: DocumentRecord
    text: str
    passages: tuple[Passage, ...]

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that stands at an offset, or the last before it."""
        at = bisect_right(self.passages, offset, key=lambda passage: passage.start) - 1
        return self.passages[at] if at >= 0 else None


class Citer:
    """Makes the citations of one piece of work: their numbers run on, whatever documents they are of."""

    def __init__(self, library: Library, public_url: str = "") -> None:
        self.library = library
        self.public_url = public_url
        self.releases = Releases(library)
        self.made: list[Citation] = []
        self._stored: dict[tuple[str, int], Stored] = {}

    def stored(self, record: DocumentRecord) -> Stored:
        """An edition's text and passages, read once."""
        key = record.uri, record.edition
        if key not in self._stored:
            passages = self.library.passages_of(*key)
            self._stored[key] = Stored(
                record, self.library.text(*key) or "", tuple(each for each in passages if not each.clutter)
            )
        return self._stored[key]

    def cite(self, record: DocumentRecord, start: int, end: int, *, copies: bool = False) -> Citation | None:
        """The citation of ``text[start:end]`` of an edition; None where that is nothing, or stands in no passage.

        ``copies``: look for other documents of the release that carry the same words (some ms each).
        """
        stored = self.stored(record)
        passage = stored.passage_at(start)
        quote = stored.text[start:end]
        if passage is None or not stands(stored.text, quote, start, end):
            return None
        also_at = self.releases.carriers(passage, quote) if copies and not record.superseded else ()
        number = len(self.made) + 1
        citation = citation_of(record, passage, start, end, quote, number, public_url=self.public_url, also_at=also_at)
        self.made.append(citation)
        return citation
