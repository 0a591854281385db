"""How a document says something: as its own statement, as false, as another's word, or as a mere possibility. Pure.

"È falso che il piano sia sospeso" holds every word of "il piano è sospeso" and denies it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal

from rag.analysis import fold
from rag.generating.orders import is_order

Frame = Literal["asserted", "denied", "reported", "possible", "announced", "order"]

_FALSE: Final = re.compile(
    r"\b(?:(?:e'?|essere|era|sarebbe|e stato) (?:del tutto |assolutamente |completamente |quindi )?(?:fals[oa]|"
    r"infondat[oa]|inesatt[oa]|una bufala|una fake news|priv[oa] di fondamento|escluso)|"
    r"non (?:e'?|essere|era|corrisponde al|e affatto) (?:affatto )?vero|fals[oa] (?:notizia|che)|notizia falsa|"
    r"(?:smentisc\w+|smenti(?:to|ta|re|va|rono)|nega(?:no|to|ndo|va|vano)?|esclud\w+|"
    r"escluso) (?:\w+ ){0,3}?(?:che|di)|"
    r"smentita (?:la|l'|sulla)|"
    r"(?:il est|c'est|est) (?:totalement |completement )?(?:faux|inexact) (?:que|qu')|(?:il )?n'est pas (?:vrai|"
    r"exact) "
    r"(?:que|qu')|dement(?:ent|i|it|ir)?\b (?:\w+ ){0,3}?(?:que|qu'|avoir)|ni(?:e|ent|ait) (?:que|qu'|avoir)|"
    r"(?:it is|it's|is) (?:false|untrue|not true|wrong|incorrect)(?: to say)? that|den(?:y|ies|"
    r"ied)\b(?: \w+){0,3}? that|"
    r"(?:evit|imped|viet)\w+ (?:che|di)|(?:evit|empech|interdi)\w* (?:que|qu'|de)|(?:avoid|prevent|prohibit|forbid)\w*|"
    r"(?:una|la) bufala|fake news|legende metropolitan\w+|falso mito)\b"
)
# The answer to a question that a reader asked: "No, il bonus è spendibile solo in Italia."
_NO: Final = re.compile(r"^\W*(?:no\b[,:;.–—-]|non, )\s*\S")
# After what was said, that it is not so: "…; l'interessata nega", "…, ma la Giunta smentisce".
_DENIED_AFTER: Final = re.compile(
    r"[;,.]\s(?:ma |mais |but |pero |invece |tuttavia )?(?:[\w']+ ){1,5}?(?:(?:lo |la |l'|li |ha |hanno |a |"
    r"ont |has |"
    r"have )*(?:smentisc\w+|smentit[oaie]|nega(?:no|to)?|dement(?:ent|i)?|nie(?:nt)?|den(?:y|ies|ied))|"
    r"non e(?:'|ssere)? vero|is (?:false|untrue)|est faux)\b(?! (?:che|di|que|that))"
)
_REPORTED: Final = re.compile(
    r"(?:(?:^\W*|[,;:(—–-] ?|\b(?:ma|e|che) )secondo (?!(?:il|lo|la|le|i|gli|l'|quanto) ?(?:\w+ )?(?:previst|"
    r"stabilit|piano|legge|decreto|delibera|"
    r"regolament|articol|bando|programma|norm|dpcm|stim|istat|dat))(?:il|lo|la|le|i|gli|l'|alcun\w+|molt\w+|un\w*|"
    r"quest\w+|[a-z]+) ?\w+|\b(?:a detta d\w+|si dice|si vocifera|dicono che|corre voce|pare che|sembra che|"
    r"a quanto pare|"
    r"stando a\w*|per (?:l'opposizione|le opposizioni|i sindacati|i critici|i comitati)|"
    r"(?:scrive|scrivono|sostien\w+|sostengono|afferma(?:no)?|dichiara(?:no)?|accusa(?:no)?|lamenta(?:no)?|"
    r"denuncia(?:no)?|riferisc\w+|racconta(?:no)?) (?:che|la testata|il giornale|il quotidiano|l'opposizione|"
    r"[a-z]+ ?[a-z]* che)|"
    r"selon (?!(?:le|la|les|l') ?(?:plan|loi|decret|reglement|insee|donn))|d'apres|on dit|il parait|a en croire|"
    r"according to|reportedly|allegedly|it is said|claims? that|critics say)\b)"
)
_POSSIBLE: Final = re.compile(
    r"\b(?:potrebbe\w*|potrebber\w+|avrebbe\w*|avrebber\w+|sarebbe\w*|sarebber\w+|vorrebbe\w*|dovrebbe\w*|"
    r"\w{3,}ere[bm]be\w*|"
    r"\w{3,}(?:er|ir)ebber?o?|forse|probabilmente|(?:chied\w+|chiest\w+|propon\w+|propost\w+|auspic\w+|ipotizz\w+|"
    r"sper\w+|vuole|vogliono|vorrebb\w+|con la riserva|a condizione|a patto|purche|qualora|nel caso|"
    r"resta da (?:capire|vedere)) (?:\w+ ){0,3}?(?:che|di|se)|"
    r"pourrai(?:t|ent)|devrai(?:t|ent)|aurai(?:t|ent)|serai(?:t|ent)|peut-etre|demand\w+ (?:que|de)|"
    r"propos\w+ (?:que|de)|"
    r"souhait\w+ (?:que|de)|a condition|"
    r"might|could|may (?:be|have)|would|perhaps|possibly|asks? (?:that|for|to)|propos\w+ (?:that|to)|provided that)\b"
)
# Italian futures are told by their accent, so these are read in small letters, not folded.
_FUTURE: Final = re.compile(
    r"\b(?:\w+r(?:à|anno)|in programma|(?:è|sono) previst\w|prossimamente|in futuro|"
    r"\w+er(?:a|ont)(?<=sera|aura|ront)|(?:est|sont) prévue?s?|prochainement|will|shall|going to|"
    r"(?:is|are) (?:planned|expected) to)\b"
)
_DONE: Final = re.compile(
    r"\b(?:(?:è|sono|era|erano) (?:già )?stat[oaie]|(?:ha|hanno) (?:già |anche )?\w+(?:at|it|ut|s|t)[oaie]|"
    r"si (?:è|sono) \w+[oaie]|(?:è|sono) (?:nat|mort|usc|entrat|partit|scadut|inizi)\w+|già|"
    r"(?:a|ont|est|sont) (?:déjà |été )\w+|(?:has|have|was|were) (?:been |already )?\w+(?:ed|en|t)|déjà|already)\b"
)
_MUST: Final = re.compile(r"\b(?:dev(?:e|ono)|bisogna|obbligat\w+|obbligator\w+|occorre|doit|doivent|must|shall|has to|"
                         r"have to|required)\b")  # fmt: skip
_MAY: Final = re.compile(r"\b(?:puo|possono|facoltativ\w+|peut|peuvent|may|can|optional)\b")
_OPINION: Final = re.compile(
    r"\b(?:(?:essere|e'|sono|era|sarebbe|resta|rimane) (?:\w+ ){0,4}?(?:brav\w+|meglio|peggio|bell\w+|brutt\w+|"
    r"ottim\w+|"
    r"pessim\w+|simpatic\w+|antipatic\w+|stupend\w+|orribil\w+|vergognos\w+|ingiust\w+|ridicol\w+|capace|incapace|"
    r"(?:il|la|i|le) (?:miglior\w*|peggior\w*)|bene|male|opportun\w+|scandalos\w+)|"
    r"(?:est|sont) (?:\w+ ){0,4}?(?:mieux|pire|beau|belle|excellente?s?|mauvaise?s?|nuls?|injustes?|honteu\w+|"
    r"(?:le|la|les) meilleure?s?|(?:un|une) bone? \w+|(?:un|une) bonne? \w+)|"
    r"(?:is|are|was|were) (?:\w+ ){0,4}?(?:better|worse|good|bad|great|awful|terrible|excellent|unfair|shameful|"
    r"ridiculous|the (?:best|worst)))\b"
)
_LARGEST: Final = 0.6


def is_opinion(text: str) -> bool:
    """True for a judgement of worth that no document can settle: "è un bravo presidente"; a figure makes it a claim.

    >>> is_opinion("Rossi è un bravo presidente"), is_opinion("Rossi è presidente dal 2020")
    (True, False)
    """
    return not re.search(r"\d", text) and bool(_OPINION.search(_folded(text)))


def frame_of(text: str, claim: str, share: Callable[[str], float]) -> Frame:
    """How a sentence says what a claim says; ``share`` tells how much of the claim (0 to 1) stands in a piece of it.

    A claim that is itself put so ("secondo l'opposizione …") is met by a sentence put so.
    """
    if is_order(text):
        return "order"
    folded, said = _folded(text), _folded(claim)
    whole = share(text) or 1.0
    if _NO.match(folded) and not _NO.match(said):
        return "denied"
    if not _FALSE.search(said):
        if (found := _FALSE.search(folded)) and share(text[_at(text, found.end()) :]) >= _LARGEST * whole:
            return "denied"
        if (found := _DENIED_AFTER.search(folded)) and share(text[: _at(text, found.start())]) >= _LARGEST * whole:
            return "denied" if not _REPORTED.search(folded[: found.start()]) else "reported"
    if not _REPORTED.search(said) and (found := _REPORTED.search(folded)):
        return "reported"
    if text.rstrip(' »"”').endswith("?"):
        return "possible"
    if not _POSSIBLE.search(said) and (found := _POSSIBLE.search(folded)):
        after = text[_at(text, found.start()) :]
        if share(after) >= _LARGEST * whole:
            return "possible"
    if _MUST.search(said) and not _MUST.search(folded) and _MAY.search(folded):
        return "possible"
    here, there = (each.lower() for each in (claim, text))
    if _DONE.search(here) and not _FUTURE.search(here) and _FUTURE.search(there) and not _DONE.search(there):
        return "announced"
    return "asserted"


def _folded(text: str) -> str:
    """A text folded, the verb «è» told from the conjunction «e»."""
    return fold(re.sub(r"\b[Èè]\b", "essere", text.replace("E' ", "È ")))


def _at(text: str, place: int) -> int:
    """A place in the folded text as one in the text: each «è» before it was spelled out."""
    grown = 0
    for found in re.finditer(r"\b[Èè]\b", text):
        if found.start() + grown >= place:
            break
        grown += len("essere") - 1
    return max(0, place - grown)
