"""What a crawl needs to know of an HTML page: where it leads, what it calls itself, what it asks of robots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from ingest.addresses import joined

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Bytes that are looked through for links: no page for people is longer, and lxml needs ten times the size in memory.
_LONGEST: Final = 5_000_000
_WORD: Final = re.compile(r"[^\W\d_]+")
_DATE_WORDS: Final = frozenset(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen feb mar apr mag "
    "giu lug ago set ott nov dic lunedì martedì mercoledì giovedì venerdì sabato domenica lun mer gio ven sab dom "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_FEEDS: Final = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Outline:
    """Links (normalised, in order, each once) and what the page says of itself.

    ``heading`` is its title and first heading: two addresses of one page have the same. ``skeleton`` is the hash of its
    words without numbers, months and days: all pages of an empty calendar have the same.
    """

    links: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    canonical: str | None = None
    heading: str = ""
    skeleton: str = ""
    noindex: bool = False


def is_html(content: bytes, media_type: str | None) -> bool:
    """True when this is a page, by its first bytes or else by what the server says.

    Servers say HTML of PDFs, and PDF of the page that says that the PDF is not there.
    """
    head = content[:2000].lower()
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"%pdf-" in head[:1024] or (b"\0" in head and not wide):
        return False
    return b"<html" in head or b"<!doctype html" in head or "html" in (media_type or "").lower()


def outline(content: bytes, media_type: str | None, address: str) -> Outline:
    """Read a page's outline; raises ReadError for bytes that are no text."""
    from lxml import html

    from ingest.extract.decode import decode

    text, _ = decode(content[:_LONGEST], media_type=media_type, markup=True)
    try:
        parser = html.HTMLParser(encoding="utf-8", recover=True, huge_tree=False)
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, AssertionError, _empty_page()):
        return Outline()
    base = joined(address, next(iter(page.xpath("//base/@href")), "")) or address
    wishes = " ".join(page.xpath("//meta[translate(@name,'ROBTS','robts')='robots']/@content")).lower()
    canonical = next(iter(page.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")), None)
    return Outline(
        () if "nofollow" in wishes or "none" in wishes.split() else tuple(_links(page, base)),
        tuple(filter(None, (joined(base, each.get("href", "")) for each in page.xpath("//link[@rel='alternate']")
                            if each.get("type", "").lower() in _FEEDS))),
        joined(base, canonical) if canonical else None,
        "\n".join(" ".join(each.text_content().split()) for each in page.xpath("(//title)[1] | (//h1)[1]")),
        _skeleton(page),
        "noindex" in wishes or "none" in wishes.split(),
    )  # fmt: skip


def _skeleton(page: HtmlElement) -> str:
    words = _WORD.findall(" ".join(page.xpath("//body//text()[not(parent::script or parent::style)]")))
    return sha256(" ".join(each for each in words if each.lower() not in _DATE_WORDS).encode()).hexdigest()[:16]


def _empty_page() -> type[Exception]:
    from lxml.etree import ParserError

    error: type[Exception] = ParserError
    return error


def _links(page: HtmlElement, base: str) -> list[str]:
    """Links, frames and what a refresh leads to; not those the page itself marks as not to be followed."""
    found: list[Any] = page.xpath(
        "//a[@href and not(contains(@rel, 'nofollow'))]/@href | //area/@href | //frame/@src | //iframe/@src"
        " | //link[@rel='next']/@href"
    )
    for each in page.xpath("//meta[translate(@http-equiv,'REFSH','refsh')='refresh']/@content"):
        _, _, target = each.lower().partition("url=")
        if target:
            found.append(each[len(each) - len(target) :].strip(" '\""))
    links = (joined(base, each) for each in found if not each.lstrip().startswith("#"))
    return list(dict.fromkeys(each for each in links if each))
