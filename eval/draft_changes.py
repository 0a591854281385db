"""Questions about what changed: between two editions of a document, between plans of one family and two periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from eval.draft_spots import Spot, made
from eval.own_questions import Own
from rag.across.compare import Figure, compare_scopes
from rag.across.figures import figures_changed
from rag.across.plans import Plan, families, plans
from rag.across.scope import Scope
from rag.errors import UsageError
from rag.types import DocumentRecord

if TYPE_CHECKING:
    from rag.library import Library
    from rag.settings import Settings

_CHANGED: Final = {
    "it": "Che cosa cambia nell'ultima edizione di «{title}» rispetto a quella precedente?",
    "fr": "Qu'est-ce qui change dans la dernière édition de « {title} » par rapport à la précédente ?",
    "en": "What changes in the latest edition of “{title}” compared with the one before?",
}
_BETWEEN: Final = {
    "it": "Che cosa cambia fra «{old}» e «{new}» per «{what}»?",
    "fr": "Qu'est-ce qui change entre « {old} » et « {new} » pour « {what} » ?",
    "en": "What changes between “{old}” and “{new}” for “{what}”?",
}
_LONGEST: Final = 90
# Families of plans that are compared (1.5 s for two plans of 57 documents), and documents of a plan at most.
_FAMILIES: Final = 2
_FILES: Final = 80
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# A heading with its code before it: "RA3.1.2 - Ampliamento del numero…".
_CODE: Final = re.compile(r"^\s*(?:[A-Z]{1,4}[\d.]+|[\d.]+)\s*[-–:.]?\s+")


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


def about_plans(library: Library, settings: Settings, records: Mapping[str, DocumentRecord]) -> Iterator[Own]:
    """Which figures differ between the last two plans of a family, one for each section of ``records`` (by address)."""
    known = [of[-2:] for of in families(plans(records.values())) if len(of[-1].documents) <= _FILES]
    for old, new in known[:_FAMILIES]:
        try:
            figures = compare_scopes(library, _scope(old, records), _scope(new, records), settings).figures
        except UsageError:  # nothing to compare: both are of the same documents
            continue
        asked: set[str] = set()
        for each in figures:
            draft = _between(library, old, new, each)
            if draft is not None and draft.question not in asked:
                asked.add(draft.question)
                yield draft


def _scope(plan: Plan, records: Mapping[str, DocumentRecord]) -> Scope:
    return Scope(plan.name, tuple(records[uri] for uri in sorted(plan.documents)))


def _between(library: Library, old: Plan, new: Plan, figure: Figure) -> Own | None:
    """What a figure of a section was and is; None where the section has no name that can be asked for."""
    there, here = figure.old_citation, figure.new_citation
    what = _CODE.sub("", here.heading or "")
    record, passage = library.record(here.document), library.passage_at(here.document, here.edition, here.start)
    if (
        figure.kind != "figure"
        or _YEAR.fullmatch(figure.old)
        or _YEAR.fullmatch(figure.new)
        or not 4 <= len(what.split()) <= 25
        or record is None
        or passage is None
    ):
        return None
    if here.end > passage.end or passage.language not in _BETWEEN:
        return None
    asked = _BETWEEN[passage.language].format(old=old.name, new=new.name, what=what)
    spot, facts = Spot(record, passage, here.start, here.end), [[figure.new], [figure.old]]
    return made(spot, "plans", "comparison", asked, facts, persona="official", source2=there.document)
