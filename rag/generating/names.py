"""The names and acronyms of a sentence: do they stand in its quotes, or over them? Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.analysis import fold, normal, stop_words, words
from rag.generating.meaning import Meaning, akin, spoken
from rag.months import MONTHS
from rag.territories import NAMES

_SENTENCE_STARTS: Final = re.compile(r"(?:^|[.!?:]\s+|[«\"“(]\s?)$")
_MONTHS: Final = frozenset(map(fold, MONTHS))
_PLACES: Final = frozenset(fold(part) for name in NAMES for part in re.split(r"[ '’-]", name))
# Adjectives of bodies' names that the tables leave as they are: "Local Health Authority".
_GENERAL: Final = frozenset("local locale regional regionale national nazionale international social general".split())


def names_of(sentence: str) -> list[str]:
    """The words of a sentence written as names: capitals within it, acronyms anywhere."""
    found = []
    for match in re.finditer(r"[^\W\d_][\w]*(?:[.][A-Z](?:\.|\b))*", sentence):
        word = match[0]
        acronym = sum(each.isupper() for each in word) >= 2
        starts = _SENTENCE_STARTS.search(sentence[: match.start()])
        if (acronym or (word[0].isupper() and not starts)) and len(word) > 1:
            found.append(word)
    return [each for each in found if fold(each) not in _MONTHS]


def name_amiss(sentence: str, language: str, pieces: Sequence[tuple[str, str, str, str]], meaning: Meaning) -> bool:
    """True where a name of a sentence stands neither in its quotes nor over them, in whatever language.

    Each piece is a quote, the sentence around it, what stands over it, and their language.
    """
    names = names_of(sentence)
    if not names:
        return False
    held = {word: written for text, _, over, written in pieces for word in spoken(f"{text}\n{over}")}
    near = "\n".join(f"{around}\n{over}" for _, around, over, _ in pieces)
    for name in names:
        word = fold(normal(name)).replace(".", "")
        if word in held or any(part in held for part in words(name)) or word in stop_words(language):
            continue
        if any(akin(word, each) and len(word) >= 5 for each in held):
            continue
        if sum(each.isupper() for each in name) >= 2 and (_initials(word, near) or _initials(word, sentence)):
            continue
        if any(_means(word, each, language, written, meaning) for each, written in held.items()):
            continue
        if any(_common_noun(word, language, written, meaning) for *_, written in pieces):
            continue  # "Authority" for "Azienda": no name, so that it is weighed with the other words
        return True
    return False


def _means(word: str, other: str, language: str, written: str, meaning: Meaning) -> bool:
    """True where one name stands for another: "Regione" for "Region", "Conferenza" for "Conférence"."""
    if language == written:
        return False
    return float(meaning.matched([word], [other], language, written)[0, 0]) >= 0.5


def _common_noun(word: str, language: str, written: str, meaning: Meaning) -> bool:
    """True for a capitalised word that is a word of its language: the tables turn it into another one, or several."""
    if language == written or word in _PLACES:
        return False
    known = meaning.others(word, language, written)
    return (
        word in _GENERAL
        or len(known) > 1
        or any(worth >= 0.4 and stem[:3] != word[:3] for stem, worth in known.items())
    )


def _initials(acronym: str, text: str) -> bool:
    """True where an acronym's letters begin words in a row (small words between them or not)."""
    there = [word for word in words(text) if word[0].isalpha()]
    for kept in (there, [word for word in there if len(word) > 3]):
        if acronym in "".join(word[0] for word in kept):
            return True
    return False
