"""All that the library knows of one document, as one value: for ``regesto documents`` and its ``--json``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from rag.errors import RegestoError
from rag.library import Library
from rag.types import Change, DocumentRecord, Filters
from ui.strings import Strings

# What the pipeline keeps for itself among the extras.
_PRIVATE: Final = ("read_as",)
# Most characters of a changed passage that are shown; all of them are in ``--json``.
EXCERPT: Final = 300


def found_document(library: Library, wanted: str, strings: Strings) -> str:
    """The uri of the document that a person names: its uri, its address, its file, or the only one whose uri ends so.

    Raises RegestoError when there is none, or more than one.
    """
    if library.record(wanted):
        return wanted
    records = library.records(Filters(superseded=True))
    found = {record.uri for record in records if record.url == wanted}
    if not found:
        from ingest.files import file_uri

        ending = wanted.rstrip("/")
        here = file_uri(Path(wanted)) if "\0" not in wanted and len(wanted) < 1000 else ""
        found = {record.uri for record in records if record.uri == here} or {
            record.uri for record in records if ending and record.uri.rstrip("/").endswith(ending)
        }
    if not found:
        raise RegestoError(strings.no_document.format(name=wanted))
    if len(found) > 1:
        raise RegestoError(
            strings.many_documents.format(name=wanted, number=len(found), some=", ".join(sorted(found)[:3]))
        )
    return found.pop()


def summary(record: DocumentRecord) -> dict[str, Any]:
    """A record as JSON, what is kept in ``extra`` beside the rest; empty values left out."""
    values = asdict(record)
    extra = {name: value for name, value in values.pop("extra").items() if name not in _PRIVATE}
    return {name: value for name, value in (values | extra).items() if value not in (None, "", [], {})}


def dossier(library: Library, uri: str) -> dict[str, Any]:
    """A document, its editions (oldest first, each with what it changed), what it names and who else carries it."""
    editions = []
    for record in library.editions(uri):
        changes = [_change(library, record, change) for change in library.changes(uri, record.edition)]
        editions.append({**summary(record), "changes": changes})
    mentions: dict[str, dict[str, Any]] = {}
    for mention in library.mentions(uri):
        known = mentions.setdefault(
            f"{mention.kind} {mention.name}", {"kind": mention.kind, "name": mention.name, "role": None, "places": []}
        )
        known["role"] = known["role"] or mention.role
        known["places"].append([mention.start, mention.end])
    current = library.record(uri)
    assert current is not None
    return {
        "document": summary(current),
        "editions": editions,
        "mentions": list(mentions.values()),
        "copies": library.copies(uri),
    }


def _change(library: Library, record: DocumentRecord, change: Change) -> dict[str, Any]:
    old = change.old and library.slice(record.uri, record.edition - 1, *change.old)
    new = change.new and library.slice(record.uri, record.edition, *change.new)
    return {"kind": change.kind, "old": old, "new": new}
