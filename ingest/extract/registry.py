"""Choosing the extractor: by what the bytes say, then by what the server said, then by the file name.

To read one more format, write its function (RawDocument -> ParsedDocument) and add its line to ``_EXTRACTORS`` and to
the tables by which it is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError

# Raise it when an extractor reads better than before: documents are then read again though their bytes are the same.
READERS = 2
KNOWN = "si leggono PDF, HTML, DOCX, PPTX, Markdown, RST, testo, SRT, VTT e immagini"

# Format -> module and function; the module is imported when its first document comes (trafilatura alone takes 0.6 s).
_EXTRACTORS: dict[str, tuple[str, str]] = {
    "pdf": ("ingest.extract.pdf", "extract_pdf"),
    "html": ("ingest.extract.html", "extract_html"),
    "docx": ("ingest.extract.docx", "extract_docx"),
    "pptx": ("ingest.extract.pptx", "extract_pptx"),
    "markdown": ("ingest.extract.markdown", "extract_markdown"),
    "rst": ("ingest.extract.rst", "extract_rst"),
    "captions": ("ingest.extract.captions", "extract_captions"),
    "image": ("ingest.extract.image", "extract_image"),
    "plain": ("ingest.extract.plain", "extract_plain"),
}
_NAMES = {"pdf": "PDF", "html": "HTML", "docx": "DOCX", "pptx": "PPTX", "captions": "sottotitoli", "plain": "testo",
          "image": "immagine", "markdown": "Markdown", "rst": "RST"}  # fmt: skip
_MEDIA_TYPES = {
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "text/markdown": "markdown",
    "text/x-rst": "rst",
    "text/vtt": "captions",
    "application/x-subrip": "captions",
}
_ENDINGS = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".rst": "rst",
    ".srt": "captions",
    ".vtt": "captions",
    ".txt": "plain",
    ".text": "plain",
}
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
# What is often met and not read, by its first bytes: each with what the person can do.
_UNREAD = (
    (b"\xd0\xcf\x11\xe0", "è un vecchio file di Office (.doc) o è protetto da password: salvarlo come .docx o PDF"),
    (b"{\\rtf", "è un file RTF: salvarlo come .docx o PDF"),
    (b"%!PS", "è un file PostScript: salvarlo come PDF"),
    (b"\x1f\x8b", f"è un archivio compresso: estrarne i documenti ({KNOWN})"),
    (b"PK\x03\x04", f"è un archivio ZIP o un file di un altro programma: estrarre o salvare i documenti ({KNOWN})"),
)
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SRT_START = re.compile(rb"\s*\d+\s*\r?\n\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->")


def extract(raw: RawDocument) -> ParsedDocument:
    """Read one document into its text, blocks, marks and metadata.

    Raises ReadError (stage "parse") with one line in Italian that says what is wrong and what to do.
    """
    if raw.text is not None:
        return _run("plain", raw)
    if not raw.content.strip():
        size = len(raw.content)
        what = "0 byte" if size == 0 else f"{size} byte, solo spazi"
        raise ReadError(f"il file è vuoto ({what}): controllare l'originale e rifare la copia")
    found, expected = detect(raw), _ENDINGS.get(PurePosixPath(raw.name.lower()).suffix)
    parsed = _run(found, raw)
    if expected in ("pdf", "docx", "pptx", "html") and found != expected:
        remark = f"il nome dice {_NAMES[expected]} ma il contenuto è {_NAMES[found]}: letto come {_NAMES[found]}"
        parsed = replace(parsed, warnings=(remark, *parsed.warnings))
    return parsed


def detect(raw: RawDocument) -> str:
    """The format's name: from the first bytes, else the media type, else the name's ending, else plain text."""
    head = raw.content[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"word/document" in raw.content:
        return "docx"
    if head.startswith(b"PK\x03\x04") and b"ppt/presentation" in raw.content:
        return "pptx"
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    for magic, advice in _UNREAD:
        if head.startswith(magic):
            raise ReadError(f"formato non riconosciuto: {advice}")
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if bare.startswith(b"WEBVTT") or _SRT_START.match(bare):
        return "captions"
    if _HTML_START.match(bare):
        return "html"
    media = (raw.media_type or "").split(";")[0].strip().lower()
    ending = PurePosixPath(raw.name.lower()).suffix
    # A server says text/plain of Markdown, RST and subtitles: there the name knows better.
    return _by_name(head, _MEDIA_TYPES.get(media) or _ENDINGS.get(ending), media)


def _by_name(head: bytes, named: str | None, media: str) -> str:
    if named == "pdf":
        raise ReadError("il file non è un PDF (manca l'intestazione %PDF-): scaricarlo di nuovo o rifarne la copia")
    if named in ("docx", "pptx"):
        raise ReadError(f"il file non è un {_NAMES[named]} leggibile: aprirlo con il suo programma e salvarlo di nuovo")
    if named:
        return named
    if media.startswith(("image/", "audio/", "video/")) or _is_binary(head):
        raise ReadError(f"formato non riconosciuto: {KNOWN}")
    return "plain"


def _is_binary(head: bytes) -> bool:
    """Whether these are no words: zeros (outside UTF-16) or many control bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 12, 13))
    return controls > 0.02 * len(head)


def _run(name: str, raw: RawDocument) -> ParsedDocument:
    """Call one extractor; whatever a library throws at a broken file becomes one line for the report."""
    module, function = _EXTRACTORS[name]
    extractor: Callable[[RawDocument], ParsedDocument] = getattr(import_module(module), function)
    try:
        parsed = extractor(raw)
    except ReadError:
        raise
    except (MemoryError, RecursionError) as error:
        raise ReadError(f"il file {_NAMES[name]} è troppo grande o troppo annidato: dividerlo in parti") from error
    except Exception as error:  # a parser's own bug on broken input must cost this document only
        kind = type(error).__name__
        reason = f"il file {_NAMES[name]} è danneggiato e non si può leggere ({kind}): procurarsene un'altra copia"
        raise ReadError(reason) from error
    if not parsed.blocks and raw.text is None:
        raise ReadError(f"il file {_NAMES[name]} non contiene testo: controllare l'originale")
    return parsed
