"""One edition's rows: put in, and what is known of it changed; when, is for ``rag/register.py`` to say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from rag.definitions import Definition
from rag.rows import structure_json
from rag.types import Change, DocumentRecord, Mention, Passage

_EDITABLE: Final = (
    "title", "publisher", "kind", "territory", "language", "published", "published_how", "url", "source", "pages",
    "ocr", "extra",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staged:
    """A new edition with all that is stored of it; ``site`` and ``lines`` are what ``ingest/clutter.py`` compares."""

    record: DocumentRecord
    text: str
    passages: Sequence[Passage]
    mentions: Sequence[Mention] = ()
    changes: Sequence[Change] = ()
    signature: bytes = b""
    site: str | None = None
    lines: Sequence[str] = ()
    acronyms: Sequence[Definition] = ()


def text_sha256(text: str) -> str:
    """The hash that tells one edition's text from another's."""
    return sha256(text.encode("utf-8")).hexdigest()


def insert(db: sqlite3.Connection, document: int, staged: Staged) -> None:
    """Put a new edition of a document in, not yet current."""
    record = staged.record
    edition = db.execute(
        "INSERT INTO editions (document_id, number, state, text, text_sha256, raw_sha256, retrieved_at, "
        f"{', '.join(_EDITABLE)}) VALUES (?, ?, 'new', {', '.join('?' * (4 + len(_EDITABLE)))})",
        (document, record.edition, staged.text, text_sha256(staged.text), record.sha256, record.retrieved_at,
         *_values(record)),
    ).lastrowid  # fmt: skip
    put(db, int(edition or 0), staged.passages)
    _describe(db, int(edition or 0), staged)


def put(db: sqlite3.Connection, edition: int, passages: Sequence[Passage]) -> None:
    """Store an edition's passages."""
    db.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(p.id, edition, p.ordinal, p.start, p.end, p.text, structure_json(p), int(p.clutter)) for p in passages],
    )


def put_acronyms(db: sqlite3.Connection, edition: int, acronyms: Sequence[Definition]) -> None:
    """Store the acronyms that an edition's text defines."""
    db.executemany(
        "INSERT OR IGNORE INTO acronyms VALUES (?, ?, ?, ?, ?, ?)",
        [(edition, each.start, each.end, each.acronym, each.expansion, each.language) for each in acronyms],
    )


def amend(db: sqlite3.Connection, edition: int, staged: Staged) -> None:
    """Change what is known of an edition; its text, its passages and what it changed stay."""
    sets = ", ".join(f"{name} = ?" for name in _EDITABLE)
    db.execute(f"UPDATE editions SET {sets} WHERE id = ?", (*_values(staged.record), edition))
    told = db.execute("SELECT signature FROM signatures WHERE edition_id = ?", (edition,)).fetchone()
    if (told[0] if told else b"") != staged.signature:
        db.execute("DELETE FROM meta WHERE key = 'releases_at'")  # it may be found to be another's copy now
    for table in ("mentions", "signatures", "acronyms"):
        db.execute(f"DELETE FROM {table} WHERE edition_id = ?", (edition,))
    _describe(db, edition, staged)


def _values(record: DocumentRecord) -> tuple[object, ...]:
    extra = json.dumps(record.extra, ensure_ascii=False)
    return (*(getattr(record, name) for name in _EDITABLE[:-2]), int(record.ocr), extra)


def _describe(db: sqlite3.Connection, edition: int, staged: Staged) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
        [(edition, m.start, m.end, m.kind, m.name, m.role) for m in staged.mentions],
    )
    put_acronyms(db, edition, staged.acronyms)
    db.executemany(
        "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (edition, ordinal, change.kind, *(change.old or (None, None)), *(change.new or (None, None)))
            for ordinal, change in enumerate(staged.changes)
        ],
    )
    if staged.signature:
        db.execute("INSERT INTO signatures VALUES (?, ?)", (edition, staged.signature))
