"""Is each figure and name of a sentence tied to the same things as in its quote? Catches what is told crosswise.

Pure. What stands nearest to it in the sentence is looked up in the quote: where all of that stands nearer to another
figure or name there, and nothing nearer to this one, the two were swapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rag.analysis import WORD, fold, normal, stop_words
from rag.generating.figures import Figure, dates, figures, same
from rag.generating.spelled import pattern
from rag.months import MONTHS
from rag.word_vectors import Vectors

_BREAK: Final = re.compile(r"[;.\n]|\s[-–—]\s|\b(?:mentre|tandis que|while|whereas|invece)\b")
_COMMA: Final = re.compile(r"[,:()]|\b(?:e|ed|et|and|ma|mais|but|contro|contre|against)\b")
_ASIDE: Final = re.compile(r"\([^()\d]{0,80}\)")
# What a break between two words adds to their distance in words.
_FAR: Final = 6.0
_APART: Final = 3.0
# Anchors of one figure or name: the nearest, this many, no further than this.
_ANCHORS: Final = 3
_REACH: Final = 5.0
# From these ratios of nearness on an anchor speaks against a figure, or for it.
_AGAINST: Final = 1.5
_FOR: Final = 1.15
# How well two words must match to be one anchor (``Meaning.matched``).
_MATCH: Final = 0.5
_MONTHS: Final = {fold(name): number for name, number in MONTHS.items()}

# "quattro pubblici e uno privato", "un public et quatre privés": an article beside a count counts too.
_ONE: Final = r"(?P<one>uno|una|une?|one)"
_JOINED: Final = r"(?:\s*,\s*|\s+)(?:(?:e|ed|et|and|o|ou|or)\s+)?"
_COUNT: Final = r"(?:\d{1,3}|" + re.sub(r"\?P<\w+>", "", pattern().pattern) + ")"
_ONE_OF_A_LIST: Final = re.compile(rf"(?<![\w,.]){_COUNT}(?:\s+\w+){{1,3}}?{_JOINED}{_ONE}(?=\s+\w)")
_ONE_FIRST: Final = re.compile(rf"\b{_ONE}(?:\s+\w+){{1,3}}?{_JOINED}{_COUNT}(?=\s+\w)")

Matches = Callable[[Sequence[str], Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a name (its words), an acronym, a month or a figure; ``at`` is its place in words, breaks counted in."""

    kind: str
    words: tuple[str, ...]
    value: float
    at: float


def crossed(sentence: str, language: str, quote: str, written_in: str, matches: Matches) -> bool:
    """True where a figure or name of the sentence is tied to what belongs to another one of the quote.

    ``matches`` tells how well each of some folded words matches each of others, (n, m).
    """
    said, written = _tokens(sentence, language), _tokens(quote, written_in)
    if not said or not written:
        return False
    match = _grid(said, written, matches)
    at = np.array([each.at for each in written])
    near = 1 / (1 + np.abs(at[:, None] - at[None, :]))
    held = [row for row in range(len(said)) if _held(said[row])]
    return any(_swapped(said, written, match, near, row) or _other_kind(said, written, match, row) for row in held)


def _acronym(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2


def _held(token: _Token) -> bool:
    return token.kind in ("name", "acronym", "year") or token.kind.startswith("figure")


def _swapped(said: Sequence[_Token], written: Sequence[_Token], match: Vectors, near: Vectors, row: int) -> bool:
    item = said[row]
    own: list[int] = np.flatnonzero(match[row]).tolist()
    kinds = {written[at].kind for at in own}
    rivals = [at for at, each in enumerate(written) if each.kind in kinds and not match[row, at]]
    # Of one list ("Pd, Si e Misto") no one is swapped for another.
    rivals = [at for at in rivals if not any(_of_one_list(written, at, mine) for mine in own)]
    if not own or not rivals:
        return False
    figure = item.kind.startswith("figure")
    others = [at for at, each in enumerate(said) if at != row and not (figure and each.kind.startswith("figure"))]
    close = [at for at in others if abs(said[at].at - item.at) <= _REACH]
    close = sorted(close, key=lambda at: abs(said[at].at - item.at))[:_ANCHORS]
    # What stands further off than a word that the quote lacks tells nothing: that word may be what ties them.
    lost = min((abs(said[at].at - item.at) for at in close if not match[at].any()), default=_REACH)
    close = [at for at in close if match[at].any() and abs(said[at].at - item.at) <= lost]
    for rival in rivals:
        against = favour = 0
        for anchor in close:
            places = np.flatnonzero(match[anchor])
            mine = float(max((near[place, at] for place in places for at in own if place != at), default=0.0))
            theirs = float(max((near[place, rival] for place in places if place != rival), default=0.0))
            favour += mine >= _FOR * theirs
            against += theirs >= _AGAINST * mine
        if against and not favour:
            return True
    return False


def _other_kind(said: Sequence[_Token], written: Sequence[_Token], match: Vectors, row: int) -> bool:
    """True where a figure is said of another kind of the same thing than the quote says it of.

    "Il valore aggiunto sfiora 85 miliardi" over "il valore della produzione sfiora 85 miliardi; il valore aggiunto è di
    30": the verb that two figures could share hides it from ``_swapped``.
    """
    item = said[row]
    if not item.kind.startswith("figure"):
        return False
    own = [at for at in np.flatnonzero(match[row]).tolist() if written[at].kind == item.kind]
    rivals = [at for at, each in enumerate(written) if each.kind == item.kind and not match[row, at]]
    if not own or not rivals:
        return False
    for head in range(len(said) - 1):
        kind = head + 1
        if any(each.kind != "word" for each in said[head : kind + 1]) or said[kind].at - said[head].at > 1:
            continue
        if abs(item.at - said[kind].at) > _REACH:
            continue
        heads, kinds = np.flatnonzero(match[head]).tolist(), set(np.flatnonzero(match[kind]).tolist())
        named = [at for at in heads if at + 1 in kinds]
        of_own = [at for at in heads if _nearest(written, at, own, rivals) and at + 1 not in kinds]
        other = [at for at in of_own if at + 1 < len(written) and written[at + 1].kind == "word"]
        other = [at for at in other if written[at + 1].at - written[at].at <= 1 and not match[:, at + 1].any()]
        if named and other and not any(_nearest(written, at, own, rivals) for at in named):
            return True
    return False


def _nearest(written: Sequence[_Token], at: int, own: Sequence[int], rivals: Sequence[int]) -> bool:
    """Whether a word of the quote stands nearer to one of the figure's own places than to any rival."""
    here = written[at].at
    return min(abs(written[each].at - here) for each in own) < min(abs(written[each].at - here) for each in rivals)


def _of_one_list(written: Sequence[_Token], one: int, other: int) -> bool:
    return all(each.kind == written[one].kind for each in written[min(one, other) : max(one, other)])


def _grid(said: Sequence[_Token], written: Sequence[_Token], matches: Matches) -> Vectors:
    """Which tokens of the sentence are which of the quote, (n, m) of 0 and 1."""
    spoken = list(dict.fromkeys(word for each in said for word in each.words))
    there = list(dict.fromkeys(word for each in written for word in each.words))
    words = matches(spoken, there) if spoken and there else np.zeros((len(spoken), len(there)), dtype=np.float32)
    rows = {word: at for at, word in enumerate(spoken)}
    columns = {word: at for at, word in enumerate(there)}
    grid = np.zeros((len(said), len(written)), dtype=np.float32)
    for row, one in enumerate(said):
        for column, other in enumerate(written):
            if one.words and other.words:
                best = max(words[rows[a], columns[b]] for a in one.words[-1:] for b in other.words)
                grid[row, column] = float(best >= _MATCH)
            elif not one.words and not other.words:
                # "457,2 milioni: 26,6 nazionali": the scale may be told once.
                grid[row, column] = float(any(same(one.value * scale, other.value) for scale in (1, 1e3, 1e6, 1e9)))
    return grid


def _tokens(text: str, language: str) -> list[_Token]:
    """Words, names (their words together), months and figures, in order; what stands in brackets only parts them."""
    text = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    numbers = [*figures(text), *_ones(text)]
    taken = [(each.start, each.end) for each in numbers]
    days = [(each.start, each.end) for each in dates(text) if each.day is not None]
    found = [(each.start, _Token(_kind(each, days), (), each.value, 0)) for each in numbers]
    run: tuple[int, int] | None = None
    stops = stop_words(language)
    for match in WORD.finditer(text):
        word = fold(normal(match[0]))
        if _within(match.start(), taken) or word in stops or word[:1].isdigit():
            continue
        if word in _MONTHS:
            found.append((match.start(), _Token("month", (), -float(_MONTHS[word]), 0)))
            continue
        name = match[0][0].isupper() and match.start() > 0
        first = run is not None and run[0] == 0 and (len(word) <= 3 or _acronym(match[0]))
        if name and run is not None and not first and text[run[1] : match.start()].strip(" '’") == "":
            start, token = found[-1]
            found[-1] = (start, _Token("name", (*token.words, word), 0.0, 0))
        else:
            kind = "acronym" if _acronym(match[0]) else "name" if name else "word"
            found.append((match.start(), _Token(kind, (word,), 0.0, 0)))
        run = (match.start(), match.end()) if match[0][0].isupper() else None
    return _placed(found, text.lower(), taken)


def _ones(text: str) -> list[Figure]:
    """The "uno", "un", "one" of a text that count: those that stand in a list with another count."""
    found = [match.span("one") for match in _ONE_OF_A_LIST.finditer(fold(text))]
    found += [match.span("one") for match in _ONE_FIRST.finditer(fold(text))]
    return [Figure(1.0, "", start, end) for start, end in dict.fromkeys(found)]


def _kind(each: Figure, days: Sequence[tuple[int, int]]) -> str:
    if 1900 <= each.value <= 2100 and not each.unit:
        return "year"
    if _within(each.start, days):
        return "day"
    if each.unit == "euro" or each.scale >= 1e6:
        return "figure sum"
    # Beds and inhabitants are things counted, as those without a unit are.
    return "figure " + ("" if each.unit in ("bed", "inhabitant") else each.unit)


def _placed(found: list[tuple[int, _Token]], lower: str, taken: Sequence[tuple[int, int]]) -> list[_Token]:
    breaks = [(each.end(), _FAR) for each in _BREAK.finditer(lower) if not _within(each.start(), taken)]
    # Not folded: "è" is no conjunction.
    breaks += [(each.end(), _APART) for each in _COMMA.finditer(lower) if not _within(each.start(), taken)]
    breaks.sort()
    placed, count = [], 0.0
    for start, token in sorted(found, key=lambda pair: pair[0]):
        while breaks and breaks[0][0] <= start:
            count += breaks.pop(0)[1]
        count += 1
        placed.append(_Token(token.kind, token.words, token.value, count))
    return placed


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
