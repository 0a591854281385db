"""A news page saved as text: what stands over its title and after its last sentence is the site's, not the article's.

Nothing is guessed from words. A page gives itself away by saying its title twice, as a line of its own: only then are
the labels over the first title, the run of short lines without a sentence's end at the close, and the later titles
taken for clutter. A text without that sign is left as it is: a wrong removal is worse than a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE_END = re.compile(r"[.!?…:;][»”\"')\]]*$")
_TITLE_WORDS = 4  # a title that repeats has so many words at least: "In Evidenza" may repeat as a heading
_LABEL_WORDS, _LABEL_LENGTH = 4, 40  # a section's label, a rubric, a button
_HEAD = 6  # lines from the top in which the title is looked for
_LONGEST_TAIL = 14  # lines a page's foot may have
_TAIL_LENGTH = 80  # characters of a line of it, other than the title


def clutter_lines(lines: Sequence[str]) -> set[int]:
    """The places of the lines that are the site's; ``lines`` are the text's paragraphs, headings and items in order."""
    title = next((n for n, line in enumerate(lines[:_HEAD]) if _may_be_title(line) and line in lines[n + 1 :]), None)
    if title is None or not all(_is_label(line) for line in lines[:title]):
        return set()
    repeats = {n for n in range(title + 1, len(lines)) if lines[n] == lines[title]}
    tail = _tail(lines, lines[title])
    twice_at_the_top = len(repeats) == 1 and min(repeats) <= title + 3 and bool(title or tail)
    if not (tail & repeats or twice_at_the_top):
        return set()
    return {*range(title), *repeats, *tail}


def _may_be_title(line: str) -> bool:
    return len(line.split()) >= _TITLE_WORDS and len(line) <= 200 and not _SENTENCE_END.search(line)


def _is_label(line: str) -> bool:
    """A few words without a sentence's end or a figure (a date over the title is the article's)."""
    short = len(line) <= _LABEL_LENGTH and len(line.split()) <= _LABEL_WORDS
    return short and not _SENTENCE_END.search(line) and not any(char.isdigit() for char in line)


def _tail(lines: Sequence[str], title: str) -> set[int]:
    """The closing run of short lines without a sentence's end, where a sentence stands before it."""
    begin = len(lines)
    while begin > 0 and (lines[begin - 1] == title or _is_foot(lines[begin - 1])):
        begin -= 1
    sentence = begin > 0 and bool(_SENTENCE_END.search(lines[begin - 1])) and not lines[begin - 1].endswith((":", ";"))
    return set(range(begin, len(lines))) if sentence and len(lines) - begin <= _LONGEST_TAIL else set()


def _is_foot(line: str) -> bool:
    return len(line) <= _TAIL_LENGTH and not _SENTENCE_END.search(line) and not re.search(r"\d{3}|@|www\.|http", line)
