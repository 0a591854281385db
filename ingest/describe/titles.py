"""A document's title when nothing states one: its chief heading, a line given twice, a first line like a title."""

from __future__ import annotations

import re
from typing import Final

from ingest.parsed import ParsedDocument

_LOOKED_AT: Final = 10
_SENTENCE_END: Final = re.compile(r"[.;:,]\s*$")
_NO_TITLE: Final = re.compile(
    r"(?:\d|indice\b|sommario\b|premessa\b|introduzione\b|presentazione\b|allegato\b|contents\b|sommaire\b|"
    r"salta al\b|partagez\b|condividi\b|"
    r"cookie|menu\b|home\b|date \d|www\.|https?:|pag(?:ina|\.)\b|tabella\b|figura\b|capitolo\b)|.*(?:©|@)",
    re.IGNORECASE,
)


def title_of(parsed: ParsedDocument) -> str | None:
    """The title as the text gives it, on one line; None when no line is surely one."""
    blocks = parsed.blocks[:_LOOKED_AT]
    lines = [" ".join(parsed.text[block.start : block.end].split()) for block in blocks]
    for line in lines[:6]:
        if lines.count(line) > 1 and _like_a_title(line):
            return line
    chief = [i for i, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    if chief and _like_a_title(lines[chief[0]], short=True) and all(len(line) < 200 for line in lines[: chief[0]]):
        return lines[chief[0]]
    return _first_line(parsed, lines)


def _first_line(parsed: ParsedDocument, lines: list[str]) -> str | None:
    """The first line, when it reads like a title and a longer paragraph follows it soon."""
    for index, line in enumerate(lines[:3]):
        if parsed.blocks[index].kind not in ("paragraph", "heading"):
            return None
        if _like_a_title(line) and any(len(after) > 1.5 * len(line) for after in lines[index + 1 : index + 3]):
            return line
        if len(line.split()) > 3:
            return None
    return None


def _like_a_title(line: str, *, short: bool = False) -> bool:
    words = line.split()
    return (
        (2 if short else 4) <= len(words) <= 35
        and len(line) <= 220
        and not _SENTENCE_END.search(line)
        and not _NO_TITLE.match(line)
        and (line[0].isupper() or not line[0].isalpha())
    )
