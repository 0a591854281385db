"""What has become of an answer's citations since it was given: editions superseded, documents withdrawn, words gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.citations import locate, stands
from rag.types import Citation

if TYPE_CHECKING:
    from rag.library import Library

State = Literal["gone", "withdrawn", "lost", "kept", "dropped"]


@dataclass(frozen=True, slots=True)
class Since:
    """What is different for one citation; ``edition`` is the newer one where there is one ("kept", "dropped")."""

    citation: Citation
    state: State
    edition: int | None = None
    # where the same words stand in the newer edition
    span: tuple[int, int] | None = None


def changed_since(citations: Sequence[Citation], library: Library) -> list[Since]:
    """The citations for which something is different today, in the order of their numbers."""
    found = [_since(each, library) for each in sorted(citations, key=lambda each: each.number)]
    return [each for each in found if each is not None]


def _since(citation: Citation, library: Library) -> Since | None:
    record = library.record(citation.document, citation.edition)
    if record is None:
        return Since(citation, "gone")
    stored = library.slice(citation.document, citation.edition, citation.start, citation.end)
    if stored is None or not stands(stored, citation.quote, 0, len(stored)):
        return Since(citation, "lost")
    if record.withdrawn:
        return Since(citation, "withdrawn")
    newest = library.record(citation.document)
    if not record.superseded or newest is None or newest.edition == citation.edition or citation.superseded:
        return None
    span = locate(library.text(citation.document) or "", citation.quote)
    return Since(citation, "kept" if span else "dropped", newest.edition, span)
