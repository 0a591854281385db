"""Word documents: headings, lists and tables of the body, footnotes at the end.

python-docx opens the file and knows its styles; the paragraphs are read from the XML themselves, because its
``Paragraph.text`` leaves out words inside tracked insertions and content controls.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.extract.compose import Composer, clean
from ingest.extract.tables import add_table
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.errors import ReadError

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIMIT = 200 * 1024 * 1024  # bytes uncompressed: a real report with pictures stays well below, a zip bomb does not
_HEADING_STYLE = re.compile(r"^(?:heading|titolo|titre|überschrift)\s*(\d)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"^(?:list|elenco|liste)\b.*?(\d)?$", re.IGNORECASE)
_TOC_STYLE = re.compile(r"^(?:toc|sommario|tm|table des mati)", re.IGNORECASE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def extract_docx(raw: RawDocument) -> ParsedDocument:
    """Read a .docx; raises ReadError for archives that are broken, locked, or too large once unpacked."""
    _check_archive(raw.content)
    import docx

    document = docx.Document(io.BytesIO(raw.content))
    composer = Composer()
    styles = _Styles(document)
    for element in _body_elements(document.element.body):
        if element.tag == _W + "p":
            _add_paragraph(composer, element, styles)
        else:
            _add_table(composer, element)
    for note in _notes(document):
        composer.add("paragraph", note)
    return composer.document(_metadata(document, composer))


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError("il DOCX è danneggiato o incompleto: aprirlo con Word e salvarlo di nuovo") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError("il DOCX è protetto da password: salvarne una copia senza password")
    size = sum(entry.file_size for entry in entries)
    # An entry may lie about its size; zipfile then stops at the size it stated, so the bound holds all the same.
    if size > _LIMIT:
        raise ReadError(f"il DOCX occupa {size // 2**20} MB una volta aperto (limite 200): dividerlo in parti")


def _body_elements(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, through content controls; the table of contents is left out."""
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag == _W + "sdt":
            gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
            if gallery is None or gallery.get(_W + "val") != "Table of Contents":
                content = child.find(_W + "sdtContent")
                yield from _body_elements(content if content is not None else [])
        elif child.tag in (_W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"):
            yield from _body_elements(child)


def _text(element: Any) -> str:
    """The words of a paragraph or cell: runs, tabs and breaks, without deletions and doubled fallbacks."""
    parts: list[str] = []
    for node in element.iter(_W + "t", _W + "tab", _W + "br", _W + "cr", _W + "noBreakHyphen", _W + "p"):
        if any(above.tag in (_FALLBACK, _W + "moveFrom", _W + "tabs") for above in node.iterancestors()):
            continue
        if node.tag == _W + "t":
            parts.append(node.text or "")
        else:
            parts.append("-" if node.tag == _W + "noBreakHyphen" else " ")
    return clean("".join(parts))


class _Styles:
    """What a paragraph is by its style (through the styles it is based on) or its own properties."""

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

    def chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph's own properties, then those of its style and the styles below that."""
        own = paragraph.find(_W + "pPr")
        if own is not None:
            yield own
        name = own.find(_W + "pStyle") if own is not None else None
        style = self._styles.get(name.get(_W + "val") if name is not None else self._default)
        for _ in range(12):  # a style that is based on itself must not hang us
            if style is None:
                return
            yield style.element
            style = style.base_style

    def names(self, paragraph: Any) -> Iterator[str]:
        """The names of the styles in the chain."""
        for element in self.chain(paragraph):
            name = element.find(_W + "name")
            if name is not None:
                yield name.get(_W + "val") or ""

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
            return min(int(level), 8)
        # "List Bullet 2" is one level down although its numbering says level 0.
        for name in self.names(paragraph):
            if (found := _LIST_STYLE.match(name)) and "paragraph" not in name.lower():
                return int(found[1]) - 1 if found[1] and found[1] != "0" else 0
        return 0 if number and number != "0" else None

    def is_contents(self, paragraph: Any) -> bool:
        """Whether it is a line of the table of contents."""
        return any(_TOC_STYLE.match(name) for name in self.names(paragraph))

    def _value(self, paragraph: Any, tag: str, parent: str = "") -> str | None:
        for element in self.chain(paragraph):
            properties = element if element.tag == _W + "pPr" else element.find(_W + "pPr")
            if properties is None:
                continue
            found = properties.find(f"{_W}{parent}/{_W}{tag}" if parent else _W + tag)
            if found is not None:
                return str(found.get(_W + "val"))
        return None


def _add_paragraph(composer: Composer, paragraph: Any, styles: _Styles) -> None:
    if styles.is_contents(paragraph):
        return
    text = _text(paragraph)
    if level := styles.heading(paragraph):
        composer.add("heading", text, level=level)
    elif (depth := styles.depth(paragraph)) is not None:
        composer.add("item", text, level=depth)
    elif any(name.lower() in ("caption", "didascalia", "légende") for name in styles.names(paragraph)):
        composer.add("caption", text)
    else:
        composer.add("paragraph", text)


def _add_table(composer: Composer, table: Any) -> None:
    """A table's rows; one with a single column is a frame round text, not a table."""
    rows = list(table.iterchildren(_W + "tr"))
    grid = [_cells(row) for row in rows]
    if max((len(row) for row in grid), default=0) <= 1:
        for row in rows:
            for paragraph in row.iter(_W + "p"):
                composer.add("paragraph", _text(paragraph))
        return
    stated = bool(rows) and rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None
    add_table(composer, grid, header=True if stated else None)


def _cells(row: Any) -> list[str]:
    """The cells' words; a cell over several columns is followed by empty ones so that the columns stay in step."""
    cells: list[str] = []
    for cell in row.iter(_W + "tc"):
        if next((above for above in cell.iterancestors(_W + "tr")), None) is not row:
            continue  # a cell of a table inside this cell: its words are already in ours
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = int(span.get(_W + "val")) if span is not None and str(span.get(_W + "val")).isdecimal() else 1
        cells += [_text(cell), *[""] * (min(width, 60) - 1)]
    return cells


def _notes(document: Document) -> Iterator[str]:
    """The footnotes' words, in order."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            for note in root.iterchildren(_W + "footnote"):
                if note.get(_W + "type") is None:
                    yield _text(note)


def _metadata(document: Document, composer: Composer) -> Metadata:
    """The title of the core properties, else the heading the text opens with; no dates (they are the file's own)."""
    title = clean(document.core_properties.title or "")
    if not title or title.lower().startswith(("microsoft word", "document", "untitled", "presentazione di")):
        first = composer.blocks[0] if composer.blocks else None
        title = composer.parts[0] if first and first.kind == "heading" else ""
    return Metadata(title=title or None)
