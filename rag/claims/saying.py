"""Small things that words round a figure, a date or a name say: by whom, of each, how exactly. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.analysis import fold
from rag.claims.values import Value

# After a figure that is one of several: "20 beds each".
EACH: Final = re.compile(r"^.{0,25}?\b(?:each|ciascun\w*|cadaun\w*|l'un[oa]|chacune?|a testa|per ciascun\w*)\b")
# What a second figure begins with where it is another thing's: "e quelli in codice verde del 10%".
OTHERS: Final = re.compile(r"\b(?:quell[oaie]|ceux|celles?|celui|those|that of)\b")
# Before the one by whom something is done.
BY: Final = re.compile(
    r"(?P<verb>[^\W\d_]{4,}) (?:da|dal|dallo|dalla|dai|dagli|dalle|dall'|par|by)(?: ?(?:il|lo|la|le|l'|the|un|"
    r"una|dott\.?|dottor|dottoressa|dott\.ssa|prof\.?|ing\.|assessor\w+|president\w+|sindac\w+)){0,2} ?$"
)
# An act that is quoted by its number or its day: "legge regionale n. 5 del 30 maggio 2024".
_ACT: Final = re.compile(
    r"\b(?:legg[ei]|l\.? ?r\.?|lr|decret\w+|d\.? ?lgs\.?|d\.? ?l\.|dpcm|dm|deliber\w+|dgr|intesa|direttiv\w+|"
    r"regolament\w+|ordinanz\w+|circolar\w+|law|act|decree|resolution|directive|loi|directive|deliberation)\b"
)
# Characters into a sentence where an act still opens it: "Con la legge regionale …".
_OPENS: Final = 12
_ACT_BEFORE: Final = re.compile(_ACT.pattern + r"[^,;:]{0,40}$")
# What stands before an act by which the sentence tells that something was done: its day is the day of that.
_DONE_BY: Final = re.compile(
    r"\b(?:approv|adott|istitui|varat|deliberat|ratific|recepi|prorog|approuv|adopt|institu|approved|established)\w*"
    r" (?:con|da|dal|dalla|dall'|tramite|mediante|par|by|with|through|under)(?: (?:la|il|lo|l'|una|un|le|the|a))? ?$"
)
# "19 dei 20 programmi": not all of them.
_SOME: Final = re.compile(
    r"(?<![\w.,])(?P<part>\d+) (?:su|sui|sur|dei|degli|delle|of the|out of)(?: the)? (?P<whole>\d+)(?![\w.,]*\d)"
)


def some_of(text: str) -> list[tuple[int, int]]:
    """Where a text tells that some of a whole are meant, not all: "19 dei 20"."""
    return [found.span() for found in _SOME.finditer(fold(text)) if int(found["part"]) < int(found["whole"])]


def of_an_act(date: Value, text: str) -> bool:
    """Whether a date is that of an act which is quoted.

    Not one that does what the sentence tells: it opens it, or "approvato con" stands before it.
    """
    folded = fold(text)[: date.start]
    act = _ACT_BEFORE.search(folded)
    return act is not None and act.start() > _OPENS and not _DONE_BY.search(folded[: act.start()])


def only_of_acts(dates: Sequence[Value], text: str, claim: str) -> bool:
    """Whether the only dates of a text are those of acts, of which a claim says nothing: no days of what it tells."""
    return bool(dates) and not _ACT.search(fold(claim)) and all(of_an_act(each, text) for each in dates)


def as_exact(claim: Value, said: Value) -> bool:
    """Whether a date says all that a claim's says: its year, month and day."""
    if claim.kind != "date":
        return True
    if said.kind != "date":
        return claim.day[1] is None
    return all(said.day[at] for at in (1, 2) if claim.day[at])
