"""Pure: numbers, times and moments as a report writes them, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from eval.report_strings import ReportStrings

# Measures of which less is better, those of which neither is, and those told as a number between 0 and 1.
LOWER: Final = frozenset({"false_refusal", "verdict_wrong", "milliseconds"})
NEITHER: Final = frozenset({"words"})
SCORES: Final = frozenset({"nDCG@10", "RR@10"})
SIZES: Final = frozenset({"words", "milliseconds"})


def decimal(value: float, places: int, said: ReportStrings) -> str:
    """A number with so many decimals, thousands kept apart."""
    whole, _, broken = f"{value:,.{places}f}".partition(".")
    return whole.replace(",", said.thousands) + (said.decimal + broken if broken else "")


def hundredths(share: float, said: ReportStrings) -> str:
    """A share as a number of 100, rounded; never to 100 or 0 where it is less or more."""
    rounded = round(100 * share)
    if rounded in (0, 100) and abs(100 * share - rounded) > 1e-6:
        return decimal(min(99.9, max(0.1, 100 * share)), 1, said)
    return str(rounded)


def per_hundred(share: float, said: ReportStrings) -> str:
    """A share in words: "65 su 100"."""
    return said.per_hundred.format(n=hundredths(share, said))


def whole(number: float, said: ReportStrings) -> str:
    """A whole number, thousands kept apart."""
    return decimal(number, 0, said)


def cases(number: int, said: ReportStrings) -> str:
    """So many cases."""
    return said.cases[number != 1].format(n=whole(number, said))


def duration(milliseconds: float, said: ReportStrings) -> str:
    """A length of time in seconds, or minutes."""
    seconds = milliseconds / 1000
    if seconds < 90:
        return f"{decimal(seconds, 0 if seconds >= 10 else 2, said)} s"
    return f"{whole(seconds // 60, said)} min {seconds % 60:.0f} s"


def moment(iso: str, said: ReportStrings) -> str:
    """An instant in words, in this machine's zone."""
    at = datetime.fromisoformat(iso).astimezone()
    date = {"day": at.day, "month": said.months[at.month - 1], "year": at.year}
    return said.moment.format(**date, time=f"{at:%H:%M}", zone=at.tzname())


def value_of(name: str, held: Mapping[str, Any], said: ReportStrings) -> str:
    """A measure's figure: of a share or a score its mean, of a size its median."""
    return plain(name, held.get("median", held["mean"]) if name in SIZES else held["mean"], said)


def plain(name: str, value: float, said: ReportStrings) -> str:
    """One value of a measure."""
    if name == "milliseconds":
        return duration(value, said)
    if name in SIZES:
        return whole(value, said)
    return decimal(value, 2, said) if name in SCORES else f"{hundredths(value, said)}%"


def span_of(name: str, held: Mapping[str, Any], said: ReportStrings) -> str:
    """A measure's interval, its unit said once."""
    low, high = (plain(name, held[end], said) for end in ("low", "high"))
    return f"{low.removesuffix('%').removesuffix(' s')}–{high}"


def named(code: str | None, names: Mapping[str, str]) -> str:
    """A code in words; as it is, with spaces for underscores, where there are none for it."""
    return names.get(code, code.replace("_", " ")) if code else ""
