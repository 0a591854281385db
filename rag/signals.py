"""Does a sentence hold the kind of thing a question asks for: a number, a date, a name, a place, a definition? Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from rag.analysis import fold
from rag.months import MONTHS

_MONTHS: Final = "|".join(map(fold, MONTHS))
_DATE: Final = re.compile(rf"\b({_MONTHS})\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b")
_AMOUNT: Final = re.compile(
    r"\d|\b(uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|venti|trenta|cento|mille|mila|milion\w+|miliard\w+|"
    r"un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent|millions?|milliards?|"
    r"one|two|three|four|five|seven|eight|nine|ten|hundred|thousand|billions?)\b"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
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


_MONEY_ASKED: Final = re.compile(
    r"\b(soldi|euro|cost\w+|spes\w+|finanziat\w+|investi\w+|fondi|fondo|risorse|budget|money|cost\w*|spend\w*|spent|fund\w*|argent|"
    r"coute\w*|depense\w*|montant)\b"
)
_MONEY: Final = re.compile(
    r"\d[\d.,]*\s*(?:mila|milion\w*|miliard\w*|million\w*|milliard\w*|billion\w*)?\s*(?:di |d')?(?:euro|eur|€)|€\s*\d|"
    r"\d\s*(?:milion|miliard|million|milliard|billion|mila)"
)
_CONTACT_ASKED: Final = re.compile(
    r"\b(a chi scriv\w+|contatt\w+|e-?mail|indirizzo|telefon\w+|numero verde|contact\w*|ecrire|write to|phone)\b"
)
_CONTACT: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b(?:tel|numero verde|n\.? ?verde)\b\.?[\s:]*[\d ]{6,}")


def fits(asks: str, sentence: str, question: str) -> float:
    """How well a sentence holds what is asked for, 0 to 1."""
    return fitting(asks, question)(sentence, fold(sentence))


def fitting(asks: str, question: str) -> Callable[[str, str], float]:
    """How well sentences hold what a question asks for, 0 to 1: a function of a sentence and the same one folded."""
    asked = fold(question)
    if _CONTACT_ASKED.search(asked):
        return lambda _, folded: float(bool(_CONTACT.search(folded)))
    if asks in ("number", "comparison") and _MONEY_ASKED.search(asked):
        return lambda _, folded: float(bool(_MONEY.search(folded)))
    if asks in _HOLDS:
        holds = _HOLDS[asks]
        return lambda sentence, folded: holds(sentence, folded, asked)
    return lambda sentence, folded: 0.0


def _number(sentence: str, folded: str, asked: str) -> float:
    rest = folded
    for year in set(_YEAR.findall(folded)):
        rest = rest.replace(year, " ")
    return float(bool(_AMOUNT.search(rest)))


def _who(sentence: str, folded: str, asked: str) -> float:
    return 0.6 * bool(_NAME.search(" " + sentence)) + 0.4 * bool(_ROLE.search(folded))


def _definition(sentence: str, folded: str, asked: str) -> float:
    """Best where a term of the question is itself the subject of "is" or "means", or stands beside its expansion."""
    # Folded, "è" is "e": "AGID e Dipartimento" would say what AGID is.
    folded = fold(_IS_IT.sub("§", sentence))
    spelled = 0.0
    for term in re.findall(r"[a-z][\w'/.-]+", asked):
        if len(term) < 3 or term in _ASKED_ABOUT:
            continue
        near = re.escape(term[:-1] if len(term) > 4 else term) + r"\w*"
        if re.search(rf"\b{near}\W{{0,3}}(?:\([^)]*\)\W*)?{_IS}", folded):
            return 1.0
        if re.search(rf"\({near}\)|\b{near}\s*\([a-z]", folded):
            spelled = 0.7
    return max(spelled, 0.4 * bool(_DEFINES.search(sentence)))


_IS_IT: Final = re.compile(r"\b[èÈ]\b|\b[eE]['’](?=\s)")
_IS: Final = (
    r"(?:§|(?:sono|significa\w*|indica\w*|sta per|ossia|cioe|est|sont|signifie\w*|designe\w*|is|are|means|"
    r"stands for)\b)"
)
_ASKED_ABOUT: Final = frozenset(
    "cosa sono che cos significa vuol dire sta per definizione what does mean stand for the est que".split()
)
_HOLDS: Final[dict[str, Callable[[str, str, str], float]]] = {
    "number": _number,
    "when": lambda sentence, folded, asked: float(bool(_DATE.search(folded))),
    "who": _who,
    "where": lambda sentence, folded, asked: float(bool(_PLACE.search(sentence))),
    "definition": _definition,
    "list": lambda sentence, folded, asked: min(1.0, (sentence.count(",") + 2 * sentence.count(";")) / 3),
}
