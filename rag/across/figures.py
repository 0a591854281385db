"""Pure: the figures and dates that changed between two wordings of one sentence, and what each counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rag.months import MONTHS
from rag.wording import words_changed

_MONTH: Final = "|".join(MONTHS)
_UNIT: Final = (
    r"mila|milion[ei]|miliard[oi]|mille|millions?|milliards?|billions?|thousand|per cento|pour cent|per ?cent"
)
_FIGURE: Final = re.compile(
    rf"(?:\d{{1,2}}\s*[°º^]?\s+)?(?:{_MONTH})\s+\d{{4}}\b|\d{{1,2}}\s*[°º^]?\s+(?:{_MONTH})\b|"
    rf"(?<![\w.])[+-]?\d+(?:[.,'’/]\d+)*(?:\s?(?:{_UNIT})\b|\s?[%€‰])*(?![\w-])",
    re.IGNORECASE,
)
_DATE: Final = re.compile(rf"(?:{_MONTH})\b|^(?:19|20)\d\d$|^\d{{1,2}}/\d{{1,2}}/\d{{4}}$", re.IGNORECASE)
# Before these a number is part of a name, not of what is counted: articles, acts, versions.
_NAME: Final = re.compile(
    r"(?:\b(?:artt?|articol[oi]|n|nr|num|comma|commi|lett|lettera|cap|par|pag|vol|all|allegato|com|fig|tab|v|versione|"
    r"version|article|section|no|obiettivo|punto|l\.?r|dgr|d\.?lgs|legge|decreto|regolamento|\(ue\)|\(ce\))\.?\s*(?:n\.\s*)?"
    r"|com\s*\((?:\d{4}\)\s*)?|[\[/#])$",
    re.IGNORECASE,
)
# Words kept on each side of a figure to tell what it counts.
_BEFORE: Final = 5
_AFTER: Final = 7


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure or date that one wording has in the place of another; ``what`` is the new wording around it."""

    kind: Literal["figure", "date"]
    what: str
    old: str
    new: str


def figures_changed(old: str, new: str) -> list[FigureChange]:
    """The figures and dates that stand in the same place of two wordings and are not the same, in order.

    >>> [(f.kind, f.what, f.old, f.new) for f in figures_changed("Sono 29 gli ospedali.", "Sono 27 gli ospedali.")]
    [('figure', 'Sono … gli ospedali', '29', '27')]
    """
    found = []
    for change in words_changed(old, new):
        if change.old is None or change.new is None:
            continue
        before, after = _figures(old, *change.old), _figures(new, *change.new)
        if before and len(before) == len(after):
            for was, now in zip(before, after, strict=True):
                if old[slice(*was)] != new[slice(*now)]:
                    found.append(_change(old[slice(*was)], new, now))
    return found


def _figures(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in _FIGURE.finditer(text, max(0, start - 1))
        if start <= match.start() < end
        and ("/" not in match[0] or _DATE.search(match[0]))  # 196/2003 is an act
        and not _NAME.search(text[max(0, match.start() - 20) : match.start()])
    ]


def _change(was: str, new: str, now: tuple[int, int]) -> FigureChange:
    written = new[slice(*now)]
    kind: Literal["figure", "date"] = "date" if _DATE.search(written) and _DATE.search(was) else "figure"
    return FigureChange(kind, _around(new, *now), " ".join(was.split()), " ".join(written.split()))


def _around(text: str, start: int, end: int) -> str:
    """The words round a figure, up to a full stop or semicolon, with "…" where the figure stands."""
    before = re.split(r"[.;:!?]\s", text[:start])[-1].split()[-_BEFORE:]
    after = re.split(r"[.;:!?](?:\s|$)", text[end:])[0].split()[:_AFTER]
    return " ".join([*before, "…", *after]).strip(" ,;")
