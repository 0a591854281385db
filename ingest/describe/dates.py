"""Days written out, in Italian, French and English, to ISO form: "23 giugno 2022", "23/06/2022", "June 23, 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from rag import months

MONTHS: Final[dict[str, int]] = {
    **months.MONTHS,
    **{name: number for number, name in enumerate("gen feb mar apr mag giu lug ago set ott nov dic".split(), start=1)},
}
MONTH: Final = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
YEAR: Final = r"(?:19|20)\d\d"
# A whole day, in any of the written forms; no groups, so that other patterns may hold it.
DAY: Final = (
    rf"(?:\d{{1,2}}(?:°|º|er|\^|th|st|nd|rd)?\s+{MONTH}\s+{YEAR}"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-]{YEAR}"
    rf"|{MONTH}\s+\d{{1,2}},\s+{YEAR})(?!\d)"
)
_WRITTEN: Final = re.compile(rf"(?<![\d/.-]){DAY}", re.IGNORECASE)
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
_ENGLISH: Final = re.compile(r"[^\W\d_]+\.?\s+\d")


def days(text: str) -> Iterator[tuple[int, int, str]]:
    """Every day written in a text: start, end, ISO form; days that do not exist are left out."""
    for found in _WRITTEN.finditer(text):
        if value := iso_of(found[0]):
            yield found.start(), found.end(), value


def iso_of(written: str) -> str | None:
    """The ISO form of one written day ("2 ottobre 2017" is "2017-10-02"); None when there is no such day."""
    parts = [part for part in _PARTS.findall(written) if part not in ("er", "th", "st", "nd", "rd")]
    if len(parts) != 3:
        return None
    first, second, year = parts
    if _ENGLISH.match(written):
        first, second = second, first
    month = MONTHS.get(second.lower()) or (int(second) if second.isdigit() else 0)
    return iso(int(year), month, int(first)) if first.isdigit() else None


def iso(year: int, month: int, day: int | None) -> str | None:
    """The date in ISO form, ``2022-06`` without a day; None when it does not exist."""
    try:
        when = date(year, month, day or 1)
    except ValueError:
        return None
    return when.isoformat() if day else f"{year}-{month:02}"


def spelled(value: str) -> str:
    """An ISO day in Italian words, as acts without a number are named: "12 gennaio 2017"."""
    when = date.fromisoformat(value)
    return f"{when.day} {months.ITALIAN[when.month - 1]} {when.year}"


def to_come(value: str) -> bool:
    """Whether an ISO date (or its beginning) lies after today: nothing read now was published then."""
    return value > date.today().isoformat()[: len(value)]
