"""Questions whether something is true: a sentence of a document, as it is or with one figure or date altered."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

from eval.claim_making import altered
from eval.draft_rules import piece
from eval.draft_sentences import is_specific
from eval.draft_spots import Spot, made, stands_alone
from eval.own_questions import Own
from rag.claims.parts import names_of
from rag.claims.values import Value, values_in

_IS_IT: Final = {"it": "È vero che {said}?", "fr": "Est-il vrai que {said} ?", "en": "Is it true that {said}?"}
_LONGEST: Final = 24
# What a sentence begins with that speaks of something known: "un tavolo" would be any.
_SMALL: Final = {
    "it": frozenset(("il", "lo", "la", "l", "i", "gli", "le", "in")),
    "fr": frozenset(("le", "la", "les", "l", "en")),
    "en": frozenset(("the", "in")),
}
# What an altered sentence must not hold: "5 milione", "de août".
_BROKEN: Final = re.compile(r"milione\b|miliardo\b|\bde (?:août|avril|octobre)|\bl['’]1\b")


def about_claims(spot: Spot, block_kind: str, chance: random.Random) -> Iterator[Own]:
    """Whether a sentence holds: once as it stands, once with another figure or date, with what is true as the fact."""
    text = spot.shown
    if block_kind != "paragraph" or spot.language not in _IS_IT or not stands_alone(text):
        return
    first = text.replace("’", "'").split("'")[0].split()[0].lower()
    if len(text.split()) > _LONGEST or first not in _SMALL[spot.language] or not is_specific(text):
        return
    verb = piece("VERBS").search(text)
    if verb is None or not any(start < verb.start() for start, _ in names_of(text)):  # of what is it said?
        return
    values = [each for each in values_in(text, spot.language) if each.kind in ("number", "percent", "money", "date")]
    if len(values) != 1:
        return
    value = values[0]
    yield _draft(spot, text, value, "supported")
    for how, false in altered(text, spot.language, chance):
        if how in ("figure", "date") and not _BROKEN.search(false):
            yield _draft(spot, false, value, "contradicted")
            break


def _draft(spot: Spot, text: str, value: Value, verdict: str) -> Own:
    said = text[0].lower() + text[1:].rstrip(".")
    asked = _IS_IT[spot.language].format(said=said)
    return made(
        spot, f"claim:{verdict}", "claim_check", asked, [[value.written]], persona="journalist", verdict=verdict
    )
