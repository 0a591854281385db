"""Documents whose text is what the library has, while what is known of them, or how they are divided, is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.reading import Reading
from ingest.sites import Sites, cut_as
from rag.indexes import Indexes
from rag.register import Register
from rag.settling import recut
from rag.staging import Staged
from rag.types import DocumentRecord

# What the indexes hold of a document besides its passages.
_STATED: Final = ("title", "publisher", "kind", "territory", "language", "published", "url")


class Amendments:
    """Those of a run that wait to be stored, all in one go."""

    def __init__(self, register: Register, sites: Sites) -> None:
        self.register = register
        self.sites = sites
        self.waiting: list[Staged] = []

    def __len__(self) -> int:
        """How many characters wait."""
        return sum(each.passages[-1].end for each in self.waiting if each.passages)

    def holds(self, uri: str) -> bool:
        """True when a document waits."""
        return any(each.record.uri == uri for each in self.waiting)

    def take(self, known: DocumentRecord, record: DocumentRecord, reading: Reading) -> bool:
        """Take in a new reading of the current edition's text; False where it changes nothing that can be found.

        It does where values were stated anew, pages or blocks are told better, or the document was withdrawn.
        """
        amended = replace(record, edition=known.edition)
        held = self.register.library.passages_of(known.uri)
        passages = cut_as(held, amended, reading.parsed)
        mentions, lines = reading.description.mentions, self.sites.lines(amended, reading.parsed)
        staged = Staged(
            amended, "", passages, mentions, (), reading.signature, *lines, acronyms=reading.description.acronyms
        )
        same = passages == held and all(getattr(known, name) == getattr(amended, name) for name in _STATED)
        if same and not known.withdrawn:
            self.register.redescribe(staged)
            return False
        self.waiting.append(staged)
        return True

    def store(self, indexes: Indexes) -> list[DocumentRecord]:
        """Store and index what is waiting, and tell what it was."""
        waiting, self.waiting = self.waiting, []
        recut(self.register, [(each.record, each.passages) for each in waiting], indexes.add)
        indexes.add([(passage, each.record) for each in waiting for passage in each.passages if not passage.clutter])
        for each in waiting:
            self.register.amend(each)
        indexes.drain(self.register)
        return [each.record for each in waiting]
