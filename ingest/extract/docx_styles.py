"""What a Word paragraph is: by its own properties, its style, and the styles that one is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLE = re.compile(r"^(?:heading|titolo|titre|überschrift)\s*(\d)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"^(?:list|elenco|liste)\b.*?(\d)?$", re.IGNORECASE)
_TOC_STYLE = re.compile(r"^(?:toc|sommario|tm|table des mati)", re.IGNORECASE)
_LONGEST_CHAIN = 12  # a style that is based on itself must not hang us


class Styles:
    """The styles of one document."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._default = next(
            (
                style.style_id
                for style in document.styles
                if style.type == 1 and style.element.get(_W + "default") == "1"
            ),
            "",
        )

    def heading(self, paragraph: Any) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        for name in self.names(paragraph):
            if found := _HEADING_STYLE.match(name):
                return min(max(int(found[1]), 1), 6)
            if name.lower() in ("title", "titolo", "titre"):
                return 1
        outline = self._value(paragraph, "outlineLvl")
        return int(outline) + 1 if outline in ("0", "1", "2", "3", "4", "5") else 0

    def depth(self, paragraph: Any) -> int | None:
        """The depth of a list item from 0, None when it is none."""
        number = self._value(paragraph, "numId", "numPr")
        level = self._value(paragraph, "ilvl", "numPr") or ""
        if number and number != "0" and level.isdecimal() and level != "0":
            return min(int(level[:3]), 8)
        # "List Bullet 2" is one level down although its numbering says level 0.
        for name in self.names(paragraph):
            if (found := _LIST_STYLE.match(name)) and "paragraph" not in name.lower():
                return int(found[1]) - 1 if found[1] and found[1] != "0" else 0
        return 0 if number and number != "0" else None

    def numbering(self, paragraph: Any) -> tuple[str, int | None, str] | None:
        """The list this paragraph is numbered by: its id, the level where one is stated, the paragraph's style."""
        number = self._value(paragraph, "numId", "numPr")
        if not number or number == "0":
            return None
        level = self._value(paragraph, "ilvl", "numPr") or ""
        own = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = own.get(_W + "val") if own is not None else self._default
        return number, int(level) if level.isdecimal() and len(level) < 3 else None, str(style)

    def is_contents(self, paragraph: Any) -> bool:
        """Whether it is a line of the table of contents."""
        return any(_TOC_STYLE.match(name) for name in self.names(paragraph))

    def is_caption(self, paragraph: Any) -> bool:
        """Whether it is the caption of a table or figure."""
        return any(name.lower() in ("caption", "didascalia", "légende") for name in self.names(paragraph))

    def names(self, paragraph: Any) -> Iterator[str]:
        """The names of the styles in the chain."""
        for element in self._chain(paragraph):
            name = element.find(_W + "name")
            if name is not None:
                yield name.get(_W + "val") or ""

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph's own properties, then those of its style and the styles below that."""
        own = paragraph.find(_W + "pPr")
        if own is not None:
            yield own
        name = own.find(_W + "pStyle") if own is not None else None
        style = self._styles.get(name.get(_W + "val") if name is not None else self._default)
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style.element
            style = style.base_style

    def _value(self, paragraph: Any, tag: str, parent: str = "") -> str | None:
        for element in self._chain(paragraph):
            properties = element if element.tag == _W + "pPr" else element.find(_W + "pPr")
            if properties is None:
                continue
            found = properties.find(f"{_W}{parent}/{_W}{tag}" if parent else _W + tag)
            if found is not None:
                return str(found.get(_W + "val"))
        return None
