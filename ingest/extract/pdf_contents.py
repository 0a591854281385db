"""Leaving out tables of contents: they repeat every heading and answer nothing, but would come up for almost any query.

Known by their dots before the page number or, where there are none, by titles that stand as lines of other pages with
numbers behind them that rise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.compose import clean
from ingest.extract.pdf_layout import Line

_DOTTED = re.compile(r"(?:(?:\.[ ]?){5}|…[ ]?…)[ .…]*(?:[A-Z]{1,3}[-.]?)?[\divxlc]{1,5}$", re.IGNORECASE)
_ENTRY = re.compile(r"^(.*\D)(\d{1,4})$")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]+\.)\s+")
_MIN_DOTTED, _MIN_ENTRIES = 3, 4
_KNOWN = 0.6  # share of the titles that must stand elsewhere
_SHORTEST = 4  # letters a title must have to be looked for


def heading_key(text: str) -> str:
    """A heading's letters and figures only: outlines and pages differ in blanks, dots and dashes."""
    return re.sub(r"[\W_]+", "", clean(text)).casefold()


def without_contents(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the lines of a table of contents."""
    entries = [_rising(lines, len(pages)) for lines in pages]
    keys = _line_keys(pages) if any(entries) else {}
    kept = []
    for page, lines in enumerate(pages):
        gone = {number for number, line in enumerate(lines) if not line.table and _DOTTED.search(line.text)}
        gone = gone if len(gone) >= _MIN_DOTTED else set()
        for run in entries[page]:
            titles = [_title(lines[number]) for number in run]
            known = sum(keys.get(title, page) != page for title in titles)
            gone |= set(run) if known >= _KNOWN * len(titles) else set()
        kept.append([line for number, line in enumerate(lines) if number not in gone] if gone else lines)
    return kept


def _rising(lines: Sequence[Line], pages: int) -> list[list[int]]:
    """Runs of lines that end in a number, each not less than the one before and none beyond the last page."""
    runs: list[list[int]] = []
    last = 0
    for number, line in enumerate(lines):
        found = None if line.table else _ENTRY.match(line.text)
        value = int(found[2]) if found else 0
        if not found or not 0 < value <= pages:
            last = 0
        elif last and value >= last:
            runs[-1].append(number)
            last = value
        else:
            runs.append([number])
            last = value
    return [run for run in runs if len(run) >= _MIN_ENTRIES]


def _title(line: Line) -> str:
    found = _ENTRY.match(line.text)
    return _bare_key(found[1]) if found else ""


def _bare_key(text: str) -> str:
    """A title's key without the number in front, "" for one too short to tell."""
    key = heading_key(_NUMBER.sub("", text.strip()))
    return key if len(key) >= _SHORTEST or not key.isdigit() else ""


def _line_keys(pages: Sequence[list[Line]]) -> dict[str, int]:
    """The key of every line, and of every two lines together (a long title), with the last page each stands on."""
    keys: dict[str, int] = {}
    for page, lines in enumerate(pages):
        before = ""
        for line in lines:
            if line.table or len(line.text) > 150:
                before = ""
                continue
            key = _bare_key(line.text)
            keys[key] = page
            if before:
                keys[before + heading_key(line.text)] = page
            before = key
    keys.pop("", None)
    return keys
