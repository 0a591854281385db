"""From a tree of a page's main text to blocks: trafilatura's element names and plain HTML's are both understood."""

from __future__ import annotations

import re
from typing import Any

from ingest.extract.bullets import LONE_NUMBER, sign_length
from ingest.extract.compose import Composer, clean
from ingest.extract.html_leaves import BLOCKS, is_data_table, tag_of
from ingest.extract.html_table import add_html_table
from rag.types import BlockKind

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"list", "ul", "ol", "dl", "menu"}
_BREAK = "\x1d"  # stands for a line break while a paragraph is put together; no page can hold it (see _safe)
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
        self.level = 1  # of the last heading: a folded panel's name stands one below

    def element(self, element: Any, list_depth: int, depth: int) -> None:
        """One block element with all in it."""
        tag = tag_of(element)
        level = _LEVELS.get(str(element.get("rend") or "h2"), 2) if tag == "head" else _LEVELS.get(tag)
        if tag == "summary":
            self.add("heading", _words(element).replace(_BREAK, " "), min(self.level + 1, 6))
        elif level:
            self.level = level
            self.add("heading", _words(element).replace(_BREAK, " "), level)
        elif tag == "table" and depth < _MAX_DEPTH and is_data_table(element):
            self.flush()
            add_html_table(self.composer, element, lambda cell: _words(cell).replace(_BREAK, " "))
        elif tag in ("figcaption", "caption"):
            self.add("caption", _words(element).replace(_BREAK, " "))
        elif depth >= _MAX_DEPTH:
            self.text(_words(element), list_depth)
        else:
            # What is said of a term hangs from the term.
            self.mixed(element, list_depth + (tag in _LISTS) + (tag == "dd" and list_depth >= 0), depth)

    def mixed(self, element: Any, list_depth: int, depth: int) -> None:
        """An element's own words and its block children, in order."""
        loose = [_safe(element.text)]
        for child in element:
            tag = tag_of(child)
            if tag in BLOCKS:
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


def _safe(text: str | None) -> str:
    """Source text on one line: a line break in the source is a blank, not a break of the page."""
    return re.sub(r"[\s\x1d]+", " ", text or "")


def _holds_blocks(element: Any) -> bool:
    return any(tag_of(inner) in BLOCKS for inner in element.iterdescendants())


def _inline(element: Any) -> str:
    tag = tag_of(element)
    if tag in ("lb", "br"):
        return _BREAK
    if tag in _SKIPPED or not tag:
        return ""
    return _words(element)


def _words(element: Any) -> str:
    """All words in an element; line breaks and the edges of block elements are breaks."""
    parts: list[str] = []
    for event, node in _walk(element):
        tag = tag_of(node)
        if event == "start":
            if tag in ("lb", "br") or (tag in BLOCKS and node is not element):
                parts.append(_BREAK)
            parts.append(_safe(node.text) if tag and tag not in _SKIPPED else "")
        elif node is not element:
            parts.append(_BREAK if tag in BLOCKS else "")
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
