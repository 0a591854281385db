"""Is a question a claim to check, and which: the claim with the words of asking taken off; pure.

"È vero che i webinar sono stati tre?" asks openly; "il piano è scaduto?" asks by its question mark alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rag.analysis import fold, words
from rag.question import content_words

# What openly asks for a check, before the claim ("è vero che …") and after it ("…, giusto?"), folded.
_BEFORE: Final[dict[str, str]] = {
    "it": r"(?:(?:ma|allora|quindi|scusa|sai se|mi sai dire se|e) )?(?:"
    r"(?:e'?|sarebbe|era|sara) (?:proprio |davvero |poi )?(?:vero|giusto|corretto|esatto|confermato|falso)"
    r"(?: (?:dire|affermare|sostenere|scrivere))? (?:che|se)|vero che|corrisponde al vero che|"
    r"(?:mi|ci) (?:dicono|hanno detto|ha detto qualcuno|risulta|e stato detto|sembra)(?: che)?|"
    r"(?:ho|abbiamo) (?:letto|sentito)(?: dire)?(?: da qualche parte)? che|(?:si|qualcuno) dice che|"
    r"dicono che|pare che|"
    r"(?:mi )?(?:confermi|confermate|conferma|(?:puoi|potete|puo|potresti) conferma(?:re|rmi))(?: se| che)|"
    r"(?:verifica|controlla|verificare|controllare)(?: se| che)?|vero o falso)\b\s*[:,]?",
    "fr": r"(?:(?:mais|alors|donc) )?(?:"
    r"(?:est-(?:ce|il)|c'est|serait-(?:ce|il)) (?:bien |vraiment )?(?:vrai|exact|juste|correct|confirme|faux)"
    r"(?: de (?:dire|penser))?(?:,)? (?:que|qu')|vrai que|vrai ou faux|"
    r"(?:on (?:me|nous) dit|on m'a dit|j'ai (?:lu|entendu)(?: dire)?|il parait|on dit|"
    r"(?:pouvez|peux|pourriez)-(?:vous|tu) (?:me )?confirmer|confirme[sz]?-(?:vous|tu)) (?:que|qu')|"
    r"verifie[rz]?(?: (?:si|que|qu'))?)\s*[:,]?",
    "en": r"(?:(?:so|but|and),? )?(?:"
    r"is (?:it|that) (?:really |actually )?(?:true|right|correct|accurate|fair|false)(?: to say)?(?: that)?|"
    r"true or false|(?:can|could) you (?:please )?(?:confirm|check|verify)(?: that| if| whether)?|"
    r"(?:i(?:'ve| have)? (?:read|heard|been told|was told)|i'm told|they (?:say|tell me|told me)|someone told me|"
    r"people say|apparently)(?: that)?|(?:please )?(?:check|verify|confirm)(?: that| if| whether)?)\b\s*[:,]?",
}
_AFTER: Final[dict[str, str]] = {
    "it": r"(?:(?:e'?|non e) )?(?:giusto|vero|corretto|esatto|cosi)|torna(?: tutto)?|ok|(?:me lo |"
    r"mi |lo )?conferm(?:i|ate|a)|"
    r"dico bene|(?:ti|vi|le) (?:risulta|torna)|no|si o no|vero o falso|sbaglio|o sbaglio|e' cosi|e vero o no",
    "fr": r"n'est-ce pas|(?:est-ce|c'est) (?:bien )?(?:vrai|exact|juste|correct|ca|cela)|vrai(?: ou faux)?|"
    r"exact|correct|"
    r"pas vrai|non|ok|(?:vous |tu )?confirme[sz]?(?:-(?:vous|tu))?|d'accord|juste|oui ou non",
    "en": r"right|correct|true(?: or false)?|ok|okay|yes|no|is (?:that|this|it) (?:so|right|true|correct|accurate)|"
    r"isn't (?:it|that so)|(?:can|could) you confirm(?: that| this)?|confirm(?:ed)?|yes or no|"
    r"(?:is|was|are|were|does|do|did|has|have|had|wo|ca|would|should)n't (?:it|they|he|she|there|we|you)",
}
_ENDING: Final = {
    each: re.compile(rf"(?:[,.;:!?–—-]+\s*|\s+(?=(?:vero|giusto|right|ok)\W*$))(?:{form})\s*[?.!]*\s*$")
    for each, form in _AFTER.items()
}
_OPENING: Final = {each: re.compile(rf"^\W*(?:{form})\s*") for each, form in _BEFORE.items()}
# What is told before a check is asked for: "Alcuni si lamentano: è vero che …".
_PREFACE: Final = {each: re.compile(rf"^[^:?!]{{3,120}}[:!]\s+(?:{form})\s*") for each, form in _BEFORE.items()}
# Who is said to say it: "un collega sostiene che …".
_TELLER: Final = re.compile(
    r"^(?:[\w']+ ){1,4}?(?:sostien[ei]\w*|sostengono|dic(?:e|ono)|afferma(?:no)?|scriv(?:e|ono)|soutien\w+|dit|disent|"
    r"affirm\w+|ecri(?:t|vent)|claims?|says?|writes?) (?:che|que|qu'|that) ?"
)
# Who says it: not a part of what is said.
_SAID_BY: Final = re.compile(
    r"[,;]?\s*\b(?:lo (?:dice|dicono|scrive|scrivono|afferma|riporta|riportano)|"
    r"(?:c'est ce que|comme le) (?:dit|disent|ecrit)|(?:so|as) says?|says?|selon|d'apres|according to|a detta d\w+|"
    r"stando a\w*) (?:(?:il|lo|la|le|i|gli|l'|un|una|une|the|this|that|quest\w+|cet?|cette|dell'|della|del)\s*)?"
    r"(?:articolo|giornale|testo|documento|pagina|comunicato|article|journal|texte|document|communique|page|paper|"
    r"press release|text|report)(?: \w+)?(?=[,.;?!]|$)"
)
# "hanno detto tutti che": what is said, and that nobody said otherwise.
_ALL_SAY: Final = re.compile(
    r"^(?:[^,.;]{0,30}\b)?(?:"
    r"(?:tutt[ie]|chiunque) (?:hanno (?:detto|dichiarato|affermato|confermato)|dicono|concordano|confermano)|"
    r"hanno (?:detto|dichiarato|affermato|confermato) tutt[ie]|(?:dicono|concordano|confermano) tutt[ie]|"
    r"(?:tous|toutes|tout le monde) (?:ont dit|disent|dit|affirment|confirment)|ont tou(?:s|tes) dit|"
    r"(?:all|everyone|everybody|they all) (?:\w+ )?(?:said|says?|agrees?d?|confirms?|confirmed)(?: that)?)"
    r" ?(?:che|qu[e']|that)?\s*"
)
_WHAT: Final = re.compile(
    r"\b(chi|cosa|^(?:\w+ )?che\b|com'e\w*|^e se|che cos\w*|quant[oaie]|quando|qual[ie]?|dove|come|perche|"
    r"a che|che (?=\w+ (?:e|ha|hanno|devo|serve)\b)|"
    r"qui|quoi|combien|quand|quel(?:le)?s?|ou est|comment|pourquoi|qu'est|que\b(?= \w+[- ](?:t-)?(?:il|elle|on))|"
    r"who|whom|what|which|when|where|how|why|mi dai|dammi|dimmi|elenca\w*|spiega\w*|donne\w*|give me|tell me|list)\b"
)
_EITHER: Final = re.compile(r"\b(o|oppure|ou|or)\b")
_VERB: Final = re.compile(
    r"\b(essere|sono|era|erano|sara|saranno|ha|hanno|aveva|c'e|ci sono|vale|valgono|viene|vengono|puo|possono|"
    r"deve|devono|"
    r"bisogna|serve|prevede|fa|fanno|si \w+[aei]|est|sont|etait|etaient|a|ont|sera|seront|peut|doit|vaut|is|"
    r"are|was|were|"
    r"has|have|had|does|do|did|will|can|must|should|conta(?:no)?|dura(?:no)?|costa(?:no)?|compte(?:nt)?|dure(?:nt)?)\b"
)
_INVERTED: Final = re.compile(
    r"^(?:so |but |and )?(?:isn't|wasn't|aren't|weren't|didn't|doesn't|hasn't|haven't|is|was|are|were|did|does|do|has|"
    r"have|had|will|can|must) (?!it\b|that\b|this\b|there\b(?= any))"
)
_EMPHASIS: Final = re.compile(r"\b(?:really|actually|truly|davvero|veramente|proprio|vraiment|reellement)\b\s*")
_TURNED: Final = re.compile(r"(?<=\w)-(?:t-)?(?:il|elle|ils|elles|on)\b")
_LEADS_IN: Final = re.compile(r"^(?:est-ce qu(?:e |')|ma |e poi |scusa,? )\s*")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim taken out of a question. ``openly``: a check was asked for; ``by_all``: all are said to say so."""

    text: str
    openly: bool
    by_all: bool = False


def claim_in(text: str, language: str) -> str | None:
    """The claim that a question asks to check, without the words of asking; None when it asks something else.

    >>> claim_in("È vero che i webinar sono stati tre?", "it")
    'i webinar sono stati tre'
    """
    claimed = claimed_in(text, language)
    return claimed.text if claimed else None


def claimed_in(text: str, language: str) -> Claimed | None:
    """The same, with how it was asked."""
    shown = " ".join(text.replace("’", "'").split())
    bare, openly = _without_asking(shown, language)
    bare = _cut(bare, _SAID_BY).strip(" ,;:.")
    if openly and (teller := _TELLER.match(fold(bare))):
        bare = bare[teller.end() :]
    every = _ALL_SAY.match(fold(bare))
    if every and every.end() < len(bare):
        bare = bare[every.end() :]
    if not openly and not _asks_by_its_mark(shown, language):
        return None
    bare = _straight(bare, language) if not openly or language != "it" else bare
    bare = bare.strip(" ,;:?!").strip()
    if len(words(bare)) < 2 or (openly and _starts_by_asking(bare) and not _led_by_that(shown, bare)):
        return None
    return Claimed(bare, openly, bool(every))


def _without_asking(text: str, language: str) -> tuple[str, bool]:
    """The text without "è vero che" before it and "giusto?" after it, and whether one stood there."""
    openly = False
    for each in dict.fromkeys((language, "it", "fr", "en")):
        folded = fold(text)
        if not openly and (preface := _PREFACE.get(each, _PREFACE["it"]).match(folded)):
            text, openly = text[preface.end() :], True
            folded = fold(text)
        if (opening := _OPENING.get(each, _OPENING["it"]).match(folded)) and opening.end() < len(text) - 3:
            text, openly = text[opening.end() :], True
            folded = fold(text)
        if (ending := _ENDING.get(each, _ENDING["it"]).search(folded)) and ending.start() > 3:
            text, openly = text[: ending.start()], True
        if openly:
            break
    return text, openly


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(fold(text))
    return text[: found.start()] + text[found.end() :] if found else text


def _starts_by_asking(text: str) -> bool:
    asking = _WHAT.search(fold(text))
    return bool(asking and asking.start() <= 3)


def _led_by_that(text: str, claim: str) -> bool:
    """True for "è vero che chi assiste è pagato?": what follows "that" is told, not asked."""
    return bool(re.search(r"\b(?:che |que |qu'|that )$", fold(text[: max(0, text.find(claim))])))


def _asks_by_its_mark(text: str, language: str) -> bool:
    """A question that only yes or no answers: a verb, no question word, no choice, one sentence."""
    lower = fold(text.replace("È", "è").replace("è", "essere").replace("E' ", "essere "))
    if not lower.rstrip().endswith("?") or lower.count("?") > 1 or _WHAT.search(lower) or _EITHER.search(lower):
        return False
    found = _INVERTED.match(lower) if language == "en" else _VERB.search(lower)
    return bool(found) and len(content_words(text, language)) >= 2


def _straight(text: str, language: str) -> str:
    """A question's words in the order of a statement, as far as search needs it."""
    folded = fold(text)
    if lead := _LEADS_IN.match(folded):
        text = text[lead.end() :]
    if language == "fr":
        text = _TURNED.sub("", text)
    if language == "en" and (begun := _INVERTED.match(fold(text))):
        text = text[begun.end() :]  # "isn't it closed?" claims that it is
    return _cut(text, _EMPHASIS)
