"""Pure: quotes and documents as the pages drawn on the server show them, with links to the marked place."""

from __future__ import annotations

from collections.abc import Iterable

from rag.citations import document_id
from rag.types import Citation, DocumentRecord
from ui.labels import citation_place, kind_name, published_in_words, readable_date, states
from ui.locales.source import source_strings
from ui.render import esc
from ui.shell import Seen
from ui.source_links import edition_path, source_path


def spot(seen: Seen, document: str, edition: int, start: int | None = None, end: int | None = None) -> str:
    """The address of a document's edition, at a marked place where one is given; not yet escaped."""
    if start is None or end is None:
        return edition_path(document, edition, seen.strings.code, seen.root)
    return source_path(document, edition, start, end, seen.strings.code, seen.root)


def sheet(seen: Seen, document: str) -> str:
    """The address of a document's page in the catalogue; not yet escaped."""
    return seen.to("documents", document_id(document))


def facts_html(facts: Iterable[str]) -> str:
    """Facts in a row; nothing where there are none."""
    items = "".join(f"<li>{esc(fact)}</li>" for fact in facts if fact)
    return f'<ul class="facts">{items}</ul>' if items else ""


def record_facts(record: DocumentRecord, seen: Seen) -> list[str]:
    """Publisher, kind, territory and date (with how it is known) in words."""
    strings = seen.strings
    return [
        record.publisher or "",
        kind_name(record.kind, strings),
        record.territory or "",
        published_in_words(record, strings),
    ]


def flags_html(*, superseded: bool, withdrawn: bool, seen: Seen) -> str:
    """The warnings an edition carries."""
    words = states(superseded, withdrawn, seen.strings)
    return "".join(f' <span class="flag">{esc(word)}</span>' for word in words)


def source_line(citation: Citation, seen: Seen) -> str:
    """Title, publisher, date and place of a citation in one line of text."""
    strings = seen.strings
    facts = (
        citation.title,
        citation.publisher or "",
        readable_date(citation.published, strings) or strings.no_date,
        strings.edition.format(edition=citation.edition) if citation.edition > 1 or citation.superseded else "",
        citation_place(citation, strings),
    )
    return " · ".join(" ".join(fact.split()) for fact in facts if fact)


def quote_link(citation: Citation, seen: Seen, words: str = "") -> str:
    """The link to a citation's quote in its source; what it leads to is said to those who hear it alone."""
    href = spot(seen, citation.document, citation.edition, citation.start, citation.end)
    shown = words or source_strings(seen.strings.code).read_here
    return f'<a href="{esc(href)}">{esc(shown)}<span class="hidden">: {esc(citation.title)}</span></a>'


def quote_html(citation: Citation, seen: Seen) -> str:
    """A quote to the letter, its source under it, the link to its place."""
    flags = flags_html(superseded=citation.superseded, withdrawn=citation.withdrawn, seen=seen)
    return (
        f'<figure class="quoted"><blockquote lang="{esc(citation.language or "it")}">{esc(citation.quote)}</blockquote>'
        f'<figcaption class="small">{esc(source_line(citation, seen))}{flags} · {quote_link(citation, seen)}'
        f"</figcaption></figure>"
    )
