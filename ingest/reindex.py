"""``regesto reindex``: throw the derived indexes away and build them anew from the library."""

from __future__ import annotations

import time
from collections.abc import Callable

from ingest.mining import mine_stored
from rag.indexes import rebuild
from rag.library import Library
from rag.register import writing
from rag.settings import Settings


def reindex(settings: Settings, progress: Callable[[int], None] | None = None) -> dict[str, object]:
    """Rebuild words and vectors; ``progress`` hears the passages done. Raises LibraryBusy as ``ingest`` does."""
    started = time.monotonic()
    library = Library.open(settings)
    try:
        with writing(library) as register:
            register.mend()
            mine_stored(register)
            done = rebuild(settings, library, register, progress)
            return {"passages": done, "seconds": round(time.monotonic() - started, 3)}
    finally:
        library.close()
