"""What is settled once a run's documents are in: passages cut anew without their site's clutter, and releases.

Both may be interrupted at any point: what is unsettled is marked as such in the library until it has been done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rag.register import Register
from rag.staging import put
from rag.types import DocumentRecord, Passage

Cut = tuple[DocumentRecord, Sequence[Passage]]

_CURRENT = "e.state = 'current' AND d.withdrawn_at IS NULL"


def recut(
    register: Register, cuts: Sequence[Cut], index: Callable[[Sequence[tuple[Passage, DocumentRecord]]], None]
) -> None:
    """Replace the passages of current editions (same texts, cut otherwise): new in before old out.

    ``index`` puts passages into both indexes; what must leave them is left to ``Indexes.drain``.
    """
    old = {each.id: each for record, _ in cuts for each in register.library.passages_of(record.uri)}
    new = [(each, record) for record, passages in cuts for each in passages if not each.clutter]
    fresh = [pair for pair in new if not _same(old.get(pair[0].id), pair[0])]
    coming = [each.id for each, _ in fresh if each.id not in old or old[each.id].clutter]
    gone = {each.id for each in old.values() if not each.clutter} - {each.id for each, _ in new}
    db = register.db
    with register.transaction():  # should it all end here, the next run takes them out of the indexes again
        db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(each,) for each in coming])
    if fresh:
        index(fresh)
    with register.transaction():
        for record, passages in cuts:
            edition = register.current_edition(record.uri)
            db.execute("DELETE FROM passages WHERE edition_id = ?", (edition,))
            put(db, edition, passages)
        db.executemany("DELETE FROM leaving WHERE passage_id = ?", [(each,) for each in coming])
        db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(each,) for each in gone])
        register.rise()


def _same(old: Passage | None, new: Passage) -> bool:
    """True when the indexes hold the very same of both."""
    if old is None or old.clutter:
        return False
    return (old.headings, old.lead, old.language) == (new.headings, new.lead, new.language)


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
