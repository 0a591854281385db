"""reStructuredText (the form of several public plans): docutils reads it, the words are composed without the markup.

Lines wrapped in the source become sentences on one line; directives that docutils does not know (Sphinx's) give their
words, not their names. Files named in the source are never opened.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.extract.compose import Composer, clean
from ingest.extract.decode import decode
from ingest.extract.tables import add_table
from ingest.parsed import Metadata, ParsedDocument, RawDocument

# Directives that hold no words of the document: their whole content goes.
_NO_WORDS = re.compile(
    r"^\.\.\s+(?:toctree|contents|image|figure|raw|include|highlight|index|only|ifconfig|csv-filter)\b"
)
_DIRECTIVE = re.compile(r"^\.\.\s+[\w:-]+::[ \t]*(.*)$")
_OPTION = re.compile(r"^\s+:[\w-]+:.*$", re.MULTILINE)
_ROLE = re.compile(r":[\w:+.-]+:`([^`<]+?)(?:\s*<[^>`]*>)?`")
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "halt_level": 6,
    "report_level": 5,
    "warning_stream": False,
    "input_encoding": "unicode",
    "line_length_limit": 1_000_000,
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
}


def extract_rst(raw: RawDocument) -> ParsedDocument:
    """Read reStructuredText into composed text."""
    from docutils.core import publish_doctree  # type: ignore[import-untyped]

    source, warnings = decode(raw.content, media_type=raw.media_type)
    # Sphinx's roles (:ref:`testo <posto>`) are unknown to docutils and would become error messages.
    tree = publish_doctree(_ROLE.sub(r"\1", source), settings_overrides=_SETTINGS)
    composer = Composer()
    _Reader(composer).children(tree, depth=-1)
    text = "".join(composer.parts)
    title = next((text[block.start : block.end] for block in composer.blocks if block.kind == "heading"), None)
    return composer.document(Metadata(title=title), warnings=warnings)


class _Reader:
    """Walks the document tree and adds its blocks; one method a kind of node."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.level = 0

    def children(self, node: Any, depth: int) -> None:
        """Every child in turn; ``depth`` is that of the list we are in, -1 for none."""
        for child in node.children:
            self.node(child, depth)

    def node(self, node: Any, depth: int) -> None:
        """One node: a structure to go into, or words to add."""
        name = node.tagname
        if name == "section":
            self.level += 1
            self.children(node, -1)
            self.level -= 1
        elif name == "title":
            self.composer.add("heading", words(node), level=min(max(self.level, 1), 6))
        elif name in ("bullet_list", "enumerated_list"):
            self.children(node, depth + 1)
        elif name in ("paragraph", "line", "term", "attribution", "rubric", "caption", "subtitle"):
            self.paragraph(words(node), depth)
        elif name == "table":
            self.table(node)
        elif name == "system_message":
            self.unknown(node, depth)
        elif name in ("literal_block", "doctest_block", "math_block"):
            self.paragraph(words(node), depth)
        elif name not in ("comment", "image", "target", "substitution_definition", "raw", "pending", "label"):
            self.children(node, depth)

    def paragraph(self, text: str, depth: int) -> None:
        """Words inside a list are an item of it."""
        if depth >= 0:
            self.composer.add("item", text, level=depth)
        else:
            self.composer.add("paragraph", text)

    def table(self, node: Any) -> None:
        """The rows of a table, spelt out with the headings of its head; a title above it is its caption."""
        caption = " ".join(words(child) for child in node.children if child.tagname == "title")
        heads = [
            [words(cell) for cell in row.children] for head in node.findall(_named("thead")) for row in head.children
        ]
        rows = [
            [words(cell) for cell in row.children] for body in node.findall(_named("tbody")) for row in body.children
        ]
        add_table(self.composer, [*heads, *rows], header=True if len(heads) == 1 else None, caption=caption)

    def unknown(self, node: Any, depth: int) -> None:
        """A directive docutils does not know: the words in it, without its name and options."""
        for block in node.children:
            if block.tagname != "literal_block":
                continue
            source = block.astext()
            if _NO_WORDS.match(source):
                continue
            if found := _DIRECTIVE.match(source.split("\n", 1)[0]):
                source = found[1] + "\n" + source.partition("\n")[2]
            for paragraph in re.split(r"\n\s*\n", _OPTION.sub("", source)):
                self.paragraph(clean(paragraph), depth)


def words(node: Any) -> str:
    """The words of a node, without images' and targets' text."""
    return clean(str(node.astext()))


def _named(name: str) -> Any:
    return lambda node: getattr(node, "tagname", "") == name
