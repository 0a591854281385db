"""Web pages: what their structure says is clutter goes, trafilatura finds the main text, the page's own tree is read.

A cascade: the page's leaves that trafilatura voted for; trafilatura's own tree where the two do not match; the same
with more recall; every word of the body but its menus. A step is taken only when the ones before gave next to nothing,
and kept only when it gave clearly more. A page too large for that is read without a vote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.extract.compose import Composer
from ingest.extract.decode import decode
from ingest.extract.html_frames import open_frames
from ingest.extract.html_leaves import wrap_loose
from ingest.extract.html_main import keep_main
from ingest.extract.html_metadata import page_metadata
from ingest.extract.html_prune import prune
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
_VOTED = 4_000_000  # characters of markup trafilatura is given (3 s): it keeps several copies of a page
_MANY = 20_000  # elements; the largest of the 16 sample pages has 1,655
_CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_NESTING = re.compile(r"</?(?!(?:html|head|title|meta|body|p|h[1-6]|br)\b)[a-zA-Z][^<>]*>")
_MENUS = "//script | //style | //noscript | //template | //head | //nav | //header | //footer"


def extract_html(raw: RawDocument) -> ParsedDocument:
    """Read one page; raises ReadError when there is no text in it at all."""
    source, warnings = decode(raw.content, media_type=raw.media_type, markup=True)
    source = _XML_DECLARATION.sub("", _without_controls(source), count=1)
    tree = parse(source)
    metadata = page_metadata(tree, raw.uri)
    framed, addresses = open_frames(tree, parse)
    best = Composer()
    for step in _cascade(tree) if len(source) <= _VOTED else _whole(tree):
        composer = Composer()
        add_tree(composer, step)
        if composer.length > _CLEARLY_MORE * best.length:
            best = composer
        if best.length >= _FEW:
            break
    if addresses and best.length < _FEW:
        where = f"il testo sta in un riquadro (frame): leggere {', '.join(addresses[:3])}"
        if not best.blocks:
            raise ReadError(where)
        warnings = (*warnings, where)
    if not best.blocks:
        raise ReadError("la pagina non contiene testo: forse si compone con JavaScript, salvarla dal browser")
    return best.document(metadata, warnings=(*warnings, framed) if framed else warnings)


def _without_controls(source: str) -> str:
    def reference(found: re.Match[str]) -> str:
        digits = (found[1] or found[2])[:12]  # int() refuses numbers of thousands of digits
        code = int(digits, 10 if found[1] else 16)
        sound = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
        return found[0] if sound else ""

    return _REFERENCE.sub(reference, _CONTROLS.sub("", source))


def parse(source: str, *, again: bool = True) -> Any:
    """The tree of a page's markup; raises ReadError for none, or more than a reader can hold.

    ``again``: one that is nested too deep for the parser is read once more without its nesting.
    """
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    if len(source) > _LARGEST:
        raise ReadError(f"la pagina è troppo grande ({len(source) // 10**6} milioni di caratteri): dividerla in parti")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", errors="replace"), parser=parser)
    except ParserError as error:
        raise ReadError("la pagina non contiene testo: controllare l'indirizzo o il file") from error
    too_deep = any("xcessive depth" in each.message for each in parser.error_log)
    return parse(_flattened(source), again=False) if too_deep and again else tree


def _flattened(source: str) -> str:
    """The page without the elements that nest: a parser gives up at 256 levels, and the words below are lost."""
    return _NESTING.sub(" ", _CODE.sub(" ", source))


def _cascade(tree: Any) -> Iterator[Any]:
    """The main text as a tree, one attempt after the other; each works on a copy, trafilatura prunes what it gets."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    pruned = deepcopy(tree)
    prune(pruned)
    own = deepcopy(pruned)
    wrap_loose(own)
    # Its rescue (jusText) takes time by the square of the pieces: 8 s for 18,000, while 0.2 s is usual.
    fast = sum(1 for _ in pruned.iter()) > _MANY
    for recall in (False, True):
        document = bare_extraction(
            deepcopy(pruned),
            fast=fast,
            include_comments=False,
            include_tables=True,
            favor_recall=recall,
            with_metadata=False,
        )
        if document is not None and document.body is not None:
            if keep_main(main := deepcopy(own), document.body):
                yield main
            elif _letters(own) == _letters(document.body):
                # Its rescue of a short page put heading and text into one paragraph: the page itself keeps them apart.
                yield from own.xpath("//body")
            yield document.body
    yield from _whole(deepcopy(pruned))
    yield from _whole(tree)


def _letters(tree: Any) -> str:
    """What stands between a tree's tags, without spaces, without its head."""
    return "".join("".join(tree.xpath("descendant-or-self::body//text()")).split())


def _whole(tree: Any) -> Iterator[Any]:
    """Every word of the page but its menus; the tree is changed in place."""
    for clutter in tree.xpath(_MENUS):
        if clutter.getparent() is not None:
            clutter.drop_tree()
    yield tree
