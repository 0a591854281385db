"""What a sentence must itself say before it bears a claim out: every word that matters, "only", "all", "more". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from rag.analysis import fold
from rag.claims.lexicon import is_light, universals_in
from rag.claims.naming import Found
from rag.word_vectors import Vectors

# A word stands where it, a translation or a near relative does.
_MET: Final = 0.45
# Letters that words of one family share ("chiesto", "richiesta"; "coordinano", "coordinamento").
_FAMILY: Final = 6
# What a claim cannot do without, in the sentence itself: the body by which a thing is done; "less" and "more".
_BY: Final = re.compile(
    r"\b(?:da|dal|dallo|dalla|dai|dagli|dalle|dall'|par|by) ?(?:la |le |les |l'|the )?(?P<what>giunta|assemblea|"
    r"consigl\w+|govern\w+|parlament\w+|minister\w+|senat\w+|camera|commission\w+|conferenza|comun[ei]|"
    r"region[ei]|prefett\w+|"
    r"provinc\w+|tar|council|assembly|conseil|gouvernement|parlement|assemblee)\b"
)
_THAN: Final = re.compile(
    r"\b(?:piu|plus|more)\b(?= (?!di |d'|de |than |que |qu'|che )[\w' -]{2,60}? (?:di|del\w*|che|than|que)\b)|"
    r"\b(?:di piu|davantage|better|meglio|mieux|higher|larger|greater|bigger|maggior\w*|superior\w*) "
    r"(?:di|del\w*|dell'|che|de|que|than|rispetto|to) ?(?!\d)"
)
_LESS_THAN: Final = re.compile(
    r"\b(?:meno|moins|fewer|less)\b (?!di |de |than |d'|que |del)|\b(?:di meno di|less than)\b"
)
_MORE: Final = re.compile(
    r"\b(?:piu|plus|more|maggior\w*|superior\w*|higher|larger|super[aio]\w*|depass\w+|exceed\w*|prim[oaie]|oltre|"
    r"first|most|better|best|meglio|mieux|devance\w*)\b|\+ ?\d"
)
_LESS: Final = re.compile(
    r"\b(?:meno|moins|fewer|less|ridu\w+|ridott\w+|cal[oai]\w*|dimin\w+|reduc\w+|redui\w+|baisse\w*)\b"
)
_ONLY: Final = re.compile(
    r"(?<!non )(?<!not )(?<!pas )\b(?:solo|sola|soli|sole|soltanto|solamente|unicamente|esclusivamente|only|solely|"
    r"exclusively|alone|seulement|uniquement|exclusivement|seule?s?)\b"
)
_EVERY: Final = re.compile(r"\bunanim\w*|\b100 ?(?:%|per cento|pour cent|percent)|\b(\d+) (?:su|sur|out of) \1\b")
_SAME_BODY: Final = 0.89


def lacking(words: Sequence[str], shares: Vectors, degrees: Vectors, text: str) -> dict[str, float]:
    """The words of a claim that a text does not have, each with its share; verbs that say little never lack."""
    folded = fold(text)
    return {
        word: float(share)
        for word, share, degree in zip(words, shares, degrees, strict=True)
        if degree < _MET and len(word) > 2 and not is_light(word) and not _related(word, folded)
    }


def apart(
    words: Sequence[str], shares: Vectors, text: str, over: str, written_in: str, found: Found
) -> dict[str, float]:
    """The words that lack in one statement of a sentence and over it: a semicolon parts two statements."""
    pieces = text.split("; ")
    above = found(words, over, written_in)
    every = []
    for piece in pieces:
        degrees = np.maximum(found(words, piece, written_in), above)
        every.append(lacking(words, shares, degrees, f"{piece} {over}"))
    return min(every, key=lambda each: sum(each.values()))


def _related(word: str, folded: str) -> bool:
    return len(word) >= _FAMILY and word[: max(_FAMILY, len(word) - 3)] in folded


def is_whole(claim: str, text: str, written_in: str, found: Found) -> bool:
    """Whether a sentence itself has a claim's "only", "all", "more" or "less", and the body by which a deed is done."""
    said, here = fold(claim), fold(text)
    body = _BY.search(said)
    if body and float(found([body["what"]], text, written_in)[0]) < _SAME_BODY:
        return False
    if _THAN.search(said) and not _MORE.search(here):
        return False
    if _LESS_THAN.search(said) and not _LESS.search(here):
        return False
    if _ONLY.search(said) and not _ONLY.search(here):
        return False
    every = any(True for _ in universals_in(claim))
    return not every or any(True for _ in universals_in(text)) or bool(_EVERY.search(here))
