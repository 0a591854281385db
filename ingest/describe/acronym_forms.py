"""How texts define an acronym: patterns of what stands between it and its expansion, in Italian, French, English.

The patterns that scan a whole text begin with a plain sign or a capital and have no look-behind: that keeps them at
some tens of microseconds a page (see ``ingest/describe/scan.py``).
"""

from __future__ import annotations

import re
from typing import Final

# Two capitals, or a capital and a figure: CTSSM, OsCo, L.R., ART-ER, S3, AA.PP.
_FORM: Final = r"[A-Z][a-z]{0,4}[.&-]?[A-Z0-9][A-Za-z0-9]{0,8}(?:[.&-][A-Z0-9][A-Za-z0-9]{0,6}){0,4}\.?(?!\w)"
_QUOTE: Final = r"[\"«“'*_]{0,3}"
_SAID: Final = (
    r"(?:di seguito|d'ora in (?:poi|avanti)|in sigla|in breve|acronimo|sigla|abbreviat[oa]|dett[oaie]|ci-après|dite?|"
    r"hereinafter|hereafter|acronyme|acronym|en abrégé)(?: denominat[oaie]| anche| solo| in)?[\s:,]*"
)
# Signs on which a definition turns, looked for by ``str.find``, and what stands behind them.
DASHES: Final = (" - ", " – ", " — ")
REMARKS: Final = (
    "in sigla ", "acronimo ", "d'ora in ", "di seguito ", "abbreviat", "ci-après ", "hereinafter ", "en abrégé ",
)  # fmt: skip
CUES: Final = (
    " significa ", " sta per ", " vuol dire ", " acronimo di ", " acronimo per ", " l'acronimo di ", " la sigla di ",
    " ovvero ", " ossia ", " cioè ", " signifie ", " veut dire ", " l'acronyme de ", " c'est-à-dire ", " stands for ",
    " means ", " short for ", " acronym of ", " acronym for ",
)  # fmt: skip
# The expansion is before: "(CTSSM", "(di seguito: CTSSM", "(Cau)"; "– CTSSM"; ", in sigla CTSSM".
BRACKETED: Final = re.compile(rf"\(\s?(?:{_SAID})?{_QUOTE}(?P<acronym>{_FORM}|[A-Za-z][a-z]{{2,7}}(?=\)))")
DASHED: Final = re.compile(rf"\s[-–—]\s{_QUOTE}(?P<acronym>{_FORM})(?!\s*\()")
REMARKED: Final = re.compile(rf"{_SAID}{_QUOTE}(?P<acronym>{_FORM})")
# The expansion is after: the acronym that ends before the sign, and how the sign may be followed.
ENDING: Final = re.compile(rf"(?<![\w&/.@-])(?P<acronym>{_FORM})[*_\"»”]{{0,3}}\s?$")
CALLED: Final = re.compile(
    rf"(?<![\w&/.@-])(?P<acronym>{_FORM}|[A-Z][a-z]{{2,7}})[*_\"»”]{{0,3}}(?:,?\s(?:è|est|is (?:the|an?)))?,?\s?$"
)
EXPLAINED: Final = re.compile(rf"\((?P<acronym>{_FORM})\s?:\s")
LONGEST: Final = 24
SAYING: Final = re.compile(r"\((?:acronimo|sigla|acronyme|acronym|ovvero|ossia|cioè)\b[^\w(]*(?:di|de|of|for|per)?\b")
# "CTSSM, la Conferenza": an article or a letter of the expansion follows.
COMMA: Final = re.compile(r"[A-Z](?=, [^\W\d])")
# At the beginning of a line, after a bullet or its column's label: "**CTSSM**: ...", "Sigla: CTSSM; Definizione: ...",
# or alone on its line, with the expansion beginning the next.
LISTED: Final = re.compile(
    r"(?m:^)[^\w\n]*(?:(?P<label>(?i:sigl[ae]|acronim[oi]|abbreviazion[ei]|acronyms?|sigles?|acronymes?|termine?|voce))\s*:\s*)?"
    rf"(?P<acronym>{_FORM})[*_\"»”]{{0,3}}(?:(?P<row>;\s)|(?P<list>\s?[:=]|\s[-–—]\s)|(?P<line>[ \t]*\n))"
)
# What may stand between it and its expansion: the label of the next column.
LABEL: Final = re.compile(
    r"\s*(?:(?:definizione|significato|descrizione|denominazione|definition|meaning|signification|estes[oa]|per esteso)"
    r"[^:;\n]{0,30}:)?[\s*_\"«“]*",
    re.IGNORECASE,
)
OPENING: Final = re.compile(r"[\s*_\"«“'‘:,–-]*")
# Where the words before or after must end: a sign, a dash, another paragraph or item.
BREAK: Final = re.compile(r"[.;:!?()\[\]|•…<>{}\"«»“”=]|\n\s*\n|\n\s*[-*#\d]|\s[-–—]\s")
WORD: Final = re.compile(r"[A-Z][a-z]+(?=[A-Z][a-z])|[^\W_]+'?")  # HyperText is two
ELISION: Final = re.compile(r"\w+'")
ROMAN: Final = re.compile(r"[IVXLC]+")
