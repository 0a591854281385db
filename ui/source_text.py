"""Pure: passages of a stored text as HTML: headings, lists, tables, the quote marked, pages and minutes told.

Every word goes through ``ui.render.esc``; nothing of the stored text is left out but what stands between blocks (bullet
signs, list numbers are shown as the signs of their items).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rag.types import Block, Mark, Passage
from ui.labels import place
from ui.render import esc
from ui.source_reading import Edition, Shown
from ui.source_table import barred, cells_of, header_of, named_cells, names_of, split
from ui.strings import Strings

Span = tuple[int, int]
_SIGN: Final = re.compile(r"(?:\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxlIVX]+)[.)])$")
_DEEPEST: Final = 5  # levels of lists that are set apart by their indent
_FAMILY: Final = {"row": "table", "item": "list"}


class TextView:
    """Draws what is shown of one edition's text. ``prefix`` makes the marked quote's id its own on the page."""

    def __init__(self, shown: Shown, strings: Strings, prefix: str = "") -> None:
        self.edition: Edition = shown.edition
        self.text = shown.edition.text
        self.quote = shown.quote
        self.strings = strings
        self.prefix = prefix
        self.marked = False
        self.span = shown.span
        # the page that is shown as a picture needs no telling
        self._said = self.edition.mark_at(shown.span[0]) if shown.sheet else Mark(0)
        self._passages: Sequence[Passage] = shown.passages

    def html(self) -> str:
        """All passages, one after the other; a list or table goes on over the seam between two."""
        parts = []
        for clutter, group in groupby(self._passages, key=lambda each: each.clutter):
            held = list(group)
            blocks = [block for passage in held for block in passage.blocks if self._within(block)]
            if not blocks:
                continue
            body = "".join(self._blocks(blocks))
            language = esc(held[0].language)
            parts.append(f'<div lang="{language}"{" class=clutter" if clutter else ""}>{body}</div>')
        return "".join(parts)

    def _within(self, block: Block) -> bool:
        start, end = self.span
        return block.start < end and block.end > start

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for family, group in groupby(blocks, key=lambda block: _FAMILY.get(block.kind, block.kind)):
            run = list(group)
            if family == "table":
                yield self._table(run)
            elif family == "list":
                yield f"<ul>{''.join(map(self._item, run))}</ul>"
            else:
                yield "".join(map(self._paragraph, run))

    def _paragraph(self, block: Block) -> str:
        where = self._place(block)
        if block.kind == "heading":
            level = min(6, max(1, block.level) + 2)
            return f"{where}<h{level}>{self._words(block.start, block.end)}</h{level}>"
        css = ' class="caption"' if block.kind == "caption" else ""
        return f"{where}<p{css}>{self._words(block.start, block.end)}</p>"

    def _item(self, block: Block) -> str:
        begins = self.text.rfind("\n", 0, block.start) + 1
        sign = self.text[begins : block.start].strip()
        shown = f'<span class="sign">{esc(sign)}</span> ' if _SIGN.match(sign) else ""
        css = f"l{min(block.level, _DEEPEST)}{' signed' if shown else ''}"
        return f'<li class="{css}">{self._place(block)}{shown}{self._words(block.start, block.end)}</li>'

    def _table(self, rows: Sequence[Block]) -> str:
        where = "".join(dict.fromkeys(filter(None, [self._place(rows[0])])))
        heads = {header_of(self.text, row) for row in rows}
        drawn = "".join(
            self._rows(lead, [row for row in group if (row.start, row.end) not in heads])
            for lead, group in groupby(rows, key=lambda row: header_of(self.text, row))
        )
        return f'{where}<div class="table" tabindex="0"><table>{drawn}</table></div>' if drawn else where

    def _rows(self, lead: Span | None, rows: Sequence[Block]) -> str:
        if not rows:
            return ""
        names = names_of(self.text, rows[0])
        head = ""
        if lead:
            spans = split(self.text, *lead)
            head = "<tr>" + "".join(f'<th scope="col">{self._words(*span)}</th>' for span in spans) + "</tr>"
        return head + "".join(self._row(row, names) for row in rows)

    def _row(self, row: Block, names: Sequence[str]) -> str:
        named = named_cells(self.text, row)
        if not names:
            cells = [f"<td>{self._words(*span)}</td>" for span in cells_of(self.text, row)]
        elif not named and barred(self.text, row.start, row.end):
            cells = [f"<td>{self._words(*span)}</td>" for span in split(self.text, row.start, row.end)]
        elif not named:  # what is left of a row too long for one passage
            cells = [f'<td colspan="{len(names)}">{self._words(row.start, row.end)}</td>']
        else:
            left = list(named)
            cells = []
            for name in names:
                words = self._words(*left.pop(0)[1]) if left and left[0][0] == name else ""
                cells.append(f"<td>{words}</td>")
        return f"<tr>{''.join(cells)}</tr>"

    def _place(self, block: Block) -> str:
        """The page or minute at which a block begins, told where it is another than before."""
        mark = self.edition.mark_at(block.start)
        before, self._said = self._said, mark
        if (mark.page, mark.minute) == (before.page, before.minute):
            return ""
        return self._told(mark)

    def _told(self, mark: Mark) -> str:
        where = place(mark.page, mark.page_label, mark.minute, self.strings)
        return f'<span class="place">{esc(where)}</span>' if where else ""

    def _words(self, start: int, end: int) -> str:
        """A stretch of the text with the quote in it marked and the pages that begin inside told."""
        quote = self.quote or (0, 0)
        turns = [mark for mark in self.edition.marks if start < mark.offset < end and mark.page and not mark.minute]
        turns = [mark for mark in turns if mark.page != self.edition.mark_at(mark.offset - 1).page]
        cuts = sorted({start, end, *(mark.offset for mark in turns), *(at for at in quote if start < at < end)})
        pages = {mark.offset: mark for mark in turns}
        parts = []
        for a, b in zip(cuts, cuts[1:], strict=False):
            if a in pages:
                parts.append(self._told(pages[a]))
                self._said = pages[a]
            words = esc(self.text[a:b])
            parts.append(self._mark(words) if quote[0] <= a and b <= quote[1] else words)
        return "".join(parts)

    def _mark(self, words: str) -> str:
        if self.marked:
            return f"<mark>{words}</mark>"
        self.marked = True
        start, end = self.quote or (0, 0)
        return f'<mark id="{self.prefix}{start}-{end}">{words}</mark>'
