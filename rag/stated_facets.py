"""Where a question states kind, language, territory or publisher: every place it does, and whether that excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from rag.analysis import fold
from rag.facets import Facets
from rag.names import facet_key
from rag.stated_dates import dates_in
from rag.stated_words import ALONE, IN, KIND_NOUNS, LANGUAGES, NOT_PRESS, ONLY_IN, ONLY_OF, PLURAL, WHOSE
from rag.territories import COUNTRY, NAMES, REGIONS
from rag.types import Filters

Facet = Literal["kind", "territory", "publisher", "language", "date", "superseded"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing stated at ``text[start:end]``; ``hard`` where it excludes, else it is a preference."""

    facet: Facet
    values: Filters
    start: int
    end: int
    hard: bool = False


_SAYS: Final = (
    r"\b(?:secondo|stando a|a detta di|d'apres|selon|according to|as reported by|as per|"
    r"(?:che )?(?:cosa|come|quanto)? ?dice|que dit|what does)(?: (?:il|la|lo|le|the))? ?(?:l')?$"
)
# What papers do: read there, it is theirs.
_WRITES: Final = (
    r"\b(?:scrive|riporta|racconta|pubblica|ecrit|rapporte|raconte)(?: (?:il|la|lo|le))? ?(?:l')?$|"
    r"\b(?:legg\w+|letto|scritt\w+|pubblicat\w+|uscit\w+|riportat\w+|appars\w+|trov\w+|cerca\w*|lit|lu|publie\w*|read|"
    r"published|reported|written)(?: [\w'-]+){0,3}? (?:su|sul|sulla|sull'|sur|on)(?: (?:le|la|the))? ?$"
)
_OF: Final = (
    r" (?:di|del|della|dello|dell'|dei|de|du|de la|d'|from|by|of|about|in|su|sulla|sur|en)"
    r"(?: (?:il|la|le|the))? ?(?:l')?$"
)
_NOT: Final = (
    r"\b(?:tranne|eccetto|salvo|esclus[aoei]|fuori d\w+|a parte|divers[aeio] d\w+|except|excluding|outside|sauf|hormis|"
    r"hors de?|not)(?: [\w']+){0,2} ?$"
)
_ARTICLE: Final = (
    r"(?:\b(?:il|lo|la|i|gli|le|un|una|les?|la|the|a|an|nel|nello|nella|dal|dans|qual[ei]|quel(?:le)?s?|which|what) |"
    r"\b(?:un|l|dell|nell|d|all|sull)')$"
)


def kinds(folded: str, known: Facets, today: date | None) -> Iterator[Said]:
    """The kinds named as documents ("nei comunicati") or by a single one ("il comunicato")."""
    for kind in known.kinds:
        plain, loose = KIND_NOUNS.get(kind, ("", ""))
        for nouns, sure in ((plain, True), (loose, False)):
            for match in re.finditer(rf"\b(?:{nouns})\b{NOT_PRESS}", folded) if nouns else ():
                before = folded[: match.start()]
                inside = re.search(IN, before)
                opens = re.search(ONLY_IN, before) or (inside if sure else None)
                if opens or (sure and _dated_after(folded[match.end() :], today)):
                    yield Said("kind", Filters(kind=kind), opens.start() if opens else match.start(), match.end(), True)
                elif inside or sure or re.search(_ARTICLE, before):
                    yield Said("kind", Filters(kind=kind), match.start(), match.end())


def _dated_after(rest: str, today: date | None) -> bool:
    """True when the date of the documents follows: "i comunicati *del 2024*"."""
    return any(re.fullmatch(WHOSE + " ", rest[: each.start]) for each in dates_in(rest, (), today) if not each.beside)


def languages(folded: str, known: Facets) -> Iterator[Said]:
    """The languages of documents named ("i documenti in francese"); "rispondi in francese" is none."""
    for code in known.languages:
        names = LANGUAGES.get(code)
        for nouns, plural in ((PLURAL, True), (ALONE, False)) if names else ():
            after = (
                rf"\b(?:{nouns}){NOT_PRESS}(?: (?:stampa|written|scritti|redatti|ecrits|rediges))? "
                rf"(?:in (?:lingua )?|en (?:langue )?)?(?:{names})\b"
            )
            ahead = rf"\b(?:{names})(?:-language)? (?:[\w-]+ )?(?:{nouns})\b"
            for match in re.finditer(f"{after}|{ahead}", folded):
                before = folded[: match.start()]
                opens = (re.search(ONLY_OF, before) or re.search(IN, before)) if plural else None
                start = opens.start() if opens else match.start()
                yield Said("language", Filters(language=code), start, match.end(), opens is not None)


def territories(folded: str, known: Facets) -> Iterator[Said]:
    """The territories named, in any language or as an adjective; only "solo documenti della Lombardia" excludes."""
    taken: list[tuple[int, int]] = []
    for pattern, value, adjective in _spellings(known):
        for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", folded):
            before, after = folded[: match.start()], folded[match.end() :]
            if re.search(_NOT, before) or not _free(match.span(), taken):
                continue
            of = re.search(rf"\b(?:{PLURAL})(?:{_OF}{'| $' if adjective else ''})", before)
            if of:
                limited = re.search(ONLY_OF, before[: of.start()])
            else:
                limited = re.search(ONLY_OF, before) if re.match(rf"(?:'s)? (?:{PLURAL})\b", after) else None
            start = limited.start() if limited else match.start()
            yield Said("territory", Filters(territory=value), start, match.end(), limited is not None)


def _spellings(known: Facets) -> list[tuple[str, str, bool]]:
    """For each way of naming a territory the library has: a pattern, the territory, whether it is an adjective."""
    there = {facet_key(each): each for each in known.territories if each != COUNTRY}
    named = {fold(name): there[facet_key(region)] for name, region in NAMES.items() if facet_key(region) in there}
    named |= {fold(name): name for name in there.values()}
    ways = [(re.escape(name), value, False) for name, value in named.items()]
    ways += [(REGIONS[each][1], there[facet_key(each)], True) for each in REGIONS if facet_key(each) in there]
    return sorted(ways, key=lambda way: -len(way[0]))


def publishers(folded: str, known: Facets) -> Iterator[Said]:
    """The publishers asked ("secondo RavennaToday"); one that is only spoken of is none.

    What is read in a paper is asked of that paper alone; what a public body says, others report too.
    """
    taken: list[tuple[int, int]] = []
    for name in sorted(known.publishers, key=len, reverse=True):
        parts = _parts(name)
        if not parts or parts[0] not in folded or len(facet_key(name)) < 4 or not all(part in folded for part in parts):
            continue
        for match in re.finditer(rf"(?<!\w){r'[^0-9a-z]*'.join(parts)}(?!\w)", folded):
            before = folded[: match.start()]
            if re.search(_NOT, before) or not _free(match.span(), taken):
                continue
            of = re.search(rf"\b(?:{PLURAL}){NOT_PRESS}{_OF}", before)
            only = re.search(ONLY_OF, before)
            reads = re.search(_WRITES, before) or of
            opens = only or reads or re.search(_SAYS, before)
            if opens:
                hard = bool(only) or (bool(reads) and facet_key(name) in known.papers)
                yield Said("publisher", Filters(publisher=name), opens.start(), match.end(), hard)


@lru_cache(maxsize=4096)
def _parts(name: str) -> list[str]:
    """The folded words of a publisher's name: "RavennaToday" is also "Ravenna Today", "Il Resto" also "Resto"."""
    parts = [fold(part) for part in re.findall(r"[A-ZÀ-Þ]?[^\W_A-ZÀ-Þ\d]+|[A-ZÀ-Þ]+|\d+", name)]
    return parts[1:] if len(parts) > 1 and parts[0] in ("il", "la", "lo", "le", "l", "the") else parts


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """True, and noted, when no longer name has been found at the same place."""
    if any(start < span[1] and span[0] < end for start, end in taken):
        return False
    taken.append(span)
    return True
