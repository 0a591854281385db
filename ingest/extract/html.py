"""Web pages: trafilatura finds the main text; its tree becomes headings, paragraphs, list items and table rows.

A cascade: trafilatura as it is (it has rescue steps of its own), then with more recall, then every word of the body but
its menus. A step is taken only when the ones before gave next to nothing, and kept only when it gave clearly more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.extract.compose import Composer
from ingest.extract.decode import decode
from ingest.extract.html_metadata import page_metadata
from ingest.extract.html_tree import add_tree
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError

# An XML declaration's encoding would be believed over our decoding, and lxml refuses it in a str.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Control characters, as such or as references: lxml reads them and then refuses to write them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:(\d+)|x([0-9a-f]+));?", re.IGNORECASE)
_FEW = 120  # characters: below that the next step of the cascade is tried; a real notice is seldom shorter
_CLEARLY_MORE = 1.3  # times the text of the step before: less is the clutter that step had left out
_LARGEST = 50_000_000  # characters of markup lxml is given


def extract_html(raw: RawDocument) -> ParsedDocument:
    """Read one page; raises ReadError when there is no text in it at all."""
    source, warnings = decode(raw.content, media_type=raw.media_type, markup=True)
    tree = _parse(_XML_DECLARATION.sub("", _without_controls(source), count=1))
    best = Composer()
    for step in _cascade(tree):
        composer = Composer()
        add_tree(composer, step)
        if composer.length > _CLEARLY_MORE * best.length:
            best = composer
        if best.length >= _FEW:
            break
    if not best.blocks:
        raise ReadError("la pagina non contiene testo: forse si compone con JavaScript, salvarla dal browser")
    return best.document(page_metadata(tree, raw.uri), warnings=warnings)


def _without_controls(source: str) -> str:
    def reference(found: re.Match[str]) -> str:
        digits = (found[1] or found[2])[:12]  # int() refuses numbers of thousands of digits
        code = int(digits, 10 if found[1] else 16)
        sound = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
        return found[0] if sound else ""

    return _REFERENCE.sub(reference, _CONTROLS.sub("", source))


def _parse(source: str) -> Any:
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    if len(source) > _LARGEST:
        raise ReadError(f"la pagina è troppo grande ({len(source) // 10**6} milioni di caratteri): dividerla in parti")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", errors="replace"), parser=parser)
    except ParserError as error:
        raise ReadError("la pagina non contiene testo: controllare l'indirizzo o il file") from error
    return tree


def _cascade(tree: Any) -> Iterator[Any]:
    """The main text as a tree, one attempt after the other; each works on a copy, trafilatura prunes what it gets."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    for recall in (False, True):
        document = bare_extraction(
            deepcopy(tree), include_comments=False, include_tables=True, favor_recall=recall, with_metadata=False
        )
        if document is not None and document.body is not None:
            yield document.body
    rest = deepcopy(tree)
    for clutter in rest.xpath("//script | //style | //noscript | //template | //head | //nav | //header | //footer"):
        clutter.drop_tree()
    yield rest
