"""How a question compares, in the three languages: words for the sides, and the question without them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rag.analysis import fold
from rag.territories import NAMES

# All patterns but NAME are for folded text.
_NOUN: Final = (
    r"(?:pian[oi]|programm[ai]|strategi[ae]|edizion[ei]|version[ei]|rapport[oi]|relazion[ei]|bilanci[oi]?|documenti?|"
    r"test[oi]|plans?|programmes?|strateg(?:y|ies)|editions?|versions?|reports?|rapports?|documents?|textes?|texts?)"
)
_MORE: Final = r"(?: (?:triennal[ei]|regional[ei]|nazional[ei]|annual[ei]?|strategic[oi]|three-year|triennau?x?l?s?))?"
# What a kind of plan is called in the three languages: one kind a line.
KINDS: Final = tuple(
    re.compile(rf"\b(?:{names})\b")
    for names in (
        r"pian[oi]|plans?",
        r"programm[ai]|programmes?",
        r"strategi[ae]|strateg(?:y|ies)",
        r"rapport[oi]|relazion[ei]|reports?|rapports?",
        r"bilanci[oi]?|budgets?|bilans?",
    )
)
PLAN: Final = re.compile(rf"\b{_NOUN}\b")
# "20-22", "24/26"; no day and month, no article of a law.
SHORT: Final = re.compile(r"(?<![\d./,-])(?<!art\. )(?<!articolo )(?<!n\. )([0-3]\d)[-/–]([0-3]\d)(?![\d/]|[-.,]\d)")
BOTH: Final = re.compile(
    rf"\b(?:(?:tra|fra) )?(?:(?:i|le|gli|the|les|ces|questi|queste|these) )?(?:due|deux|two) {_NOUN}\b{_MORE}|"
    rf"\b(?:entrambi i|entrambe le|tutti e due i|tutte e due le|both(?: the)?|les deux) {_NOUN}\b|"
    rf"\b(?:da|tra|fra|d'|de|from) (?:un|una|une|one) {_NOUN} "
    r"(?:all'altr[oa]|e l'altr[oa]|a l'autre|to (?:the )?(?:next|other))\b|"
    rf"\b{_NOUN}{_MORE} (?:a confronto|compared|compares)\b"
)
_NEW: Final = (
    r"(?:nuov[oa]|attuale|vigente|ultim[oa]|piu recente|nouve(?:au|lle)|actuel(?:le)?|new(?:er)?|current|latest)"
)
_OLD: Final = (
    r"(?:vecchi[oa]|precedente|passat[oa]|scors[oa]|prim[oa]|ancien(?:ne)?|precedente?|old(?:er)?|previous|former|"
    r"earlier|first)"
)


def _either(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:quell[oa]|questo|celui|celle|the|le|la|il|al|del|dal) {word}(?: (?:{_NOUN}|one))?\b|"
        rf"\b{word} {_NOUN}\b|\b{_NOUN}{_MORE} {word}\b|\b(?:quell[oa]|celui|celle|the) (?:piu )?{word}\b"
    )


EDITIONS: Final = re.compile(r"edizion|version|edition")
NEWER: Final = _either(_NEW)
OLDER: Final = _either(_OLD)
WHICH: Final = re.compile(
    rf"\b(?:in )?qual[ei]?(?: e| sono)? (?:de[il]|delle|dei|degli|tra i|fra i|tra le) {_NOUN}\b|"
    rf"\b(?:dans )?(?:le|la)?quel(?:le)?s? d(?:es|e ces) {_NOUN}\b|\bwhich (?:one )?of (?:the|our|these|your) {_NOUN}\b"
)
CURRENT: Final = re.compile(
    rf"\b{_NOUN}(?: [\w']+){{0,4}}? (?:piu recente|in vigore|vigente|attuale|piu nuov[oa]|le plus recent|"
    rf"en vigueur|actuel(?:le)?|in force)\b|\b(?:ultim[oa]|dernie?re?|latest|most recent|newest|current) {_NOUN}\b|"
    r"\b(?:ancora (?:valid[oa]|in vigore|vigente|seguire|usare|attuale|buon[oa])|vale ancora|"
    r"superat[oa]|sostituit[oa]|"
    r"encore (?:valable|en vigueur|suivre)|still (?:valid|in force|current|apply|applies|follow|supposed|use|good)|"
    r"out of date|outdated|superseded|replaced|remplace)\b"
)
CHANGED: Final = re.compile(
    r"\b(?:com'? ?e cambiat\w+|(?:che )?cosa (?:e )?cambia\w*|cambiament\w+|e cambiat\w+|differenz\w+|"
    r"qu.est.ce qui (?:change|a change)|a.t.(?:il|elle) change|differences?|what (?:has )?changed|how (?:did|has|have) "
    r"[^?]{3,80} (?:change|shift|evolve|move)d?)\b"
)
_COMPARES: Final = re.compile(
    r"\b(?:confront\w+|rispetto a\w*|differenz\w+|divers[aoei]|piu [\w']+|meno|cambia\w*|stess[aoei]|uguali?|maggiore|"
    r"minore|migliore|peggiore|compar\w+|par rapport|differe\w+|plus \w+|moins|meme|versus|vs|contro|invece|than|"
    r"more|less|fewer|bigger|larger|smaller|higher|lower|better|worse|same|change[ds]?)\b"
)
# Talk of comparing, which says nothing of the subject.
_TALK: Final = re.compile(
    r"(?:che )?cosa (?:dice(?:va)?|prevede(?:va)?|diceva)(?: (?:il|quell[oa]))?|cosa (?:dice|diceva)|"
    r"com'? ?(?:e|era) cambiat[oaie]|(?:che )?cosa (?:e )?cambia(?:t[oa])?(?: (?:tra|fra))?|"
    r"(?:il|la|lo|le)? ?allo stesso modo|com'e|que (?:dit|disait)|what (?:did|does) [a-z ]{0,12}say|"
    r"(?<=how )did|che differenz[ae] (?:c'e|ci sono)(?: (?:tra|fra))?|(?:quali sono )?le differenze (?:tra|fra)|"
    r"qu.est.ce qui (?:change|a change)(?: entre)?|what (?:has )?changed(?: between)?"
)
_BEFORE: Final = re.compile(
    r"(?:(?:\b(?:e|ed|et|and|tra|fra|entre|between|from|to) )?(?:\b(?:il|lo|la|i|gli|le|nel|nella|del|della|dal|dalla|"
    r"al|alla|col|quell[oa]|celui|celle|dans|du|de|au|in|of|the|with|con|per|su|sul) |dell'|nell')*)$"
)


_LEFT: Final = re.compile(r"(?: (?:e|ed|et|and|a|ad|al|to|the|tra|fra|dal|del|nel|il|la|le|one|pour|per))+ ?([?.!]*)$")


def compares(text: str) -> bool:
    """True when a question sets things against each other: "più grande", "rispetto a", "or"."""
    return _COMPARES.search(fold(text)) is not None


def without(text: str, mentions: Iterable[tuple[int, int]], years: Iterable[tuple[int, int]]) -> str:
    """A question without the words for its sides, what leads to them, talk of comparing, and other sides' years."""
    folded = fold(text)
    if len(folded) != len(text):
        text = folded
    gone = set(years)
    for start, end in mentions:
        lead = _BEFORE.search(folded[:start])
        gone.add((lead.start() if lead else start, end))
    gone |= {found.span() for found in _TALK.finditer(folded)}
    kept, at = [], 0
    for start, end in sorted(gone):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    said = " ".join(" ".join([*kept, text[at:]]).split())
    said = re.sub(r"\(\s*(?:by|entro|en|pour|nel|in)?\s*\)|\s+(?=[,;:?.!])|(?<=[:,;])\s*[,;:]+", "", said)
    return _LEFT.sub(r"\1", said).strip(" ,;:-") or text


def called(text: str, start: int, end: int) -> str:
    """The words for a side with the one before them: "S3 2014-2020", "piano 2020-22"."""
    before = re.search(r"[^\W\d_][\w'’]* $", text[:start])
    return text[before.start() if before and text[start].isdigit() else start : end]


_WORD: Final = r"[A-ZÀ-Þ][\w’'-]+"
_NAME: Final = rf"{_WORD}(?:[ -](?:(?:di|del|della|d'|de|of) )?{_WORD}){{0,3}}"
_LINK: Final = (
    r"(?P<link>,? (?:o|oppure|od|or|ou|vs\.?|versus|contro|rispetto (?:al?|all[ao]?|ai|alle)|"
    r"par rapport (?:à|au|aux)|(?:[a-zé]+ ){0,3}than|che|e|ed|et|and|con|with|to) ?(?:a |"
    r"quell[oaie] |celui |celle |the one |"
    r"that |il |la |"
    r"lo |l['’]|le |the )?(?:di |del |della |dell['’]|a |ad |in |of |de |du |à |d['’])?|'?)"
)
_PAIR: Final = re.compile(rf"(?<![.?!] )(?<!^)\b(?P<one>{_NAME}){_LINK}(?P<two>{_NAME})")
_OR: Final = re.compile(r"^,? (?:o|oppure|od|or|ou|vs\.?|versus)\b")
_REGIONS: Final = re.compile(
    r"\b(?:" + "|".join(sorted((re.escape(fold(name)) for name in NAMES), key=len, reverse=True)) + r")\b"
)


def names_compared(text: str) -> list[tuple[str, str]]:
    """Two names that a question compares, each with the question asked of it alone; [] where there are none.

    >>> names_compared("E' più grande l'ospedale di Ravenna o quello di Russi?")
    [('Ravenna', "E' più grande l'ospedale di Ravenna?"), ('Russi', "E' più grande l'ospedale di Russi?")]
    """
    if not compares(text):
        return []
    for pair in _PAIR.finditer(text):
        if pair["link"].strip() and (_OR.match(pair["link"]) or compares(text)):
            before, after = text[: pair.start()], text[pair.end() :]
            return [(name, f"{before}{name}{after}") for name in (pair["one"], pair["two"])]
    folded = fold(text)
    if len(folded) != len(text):
        return []
    regions: dict[str, tuple[int, int]] = {}
    for found in _REGIONS.finditer(folded):
        regions.setdefault(_region(found[0]), found.span())
    if len(regions) != 2:
        return []
    one, two = sorted(regions.values())
    return [
        (text[slice(*own)], " ".join(f"{text[: other[0]]} {text[other[1] :]}".split()))
        for own, other in ((one, two), (two, one))
    ]


def _region(written: str) -> str:
    return next(region for name, region in NAMES.items() if fold(name) == written)
