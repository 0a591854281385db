"""Short replies to what is no question to the documents: greetings, thanks, who are you, orders. Pure."""

from __future__ import annotations

import re
from typing import Final

from rag.analysis import fold
from rag.phrases import say

_POLITE: Final = (
    r"(?:[\s,!.…]*(?:regesto|a tutti|tutti|di nuovo|mille|tante|molte|beaucoup|bien|very much|so much|a lot))*"
)
# Each on the whole question, folded: a greeting before a real question is no small talk.
_REPLIES: Final = tuple(
    (name, re.compile(rf"\W*(?:{pattern}){_POLITE}\W*"))
    for name, pattern in (
        ("reply_greeting", r"ciao|salve|buon ?giorno|buona ?sera|buon pomeriggio|salut|bonjour|bonsoir|coucou|hi|"
                           r"hello|hey|good (?:morning|evening|afternoon)|"
                           r"come (?:stai|va|state)|ca va|comment ca va|comment (?:vas-tu|allez-vous)|"
                           r"how are you(?: doing)?|(?:ciao|salve|hello|hi|bonjour)[\s,!]+(?:come (?:stai|va)|"
                           r"how are you|ca va)"),
        ("reply_thanks", r"grazie|ti ringrazio|ok(?:ay)?(?:[\s,]+grazie)?|perfetto(?:[\s,]+grazie)?|"
                         r"va bene(?:[\s,]+grazie)?|merci|thanks|thank you|thx|bravo|ottimo|great|super|"
                         r"(?:grazie|merci|thanks|thank you)\b(?! (?:a|al|alla|ai|agli|alle|all'|to|au|aux)\b)"
                         r"(?!.*(?:\?|\b(?:quant|quand|qual|chi\b|dove|come\b|cosa|che\b|who|what|when|where|how|combien|"
                         r"quel|qui\b)))[^?]{0,60}|no|si|yes|oui|non|ok(?:ay)?|boh|mah"),
        ("reply_farewell", r"arrivederci|a presto|buona giornata|au revoir|a bientot|bye|goodbye|see you"),
        ("reply_who", r"(?:ma )?(?:tu )?chi sei(?: tu)?|cosa sei|che cosa sei|chi ti ha (?:fatto|creato)|"
                      r"sei un (?:robot|bot|umano)|cosa (?:sai|puoi) fare|a cosa servi|"
                      r"come funzioni|aiuto|help|aide|qui es-tu|qui etes-vous|que (?:sais|peux)-tu faire|tu es qui|"
                      r"who are you|what are you|what can you do|how do you work"),
    )
)  # fmt: skip
# Orders to forget the rules, or to tell them: there is nothing to forget, and nothing is obeyed.
_FORGET: Final = r"(?:ignora|dimentica|scorda|tralascia|ignore|oublie[sz]?|forget|disregard)"
_RULES: Final = r"(?:istruzion\w+|regol\w+|indicazion\w+|instructions?|consignes?|regles?|rules?|prompts?)"
_ORDERS: Final = re.compile(
    rf"^(?:\W|ora |adesso |now |please |per favore |s'il te plait |maintenant )*{_FORGET}\b.{{0,40}}\b{_RULES}|"
    rf"\b{_FORGET}\b.{{0,20}}\b(?:tue|precedent\w+|previous|your|tes|vos|above|qui sopra)\b.{{0,20}}\b{_RULES}|"
    r"\b(?:system prompt|prompt di sistema|le tue istruzioni|tes instructions|your (?:instructions|rules|prompt))\b|"
    r"^[\d\s]*\d\s*[+*x]\s*\d[\d\s=?]*$|"
    r"^\W*(?:fai finta di|fingi di|agisci come|pretend (?:to be|you are)|act as|fais semblant)\b"
)


def reply(text: str, language: str) -> str | None:
    """A short reply in the language of what was said; None where it is a question to the documents.

    >>> reply("Grazie mille!", "it").startswith("Prego")
    True
    >>> reply("ciao, quanti posti ha l'OsCo di Ravenna?", "it")
    """
    folded = fold(" ".join(text.split()))
    for name, pattern in _REPLIES:
        if pattern.fullmatch(folded):
            return say(name, language)
    return say("reply_orders", language) if _ORDERS.search(folded) else None
