"""Do these words spell that acronym: letters to words, in order, at the least cost (Schwartz & Hearst 2003, extended).

Schwartz and Hearst match an acronym's letters anywhere in the words before it, from the right. Here each letter, or
each piece of a syllabic acronym (Os-Co, Ag-e-na-s), must begin a word; what departs from that costs, so that the words
chosen are those that spell it best: function words are free to skip, other words cost, and so do letters inside a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

SMALL: Final = frozenset(
    """di del dello della dell' dei degli delle d' e ed per il lo la i gli le l' un' un una uno a ad al allo alla all'
    ai agli alle da dal dalla dall' dalle dai dagli in nel nello nella nell' nei nelle negli su sul sulla sull' sulle
    sui con tra fra o de du des et les au aux en pour par sur avec dans ou une of the for and to on at by with from an
    """.split()
)
_SKIPPED: Final = 1.0  # a word that no letter stands for
_FURTHER: Final = 0.25  # a second letter of a word
_INSIDE: Final = 1.0  # a letter inside a word
_HALF: Final = 0.2  # the second half of a compound: socio-Sanitario
_HALVES: Final = tuple(
    "socio tele bio geo idro elettro micro multi inter video auto termo agro euro neuro psico cardio radio medico "
    "tecnico extra contro cyber hyper ultra anti".split()
)
_NEVER: Final = 99.0


@dataclass(frozen=True, slots=True)
class Spelled:
    """Words up to ``last`` (included), ``taken`` of them, spell the acronym at this cost; 0 is letter by initial."""

    cost: float
    taken: int
    last: int


def spelled_from(acronym: str, words: Sequence[str], first: int) -> Spelled | None:
    """The cheapest way in which words from ``first`` on, and no earlier end than needed, spell an acronym.

    ``words`` are folded, elided articles with their apostrophe. None where the letters are not there.
    """
    best: Spelled | None = None
    for letters, capitals in _forms(acronym):
        cost, taken, last = _Matcher(letters, capitals, words).cheapest(first)
        if cost < _NEVER and (best is None or cost < best.cost):
            best = Spelled(cost, -taken, last)
    return best


@lru_cache(maxsize=4096)
def limit(acronym: str) -> float:
    """The highest cost at which an acronym counts as spelled: the shorter, the fewer its letters can be wrong."""
    count = sum(map(str.isalnum, acronym))
    return 0.2 if count <= 2 else 1.0 if count <= 4 else 1.5 if count == 5 else 2.0


@lru_cache(maxsize=4096)
def _forms(acronym: str) -> tuple[tuple[str, tuple[bool, ...]], ...]:
    """The letters to be spelled, and which were capitals; "S3" is also "SSS", "AA.PP." also "AP", "B2B" also "BtB"."""
    plain = "".join(filter(str.isalnum, acronym))
    found = [plain]
    if any(map(str.isdigit, plain)):
        more = ""
        for letter in plain:
            more += more[-1] * (int(letter) - 1) if more and letter in "234" else letter
        found += [more, plain.replace("2", "t")]
    pairs = [part for part in acronym.split(".") if part]
    if len(pairs) > 1 and all(len(part) == 2 and part[0] == part[1] for part in pairs):
        found = ["".join(part[0] for part in pairs)]
    if plain.endswith("s") and plain[:-1].isupper():
        found.append(plain[:-1])
    return tuple((form.lower(), tuple(map(str.isupper, form))) for form in dict.fromkeys(found) if len(form) > 1)


# Cost, words taken (as a negative number: of two ways at one cost the one by more words), last word.
_Way = tuple[float, int, int]
_NO_WAY: Final[_Way] = (_NEVER, 0, 0)


class _Matcher:
    """One acronym against one run of words."""

    def __init__(self, letters: str, capitals: tuple[bool, ...], words: Sequence[str]) -> None:
        self.letters, self.words = letters, words
        # Capitals and small letters together show the pieces: Os-Co.
        self.capitals = capitals if 1 < sum(capitals) < len(capitals) else ()
        self.known: dict[tuple[int, int], _Way] = {}

    def cheapest(self, first: int) -> _Way:
        """The cheapest way when the first letter must begin the word ``first``."""
        word = self.words[first]
        return min(self._taken(0, first, word), default=_NO_WAY) if word[:1] == self.letters[0] else _NO_WAY

    def _rest(self, at: int, place: int) -> _Way:
        """The cheapest spelling of the letters from ``at`` on by words from ``place`` on."""
        if at == len(self.letters):
            return 0.0, 0, place - 1
        if place >= len(self.words):
            return _NO_WAY
        if (at, place) not in self.known:
            word = self.words[place]
            cost, taken, last = self._rest(at, place + 1)
            skipped = (cost + (0.0 if word in SMALL else _SKIPPED), taken, last)
            self.known[at, place] = min([skipped, *self._taken(at, place, word)])
        return self.known[at, place]

    def _taken(self, at: int, place: int, word: str) -> list[_Way]:
        """What it costs to let a word spell one letter or more."""
        found = []
        for size, price in self._pieces(at, word):
            cost, taken, last = self._rest(at + size, place + 1)
            if cost < _NEVER:
                found.append((price + cost, taken - 1, last))
        return found

    def _pieces(self, at: int, word: str) -> list[tuple[int, float]]:
        """How many of the next letters a word can spell, and at what cost."""
        same = 0
        while same < min(len(word), len(self.letters) - at) and word[same] == self.letters[at + same]:
            same += 1
        if word in SMALL:
            return [(1, 0.05)] if same else []
        pieces = [(size, self._price(at, size, word)) for size in range(1, same + 1)]
        if same and at + 1 < len(self.letters) and len(word) > 5:
            half = next((len(head) for head in _HALVES if word.startswith(head)), 0)
            if half and word[half : half + 1] == self.letters[at + 1]:
                pieces.append((2, _HALF))
            elif at and len(self.letters) > 4 and self.letters[at + 1] in word[2:]:
                pieces.append((2, _INSIDE))
        return pieces

    def _price(self, at: int, size: int, word: str) -> float:
        if size in (1, len(word)) or (
            self.capitals and self.capitals[at] and not any(self.capitals[at + 1 : at + size])
        ):
            return 0.0
        return min(_FURTHER * (size - 1), 2 * _FURTHER)
