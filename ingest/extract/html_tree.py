"""From a tree of a page's main text to blocks: trafilatura's element names and plain HTML's are both understood."""

from __future__ import annotations

import re
from typing import Any

from ingest.extract.bullets import LONE_NUMBER, sign_length
from ingest.extract.compose import Composer, clean
from ingest.extract.tables import add_table
from rag.types import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"list", "ul", "ol", "dl", "menu"}
_ITEMS = {"item", "li", "dt", "dd"}
_BREAK = "\x1d"  # stands for a line break while a paragraph is put together; no page can hold it (see _safe)
_BLOCKS = {
    "head", "p", "quote", "list", "table", "div", "section", "article", "main", "body", "html", "figure", "figcaption",
    "caption", "blockquote", "pre", "code", "header", "footer", "aside", "details", "summary", "address", "form",
    "center", "fieldset", "td", "th", "cell", "row", "tr", "tbody", "thead", "tfoot", "hr",
    *_HEADINGS, *_LISTS, *_ITEMS,
}  # fmt: skip
_SKIPPED = {"graphic", "img", "script", "style", "noscript", "template", "svg", "math", "iframe", "button", "select"}
_MAX_DEPTH = 200


def add_tree(composer: Composer, tree: Any) -> None:
    """Append every block of the tree in order."""
    reader = _Reader(composer)
    reader.element(tree, list_depth=-1, depth=0)
    reader.flush()


class _Reader:
    """Walks the tree; text between block elements makes a paragraph of its own."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.paragraphs: list[str] = []  # held back until something else comes, so that lone numbers can be judged

    def element(self, element: Any, list_depth: int, depth: int) -> None:
        """One block element with all in it."""
        tag = _tag(element)
        level = _HEADINGS.get(str(element.get("rend") or "h2"), 2) if tag == "head" else _HEADINGS.get(tag)
        if level:
            self.add("heading", _words(element).replace(_BREAK, " "), level)
        elif tag == "table" and depth < _MAX_DEPTH:
            self.table(element, list_depth, depth)
        elif tag in ("figcaption", "caption"):
            self.add("caption", _words(element).replace(_BREAK, " "))
        elif depth >= _MAX_DEPTH:
            self.text(_words(element), list_depth)
        else:
            self.mixed(element, list_depth + (tag in _LISTS), depth)

    def mixed(self, element: Any, list_depth: int, depth: int) -> None:
        """An element's own words and its block children, in order."""
        loose = [_safe(element.text)]
        for child in element:
            tag = _tag(child)
            if tag in _BLOCKS:
                self.text("".join(loose), list_depth)
                loose = []
                self.element(child, list_depth, depth + 1)
            elif tag not in _SKIPPED:
                if _holds_blocks(child) and depth < _MAX_DEPTH:
                    self.text("".join(loose), list_depth)
                    loose = []
                    self.mixed(child, list_depth, depth + 1)
                else:
                    loose.append(_inline(child))
            loose.append(_safe(child.tail))
        self.text("".join(loose), list_depth)

    def text(self, words: str, list_depth: int) -> None:
        """Words as paragraphs or items: parted at double breaks, and at single ones where a line is complete."""
        for piece in _pieces(words):
            sign = sign_length(piece)
            if list_depth >= 0:
                self.add("item", piece, list_depth)
            elif sign and not piece[0].isalnum():
                self.add("item", piece[sign:])
            else:
                self.paragraphs.append(piece)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """One block, after the paragraphs held back."""
        self.flush()
        self.composer.add(kind, text, level=level)

    def flush(self) -> None:
        """The paragraphs held back; where 1, 2, 3 stand alone between them, what follows each is an item."""
        numbers = [int(found[1]) if (found := LONE_NUMBER.match(text)) else 0 for text in self.paragraphs]
        expected = 1 if {1, 2} <= set(numbers) else -1
        item = False
        for text, number in zip(self.paragraphs, numbers, strict=True):
            if number == expected:
                expected, item = expected + 1, True
                continue
            self.composer.add("item" if item else "paragraph", text)
            item = False
        self.paragraphs = []

    def table(self, table: Any, list_depth: int, depth: int) -> None:
        """A table of data as rows; a table of one column, or one with tables in it, is layout: its words in order."""
        rows = [row for row in table.iter("row", "tr") if next(row.iterancestors("table"), None) is table]
        cells = [[cell for cell in row if _tag(cell) in ("cell", "td", "th")] for row in rows]
        nested = any(inner is not table for inner in table.iter("table"))
        if nested or len(cells) < 2 or max(len(row) for row in cells) <= 1:
            self.mixed(table, list_depth, depth + 1)
            return
        caption = next((_words(element) for element in table.iter("caption")), "")
        filled = [cell for cell in cells[0] if clean(_words(cell))]
        if not caption and len(filled) == 1 and filled[0] is cells[0][0] and len(cells) > 2:
            caption, cells = _words(filled[0]), cells[1:]  # trafilatura makes a row of the caption
        self.flush()
        grid = [[_words(cell).replace(_BREAK, " ") for cell in _spread(row)] for row in cells]
        heads = [_is_head(cell) for cell in cells[0]] if cells else []
        if len(heads) > 1 and all(heads):
            header: bool | None = True
        elif cells and all(_is_head(row[0]) for row in cells if row):
            header = False  # each row has its heading in front: names and values
            grid = [[row[0].rstrip(": \x1d") + ":", *row[1:]] for row in grid if row]
        else:
            header = None
        add_table(self.composer, grid, header=header, caption=caption.replace(_BREAK, " "))


def _tag(element: Any) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _safe(text: str | None) -> str:
    """Source text on one line: a line break in the source is a blank, not a break of the page."""
    return re.sub(r"[\s\x1d]+", " ", text or "")


def _holds_blocks(element: Any) -> bool:
    return any(_tag(inner) in _BLOCKS for inner in element.iterdescendants())


def _inline(element: Any) -> str:
    tag = _tag(element)
    if tag in ("lb", "br"):
        return _BREAK
    if tag in _SKIPPED or not tag:
        return ""
    return _words(element)


def _words(element: Any) -> str:
    """All words in an element; line breaks and the edges of block elements are breaks."""
    parts: list[str] = []
    for event, node in _walk(element):
        tag = _tag(node)
        if event == "start":
            if tag in ("lb", "br") or (tag in _BLOCKS and node is not element):
                parts.append(_BREAK)
            parts.append(_safe(node.text) if tag and tag not in _SKIPPED else "")
        elif node is not element:
            parts.append(_BREAK if tag in _BLOCKS else "")
            parts.append(_safe(node.tail))
    return "".join(parts)


def _walk(element: Any) -> Any:
    from lxml.etree import iterwalk

    return iterwalk(element, events=("start", "end"))


def _pieces(words: str) -> list[str]:
    """The paragraphs in words with breaks: a single break inside a sentence is only a blank."""
    pieces: list[str] = []
    joined = False
    for line in words.split(_BREAK):
        text = clean(line)
        if not text:
            joined = False
            continue
        starts = sign_length(text) > 0 or not (text[0].islower() or text[0] in ",;:.)»”")
        if joined and pieces and not starts:
            pieces[-1] += " " + text
        else:
            pieces.append(text)
        joined = True
    return pieces


def _spread(row: list[Any]) -> list[Any]:
    """The cells with one over several columns followed by empty ones, so that the columns stay in step."""
    from lxml.etree import Element

    spread: list[Any] = []
    for cell in row:
        span = str(cell.get("colspan") or cell.get("span") or "1")
        spread += [cell, *(Element("cell") for _ in range(min(int(span), 60) - 1 if span.isdecimal() else 0))]
    return spread


def _is_head(cell: Any) -> bool:
    return _tag(cell) == "th" or cell.get("role") == "head"
