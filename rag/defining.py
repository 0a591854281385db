"""What an acronym stands for, in the words of a document that defines it: the start of a definition asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.acronym_table import key
from rag.analysis import fold, stop_words
from rag.definitions import Defined
from rag.evidence import Scored
from rag.question import Asked
from rag.search import Search
from rag.sentences import shown_words
from rag.types import Hit
from rag.units import units_of
from rag.writer import Span, Statement

_WORD: Final = re.compile(r"[^\W\d_][\w.&-]{1,11}")
_CLOSED: Final = re.compile(r"[*_»”\"]{0,3}\)")
# A sentence that is longer is not shown whole: the words that define are.
_LONG: Final = 45
# So many definitions are compared, those of the documents that were found first.
_LOOKED_AT: Final = 30


def defining(asked: Asked, search: Search, ranked: Sequence[Scored]) -> Statement | None:
    """The sentence that says what the acronym of a definition question stands for; None where none is asked for.

    Of several definitions: of the meaning that most releases give, the clearest of those in the documents that were
    found, else in the first ones.
    """
    if asked.asks != "definition":
        return None
    wanted = {key(word) for word in _WORD.findall(asked.text) if fold(word) not in stop_words(asked.language)}
    known = {name: search.finder.acronyms.expansions(name) for name in wanted}
    told = [each for each in search.library.acronyms() if known.get(key(each.definition.acronym))]
    usual = {name: spelled[0][0] for name, spelled in known.items() if spelled}
    near = {each.unit.hit.record.uri: each.unit.hit.rank for each in reversed(ranked)}

    def worth(each: Defined) -> tuple[bool, int, str, int]:
        meant = usual[key(each.definition.acronym)]
        other = fold(each.definition.expansion) != fold(meant)
        return other, near.get(each.document, 1000), each.document, each.definition.start

    ranked_so = sorted(told, key=worth)
    alike = [each for each in ranked_so if worth(each)[0] == worth(ranked_so[0])[0]]
    found = [(each, made) for each in alike[:_LOOKED_AT] if (made := _statement(each, search))]
    clearest = max(found, key=_clearness, default=None)
    if clearest is None or (ranked and ranked[0].parts["fit"] == 1.0 and not _clearness(clearest)[0]):
        return None  # the best sentence is a definition already ("Cau significa …")
    return clearest[1]


def _clearness(pair: tuple[Defined, Statement]) -> tuple[bool, bool]:
    """An entry ("FRNA: Fondo regionale …") before a sentence that has the words in passing; last what leads on."""
    text = pair[1].text
    acronym = re.escape(pair[0].definition.acronym)
    return bool(re.match(rf"\W{{0,3}}{acronym}\W{{0,3}}[:=–—]", text, re.IGNORECASE)), not text.endswith(":")


def _statement(each: Defined, search: Search) -> Statement | None:
    """The unit that holds a definition, or the words that define where it is long."""
    start, end = each.definition.start, each.definition.end
    passage = search.library.passage_at(each.document, each.edition, start)
    record = search.library.record(each.document, each.edition)
    if passage is None or record is None or end > passage.end:
        return None
    hit = Hit(passage, record, 1.0, 1)
    unit = next((unit for unit in units_of(hit) if unit.start <= start and end <= unit.end), None)
    if unit is not None and len(unit.text.split()) <= _LONG:
        start, end = unit.start, unit.end
    else:  # "(AGID)", "(**AGID**)": the bracket closes a sign or two after the acronym
        end += len(closed.group()) if (closed := _CLOSED.match(passage.text, end - passage.start)) else 0
    text = shown_words(passage.text[start - passage.start : end - passage.start])
    return Statement(text, (Span(hit, passage, start, end),))


def with_first(spelled: Statement, statements: Sequence[Statement]) -> list[Statement]:
    """The definition first, then at most two statements that are not it."""
    span = spelled.spans[0]
    others = [each for each in statements if not any(_touch(span, other) for other in each.spans)]
    return [spelled, *others[:2]]


def _touch(one: Span, other: Span) -> bool:
    same = one.passage.document == other.passage.document and one.passage.edition == other.passage.edition
    return same and one.start < other.end and other.start < one.end
