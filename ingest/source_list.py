"""A ``sources.toml``: each ``[[source]]`` is a file, a folder, a page, a section of a site, a sitemap or a feed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.addresses import Boundary, default_scope, joined, normalised
from ingest.files import Scope, file_uri, folder, from_file, one
from ingest.frontier import DEPTH, MAX_MINUTES, MAX_PAGES, Errand
from ingest.parsed import Metadata, RawDocument
from ingest.report import Failure
from rag.explaining import explain
from rag.types import KINDS


class Source(BaseModel):
    """One ``[[source]]`` of a sources.toml; from ``crawl`` on, what is meant for addresses only (see README.md)."""

    model_config = ConfigDict(extra="forbid")

    path: str | None = None
    url: str | None = None
    uri: str | None = None
    title: str | None = None
    publisher: str | None = None
    kind: str | None = None
    territory: str | None = None
    language: str | None = None
    published: str | None = None
    url_official: str | None = None
    group: str | None = None
    enabled: bool = True
    crawl: Literal["page", "section", "sitemap", "feed", "folder"] | None = None
    scope: str | list[str] | None = None
    include: list[str] = []
    exclude: list[str] = []
    depth: int = Field(DEPTH, ge=0, le=100)
    max_pages: int = Field(MAX_PAGES, ge=1)
    max_minutes: float = Field(MAX_MINUTES, gt=0)
    delay: float | None = Field(None, ge=0, le=600)
    internal: bool = False


def read_list(path: Path, groups: Sequence[str], scope: Scope) -> Iterator[RawDocument | Failure | Errand]:
    """The documents of a list's files and folders, and an errand for each of its addresses, in the list's order."""
    source = file_uri(path)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        switches = {str(k): bool(v) for k, v in data.get("groups", {}).items()} | dict.fromkeys(groups, True)
        listed = data.get("source", [])
        if not isinstance(listed, list) or not listed:
            raise ValueError("nessuna tabella [[source]]")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, AttributeError) as error:
        yield Failure(source, "read", f"elenco di fonti illeggibile: {explain(error)}", source)
        return
    identities = [entry.get("uri") for entry in listed if isinstance(entry, dict)]
    found = list(_entries(listed, source, lambda item: item.group in groups or _is_on(item, switches)))
    for entry in found:  # all of them first, so that whoever watches knows how many there are
        known = not isinstance(entry, Source) or (entry.url is None or entry.crawl in (None, "page"))
        if not (isinstance(entry, Source) and entry.path and (path.parent / entry.path).is_dir()):
            scope.expect(known)
    for entry in found:
        if isinstance(entry, Failure):
            yield entry
            continue
        several = entry.uri is not None and identities.count(entry.uri) > 1
        if entry.url is not None:
            yield replace(errand_for(entry, source), several=several)
        else:
            yield from _local(entry, path.parent, source, scope, several)


def _entries(listed: list[Any], source: str, is_on: Callable[[Source], bool]) -> Iterator[Source | Failure]:
    """The entries of a list that are switched on, and a row for each that makes no sense."""
    for number, entry in enumerate(listed, start=1):
        try:
            item = Source.model_validate(entry)
            _make_sense_of(item)
            if item.url:
                errand_for(item, source)
        except (ValueError, ValidationError) as error:
            yield Failure(f"{source}#{number}", "read", f"fonte {number}: {explain(error)}", source)
            continue
        if is_on(item):
            yield item


def _is_on(item: Source, switches: Mapping[str, bool]) -> bool:
    return item.enabled and switches.get(item.group or "", True)


def errand_for(item: Source, source: str) -> Errand:
    """What a crawl is to do for an address; raises ValueError (one line, in Italian) when it makes no sense.

    The document of a page bears the list it stands in as its source, those of a section, sitemap or feed its address.
    """
    seed, kind = normalised(item.url or ""), item.crawl or "page"
    if seed is None or kind == "folder":
        raise ValueError(
            f"«url» non è un indirizzo http o https: {item.url}" if seed is None else "«folder» vuole «path»"
        )
    if kind != "page" and (item.uri or item.published or item.title):
        raise ValueError(f'«uri», «title» e «published» valgono per un solo documento, non per crawl = "{kind}"')
    given = [item.scope] if isinstance(item.scope, str) else item.scope or []
    prefixes = [joined(seed, each) for each in given]
    if None in prefixes:
        raise ValueError("«scope» deve essere un indirizzo, o un percorso che comincia con /")
    if not prefixes and kind in ("section", "sitemap"):
        prefixes = [default_scope(seed) if kind == "section" else joined(seed, "/")]
    boundary = Boundary(tuple(each for each in prefixes if each), tuple(item.include), tuple(item.exclude))
    return Errand(
        name=source if kind == "page" else seed, seed=seed, kind=kind, boundary=boundary, depth=item.depth,
        max_pages=item.max_pages, max_minutes=item.max_minutes, internal=item.internal, delay=item.delay,
        stated=stated_in(item), uri=item.uri,
    )  # fmt: skip


def _make_sense_of(item: Source) -> None:
    if (item.path is None) == (item.url is None):
        raise ValueError("serve «path» oppure «url», uno solo")
    if item.kind is not None and item.kind not in KINDS:
        raise ValueError(f"«kind» deve essere uno fra {', '.join(KINDS)}")
    if item.path is not None and item.crawl not in (None, "folder"):
        raise ValueError(f'crawl = "{item.crawl}" vuole «url»')


def stated_in(item: Source) -> Metadata:
    """What a source states of its documents."""
    values: dict[str, Any] = item.model_dump(
        include={"title", "publisher", "kind", "territory", "language", "published"}
    )
    # A page's address is known once it has been read (redirects, canonical links).
    return Metadata(**values, url=item.url_official or (item.url if item.crawl in (None, "page") else None))


def _local(item: Source, base: Path, source: str, scope: Scope, several: bool) -> Iterator[RawDocument | Failure]:
    path, stated = base / str(item.path), stated_in(item)
    if path.is_dir():
        yield from folder(path, scope, stated)
        return
    for raw in one(item.uri or file_uri(path), lambda: from_file(path, stated, source), source):
        yield replace(raw, uri=item.uri or raw.uri, one_of_several=several) if isinstance(raw, RawDocument) else raw
