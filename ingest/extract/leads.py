"""A list item's lead-in: the sentence before the list that ends in a colon, or the item a nested list hangs from.

"L'innovazione sociale riguarda la capacità di:" holds the subject of every bullet below it; a bullet cut from it says
nothing. A heading without a colon is no lead-in: the heading path keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.types import Block

Span = tuple[int, int]

# A sentence ends at . ! or ? before a space and a capital; not after an initial or a short form ("art. 3", "L.R. 2").
_SENTENCE_START = re.compile(r"(?<=[.!?…])[»”\"')]?\s+(?=[«“\"'(]?[A-ZÀ-ÖØ-Þ0-9])")
_SHORT_FORM = re.compile(
    r"(?:^|[\s(«“\"'’])(?:[A-Za-z]|[Aa]rtt?|[Cc]fr|[Dd]ott|[Dd]r|[Pp]rof|[Nn]r?|[Cc]fr|[Ee]s|[Pp]agg?"
    r"|[Ll]ett|[Cc]|[Ii]ng|[Aa]vv|[Ss]ig|[Ss]s|[Cc]ap|[Vv]ol|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def attach_leads(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks in order of start, each list item with the span of its lead-in where there is one."""
    done: list[Block] = []
    before: Span | None = None  # the lead-in of the list we are in
    above: list[Block] = []  # the items the current one may hang from, one a level
    for block in sorted(blocks, key=lambda block: block.start):
        if block.kind != "item":
            above, before = [], lead_in(text, block.start, block.end) if block.kind != "row" else None
            done.append(block)
            continue
        while above and above[-1].level >= block.level:
            above.pop()
        parent = (above[-1].start, above[-1].end) if above else before
        done.append(block if block.lead else replace(block, lead=parent))
        above.append(block)
    return tuple(done)


def lead_in(text: str, start: int, end: int) -> Span | None:
    """The last sentence of this stretch if it ends in a colon, else None."""
    if not text[start:end].rstrip().endswith(":"):
        return None
    begin = start
    for found in _SENTENCE_START.finditer(text, start, end):
        if not _SHORT_FORM.search(text, start, found.start()):
            begin = found.end()
    return begin, start + len(text[start:end].rstrip())
