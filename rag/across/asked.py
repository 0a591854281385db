"""Questions from the chat that ask for work across documents: a comparison, a timeline, who is responsible. Pure.

Only plain requests are taken ("cosa cambia tra A e B?", "cronologia di X", "chi è responsabile di X?"): a question for
one fact ("com'è cambiato l'obiettivo tra i due piani?", "quando è nato il gruppo?") is answered by sentences, from both
sides where it has sides (``rag.across.sides``).
"""

from __future__ import annotations

import re
from typing import Final, Literal

from rag.analysis import fold

Across = tuple[Literal["compare"], str, str] | tuple[Literal["timeline"], str] | tuple[Literal["who"], str]

_READ: Final = 600
_LONGEST_NAME: Final = 160
_POLITE: Final = (
    r"^(?:ciao|salve|buongiorno|bonjour|hello|hi)?[\s,.!]*(?:(?:mi |ci |me |nous )?(?:puoi|può|potresti|potrebbe|sai|"
    r"vorrei|voglio|serve|pouvez-vous|peux-tu|je voudrais|can you|could you|please|i want to)\s+)*(?:(?:dirmi|dire|"
    r"sapere|mostrarmi|mostrare|farmi|fare|dammi|dimmi|mostrami|fammi|avere|know|tell me|show me|give me|me dire|"
    r"savoir|montre-moi|montrer|donne-moi)\s+)*"
)
_AND: Final = r"\s+(?:e|ed|et|and|con|a|al|all[ao]|to|with|rispetto (?:al?|all[ao]))\s+"
_BETWEEN: Final = r"(?:tra|fra|da|dal|dall[ao]|entre|de|du|between|from)"
_ARTICLE: Final = r"(?:(?:il|lo|la|i|gli|le|the|les)\s+|l['’]\s*)?"
_COMPARE: Final = (
    re.compile(
        _POLITE + r"(?:(?:che\s+)?cosa\s+(?:è\s+|e'\s*)?cambia(?:to)?|che\s+differenz[ae]\s+(?:c'è|ci\s+sono)|"
        r"(?:quali\s+sono\s+)?le\s+differenze|qu['’]est-ce\s+qui\s+(?:change|a\s+changé)|quelles?\s+(?:est|sont)\s+les?\s+"
        r"diff[ée]rences?|what(?:['’]s|\s+is|\s+are|\s+has)?\s+(?:the\s+)?(?:changed|changes|differences?|different))\s+"
        + _BETWEEN + r"\s+" + _ARTICLE + rf"(?P<a>\S.*?){_AND}{_ARTICLE}(?P<b>\S.*?)\s*[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        _POLITE + r"(?:confronta(?:re|mi)?|paragona(?:re)?|metti\s+a\s+confronto|compare[rz]?|comparer)\s+" + _ARTICLE
        + rf"(?P<a>\S.*?){_AND}{_ARTICLE}(?P<b>\S.*?)\s*[?.!]*$",
        re.IGNORECASE,
    ),
)  # fmt: skip
_OF: Final = (
    r"(?:di|del|dello|della|dei|degli|delle|dell['’]|su|sul|sulla|sullo|sui|sulle|sull['’]|per|de|du|des|d['’]|"
    r"sur|of|on|for)"
)
_TIMELINE: Final = re.compile(
    _POLITE + rf"{_ARTICLE}(?:una\s+|un\s+|une\s+|a\s+)?(?:quali\s+(?:sono\s+)?(?:state\s+)?(?:le\s+)?|"
    rf"quelles?\s+sont\s+les?\s+|what\s+(?:are|is)\s+the\s+)?(?:tappe|cronologia|cronistoria|storia|linea\s+del\s+tempo|date\s+principali|"
    rf"étapes|etapes|chronologie|histoire|timeline|history|chronology|milestones|key\s+dates)\s*{_OF}\s*{_ARTICLE}(?P<topic>\S.*?)\s*[?.!]*$",
    re.IGNORECASE,
)
_WHEN_STEPS: Final = re.compile(
    _POLITE
    + rf"quando\s+(?:sono\s+|ci\s+sono\s+)?(?:state\s+)?le\s+tappe\s*{_OF}\s*{_ARTICLE}(?P<topic>\S.*?)\s*[?.!]*$",
    re.IGNORECASE,
)
_WHO: Final = re.compile(
    _POLITE + r"(?:(?:chi|a\s+chi)\s+(?:è|e'|sono|era|erano|fa\s+da|spetta|compete)\s+(?:(?:il|la|i|gli|le|l['’])\s*)?"
    r"(?:attual[ei]\s+)?(?:responsabil[ei]|referent[ei]|competent[ei]|incaricat[oiae]|a\s+capo)|(?:chi)\s+(?:si\s+occupa|"
    r"risponde)|qui\s+est\s+(?:le\s+|la\s+)?(?:responsable|en\s+charge|charg[ée]e?)|qui\s+s['’]occupe|"
    r"who(?:['’]s|\s+is|\s+are)\s+(?:the\s+)?(?:responsible|in\s+charge|accountable|person\s+responsible))\s*"
    rf"{_OF}\s*{_ARTICLE}(?P<topic>\S.*?)\s*[?.!]*$",
    re.IGNORECASE,
)


def across_in(text: str) -> Across | None:
    """What work across documents a question plainly asks for: what to compare, or the topic; None where it asks none.

    >>> across_in("Cosa cambia tra il piano 2020-22 e il 2024-26?")
    ('compare', 'piano 2020-22', '2024-26')
    >>> across_in("chi è il responsabile della prevenzione?")
    ('who', 'prevenzione')
    """
    said = " ".join(text[:_READ].split())
    for pattern in _COMPARE:
        found = pattern.match(said)
        if found and max(len(found["a"]), len(found["b"])) <= _LONGEST_NAME:
            return "compare", *_sides(found["a"], found["b"])
    for pattern in (_WHEN_STEPS, _TIMELINE):
        if found := pattern.match(said):
            return "timeline", found["topic"]
    if found := _WHO.match(said):
        return "who", found["topic"]
    return None


def _sides(one: str, other: str) -> tuple[str, str]:
    """Two names; "quello 2024-26" and "quella nuova" lend the noun of the first ("piano nuovo")."""
    noun = re.match(r"[^\W\d_]+", one)
    lent = re.sub(r"^(?:quell[oa]|celui|celle|the one)\s+(?:del\s+|di\s+|de\s+|of\s+)?", "", other, flags=re.IGNORECASE)
    if lent == other or noun is None or not fold(noun[0]):
        return one, other
    return one, lent if re.match(r"\d", lent) else f"{noun[0]} {lent}"
