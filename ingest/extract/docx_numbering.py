"""The numbers Word counts by itself ("1.2", "a)", "Art. 3"): they stand in no paragraph, only in numbering.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class _List:
    """One definition (abstractNum) with its counters, which all lists made from it share."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, which must be asked for in order."""

    def __init__(self, root: Any = None) -> None:
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}  # numId -> levels that it starts anew
        if root is not None:
            self._read(root)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list gives to paragraphs of this style, 0 when it names none."""
        found = self._lists.get(number)
        levels = found.levels.items() if found else ()
        return next((level for level, each in levels if style and each.style == style), 0)

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph of list ``number`` at this level; "" for a bullet or none."""
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        for below, start in self._restarts.pop(number, {}).items():
            found.counts[below] = start - 1
        here = found.levels[level]
        found.counts[level] = found.counts.get(level, here.start - 1) + 1
        for deeper in [each for each in found.counts if each > level]:
            del found.counts[deeper]
        if here.kind in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda place: self._count(found, int(place[1]) - 1, here), here.text).strip()

    def _count(self, each: _List, level: int, shown_in: _Level) -> str:
        counted = each.levels.get(level, _Level())
        kind = "decimal" if shown_in.legal else counted.kind
        return written(each.counts.get(level, counted.start), kind)

    def _read(self, root: Any) -> None:
        definitions = {one.get(_W + "abstractNumId"): one for one in root.iterchildren(_W + "abstractNum")}
        by_style = {
            style: one
            for one in definitions.values()
            if (style := _value(one, "styleLink")) and one.find(_W + "lvl") is not None
        }
        lists: dict[int, _List] = {}
        for one in root.iterchildren(_W + "num"):
            definition = definitions.get(_value(one, "abstractNumId"))
            if definition is not None and (linked := by_style.get(_value(definition, "numStyleLink"))) is not None:
                definition = linked
            if definition is None:
                continue
            number = one.get(_W + "numId") or ""
            overrides = list(one.iterchildren(_W + "lvlOverride"))
            changed = {_level_number(each): level for each in overrides if (level := each.find(_W + "lvl")) is not None}
            if changed:  # its own forms: a list of its own
                self._lists[number] = _List(_levels(definition) | {n: _level(level) for n, level in changed.items()})
            else:
                key = id(definition)
                self._lists[number] = lists.setdefault(key, _List(_levels(definition)))
            starts = {_level_number(each): _value(each, "startOverride") for each in overrides}
            self._restarts[number] = {level: int(start) for level, start in starts.items() if start.isdecimal()}


def _levels(definition: Any) -> dict[int, _Level]:
    return {_level_number(level): _level(level) for level in definition.iterchildren(_W + "lvl")}


def _level(element: Any) -> _Level:
    start = _value(element, "start")
    return _Level(
        start=int(start) if start.isdecimal() and len(start) < 7 else 1,
        kind=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        style=_value(element, "pStyle"),
        legal=element.find(_W + "isLgl") is not None,
    )


def _level_number(element: Any) -> int:
    value = element.get(_W + "ilvl") or ""
    return int(value) if value.isdecimal() and len(value) < 3 else 0


def _value(element: Any, tag: str) -> str:
    found = element.find(_W + tag)
    return (found.get(_W + "val") or "") if found is not None else ""


def written(count: int, kind: str) -> str:
    """A count in Word's form: decimal, decimalZero, letters, roman numerals; decimal for forms of other scripts."""
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman if kind == "lowerRoman" else roman.upper()
    if kind == "ordinal":
        return f"{count}°"
    return f"{count:02}" if kind == "decimalZero" else str(count)
