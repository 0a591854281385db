"""What is settled once a run's documents are in: passages cut anew without their site's clutter, and releases.

Both may be interrupted at any point: what is unsettled is marked as such in the library until it has been done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rag.register import Register, note_lines
from rag.types import DocumentRecord, Passage

_CURRENT = "e.state = 'current' AND d.withdrawn_at IS NULL"


def restless(register: Register) -> list[str]:
    """Sites whose pages have changed since their clutter was last looked at."""
    return [row[0] for row in register.db.execute("SELECT site FROM restless_sites ORDER BY site")]


def judged(register: Register, site: str) -> str | None:
    """The digest of the clutter by which all pages of a site are cut; None where they may differ."""
    return register.library.meta(f"clutter {site}")


def unjudged(register: Register, site: str) -> None:
    """Pages of a site are about to be cut by another clutter than the rest."""
    register.db.execute("DELETE FROM meta WHERE key = ?", (f"clutter {site}",))


def at_rest(register: Register, site: str, digest: str) -> None:
    """All pages of a site are cut by the clutter with this digest."""
    with register.transaction():
        register.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"clutter {site}", digest))
        register.db.execute("DELETE FROM restless_sites WHERE site = ?", (site,))


def pages_of(register: Register, site: str) -> dict[str, tuple[str, list[str]]]:
    """Every current page of a site: uri -> (title, its lines)."""
    pages: dict[str, tuple[str, list[str]]] = {}
    rows = register.db.execute(
        "SELECT d.uri, e.title, l.line FROM site_lines l JOIN documents d ON d.id = l.document_id "
        f"JOIN editions e ON e.document_id = d.id WHERE l.site = ? AND {_CURRENT} ORDER BY d.uri, l.line",
        (site,),
    )
    for uri, title, line in rows:
        pages.setdefault(uri, (title, []))[1].append(line)
    return pages


def restore_lines(register: Register, uri: str, site: str | None, lines: Sequence[str]) -> None:
    """A withdrawn page is back: its lines count again."""
    with register.transaction():
        note_lines(register.db, register.id_of(uri), site, lines)


def recut(
    register: Register,
    record: DocumentRecord,
    passages: Sequence[Passage],
    index: Callable[[Sequence[tuple[Passage, DocumentRecord]]], None],
) -> None:
    """Replace the passages of a document's current edition (same text, cut otherwise): new in before old out.

    ``index`` puts passages into both indexes; what must leave them is left to ``Indexes.drain``.
    """
    old = {passage.id: passage for passage in register.library.passages_of(record.uri)}
    fresh = [passage for passage in passages if not passage.clutter and not _same(old.get(passage.id), passage)]
    coming = [passage.id for passage in fresh if passage.id not in old or old[passage.id].clutter]
    staying = {passage.id for passage in passages if not passage.clutter}
    db = register.db
    with register.transaction():  # should it all end here, the next run takes them out of the indexes again
        db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(each,) for each in coming])
    index([(passage, record) for passage in fresh])
    with register.transaction():
        (edition,) = db.execute(
            "SELECT id FROM editions WHERE document_id = ? AND state = 'current'", (register.id_of(record.uri),)
        ).fetchone()
        db.execute("DELETE FROM passages WHERE edition_id = ?", (edition,))
        register.put(edition, passages)
        db.executemany("DELETE FROM leaving WHERE passage_id = ?", [(each,) for each in coming])
        gone = [passage.id for passage in old.values() if not passage.clutter and passage.id not in staying]
        db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(each,) for each in gone])
        register.rise()


def _same(old: Passage | None, new: Passage) -> bool:
    """True when the indexes hold the very same of both."""
    return old is not None and not old.clutter and (old.headings, old.lead) == (new.headings, new.lead)


def signatures(register: Register) -> tuple[dict[int, bytes], dict[int, DocumentRecord]]:
    """What ``ingest/copies.py`` compares: signatures and records of all current documents, by the library's ids."""
    rows = register.db.execute(
        "SELECT d.id, d.uri, s.signature FROM signatures s JOIN editions e ON e.id = s.edition_id "
        f"JOIN documents d ON d.id = e.document_id WHERE {_CURRENT} ORDER BY d.uri"
    ).fetchall()
    records = {record.uri: record for record in register.library.records()}
    return {document: data for document, _, data in rows}, {document: records[uri] for document, uri, _ in rows}


def releases_stale(register: Register) -> bool:
    """True when documents have come, changed or gone since the releases were last told apart."""
    return register.library.meta("releases_at") != str(register.library.generation())


def keep_releases(register: Register, releases: Mapping[int, int]) -> None:
    """Store which documents carry one release (document -> leader, groups of two or more only)."""
    db = register.db
    with register.transaction():
        before = dict(db.execute("SELECT document_id, release FROM copies").fetchall())
        if before != dict(releases):
            db.execute("DELETE FROM copies")
            db.executemany("INSERT INTO copies VALUES (?, ?)", sorted(releases.items()))
            register.rise()
        db.execute("INSERT OR REPLACE INTO meta VALUES ('releases_at', ?)", (str(register.library.generation()),))
