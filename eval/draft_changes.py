"""Questions about what changed: between two editions of a document, between plans of one family and two periods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from eval.draft_spots import Spot, made
from eval.own_questions import Own
from rag.across.figures import figures_changed
from rag.types import DocumentRecord

if TYPE_CHECKING:
    from rag.library import Library

_CHANGED: Final = {
    "it": "Che cosa cambia nell'ultima edizione di «{title}» rispetto a quella precedente?",
    "fr": "Qu'est-ce qui change dans la dernière édition de « {title} » par rapport à la précédente ?",
    "en": "What changes in the latest edition of “{title}” compared with the one before?",
}
_LONGEST: Final = 90


def about_changes(library: Library, record: DocumentRecord) -> Iterator[Own]:
    """What the current edition of a document changed, where a figure or a date did: the first of them."""
    if record.edition < 2 or len(record.title) > _LONGEST:
        return
    before = max((each.edition for each in library.editions(record.uri) if each.edition < record.edition), default=None)
    for change in library.changes(record.uri, record.edition) if before else ():
        if change.kind != "altered" or change.old is None or change.new is None:
            continue
        old = library.slice(record.uri, before or 0, *change.old) or ""
        passage = library.passage_at(record.uri, record.edition, change.new[0])
        if passage is None or passage.clutter or change.new[1] > passage.end:
            continue
        spot = Spot(record, passage, *change.new)
        figures = figures_changed(old, spot.quote)
        if figures and spot.language in _CHANGED:
            asked = _CHANGED[spot.language].format(title=record.title)
            yield made(spot, "change", "change", asked, [[figures[0].new]], persona="official")
            return
