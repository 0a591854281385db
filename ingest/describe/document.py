"""``describe``: what a document is, from its own words and its address. Wrong is worse than missing: unsure is None."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from ingest.describe.acronyms import acronyms
from ingest.describe.acts import acts
from ingest.describe.bodies import bodies
from ingest.describe.kinds import kind_of
from ingest.describe.people import persons
from ingest.describe.period import period_in, validity
from ingest.describe.places import territory
from ingest.describe.published import published
from ingest.describe.publisher import official_body, publisher
from ingest.describe.scan import plain
from ingest.describe.titles import title_of
from ingest.parsed import Metadata, ParsedDocument
from rag.definitions import Definition
from rag.hosts import host_of, path_of
from rag.language import function_word_counts
from rag.types import Mention

_FIRST_PAGE: Final = 1500


@dataclass(frozen=True, slots=True)
class Description:
    """What a document is.

    ``metadata`` holds what was known, and what is sure where nothing was. ``period`` is the years in its name
    ("2017", "2019"); ``valid`` from when and until when its text says that it is in force (ISO prefixes). Mentions
    and definitions of acronyms are in order of ``start``.
    """

    metadata: Metadata
    period: tuple[str, str] | None
    valid: tuple[str | None, str | None] | None
    mentions: tuple[Mention, ...]
    acronyms: tuple[Definition, ...] = ()


def describe(parsed: ParsedDocument, uri: str, name: str, known: Metadata) -> Description:
    """What a document is. ``known`` (stated by the source, else found in the bytes) always wins."""
    # Apostrophes and hard spaces made plain, letter for letter: every offset stays.
    text = plain(parsed.text)
    found = _metadata(parsed, text, uri, name, known)
    metadata = known.over(found)
    title = plain(metadata.title or "")
    period = period_in(title, _last_part(known.url or uri, name))
    return Description(
        metadata=metadata,
        period=period,
        valid=validity(title, text, period, metadata.kind),
        mentions=_mentions(text),
        acronyms=acronyms(text),
    )


def _metadata(parsed: ParsedDocument, text: str, uri: str, name: str, known: Metadata) -> Metadata:
    """What the document's own words and its address say of it."""
    own_title = known.title or title_of(parsed)
    title = plain(own_title or "")
    address = known.url or uri
    is_file = parsed.pages is not None or _is_file(uri, name)
    # The address of a file may be another's: the page that it retells or that links to it.
    place = (uri if host_of(uri) else "") if is_file else address
    minutes = any(mark.minute for mark in parsed.marks)
    kind = known.kind or kind_of(title, text, place, host_of(place), minutes=minutes, is_file=is_file)
    when = published(title, text, address, kind) if not known.published else None
    host = host_of(place)
    return Metadata(
        title=own_title,
        publisher=known.publisher or publisher(host, text, text[:_FIRST_PAGE], is_file=is_file, kind=kind),
        kind=kind,
        territory=known.territory
        or territory(title, text, host_of(address), _region_of(official_body(host_of(address)) or "")),
        language=known.language or _language(text),
        published=when[0] if when else None,
        published_how=when[1] if when else None,
    )


def _is_file(uri: str, name: str) -> bool:
    """Whether it is no web page: not read from the web (a saved page is one), or with a file's ending."""
    ending = PurePosixPath(name.lower()).suffix
    if ending in (".html", ".htm", ".xhtml"):
        return False
    return ending in _FILES or not host_of(uri)


_FILES: Final = frozenset(".pdf .docx .docm .pptx .odt .md .markdown .rst .txt .text .srt .vtt".split())


def _region_of(body: str) -> str | None:
    return body.removeprefix("Regione ") if body.startswith("Regione ") else None


def _last_part(address: str, name: str) -> str:
    """The file's name, or the last part of the address, without its ending."""
    last = unquote(path_of(address)).rstrip("/").rsplit("/", 1)[-1] if host_of(address) else name
    return PurePosixPath(last).stem if len(PurePosixPath(last).suffix) <= 5 else last


def _language(text: str) -> str | None:
    """The language whose function words lead by far, over the beginning and the middle; None when none does."""
    middle = len(text) // 2
    counts = Counter(
        function_word_counts(text[:1200] if len(text) < 2400 else text[:800] + " " + text[middle : middle + 600])
    )
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= 8 and most >= 2 * second else None


def _mentions(text: str) -> tuple[Mention, ...]:
    named = [
        *(Mention("act", act.name, act.start, act.end) for act in acts(text)),
        *(Mention("person", person.name, person.start, person.end, person.role) for person in persons(text)),
        *(Mention("body", body.name, body.start, body.end) for body in bodies(text)),
    ]
    return tuple(sorted(named, key=lambda mention: (mention.start, mention.end)))
