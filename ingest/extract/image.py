"""Images alone (PNG, JPEG, TIFF, WebP): scans and photographs of pages, read by OCR; each picture in one is a page."""

from __future__ import annotations

from ingest.extract.ocr_image import frames
from ingest.extract.pdf import Pages, rows_with_tables, written
from ingest.extract.pdf_pictures import Pictures
from ingest.extract.pdf_rules import Rules
from ingest.extract.pdf_words import PageWords
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError


def extract_image(raw: RawDocument) -> ParsedDocument:
    """Read an image file. Raises Unrecognised for pictures not yet recognised, ReadError when no word is found."""
    pictures, pages = Pictures(raw.recognised), Pages()
    try:
        count = frames(raw.content)
    except (OSError, ValueError, SyntaxError) as error:
        raise ReadError("è un'immagine rovinata o troppo grande: rifarne la scansione, o salvarla come PDF") from error
    for number in range(count):
        found = pictures.recognised_words(number, PageWords([], [], 1.0, lambda *box: box))
        pages.rows.append(rows_with_tables(found.words, pictures.rules.get(number, Rules())))
        pages.turned.append([])
        pages.heights.append(found.height or 1.0)
        pages.labels.append("")
        if not found.words and number not in pictures.unread:
            pages.empty.append(number)
    pictures.check(readable=any(pages.rows))
    return pictures.told(written(pages, {}, "", count))
