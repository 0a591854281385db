"""Small things that words round a figure, a date or a name say: by whom, of each, how exactly. Pure."""

from __future__ import annotations

import re
from typing import Final

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


def as_exact(claim: Value, said: Value) -> bool:
    """Whether a date says all that a claim's says: its year, month and day."""
    if claim.kind != "date":
        return True
    if said.kind != "date":
        return claim.day[1] is None
    return all(said.day[at] for at in (1, 2) if claim.day[at])
