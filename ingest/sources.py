"""Targets to raw documents: a folder, a file, an address, a ``sources.toml``, a ``.jsonl`` of extracted documents.

What can't be read is yielded as a Failure in its place; nothing is skipped silently but hidden files.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.fetch import fetch
from ingest.parsed import Metadata, RawDocument
from ingest.report import Failure
from rag.errors import ReadError
from rag.register import now
from rag.settings import Settings

KINDS: Final = ("plan", "press_release", "news", "webinar_notes", "transcript", "act", "institutional_page")


class Source(BaseModel):
    """One ``[[source]]`` of a sources.toml."""

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


class Extracted(BaseModel):
    """One line of a .jsonl of already extracted documents."""

    model_config = ConfigDict(extra="ignore")

    uri: str
    title: str
    text: str
    language: str | None = None
    published: str | None = None
    kind: str | None = None
    publisher: str | None = None
    territory: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Scope:
    """What a run has listed in full: a known document below one of these folders that was not seen is gone."""

    folders: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def gone(self, known: Sequence[str]) -> list[str]:
        """Those of the known uris that are below a listed folder and were not seen."""
        return [uri for uri in known if uri not in self.seen and any(uri.startswith(each) for each in self.folders)]


def read_targets(
    targets: Sequence[str], settings: Settings, groups: Sequence[str], scope: Scope
) -> Iterator[RawDocument | Failure]:
    """Every raw document the targets name, in order; ``scope`` learns what was listed and seen."""
    for target in targets:
        for item in _read_target(target, settings, groups, scope):
            scope.seen.add(item.uri)
            yield item


def file_uri(path: Path) -> str:
    """A local file's address, readable: letters keep their accents (an IRI, RFC 3987), only signs with a meaning go."""
    text = path.resolve().as_posix()
    for sign in "%?# ":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return "file://" + text


def _read_target(
    target: str, settings: Settings, groups: Sequence[str], scope: Scope
) -> Iterator[RawDocument | Failure]:
    if urlsplit(target).scheme in ("http", "https"):
        yield from _one(target, lambda: _from_url(target, settings))
        return
    path = Path(target)
    uri = file_uri(path)
    if path.is_dir():
        yield from _folder(path, scope)
    elif not path.exists():
        yield Failure(uri, "fetch", f"«{target}» non esiste: controllare il percorso")
    elif path.suffix == ".toml":
        yield from _toml(path, settings, groups, scope)
    elif path.suffix == ".jsonl":
        yield from _jsonl(path)
    else:
        yield from _one(uri, lambda: from_file(path))


def _one(uri: str, read: Callable[[], RawDocument]) -> Iterator[RawDocument | Failure]:
    try:
        yield read()
    except ReadError as error:
        yield Failure(uri, error.stage, error.reason)


def from_file(path: Path, stated: Metadata = Metadata(), source: str | None = None) -> RawDocument:
    """A local file's bytes; raises ReadError when they can't be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"file illeggibile: {error.strerror}", "fetch") from error
    return RawDocument(file_uri(path), path.name, content, now(), stated=stated, source=source or file_uri(path))


def _from_url(url: str, settings: Settings, stated: Metadata = Metadata(), source: str | None = None) -> RawDocument:
    content, media_type = fetch(url, settings)
    name = urlsplit(url).path.rsplit("/", 1)[-1] or "index.html"
    return RawDocument(
        url, name, content, now(), media_type, stated=replace(stated, url=stated.url or url), source=source or url
    )


def _folder(folder: Path, scope: Scope, stated: Metadata = Metadata()) -> Iterator[RawDocument | Failure]:
    uri = file_uri(folder)
    unreadable: list[OSError] = []
    found: list[Path] = []
    for base, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [Path(base) / each for each in sorted(files) if not each.startswith(".")]
    for error in unreadable:
        yield Failure(file_uri(Path(error.filename or folder)), "fetch", f"cartella illeggibile: {error.strerror}")
    if not unreadable:
        scope.folders.append(uri + "/")
    for path in found:
        if path.suffix == ".jsonl":
            yield from _jsonl(path)
        else:
            yield from _one(file_uri(path), partial(from_file, path, stated, uri))


def _jsonl(path: Path) -> Iterator[RawDocument | Failure]:
    source = file_uri(path)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        yield Failure(source, "fetch", f"file illeggibile: {error.strerror}")
        return
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = Extracted.model_validate(json.loads(line.decode("utf-8")))
        except (ValueError, ValidationError) as error:
            yield Failure(f"{source}#{number}", "read", f"riga {number}: {_explain(error)}")
            continue
        if not item.uri.strip() or not item.text.strip():
            yield Failure(
                item.uri.strip() or f"{source}#{number}",
                "read",
                f"riga {number}: «uri» e «text» non possono essere vuoti",
            )
            continue
        stated = Metadata(**item.model_dump(exclude={"uri", "text"}))
        if stated.url is None and urlsplit(item.uri).scheme in ("http", "https"):
            stated = replace(stated, url=item.uri)
        yield RawDocument(
            item.uri, item.title, item.text.encode("utf-8"), now(), stated=stated, source=source, text=item.text
        )


def _toml(path: Path, settings: Settings, groups: Sequence[str], scope: Scope) -> Iterator[RawDocument | Failure]:
    source = file_uri(path)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        switches = {str(k): bool(v) for k, v in data.get("groups", {}).items()} | dict.fromkeys(groups, True)
        listed = data.get("source", [])
        if not isinstance(listed, list) or not listed:
            raise ValueError("nessuna tabella [[source]]")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, AttributeError) as error:
        yield Failure(source, "read", f"elenco di fonti illeggibile: {_explain(error)}")
        return
    identities = [entry.get("uri") for entry in listed if isinstance(entry, dict)]
    for number, entry in enumerate(listed, start=1):
        try:
            item = Source.model_validate(entry)
            if (item.path is None) == (item.url is None):
                raise ValueError("serve «path» oppure «url», uno solo")
            if item.kind is not None and item.kind not in KINDS:
                raise ValueError(f"«kind» deve essere uno fra {', '.join(KINDS)}")
        except (ValueError, ValidationError) as error:
            yield Failure(f"{source}#{number}", "read", f"fonte {number}: {_explain(error)}")
            continue
        wanted = item.group in groups or (item.enabled and switches.get(item.group or "", True))
        if wanted:
            several = item.uri is not None and identities.count(item.uri) > 1
            yield from _listed(item, path.parent, source, settings, scope, several)


def _listed(
    item: Source, base: Path, source: str, settings: Settings, scope: Scope, several: bool
) -> Iterator[RawDocument | Failure]:
    stated = Metadata(
        **item.model_dump(include={"title", "publisher", "kind", "territory", "language", "published"}),
        url=item.url_official or item.url,
    )
    if item.url is not None:
        url = item.url
        read = _one(item.uri or url, lambda: _from_url(url, settings, stated, source))
    else:
        path = base / str(item.path)
        if path.is_dir():
            yield from _folder(path, scope, stated)
            return
        read = _one(item.uri or file_uri(path), lambda: from_file(path, stated, source))
    for raw in read:
        yield replace(raw, uri=item.uri or raw.uri, one_of_several=several) if isinstance(raw, RawDocument) else raw


def _explain(error: Exception) -> str:
    """An error of a list or a line, in one line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        kind = {"missing": "manca", "extra_forbidden": "chiave sconosciuta"}.get(first["type"], first["msg"])
        return f"«{name}»: {kind}"
    if isinstance(error, json.JSONDecodeError):
        return f"JSON non valido alla colonna {error.colno} ({error.msg})"
    if isinstance(error, UnicodeDecodeError):
        return "non è UTF-8"
    return str(error).splitlines()[0]
