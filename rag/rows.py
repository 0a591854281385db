"""Rows of the library as values and back: which columns make a record, which a passage, and the filters over them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from rag.names import facet_key
from rag.types import Block, DocumentRecord, Filters, Mark, Passage

RECORD: Final = """d.uri, e.title, e.number, e.publisher, e.kind, e.territory, e.language, e.published, e.published_how,
    e.url, e.source, e.retrieved_at, e.raw_sha256, e.state, d.withdrawn_at, e.pages, e.ocr, e.extra"""
PASSAGE: Final = 'p.id, d.uri, e.number, p.ordinal, p.start, p."end", p.text, p.structure, p.clutter'
JOIN: Final = "FROM passages p JOIN editions e ON e.id = p.edition_id JOIN documents d ON d.id = e.document_id"
_COLUMNS: Final = (
    "uri", "title", "edition", "publisher", "kind", "territory", "language", "published", "published_how", "url",
    "source", "retrieved_at", "sha256", "superseded", "withdrawn", "pages", "ocr", "extra",
)  # fmt: skip


def record_of(row: Sequence[Any]) -> DocumentRecord:
    """A row of ``_RECORD`` columns as a value."""
    values = dict(zip(_COLUMNS, row, strict=True))
    values["superseded"] = values["superseded"] == "superseded"
    values["withdrawn"] = values["withdrawn"] is not None
    values["ocr"] = bool(values["ocr"])
    values["extra"] = json.loads(values["extra"])
    return DocumentRecord(**values)


def passage_of(row: Sequence[Any]) -> Passage:
    """A row of ``_PASSAGE`` columns as a value."""
    identity, document, edition, ordinal, start, end, text, structure, clutter = row
    parts = json.loads(structure)
    return Passage(
        id=identity, document=document, edition=edition, ordinal=ordinal, start=start, end=end, text=text,
        headings=tuple(parts["headings"]),
        lead=parts["lead"],
        language=parts["language"],
        blocks=tuple(
            Block(kind, first, last, level, tuple(lead) if lead else None)
            for kind, first, last, level, lead in parts["blocks"]
        ),
        marks=tuple(Mark(*mark) for mark in parts["marks"]),
        clutter=bool(clutter),
    )  # fmt: skip


def structure_json(passage: Passage) -> str:
    """The parts of a passage that are not columns of their own, as JSON (see ``passage_of``)."""
    return json.dumps(
        {
            "headings": passage.headings,
            "lead": passage.lead,
            "language": passage.language,
            "blocks": [(b.kind, b.start, b.end, b.level, b.lead) for b in passage.blocks],
            "marks": [(m.offset, m.page, m.page_label, m.minute, m.ocr) for m in passage.marks],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def passes(record: DocumentRecord, filters: Filters) -> bool:
    """True when a document passes the filters (all but ``superseded``, which chooses the index)."""
    for name in ("kind", "publisher", "territory", "language"):
        wanted: str | None = getattr(filters, name)
        if wanted and facet_key(getattr(record, name)) != facet_key(wanted):
            return False
    for found, exact in ((record.uri, filters.document), (record.source, filters.source)):
        if exact and found != exact:
            return False
    if filters.documents and record.uri not in filters.documents:
        return False
    if filters.edition is not None and record.edition != filters.edition:
        return False
    published = record.published or ""
    if filters.date_from and (not published or published < filters.date_from[: len(published)]):
        return False
    return not (filters.date_to and (not published or published[: len(filters.date_to)] > filters.date_to))
