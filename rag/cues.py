"""What a question asks for besides things: an outcome, a purpose, a reason; and how a sentence says one. Pure."""

from __future__ import annotations

import re
from typing import Final

from rag.analysis import fold

# What came of something, and how a sentence says it.
_OUTCOME: Final = (
    r"\b(?:(?:che|quali|quale|le|i|gli|les|the|quelles?|quels?|which|what) (?:\w+ )?(?:conclusion\w*|risultat[oi]|"
    r"esit[oi]|resultats?|results?|outcomes?|findings?)|"
    r"com'?e finit[ao]|come e andat[ao]|cosa e emerso|how did .* end|what came of)\b",
    r"\b(?:conclu\w+|risult\w+|esit[oi]|emers[oaie]|emerg\w+|mostra\w*|dimostra\w*|rileva\w*|approvat\w*|respint\w*|"
    r"finit\w*|favorevol\w+|"
    r"resultat\w*|ressort\w*|montre\w*|result\w*|outcome\w*|found|finding\w*|show\w*|conclud\w+)\b",
)
# What a question asks for besides things, and how a sentence says it.
_CUES: Final = tuple(
    (re.compile(asks), re.compile(says))
    for asks, says in (
        _OUTCOME,
        (
            r"\b(di quanto|de combien|by how much|how much (?:more|less)|quant\w+ in piu)\b|\b(?:cresciut|aumentat|"
            r"diminuit|calat)\w+",
            r"\b(in piu|in meno|aument\w+|cresc\w+|cresciut\w+|increment\w+|diminu\w+|cal[oi]|riduzion\w+|"
            r"rispetto al?|de plus|de moins|hausse|baisse|"
            r"augment\w+|more than|less than|increas\w+|decreas\w+|rose|grew|growth)\b",
        ),
        (
            r"\b(in tutto|in totale|complessiv\w+|totale|au total|en tout|in total|overall|altogether)\b",
            r"\b(in tutto|in totale|complessiv\w+|total\w+|ammonta\w*|somma|au total|en tout|overall|altogether|sum)\b",
        ),
        (
            r"\b(a (?:che|cosa) (?:cosa )?serv\w+|per (?:che|quale) (?:cosa|motivo|scopo)|a (?:che|quale) scopo|"
            r"obiettiv\w+|finalita|a quoi ser\w+|"
            r"dans quel but|what (?:is|was|are) .{0,40}\b(?:for|good for|used for|purpose)|purpose|aim|utilita)\b",
            r"\b(obiettiv\w+|fin(?:e|i|alita)|scopo|volt[oaie] a|mira\w*|serv\w+|al fine|permett\w+|consent\w+|"
            r"per (?:\w+are|\w+ere|\w+ire)|"
            r"utilizzat\w+|usat[oaie]|but|objectif\w*|vis(?:e|ent|ant)|afin|permet\w*|pour \w+(?:er|ir|re)|aim\w*|"
            r"goal|purpose|in order to|used|to \w+)\b",
        ),
        (
            r"\b(perche|come mai|motivo|pourquoi|raison|why|reason)\b",
            r"\b(perche|poiche|in quanto|dato che|visto che|a causa|per via|motiv\w+|cosi da|parce|car|puisque|raison|"
            r"afin|because|since|due to|reason)\b",
        ),
        (
            r"\b(entro|scad\w+|fino a|deadline|by when|until|avant quand|jusqu)\b",
            r"\b(entro|scad\w+|fino a\w*|termine|termini|al piu tardi|deadline|by|until|expir\w+|avant|jusqu|"
            r"au plus tard)\b",
        ),
        (
            r"\b(si puo|posso|possono|bisogna|serve|obblig\w+|devo|deve|devono|doit|faut|peut|must|can|may|should|"
            r"need|required)\b",
            r"\b(puo|possono|deve|devono|necessari\w+|obblig\w+|requisit\w+|vietat\w+|solo|non|doit|doivent|peut|"
            r"peuvent|must|may|shall|required|only|not)\b",
        ),
    )
)


def cue_of(question: str) -> re.Pattern[str] | None:
    """How a (folded) sentence says what the question asks for; None where it asks for nothing of the kind."""
    folded = fold(question)
    return next((says for asks, says in _CUES if asks.search(folded)), None)


def asks_outcome(question: str) -> bool:
    """True where a question asks what came of something."""
    return bool(_CUES[0][0].search(fold(question)))
