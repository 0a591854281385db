"""What a question's preferences add to a document, beside how well its passages answer."""

from __future__ import annotations

from typing import Final

from rag.analysis import terms
from rag.rows import passes
from rag.stated import Stated
from rag.tuned import Tuned
from rag.types import DocumentRecord, Filters

_LIKED: Final = ("kind", "publisher", "territory", "language", "date_from", "date_to")
# Characters before and after "il vecchio …" in which the document is named that is meant.
_BEFORE: Final = 15
_AFTER: Final = 40


def liking(query: str, record: DocumentRecord, said: Stated, tuned: Tuned) -> float:
    """What the preferences that a query states add to a document's passages, in log odds; an old edition's lose."""
    liked = 0.0
    for name in _LIKED:
        wanted = getattr(said.likes, name)
        if wanted and passes(record, Filters(**{name: wanted})):
            liked += tuned.liked
    if _period(record) in said.periods:
        liked += tuned.liked
    if record.superseded:
        liked += tuned.superseded if said.likes.superseded and _named(query, record, said) else -tuned.superseded
    return liked


def _period(record: DocumentRecord) -> tuple[str, ...]:
    return tuple(record.extra.get("period") or ())


def _named(query: str, record: DocumentRecord, said: Stated) -> bool:
    """True when a query that names an old edition may mean this document's: by its period, or a word of its title."""
    if said.periods:
        return _period(record) in said.periods or not _period(record)
    language = record.language or "it"
    title = {term for term in terms(record.title, language) if not term.isdigit()}
    beside = {
        term
        for each in said.said
        if each.values.superseded
        for term in terms(query[max(0, each.start - _BEFORE) : each.end + _AFTER], language)
    }
    return not title or bool(title & beside)
