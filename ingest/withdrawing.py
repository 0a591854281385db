"""A source taken away with all that was read from it."""

from __future__ import annotations

from rag.library import Library
from rag.register import writing
from rag.settings import Settings


def withdraw_source(source: str, settings: Settings) -> int:
    """Mark the current documents of a source (``Library.sources``) as withdrawn; how many they were.

    They stay readable, under "withdrawn", and are back when a source is read that holds them.
    Raises LibraryBusy while an ingestion goes on, LibraryError when the library can't be written.
    """
    library = Library.open(settings)
    try:
        with writing(library) as register:
            uris = [record.uri for record in library.records() if record.source == source]
            register.withdraw(uris)
            return len(uris)
    finally:
        library.close()
