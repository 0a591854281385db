"""What Word and PowerPoint files share: an archive opened only when it is whole, unlocked and of bounded size."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from ingest.extract.compose import clean
from rag.errors import ReadError

# Bytes uncompressed: a real report with pictures stays well below 200 MB, a zip bomb does not. XML alone is bounded
# tighter: its tree takes about eight times its size, and a reader has 1 GB.
LIMIT: Final = 200 * 2**20
_XML_LIMIT: Final = 60 * 2**20
_MOST_PARTS: Final = 20_000
# Titles that the programs write themselves.
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|document\w*\d*$|untitled|senza titolo|sans titre"
    r"|presentazione(?: standard)?(?: di .*)?$|powerpoint[ -]pr|présentation powerpoint"
    r"|(?:diapositiva|slide) \d+$|.*\.(?:docx?|pptx?|odt|dotx?)$)",
    re.IGNORECASE,
)

_OTHER_KINDS = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.(?:wordprocessingml\.template|presentationml\.(?:slideshow|template))"
    rb"|ms-(?:word|powerpoint)\.(?:document|template|presentation|slideshow)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)


def check_archive(content: bytes, name: str, program: str) -> None:
    """Raise ReadError when this archive is broken, locked, or too large once unpacked; ``name`` is DOCX or PPTX."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f"il {name} è danneggiato o incompleto: aprirlo con {program} e salvarlo di nuovo") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError(f"il {name} è protetto da password: salvarne una copia senza password")
    size = sum(entry.file_size for entry in entries)
    # An entry may lie about its size; zipfile then stops at the size it stated, so the bounds hold all the same.
    if size > LIMIT or len(entries) > _MOST_PARTS:
        raise ReadError(f"il {name} occupa {size // 2**20} MB una volta aperto (limite 200): dividerlo in parti")
    markup = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    if markup > _XML_LIMIT:
        raise ReadError(
            f"il {name} contiene {markup // 2**20} MB di solo testo e forma (limite 60): dividerlo in parti"
        )


def plain_kind(content: bytes) -> io.BytesIO:
    """The archive as a file; a slide show, template or file with macros poses as a plain document (macros stay unread).

    python-docx and python-pptx refuse those by the type named in [Content_Types].xml alone.
    """
    source = io.BytesIO(content)
    with zipfile.ZipFile(source) as archive:
        types = archive.read("[Content_Types].xml")
        plain = _OTHER_KINDS.sub(_plain_type, types)
        if plain == types:
            return source
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as copy:
            for entry in archive.infolist():
                copy.writestr(entry.filename, plain if entry.filename == "[Content_Types].xml" else archive.read(entry))
    return target


def _plain_type(found: re.Match[bytes]) -> bytes:
    kind = b"wordprocessingml.document" if b"word" in found[0].lower() else b"presentationml.presentation"
    return b"application/vnd.openxmlformats-officedocument." + kind + b".main+xml"


def stated_title(document: Any) -> str:
    """The title in the core properties of a python-docx or python-pptx document; "" when it is the program's own."""
    try:
        title = clean(document.core_properties.title or "")
    except (KeyError, ValueError):  # no such part, or one that is no XML
        return ""
    return "" if _NO_TITLE.match(title) else title


def xml_part(blob: bytes) -> Any:
    """The root of a part that the libraries leave as bytes (footnotes, SmartArt); entities are never resolved."""
    from lxml import etree

    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
