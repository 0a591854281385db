"""What the pages ask the floors below, in one place: opened once, on first need, and shared by every session."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from rag.answer_log import AnswerLog
from rag.errors import RegestoError
from rag.settings import Settings
from rag.types import Answer, DocumentRecord, Filters, Mode, Question
from ui.closing import Switch
from ui.kept import Kept
from ui.page_images import PageImages

if TYPE_CHECKING:
    from rag.answerer import Answerer
    from rag.facets import Facets, KnownFacets
    from rag.library import Library
    from rag.search import Search

log = logging.getLogger(__name__)
# What was worked out of the library and is remembered: the documents of some choices of filters, the holdings.
_KEPT: Final = 32
# Seconds between two looks whether anybody still waits for an answer.
_POLL: Final = 0.1


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the library holds, and the titles of its current documents."""

    documents: int
    passages: int
    titles: frozenset[str] = frozenset()


class Desk:
    """Answers for the pages; safe to share between threads.

    Opening the answerer takes seconds (indexes, embeddings), so it happens in the background as soon as the page is
    served (``warm``); a question that comes sooner waits for it.
    """

    mode: Mode = "extractive"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.log = AnswerLog(settings)
        self.images = PageImages(settings.home)
        self.switch = Switch(settings.home)
        self._answerer: Answerer | None = None
        self._known: tuple[KnownFacets, Kept] | None = None
        self._lock = threading.Lock()
        self._opening = threading.Lock()  # one of its own: opening the answerer takes seconds, and pages need the rest
        self.answering = 0  # people who wait for an answer at this moment
        self.afterwards: list[Callable[[], None]] = []  # what else is worked out in the background once it is warm
        self.closed = threading.Event()

    def warm(self) -> None:
        """Open the answerer in a thread of its own; what fails is tried again, and told, at the first question."""
        threading.Thread(target=self._try_open, name="regesto-warm", daemon=True).start()

    def _try_open(self) -> None:
        try:
            answerer = self._open()
            if self.settings.llm:
                _ = answerer.model  # LangChain and the provider's package take seconds to import
            answerer.warm()
            self.images.warm()
            for work in self.afterwards:
                work()
        except RegestoError as error:
            log.warning("%s", error)
        except sqlite3.Error:
            if not self.closed.is_set():
                raise

    def answerer(self) -> Answerer:
        """The answerer, opened where nobody needed it before. Raises RegestoError."""
        return self._open()

    def _open(self) -> Answerer:
        from rag.answerer import open_answerer
        from rag.recording import overheard

        with self._opening:
            if self._answerer is None:
                self._answerer = overheard(open_answerer(self.settings))
            return self._answerer

    def stream(self, question: Question) -> Iterator[Answer]:
        """Growing answers, the last one whole, which the log keeps. Raises RegestoError, ClosedError."""
        from rag.recording import Recording

        self.switch.check()
        recording = Recording(self.log, self._open(), question, "chat")
        self._count(1)
        try:
            yield from recording
        finally:
            self._count(-1)
        recording.keep()

    def _count(self, more: int) -> None:
        with self._lock:
            self.answering += more

    def give_way(self) -> bool:
        """Wait while people do: for work that nobody waits for. False where the desk is closed, and it is to end."""
        while self.answering and not self.closed.wait(_POLL):
            continue
        return not self.closed.is_set()

    def search(self) -> Search:
        """The search under the answers, opened on first need (seconds). Raises RegestoError."""
        return self._open().search

    def unrecorded(self, question: Question) -> Answer:
        """The answer to a question that nobody asked (a question to be offered): it makes no row. Raises RegestoError.

        Without the language model, whose time is for people.
        """
        answerer = self._open()
        return answerer.write(question, *answerer.weigh(question)) if self.settings.llm else answerer.answer(question)

    def records(self, answer: Answer) -> dict[tuple[str, int], DocumentRecord]:
        """The records of the cited editions by (uri, edition); without those that are gone.

        None of them while the library can't be read: an answer can be read all the same.
        """
        wanted = {(citation.document, citation.edition) for citation in answer.citations}
        try:
            found = {key: self.library.record(*key) for key in wanted}
        except (RegestoError, sqlite3.Error) as error:
            log.warning("%s", error)
            return {}
        return {key: record for key, record in found.items() if record is not None}

    def holdings(self) -> Holdings:
        """What the library holds at this moment, read anew when it changes (75 ms for 2,000 documents).

        Raises RegestoError when it can't be opened.
        """
        return self._shared()[1].get("holdings", self._holdings)

    def _holdings(self) -> Holdings:
        status, records = self.library.status(), self.library.records()
        titles = frozenset(record.title for record in records)
        return Holdings(int(str(status["documents"])), int(str(status["passages"])), titles)

    @property
    def library(self) -> Library:
        """The library, opened on first need and shared by all pages and threads. Raises LibraryError."""
        return self._shared()[0].library

    def _shared(self) -> tuple[KnownFacets, Kept]:
        from rag.facets import KnownFacets
        from rag.library import Library

        with self._lock:
            if self._known is None:
                library = Library.open(self.settings)
                self._known = KnownFacets(library), Kept(library, _KEPT)
            return self._known

    def facets(self, *, superseded: bool = False) -> Facets:
        """What the documents can be told apart by at this moment; with ``superseded`` of old editions too."""
        return self._shared()[0].now(superseded=superseded)

    def documents(self, filters: Filters, most: int) -> tuple[list[DocumentRecord], int]:
        """The most recent documents that pass the filters at this moment, each once, and how many pass in all.

        Kept until the library changes: reading 981 records took 10 to 36 ms.
        """

        def read() -> tuple[list[DocumentRecord], int]:
            editions = sorted(self.library.records(filters), key=lambda each: each.edition)
            once = {record.uri: record for record in editions}.values()
            return nlargest(most, once, key=lambda each: each.published or ""), len(once)

        return self._shared()[1].get((filters, most), read)

    def record(self, document: str) -> DocumentRecord | None:
        """What is known of a document's current edition; None when it is not (or no longer) here."""
        return self.library.record(document)

    def editions(self, document: str) -> list[DocumentRecord]:
        """A document's editions, oldest first."""
        return self.library.editions(document)

    def close(self) -> None:
        """Let go of the indexes and the log."""
        self.closed.set()
        self.log.close()
        self.images.close()
        with self._opening:
            if self._answerer is not None:
                self._answerer.close()
                self._answerer = None
        with self._lock:
            if self._known is not None:
                self._known[0].library.close()
                self._known = None
