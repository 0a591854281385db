"""The sources that the office keeps: a small ``sources.toml`` each in ``sources/`` of the library's folder.

One file a source, so that each can be read by itself and has a line of its own in ``regesto status``; all of them:
``regesto ingest var/sources/*.toml``. An uploaded file lies in a folder of its own (``uploads/<id>/``), which is
the source: when the file is taken away, the next run finds the folder empty and withdraws the document.
"""

from __future__ import annotations

import json
import re
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

from ingest.addresses import normalised
from ingest.files import file_uri
from ingest.guard import is_public, resolve
from ingest.source_list import Source, errand_for
from rag.errors import ReadError, UsageError
from rag.register import now
from rag.settings import Settings
from rag.types import KINDS
from ui.accounts import written
from ui.locales.office_strings import OfficeStrings

_ID: Final = re.compile(r"[0-9a-f]{12}")
_LONGEST: Final = 200
_LONGEST_ADDRESS: Final = 2000
_PAGES: Final = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """A source of the office: an address (``url``, ``crawl``) or an uploaded file (``name``); ``gone``: taken away."""

    id: str
    who: str
    at: str
    url: str = ""
    crawl: str = "page"
    name: str = ""
    publisher: str = ""
    kind: str = ""
    gone: bool = False

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.name or self.url


class SourceLists:
    """Keeps the office's sources in a library's folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.folder = settings.home.resolve() / "sources"
        self.uploads = settings.home.resolve() / "uploads"

    def path(self, id: str) -> Path:  # noqa: A002
        """The list of a source."""
        return self.folder / f"{id}.toml"

    def all(self) -> list[Kept]:
        """The sources, newest first; lists that somebody spoilt by hand are left out."""
        found = [kept for path in self.folder.glob("*.toml") if (kept := _read(path)) is not None]
        return sorted(found, key=lambda each: (each.at, each.id), reverse=True)

    def get(self, id: str) -> Kept | None:  # noqa: A002
        """A source by its id, which may be anything; None where there is none."""
        return _read(self.path(id)) if _ID.fullmatch(id) else None

    def targets(self) -> list[str]:
        """What a run reads to read everything."""
        return [str(self.path(kept.id)) for kept in self.all()]

    def source_name(self, kept: Kept) -> str:
        """The name under which the library knows it (``Library.sources``)."""
        if kept.name:
            return file_uri(self.uploads / kept.id)
        return file_uri(self.path(kept.id)) if kept.crawl == "page" else normalised(kept.url) or kept.url

    def add_address(self, form: Mapping[str, str], who: str, said: OfficeStrings) -> Kept:
        """Keep an address, after a look whether it may be read. Raises UsageError in the reader's language."""
        address = form.get("url", "").strip()
        stated = stated_in(form, said)
        found = normalised(address) if len(address) <= _LONGEST_ADDRESS else None
        crawl = form.get("crawl", "page")
        if found is None or crawl not in said.crawls or "@" in urlsplit(found).netloc:
            raise UsageError(said.bad_address.format(value=address[:80]))
        entry: dict[str, Any] = {"url": found, "crawl": crawl, **stated}
        if crawl != "page" and form.get("pages", "").isdecimal():
            entry["max_pages"] = min(max(int(form["pages"][:6]), 1), _PAGES)
        if any(kept.crawl == crawl and normalised(kept.url) == found for kept in self.all()):
            raise UsageError(said.known_already)
        self._may_be_read(found, said)
        try:
            errand_for(Source.model_validate(entry), "")
        except ValueError as error:
            raise UsageError(said.bad_address.format(value=address[:80])) from error
        return self._write(secrets.token_hex(6), who, entry)

    def _may_be_read(self, address: str, said: OfficeStrings) -> None:
        """Say now what the run would say later; its own guard looks again when it connects."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        try:
            addresses = [host] if _is_literal(host) else []
            if not addresses and not self._settings.offline:
                addresses = resolve(host, parts.port or 443, internal=True, seconds=8)
        except (ReadError, httpcore.ConnectTimeout) as error:
            raise UsageError(said.unknown_host.format(host=host)) from error
        if host == "localhost" or host.endswith(".localhost") or not all(map(is_public, addresses)):
            raise UsageError(said.private_address.format(host=host))

    def named(self, name: str) -> Kept | None:
        """The uploaded file of that name."""
        return next((kept for kept in self.all() if kept.name.casefold() == name.casefold() and not kept.gone), None)

    def add_file(self, name: str, stated: Mapping[str, str], who: str) -> tuple[Kept, Path]:
        """Keep an uploaded file: its source, and the path where it is to be put."""
        known = self.named(name)
        id_ = known.id if known else secrets.token_hex(6)
        folder = self.uploads / id_
        folder.mkdir(parents=True, exist_ok=True)
        kept = self._write(id_, who, {"path": f"../uploads/{id_}", **stated}, name=known.name if known else name)
        return kept, folder / kept.name

    def remove(self, kept: Kept) -> None:
        """Forget an address; of an uploaded file take the file away (the next run withdraws its document)."""
        if not kept.name:
            self.path(kept.id).unlink(missing_ok=True)
            return
        for path in (self.uploads / kept.id).iterdir():
            path.unlink()
        self._write(kept.id, kept.who, {"path": f"../uploads/{kept.id}"}, name=kept.name, gone=True)

    def _write(self, id_: str, who: str, entry: Mapping[str, Any], **more: Any) -> Kept:
        office = {"who": who, "at": now(), **more}
        lines = ["# Scritto dalla pagina dell'ufficio.", "[office]", *_pairs(office), "", "[[source]]", *_pairs(entry)]
        written(self.path(id_), "\n".join(lines) + "\n")
        kept = _read(self.path(id_))
        assert kept is not None
        return kept


def stated_in(form: Mapping[str, str], said: OfficeStrings) -> dict[str, str]:
    """What a form states of the documents. Raises UsageError for an unknown kind, or words too long."""
    stated = {}
    for name, label in (("publisher", said.publisher), ("territory", said.territory), ("kind", said.kind)):
        value = " ".join(form.get(name, "").split())
        if len(value) > _LONGEST:
            raise UsageError(said.too_long.format(label=label, most=_LONGEST))
        if value:
            stated[name] = value
    if stated.get("kind", KINDS[0]) not in KINDS:
        raise UsageError(said.bad_kind.format(value=stated["kind"][:40]))
    return stated


def _is_literal(host: str) -> bool:
    try:
        is_public(host)
    except ValueError:
        return False
    return True


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    """Lines of TOML: JSON's strings are TOML's, but for the sign DEL."""
    for name, value in values.items():
        yield f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")


def _read(path: Path) -> Kept | None:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        office, source = found["office"], found["source"][0]
        return Kept(
            path.stem, office["who"], office["at"], source.get("url", ""), source.get("crawl", "page"),
            office.get("name", ""), source.get("publisher", ""), source.get("kind", ""), bool(office.get("gone")),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
