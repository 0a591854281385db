"""Numbers written in words in Italian, French and English ("quattro", "centoventi", "vingt-et-un", "three"); pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ITALIAN: Final = dict(
    zip(
        """zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
        diciassette diciotto diciannove venti""".split(),
        range(21),
        strict=True,
    )
)
_FRENCH: Final = dict(
    zip(
        """zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
        dix-huit dix-neuf vingt""".split(),
        range(21),
        strict=True,
    )
)
_ENGLISH: Final = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split(),
        range(21),
        strict=True,
    )
)
_TENS: Final = {
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split(),
    "fr": "vingt trente quarante cinquante soixante".split(),
    "en": "twenty thirty forty fifty sixty seventy eighty ninety".split(),
}
# "una dozzina" and its like; articles ("uno", "un", "one") count nothing for sure and are left out.
_OTHERS: Final = {
    "cento": 100, "cent": 100, "hundred": 100, "mille": 1000, "thousand": 1000, "dozzina": 12, "douzaine": 12,
    "dozen": 12, "decina": 10, "dizaine": 10, "ventina": 20, "vingtaine": 20, "trentina": 30, "trentaine": 30,
    "centinaio": 100, "centaine": 100, "migliaio": 1000, "millier": 1000, "entrambi": 2, "entrambe": 2, "both": 2,
    "biennio": 2, "biennale": 2, "triennio": 3, "triennale": 3, "quadriennio": 4, "quinquennio": 5, "quinquennale": 5,
    "decennio": 10, "decennale": 10, "biennal": 2, "triennal": 3, "quinquennal": 5, "decennie": 10, "decade": 10,
    "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
_ARTICLES: Final = frozenset({"uno", "un", "one", "zero"})


@lru_cache(maxsize=1)
def known() -> dict[str, int]:
    """Each folded number word of the three languages up to 99 and the round ones above, with its value."""
    found: dict[str, int] = {**_ITALIAN, **_FRENCH, **_ENGLISH}
    for at, tens in enumerate(_TENS["it"], start=2):
        found[tens] = 10 * at
        for unit, value in list(_ITALIAN.items())[1:10]:
            stem = tens[:-1] if unit[0] in "uo" else tens
            found[stem + unit] = 10 * at + value
        found[tens[:-1] + "un"] = 10 * at + 1
    for at, tens in enumerate(_TENS["fr"], start=2):
        found[tens] = 10 * at
        for unit, value in list(_FRENCH.items())[1:10]:
            found[f"{tens}-et-{unit}" if value == 1 else f"{tens}-{unit}"] = 10 * at + value
    for at, tens in enumerate(_TENS["en"], start=2):
        found[tens] = 10 * at
        for unit, value in list(_ENGLISH.items())[1:10]:
            found[f"{tens}-{unit}"] = 10 * at + value
    found |= _OTHERS
    return {word: value for word, value in found.items() if word not in _ARTICLES}


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Matches one number word in a folded text, the longest first; also Italian hundreds ("duecentotrenta")."""
    words = "|".join(sorted(map(re.escape, known()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?P<hundreds>\w{{0,7}}?)cento(?P<rest>\w+)|(?P<word>{words}))(?![\w-])")


def value(found: re.Match[str]) -> int | None:
    """What a match of ``pattern`` counts; None for a word that only looks like a number ("centocelle").

    >>> [value(each) for each in pattern().finditer("quattro aree, centoventi posti e duecentotrenta letti")]
    [4, 120, 230]
    """
    if found["word"]:
        return known()[found["word"]]
    before, after = found["hundreds"], found["rest"]
    hundreds = 1 if not before else _ITALIAN.get(before)
    rest = _ITALIAN.get(after, known().get(after))
    return None if hundreds is None or rest is None or rest >= 100 else 100 * hundreds + rest
