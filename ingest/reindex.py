"""``regesto reindex``: throw the derived indexes away and build them anew from the library."""

from __future__ import annotations

import time
from collections.abc import Callable

from rag.indexes import Indexes
from rag.library import Library
from rag.register import writing
from rag.settings import Settings


def reindex(settings: Settings, progress: Callable[[int], None] | None = None) -> dict[str, object]:
    """Rebuild words and vectors; ``progress`` hears the passages done. Raises LibraryBusy as ``ingest`` does."""
    from rag.lexical import wipe

    started = time.monotonic()
    library = Library.open(settings)
    try:
        with writing(library) as register:
            register.mend()
            wipe(settings.home / "lexical")
            indexes = Indexes(settings, library)
            done = indexes.rebuild(progress)
            register.left(register.leaving())
            return {"passages": done, "seconds": round(time.monotonic() - started, 3)}
    finally:
        library.close()
