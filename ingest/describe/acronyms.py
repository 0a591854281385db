"""Acronyms that a text defines, with their expansions: beside brackets, dashes, "significa", in lists and tables.

Only what the letters prove (``ingest/describe/spelling_out.py``) is taken: a wrong expansion would send a question
astray, one missing does not. Words are read only where an acronym stands beside a sign of a definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.describe.acronym_forms import (
    BRACKETED,
    BREAK,
    CALLED,
    COMMA,
    CUES,
    DASHED,
    DASHES,
    ELISION,
    ENDING,
    EXPLAINED,
    LABEL,
    LISTED,
    LONGEST,
    OPENING,
    REMARKED,
    REMARKS,
    ROMAN,
    SAYING,
    WORD,
)
from ingest.describe.names import FIRST
from ingest.describe.places import SIGNS
from ingest.describe.spelling_out import SMALL, Spelled, limit, spelled_from
from rag.analysis import fold
from rag.definitions import Definition
from rag.language import function_word_counts

# Raised with every change of what is found: stored texts are then mined again (ingest/mining.py).
MINER: Final = "1"
# Characters before or after an acronym in which its expansion is looked for, and most words of one.
_FAR: Final = 220
_WORDS: Final = 24
# A further word between the last letter's and the bracket: "Agenzia nazionale per i servizi sanitari regionali".
_LEFT_OVER: Final = 0.5
# The highest cost where no bracket says that this is a definition.
_STRICT: Final = 0.5
_ANY: Final = 9.0
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a stretch of text: folded, and where each stands."""

    folded: list[str]
    spans: list[_Span]


def acronyms(text: str) -> tuple[Definition, ...]:
    """The acronyms that a text defines, in order; each pair of acronym and expansion where it first stands.

    Apostrophes and spaces of the text are plain ones (``ingest/describe/document.py``).
    """
    found: dict[tuple[str, str], Definition] = {}
    for acronym, start, end, span in sorted(_defined(text), key=lambda each: each[1]):
        expansion = " ".join(text[span[0] : span[1]].replace("*", "").split())
        first, last = min(span[0], start), max(span[1], end)
        if text[last : last + 1] == ")" and "(" in text[first:last]:
            last += 1
        found.setdefault((acronym, fold(expansion)), Definition(acronym, expansion, first, last, _language(expansion)))
    return tuple(found.values())


def _defined(text: str) -> Iterator[tuple[str, int, int, _Span]]:
    """Every acronym that stands beside words which spell it: as written, where it stands, where they stand."""
    for match, stop, strict in _closing(text):
        acronym, most = _acronym(match["acronym"])
        if acronym and (span := _spelled_before(text, acronym, stop, min(most, strict))):
            yield acronym, *match.span("acronym"), span
    for match, at, strict in _opening(text):
        acronym, most = _acronym(match["acronym"])
        if acronym and (span := _spelled_after(text, acronym, at, min(most, strict))):
            yield acronym, *match.span("acronym"), span
    for match in LISTED.finditer(text):
        acronym, most = _acronym(match["acronym"])
        if acronym and (span := _listed(text, acronym, match, most)):
            yield acronym, *match.span("acronym"), span


def _all(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _closing(text: str) -> Iterator[tuple[re.Match[str], int, float]]:
    """Where an acronym stands after its expansion, where that ends, and the highest cost: "(ACRONYM", "- ACRONYM"."""
    forms = [("(", BRACKETED, _ANY), *((dash, DASHED, _STRICT) for dash in DASHES)]
    for sign, form, strict in (*forms, *((remark, REMARKED, _ANY) for remark in REMARKS)):
        for at in _all(text, sign):
            if match := form.match(text, at):
                yield match, at, strict


def _opening(text: str) -> Iterator[tuple[re.Match[str], int, float]]:
    """Where an acronym stands before its expansion, where that begins, the highest cost: "ACRONYM (", "ACRONYM, "."""
    signs = [("(", ENDING, _ANY), *((each, ENDING, _STRICT) for each in DASHES)]
    for sign, form, strict in (*signs, *((each, CALLED, _STRICT) for each in CUES)):
        for at in _all(text, sign):
            if match := form.search(text, max(0, at - LONGEST), at):
                saying = SAYING.match(text, at)
                yield match, saying.end() if saying else at + len(sign), strict
    for match in EXPLAINED.finditer(text):
        yield match, match.end(), _STRICT
    for found in COMMA.finditer(text):
        at = found.end()
        if (match := ENDING.search(text, max(0, at - LONGEST), at)) and len(match["acronym"]) > 2:
            yield match, at + 1, 0.0


def _acronym(written: str) -> tuple[str, float]:
    """An acronym, and the highest cost at which words spell it; "" for a Roman number or a code."""
    acronym = written if "." in written[:-1] else written.rstrip(".")
    if sum(map(str.isdigit, acronym)) > 1 or (ROMAN.fullmatch(acronym) and len(acronym) < 4):
        return "", 0.0
    if acronym.islower():  # "(anche)": only when every letter is an initial
        return acronym, 0.0
    most = limit(acronym)
    # "(Agenas)" is long enough for its letters to prove more than those of "(Cau)".
    return acronym, min(most, _STRICT if len(acronym) < 6 else most) if acronym[1:].islower() else most


def _spelled_before(text: str, acronym: str, stop: int, most: float) -> _Span | None:
    """The words that end at ``stop`` and spell the acronym at the least cost; of two such runs the shorter."""
    while stop and text[stop - 1] in " \n\"»”'*_,(":
        stop -= 1
    left = max(0, stop - _FAR)
    for sign in BREAK.finditer(text, left, stop):
        left = sign.end()
    words = _words(text, left, stop)
    size = len(words.folded)
    best: tuple[float, int, Spelled] | None = None
    for first in range(max(0, size - _WORDS), size):
        if words.folded[first] in SMALL or not (found := spelled_from(acronym, words.folded, first)):
            continue
        cost = found.cost + _left_over(words.folded[found.last + 1 :])
        if cost <= most and (best is None or cost <= best[0]):
            best = (cost, first, found)
    if best is None:
        return None
    _, first, found = best
    return _whole(acronym, words, first, _trailing(words.folded, found.last), found)


def _left_over(folded: list[str]) -> float:
    """The cost of words between the last letter's and the bracket; a complement of few words counts as one."""
    over = sum(word not in SMALL for word in folded)
    return _LEFT_OVER * (min(over, 1) if over <= 3 and folded[:1] and folded[0] in SMALL else over)


def _trailing(folded: list[str], last: int) -> int:
    """The last word of an expansion whose letters end at ``last``: adjectives belong to it, "di Bologna" does not."""
    while last + 1 < len(folded) and folded[last + 1] not in SMALL:
        last += 1
    return last


def _listed(text: str, acronym: str, match: re.Match[str], most: float) -> _Span | None:
    """The words after "ACRONYM: " at the beginning of a line, or in the next cell of its row, or on the next line."""
    label = LABEL.match(text, match.end())
    row = bool(match["row"] or match["label"])
    at = label.end() if label else match.end()
    return _spelled_after(text, acronym, at, most if row else min(most, _STRICT), row=row)


def _spelled_after(text: str, acronym: str, at: int, most: float, *, row: bool = False) -> _Span | None:
    """The words that begin at ``at`` (after an article) and spell the acronym, with what ends its name."""
    opening = OPENING.match(text, at)
    at = opening.end() if opening else at
    right = min(len(text), at + _FAR)
    if row:
        right = min(right, text.find("\n", at) % (len(text) + 1))
    stop = BREAK.search(text, at, right)
    right = stop.start() if stop else right
    first_letter = acronym[0].lower()
    words = _words(text, at, right)
    first = 0
    while first < len(words.folded) and words.folded[first] in SMALL:
        first += 1
    if first > 2 or first >= len(words.folded) or words.folded[first][0] != first_letter:
        return None
    found = spelled_from(acronym, words.folded, first)
    if found is None or found.cost > most:
        return None
    last = _trailing(words.folded, found.last)
    ends = last == len(words.folded) - 1 and (row or stop is None or stop[0][0] in ".);\n")
    return _whole(acronym, words, first, last if ends and last - found.last <= 2 else found.last, found)


def _whole(acronym: str, words: _Words, first: int, last: int, found: Spelled) -> _Span | None:
    """The span of an expansion; None for one word, the acronym itself, a province's sign, a person's initials."""
    while words.folded[last].isdigit():
        last -= 1
    content = [word for word in words.folded[first : last + 1] if word not in SMALL]
    plain = "".join(filter(str.isalnum, fold(acronym)))
    if len(content) < 2 or found.taken < 2 or plain in content or plain == "".join(content):
        return None
    town = fold(SIGNS.get(acronym.lower(), ""))
    if town and (town.startswith(content[0]) or " ".join(content) == town):
        return None
    if len(acronym) == 2 and content[0].capitalize() in FIRST:
        return None
    return words.spans[first][0], words.spans[last][1]


def _words(text: str, start: int, end: int) -> _Words:
    folded, spans = [], []
    for match in WORD.finditer(text, start, end):
        folded.append(fold(match[0]))
        spans.append(match.span())
    return _Words(folded, spans)


def _language(expansion: str) -> str | None:
    """The language whose function words lead among the expansion's small words; None where none does."""
    small = " ".join(word for word in expansion.split() if word.islower())
    counts = function_word_counts(ELISION.sub("", small))  # "d'" is Italian and French
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda each: counts[each]) if first > second else None
