"""Pure: what a library is about: names that recur in the titles, headings and first lines of different documents."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rag.analysis import fold, stop_words
from rag.names import shown_name

# Subjects shown, words of a name, fewest and the largest share of releases that speak of one.
MOST: Final = 8
_LONGEST: Final = 6
_FEWEST: Final = 2
_COMMON: Final = 0.35
# A longer name stands for the shorter inside it from this share of its releases on; two of these names are one subject
# where they share so much of their documents or words.
_STANDS: Final = 0.5
_OVERLAP: Final = 0.5
_STEM: Final = 6
# How much a name counts by its content words: one word alone says little.
_WEIGHTS: Final = (0.0, 0.3, 1.0, 1.4, 1.5, 1.5)
# A defined acronym makes a name sure.
_KNOWN: Final = 2.0
# A name that no article ever precedes may be a verb and what follows it.
_BARE: Final = 0.7
_FEW: Final = 0.6
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|\d[\w/.,-]*|[^\w\s]")
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_JOINING: Final = frozenset(
    "di del dello della dell' dei degli delle e ed per il la lo l' i gli le non in nel nella nell' a al alla all' su "
    "sul "
    "sulla da dal dalla con de du des d' et pour les un une au aux en of and for the on".split()
)
# Words of dates, of documents and of their parts name no subject.
_EMPTY: Final = frozenset(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedi martedi "
    "mercoledi giovedi venerdi sabato domenica anno anni mese mesi giorno oggi sintesi pagina pagine documento "
    "documenti "
    "comunicato stampa notizia notizie indirizzo ufficiale fonte testo nota note legge capitolo parte tabella figura "
    "allegato articolo introduzione premessa indice contatti leggi vai link sito web home page redazione scritto "
    "parole "
    "nostre riassunto riassunta redatta regesto edizione prima seconda terza chapter section table figure contents "
    "page "
    "milioni milione miliardi euro almeno previsto prevista "
    "delibera delibere deliberazione determina decreto avvertenza breve lettura chiede cosa come quando quali "
    "quanto".split()
)
# Who decides is no subject: every document speaks of the Giunta.
_DECIDING: Final = re.compile(r"(?:giunta|assemblea|consiglio|assessor[ea]|presidente|regione|commissione)\b")
_STOPS: Final = frozenset().union(*(stop_words(language) for language in ("it", "fr", "en"))) - _JOINING
_ARTICLES: Final = {
    "il": "il", "del": "il", "al": "il", "nel": "il", "dal": "il", "sul": "il",
    "lo": "lo", "dello": "lo", "allo": "lo", "nello": "lo", "dallo": "lo", "sullo": "lo",
    "la": "la", "della": "la", "alla": "la", "nella": "la", "dalla": "la", "sulla": "la",
    "l'": "l'", "dell'": "l'", "all'": "l'", "nell'": "l'", "dall'": "l'", "sull'": "l'",
    "i": "i", "dei": "i", "ai": "i", "nei": "i", "dai": "i", "sui": "i",
    "gli": "gli", "degli": "gli", "agli": "gli", "negli": "gli", "dagli": "gli", "sugli": "gli",
    "le": "le", "delle": "le", "alle": "le", "nelle": "le", "dalle": "le", "sulle": "le",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What a subject may be named in: a title, a heading or first lines of a document, and its release."""

    document: str
    release: str
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that several releases speak of; ``article`` is the Italian one that goes with the name, or ""."""

    name: str
    article: str
    acronym: str
    documents: tuple[str, ...]
    releases: int


@dataclass
class _Seen:
    releases: set[str]
    documents: dict[str, None]
    spelt: Counter[str]
    articles: Counter[str]
    words: tuple[str, ...]


def subjects_of(texts: Iterable[Text], expansions: Mapping[str, str], without: Iterable[str] = ()) -> list[Subject]:
    """The subjects of a library, the one most spoken of first.

    ``expansions`` are folded expansions of acronyms with their acronym; ``without`` names (of publishers,
    territories) that are no subject of their own.
    """
    held = list(texts)
    total = len({each.release for each in held})
    seen = _counted(held)
    barred = {fold(shown_name(name)) for name in without}
    scores: dict[str, float] = {}
    for name, each in seen.items():
        number = len(each.releases)
        if (
            number >= _FEWEST
            and number <= max(_FEWEST, _COMMON * total)
            and not (name in barred or _DECIDING.match(name))
        ):
            weight = _WEIGHTS[min(len(each.words), len(_WEIGHTS) - 1)]
            rarity = math.log(1 + total / number)
            sure = (_KNOWN if name in expansions else 1.0) * (1.0 if each.articles else _BARE)
            sure *= 1.0 if number > _FEWEST else _FEW
            scores[name] = number * weight * rarity * sure
    chosen = _apart(_longest(scores, seen), seen)
    return [_subject(name, seen[name], expansions) for name in chosen]


def _counted(texts: Sequence[Text]) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for text in texts:
        tokens = _WORD.findall(text.text.replace("’", "'"))
        plain = [fold(token) for token in tokens]
        for start in range(len(tokens)):
            if not _may_end(tokens[start], plain[start]):
                continue
            for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
                if not _NAME_WORD.fullmatch(tokens[end - 1]):
                    break
                if _may_end(tokens[end - 1], plain[end - 1]):
                    _note(seen, text, tokens, plain, start, end)
    return seen


def _note(seen: dict[str, _Seen], text: Text, tokens: list[str], plain: list[str], start: int, end: int) -> None:
    own = plain[start:end]
    words = tuple(word for word in own if word not in _JOINING)
    if any(word in _EMPTY or word in _STOPS for word in words):
        return
    name = " ".join(own).replace("' ", "'")
    known = seen.get(name)
    if known is None:
        known = seen[name] = _Seen(set(), {}, Counter(), Counter(), words)
    known.releases.add(text.release)
    known.documents[text.document] = None
    known.spelt[" ".join(tokens[start:end]).replace("' ", "'")] += 1
    if start and plain[start - 1] in _ARTICLES:
        known.articles[_ARTICLES[plain[start - 1]]] += 1


def _may_end(token: str, plain: str) -> bool:
    return len(plain) > 3 and plain not in _JOINING and plain not in _EMPTY and token[0].isalpha()


def _longest(scores: Mapping[str, float], seen: Mapping[str, _Seen]) -> list[str]:
    """Names, best first, without those that stand mostly inside a longer one."""
    inside: set[str] = set()
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in scores:
        for word in set(seen[name].words):
            by_word[word].append(name)
    for name in scores:
        rare = min(seen[name].words, key=lambda word: len(by_word[word]))
        for other in by_word[rare]:
            if (
                len(other) > len(name)
                and f" {name} " in f" {other} ".replace("'", " ")
                and len(seen[other].releases) >= _STANDS * len(seen[name].releases)
            ):
                inside.add(name)
                break
    return sorted((name for name in scores if name not in inside), key=lambda name: (-scores[name], name))


def _apart(names: Sequence[str], seen: Mapping[str, _Seen]) -> list[str]:
    """The best names that don't speak of what a better one speaks of."""
    chosen: list[str] = []
    for name in names:
        mine, words = seen[name].releases, _stems(seen[name].words)
        if all(
            len(mine & seen[other].releases) <= _OVERLAP * min(len(mine), len(seen[other].releases)) + 1
            and len(words & _stems(seen[other].words)) < _OVERLAP * min(len(words), len(seen[other].words)) + 0.1
            for other in chosen
        ):
            chosen.append(name)
            if len(chosen) == MOST:
                break
    return chosen


def _stems(words: Iterable[str]) -> set[str]:
    """The beginnings of words: "pubbliche amministrazioni" and "Pubblica Amministrazione" are one subject."""
    return {word[:_STEM] for word in words}


def _subject(name: str, seen: _Seen, expansions: Mapping[str, str]) -> Subject:
    spelt = seen.spelt.most_common(1)[0][0]
    article = seen.articles.most_common(1)[0][0] if seen.articles else ""
    return Subject(spelt, article, expansions.get(name, ""), tuple(seen.documents), len(seen.releases))
