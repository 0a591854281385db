"""The derived indexes kept in step with the library: words and vectors of what is current, words of what was.

Superseded editions and withdrawn documents are searched only when asked for; they live in a second, small index of
words, so that neither index of what is current holds a stale passage.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag import builds
from rag.chroma import drop_build
from rag.clock import Clock
from rag.embeddings import load_embeddings, model_name
from rag.errors import LibraryBusy, LibraryError
from rag.lexical import LexicalIndex, wipe
from rag.library import Library
from rag.reconcile import even_out, lacking, recover, sound
from rag.register import Register, writing
from rag.settings import Settings
from rag.types import DocumentRecord, Passage
from rag.vectors import VectorIndex
from rag.word_folders import NEW_WORDS, batches, put_in_place, remake_words, words_open

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

_BATCH: Final = 5000
# The name of vectors that are not there; they are never written.
_NONE: Final = "none"

Progress = Callable[[int], None]


class Indexes:
    """The three indexes of one library, opened together; ``refresh`` before reading, ``add`` and ``drain`` to write.

    Args:
        settings: whose ``embeddings`` name the model.
        library: what they are derived from.
        clock: told where the time goes.
        beside: the build of vectors and the folder of words to open in place of those that serve.

    """

    def __init__(
        self, settings: Settings, library: Library, clock: Clock | None = None, beside: tuple[str, Path] | None = None
    ) -> None:
        self.clock = clock or Clock()
        self.settings = settings
        self.library = library
        self.model = model_name(settings)
        self.embeddings: Embeddings = load_embeddings(settings)
        self._lock = threading.Lock()
        self.generation = library.generation()
        name, self._words = beside or (self._serving(), settings.home / "lexical")
        self.reopen_words()
        self.vectors = self._vectors(name)

    def reopen_words(self) -> None:
        """Open the words anew: others stand in their place."""
        self.lexical = LexicalIndex(self._words / "current")
        self.archive = LexicalIndex(self._words / "superseded")

    def _serving(self) -> str:
        build = builds.serving(self.library, self.model)
        return build.name if build else _NONE

    def _vectors(self, name: str) -> VectorIndex:
        return VectorIndex(self.settings, self.library, self.embeddings, self.model, name, self.clock)

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
            name = self._serving()
            if name == self.vectors.name:
                self.vectors.reload()
            else:
                vectors = self._vectors(name)
                if self.vectors.warmed:
                    vectors.warm()
                self.vectors = vectors
            self.generation = generation

    def readable(self) -> bool:
        """True when searches find every current passage, by its words and by its vector."""
        build = builds.serving(self.library, self.model)
        found = self.vectors
        return build is not None and not build.behind and not found.missing and len(found) == len(self.lexical)

    def whole(self) -> bool:
        """True when Chroma, too, holds as many passages as are current: then all may be written."""
        self.vectors.refresh()
        return self.readable() and int(self.vectors.collection.count()) == len(self.vectors)

    def add(self, pairs: Sequence[tuple[Passage, DocumentRecord]]) -> None:
        """Put passages into the indexes of what is current; raises what either index raises.

        Tantivy leaves the interpreter alone while it works, so it has a core to itself beside the embedding.
        """
        self._add(pairs, pairs)

    def _add(
        self, words: Sequence[tuple[Passage, DocumentRecord]], vectors: Sequence[tuple[Passage, DocumentRecord]]
    ) -> None:
        with ThreadPoolExecutor(1) as beside:
            done = beside.submit(self._add_words, words)
            self.vectors.replace(vectors)
            done.result()

    def _add_words(self, pairs: Sequence[tuple[Passage, DocumentRecord]]) -> None:
        with self.clock.timing("words"):
            self.lexical.replace(pairs)

    def fill(self, progress: Progress | None = None) -> int:
        """Put all that the library holds into empty indexes, but for vectors that are there; the number of passages."""
        held, done = self.vectors.file.held(), 0
        for batch in batches(self.library.current_passages()):
            self._add(batch, lacking(batch, held))
            done += len(batch)
            if progress:
                progress(done)
        for batch in batches(self.library.current_passages(superseded=True)):
            self.archive.replace(batch)
        if done:
            even_out(self.vectors)
        return done

    def catch_up(self) -> None:
        """Embed the current passages that have no vector, or one of a text that was."""
        held = self.vectors.file.held()
        for batch in batches(self.library.current_passages()):
            self.vectors.replace(lacking(batch, held))
        even_out(self.vectors)

    def drain(self, register: Register) -> None:
        """Take what is leaving out of the indexes of what is current, and put it with what was.

        What is current all the same (a withdrawn document that is back) leaves what was.
        """
        builds.leave_behind(register, self.model)
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
            self.vectors.compact()
            register.rise()


def open_indexes(settings: Settings, library: Library) -> Indexes:
    """The indexes ready to read; mended first when they are missing, broken or another model's.

    While another process writes they are taken as they are: every hit is checked against the library anyway. Raises
    LibraryError when they can't be opened and can't be mended now.
    """
    try:
        indexes = Indexes(settings, library)
        if indexes.readable():
            return indexes
    except LibraryError as error:
        indexes, broken = None, error
    try:
        with writing(library) as register:
            register.mend()
            return mended(settings, library, register)
    except LibraryBusy:
        if indexes is None:
            raise broken from None
    return indexes


def writable_indexes(settings: Settings, library: Library, register: Register, clock: Clock | None = None) -> Indexes:
    """The indexes in step with the library, ready to be written; mended where they are broken or not whole."""
    try:
        indexes = Indexes(settings, library, clock)
        if indexes.readable():
            indexes.drain(register)
            if indexes.whole():
                return indexes
    except LibraryError:
        if settings.chroma_url:
            raise  # a server that does not answer is not mended by forgetting what it holds
    return mended(settings, library, register, clock)


def mended(settings: Settings, library: Library, register: Register, clock: Clock | None = None) -> Indexes:
    """Words and vectors brought into step with the library, each only where it is not; opened."""
    if builds.serving(library, model_name(settings)) is None:
        rebuild(settings, library, register)
        return Indexes(settings, library, clock)
    if not words_open(settings):
        remake_words(settings, library)
    indexes = Indexes(settings, library, clock)
    sound(indexes.vectors)
    if register.leaving():  # a drain says that other models' vectors are behind: not for nothing
        indexes.drain(register)
    indexes.vectors.refresh()
    if indexes.vectors.missing:
        recover(indexes.vectors)
    if len(indexes.lexical) != len(indexes.vectors) + indexes.vectors.missing:
        remake_words(settings, library)
        indexes.reopen_words()
    if not indexes.whole():
        indexes.catch_up()
        builds.switch(register, indexes.model, indexes.vectors.name)
    return Indexes(settings, library, clock)


def rebuild(settings: Settings, library: Library, register: Register, progress: Progress | None = None) -> int:
    """Build words and vectors anew beside those that serve, then change over; the number of current passages.

    A build that died half-way is gone on with. The model in use before keeps its vectors, older ones lose them.
    """
    model, words = model_name(settings), settings.home / NEW_WORDS
    before = builds.serving(library, model)
    name = builds.begun(register, model)
    builds.clear(register, settings.home)
    wipe(words)
    beside = Indexes(settings, library, beside=(name, words))
    if beside.vectors.file.held():
        sound(beside.vectors)
    done = beside.fill(progress)
    put_in_place(words, settings.home)
    register.left(register.leaving())
    builds.switch(register, model, name)
    for each in [*([before.name] if before else []), *builds.superfluous(register, model)]:
        drop_build(settings, each)
    return done
