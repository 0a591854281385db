"""Where sentences begin and end in Italian, French and English prose (offsets only), and how a slice is read; pure."""

from __future__ import annotations

import re
from typing import Final

# Before these a full stop ends no sentence.
_ABBREVIATIONS: Final = frozenset(
    """art artt all avv cap cfr co cod comma d dir dott dr dssa d.ssa dott.ssa ecc ed es etc fig fr gen gg ing l lett
    lgs lr max min mr mrs ms n nn no nr num on onn p pag pagg par pp prof prof.ssa proff r rag reg rif s sec segg sig
    sigg sig.ra ss st succ tab tel u v vol vs sgg ca cit mons geom arch dlgs m mme mlle chap éd env janv févr juil sept
    oct nov déc inc ltd vs e.g i.e approx""".split()
)
# ecc. and etc. may end a sentence: they do when a capital follows.
_MAY_END: Final = frozenset({"ecc", "etc", "no", "co", "es"})
_END = re.compile(r"""[.!?…]+["'”’»)\]]*\s+(?=[«“"'(\[‘—–-]*\s?[A-ZÀ-ÖØ-Þ0-9«“"])|\n[ \t]*\n\s*""")
_LAST_WORD = re.compile(r"([\w.]+)$")
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK: Final = re.compile(r"\[([^\]\n]+)\]\((?:https?:|mailto:|/|#)[^)\s]*\)")


def shown_words(text: str) -> str:
    """A slice of a stored text as it is read: white space made even, Markdown's emphasis and link marks left out.

    The quote under it keeps every sign: it is the slice itself.
    """
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", " ".join(text.split())))


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end), stripped of white space, in order.

    >>> t = "Coordina il dott. Luca Baldino. La L.R. 2/2003 vale ancora."
    >>> [t[a:b] for a, b in sentence_spans(t)]
    ['Coordina il dott. Luca Baldino.', 'La L.R. 2/2003 vale ancora.']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if not _ends(text, begin, match):
            continue
        _add(spans, text, begin, match.end())
        begin = match.end()
    _add(spans, text, begin, stop)
    return spans


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    last = _LAST_WORD.search(text, begin, match.start())
    if last is None:
        return True
    word = last.group(1).lower()
    if word in _MAY_END:
        return True
    if word in _ABBREVIATIONS:
        return False
    # "L.R. 2/2003", "D.G.R. 1423", "S. Orsola", "G. Fiorentini": single letters with full stops.
    if re.fullmatch(r"(?:[a-z]\.)*[a-z]", word) and not word.isdigit():
        return False
    # "1. Premessa": a number at the start of the sentence is a list sign, not a sentence.
    return not (word.isdigit() and last.start() == begin)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
