"""Pure: the rows of tables as the stored text tells them, taken apart into cells again.

A row is stored as ``Anno: 2024; Importo: 12,5``, its header (the row's lead) as ``Anno; Importo``; a table without a
header as ``2024; 12,5``. A row of a plain text keeps its own bars: ``2024 | 12,5``.
"""

from __future__ import annotations

from typing import Final

from rag.types import Block

Span = tuple[int, int]
_BETWEEN: Final = "; "
_BAR: Final = " | "


def split(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The spans between semicolons, or between bars where there are any.

    >>> split("Anno; Importo", 0, 13), split("Anno | a; b", 0, 11)
    (((0, 4), (6, 13)), ((0, 4), (7, 11)))
    """
    spans: list[Span] = []
    between = _BAR if barred(text, start, end) else _BETWEEN
    while (at := text.find(between, start, end)) >= 0:
        spans.append((start, at))
        start = at + len(between)
    return (*spans, (start, end))


def barred(text: str, start: int, end: int) -> bool:
    """Whether bars stand between the cells of a row."""
    return text.find(_BAR, start, end) >= 0


def header_of(text: str, block: Block) -> Span | None:
    """Where the names of the columns over a row stand: the last line of its lead, after the table's caption."""
    if block.lead is None:
        return None
    start, end = block.lead
    return max(start, text.rfind("\n", start, end) + 1), end


def names_of(text: str, block: Block) -> tuple[str, ...]:
    """The names of the columns over a row; () where it has no header."""
    header = header_of(text, block)
    return tuple(text[a:b] for a, b in split(text, *header)) if header else ()


def named_cells(text: str, block: Block) -> tuple[tuple[str, Span], ...]:
    """The cells of a row that is told with its header, by column; () where it does not read like that."""
    names = names_of(text, block)
    found: list[tuple[str, Span]] = []
    at = block.start
    for index, name in enumerate(names):
        labels = [f"{each}: " for each in names[index + 1 :] if each]
        begins = text.startswith(f"{name}: ", at, block.end) if name else not text.startswith(tuple(labels), at)
        if not begins:
            continue  # an empty cell is left out of the stored row
        start = at + len(f"{name}: " if name else "")
        places = [text.find(_BETWEEN + label, start, block.end) for label in labels]
        end = min((place for place in places if place >= 0), default=block.end)
        found.append((name, (start, end)))
        at = min(end + len(_BETWEEN), block.end)
    return tuple(found)


def cells_of(text: str, block: Block) -> tuple[Span, ...]:
    """The cells of a row, without the header's words."""
    named = named_cells(text, block)
    return tuple(span for _, span in named) if named else split(text, block.start, block.end)
