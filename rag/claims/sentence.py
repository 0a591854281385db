"""One sentence of a document taken apart as a claim is: what it says of each part of the claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from rag.analysis import fold
from rag.claims.agreeing import agree, comparable, same_label_in
from rag.claims.lexicon import Member, negations_in
from rag.claims.naming import Found, is_there, name_kind, named_after
from rag.claims.parts import Part, names_of, turned
from rag.claims.saying import some_of
from rag.claims.values import Value, values_in
from rag.word_vectors import Vectors

State = Literal["found", "other", "absent"]

OVER: Final = 0.5  # likeness of a name that only stands over a sentence
_ALL_ELSE: Final = 0.8  # of a claim without its name, where another name is in that one's place
_NEAR: Final = 90  # characters on either side in which a value's words are looked for


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a claim in one sentence: found, or other words ``said`` in its place; ``alike`` 0 to 1."""

    part: Part
    state: State
    said: str = ""
    alike: float = 0.0


class Sentence:
    """One sentence taken apart as a claim is."""

    def __init__(
        self, text: str, over: str, language: str, found: Found,
        around: str = "", claimed: Sequence[Value] = (), denies: bool = False,
    ) -> None:  # fmt: skip
        self.denies, self.around = denies, around
        self.text, self.over = text, over
        self.language = language
        self.found = found
        self.values = values_in(text, language)
        self.met = [value for value in self.values if any(agree(each, value) for each in claimed)]
        self.members, self.negations = turned(text)
        self._named: dict[str | None, list[list[str]]] = {}

    def holds(self, part: Part) -> Finding:
        """What the sentence says of one part."""
        if part.kind == "value":
            return self._value(part)
        if part.kind == "class":
            return self._member(part)
        if part.kind == "name":
            return self._name(part)
        return self._negation(part)

    def _value(self, part: Part) -> Finding:
        assert part.value
        same = other = Finding(part, "absent")
        for value in self.values:
            if part.value.loose == "all" and value.kind != "percent":
                continue
            if agree(part.value, value):
                found = Finding(part, "found", value.written, self._alike(part, value.start, value.end))
                same = max(same, found, key=_likeness)
            elif value not in self.met and comparable(part.value, value) and _one_form(part.value, value):
                found = Finding(part, "other", value.written, self._alike(part, value.start, value.end))
                other = max(other, found, key=_likeness)
        if part.value.loose == "all":
            some = [Finding(part, "other", self.text[a:b], self._alike(part, a, b)) for a, b in some_of(self.text)]
            other = max(other, *some, key=_likeness) if some else other
        # Two figures of the claim may have changed places: then another has the part's own place all but surely.
        if part.value.loose == "all" and other.state != "absent" and other.alike > same.alike:
            return other  # "all the towns" is not "100 % of the regions and 30 % of the towns"
        if same.state == "found" and (same.alike >= 0.3 or other.alike < 0.85):
            return same
        if other.state == "absent" and self._about(part.value):
            return Finding(part, "found", part.text, 0.4)
        return other

    def _about(self, value: Value) -> bool:
        """Whether a date, a plan's years or an act's number, missing here, stand in the passage or over it."""
        if value.kind == "label":
            return same_label_in(value.written, f"{self.text} {self.around}")
        return value.kind in ("date", "period") and any(
            agree(value, each) for each in values_in(self.around, self.language)
        )

    def _alike(self, part: Part, start: int, end: int) -> float:
        """How much the words round a place are those round the part: what is counted weighs as much as all the rest."""
        counted, rest = part.after[:1], (*part.before[-2:], *part.after[1:2])
        if part.kind == "class":
            counted, rest = (), (*part.before[-2:], *part.after[:2])
        stop = min((value.start for value in self.values if value.start >= end), default=len(self.text))
        after, around = self.text[end : min(end + 45, stop)], self.text[max(0, start - _NEAR) : end + _NEAR]
        beside = self.found([*counted], after, self.language) if counted else np.zeros(0)
        further = (
            self.found([*counted, *rest], f"{self.over} {around}", self.language) if counted or rest else np.zeros(0)
        )
        wide = float(further.mean()) if len(further) else 0.5
        if not counted:
            return wide
        tight = max(float(beside[0]), 0.4 * float(further[0]))
        whole = 0.55 * tight + 0.45 * wide
        return whole if tight >= 0.5 or part.value is None or part.value.kind != "number" else 0.6 * whole

    def _member(self, part: Part) -> Finding:
        assert part.member
        own = [each for each in self.members if each.group == part.member.group]
        for each in own:
            if each.which == part.member.which:
                if not self.denies and (clause := self._denying(each)):
                    return Finding(part, "other", clause, max(0.5, self._alike(part, each.start, each.end)))
                return Finding(part, "found", self.text[each.start : each.end], self._alike(part, each.start, each.end))
        best = max(
            own, key=lambda each: (self._alike(part, each.start, each.end), -self._far(part, each)), default=None
        )
        if best is None:
            return Finding(part, "absent")
        return Finding(part, "other", self.text[best.start : best.end], self._alike(part, best.start, best.end))

    def _denying(self, member: Member) -> str | None:
        """The clause round a word where it denies: "non saranno riscontrati messaggi inviati da PEC"."""
        for start, end in self.negations:
            stop = next((m.start() + end for m in re.finditer(r"[,;:.()]", self.text[end:])), len(self.text))
            if end <= member.start < stop:
                return self.text[start:stop].strip()
        return None

    def _far(self, part: Part, member: Member) -> int:
        """How many characters lie between a word and the nearest of those that stand beside the part."""
        places = [
            match.start()
            for word in (*part.before, *part.after)
            for match in re.finditer(re.escape(word), fold(self.text))
        ]
        return min((abs(place - member.start) for place in places), default=len(self.text))

    def _name(self, part: Part) -> Finding:
        """A name: there beside the same word ("Ausl di …"), another in its place, or only somewhere about."""
        names = re.findall(r"\w+", fold(part.text))
        here = self.found(names, self.text, self.language)
        rivals = self._rivals(part.tied, names)
        apart = rivals and self._only_elsewhere(part.tied, names) and not self._leads(part, names)
        if is_there(here) and not apart:
            return Finding(part, "found", part.text, float(here.mean()))
        if rivals:
            return Finding(part, "other", ", ".join(rivals[:3]), 0.8)
        if is_there(self.found(names, self.over, self.language)):
            return Finding(part, "found", part.text, OVER)
        return Finding(part, "absent")

    def in_its_place(
        self, finding: Finding, parts: Sequence[Part], own: Vectors, words: Sequence[str], shares: Vectors
    ) -> Finding:
        """A name that is missing where nearly all else of the claim stands: another of its kind is in its place."""
        if finding.state != "absent":
            return finding
        mine = set(re.findall(r"\w+", fold(finding.part.text)))
        rest = np.array([word not in mine for word in words])
        if not rest.any() or float(shares[rest] @ own[rest]) < _ALL_ELSE * float(shares[rest].sum()):
            return finding
        claimed = {word for part in parts if part.kind == "name" for word in re.findall(r"\w+", fold(part.text))}
        kind = name_kind(finding.part.text)
        for start, end in names_of(self.text):
            name = self.text[start:end]
            if name_kind(name) == kind and not claimed & set(re.findall(r"\w+", fold(name))):
                return Finding(finding.part, "other", name, 0.6)
        return finding

    def _leads(self, part: Part, names: Sequence[str]) -> bool:
        """True for a person who stands right before the word: "rappresentata da …" and "… in rappresentanza di"."""
        if part.tied is None or name_kind(part.text) != "person":
            return False
        after = re.search(rf"\b{re.escape(names[-1])}\b([^,;.:]{{1,40}})", fold(self.text))
        return after is not None and float(self.found([part.tied], after[1], self.language)[0]) >= 0.8

    def _named_after(self, anchor: str | None) -> list[list[str]]:
        if anchor not in self._named:
            self._named[anchor] = named_after(self.text, self.language, anchor, self.found)
        return self._named[anchor]

    def _rivals(self, anchor: str | None, names: Sequence[str]) -> list[str]:
        runs = [
            [part for name in run for part in re.split(r" (?:e|et|and) ", name)] for run in self._named_after(anchor)
        ]
        if any(set(names) & set(re.findall(r"\w+", fold(" ".join(run)))) for run in runs):
            return []
        return runs[0] if runs else []

    def _only_elsewhere(self, anchor: str | None, names: Sequence[str]) -> bool:
        """True when the sentence has the name, but never after the word that the claim puts before it."""
        runs = self._named_after(anchor)
        return bool(runs) and not any(set(names) & set(re.findall(r"\w+", fold(" ".join(run)))) for run in runs)

    def _negation(self, part: Part) -> Finding:
        """What the claim negates: negated here too, or said without a negation."""
        scope = [*part.after[:2]]
        if not scope:
            return Finding(part, "absent")
        for clause, negated in self.clauses():
            there = self.found(scope, clause, self.language)
            if float(there[0]) >= 0.7 and float(there.mean()) >= 0.5:
                return Finding(part, "found" if negated else "other", "", float(there.mean()))
        return Finding(part, "absent")

    def clauses(self) -> list[tuple[str, bool]]:
        """The sentence between its commas, each piece with whether a negation stands in it."""
        pieces = [piece for piece in re.split(r"[,;:()]\s", self.text) if piece.strip()]
        return [(piece, any(True for _ in negations_in(piece))) for piece in pieces]

    def denied(self, claim: str, language: str, found: Found) -> str | None:
        """What this sentence negates and the claim says without a negation; None where there is nothing."""
        for start, end in self.negations:
            stop = next((m.start() + end for m in re.finditer(r"[,;:.()]", self.text[end:])), len(self.text))
            scope = re.findall(r"[^\W_]{3,}", fold(self.text[end:stop]))
            scope = [word for word in scope if word not in _AUXILIARY][:3]
            if not scope:
                continue
            there = found(scope, claim, language)
            if float(there[0]) >= 0.7 and float(there.mean()) >= 0.6:
                return " ".join(self.text[start:stop].split()[:6])
        return None


_AUXILIARY: Final = frozenset(
    "essere stato stata stati state sono hanno avere aver sara saranno viene vengono puo possono "
    "deve devono ete etre sont "
    "ont est been have has was were are can will would should does did piu plus pas any".split()
)


def _likeness(finding: Finding) -> float:
    return finding.alike if finding.state != "absent" else -1.0


def _one_form(claim: Value, said: Value) -> bool:
    """Labels ("n. 2", "L.R. 2/2003", "art. 5") stand for one another only where they are written alike."""
    if claim.kind != "label":
        return True
    shape = [re.sub(r"\d+", "0", fold(each.written)).replace(" ", "") for each in (claim, said)]
    return shape[0] == shape[1] and "@" not in shape[0]
