"""The derived indexes kept in step with the library: words and vectors of what is current, words of what was.

Superseded editions and withdrawn documents are searched only when asked for; they live in a second, small index of
words, so that neither index of what is current holds a stale passage.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Final

from rag.clock import Clock
from rag.embeddings import load_embeddings, model_name
from rag.errors import LibraryBusy, LibraryError
from rag.lexical import LexicalIndex, wipe
from rag.library import Library
from rag.register import Register, writing
from rag.settings import Settings
from rag.types import DocumentRecord, Passage
from rag.vectors import VectorIndex, drop_vectors

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

_BATCH: Final = 5000


class Indexes:
    """The three indexes of one library, opened together; ``refresh`` before reading, ``add`` and ``drain`` to write."""

    def __init__(self, settings: Settings, library: Library, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.settings = settings
        self.library = library
        self.embeddings: Embeddings = load_embeddings(settings)
        self._lock = threading.Lock()
        self._open()

    def _open(self) -> None:
        self.generation = self.library.generation()
        self.lexical = LexicalIndex(self.settings.home / "lexical" / "current")
        self.archive = LexicalIndex(self.settings.home / "lexical" / "superseded")
        self.vectors = VectorIndex(self.settings, self.embeddings, model_name(self.settings), self.clock)

    def refresh(self) -> None:
        """Reopen what another process has written since."""
        if self.library.generation() == self.generation:
            return
        with self._lock:
            generation = self.library.generation()
            if generation == self.generation:
                return
            self.lexical.reload()
            self.archive.reload()
            self.vectors.reload()
            self.generation = generation

    def whole(self) -> bool:
        """True when both indexes of what is current hold as many passages as the library."""
        wanted = self.library.status()["passages"]
        return len(self.lexical) == wanted == len(self.vectors)

    def add(self, pairs: Sequence[tuple[Passage, DocumentRecord]]) -> None:
        """Put passages into the indexes of what is current; raises what either index raises.

        Tantivy leaves the interpreter alone while it works, so it has a core to itself beside the embedding.
        """
        with ThreadPoolExecutor(1) as beside:
            words = beside.submit(self._add_words, pairs)
            self.vectors.replace(pairs)
            words.result()

    def _add_words(self, pairs: Sequence[tuple[Passage, DocumentRecord]]) -> None:
        with self.clock.timing("words"):
            self.lexical.replace(pairs)

    def drain(self, register: Register) -> None:
        """Take what is leaving out of the indexes of what is current, and put it with what was.

        What is current all the same (a withdrawn document that is back) leaves what was.
        """
        leaving = register.leaving()
        for start in range(0, len(leaving), _BATCH):
            ids = leaving[start : start + _BATCH]
            found = {each: pair for each, pair in self.library.passages(ids).items() if not pair[0].clutter}
            past = {each for each, (_, record) in found.items() if record.superseded or record.withdrawn}
            self.archive.replace([found[each] for each in past], drop=[each for each in ids if each not in past])
            out = [each for each in ids if each in past or each not in found]
            if out:
                self.lexical.replace([], drop=out)
                self.vectors.replace([], drop=out)
            register.left(ids)
        if leaving:
            register.rise()


def open_indexes(settings: Settings, library: Library) -> Indexes:
    """The indexes ready to read; mended first when they are missing, broken or another model's.

    While another process writes they are taken as they are: every hit is checked against the library anyway. Raises
    LibraryError when they can't be opened and can't be mended now.
    """
    try:
        indexes = Indexes(settings, library)
        if indexes.whole():
            return indexes
    except LibraryError as error:
        indexes, broken = None, error
    try:
        with writing(library) as register:
            register.mend()
            if indexes is None:
                rebuild(settings, library, register)
                return Indexes(settings, library)
            indexes.drain(register)
            if not indexes.whole():
                rebuild(settings, library, register)
                return Indexes(settings, library)
    except LibraryBusy:
        if indexes is None:
            raise broken from None
    return indexes


def rebuild(
    settings: Settings, library: Library, register: Register, progress: Callable[[int], None] | None = None
) -> int:
    """Throw the indexes away and build them anew from the library; the number of current passages."""
    wipe(settings.home / "lexical")
    drop_vectors(settings, model_name(settings))
    indexes = Indexes(settings, library)
    done = 0
    for batch in _batches(library.current_passages()):
        indexes.add(batch)
        done += len(batch)
        if progress:
            progress(done)
    for batch in _batches(library.current_passages(superseded=True)):
        indexes.archive.replace(batch)
    register.left(register.leaving())
    register.rise()
    return done


def _batches(pairs: Iterable[tuple[Passage, DocumentRecord]]) -> Iterable[list[tuple[Passage, DocumentRecord]]]:
    rows = iter(pairs)
    while batch := list(islice(rows, _BATCH)):
        yield batch
