"""A query taken apart for ranking: its words with their weights, and the forms each may take in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rag.analysis import terms, words
from rag.language import LANGUAGES, detect
from rag.question import Asks, content_words, kind_of, names_in

# Index stems that stand for a word of one language in texts of another (or the same), each with how well (0 to 1).
OtherForms = Callable[[str, str, str], Mapping[str, float]]
# What names something else than it says: as written in the query, and its other names (acronyms, spelled out or not).
Named = tuple[str, Sequence[str]]

# Words of a query that are weighed: a question has some ten.
_MOST: Final = 40
# What another name of the thing counts beside its own, and a cognate spelt alike in another language.
_OTHER_NAME: Final = 0.85
_COGNATE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Item:
    """One word that a query is about.

    ``weight`` is its share of the query (all items sum to 1). For each language ``forms`` gives the index stems that
    stand for it, each with how well (0 to 1), and ``spelled`` the sets of stems that do together ("FRNA": the stems of
    "Fondo regionale per la non autosufficienza"). ``exact`` is set for numbers and names.
    """

    word: str
    weight: float
    forms: Mapping[str, Mapping[str, float]]
    spelled: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What the ranker knows of a query."""

    text: str
    language: str
    asks: Asks
    items: tuple[Item, ...]


def take_apart(
    text: str, weigh: Callable[[str], float], others: OtherForms | None = None, named: Sequence[Named] = ()
) -> Query:
    """The query of a text.

    ``weigh`` tells how much a folded word tells (an idf), ``others`` what stands for it besides its own stem
    (translations, the right spelling), ``named`` the other names of what the query names.
    """
    language = detect(text)
    found = _heaviest(content_words(text, language), weigh)
    exact = set(names_in(text, found))
    weights = [max(weigh(word), 0.01) for word in found]
    total = sum(weights) or 1.0
    items = tuple(
        Item(
            word,
            weight / total,
            {each: _forms(word, language, each, others, named) for each in LANGUAGES},
            {each: _spelled(word, each, named) for each in LANGUAGES},
            word in exact or any(sign.isdigit() for sign in word),
        )
        for word, weight in zip(found, weights, strict=True)
    )
    return Query(text, language, kind_of(text), items)


def _heaviest(found: list[str], weigh: Callable[[str], float]) -> list[str]:
    """The words that tell most, in order, where a query has very many."""
    if len(found) <= _MOST:
        return found
    best = sorted(range(len(found)), key=lambda at: -weigh(found[at]))[:_MOST]
    return [found[at] for at in sorted(best)]


# Who does what, as a verb in the question and as a role in the text: a stemmer keeps the two apart.
_ROLES: Final = {
    **dict.fromkeys(
        "presiede presiedono preside presidono presides chairs".split(), ("presidente", "président", "president")
    ),
    **dict.fromkeys(
        "dirige dirigono dirigent directs runs".split(), ("direttore", "direttrice", "directeur", "director")
    ),
    **dict.fromkeys(
        "coordina coordinano coordonne coordinates".split(), ("coordinatore", "coordinatrice", "coordinamento")
    ),
    **dict.fromkeys(
        "guida guidano leads heads".split(), ("responsabile", "direttore", "presidente", "responsable", "head")
    ),
}
_ROLE: Final = 0.8


def _forms(
    word: str, asked_in: str, written_in: str, others: OtherForms | None, named: Sequence[Named]
) -> Mapping[str, float]:
    """Index stems that stand for a word in texts of a language."""
    own = 1.0 if asked_in == written_in else _COGNATE
    found = dict.fromkeys((*terms(word, written_in), *terms(word, asked_in)), own)
    for written, names in named:
        if word in words(written):
            for name in names:
                stems = terms(name, written_in)
                if len(stems) == 1:
                    found.setdefault(stems[0], _OTHER_NAME)
    for role in _ROLES.get(word, ()):
        for stem in terms(role, written_in):
            found.setdefault(stem, _ROLE)
    if others is not None:
        for stem, worth in others(word, asked_in, written_in).items():
            found[stem] = max(worth, found.get(stem, 0.0))
    return found


def _spelled(word: str, language: str, named: Sequence[Named]) -> tuple[frozenset[str], ...]:
    """The names of several words that an acronym of the query stands for."""
    found = [frozenset(terms(name, language)) for written, names in named if words(written) == [word] for name in names]
    return tuple(stems for stems in dict.fromkeys(found) if len(stems) > 1)
