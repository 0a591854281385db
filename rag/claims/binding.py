"""A figure counts as found only where it is said of the claim's own subject, place and year; pure but for ``found``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, Literal

from rag.analysis import fold
from rag.claims.agreeing import agree, comparable
from rag.claims.days import Days, counted_fully, published_then
from rag.claims.lexicon import members_in
from rag.claims.naming import Found
from rag.claims.owning import Owned, Owning
from rag.claims.saying import BY, EACH, OTHERS, as_exact, only_of_acts
from rag.claims.segments import (
    Segment,
    compared,
    is_whole,
    names_there,
    pieces,
    place_level,
    rival_name,
    segments,
    turned_over,
)
from rag.claims.sentence import Finding
from rag.claims.values import Value, values_in

_COUNTED: Final = 0.5  # how much of a counted noun ("posti letto") must stand by a figure
_BRIEF: Final = 90  # characters: a row so short counts what its heading says
_BEFORE_NAME: Final = 90  # characters in which the deed stands before the one who did it
_AFTER_NAME: Final = 50  # and after it: "Luca Baldino in rappresentanza della Regione"
_DATED: Final = ("date", "period")
# Classes of which a sentence may tell several things several members: "quattro pubblici e uno privato".
_ATTRIBUTES: Final = ("owner", "state", "progress", "vote", "cost", "duty", "permit")


class Binding:
    """What a sentence says of a claim's figures: of which of them its own figures are.

    ``above`` is what stands over the sentence, ``before`` what stands right before it, ``published`` its day.
    """

    def __init__(
        self, owning: Owning, text: str, written_in: str, found: Found,
        above: str = "", before: str = "", published: str | None = None,
    ) -> None:  # fmt: skip
        self.owning, self.found = owning, found
        self.parts, self.claim = owning.parts, owning.text
        self.text, self.written_in = text, written_in
        self.above, self.before, self.published = above, before, published
        self.values = values_in(text, written_in)
        self.shared, self.segments = segments(text, self.values)
        self._days = Days(owning, text, written_in, found, self.values)
        self._scores: dict[tuple[int, int], float] = {}

    def bound(self, finding: Finding) -> Finding:
        """A finding as it is; as absent where it is another's figure; as another where the claim's own differs."""
        value = finding.part.value
        if finding.part.kind == "name" and finding.state == "found":
            return self._agent(finding)
        if finding.part.member and finding.state != "absent":
            return self._member(finding)
        if value is None or finding.state == "absent" or value.loose == "all":
            return finding
        owned = self.owning.of(value)
        if value.kind in _DATED:
            return self._dated(finding, owned)
        if finding.state == "other":
            return finding if self._may_differ(finding, owned) else Finding(finding.part, "absent")
        told = [each for each in self.values if each.kind not in _DATED and agree(value, each)]
        if not told:
            return finding  # an act's number, found in the passage: `Sentence` has weighed it
        answers = [self._one(value, each, owned) for each in told]
        if any(each is None for each in answers):
            return finding
        other = next((each for each in answers if each), None)
        if other:
            return Finding(finding.part, "other", other.written, max(0.6, finding.alike))
        return Finding(finding.part, "absent")

    def _agent(self, finding: Finding) -> Finding:
        """A name by whom something is done: found only where the deed is told too ("coordinato da …")."""
        deed = BY.search(fold(self.claim[: finding.part.start]))
        last = fold(finding.part.text).split()[-1]
        if deed is None or (at := fold(self.text).find(last)) < 0:
            return finding if deed is None else Finding(finding.part, "absent")
        beside = re.split(r"[,;.:]", self.text[at : at + _AFTER_NAME])[0]
        near = f"{self.text[:at].rsplit(';', 1)[-1][-_BEFORE_NAME:]}{beside}"
        told = float(self.found([deed["verb"]], near, self.written_in)[0]) >= _COUNTED
        return finding if told else Finding(finding.part, "absent")

    def _member(self, finding: Finding) -> Finding:
        """A word of a closed class where a sentence has several of the class: the one beside the claim's own name."""
        assert finding.part.member
        group, which = finding.part.member.group, finding.part.member.which
        here = [each for each in members_in(self.text) if each.group == group]
        names = [part.text for part in self.parts if part.kind == "name"]
        if group not in _ATTRIBUTES or not names or len({each.which for each in here}) < 2:
            return finding
        for start, end in pieces(self.text):
            if not all(names_there(names[:1], self.text[start:end], self.written_in, self.found)):
                continue
            beside = [each for each in here if start <= each.start < end]
            if len({each.which for each in beside}) != 1:
                continue
            said = self.text[beside[0].start : beside[0].end]
            return replace(finding, state="found" if beside[0].which == which else "other", said=said)
        return Finding(finding.part, "absent")

    def _one(self, value: Value, said: Value, owned: Owned) -> Value | Literal[False] | None:
        """None where a figure is the claim's own; else the one that is, or False where none is."""
        if is_whole(said, self.text) and not is_whole(value, self.claim):
            part = [each for each in self.values if each.end <= said.start and each.kind == said.kind]
            return part[-1] if part else False
        mine = self._segment(said)
        rivals = self._conflicts(owned, mine)
        if not rivals and turned_over(owned.members, mine.text):
            return False
        told_fully = counted_fully(self.owning, value, said, self.segments, self.written_in, self.found)
        if not rivals and told_fully and self._at_home(owned, value) and self._counts(value, said, mine):
            best = max((self._score(owned, each), -at) for at, each in enumerate(self.segments))
            own, at = self._score(owned, mine), self.segments.index(mine)
            anew = OTHERS.search(fold(mine.text)) or value.kind == "percent"
            if (own if anew else own or -best[1] < at) or not best[0]:
                return None
        return self._instead(value, owned, mine) or False

    def _instead(self, value: Value, owned: Owned, mine: Segment) -> Value | None:
        """The figure of the segment that is about the claim's own names, dates or words, where it is another one."""
        ranked = sorted(
            (each for each in self.segments if each is not mine), key=lambda one: self._score(owned, one), reverse=True
        )
        for each in ranked[:1]:
            if self._score(owned, each) < max(1.0, self._score(owned, mine)) or self._conflicts(owned, each):
                continue
            inside = [one for one in self.values if each.start <= one.start < each.end and comparable(value, one)]
            inside = [one for one in inside if not agree(value, one) and not is_whole(one, self.text)]
            if len(inside) == 1 and self._at_home(owned, value) and self._counts(value, inside[0], each):
                return inside[0]
        return None

    def _segment(self, value: Value) -> Segment:
        return next((each for each in self.segments if each.start <= value.start < each.end), self.segments[0])

    def _score(self, owned: Owned, segment: Segment) -> float:
        """How much of what goes with a claim's figure stands in a segment: names and dates count twice."""
        key = id(owned), segment.start
        if key not in self._scores:
            self._scores[key] = self._scored(owned, segment)
        return self._scores[key]

    def _scored(self, owned: Owned, segment: Segment) -> float:
        names = sum(names_there(owned.names, segment.text, self.written_in, self.found))
        dates = sum(any(agree(each, one) for one in self._dates(segment)) for each in owned.dates)
        words = float((self.found(owned.words, segment.text, self.written_in) >= 0.89).sum()) if owned.words else 0.0
        return 2.0 * names + 2.0 * dates + words

    def _dates(self, segment: Segment) -> list[Value]:
        return [each for each in self.values if each.kind in _DATED and segment.start <= each.start < segment.end]

    def _conflicts(self, owned: Owned, segment: Segment) -> bool:
        """True where a segment has another place or another year than the claim's."""
        if rival_name(owned.names, segment.text, self.written_in, self.found):
            return True
        dates = [each for each in self._dates(segment) if not compared(each, self.text)]
        return bool(owned.dates and dates) and not any(agree(mine, one) for mine in owned.dates for one in dates)

    def _counts(self, value: Value, said: Value, segment: Segment) -> bool:
        """Whether a plain number counts what the claim's does."""
        if value.kind != "number":
            return True
        nouns, after = self.owning.counted(value)
        if not nouns:
            return True
        near = f"{self.shared} {segment.text}"
        brief = len(self.text) < _BRIEF
        here = self.found(nouns, f"{near} {self.above}" if brief or not after else near, self.written_in)
        return float(here.max()) >= _COUNTED

    def _at_home(self, owned: Owned, value: Value) -> bool:
        """Whether the claim's names and dates stand in the sentence, over it, or right before it without a rival.

        A name that only a title has, with a figure of its own ("ATS Brianza: 1,2 milioni"), has that figure.
        """
        here = names_there(owned.names, self.text, self.written_in, self.found)
        titled = [each for each in values_in(self.above, self.written_in) if each.kind == value.kind == "money"]
        if not all(here) and titled and not any(agree(value, each) for each in titled):
            return False
        home = f"{self.text} {self.above}"
        there = names_there(owned.names, home, self.written_in, self.found)
        if not all(there):
            before = f"{home} {self.before}"
            near = names_there(owned.names, before, self.written_in, self.found)
            if not all(near) or rival_name(owned.names, home, self.written_in, self.found):
                return False
        elif rival_name(owned.names, self.text, self.written_in, self.found):
            return False
        return self._in_time(owned)

    def _in_time(self, owned: Owned) -> bool:
        for each in owned.dates:
            own = [one for one in self.values if one.kind in _DATED]
            if any(agree(each, one) and as_exact(each, one) for one in own):
                continue
            told = values_in(f"{self.above} . {self.before}", self.written_in)
            free = not [one for one in own if not compared(one, self.text)]
            if free and any(agree(each, one) and as_exact(each, one) for one in told if one.kind in _DATED):
                continue
            if not (free and published_then(self.published, each)):
                return False
        return True

    def _dated(self, finding: Finding, owned: Owned) -> Finding:
        """A date: no vaguer than the claim's, and of the claim's own subject."""
        value = finding.part.value
        assert value
        dates = [each for each in self.values if each.kind in _DATED and comparable(value, each)]
        if only_of_acts(dates, self.text, self.claim):
            return Finding(finding.part, "absent")
        if finding.state == "found":
            told = [each for each in self.values if agree(value, each)]
            if told and not any(as_exact(value, each) for each in told):
                return Finding(finding.part, "absent")
            places = tuple(name for name in owned.names if place_level(name) in ("place", "region", "person"))
            if told and (own := self._days.other_day(value, told)):
                return Finding(finding.part, "other", own.written, 0.6)
            if told and rival_name(places, self.text, self.written_in, self.found):
                return Finding(finding.part, "absent")
        return finding

    def _may_differ(self, finding: Finding, owned: Owned) -> bool:
        """Whether another figure contradicts: it must be the claim's own, counted and dated as the claim's is."""
        value = finding.part.value
        assert value
        told = [each for each in self.values if each.written == finding.said]
        for each in told:
            segment = self._segment(each)
            if EACH.search(self.text[each.end :]) and not EACH.search(self.claim[value.end :]):
                continue
            if (
                not self._conflicts(owned, segment)
                and self._at_home(owned, value)
                and self._counts(value, each, segment)
            ):
                return True
        return False
