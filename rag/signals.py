"""Does a sentence hold the kind of thing a question asks for: a number, a date, a name, a place, a definition? Pure."""

from __future__ import annotations

import re
from typing import Final

from rag.analysis import fold

_MONTHS: Final = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|janvier|fevrier|mars|"
    "avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|"
    "september|october|november|december"
)
_DATE: Final = re.compile(rf"\b({_MONTHS})\b|\b(19|20)\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b")
_AMOUNT: Final = re.compile(
    r"\d|\b(uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|venti|trenta|cento|mille|mila|milion\w+|miliard\w+|"
    r"un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent|millions?|milliards?|"
    r"one|two|three|four|five|seven|eight|nine|ten|hundred|thousand|billions?)\b"
)
_YEAR: Final = re.compile(r"\b(19|20)\d\d\b")
# Two capitalised words in a row past the start of the sentence, or a title before one.
_NAME: Final = re.compile(
    r"(?<=[\s(«\"'’])[A-ZÀ-Þ][\w'’à-ÿ]+(?:\s+(?:de[il]?|della|dei|di|da|du|le|la|van|von))?\s+[A-ZÀ-Þ][\w'’à-ÿ]+|"
    r"\b(?:dott|prof|avv|ing)\w*\.?\s+[A-ZÀ-Þ]|\b[\w.]+@[\w.]+\w"
)
_ROLE: Final = re.compile(
    r"\b(assessor\w+|president\w+|direttor\w+|responsabil\w+|coordin\w+|sindac\w+|ministr\w+|referent\w+|dirigent\w+|"
    r"conseill\w+|directeur\w*|directrice|maire|director|head|mayor|councillor|chair\w*|a cura d\w+|svolt\w+ da\w*)\b"
)
_PLACE: Final = re.compile(r"\b(a|ad|in|nel|nella|nello|presso|al|alla|à|au|dans|chez|at|in)\s+[A-ZÀ-Þ]")
_DEFINES: Final = re.compile(
    r"\([A-Z][\w.\- ]{1,14}\)|\b(e|sono|significa\w*|indica\w*|cioe|ossia|ovvero|sta per|si intend\w+|"
    r"definit\w+|chiamat\w+|est|sont|signifie\w*|designe\w*|c'est-a-dire|is|are|means|stands for|refers to|defined)\b"
)


def fits(asks: str, sentence: str, question: str) -> float:
    """How well a sentence holds what is asked for, 0 to 1."""
    folded = fold(sentence)
    if asks == "number":
        asked_years = set(_YEAR.findall(fold(question)))
        return 1.0 if _AMOUNT.search(_YEAR.sub(" ", folded) if not asked_years else folded) else 0.0
    if asks == "when":
        return 1.0 if _DATE.search(folded) else 0.0
    if asks == "who":
        return 0.6 * bool(_NAME.search(" " + sentence)) + 0.4 * bool(_ROLE.search(folded))
    if asks == "where":
        return float(bool(_PLACE.search(sentence)))
    if asks == "definition":
        return float(bool(_DEFINES.search(sentence))) * 0.6 + 0.4 * float(bool(re.search(r"\([A-Z]", sentence)))
    if asks == "list":
        return min(1.0, (sentence.count(",") + 2 * sentence.count(";")) / 3)
    return 0.0
