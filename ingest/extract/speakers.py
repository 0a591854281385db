"""Who speaks in captions and transcripts, where it is marked: ">>", a dash, "NOME:", "Nome Cognome:", "<v Nome>"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NAME_IN_CAPITALS = re.compile(r"^(?:[-–—]|>>+|&gt;&gt;)?\s*([A-ZÀ-Þ][A-ZÀ-Þ .'’]{1,40}):\s+")
# "Mario Rossi:", "Presidente:", "dott.ssa Anna De Luca:"; up to five words, each with a capital or a particle of names.
_NAME = re.compile(
    r"^(?:[-–—]|>>+|&gt;&gt;)?\s*((?:(?:[Dd]ott|[Pp]rof|[Oo]n|[Ss]en|[Aa]vv|[Ii]ng)\.?(?:ssa)?\s+)?"
    r"[A-ZÀ-Þ][\w'’.-]+(?:\s+(?:[A-ZÀ-Þ][\w'’.-]+|d[aei]|del|della|de|van|von)){0,4})(?:\s*[\[(][^\])]{1,30}[\])])?:\s+"
)
_TURN = re.compile(r"^\s*(?:>>+|&gt;&gt;|[-–—](?=\s*[A-ZÀ-Þ«“\"¿¡]))\s*")
# What is heard and not said: [Musica], (applausi), ♪.
_SOUND = re.compile(r"^\s*(?:[\[(][^\[\]()]{1,30}[\])]|[♪♫\s]+)\s*$")
_TWICE = 2


def is_sound(line: str) -> bool:
    """Whether a caption's line only says what is heard: "[Musica]", "(applausi)"."""
    return _SOUND.match(line) is not None


def names_in(lines: Iterable[str]) -> frozenset[str]:
    """The names with small letters that begin two lines or more: "Ricorda: ..." said once is no speaker."""
    counted = Counter(found[1] for line in lines if (found := _NAME.match(line)))
    return frozenset(name for name, times in counted.items() if times >= _TWICE)


def speaker_of(words: str, names: frozenset[str]) -> tuple[str, str, bool]:
    """Who speaks ("" when unsaid), the words without the mark, and whether somebody else begins to speak here."""
    if found := _NAME_IN_CAPITALS.match(words):
        return found[1].strip(), words[found.end() :], True
    if (found := _NAME.match(words)) and found[1] in names:
        return found[1], words[found.end() :], True
    if found := _TURN.match(words):
        return "", words[found.end() :], True
    return "", words, False
