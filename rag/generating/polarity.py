"""Does a sentence say yes where its quote says no, or more where it says less? By words that turn a meaning; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from rag.analysis import fold, stop_words, words

# "Not only … but also" says yes; "ne … que" says only; "non autosufficienza" is a name.
_NO_NEGATION: Final = re.compile(
    r"\bnon (?:solo|soltanto|solamente|e escluso che)\b|\bnon[- ](?:autosufficien\w*|profit|autonom\w*|vedent\w*|"
    r"udent\w*|"
    r"governativ\w*|universitari\w*|sanitari\w*)|\bno[- ]profit\b|\bnot (?:only|just|merely)\b|\bnon seulement\b|"
    r"\bn(?:e |')\w+(?: \w+)? qu(?:e |')|\bno\. ?\d|\bn\. ?\d|\bse non\b|\bsans doute\b|\bno less than\b|"
    r"\b(?:non|not)[- ](?:self|auto)[- ]?suffi\w*|\bnonche\b|\bno (?:later|earlier) than\b|\bnon meno di\b|\bnon "
    r"oltre\b|"
    r"\bau plus tard\b|\bsenz'altro\b|\bpas moins de\b|\bnot (?:less|fewer) than\b"
)
_NEGATION: Final = re.compile(
    r"\b(?:non|ne pas|nessun\w*|senza|mai|neppure|nemmeno|neanche|niente|nulla|priv[oaie] di|"
    r"pas|aucun\w*|jamais|sans|rien|depourvu\w* de|"
    r"not|no|never|none|without|neither|nor|cannot|nothing|lack\w*|ni)\b|n't\b|\bnon-"
)
# A word that says no by itself, so that "non obbligatorio" may be told as "facoltativo".
_NEGATIVE: Final = re.compile(
    r"\b(?:vietat\w*|esclus\w*|escludon\w*|esclud\w*|manc\w+|assen\w+|impossibil\w*|rifiut\w+|respint\w*|"
    r"facoltativ\w*|"
    r"interdit\w*|exclu\w*|manqu\w+|refus\w+|rejet\w+|facultati\w*|hors|except\w*|eccett\w*|salvo|tranne|"
    r"forbidden|ban\w*|missing|absen\w+|impossible|reject\w*|optional|fail\w*|outside|fuori|solo|soltanto|only|"
    r"seul\w*|uniquement|anziche|invece|rather|instead|plutot|in(?:dipendent|depend|variat)\w*)\b"
)
# Two sides of one question: where the quote is on one side only, the sentence may not be on the other only.
_SIDES: Final = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        (r"aument\w+|cresc\w+|cresciut\w*|increment\w+|in piu|salit\w*|salgono|sale|hausse|augment\w+|en plus|"
         r"croissance|"
         r"increas\w+|rise\w?|rose|risen|growth|grew|grow\w*|more than in|higher",
         r"diminu\w+|cal[oai]|calat\w*|calano|riduc\w+|riduzion\w+|ridott\w*|in meno|sces\w+|scend\w+|baisse\w*|"
         r"redui\w+|"
         r"reduction\w*|en moins|decreas\w+|fall\w*|fell|drop\w*|declin\w+|reduc\w+|fewer|lower|cut"),
        (r"almeno|minim[oaie]|au moins|minimum|at least|non meno di|no less than|not less than",
         r"al massimo|massim[oaie]|fino a un massimo|au plus|maximum|at most|up to|jusqu'a"),
        (r"approvat\w*|approva\w*|adottat\w*|accolt\w*|approuv\w+|adopt\w+|approv\w+|passed",
         r"respint\w*|bocciat\w*|rigettat\w*|rejet\w+|reject\w+|abrogat\w*|abroge\w*|repeal\w*|annullat\w*|"
         r"annul\w+|revocat\w*"),
        (r"obbligator\w*|obbligo|obligatoire\w*|mandatory|compulsory|required",
         r"facoltativ\w*|volontari\w*|facultati\w*|volontaire\w*|optional|voluntary"),
        (r"favorevol\w*|a favore|favorable\w*|in favour|in favor",
         r"contrari\w*|contro|contre|against|defavorable\w*|unfavou?rable"),
        (r"prima di|prima del\w*|avant|before|precedent\w*",
         r"dopo|apres|after|successiv\w*|following"),
        (r"apert\w*|apre|aprono|apertur\w*|inaugurat\w*|ouvert\w*|ouvr\w+|open\w*|inaugurat\w*",
         r"chius\w*|chiud\w*|chiusur\w*|ferme\w*|clos\w+|shut"),
        (r"prorogat\w*|proroga\w*|prolung\w*|prolong\w*|extend\w*|extension|prorog\w*",
         r"scadut\w*|cessat\w*|interrott\w*|revocat\w*|expir\w*|revoqu\w*|revok\w*|abolit\w*|aboli\w*"),
        (r"(?:di|piu|per) (?:piccol|minor)\w*|piu bass\w*|lowest|smallest|plus (?:petit|bas|faible)\w*",
         r"(?:di|piu|per) (?:grand|maggior)\w*|piu alt\w*|highest|largest|plus (?:grand|haut|eleve)\w*"),
        (r"dimezz\w+|halv\w+|moitie", r"raddoppi\w+|doubl\w+"),
        (r"entro|non oltre|au plus tard|no later than|d'ici", r"dopo|oltre il|apres|after"),
        (r"almeno|au moins|at least", r"fino a(?= (?:un|due|tre|quattro|cinque|sei|dieci|\d))|up to|jusqu'a(?= \w+ )"),
        (r"puo|possono|peut|peuvent|can", r"dev[eo]\w*|doit|doivent|must|shall|obbligat\w*|obligatoir\w*|mandatory"),
        (r"solo|soltanto|solamente|only|seulement|uniquement", r"anche|also|aussi|too|egalement"),
        (r"su proposta|d'intesa|in accordo|sur proposition|en accord|on the proposal|in agreement",
         r"contro|nonostante|contre|malgre|against|despite"),
        (r"gratuit\w*|free of charge", r"a pagamento|payant\w*|paid service"),
        (r"unanimita|unanimite|unanim\w*", r"maggioranza|majorite|majority"),
    )
)  # fmt: skip
# Words after a negation that it may turn: fewer miss the verb, more take in the next clause.
_SCOPE: Final = 6
_CLAUSE: Final = re.compile(r"[,;:.()\n]|\b(?:ma|mais|but|mentre|tandis que|while|pero|however|invece)\b")

_PLUS: Final = re.compile(r"(?<!\w)\+\s?(?=\d)")
_MINUS: Final = re.compile(r"(?<=[\s(:])[-−–]\s?(?=\d[\d.,]*\s?%)")

Alike = Callable[[Sequence[str], Sequence[str]], Sequence[float]]


def turned(sentence: str, language: str, quote: str, written_in: str, alike: Alike) -> bool:
    """True where a sentence turns what its quote (the whole sentence quoted) says.

    ``alike`` tells how far each of some words of the sentence stands among words of the quote, 0 to 1.
    """
    said, written = _read(sentence, language), _read(quote, written_in)
    return _other_side(said, written) or _negation_turned(said, language, written, written_in, alike)


def _read(text: str, language: str) -> str:
    """A text folded; folding would make the Italian "né" (nor) the same as "ne" (of it)."""
    text = _MINUS.sub(" in meno ", _PLUS.sub(" in più ", text))
    return fold(re.sub(r"\b[Nn][éè]\b", "non", text) if language == "it" else text)


def sides(folded: str) -> set[tuple[int, int]]:
    """On which side of which question a folded text stands."""
    return {(at, side) for at, pair in enumerate(_SIDES) for side in (0, 1) if pair[side].search(folded)}


def _other_side(said: str, written: str) -> bool:
    for one, other in _SIDES:
        for mine, theirs in ((one, other), (other, one)):
            if mine.search(said) and theirs.search(written) and not (theirs.search(said) or mine.search(written)):
                return True
    return False


def _negation_turned(said: str, language: str, written: str, written_in: str, alike: Alike) -> bool:
    mine, theirs = _scopes(said, language), _scopes(written, written_in)
    if mine and not theirs:
        return not _NEGATIVE.search(written)
    if theirs and not mine and not _NEGATIVE.search(said):
        plain = [word for word in words(said) if word not in stop_words(language)]
        # Turned only where the sentence says what the quote denies: most words of the negation's scope are in it.
        return any(scope and _share(alike(scope, plain)) >= 0.5 for scope in theirs)
    if len(mine) > len(theirs):
        # One negation more: of something that the quote says without one?
        denied = {word for scope in theirs for word in scope}
        plain = [word for word in words(written) if word not in stop_words(written_in) | denied]
        return any(word in plain for scope in mine for word in scope[:1])
    return False


def _scopes(folded: str, language: str) -> list[list[str]]:
    """For each negation of a folded text the words that it may turn."""
    plain = _NO_NEGATION.sub(lambda found: " " * len(found[0]), folded)
    scopes = []
    for found in _NEGATION.finditer(plain):
        end = _CLAUSE.search(plain, found.end())
        after = words(plain[found.end() : end.start() if end else len(plain)])
        scopes.append([word for word in after if word not in stop_words(language)][:_SCOPE])
    return scopes


def _share(found: Sequence[float]) -> float:
    return sum(each >= 0.5 for each in found) / len(found) if len(found) else 0.0
