"""What the library keeps of each site's pages, so that what they repeat can be told (ingest/clutter.py)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from rag.library import Library


def note_lines(db: sqlite3.Connection, document: int, site: str | None, lines: Sequence[str]) -> None:
    """Keep the lines of a document's current text, and mark the sites that this concerns as restless."""
    rows = db.execute("SELECT DISTINCT site FROM site_lines WHERE document_id = ?", (document,)).fetchall()
    sites = {row[0] for row in rows} | ({site} if site and lines else set())
    db.execute("DELETE FROM site_lines WHERE document_id = ?", (document,))
    db.executemany("INSERT OR IGNORE INTO site_lines VALUES (?, ?, ?)", [(site, line, document) for line in lines])
    db.executemany("INSERT OR IGNORE INTO restless_sites VALUES (?)", [(each,) for each in sites])


def lines_held(db: sqlite3.Connection, document: int) -> set[tuple[str, str]]:
    """The lines kept of a document, each with its site."""
    return set(db.execute("SELECT site, line FROM site_lines WHERE document_id = ?", (document,)).fetchall())


def restless(library: Library) -> list[str]:
    """Sites whose pages have changed since their clutter was last looked at."""
    return [row[0] for row in library.connection.execute("SELECT site FROM restless_sites ORDER BY site")]


def judged(library: Library, site: str) -> str | None:
    """The digest of the clutter by which all pages of a site are cut; None where they may differ."""
    return library.meta(f"clutter {site}")


def unjudged(db: sqlite3.Connection, site: str) -> None:
    """Pages of a site are, or are about to be, cut by another clutter than the rest."""
    db.execute("DELETE FROM meta WHERE key = ?", (f"clutter {site}",))


def at_rest(db: sqlite3.Connection, site: str, digest: str) -> None:
    """All pages of a site are cut by the clutter with this digest (within a transaction)."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"clutter {site}", digest))
    db.execute("DELETE FROM restless_sites WHERE site = ?", (site,))


def pages_of(library: Library, site: str) -> dict[str, tuple[str, list[str]]]:
    """Every current page of a site: uri -> (title, its lines)."""
    pages: dict[str, tuple[str, list[str]]] = {}
    rows = library.connection.execute(
        "SELECT d.uri, e.title, l.line FROM site_lines l JOIN documents d ON d.id = l.document_id "
        "JOIN editions e ON e.document_id = d.id WHERE l.site = ? AND e.state = 'current' AND d.withdrawn_at IS NULL "
        "ORDER BY d.uri, l.line",
        (site,),
    )
    for uri, title, line in rows:
        pages.setdefault(uri, (title, []))[1].append(line)
    return pages
