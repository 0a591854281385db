"""What is known of a sentence for a question, as numbers: the table that the evidence ranker scores.

Like ``rag.features`` for passages, but nearer to the question: is the kind of thing asked for there, how close to the
words that say which, and how much of the rest is said by the heading, the lead-in and the sentences beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rag.analysis import fold, stop_words
from rag.answer_spans import KINDRED, wanted
from rag.passage_words import stems_of
from rag.query import Query
from rag.question import Asked
from rag.signals import fitting
from rag.units import Unit, UnitWords

Table = npt.NDArray[np.float32]
Nearness = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]

NAMES: Final = (
    "own", "kin", "under", "over", "all", "before", "beside", "around", "asked_before", "missing", "missing_all", "exact",
    "exact_all", "numbers", "numbers_all", "rest", "plain", "near", "fit", "held", "close", "counted", "fresh", "cosine",
    "passage", "behind", "rank", "share", "heading", "item", "row", "colon", "question", "leaning", "length", "place",
    "first", "asks", "size", "foreign", "wanted", "soft", "soft_rest", "soft_head", "title", "title_said", "heading_said",
    "names_around", "whole", "after", "cue", "all_gap", "close_gap", "cosine_gap", "soft_gap", "before_gap", "run",
)  # fmt: skip
ASKS: Final = ("open", "who", "when", "where", "number", "list", "definition", "comparison", "yes_no")
KINDS: Final = ("any", "figure", "money", "share", "span", "day", "date", "person", "place", "contact", "act")
# From these cosines on two words' vectors are near, in one language and in two; what the best counts beside the word.
_NEAR: Final = 0.45
_NEAR_CROSS: Final = 0.4
_KIN: Final = 0.8
# What an acronym spelled out counts.
_SPELLED: Final = 0.85
# A word so many words away from what is asked for counts half.
_HALF: Final = 6
_COUNTED: Final = 4
_LEANING: Final = frozenset(
    """questo questa questi queste esso essa essi esse egli ella lo la li gli tale tali inoltre infine cosi anche lui lei
    suo sua loro quello quella il quale la quale ce celui celle il elle ils elles cette ces leur this these that those it
    they he she its their such""".split()
)


# What came of something, and how a sentence says it.
_OUTCOME: Final = (
    r"\b(?:(?:che|quali|quale|le|i|gli|quelles?|quels?|which|what) (?:\w+ )?(?:conclusion\w*|risultat[oi]|esit[oi]|resultats?|results?|outcomes?|findings?)|"
    r"com'?e finit[ao]|come e andat[ao]|cosa e emerso|how did .* end|what came of)\b",
    r"\b(?:conclu\w+|risult\w+|esit[oi]|emers[oaie]|emerg\w+|mostra\w*|dimostra\w*|rileva\w*|approvat\w*|respint\w*|finit\w*|favorevol\w+|"
    r"resultat\w*|ressort\w*|montre\w*|result\w*|outcome\w*|found|finding\w*|show\w*|conclud\w+)\b",
)
# What a question asks for besides things, and how a sentence says it.
_CUES: Final = tuple(
    (re.compile(asks), re.compile(says))
    for asks, says in (
        _OUTCOME,
        (
            r"\b(di quanto|de combien|by how much|how much (?:more|less)|quant\w+ in piu)\b|\b(?:cresciut|aumentat|diminuit|calat)\w+",
            r"\b(in piu|in meno|aument\w+|cresc\w+|cresciut\w+|increment\w+|diminu\w+|cal[oi]|riduzion\w+|rispetto al?|de plus|de moins|hausse|baisse|"
            r"augment\w+|more than|less than|increas\w+|decreas\w+|rose|grew|growth)\b",
        ),
        (
            r"\b(in tutto|in totale|complessiv\w+|totale|au total|en tout|in total|overall|altogether)\b",
            r"\b(in tutto|in totale|complessiv\w+|total\w+|ammonta\w*|somma|au total|en tout|overall|altogether|sum)\b",
        ),
        (
            r"\b(a (?:che|cosa) (?:cosa )?serv\w+|per (?:che|quale) (?:cosa|motivo|scopo)|a (?:che|quale) scopo|obiettiv\w+|finalita|a quoi ser\w+|"
            r"dans quel but|what (?:is|was|are) .{0,40}\b(?:for|good for|used for|purpose)|purpose|aim|utilita)\b",
            r"\b(obiettiv\w+|fin(?:e|i|alita)|scopo|volt[oaie] a|mira\w*|serv\w+|al fine|permett\w+|consent\w+|per (?:\w+are|\w+ere|\w+ire)|"
            r"utilizzat\w+|usat[oaie]|but|objectif\w*|vis(?:e|ent|ant)|afin|permet\w*|pour \w+(?:er|ir|re)|aim\w*|goal|purpose|in order to|used|to \w+)\b",
        ),
        (
            r"\b(perche|come mai|motivo|pourquoi|raison|why|reason)\b",
            r"\b(perche|poiche|in quanto|dato che|visto che|a causa|per via|motiv\w+|cosi da|parce|car|puisque|raison|afin|because|since|due to|reason)\b",
        ),
        (
            r"\b(entro|scad\w+|fino a|deadline|by when|until|avant quand|jusqu)\b",
            r"\b(entro|scad\w+|fino a\w*|termine|termini|al piu tardi|deadline|by|until|expir\w+|avant|jusqu|au plus tard)\b",
        ),
        (
            r"\b(si puo|posso|possono|bisogna|serve|obblig\w+|devo|deve|devono|doit|faut|peut|must|can|may|should|need|required)\b",
            r"\b(puo|possono|deve|devono|necessari\w+|obblig\w+|requisit\w+|vietat\w+|solo|non|doit|doivent|peut|peuvent|must|may|shall|required|only|not)\b",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """How far each item of the query (columns) stands in each unit (rows), and in what surrounds it; 0 to 1."""

    own: Table
    kin: Table
    over: Table
    around: Table

    @property
    def anywhere(self) -> Table:
        """In the unit, over it, or around it in its passage (which counts less)."""
        found: Table = np.maximum.reduce([self.own, self.kin, 0.95 * self.over, 0.7 * self.around])
        return found


class UnitTable:
    """The features of the units of one question."""

    def __init__(
        self, asked: Asked, query: Query, units: Sequence[Unit], read: Sequence[UnitWords], nearness: Nearness
    ) -> None:
        self.asked, self.query, self.units, self.read = asked, query, units, read
        given = dict(asked.words)
        weights = np.array([item.weight * given.get(item.word, 0.6) for item in query.items], dtype=np.float32)
        self.weights = weights / (weights.sum() or 1.0)
        self.wanted = wanted(asked.asks, asked.text)
        self.said = frozenset(item.word for item in query.items)
        self.head = next((at for at, item in enumerate(query.items) if item.word == asked.head), None)
        self._stems: dict[str, frozenset[str]] = {}
        self.places = [self._places(unit, words) for unit, words in zip(units, read, strict=True)]
        self.found = self._found(nearness)

    def table(self, cosines: Table) -> Table:
        """The features, float32 (n, len(NAMES)); ``cosines`` (n,) is each unit's nearness to the question."""
        found, weights, units = self.found, self.weights, self.units
        own = np.maximum(found.own, found.kin)
        before, after = _beside(own, units)
        every = np.maximum(own, found.over)
        asked_before = [
            float(i > 0 and same(units[i - 1], unit) and units[i - 1].text.endswith("?"))
            for i, unit in enumerate(units)
        ]
        exact = [at for at, item in enumerate(self.query.items) if item.exact and not item.word[0].isdigit()]
        numbers = [at for at, item in enumerate(self.query.items) if any(sign.isdigit() for sign in item.word)]
        plain = np.array(
            [[float(item.word in w.words) for item in self.query.items] for w in self.read], dtype=np.float32
        )
        scores = np.array([_log_odds(unit.hit.score) for unit in units], dtype=np.float32)
        columns = [
            found.own @ weights, own @ weights, np.maximum(own, self._under()) @ weights, found.over @ weights,
            every @ weights, np.maximum(own, before) @ weights, np.maximum.reduce([own, before, after]) @ weights,
            found.around @ weights, np.array(asked_before) * (before @ weights),
            (weights * (1 - own)).max(axis=1, initial=0), (weights * (1 - found.anywhere)).max(axis=1, initial=0),
            _share(found.own, exact), _share(np.maximum(found.own, found.over), exact), _share(found.own, numbers),
            _share(found.anywhere, numbers), self._rest(own, {*exact, *numbers}), plain @ weights,
            *self._placed(), cosines, scores, scores.max() - scores,
            np.array([1 / unit.hit.rank for unit in units]), np.array([unit.hit.score for unit in units]),
            *self._shapes(),
        ]  # fmt: skip
        constant = [float(ASKS.index(self.asked.asks) if self.asked.asks in ASKS else 0), float(len(weights))]
        foreign = np.array([float(unit.hit.passage.language != self.asked.language) for unit in units])
        tail = [np.full(len(units), constant[0]), np.full(len(units), constant[1]), foreign,
                np.full(len(units), float(KINDS.index(self.wanted)))]  # fmt: skip
        soft = np.maximum(found.own, self.softly)
        whole = np.maximum(every, np.maximum(0.9 * before, 0.9 * found.around))
        rest = [at for at in range(len(weights)) if at not in {*exact, *numbers}]
        more = [
            soft @ weights,
            (soft[:, rest] @ (weights[rest] / (weights[rest].sum() or 1.0))) if rest else np.ones(len(units)),
            soft[:, self.head] if self.head is not None else np.ones(len(units)),
            *self._titles(), _share(found.anywhere, exact), whole @ weights, np.maximum(own, after) @ weights,
            self._cues(),
        ]  # fmt: skip
        gaps = [_gap(each) for each in (columns[4], columns[NAMES.index("close")], cosines, more[0], columns[5])]
        return np.stack([*columns, *tail, *more, *gaps, self._runs()], axis=1).astype(np.float32)

    def _places(self, unit: Unit, read: UnitWords) -> list[list[int]]:
        """For each item of the query where it stands in a unit."""
        language = unit.hit.passage.language
        found: list[list[int]] = []
        for item in self.query.items:
            forms = item.forms[language]
            found.append([at for stem in forms.keys() & read.stems for at in read.places[stem]])
        return found

    def _found(self, nearness: Nearness) -> Found:
        items, units = self.query.items, self.units
        shape = (len(units), len(items))
        own, over = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        around: dict[str, Table] = {}
        for at, (unit, read) in enumerate(zip(units, self.read, strict=True)):
            language = unit.hit.passage.language
            own[at] = self._held(read.stems, language)
            over[at] = self._held(stems_of(unit.context, language), language)
            key = unit.hit.passage.id
            around[key] = np.maximum(around[key], own[at]) if key in around else own[at]
        kin = self._kin(nearness, own)
        return Found(own, kin, over, np.stack([around[unit.hit.passage.id] for unit in units]))

    def _held(self, stems: frozenset[str], language: str) -> Table:
        """How well each item stands among stems, float32 (items,)."""
        held = np.zeros(len(self.query.items), dtype=np.float32)
        for at, item in enumerate(self.query.items):
            forms = item.forms[language]
            worth = max((forms[stem] for stem in forms.keys() & stems), default=0.0)
            if worth < _SPELLED and any(spelled <= stems for spelled in item.spelled[language]):
                worth = _SPELLED
            held[at] = worth
        return held

    def _kin(self, nearness: Nearness, own: Table) -> Table:
        """The same for words whose vectors are near, where the item itself is not there."""
        kin, soft = np.zeros_like(own), np.zeros_like(own)
        self.softly = soft
        asked = [at for at, item in enumerate(self.query.items) if not item.word[0].isdigit() and not item.exact]
        empty = stop_words(self.query.language).union(*(stop_words(u.hit.passage.language) for u in self.units))
        rows = {
            w: n
            for n, w in enumerate({w for r in self.read for w in r.words if len(w) > 3 and not w[0].isdigit()} - empty)
        }
        if not asked or not rows:
            return kin
        near = nearness([self.query.items[at].word for at in asked], list(rows))
        for at, (unit, read) in enumerate(zip(self.units, self.read, strict=True)):
            there = [rows[word] for word in read.words if word in rows]
            if there:
                least = _NEAR if unit.hit.passage.language == self.asked.language else _NEAR_CROSS
                best = near[:, there].max(axis=1)
                kin[at, asked] = _KIN * np.clip((best - least) / (0.85 - least), 0.0, 1.0)
                soft[at, asked] = np.maximum(best, 0.0)
        kin[own > 0] = 0.0
        self.softly = soft
        return kin

    def _under(self) -> Table:
        """In the unit's own heading or lead-in."""
        rows = [
            self._held(stems_of(f"{u.heading}\n{u.lead}", u.hit.passage.language), u.hit.passage.language)
            for u in self.units
        ]
        return np.stack(rows)

    def _titles(self) -> list[Table]:
        """The share of the question in the title, and the shares of the title and of the nearest heading in the question."""
        rows = []
        known: dict[tuple[str, str, str], tuple[float, float, float]] = {}
        for unit in self.units:
            title, language = unit.hit.record.title, unit.hit.passage.language
            key = title, unit.heading, language
            if key not in known:
                stems, heading = stems_of(title, language), stems_of(unit.heading, language)
                asked = self.asked_stems(language)
                known[key] = (
                    float(self._held(stems, language) @ self.weights), len(stems & asked) / max(1, len(stems)),
                    len(heading & asked) / max(1, len(heading)),
                )  # fmt: skip
            rows.append(known[key])
        return list(np.array(rows, dtype=np.float32).T)

    def asked_stems(self, language: str) -> frozenset[str]:
        """All stems that stand for some word of the question in a language."""
        if language not in self._stems:
            self._stems[language] = frozenset(stem for item in self.query.items for stem in item.forms[language])
        return self._stems[language]

    def _cues(self) -> Table:
        """Where a purpose, a reason, a manner or a condition is asked for: does the unit say one."""
        folded = fold(self.asked.text)
        cue = next((says for asks, says in _CUES if asks.search(folded)), None)
        if cue is None:
            return np.zeros(len(self.units), dtype=np.float32)
        return np.array([float(bool(cue.search(fold(unit.text)))) for unit in self.units], dtype=np.float32)

    def _runs(self) -> Table:
        """The longest run of the question's words, in order and next to each other, as a share of them."""
        longest = []
        for places in self.places:
            best = length = 0
            ends: set[int] = set()
            for where in places:
                here = set(where)
                follows = {at for at in here if any(at - step in ends for step in (1, 2, 3))}
                length = length + 1 if follows else int(bool(here))
                ends = follows or here
                best = max(best, length)
            longest.append(best / max(1, len(places)))
        return np.array(longest, dtype=np.float32)

    def _rest(self, own: Table, named: set[int]) -> Table:
        """The share of the words that are no names and no numbers: what is asked of what is named."""
        rest = [at for at in range(len(self.weights)) if at not in named]
        weights = self.weights[rest]
        return np.asarray(own[:, rest] @ (weights / (weights.sum() or 1.0)) if rest else np.ones(len(own)))

    def _placed(self) -> list[Table]:
        """near, fit, held, close, counted, fresh."""
        fit = fitting(self.asked.asks, self.asked.text)
        rows = []
        for at, (unit, read) in enumerate(zip(self.units, self.read, strict=True)):
            held, close, counted = self._closest(at)
            fresh = sum(
                word not in self.said for word in dict.fromkeys(read.words[p] for p in read.spans.get("any", ()))
            )
            rows.append((self._together(at), fit(unit.text, fold(unit.text)), held, close, counted, min(fresh, 6)))
        return list(np.array(rows, dtype=np.float32).T)

    def _closest(self, at: int) -> tuple[float, float, float]:
        """Of the kind of thing asked for: is one there, how near to the question's words, is the thing counted by it."""
        read, places, own = self.read[at], self.places[at], self.found.own[at]
        best = (0.0, 0.0, 0.0)
        for less, kind in enumerate(KINDRED[self.wanted]):
            for span in read.spans.get(kind, ()):
                if read.words[span] in self.said and kind != "contact":
                    continue
                close = 0.0
                for item, (where, worth) in enumerate(zip(places, own, strict=True)):
                    if where:
                        gap = min(abs(span - place) for place in where)
                        close += float(self.weights[item] * worth) / (1 + gap / _HALF)
                head = places[self.head] if self.head is not None else []
                counted = float(any(abs(span - place) <= _COUNTED for place in head))
                best = max(best, (1.0 - 0.5 * less, close, counted))
        return best

    def _together(self, at: int) -> float:
        """How near neighbours in the question stand to each other here."""
        places, near, total = self.places[at], 0.0, 0.0
        for left in range(len(places) - 1):
            weight = float(self.weights[left] + self.weights[left + 1])
            total += weight
            if places[left] and places[left + 1]:
                gap = min((abs(b - a) for a in places[left] for b in places[left + 1] if a != b), default=100)
                near += weight / (1 + max(0, gap - 1) / 3)
        return near / total if total else 0.0

    def _shapes(self) -> list[Table]:
        """heading, item, row, colon, question, leaning, length, place, first."""
        counts: dict[str, int] = {}
        seen: dict[str, int] = {}
        for unit in self.units:
            counts[unit.hit.passage.id] = counts.get(unit.hit.passage.id, 0) + 1
        rows = []
        for unit, read in zip(self.units, self.read, strict=True):
            key = unit.hit.passage.id
            place = seen.get(key, 0)
            seen[key] = place + 1
            kind = unit.block.kind
            rows.append((
                kind == "heading", kind == "item", kind == "row", unit.text.endswith(":"), unit.text.endswith("?"),
                bool(read.words) and read.words[0] in _LEANING, math.log1p(len(read.words)), place / counts[key],
                unit.hit.passage.ordinal == 0,
            ))  # fmt: skip
        return list(np.array(rows, dtype=np.float32).T)


def asks_outcome(text: str) -> bool:
    """True where a question asks what came of something."""
    return bool(_CUES[0][0].search(fold(text)))


def _gap(column: Table) -> Table:
    return np.asarray(column - column.max(initial=0.0))


def same(one: Unit, other: Unit) -> bool:
    """True when two units are of one passage."""
    return one.hit.passage.id == other.hit.passage.id


def _beside(own: Table, units: Sequence[Unit]) -> tuple[Table, Table]:
    """What stands in the unit before, and in the one after, of the same passage."""
    before, after = np.zeros_like(own), np.zeros_like(own)
    for at in range(1, len(units)):
        if same(units[at - 1], units[at]):
            before[at], after[at - 1] = own[at - 1], own[at]
    return before, after


def _share(found: Table, which: Sequence[int]) -> Table:
    return found[:, which].mean(axis=1) if which else np.ones(len(found), dtype=np.float32)


def _log_odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))
