"""What the office may have read: its own sources, and those of the library that can be found again by their name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rag.settings import Settings
from ui.labels import file_name
from ui.office_sources import SourceLists
from ui.office_sources_view import Row, rows_of
from ui.shell import Seen


def known_sources(settings: Settings) -> dict[str, Mapping[str, Any]]:
    """What the library says of each source, by name. Raises LibraryError."""
    from rag.library import Library

    with Library.open(settings) as library:
        return {each["source"]: each for each in library.sources()}


def rows(lists: SourceLists, known: Mapping[str, Mapping[str, Any]], seen: Seen) -> tuple[list[Row], list[Row]]:
    """The office's sources and the library's other ones, as the page shows them."""
    kept = [(each, lists.source_name(each)) for each in lists.all()]
    names = {name for _, name in kept}
    others = [
        Row(local_path(name) or name, "", each, f"source:{name}" if local_path(name) else "")
        for name, each in sorted(known.items())
        if name not in names
    ]
    return rows_of([pair for pair in kept if not pair[0].gone], known, seen), others


def local_path(source: str) -> str | None:
    """The file, folder or list that a source is; None where it is an address, or is not there any more."""
    path = unquote(source.removeprefix("file://")) if source.startswith("file:///") else ""
    return path if path and Path(path).exists() else None


def targets_of(chosen: str, lists: SourceLists, known: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What to read for a button's value: everything of the office, one of its sources, another of the library's.

    [] for one that is not (or no longer) there: a value that names anything else reads nothing.
    """
    sort, _, name = chosen.partition(":")
    if sort == "all":
        ours = lists.targets()
        own = {lists.source_name(each) for each in lists.all()}
        return ours + [path for source in sorted(known) if source not in own and (path := local_path(source))]
    if sort == "kept":
        kept = lists.get(name)
        return [str(lists.path(kept.id))] if kept else []
    path = local_path(name) if sort == "source" and name in known else None
    return [path] if path else []


def names_of(targets: Sequence[str], lists: SourceLists) -> list[str]:
    """What a run reads, as a person calls it."""
    found = []
    for target in targets:
        path = Path(target)
        kept = lists.get(path.stem) if path.parent == lists.folder else None
        found.append(kept.label if kept else file_name(target))
    return found
