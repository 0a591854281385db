"""Lists of addresses: sitemaps, sitemap indexes, RSS and Atom feeds; broken ones as far as they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ingest.addresses import joined
from ingest.unpack import expanded
from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST: Final = 50_000  # addresses in one list: the limit of the sitemap protocol


@dataclass(frozen=True, slots=True)
class Listing:
    """Pages and further lists that a list names; ``broken`` says that its XML had to be mended."""

    pages: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    broken: bool = False


def list_kind(content: bytes) -> str | None:
    """What kind of list these bytes begin like (sitemap, feed); None where they are something else."""
    head = content[:2000].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return None
    if b"<urlset" in head or b"<sitemapindex" in head:
        return "sitemap"
    return "feed" if re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", head) else None


def listing(content: bytes, address: str) -> Listing:
    """Read a sitemap, a sitemap index, a feed or a plain list of addresses (packed or not).

    Raises ReadError when it is none of these.
    """
    content = expanded(content).lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith((b"http://", b"https://")):
        lines = content.decode("utf-8", "replace").splitlines()
        return Listing(_addresses(iter(lines), address))
    root, broken = _root(content)
    name = _name(root)
    if name == "sitemapindex":
        return Listing(lists=_addresses(_texts(root, "loc"), address), broken=broken)
    if name == "urlset":
        return Listing(_addresses(_texts(root, "loc"), address), broken=broken)
    if name in ("rss", "rdf", "feed"):
        return Listing(_addresses(_entries(root), address), broken=broken)
    raise ReadError("non è un feed né una sitemap", "read")


def _root(content: bytes) -> tuple[_Element, bool]:
    """The root element. Nothing is loaded from outside, no entity expanded; a list that defines any is refused."""
    from lxml import etree

    if b"<!ENTITY" in content:
        raise ReadError("l'XML definisce entità: per sicurezza non si legge", "read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"XML illeggibile: {error}", "read") from error
    if root is None:
        raise ReadError("XML illeggibile", "read")
    return root, len(parser.error_log) > 0


def _entries(root: _Element) -> Iterator[str]:
    """The link of each entry: of an Atom entry the page (not the comments, not the feed), of an RSS item its link."""
    for entry in _elements(root, "item", "entry"):
        links = list(_elements(entry, "link"))
        pages = [link for link in links if link.get("href") and link.get("rel", "alternate") == "alternate"]
        if pages:
            yield str(pages[0].get("href"))
        elif texts := [link.text for link in links if link.text and link.text.strip()]:
            yield texts[0]
        else:
            # Without a link, the item's guid is its address unless it says that it is not.
            yield from (
                each.text for each in _elements(entry, "guid") if each.text and each.get("isPermaLink") != "false"
            )


def _texts(root: _Element, name: str) -> Iterator[str]:
    """The texts of the elements with this name, those of a sitemap's images and videos left out."""
    for each in _elements(root, name):
        parent = each.getparent()
        if each.text and (parent is None or _name(parent) in ("url", "sitemap")):
            yield each.text


def _elements(root: _Element, *names: str) -> Iterator[_Element]:
    """Elements by their local names: feeds in the wild get their namespaces wrong."""
    return (each for each in root.iter() if isinstance(each.tag, str) and _name(each) in names)


def _name(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _addresses(texts: Iterator[str], base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        if address := joined(base, text):
            found[address] = None
        if len(found) >= _MOST:
            break
    return tuple(found)
