"""Pure: where in a sentence stand the things that a question may ask for: figures, sums, dates, names, places, acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rag.acts import cited
from rag.analysis import WORD, fold, normal
from rag.months import MONTHS

Wanted = Literal["figure", "money", "share", "span", "day", "date", "person", "place", "contact", "act", "any"]

_MONTHS: Final = frozenset(map(fold, MONTHS))
_WEEKDAYS: Final = frozenset(
    """lunedi martedi mercoledi giovedi venerdi sabato domenica lundi mardi mercredi jeudi vendredi samedi dimanche
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_NUMBER_WORDS: Final = frozenset(
    """due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette
    diciotto diciannove venti ventiquattro trenta quaranta cinquanta sessanta settanta ottanta novanta cento duecento
    trecento mille mila milione milioni miliardo miliardi primo prima secondo seconda terzo terza quarto quinto meta
    deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante
    soixante cent million millions milliard milliards premier premiere moitie
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty
    fifty sixty seventy eighty ninety hundred thousand billion billions first second third half""".split()
)
_MAGNITUDE: Final = r"(?:mila|milion\w+|miliard\w+|mld|mln|million\w*|milliard\w*|billion\w*|thousand|mille|m|bn)"
_MONEY_AFTER: Final = re.compile(rf"\s*{_MAGNITUDE}?\s*(?:e \d+ ?mila )?(?:di |d'|of )?\s?(?:euro\w*|eur\b|€)")
_MONEY_BEFORE: Final = re.compile(r"(?:euro|eur|€)\s*$")
_SHARE_AFTER: Final = re.compile(r"\s*(?:%|‰|per ?cento|pour cent|per ?cent)")
_SPAN_AFTER: Final = re.compile(
    r"\s*(?:ann[io]|mes[ei]|giorn[io]|settiman[ae]|or[ae]|minut[io]|ans?|annees?|mois|jours?|semaines?|heures?|"
    r"minutes?|"
    r"years?|months?|days?|weeks?|hours?)\b"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DAY: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_PLACE_BEFORE: Final = frozenset(
    """a ad in nel nella nello nei nelle presso al alla alle allo dal dalla di del della da au aux dans chez en at from
    near of provincia comune citta ville""".split()
)
_TITLES: Final = frozenset(
    """dott dottor dottoressa prof professor professoressa avv ing on sen assessore assessora presidente presidentessa
    direttore direttrice sindaco sindaca ministro ministra consigliere consigliera responsabile referente
    coordinatore coordinatrice president directeur directrice maire ministre conseiller conseillere mr mrs ms dr
    mayor director head chair minister""".split()
)
_CONTACT: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.|\b(?:tel|telefono|numero verde|phone)\b\.?[\s:]*[\d ./-]{6,}"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text: folded, as written (signs made one way), and where it starts in the normal text."""

    word: str
    written: str
    start: int


def tokens_of(text: str) -> list[Token]:
    """The words and numbers of a text, in order."""
    plain = normal(text)
    return [Token(found[0], plain[found.start() : found.end()], found.start()) for found in WORD.finditer(fold(plain))]


def spans_of(text: str, tokens: list[Token]) -> dict[Wanted, tuple[int, ...]]:
    """For each kind of thing the places (numbers of tokens) where one stands; kinds that are not there are left out."""
    folded = fold(normal(text))
    found: dict[Wanted, tuple[int, ...]] = {}
    figures = list(_figures(tokens, folded))
    kinds: dict[Wanted, list[int]] = {
        "figure": figures,
        "money": [at for at in figures if _is_money(tokens[at], folded)],
        "share": [at for at in figures if _SHARE_AFTER.match(folded, _end(tokens[at]))],
        "span": [at for at in figures if _SPAN_AFTER.match(folded, _end(tokens[at]))],
        "day": [at for at, token in enumerate(tokens) if _is_day(token.word)],
        "date": [at for at, token in enumerate(tokens) if _is_date(tokens, at)],
        "person": list(_persons(tokens, folded)),
        "place": list(_places(tokens)),
        "contact": [_token_at(tokens, match.start()) for match in _CONTACT.finditer(folded)],
        "act": _acts(tokens, folded),
        "any": [at for at, token in enumerate(tokens) if at and (_capital(token) or token.word[0].isdigit())],
    }
    for kind, places in kinds.items():
        if places:
            found[kind] = tuple(places)
    return found


def _end(token: Token) -> int:
    return token.start + len(token.word)


def _figures(tokens: list[Token], folded: str) -> Iterator[int]:
    for at, token in enumerate(tokens):
        if token.word[0].isdigit():
            sign = at == 0 and folded[_end(token) : _end(token) + 1] in (".", ")") and len(token.word) < 3
            if not (sign or _YEAR.fullmatch(token.word) or _DAY.fullmatch(token.word)):
                yield at
        elif token.word in _NUMBER_WORDS:
            yield at


def _is_money(token: Token, folded: str) -> bool:
    before = folded[max(0, token.start - 6) : token.start]
    return bool(_MONEY_AFTER.match(folded, _end(token)) or _MONEY_BEFORE.search(before))


def _is_day(word: str) -> bool:
    return word in _MONTHS or word in _WEEKDAYS or bool(_YEAR.fullmatch(word) or _DAY.fullmatch(word))


def _is_date(tokens: list[Token], at: int) -> bool:
    """A day of a month: "30 giugno", "June 30", "30/6/2021"."""
    word = tokens[at].word
    if _DAY.fullmatch(word):
        return True
    beside = [tokens[i].word for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return word in _MONTHS and any(each.isdigit() and 0 < int(each) < 32 for each in beside if len(each) < 3)


def _capital(token: Token) -> bool:
    return token.written[:1].isupper()


def _persons(tokens: list[Token], folded: str) -> Iterator[int]:
    """Names: two capitals in a row past the first word, or one after a title."""
    for at, token in enumerate(tokens):
        if not _capital(token) or len(token.word) < 2:
            continue
        before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
        beside = after is not None and _capital(after) and after.start - _end(token) <= 1
        behind = before is not None and _capital(before) and token.start - _end(before) <= 1
        titled = before is not None and before.word in _TITLES
        if titled or ((beside or behind) and not (token.written.isupper() and len(token.word) > 4)):
            yield at


def _places(tokens: list[Token]) -> Iterator[int]:
    for at, token in enumerate(tokens):
        if at and _capital(token) and tokens[at - 1].word in _PLACE_BEFORE:
            yield at


def _token_at(tokens: list[Token], offset: int) -> int:
    return max((at for at, token in enumerate(tokens) if token.start <= offset), default=0)


def _acts(tokens: list[Token], folded: str) -> list[int]:
    labels = {label for _, label in cited(folded)}
    numbers = {label.split("/")[0] for label in labels}
    return [at for at, token in enumerate(tokens) if labels and (token.word in labels or token.word in numbers)]


# What is asked for stands right after the word that asks ("che affitto paga", "what share of"), or is the verb.
_ASKING: Final = (
    r"(?:che|quale?|quali|quanta|quanto|quanti|quante|quel|quelle|quels|what|which|how much|a quale|di quale|a che)"
)
_SMALL: Final = (
    r"(?:\W+(?:e|sono|est|is|are|the|il|la|l|lo|le|i|gli|un|une|una|del|della|di|de|du|of|era|sara|was)){0,3}\W+"
)


def _asked(things: str, otherwise: str) -> re.Pattern[str]:
    """The things after a word that asks, or words that ask for them by themselves."""
    return re.compile(rf"\b{_ASKING}{_SMALL}(?:{things})\b|\b(?:{otherwise})\b")


_MONEY: Final = _asked(
    r"soldi|euro|cost[oi]|spes[ae]|finanziament[oi]|investiment[oi]|fondi|risorse|budget|importo|somma|stanziamento|"
    r"prezzo|affitto|canone|"
    r"stipendio|tariffa|bonus|contributo|money|cost|spending|price|rent|fee|amount|argent|montant|prix|loyer|coute|"
    r"depense",
    r"quanto (?:\w+ )?(?:cost\w+|spes\w+|spend\w+|pag\w+|stanzia\w+|investi\w+|prend\w+|guadagn\w+)|"
    r"per quant\w+ soldi|l'importo|"
    r"how much (?:money|does .* cost|did .* (?:cost|spend)|was spent|is spent)|combien (?:coute\w*|a coute|d'argent|"
    r"d'euros)",
)
_SHARE: Final = _asked(
    r"percentual\w+|quota|parte|aliquota|share|percentage|part|pourcentage|taux|tasso|rate",
    r"quant\w+ per cento|quelle part",
)
_SPAN: Final = _asked(
    r"durata|eta|periodo massimo|duree|age|duration|termine massimo",
    r"quanto dur\w+|quanto tempo|quant[ie] (?:anni|mesi|giorni|settimane|ore)|per quanto tempo|how (?:long|old)|"
    r"how many (?:years|months|days|hours)|combien de temps|combien d'annees|quel age|fino a che eta",
)
_CONTACT_WORDS: Final = (
    r"telefono|numero di telefono|e-?mail|indirizzo|recapit\w+|contatt\w+|numero verde|phone number|phone|address|"
    r"adresse|telephone"
)
_CONTACTS: Final = _asked(
    _CONTACT_WORDS,
    rf"^(?:qual'?e? e |what is |what's )?(?:il |la |l'|the )?(?:{_CONTACT_WORDS}|pec|fax|mail)\b|"
    rf"a chi (?:si )?scriv\w+|a chi (?:mi )?rivolg\w+|come (?:li |lo |la )?contatt\w+|(?:mi serve|servono|vorrei|"
    rf"dammi|cerco|avete) "
    rf"(?:il |l'|i |la |un )?(?:{_CONTACT_WORDS})|a qui (?:ecrire|m'adresser)|who (?:do|can|should) i (?:write|"
    rf"contact|call)|how (?:do|can) i contact",
)
_ACT: Final = _asked(
    r"atto|delibera\w*|legge|decreto|dgr|norma|regolamento|provvedimento|loi|decret|deliberation|acte|law|act|decree|"
    r"resolution",
    r"con (?:che|quale) (?:atto|delibera\w*|legge|decreto|norma)",
)
_DATE: Final = re.compile(
    r"\b(?:data (?:precisa|esatta)|(?:che|quale|quel|quelle|what|which) (?:giorno|data|date|jour|day)|date (?:precise|"
    r"exacte)|exact date)\b"
)
_KINDS_ASKED: Final[tuple[tuple[Wanted, re.Pattern[str]], ...]] = (
    ("contact", _CONTACTS), ("date", _DATE), ("act", _ACT), ("span", _SPAN), ("share", _SHARE), ("money", _MONEY),
)  # fmt: skip
_BY_ASKS: Final[dict[str, Wanted]] = {"number": "figure", "when": "day", "who": "person", "where": "place"}


def wanted(asks: str, question: str) -> Wanted:
    """The kind of thing that a question asks for; ``any`` where none is plain."""
    folded = fold(question)
    if asks not in ("yes_no", "definition"):
        for kind, pattern in _KINDS_ASKED:
            if pattern.search(folded):
                return kind
    return _BY_ASKS.get(asks, "any")


# A question for the one kind is answered by the others too, less surely: "quanto" may be a share or a sum.
KINDRED: Final[dict[Wanted, tuple[Wanted, ...]]] = {
    "figure": ("figure",),
    "money": ("money", "figure"),
    "share": ("share", "figure"),
    "span": ("span", "day"),
    "day": ("day",),
    "date": ("date",),
    "person": ("person",),
    "place": ("place",),
    "contact": ("contact",),
    "act": ("act",),
    "any": ("any",),
}
