"""The lines of a plain text, each with its place and what it looks like: the ground for ``ingest.extract.plain``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.bullets import LONE_NUMBER, sign_length

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UNDERLINE = re.compile(r"^([=\-~^*#_])\1{2,}$")
_HEADING_START = re.compile(r"^[«“\"'(]?(?:[A-ZÀ-ÖØ-Þ]|\d)")
_NOT_HEADING = re.compile(r"@|https?:|www\.|[.;:,…]$|\d{4,}$|^[\d\W]+$")
# News titles run to 17 words and 107 characters in the samples; a sentence cut short is seldom below that.
_HEADING_LENGTH, _HEADING_WORDS = 120, 18


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the blanks around it; ``blank_before`` when an empty line stands above it."""

    start: int
    end: int
    text: str
    indent: int
    blank_before: bool
    sign: int  # length of the bullet sign in front, 0 for none

    @property
    def is_underline(self) -> bool:
        """A rule under a heading, or one that parts two stretches of text: no words."""
        return _UNDERLINE.match(self.text) is not None

    @property
    def number(self) -> int | None:
        """The number when nothing but a number stands on the line ("1", "2.", "3)")."""
        found = LONE_NUMBER.match(self.text)
        return int(found[1]) if found else None


def may_be_heading(text: str) -> bool:
    """Whether a line could be a heading: short, begins with a capital, no final stop, no address, no closing figure."""
    if len(text) > _HEADING_LENGTH or len(text.split()) > _HEADING_WORDS:
        return False
    return bool(_HEADING_START.match(text)) and not _NOT_HEADING.search(text)


def split_lines(text: str) -> list[Line]:
    """The lines that hold something, in order."""
    lines: list[Line] = []
    previous_end = 0
    for found in _LINE.finditer(text):
        words = found[0].strip()
        if not words:
            continue
        start = found.start() + found[0].index(words[0])
        indent = len(found[0]) - len(found[0].lstrip())
        gap = text[previous_end:start].replace("\r\n", "\n")
        lines.append(
            Line(start, start + len(words), words, indent, not lines or gap.count("\n") > 1, sign_length(words))
        )
        previous_end = start + len(words)
    return lines


def wrap_width(lines: list[Line]) -> int | None:
    """The width the text was wrapped at, None when every paragraph is one line.

    Wrapped means: most lines that another follows directly end where the next word would no longer have fitted.
    """
    pairs = [(line, after) for line, after in zip(lines, lines[1:], strict=False) if not after.blank_before]
    width = max((len(line.text) + line.indent for line in lines), default=0)
    if not 50 <= width <= 130 or len(pairs) < 3:  # nobody wraps narrower; wider lines are paragraphs
        return None
    full = sum(1 for line, after in pairs if _is_full(line, after, width))
    return width if full >= 0.6 * len(pairs) else None


def continues(line: Line, after: Line, width: int | None) -> bool:
    """Whether ``after`` goes on with the sentence or paragraph that ``line`` breaks off."""
    if after.blank_before or after.sign or after.is_underline or line.is_underline:
        return False
    if line.number is not None or after.number is not None:
        return False
    if after.text[0].islower() and not line.text.endswith((".", ";", ":", "!", "?")):
        return True
    return width is not None and _is_full(line, after, width)


def _is_full(line: Line, after: Line, width: int) -> bool:
    # A ragged margin: 12 characters of slack for what a word processor broke a little early.
    return line.indent + len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width - 12
