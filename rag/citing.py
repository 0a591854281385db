"""A citation of a slice of an edition, with all that tells where it stands; made only of words that are there."""

from __future__ import annotations

from rag.citations import document_id
from rag.types import Citation, DocumentRecord, Passage


def citation_of(
    record: DocumentRecord, passage: Passage, start: int, end: int, quote: str, number: int, *,
    public_url: str = "", also_at: tuple[str, ...] = (),
) -> Citation:  # fmt: skip
    """The citation of ``quote``, which stands at ``text[start:end]`` of an edition, ``start`` lying in ``passage``."""
    mark = passage.mark_at(start)
    return Citation(
        number=number,
        document=record.uri,
        title=record.title,
        quote=quote,
        start=start,
        end=end,
        edition=record.edition,
        publisher=record.publisher,
        kind=record.kind,
        language=passage.language,
        published=record.published,
        published_how=record.published_how,
        retrieved_at=record.retrieved_at,
        superseded=record.superseded,
        withdrawn=record.withdrawn,
        ocr=mark.ocr or any(each.ocr for each in passage.marks if start < each.offset < end),
        page=mark.page,
        page_label=mark.page_label,
        minute=mark.minute,
        heading=passage.heading_at(start),
        url=record.url,
        permalink=f"{public_url}/d/{document_id(record.uri)}/{record.edition}#{start}-{end}",
        also_at=also_at,
    )
