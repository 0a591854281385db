"""Does a sentence say what its quotes say, and nothing more? Pure: the one place that decides what may be shown.

In order: markup, figures with their units, dates, names, what turns a meaning (negation, more or less), the words as a
whole, and whether figures and names are tied to the right things. The first fault found is the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from rag.analysis import WORD, fold, normal, stop_words, words
from rag.generating.attached import crossed
from rag.generating.figures import Figure, dates, figures, same
from rag.generating.meaning import Meaning, akin, spoken
from rag.generating.names import name_amiss
from rag.generating.polarity import sides, turned
from rag.generating.spelled import known
from rag.months import MONTHS
from rag.sentences import sentence_spans

Fault = Literal["markup", "figure", "date", "name", "turned", "unsupported", "crossed", "contradicted"]

_MARKUP: Final = re.compile(
    r"https?:|www\.|\b\w+://|javascript:|data:\w|!?\[[^\]]*\]\(|<[a-z!/][^>]*>?|&[a-z#]\w*;|`{2,}|<\|", re.IGNORECASE
)
_MONTHS: Final = frozenset(map(fold, MONTHS))
# A small count ("quattro") may be counted in the quotes themselves: a list of four.
_COUNTED: Final = 20
# What a sentence and its quotes have in common, 0 to 1 (``support``): at least so much in one language, across two, and
# in each clause. Measured on tests/generated_sentences.py: honest ones have .57 and more in one language and .30 and
# more across two, those that say something else .19 at most; clauses of honest ones .23 and more, added ones .16.
_FOUND: Final = 0.35
_FOUND_ACROSS: Final = 0.26
_CLAUSE_FOUND: Final = 0.18
# Parts of a sentence that each must be borne out: what is added to a true sentence is often the lie.
_CLAUSE: Final = re.compile(
    r"[,:](?!\d)|[;()]|\s[-–—]\s|\b(?:e|ed|et|and|ma|mais|but|mentre|while|che|qui|which|dove|nonostante|malgré|"
    r"malgre|despite|grazie|grâce|"
    r"thanks|perché|poiché|parce|because|since|car|sebbene|benché|although|quoique|affinché|afin|senza|sans|"
    r"without|contro|"
    r"contre|against|tranne|sauf|except|con|avec|with|durante|pendant|during|tramite|attraverso|through)\b"
)


# Verbs that only carry others, and words that announce a quote.
_PLAIN: Final = frozenset(
    """deve devono dovra dovranno dovrebbe dovrebbero puo possono potra vuole va vanno viene vengono era erano sara
    saranno stata stato stati state risulta risultano parte circa oltre quasi solo soltanto anche ogni
    inoltre infine oggi ora
    attualmente totale complessivamente previsto prevista previsti previste prevede prevedono sono
    doit doivent devra devrait peut peuvent va vont soit environ pres plus seul seule seules seuls chaque aussi
    actuellement prevoit prevoient prevu prevue
    must shall should may can could would will about nearly only each every also currently now there plans planned
    expected provides out up""".split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A quote and what it stands in: the whole sentence around it, what stands over it, the language it is in."""

    text: str
    around: str
    over: str
    language: str


def fault(sentence: str, language: str, pieces: Sequence[Piece], meaning: Meaning) -> Fault | None:
    """What is wrong with a sentence that relies on these quotes; None where they bear it out."""
    if _MARKUP.search(sentence) or any(unicodedata.category(each) in ("Cc", "Cf", "Co") for each in sentence):
        return "markup"
    if not pieces:
        return "unsupported"
    if _figure_amiss(sentence, pieces):
        return "figure"
    if _date_amiss(sentence, pieces):
        return "date"
    if name_amiss(sentence, language, [(p.text, p.around, p.over, p.language) for p in pieces], meaning):
        return "name"
    if _turned(sentence, language, pieces, meaning):
        return "turned"
    if _unsupported(sentence, language, pieces, meaning):
        return "unsupported"
    if _crossed(sentence, language, pieces, meaning):
        return "crossed"
    return None


def _figure_amiss(sentence: str, pieces: Sequence[Piece]) -> bool:
    quoted = [each for piece in pieces for each in figures(piece.text)]
    said = figures(sentence)
    # "154,6 milioni, 64 dei quali": a number may take its scale from another of the sentence.
    scales = {each.scale for each in said}
    return any(
        not any(_agree(each, other, scales) for other in quoted)
        and not _in_a_name(each, sentence, pieces)
        and not _counted(each, pieces)
        for each in said
    )


def _agree(said: Figure, quoted: Figure, scales: set[float]) -> bool:
    if said.value == 0.5 and not said.unit and quoted.unit == "%" and same(quoted.value, 50):
        return True
    units = said.unit == quoted.unit or not said.unit or not quoted.unit
    taken = scales if said.scale == 1 and not said.unit else {1.0}
    return units and any(same(said.value * scale, quoted.value) for scale in {1.0, *taken})


def _in_a_name(each: Figure, sentence: str, pieces: Sequence[Piece]) -> bool:
    """True for a number that is part of a name standing over a quote: "PRP 2021-2025" in its document's title."""
    before = WORD.findall(fold(normal(sentence[: each.start])))
    if not before or before[-1] in stop_words("it") | stop_words("fr") | stop_words("en"):
        return False
    for piece in pieces:
        for other in figures(piece.over):
            there = WORD.findall(fold(normal(piece.over[: other.start])))
            if same(other.value, each.value) and there and akin_or_same(there[-1], before[-1]):
                return True
    return False


def akin_or_same(one: str, other: str) -> bool:
    """True for the same folded word or one of its family."""
    return one == other or akin(one, other)


def _counted(each: Figure, pieces: Sequence[Piece]) -> bool:
    if each.unit or not 2 <= each.value <= _COUNTED:
        return False
    members = [len(re.split(r";|\n|,(?!\d)|\s(?:e|et|and)\s", piece.text.strip().rstrip(";."))) for piece in pieces]
    lists = [len(re.split(r";|\n", piece.text.strip().rstrip(";."))) for piece in pieces]
    return len(pieces) == each.value or each.value in members or each.value in lists


def _date_amiss(sentence: str, pieces: Sequence[Piece]) -> bool:
    quoted = [day for piece in pieces for day in dates(piece.text)]
    over = [day for piece in pieces for day in dates(piece.over)]
    for each in dates(sentence):
        agreeing = [
            other
            for other in (*quoted, *over)
            if other.month == each.month
            and (each.day is None or other.day == each.day)
            and (each.year is None or other.year in (None, each.year))
        ]
        if not agreeing:
            return True
    return False


def _turned(sentence: str, language: str, pieces: Sequence[Piece], meaning: Meaning) -> bool:
    """True where the sentence turns what its quotes say together; with quotes in two languages, what either says."""
    judged = []
    for written in dict.fromkeys(piece.language for piece in pieces):

        def alike(some: Sequence[str], there: Sequence[str], written: str = written) -> Sequence[float]:
            found: list[float] = meaning.found(some, there, written, language).tolist()
            return found

        together = "\n".join(dict.fromkeys(piece.around for piece in pieces if piece.language == written))
        judged.append(turned(sentence, language, together, written, alike))
    return all(judged)


def _unsupported(sentence: str, language: str, pieces: Sequence[Piece], meaning: Meaning) -> bool:
    least = _FOUND if all(piece.language == language for piece in pieces) else _FOUND_ACROSS
    # Two sentences in one: each stands by itself.
    if any(support(sentence[start:end], language, pieces, meaning) < least for start, end in sentence_spans(sentence)):
        return True
    across = least == _FOUND_ACROSS
    clauses = [(part, len(_content(part, language))) for part in _CLAUSE.split(sentence)]
    return any(
        support(part, language, pieces, meaning) < _CLAUSE_FOUND
        for part, size in clauses
        # A word or two beside a figure is told by the figure; a single word across languages may lack its translation.
        if size > 2 or (size > across and not figures(part))
    )


def support(sentence: str, language: str, pieces: Sequence[Piece], meaning: Meaning) -> float:
    """What a sentence has in common with its quotes, 0 to 1: half by its words, each by its worth, half as a whole."""
    wanted = _content(sentence, language)
    if not wanted:
        return 1.0
    weights = np.array([meaning.worth(word) for word in wanted], dtype=np.float32)
    best = np.zeros(len(wanted), dtype=np.float32)
    for piece in pieces:
        there = spoken(f"{piece.text}\n{piece.over}")
        best = np.maximum(best, meaning.found(wanted, there, language, piece.language))
        # "Deve scendere" over "Riduzione": one side of one question, in whatever words.
        held = sides(fold(f"{piece.text}\n{piece.over}"))
        best = np.maximum(best, [0.9 * bool(sides(word) & held) for word in wanted])
    words_found = float((weights * best).sum() / (weights.sum() or 1.0))
    return (words_found + meaning.alike(sentence, " ".join(piece.text for piece in pieces))) / 2


def _content(text: str, language: str) -> list[str]:
    left_out = stop_words(language) | _MONTHS | known().keys() | _PLAIN
    kept = [word for word in words(text) if word not in left_out]
    return list(dict.fromkeys(word for word in kept if len(word) > 1 and not word[0].isdigit()))


def _crossed(sentence: str, language: str, pieces: Sequence[Piece], meaning: Meaning) -> bool:
    languages = {piece.language for piece in pieces}
    if len(languages) > 1:
        return False
    written = languages.pop()
    quote = "\n".join(piece.text for piece in pieces)
    return crossed(
        sentence, language, quote, written, lambda some, there: meaning.matched(some, there, language, written)
    )
