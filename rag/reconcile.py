"""The file of vectors, Chroma and the library brought to say the same, with as little embedding as can be.

Run under the ingestion lock: after a death, a damaged disk, or while another model was in use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from rag.errors import LibraryError
from rag.vectors import Pair, VectorIndex, embedded_text, stamp

_BATCH: Final = 1000


def lacking(pairs: Sequence[Pair], held: Mapping[str, int]) -> list[Pair]:
    """The passages whose vector is not held, or was made of another text (``held``: the stamp of each id)."""
    return [pair for pair in pairs if held.get(pair[0].id) != stamp(embedded_text(*pair))]


def recover(vectors: VectorIndex) -> None:
    """Write into the file what Chroma holds and it does not: a lost file costs no embedding."""
    collection, held = vectors.collection, vectors.file.held()
    for start in range(0, collection.count(), _BATCH):
        rows = collection.get(limit=_BATCH, offset=start, include=["embeddings", "metadatas"])
        new = [at for at, each in enumerate(rows["ids"]) if each not in held]
        if new:
            stamps = [int(rows["metadatas"][at]["stamp"]) for at in new]
            found = np.asarray(rows["embeddings"], np.float32)[new]
            vectors.file.append([rows["ids"][at] for at in new], stamps, found)


def even_out(vectors: VectorIndex) -> None:
    """Have Chroma hold the current passages and no others, those that it lacks from the file."""
    vectors.refresh()
    collection, records = vectors.collection, vectors.library.connection
    wanted = set(vectors.ids())
    there = set(collection.get(include=[])["ids"])
    surplus, short = sorted(there - wanted), sorted(wanted - there)
    for start in range(0, len(surplus), _BATCH):
        collection.delete(ids=surplus[start : start + _BATCH])
    for start in range(0, len(short), _BATCH):
        some = short[start : start + _BATCH]
        rows = vectors.file.rows_of(some)
        uris = dict(
            records.execute(
                "SELECT p.id, d.uri FROM passages p JOIN editions e ON e.id = p.edition_id JOIN documents d "
                f"ON d.id = e.document_id WHERE p.id IN ({','.join('?' * len(some))})",
                some,
            ).fetchall()
        )
        vectors.put(some, rows["stamp"].tolist(), [uris[each] for each in some], rows["vector"])


def sound(vectors: VectorIndex) -> None:
    """See that Chroma opens; where it is embedded and broken it is begun anew (``even_out`` fills it again)."""
    try:
        vectors.collection  # noqa: B018 (opens it)
    except LibraryError:
        if vectors.settings.chroma_url:
            raise  # a server that does not answer is not mended by forgetting what it holds
        vectors.forget_chroma()
        vectors.collection  # noqa: B018
