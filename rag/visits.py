"""What a crawl remembers of each address between two runs: validators, the hash of its bytes, the document it gave.

Reading is safe from any thread; ``note`` and ``tell`` are for the process that holds the ingestion lock.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any

from rag.library import Library


@dataclass(frozen=True, slots=True)
class Visit:
    """One address (``key`` is what its spellings have in common) and what it gave.

    ``document`` is the uri of the document it led to, None when it gave none; ``read_at`` is when its bytes last came
    in full, ``checked_at`` when the server last answered for it.
    """

    key: str
    address: str
    source: str
    document: str | None
    sha256: str
    media_type: str | None
    etag: str | None
    last_modified: str | None
    read_at: str
    checked_at: str


_COLUMNS = ", ".join(each.name for each in fields(Visit))


class Visits:
    """The visits of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def get(self, key: str) -> Visit | None:
        """What is known of an address."""
        row = self.library.connection.execute(f"SELECT {_COLUMNS} FROM visits WHERE key = ?", (key,)).fetchone()
        return None if row is None else Visit(*row)

    def documents_of(self, source: str) -> list[str]:
        """The documents that a source has given and that are still current, the longest unchecked first."""
        rows = self.library.connection.execute(
            "SELECT v.document FROM visits v JOIN documents d ON d.uri = v.document "
            "WHERE v.source = ? AND d.withdrawn_at IS NULL GROUP BY v.document ORDER BY max(v.checked_at), v.document",
            (source,),
        )
        return [row[0] for row in rows]

    def note(self, visit: Visit) -> None:
        """Remember a visit; what was known of the address before is forgotten."""
        marks = ", ".join("?" * len(fields(Visit)))
        self.library.connection.execute(f"INSERT OR REPLACE INTO visits ({_COLUMNS}) VALUES ({marks})", astuple(visit))

    def tell(self, run: int, tallies: Mapping[str, Mapping[str, Any]]) -> None:
        """Store what came of each source in a run."""
        self.library.connection.executemany(
            "INSERT OR REPLACE INTO source_runs (source, run, tally) VALUES (?, ?, ?)",
            [(source, run, json.dumps(tally, ensure_ascii=False)) for source, tally in tallies.items()],
        )
