"""One document as its page shows it: outline, how it begins, what each edition changed, what it names, its copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.types import Change, DocumentRecord, Mention, MentionKind, Passage
from ui.labels import begun

if TYPE_CHECKING:
    from rag.library import Library

# Characters shown of how a text begins, and changes of an edition that are shown on the document's own page.
_BEGINS: Final = 900
_CHANGES: Final = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline and its place in the stored text; ``level`` from 1, ``page`` of a PDF if it has any."""

    level: int
    text: str
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """An act, a person or a body with all its places; ``role`` as the text says it."""

    kind: MentionKind
    name: str
    role: str | None
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage that an edition changed: both texts and where they stand, None where there is none."""

    change: Change
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is shown of a document; ``record`` is the edition that is looked at.

    ``counts`` of changes by kind are those of each edition number in the one before; ``changed`` the first of this one.
    """

    record: DocumentRecord
    editions: tuple[DocumentRecord, ...]
    outline: tuple[Heading, ...]
    begins: str
    characters: int
    named: tuple[Named, ...]
    counts: dict[int, Counter[str]]
    changed: tuple[Changed, ...]
    copies: tuple[DocumentRecord, ...]

    @property
    def newest(self) -> DocumentRecord:
        """The current edition, or the last one."""
        return next((each for each in self.editions if not each.superseded), self.editions[-1])


def sheet_of(library: Library, uri: str, edition: int | None = None) -> Sheet | None:
    """A document's page, at an edition (the newest unless told); None where it has no such one."""
    editions = tuple(library.editions(uri))
    current = next((each for each in editions if not each.superseded), editions[-1] if editions else None)
    record = next((each for each in editions if each.edition == edition), None) if edition is not None else current
    if record is None:
        return None
    text = library.text(uri, record.edition) or ""
    changes = {each.edition: library.changes(uri, each.edition) for each in editions}
    copies = [found for each in library.copies(uri) if (found := library.record(each))]
    return Sheet(
        record,
        editions,
        tuple(_outline(library.passages_of(uri, record.edition))),
        begun(text, _BEGINS),
        len(text),
        tuple(_named(library.mentions(uri, record.edition))),
        {number: Counter(change.kind for change in of) for number, of in changes.items()},
        tuple(_changed(library, record, changes[record.edition][:_CHANGES])),
        tuple(copies),
    )


def _outline(passages: Iterable[Passage]) -> Iterable[Heading]:
    done = 0
    for passage in passages:
        for block in passage.blocks:
            if block.kind != "heading" or passage.clutter or block.start < done:
                continue
            done = block.end
            words = " ".join(passage.text[block.start - passage.start : block.end - passage.start].split())
            if words:
                yield Heading(block.level, words, block.start, block.end, passage.mark_at(block.start).page)


def _named(mentions: Iterable[Mention]) -> Iterable[Named]:
    found: dict[tuple[MentionKind, str], list[Mention]] = {}
    for mention in mentions:
        found.setdefault((mention.kind, mention.name), []).append(mention)
    for (kind, name), of in sorted(found.items(), key=lambda each: (-len(each[1]), each[0][1])):
        role = next((each.role for each in of if each.role), None)
        yield Named(kind, name, " ".join(role.split()) if role else None, tuple((each.start, each.end) for each in of))


def _changed(library: Library, record: DocumentRecord, changes: Sequence[Change]) -> Iterable[Changed]:
    for change in changes:
        old = change.old and library.slice(record.uri, record.edition - 1, *change.old)
        new = change.new and library.slice(record.uri, record.edition, *change.new)
        yield Changed(change, old or None, new or None)
