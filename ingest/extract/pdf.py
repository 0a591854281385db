"""PDF: PDFium gives words with their places; lines, columns, paragraphs and headings are rebuilt from those.

The stages, one module each: words (``pdf_words``), rows and reading order (``pdf_layout``), running heads and page
numbers out (``pdf_furniture``), blocks (``pdf_blocks``), text and page marks (``pdf_text``). Outline and page labels
come from PDFium as well: pypdf gives the same ones, but takes a second parse of the file.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ingest.extract.compose import Composer, clean
from ingest.extract.ocr_furniture import without_running_heads
from ingest.extract.pdf_blocks import page_pieces
from ingest.extract.pdf_cards import cards
from ingest.extract.pdf_cells import summary
from ingest.extract.pdf_columns import reading_order
from ingest.extract.pdf_contents import heading_key, without_contents
from ingest.extract.pdf_flow import joined_over_pages, joined_records
from ingest.extract.pdf_furniture import remove_furniture
from ingest.extract.pdf_headings import document_type
from ingest.extract.pdf_join import LineJoiner
from ingest.extract.pdf_layout import Run, page_rows
from ingest.extract.pdf_pictures import Pictures, ranges
from ingest.extract.pdf_rules import Rules, read_rules
from ingest.extract.pdf_tables import find_tables
from ingest.extract.pdf_text import PdfText
from ingest.extract.pdf_words import Word, read_words
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.errors import ReadError

# What programs put into the title field by themselves; such a title says nothing.
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|senza titolo.*|sans titre.*|document\d*|presentazione.*"
    r"|.*\.(?:docx?|xlsx?|pptx?|pdf|indd|odt|rtf|qxd|tex)|\W*|.{0,3})$",
    re.IGNORECASE,
)
_MOST_HEADINGS = 5_000  # of an outline: one that has more goes round in circles or lists every line
_BROKEN_IN_A_ROW = 60  # pages that can't be opened one after the other: then the page count lies, and reading ends


@dataclass(slots=True)
class Pages:
    """The rows of every page, and what came with them."""

    rows: list[list[list[Run]]] = field(default_factory=list)
    turned: list[list[list[Run]]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    @property
    def opened(self) -> int:
        """How many pages there are: up to the last that opens, whatever the file says."""
        return max((number + 1 for number, height in enumerate(self.heights) if height), default=0)


def extract_pdf(raw: RawDocument) -> ParsedDocument:
    """Read a PDF; raises ReadError when it is locked, broken, or holds pictures only that are not recognised."""
    pictures = Pictures(raw.recognised)
    with closing(_open(raw.content)) as document:
        stated = len(document)
        pages = _read_pages(document, pictures)
        outline = _outline(document)
        title = clean(document.get_metadata_value("Title") or "")
    pages.rows = without_running_heads(pages.rows, pages.heights, pictures.ocr)
    pictures.check(readable=any(pages.rows) or any(pages.turned))
    _check(pages, stated)
    return pictures.told(written(pages, outline, title, stated))


def written(pages: Pages, outline: Mapping[int, Mapping[str, int]], title: str, stated: int) -> ParsedDocument:
    """The document that these pages make; ``stated`` is how many there should be."""
    rows = remove_furniture(pages.rows, pages.heights, pages.labels)
    lines = [
        reading_order(page, number) + reading_order(turned, number)
        for number, (page, turned) in enumerate(zip(rows, pages.turned, strict=True))
    ]
    style = document_type(lines, outline)
    composer = Composer()
    writer = PdfText(composer, pages.labels, LineJoiner(lines))
    pieces = joined_over_pages(page_pieces(page, style) for page in without_contents(lines))
    for piece in joined_records(pieces):
        writer.add(piece)
    writer.end()
    metadata = Metadata(title=None if _NO_TITLE.match(title) else title)
    if metadata.title is None:
        metadata = Metadata(title=_first_heading(composer))
    return composer.document(metadata, pages=pages.opened, warnings=_warnings(pages, stated))


def _open(content: bytes) -> Any:
    """The document, opened with the empty user password where it is encrypted for its owner only."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(content[content.index(b"%PDF-") :])
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError("il PDF è protetto da password: salvarne una copia senza password") from error
        raise ReadError("il PDF è danneggiato o incompleto: scaricarlo di nuovo o rifarne la copia") from error
    if len(document) == 0:
        document.close()
        raise ReadError("il PDF non ha pagine leggibili: scaricarlo di nuovo o rifarne la copia")
    return document


def _read_pages(document: Any, pictures: Pictures) -> Pages:
    """The rows of every page; one that can't be opened is noted and left empty."""
    pages = Pages()
    for number in range(len(document)):
        rows, turned, height = _read_page(document, number, pictures) or ([], [], 0.0)
        pages.rows.append(rows)
        pages.turned.append(turned)
        pages.heights.append(height)
        pages.labels.append(clean(document.get_page_label(number) or ""))
        if not height:
            pages.broken.append(number)
        elif not rows and not turned and number not in pictures.unread:
            pages.empty.append(number)
        if len(pages.broken) >= _BROKEN_IN_A_ROW and pages.broken[-_BROKEN_IN_A_ROW] == number - _BROKEN_IN_A_ROW + 1:
            break
    return pages


def _read_page(document: Any, number: int, pictures: Pictures) -> tuple[list[list[Run]], list[list[Run]], float] | None:
    import pypdfium2

    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
            found = pictures.words(number, page, text_page, read_words(page, text_page))
            rules = pictures.rules.get(number) or read_rules(page, found.place)
            rows = rows_with_tables(found.words, rules)
    except pypdfium2.PdfiumError:
        return None
    return rows, [[run] for run in _turned_runs(found.turned)], found.height or 1.0


def rows_with_tables(words: list[Word], rules: Rules) -> list[list[Run]]:
    """The page's rows, with each table and card as one run that stands where it does."""
    tables = []
    gone: set[int] = set()
    for table, inside in find_tables(words, rules):
        x0, top, x1, bottom = table.box
        tables.append(Run([summary(inside)], x0, x1, top, bottom, table))
        gone.update(id(word) for word in inside)
    rest = [word for word in words if id(word) not in gone]
    for card in cards(rest, rules.boxes) if rules.boxes else ():
        tables.append(card)
        gone.update(id(word) for word in card.words)
    return page_rows([word for word in rest if id(word) not in gone], tables)


def _turned_runs(words: list[Any]) -> Iterator[Run]:
    """Words set at an angle, in the order of the file: one run for each stretch in the same upright strip."""
    current: list[Any] = []
    for word in words:
        if current and abs(word.x0 - current[-1].x0) > 0.6 * max(word.size, 4.0):
            yield _as_run(current)
            current = []
        current.append(word)
    if current:
        yield _as_run(current)


def _as_run(words: list[Any]) -> Run:
    return Run(
        words,
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
    )


def _outline(document: Any) -> Mapping[int, Mapping[str, int]]:
    """The outline's headings: page -> key -> level (1 to 6)."""
    import pypdfium2

    headings: dict[int, dict[str, int]] = defaultdict(dict)
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns of each circle in an outline on stderr
    try:
        for entry in islice(document.get_toc(max_depth=6), _MOST_HEADINGS):
            target = entry.get_dest()
            page = target.get_index() if target else None
            key = heading_key(entry.get_title() or "")
            if page is not None and key:
                headings[page].setdefault(key, min(entry.level + 1, 6))
    except (pypdfium2.PdfiumError, ValueError, RuntimeError):
        return headings
    return headings


def _check(pages: Pages, stated: int) -> None:
    """Raise the error that fits when not a single word was read."""
    if any(pages.rows) or any(pages.turned):
        return
    if len(pages.broken) == len(pages.rows):
        raise ReadError(f"il PDF è danneggiato: nessuna delle {stated} pagine si apre, rifarne la copia")
    raise ReadError("il PDF contiene solo immagini: serve l'OCR (salvarne una copia con testo riconosciuto)")


def _warnings(pages: Pages, stated: int) -> tuple[str, ...]:
    remarks = []
    if pages.empty:
        remarks.append(f"pagine senza testo (immagini o vuote): {ranges(pages.empty)} su {stated}")
    if pages.broken:
        more = f", e dalla {len(pages.rows) + 1} in poi" if len(pages.rows) < stated else ""
        remarks.append(f"pagine che non si aprono: {ranges(pages.broken)}{more}")
    return tuple(remarks)


def _first_heading(composer: Composer) -> str | None:
    """The heading of the highest level among the first blocks, the title of a document that does not name it."""
    text = "".join(composer.parts)
    heads = [block for block in composer.blocks[:8] if block.kind == "heading"]
    best = min(heads, key=lambda block: block.level, default=None)
    return text[best.start : best.end] if best else None
