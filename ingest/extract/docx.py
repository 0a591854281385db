"""Word documents: headings, lists and tables of the body, text boxes after the paragraph they hang from, notes last.

python-docx opens the file and knows its styles; the paragraphs are read from the XML themselves, because its
``Paragraph.text`` leaves out words inside tracked insertions and content controls. Page headers
and footers are no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.extract.bullets import sign_length
from ingest.extract.compose import Composer, clean
from ingest.extract.docx_furniture import running_lines
from ingest.extract.docx_numbering import Numbering
from ingest.extract.docx_styles import Styles
from ingest.extract.grid import Cell, as_rows, heading_rows, lay_out
from ingest.extract.office import check_archive, plain_kind, stated_title, xml_part
from ingest.extract.tables import add_table
from ingest.parsed import Metadata, ParsedDocument, RawDocument

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = _W + "txbxContent"
_UNREAD = {_FALLBACK, _W + "moveFrom", _W + "del", _W + "tabs", _W + "rt"}  # rt: how a word is read aloud
_MAX_DEPTH = 20  # tables in tables, boxes in boxes


def extract_docx(raw: RawDocument) -> ParsedDocument:
    """Read a .docx; raises ReadError for archives that are broken, locked, or too large once unpacked."""
    check_archive(raw.content, "DOCX", "Word")
    import docx

    document = docx.Document(plain_kind(raw.content))
    composer = Composer()
    reader = _Reader(composer, Styles(document), Numbering(_numbering(document)))
    reader.leave_out_running_lines(document.element.body)
    reader.body(document.element.body)
    for note in _notes(document):
        composer.add("paragraph", note)
    return composer.document(Metadata(title=stated_title(document) or _first_heading(composer)))


class _Reader:
    """Walks a body, a cell or a text box; the numbering counts on through all of them."""

    def __init__(self, composer: Composer, styles: Styles, numbering: Numbering) -> None:
        self.composer = composer
        self.styles = styles
        self.numbering = numbering
        self.skipped: frozenset[str] = frozenset()

    def leave_out_running_lines(self, body: Any) -> None:
        """Headers and page counts among the body's paragraphs are not read."""
        texts = [_text(element) for element in _blocks(body) if element.tag == _W + "p"]
        self.skipped = running_lines([text for text in texts if text])

    def body(self, parent: Any, depth: int = 0) -> None:
        """The paragraphs and tables in this element, in order."""
        for element in _blocks(parent):
            if element.tag == _W + "p":
                self.paragraph(element, depth)
            else:
                self.table(element, depth)

    def paragraph(self, paragraph: Any, depth: int) -> None:
        """One paragraph with its number, then the text boxes anchored in it."""
        if self.styles.is_contents(paragraph):
            return
        text, number = _text(paragraph), self.number(paragraph)
        if text in self.skipped and not self.styles.heading(paragraph):
            text = ""
        if level := self.styles.heading(paragraph):
            self.composer.add("heading", f"{number} {text}" if text else "", level=level)
        elif (place := self.styles.depth(paragraph)) is not None and text:
            typed = sign_length(text) if not text[0].isalnum() else 0
            # "Art. 3" says something; "a)" or "1." is a sign: in the text, outside the block, as in plain text.
            sign = f"{number} " if number and sign_length(f"{number} x") else ""
            words = text[typed:] if sign or not number else f"{number} {text}"
            self.composer.add("item", words, level=place, sign=sign)
        else:
            self.composer.add("caption" if self.styles.is_caption(paragraph) else "paragraph", text)
        if depth < _MAX_DEPTH:
            for box in paragraph.iter(_BOX):
                if _owner(box, _W + "p") is paragraph and not _unread(box, paragraph):
                    self.body(box, depth + 1)

    def number(self, paragraph: Any) -> str:
        """The number Word counts for this paragraph, "" for none; an empty paragraph is not counted."""
        found = self.styles.numbering(paragraph)
        if found is None or not _text(paragraph):
            return ""
        number, level, style = found
        return self.numbering.next(number, self.numbering.level_of_style(number, style) if level is None else level)

    def table(self, table: Any, depth: int) -> None:
        """A table's rows; one with a single column is a frame round text, not a table."""
        rows = [row for row in table.iterchildren(_W + "tr") if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [list(_cells(row)) for row in rows]
        if max((len(row) for row in cells), default=0) <= 1:
            for cell in (cell for row in cells for cell in row):
                if depth < _MAX_DEPTH:
                    self.body(cell, depth + 1)
            return
        grid = lay_out(_with_merged(cells))
        stated = 0
        while stated < len(rows) and rows[stated].find(f"{_W}trPr/{_W}tblHeader") is not None:
            stated += 1
        heads = heading_rows(grid, stated)
        add_table(self.composer, as_rows(grid, heads), header=True if heads else None)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, through content controls; the table of contents is left out."""
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag == _W + "sdt":
            gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
            if gallery is None or gallery.get(_W + "val") != "Table of Contents":
                content = child.find(_W + "sdtContent")
                yield from _blocks(content if content is not None else [])
        elif child.tag in (_W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"):
            yield from _blocks(child)


def _text(element: Any) -> str:
    """The words of a paragraph or cell: runs, tabs and breaks, without deletions, hidden words and text boxes."""
    parts: list[str] = []
    for node in element.iter(_W + "t", _W + "tab", _W + "br", _W + "cr", _W + "noBreakHyphen", _W + "p"):
        if _unread(node, element):
            continue
        if node.tag == _W + "t":
            parts.append(node.text or "")
        else:
            parts.append("-" if node.tag == _W + "noBreakHyphen" else " ")
    return clean("".join(parts))


def _unread(node: Any, within: Any) -> bool:
    """Whether a node is no part of the words of ``within``: deleted, doubled, hidden, or in a text box of its own."""
    for above in node.iterancestors():
        if above is within:
            return False
        if above.tag in _UNREAD or above.tag == _BOX:
            return True
        hidden = above.find(f"{_W}rPr/{_W}vanish") if above.tag == _W + "r" else None
        if hidden is not None and hidden.get(_W + "val") not in ("0", "false"):
            return True
    return False


def _owner(node: Any, tag: str) -> Any:
    return next(node.iterancestors(tag), None)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of this row, through content controls; those of tables inside them belong to those."""
    for cell in row.iter(_W + "tc"):
        if _owner(cell, _W + "tr") is row:
            yield cell


def _with_merged(rows: list[list[Any]]) -> list[list[Cell]]:
    """The cells' words with the columns they cover; one merged downwards says its words again in each row."""
    above: dict[int, str] = {}
    filled = []
    for row in rows:
        line, column = [], 0
        for cell in row:
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            value = str(span.get(_W + "val")) if span is not None else "1"
            width = min(int(value), 60) if value.isdecimal() and len(value) < 4 else 1
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(_W + "val", "continue") == "continue"
            text = above.get(column, "") if goes_on else _text(cell)
            above[column] = text if merged is not None else ""
            line.append(Cell(text, width))
            column += max(width, 1)
        filled.append(line)
    return filled


def _numbering(document: Document) -> Any:
    """The root of numbering.xml, None where there is none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return xml_part(relation.target_part.blob)
    return None


def _notes(document: Document) -> Iterator[str]:
    """The footnotes' words, then the endnotes', in order."""
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                for note in xml_part(relation.target_part.blob).iterchildren(_W + kind):
                    if note.get(_W + "type") is None:
                        yield _text(note)


def _first_heading(composer: Composer) -> str | None:
    first = composer.blocks[0] if composer.blocks else None
    return composer.parts[0] if first and first.kind == "heading" else None
