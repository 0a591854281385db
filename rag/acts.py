"""Acts named in a text or a query, for finding: every spelling of "L.R. 2/2003" gives the same key, ``lr:2/2003``.

Finding wants every likely reading, and a wrong one costs next to nothing; the register of acts
(``ingest.describe.acts``) wants only what is sure, and names the region too.
"""

from __future__ import annotations

import re
from typing import Final

from rag.months import MONTHS

# How each kind of act is written before its number, in small letters; the first that fits.
_HEADS: Final[dict[str, str]] = {
    "lr": r"l\.? ?r\.?|ll\.? ?rr\.?|legg[ei] regional[ei]|loi r[ée]gionale|regional law",
    "dlgs": r"d\.? ?lgs\.?|d\. ?l\. ?vo|decret[oi] legislativ[oi]|d[ée]cret l[ée]gislatif|legislative decree",
    "dl": r"d\. ?l\.|dl|decret[oi][- ]legge|d[ée]cret-loi|decree-law",
    "dpr": r"d\.? ?p\.? ?r\.?|decreto del presidente della repubblica",
    "dpcm": r"d\.? ?p\.? ?c\.? ?m\.?|decreto del presidente del consiglio(?: dei ministri)?",
    "dm": r"d\. ?m\.|dm|decreto ministeriale|d[ée]cret minist[ée]riel|ministerial decree",
    "dgr": r"d\.? ?g\.? ?r\.?|g\.r\.|deliber\w+ (?:(?:di|della|de la) )?giunta(?: regionale)?",
    "dal": r"d\.? ?a\.? ?l\.?|deliber\w+ (?:dell['’])?assembl\w+(?: legislativa)?(?: regionale)?",
    "dcr": r"d\.? ?c\.? ?r\.?|deliber\w+ (?:del )?consiglio regionale",
    "rr": r"r\. ?r\.|regolamento regionale",
    "ue": r"(?:regolamento|r[èe]glement|regulation|direttiva|directive)(?: delegato)? ?\(?(?:ue|ce|eu|ec)\)?",
    "delibera": r"deliber\w+|delib\.",
    "legge": r"l\.|legg[ei]|lois?|laws?",
}
_HEAD: Final = re.compile(
    r"(?<![\w.])(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _HEADS.items()) + r")(?![a-z])"
)
# What may stand between an act's kind and its number: "della Regione Emilia-Romagna n.", "di bilancio".
_BETWEEN: Final = re.compile(
    r"[\s,*]*(?:\([a-z.]{2,7}\)\s*)?(?:(?!(?:ed?|et|o|and|or)\b)[a-zà-ÿ][a-zà-ÿ'’-]*\.?[\s,]+|[a-z]{1,4}['’]){0,5}"
    r"(?:n[.°º]?|num\.|no\.)?\s*"
)
_REACH: Final = 90
_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = "|".join(sorted({*MONTHS, "fevrier", "aout", "decembre"}, key=len, reverse=True))
_DAY: Final = rf"(?:\d{{1,2}}[°º^]?(?:er)?\s+(?:{_MONTH})\s+|\d{{1,2}}/\d{{1,2}}/)"
_N: Final = r"(?:n\.?\s*|n[°º]\s*|nr\.?\s*|num\.\s*|numero\s+)"
# Tried only where a number begins: a tenth of the time of looking for it everywhere.
_FIGURE: Final = re.compile(r"\d+")
_NUMBERED: Final = re.compile(
    rf"(?P<by_year>{_YEAR})/(?P<ue_number>\d{{1,4}})(?![\d/])"
    rf"|(?P<short>\d{{1,5}})/(?P<short_year>{_YEAR}|\d\d)(?![\d/])"
    rf"|{_DAY}(?P<dated_year>{_YEAR})\s*,?\s*{_N}(?P<dated>\d{{1,5}})(?![\d/])"
    rf"|(?P<long>\d{{1,5}})\s*(?:,\s*|\s(?:del(?:l['’]anno)?|dell['’]|in data|of|du)\s*)"
    rf"(?:{_DAY})?(?P<long_year>{_YEAR})(?![\d/])"
)


def cited(small: str) -> list[tuple[str, str]]:
    """The acts that a text in small letters names, in order: kind, and number/year.

    >>> cited("la l.r. 12 marzo 2003, n. 2 e la deliberazione n. 1423 del 2017")
    [('lr', '2/2003'), ('delibera', '1423/2017')]
    """
    found, end = [], 0
    for figure in _FIGURE.finditer(small):
        written = _NUMBERED.match(small, figure.start()) if figure.start() >= end else None
        kind = _kind(small, max(end, figure.start() - _REACH), figure.start()) if written else None
        if written and kind:
            found.append((kind, _label(written)))
            end = written.end()
    return found


def _kind(small: str, first: int, at: int) -> str | None:
    """The kind of act that the words right before a number say; None where they say none."""
    kind = None
    for head in _HEAD.finditer(small, first, at):
        if _BETWEEN.fullmatch(small, head.end(), at):
            kind = head.lastgroup
    return kind


def _label(written: re.Match[str]) -> str:
    if written["by_year"]:
        return f"{written['ue_number'].lstrip('0')}/{written['by_year']}"
    number = written["short"] or written["dated"] or written["long"]
    year = written["short_year"] or written["dated_year"] or written["long_year"]
    if len(year) == 2:
        year = ("19" if int(year) > 40 else "20") + year
    return f"{number.lstrip('0')}/{year}"
