"""What the two sides of a comparison are: as addresses name them, as people do, and which are worth comparing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rag.across.plans import Plan, plans
from rag.across.scope import Scope, scope
from rag.types import DocumentRecord
from ui.documents_catalogue import Catalogue

if TYPE_CHECKING:
    from rag.library import Library

_NAMED: Final = re.compile(r"([0-9a-f]{12})(?:@(\d{1,6}))?")
_PLAN: Final = re.compile(r"plan-([0-9a-f]{12})")
# Pairs offered of each sort.
_OFFERED: Final = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts worth comparing: how addresses name them, what to call them; ``editions`` of one document, or plans."""

    old: str
    new: str
    name: str
    names: tuple[str, str]
    editions: bool


def side(library: Library, catalogue: Catalogue, wanted: str, language: str) -> Scope:
    """The editions that one side of the address means. Raises UsageError in one line for none or several."""
    if match := _NAMED.fullmatch(wanted.strip()):
        held = catalogue.by_name.get(match[1])
        record = library.record(held.record.uri, int(match[2]) if match[2] else held.record.edition) if held else None
        if record is not None:
            return Scope(record.title, (record,))
    if match := _PLAN.fullmatch(wanted.strip()):
        for plan in plans(_current(catalogue)):
            if _name(plan) == match[0]:
                return Scope(plan.name, tuple(each for each in _current(catalogue) if each.uri in plan.documents))
    return scope(library, wanted, language)


def pairs(library: Library, catalogue: Catalogue) -> list[Pair]:
    """The newest two editions of each document that has several, then plans of one family that follow each other."""
    found = []
    several = sorted((e for e in catalogue.held if e.editions > 1), key=lambda e: e.record.retrieved_at, reverse=True)
    for held in several[:_OFFERED]:
        old, new = library.editions(held.record.uri)[-2:]
        ends = f"{held.name}@{old.edition}", f"{held.name}@{new.edition}"
        names = old.published or old.retrieved_at[:10], new.published or new.retrieved_at[:10]
        found.append(Pair(*ends, held.title, names, editions=True))
    families: dict[str, list[Plan]] = defaultdict(list)
    for plan in plans(_current(catalogue)):
        families[plan.family].append(plan)
    for of in families.values():
        of.sort(key=lambda each: each.years)
        for before, after in pairwise(of):
            if before.years != after.years:
                years = "–".join(before.years), "–".join(after.years)
                found.append(Pair(_name(before), _name(after), after.name, years, editions=False))
    return found[: 2 * _OFFERED]


def _current(catalogue: Catalogue) -> Iterable[DocumentRecord]:
    return [each.record for each in catalogue.held if not each.record.withdrawn]


def _name(plan: Plan) -> str:
    key = "|".join((plan.family, *plan.years))
    return f"plan-{sha256(key.encode()).hexdigest()[:12]}"
