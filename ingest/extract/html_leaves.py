"""The leaves of a page's tree: paragraphs, headings, items, captions, and tables of data as one leaf each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

BLOCKS: Final = frozenset({
    "head", "p", "quote", "list", "table", "div", "section", "article", "main", "body", "html", "figure", "figcaption",
    "caption", "blockquote", "pre", "code", "header", "footer", "aside", "details", "summary", "address", "form",
    "center", "fieldset", "td", "th", "cell", "row", "tr", "tbody", "thead", "tfoot", "hr", "legend", "hgroup",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "menu", "item", "li", "dt", "dd",
})  # fmt: skip
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head", "summary"})
_LAYOUT_CELL = 1200  # characters: a cell of data is shorter, one column of a page laid out as a table is longer


def tag_of(element: Any) -> str:
    """The element's name, "" for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def wrap_loose(tree: Any) -> None:
    """Put words that stand loose between block elements into paragraphs of their own, in place."""
    holders = block_holders(tree)
    for parent in [element for element in tree.iter() if element in holders]:
        if tag_of(parent) not in ("table", "tr", "tbody", "thead", "tfoot", "html", "head"):
            _wrap_children(parent, holders)


def block_holders(tree: Any) -> set[Any]:
    """The elements with a block element anywhere in them."""
    holders: set[Any] = set()
    for element in tree.iter():
        if tag_of(element) in BLOCKS:
            for above in element.iterancestors():
                if above in holders:
                    break
                holders.add(above)
    return holders


def _wrap_children(parent: Any, holders: set[Any]) -> None:
    from lxml.html import Element

    run: Any = None
    if parent.text and parent.text.strip():
        run = Element("p")
        run.text, parent.text = parent.text, None
        parent.insert(0, run)
    for child in list(parent):
        if child is run:
            continue
        tail, child.tail = child.tail, None
        if tag_of(child) in BLOCKS or child in holders:
            run = None
        elif run is None:
            run = Element("p")
            child.addprevious(run)
            run.append(child)
        else:
            run.append(child)
        if not tail:
            continue
        if run is None:
            if not tail.strip():
                continue
            run = Element("p")
            child.addnext(run)
            run.text = tail
        elif len(run):
            run[-1].tail = (run[-1].tail or "") + tail
        else:
            run.text = (run.text or "") + tail


def leaves_of(tree: Any) -> Iterator[Any]:
    """Every leaf in order; the tree must have been through ``wrap_loose``."""
    holders = block_holders(tree)
    pending = [tree]
    while pending:
        element = pending.pop()
        tag = tag_of(element)
        if not tag or (tag == "head" and element.getparent() is not None and element.getparent().tag == "html"):
            continue
        data = tag == "table" and is_data_table(element)
        if data or tag in HEADINGS or (tag in BLOCKS and element not in holders):
            yield element
        else:
            pending += list(element)[::-1]


def is_data_table(table: Any) -> bool:
    """Whether a table holds data: two rows and columns at least, no table, heading or page column in a cell."""
    if table.get("role") in ("presentation", "none"):
        return False
    if any(inner is not table for inner in table.iter("table", "h1", "h2", "h3", "form", "article")):
        return False
    rows = list(table.iter("tr", "row"))
    widest = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or widest < 2:
        return False
    return not any(_is_long(cell) for row in rows for cell in row)


def _is_long(cell: Any) -> bool:
    size = 0
    for words in cell.itertext():
        size += len(words.strip())
        if size > _LAYOUT_CELL:
            return True
    return False
