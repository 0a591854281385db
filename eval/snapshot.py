"""All that a library and its indexes hold, as sorted lines without times and row numbers."""

from __future__ import annotations

import json
from typing import Any, Final

from rag.indexes import Indexes
from rag.library import Library
from rag.settings import Settings

_OF: Final = "JOIN editions e ON e.id = x.edition_id JOIN documents d ON d.id = e.document_id"
# What is left out: row numbers, and when things were read, superseded or withdrawn (that they were is kept).
_TABLES: Final = {
    "documents": "SELECT uri, withdrawn_at IS NOT NULL FROM documents",
    "editions": "SELECT d.uri, e.number, e.state, e.text, e.text_sha256, e.raw_sha256, e.superseded_at IS NOT NULL, "
    "e.title, e.publisher, e.kind, e.territory, e.language, e.published, e.published_how, e.url, e.source, e.pages, "
    "e.ocr, e.extra FROM editions e JOIN documents d ON d.id = e.document_id",
    "passages": 'SELECT d.uri, e.number, x.id, x.ordinal, x.start, x."end", x.text, x.structure, x.clutter '
    f"FROM passages x {_OF}",
    "mentions": f'SELECT d.uri, e.number, x.start, x."end", x.kind, x.name, x.role FROM mentions x {_OF}',
    "acronyms": f'SELECT d.uri, e.number, x.start, x."end", x.acronym, x.expansion, x.language FROM acronyms x {_OF}',
    "changes": "SELECT d.uri, e.number, x.ordinal, x.kind, x.old_start, x.old_end, x.new_start, x.new_end "
    f"FROM changes x {_OF}",
    "signatures": f"SELECT d.uri, e.number, hex(x.signature) FROM signatures x {_OF}",
    "copies": "SELECT d.uri, l.uri FROM copies x JOIN documents d ON d.id = x.document_id "
    "JOIN documents l ON l.id = x.release",
    "lines of sites": "SELECT d.uri, x.site, x.line FROM site_lines x JOIN documents d ON d.id = x.document_id",
    "sites to settle": "SELECT site FROM restless_sites",
    "leaving": "SELECT passage_id FROM leaving",
    "visits": "SELECT key, address, source, document, sha256, media_type, etag, last_modified FROM visits",
}


def snapshot(settings: Settings) -> dict[str, list[str]]:
    """What is held, by kind: the export, every table of the library, the ids in the indexes of words and of vectors."""
    with Library.open(settings) as library:
        held = {name: _rows(library.connection.execute(sql)) for name, sql in _TABLES.items()}
        held["export"] = _rows(library.export())
        indexes = Indexes(settings, library)
        indexes.vectors.reload()  # another process has written
        held["words"] = _words(indexes.lexical)
        held["words of the past"] = _words(indexes.archive)
        held["vectors"] = sorted(indexes.vectors.collection.get(include=[])["ids"])
        return held


def unreached(settings: Settings) -> int:
    """How many passages a search by their own vector does not find, though Chroma holds them.

    After deletions and additions its graph loses the way to some (Chroma 1.5.9; chroma-core/chroma issue 7758).
    """
    with Library.open(settings) as library:
        indexes = Indexes(settings, library)
        indexes.vectors.reload()
        collection, lost = indexes.vectors.collection, 0
        rows = collection.get(include=["embeddings"])
        for start in range(0, len(rows["ids"]), 500):
            ids, vectors = (rows[name][start : start + 500] for name in ("ids", "embeddings"))
            near = collection.query(query_embeddings=vectors, n_results=20, include=[])["ids"]  # copies share a vector
            lost += sum(each not in beside for each, beside in zip(ids, near, strict=True))
        return lost


def _rows(rows: Any) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def _words(index: Any) -> list[str]:
    from tantivy import Query

    searcher = index.searcher
    found = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1)).hits
    return sorted(str(searcher.doc(address).get_first("id")) for _, address in found)


def differences(left: dict[str, list[str]], right: dict[str, list[str]]) -> list[str]:
    """One line for each row that only one of two snapshots has, or has more often."""
    lines = []
    for name in left:
        ours, theirs = list(left[name]), list(right[name])
        if ours == theirs:
            continue
        for row in left[name]:
            if row in theirs:
                theirs.remove(row)
                ours.remove(row)
        lines += [f"{name}: only in the first: {row[:300]}" for row in ours]
        lines += [f"{name}: only in the second: {row[:300]}" for row in theirs]
    return lines
