"""Undoing line ends: two halves of a word made one, real hyphens and broken addresses kept as they are.

A hyphen at a line's end says nothing by itself ("regola-" "mentazione", "socio-" "sanitario"). What the document writes
inside its lines tells; where that is silent, the letters and a short list of first halves decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.extract.compose import ODD, clean
from ingest.extract.pdf_cells import Texts
from ingest.extract.pdf_layout import Line
from ingest.extract.pdf_words import LINE_HYPHEN

_HYPHENS = ("-", LINE_HYPHEN)
_WORD = re.compile(r"(?<![\w./@-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w/@]|[.:]\w)")  # no part of an address
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*$")
_TAIL, _HEAD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+\b")
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# An address wider than the line is broken anywhere, with no hyphen: "https://sociale.regio" "ne.emilia-romagna.it/".
# What follows goes on with it when it looks like one: a slash, an underscore, a dot between letters, hyphens in a row.
_BROKEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S{8,}$")
_GOES_ON = re.compile(
    r"(?!(?:e/o|c/o|artt?\.|nn?\.|pagg?\.|cap\.|lett\.|all\.|cfr\.|[ldr]\.))"
    r"(?:\S*\w?[/_=?&%]|\w+\.\w|-\w|[\w.]*-[\w.]*-\w|[\w.]*\d\w*-\w|\w+-\w*\d)",
    re.IGNORECASE,
)
# One whose letters stand apart, or that breaks after its first letters: "http s://", "https: //", "http" "://".
_APART = re.compile(r"\bhttp(?: ?s)? ?: ?/ ?/ ?(?=\w)")
_ADDRESS = re.compile(r"://|www\.|/\S*/|[\w.]@")
# First halves that take a real hyphen in Italian, French and English when the document itself does not tell.
_COMPOUND = frozenset(
    "socio tecnico economico politico medico giuridico storico italo franco afro non ex peut est vous nous celui celle "
    "ceux lui quatre vingt cent self long short public psico bio-psico anglo euro".split()
)
# First halves that are words but make one word with what follows: "sotto-scritto" is no compound, "public-private" is.
_PREFIXES = frozenset(
    "sotto sopra contro oltre inter ultra extra super multi sovra capo porta prima altre altri tutta buona entre outre "
    "contre under over inter micro macro senza".split()
)
_WHOLE = 5  # letters each half must have to be taken for a word of its own


class LineJoiner:
    """Joins the lines of one document by what its other lines write in one piece."""

    def __init__(self, pages: Iterable[Iterable[Line]]) -> None:
        self._known: Counter[str] = Counter()
        for lines in pages:
            self._learn(lines)

    def joined(self, text: str, words: str) -> str:
        """The text with one more line: a blank between, or the two halves of a word made one."""
        if not text:
            return words
        tail = text[-200:]
        if tail[-1] not in _HYPHENS:
            on = _BROKEN_ADDRESS.search(tail) and _GOES_ON.match(words.split(" ", 1)[0])
            return text + words if on or self._is_cut(tail, words) else f"{text} {words}"
        text, token = text[:-1], tail[:-1].rsplit(" ", 1)[-1]
        left, right = _LAST.search(token), _FIRST.match(words)
        if not token or right is None:
            return f"{text}- {words}"  # a dash between blanks, or before a bracket
        if left is None:
            return f"{text}-{words}"
        if _ADDRESS.search(f"{token}-{words.split(' ', 1)[0]}"):
            return f"{text}-{words}"
        return text + words if self._is_one_word(left[0], right[0], token) else f"{text}-{words}"

    def _is_cut(self, text: str, words: str) -> bool:
        """Whether a narrow cell cut a word without a hyphen: "autenticazion" "e", told by the whole word elsewhere."""
        left, right = _TAIL.search(text), _HEAD.match(words)
        if left is None or right is None or len(left[0]) < _WHOLE - 1 or len(right[0]) >= _WHOLE - 1:
            return False
        known = self._known
        return left[0].casefold() not in known and (left[0] + right[0]).casefold() in known

    def _is_one_word(self, left: str, right: str, token: str) -> bool:
        """Whether a hyphen at a line's end only breaks a word: the document's other lines tell, else the letters."""
        if right[0].isupper() and not (right.isupper() and left.isupper()):
            return False  # Emilia-Romagna
        small, known = (left.casefold(), right.casefold()), self._known
        whole, halves = known["".join(small)], known["-".join(small)]
        if whole or halves:
            return whole >= halves
        if left.isupper():
            return len(left) > 1 and "-" not in token and small[1] not in known
        if not right[0].islower() or not left[-1].islower():
            return False
        first = small[0].rsplit("-", 1)[-1]
        if min(len(first), len(right)) >= _WHOLE and first not in _PREFIXES and {first, small[1]} <= known.keys():
            return False
        return len(first) > 1 and first not in _COMPOUND

    def _learn(self, lines: Iterable[Line]) -> None:
        """Count the words that stand whole inside a line, in small letters: by them broken words are mended."""
        broken = False
        for line in lines:
            if line.table:
                self._learn_table(line.table.grid)
                broken = False
                continue
            text = line.text
            ends = text.endswith(_HYPHENS)
            self._count(text, slice(1 if broken else 0, -1 if ends else None))
            broken = ends

    def _learn_table(self, grid: Texts) -> None:
        whole = [cell[0] for row in grid for cell in row if len(cell) == 1]
        self._count(" ; ".join(whole), slice(None))
        for line in (line for row in grid for cell in row if len(cell) > 1 for line in cell):
            self._count(line, slice(1, -1))  # a narrow cell may cut a word with no hyphen

    def _count(self, text: str, part: slice) -> None:
        found = _WORD.findall(text.replace(LINE_HYPHEN, "-") if LINE_HYPHEN in text else text)
        self._known.update([word.casefold() for word in found[part]])


def plain(text: str) -> str:
    """A line's words cleaned, with PDFium's sign for a hyphen kept at its end and made a plain one elsewhere."""
    if "http" in text:
        text = _APART.sub(lambda found: found[0].replace(" ", ""), text)
    if not ODD.search(text):
        return text
    hyphen = text.endswith(LINE_HYPHEN)
    text = clean(text.replace(LINE_HYPHEN, "-").removesuffix("-") if hyphen else text.replace(LINE_HYPHEN, "-"))
    return text + LINE_HYPHEN if hyphen else text
