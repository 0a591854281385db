"""What a page's structure says is no text of it: menus, share buttons, crumbs, hidden parts, dialogs, comment boxes.

And the other way round: folded accordions and tabs, which are hidden only until somebody opens them, are unfolded, and
elements that trafilatura throws away by their name alone (``time`` in a sentence, ``form`` round a whole page,
``aside`` with prose) get a plain name. Only roles, names of elements, generic class words and link targets are looked
at; what repeats across a site is found later, by its repetition.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.extract.compose import clean
from ingest.extract.html_fold import unfold
from ingest.extract.html_share import drop, drop_crumbs, drop_file_sizes, drop_shares

_GONE = (
    "script", "style", "template", "svg", "canvas", "audio", "video", "object", "embed", "applet", "input", "select",
    "textarea", "datalist", "progress", "meter", "dialog", "map", "link", "meta", "base", "menuitem", "marquee",
)  # fmt: skip
_PLAIN = {"time": "span", "ins": "span", "label": "span", "data": "span", "output": "span", "noindex": "div"}
_ROLES = {
    "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tooltip",
    "progressbar", "status", "alert",
}  # fmt: skip
# Words of class or id that say the same in every content management system; whole words, not parts of words.
_CLUTTER = re.compile(
    r"^(?:share|sharing|shares|sharebar|addtoany|social|socials|breadcrumbs?|cookies?|gdpr|consent|newsletter|disqus|"
    r"comments|commentlist|advert|adverts|advertising|advertisement|ads|sponsored|paywall|pager|pagination|paginator|skiplinks?|"
    r"documentactions|documentbyline|documentmodified|lastmodified|feedback|rating|valutazione|related|correlati|recirculation)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOR_THE_EAR = {
    "visually-hidden",
    "sr-only",
    "screen-reader-text",
    "hiddenstructure",
    "element-invisible",
    "visuallyhidden",
}
_MOST_OF_PAGE = 0.4  # no element with this share of the page's words is dropped for its class or role
_PROSE = 200  # characters of sentences from which an aside, a form, a fieldset holds text


def prune(tree: Any) -> None:
    """Take out of the tree, in place, what is no text of the page; unfold what is folded."""
    for name in _GONE:
        for element in tree.xpath(f"//{name}"):
            drop(element)
    for element in list(tree.iter("noscript")):  # a page whose tags are crossed may stand in one as a whole
        if len(prose_in(element)) < _PROSE:
            drop(element)
        else:
            element.tag = "div"
    unfold(tree)
    total = max(len(words_of(tree)), 1)
    _drop_hidden(tree, total)
    drop_shares(tree)
    drop_crumbs(tree)
    drop_file_sizes(tree)
    for element in list(tree.iter("nav", "header", "footer", "menu", "button", *_BOXES)):
        if _is_clutter(element) and not _is_much(element, total) and element.getparent() is not None:
            drop(element)
    _rename(tree)


_BOXES = (
    "div",
    "section",
    "aside",
    "ul",
    "ol",
    "p",
    "form",
    "span",
    "details",
    "table",
    "dl",
    "article",
    "a",
    "figure",
)


def words_of(element: Any) -> str:
    """All words in an element, on one line."""
    return clean(" ".join(element.itertext()))


def _is_much(element: Any, total: int) -> bool:
    """Whether an element holds so much of the page that its class can't be meant that way."""
    return len(words_of(element)) > _MOST_OF_PAGE * total


def _drop_hidden(tree: Any, total: int) -> None:
    """Drop what nobody sees: hidden for good, or said to screen readers only (except headings, they name sections)."""
    for element in tree.xpath("//*[@hidden or @aria-hidden='true' or @style or @class]"):
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        spoken = not _FOR_THE_EAR.isdisjoint((element.get("class") or "").lower().split())
        if spoken and (element.tag in ("h1", "caption", "table") or len(words_of(element)) > 80):
            continue
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        if (spoken or hidden or _HIDDEN_STYLE.search(element.get("style") or "")) and not _is_much(element, total):
            drop(element)


def _is_clutter(element: Any) -> bool:
    """Whether name, role or class of an element say that it is no text of the page."""
    if element.tag in ("nav", "menu", "button"):
        return True
    if element.get("role") in _ROLES and element.find(".//h1") is None:
        return True
    outer = not any(above.tag in ("article", "main", "blockquote", "section") for above in element.iterancestors())
    if element.tag == "footer" and outer:
        return True
    if element.tag == "header":
        return outer and element.find(".//h1") is None and element.find(".//p") is None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(_CLUTTER.match(word) for name in names.split() for word in (name, *_WORDS.findall(name)))


def _rename(tree: Any) -> None:
    """Give plain names to elements that hold text and would be thrown away for their names."""
    for element in list(tree.iter(*_PLAIN)):
        element.tag = _PLAIN[element.tag]
    for cell in tree.iter("td", "th"):
        for attribute in ("colspan", "rowspan"):
            if not (cell.get(attribute) or "1").strip().isdecimal() or len(cell.get(attribute) or "") > 2:
                cell.attrib.pop(attribute, None)  # trafilatura lays out as many cells as are asked for
    for element in list(tree.iter("form", "aside", "fieldset")):
        if len(prose_in(element)) >= _PROSE:
            element.tag = "div"


def prose_in(element: Any) -> str:
    """The sentences in an element's paragraphs, items and cells that are no links."""
    pieces = [words_of(each) for each in element.iter("p", "li", "td", "dd") if link_share(each) < 0.4]
    return " ".join(piece for piece in pieces if len(piece) > 60)


def link_share(element: Any) -> float:
    """How much of an element's words are links, 0 to 1."""
    whole = len(words_of(element))
    linked = sum(len(words_of(link)) for link in element.iter("a") if link.get("href"))
    return linked / whole if whole else 0.0
