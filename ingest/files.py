"""Local files to raw documents: a file, a folder, a ``.jsonl`` of already extracted documents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.parsed import Metadata, RawDocument
from ingest.report import Failure, Gone
from rag.errors import ReadError
from rag.explaining import explain
from rag.hosts import host_of
from rag.register import now

# A document larger than this is no document to be read by a person; its bytes and its text must fit in memory.
LARGEST_FILE: Final = 200_000_000


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
    """What a run has listed in full: a known document below one of these folders that was not seen is gone.

    ``vanished``: documents whose address answered that they are gone; one that was seen all the same is not.
    ``listed``: how many documents there are to read, as far as is known; ``endless``: of some source it can't be known.
    """

    folders: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    vanished: dict[str, Gone] = field(default_factory=dict)
    listed: int = 0
    endless: bool = False

    def expect(self, known: bool) -> None:
        """One more source to read: one document, or (not ``known``) nobody can tell how many."""
        self.listed += known
        self.endless = self.endless or not known

    def gone(self, known: Sequence[str]) -> list[str]:
        """Those of the known uris that are below a listed folder, or at a vanished address, and were not seen."""
        return [
            uri
            for uri in known
            if uri not in self.seen and (uri in self.vanished or any(uri.startswith(each) for each in self.folders))
        ]


def file_uri(path: Path) -> str:
    """A local file's address, readable: letters keep their accents (an IRI, RFC 3987), only signs with a meaning go.

    Bytes of a name that are no UTF-8 (Python holds them as U+DC80 to U+DCFF) and control signs are percent-encoded.
    A link to a file keeps its own name: it is what the folder holds, and the document goes when the link does.
    """
    return _uri(os.path.realpath(path) if path.is_dir() else _in_place(path))


def _in_place(path: Path) -> str:
    """A file's own path, through whatever links its folder is reached (``Path.resolve`` raises on a circle of them)."""
    return (Path(os.path.realpath(path.parent)) / path.name).as_posix()


def _uri(path: str) -> str:
    return "file://" + "".join(map(_readable, path))


def _readable(sign: str) -> str:
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:
        return f"%{code - 0xDC00:02X}"
    return f"%{code:02X}" if sign in "%?# " or code < 32 or code == 127 else sign


def one(uri: str, read: Callable[[], RawDocument], source: str | None = None) -> Iterator[RawDocument | Failure]:
    """What ``read`` gives, or the row for the report that says why it gives nothing."""
    try:
        yield read()
    except ReadError as error:
        yield Failure(uri, error.stage, error.reason, source or uri)


def from_file(path: Path, stated: Metadata = Metadata(), source: str | None = None) -> RawDocument:
    """A local file's bytes; raises ReadError when they can't be read, or are too many."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ReadError(f"più di {LARGEST_FILE // 1_000_000} MB: dividere il documento", "fetch")
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"file illeggibile: {error.strerror}", "fetch") from error
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return RawDocument(file_uri(path), name, content, now(), stated=stated, source=source or file_uri(path))


def folder(root: Path, scope: Scope, stated: Metadata = Metadata()) -> Iterator[RawDocument | Failure]:
    """Every file below a folder but hidden ones; ``scope`` learns that the folder was listed in full."""
    uri = file_uri(root)
    unreadable: list[OSError] = []
    found: list[Path] = []
    elsewhere: list[Path] = []
    inside = Path(os.path.realpath(root))
    for base, folders, files in os.walk(root, onerror=unreadable.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        paths = [Path(base) / each for each in sorted(files) if not each.startswith(".")]
        # What a link leads to within the folder is read under its own name.
        found += [each for each in paths if not (each.is_symlink() and _leads(each, inside) and each.is_file())]
        links = [Path(base) / each for each in folders if (Path(base) / each).is_symlink()]
        elsewhere += [each for each in links if not _leads(each, inside)]
    scope.listed += sum(each.suffix != ".jsonl" for each in found)
    for each in elsewhere:
        reason = "è un collegamento a una cartella, e non si segue: indicare quella cartella come fonte a sé"
        yield Failure(_uri(_in_place(each)), "fetch", reason, uri)
    for error in unreadable:
        yield Failure(file_uri(Path(error.filename or root)), "fetch", f"cartella illeggibile: {error.strerror}", uri)
    if not unreadable:
        scope.folders.append(uri + "/")
    # The largest first, so that no worker is left with it at the end while the others have nothing to do.
    for path in sorted(found, key=_size, reverse=True):
        if not path.is_file():
            reason = "non è un file che si possa leggere (collegamento rotto, coda, dispositivo)"
            yield Failure(file_uri(path), "fetch", reason, uri)
        elif path.suffix == ".jsonl":
            yield from jsonl(path, scope)
        else:
            yield from one(file_uri(path), partial(from_file, path, stated, uri), uri)


def _leads(link: Path, inside: Path) -> bool:
    """True when a link leads to something below this folder that is listed there too (nothing hidden is)."""
    target = Path(os.path.realpath(link))
    return inside in target.parents and not any(each.startswith(".") for each in target.relative_to(inside).parts)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def jsonl(path: Path, scope: Scope) -> Iterator[RawDocument | Failure]:
    """Every line of a .jsonl as a document."""
    source = file_uri(path)
    given: set[str] = set()
    try:
        with path.open("rb") as file:
            scope.listed += sum(bool(line.strip()) for line in file)
            file.seek(0)
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _line(line, f"riga {number}", f"{source}#{number}", source, given)
    except OSError as error:
        yield Failure(source, "fetch", f"file illeggibile: {error.strerror}", source)


def _line(line: bytes, where: str, place: str, source: str, given: set[str]) -> RawDocument | Failure:
    """One line of a .jsonl; ``given`` are the uris of those before it."""
    try:
        item = Extracted.model_validate(json.loads(line.decode("utf-8-sig")))
        (item.uri + item.title).encode("utf-8")  # half a surrogate pair can be neither stored nor shown
        content = item.text.encode("utf-8")
    except (ValueError, ValidationError, RecursionError) as error:
        return Failure(place, "read", f"{where}: {explain(error)}", source)
    if not item.uri.strip() or not item.text.strip():
        return Failure(item.uri.strip() or place, "read", f"{where}: «uri» e «text» non possono essere vuoti", source)
    if item.uri in given:
        return Failure(item.uri, "read", f"{where}: «{item.uri}» c'è già in una riga precedente", source)
    given.add(item.uri)
    stated = Metadata(**item.model_dump(exclude={"uri", "text"}))
    if stated.url is None and host_of(item.uri):
        stated = replace(stated, url=item.uri)
    return RawDocument(item.uri, item.title, content, now(), stated=stated, source=source, text=item.text)
