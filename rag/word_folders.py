"""The folders of the words: built anew beside those that serve, and put in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from rag.errors import LibraryError
from rag.lexical import LexicalIndex, wipe
from rag.library import Library
from rag.settings import Settings
from rag.types import DocumentRecord, Passage

NEW_WORDS: Final = "lexical.new"
_FOLDERS: Final = ("current", "superseded")
_BATCH: Final = 5000

Pair = tuple[Passage, DocumentRecord]


def words_open(settings: Settings) -> bool:
    """False where an index of words is broken, or of another version."""
    try:
        for name in _FOLDERS:
            LexicalIndex(settings.home / "lexical" / name)
    except LibraryError:
        return False
    return True


def remake_words(settings: Settings, library: Library) -> None:
    """Build the words alone from the library, and change over."""
    folder = settings.home / NEW_WORDS
    wipe(folder)
    for name in _FOLDERS:
        index = LexicalIndex(folder / name)
        for batch in batches(library.current_passages(superseded=name == "superseded")):
            index.replace(batch)
    put_in_place(folder, settings.home)


def put_in_place(fresh: Path, home: Path) -> None:
    """Change over to new words; what readers have open of the old ones stays open to them."""
    place, old = home / "lexical", home / "lexical.old"
    wipe(old)
    if place.exists():
        place.rename(old)
    fresh.rename(place)  # should it end between the two, the next opening finds none and makes them again
    wipe(old)


def batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Passages by the thousand: what is built from a library need not be held at once."""
    rows = iter(pairs)
    while batch := list(islice(rows, _BATCH)):
        yield batch
