"""Cards of the quiz: a question, options of one kind, the right one, and the quote that says so.

A wrong option never holds: it is no other meaning of the acronym, no other holder of a like office, no value that
another sentence on the same thing gives.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rag.acronym_table import phrase
from rag.across.citing import Citer
from rag.across.who import same_person
from rag.analysis import fold, terms
from rag.types import Citation
from ui.start_sentences import Officer, Sentence, officers, sentences
from ui.start_terms import Term

if TYPE_CHECKING:
    from rag.library import Library

CardKind = Literal["acronym", "term", "person", "value"]
# Cards of a round, options of a card, cards made of a kind.
ROUND: Final = 6
_WRONG: Final = 3
_MADE: Final = 60
# Two expansions are wordings of one from this likeness on (0 to 100); offices, sentences from these shares on.
_ALIKE: Final = 60
_SAME_OFFICE: Final = 0.5
_SAME_THING: Final = 0.5
_ROLE_WORDS: Final = 3
_GAP: Final = "_____"


@dataclass(frozen=True, slots=True)
class Card:
    """``asked`` is what the question is about: an acronym, a definition without its term, an office, a sentence."""

    kind: CardKind
    asked: str
    right: str
    wrong: tuple[str, ...]
    citation: Citation

    def options(self, seed: int) -> list[str]:
        """All options in an order that the seed decides."""
        shown = [self.right, *self.wrong]
        random.Random(f"{seed} {self.asked}").shuffle(shown)
        return shown


def cards_of(library: Library, known: Sequence[Term], public_url: str = "") -> list[Card]:
    """All cards that can be made of a library: the same each time for the same library."""
    citer, chance = Citer(library, public_url), random.Random(0)
    return [
        *_acronyms([each for each in known if each.kind == "acronym"], chance),
        *_terms([each for each in known if each.kind != "acronym"], chance),
        *_persons(list(officers(library)), citer, chance),
        *_values(sentences(library), citer, chance),
    ]


def round_of(cards: Sequence[Card], number: int) -> list[Card]:
    """The cards of a round (from 0), the kinds by turns; each round takes the next ones."""
    lists = [[card for card in cards if card.kind == kind] for kind in ("acronym", "value", "person", "term")]
    for each in lists:
        random.Random(1).shuffle(each)
    turns = [each[at] for at in range(max(map(len, lists), default=0)) for each in lists if at < len(each)]
    first = number * ROUND % len(turns) if turns else 0
    return (turns[first:] + turns[:first])[:ROUND]


def _picked(options: Iterable[str], chance: random.Random) -> tuple[str, ...]:
    """Wrong options, each once; () where there are too few."""
    found = sorted(dict.fromkeys(options))
    return tuple(chance.sample(found, _WRONG)) if len(found) >= _WRONG else ()


def _acronyms(known: Sequence[Term], chance: random.Random) -> list[Card]:
    from rapidfuzz import fuzz

    made = []
    for term in known:
        meaning = next((each for each in term.meanings if each.places), None)
        if meaning is None or len(term.meanings) > 2 or len(meaning.text.split()) < 2:
            continue
        own = [phrase(each.text) for each in term.meanings]
        others = [
            other.meanings[0].text
            for other in known
            if other is not term
            and _language(other) == _language(term)  # "prodotto interno lordo" is what PIB means
            and all(fuzz.ratio(phrase(each.text), mine) < _ALIKE for each in other.meanings for mine in own)
        ]
        # Options that begin alike are not told apart by the acronym's letters alone.
        like = [each for each in others if each[:1].casefold() == term.name[:1].casefold()]
        wrong = _picked(like, chance) or _picked(others, chance)
        if wrong:
            made.append(Card("acronym", term.name, meaning.text, wrong, meaning.places[0]))
    return made[:_MADE]


def _language(term: Term) -> str | None:
    """The language in which an acronym is first defined."""
    return next((place.language for meaning in term.meanings for place in meaning.places), None)


def _terms(known: Sequence[Term], chance: random.Random) -> list[Card]:
    made = []
    for term in known:
        meaning = term.meanings[0]
        hidden = _without(meaning.text, term.name)
        if not hidden or not meaning.places:
            continue
        stems = set(terms(term.name, "it"))
        others = [
            other.name
            for other in known
            if other.kind == term.kind
            and stems.isdisjoint(terms(other.name, "it"))
            and fold(other.name) not in fold(meaning.text)
        ]
        if wrong := _picked(others, chance):
            made.append(Card("term", _plain(hidden), term.name, wrong, meaning.places[0]))
    return made[:_MADE]


def _without(definition: str, name: str) -> str:
    """A definition with a gap for its term; "" where the term stands in it more than once, or not at all."""
    at = fold(definition).find(fold(name))
    if at < 0 or len(fold(definition)) != len(definition) or fold(definition).count(fold(name)) != 1:
        return ""
    return definition[:at] + _GAP + definition[at + len(name) :]


def _persons(known: Sequence[Officer], citer: Citer, chance: random.Random) -> list[Card]:
    made: dict[str, Card] = {}
    for each in known:
        name, role = each.mention.name, each.role
        alike = [other for other in known if _alike(role, other.role) >= _SAME_OFFICE]
        if len(role.split()) < _ROLE_WORDS or any(not same_person(other.mention.name, name) for other in alike):
            continue
        quote = citer.stored(each.record).text[each.start : each.end]
        held = [other.mention.name for other in alike]
        others = [
            other.mention.name
            for other in known
            if other.mention.name not in quote and not any(same_person(other.mention.name, one) for one in held)
        ]
        citation, wrong = citer.cite(each.record, each.start, each.end), _picked(_apart(others), chance)
        if citation and wrong and fold(role) not in made:
            made[fold(role)] = Card("person", role, name, wrong, citation)
    return list(made.values())[:_MADE]


def _apart(names: Iterable[str]) -> list[str]:
    """Names of different persons."""
    found: list[str] = []
    for name in sorted(set(names), key=len, reverse=True):
        if not any(same_person(name, other) for other in found):
            found.append(name)
    return found


def _alike(one: str, other: str) -> float:
    """The share of the words of the shorter that stand in both, 0 to 1."""
    mine, theirs = set(terms(one, "it")), set(terms(other, "it"))
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


def _values(known: Sequence[Sentence], citer: Citer, chance: random.Random) -> list[Card]:
    made: list[Card] = []
    for each in known:
        if len(made) == _MADE:
            break
        told = {fold(each.value)} | {
            fold(other.value) for other in known if other is not each and _alike(each.text, other.text) >= _SAME_THING
        }
        others = [
            other.value
            for other in known
            if (other.sort, other.language) == (each.sort, each.language)
            and fold(other.value) not in told
            and other.value not in each.text
            and _unit(other.value) == _unit(each.value)
        ]
        citation = citer.cite(each.record, each.start, each.start + len(each.text))
        wrong = _picked(others, chance)
        if citation and wrong:
            gap = f"{each.text[: each.gap[0]]}{_GAP}{each.text[each.gap[1] :]}"
            made.append(Card("value", _plain(gap), each.value, wrong, citation))
    return made


def _plain(text: str) -> str:
    """On one line, without the signs that Markdown makes words bold by."""
    return " ".join(text.replace("**", "").split())


def _unit(value: str) -> str:
    """What a value counts: "milioni di euro", "%"; "" for a date, whose month is no unit."""
    words = [word for word in fold(value).split() if not word[0].isdigit()]
    return "" if any(word.isdigit() and len(word) == 4 for word in value.split()) else " ".join(words)
