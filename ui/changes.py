"""Pure: what an edition changed, in lines of marked words; the terminal gives the marks colours, a pipe signs.

A line is a row of segments, each with its mark: "old" (words that went), "new" (words that came), "head" (what happened
and where), or none. ``in_signs`` writes them as wdiff does: ``[-29-] {+27+} ospedali``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rag.types import Change, Mark
from rag.wording import word_steps
from ui.labels import begun, clean, place
from ui.strings import Strings

Style = Literal["", "old", "new", "head"]

# Characters shown of a passage that was added or removed, and kept on each side of altered words.
_SHOWN: Final = 300
_ROUND: Final = 60
_SIGNS: Final[dict[Style, tuple[str, str]]] = {"": ("", ""), "head": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words of a line and how they are marked."""

    text: str
    mark: Style = ""


Line = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """An edition's text and its marks, in order (``Passage.marks`` of its passages): where each page begins."""

    text: str
    marks: Sequence[Mark] = ()

    def place(self, span: tuple[int, int] | None, strings: Strings) -> str:
        """The page or minute where a span begins, in words; "" where that is not known."""
        if span is None:
            return ""
        mark = max((mark for mark in self.marks if mark.offset <= span[0]), key=lambda m: m.offset, default=Mark(0))
        return place(mark.page, mark.page_label, mark.minute, strings)


def changes_lines(changes: Sequence[Change], old: Side, new: Side, strings: Strings) -> list[Line]:
    """One line for each change: what happened, on which pages, and the words, those that were altered marked."""
    return [
        change_line(
            change.kind,
            change.old and old.text[slice(*change.old)],
            change.new and new.text[slice(*change.new)],
            (old.place(change.old, strings), new.place(change.new, strings)),
            strings,
        )
        for change in changes
    ]


def change_line(kind: str, old: str | None, new: str | None, places: tuple[str, str], strings: Strings) -> Line:
    """One change as a line; ``places`` are those in the old and the new edition, "" where not known."""
    where = " → ".join(dict.fromkeys(each for each in places if each))
    name = strings.change_kinds.get(kind, kind)
    head = Segment(f"{name}, {where}: " if where else f"{name}: ", "head")
    if old and new:
        return (head, *_altered(_even(old), _even(new)))
    return (head, Segment(begun(_even(new or old or ""), _SHOWN), "new" if new else "old"))


def in_signs(line: Line) -> str:
    """A line as plain text, its marks as signs."""
    return "".join(f"{_SIGNS[part.mark][0]}{part.text}{_SIGNS[part.mark][1]}" for part in line)


def _altered(old: str, new: str) -> list[Segment]:
    """The new words with what went before what came; what stayed is cut to the words round the changes."""
    parts: list[Segment] = []
    steps = word_steps(old, new)
    done = 0
    for number, (gone, came) in enumerate(steps):
        stayed = _kept(new[done : came[0]], first=number == 0)
        between = gone[0] < gone[1] and (came[0] == came[1] or stayed[-1:].isalnum()) and stayed[-1:] not in (" ", "")
        parts.append(Segment(stayed + " " * between))
        if gone[0] < gone[1]:
            parts += [Segment(old[slice(*gone)], "old"), Segment(" " * (came[0] < came[1]))]
        parts.append(Segment(new[slice(*came)], "new"))
        done = came[1]
    parts.append(Segment(_kept(new[done:], first=not steps, last=True)))
    return [part for part in parts if part.text]


def _kept(text: str, *, first: bool = False, last: bool = False) -> str:
    """Words that stayed: whole where they are few, else those next to the changes, with "…" for the rest."""
    if len(text) <= (_ROUND if first or last else 2 * _ROUND) + 20:
        return text
    end = "" if first else text[:_ROUND].rsplit(" ", 1)[0] + " "
    start = "" if last else " " + text[-_ROUND:].split(" ", 1)[-1]
    return f"{end}…{start}"


def _even(text: str) -> str:
    return " ".join(clean(text).split())
