"""Pure: links to places in sources; ``ui/static/beside.js`` opens those with ``data-source`` beside the answer."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from rag.citations import document_id
from rag.types import Citation, Hit


def edition_path(document: str, edition: int, language: str, base: str = "..") -> str:
    """The address of an edition in a language; relative to a page of the chat (``/it/``) without another ``base``."""
    return f"{base}/d/{document_id(document)}/{edition}?{urlencode({'lang': language})}"


def source_path(document: str, edition: int, start: int, end: int, language: str, base: str = "..") -> str:
    """The address of a quote in its edition."""
    place = f"{start}-{end}"
    query = urlencode({"q": place, "lang": language})
    return f"{base}/d/{document_id(document)}/{edition}?{query}#{place}"


def to_quote(citation: Citation, language: str, base: str = "..") -> str:
    """The attributes of a link to a citation's quote in its source."""
    path = source_path(citation.document, citation.edition, citation.start, citation.end, language, base)
    return _attributes(path, f"[{citation.number}]")


def to_hit(hit: Hit, language: str, base: str = "..") -> str:
    """The attributes of a link to a found passage in its source."""
    passage = hit.passage
    path = source_path(hit.record.uri, hit.record.edition, passage.start, passage.end, language, base)
    return _attributes(path, "")


def _attributes(path: str, number: str) -> str:
    return f'href="{escape(path)}" data-source="{number}" target="_blank"'
