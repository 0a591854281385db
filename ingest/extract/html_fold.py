"""Accordions, tabs and details: text that a page hides until somebody opens it belongs to the page.

What folds is told by what opens it: ``aria-controls``, ``data-target`` or a link to the panel's id. Buttons that name a
panel become its heading.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.extract.compose import clean

_PANEL = re.compile(
    r"\b(?:accordion|collaps\w*|collapsible|tab-?pane|tab-?panel|tabs?-?content|faq|spoiler|toggle-content|readmore|read-more)",
    re.IGNORECASE,
)
_MENU = re.compile(r"nav|menu|header|footer|dialog|modal|cookie|search", re.IGNORECASE)
_FEWEST = 40  # characters of a panel; below that it is a label or a button
_LONGEST_NAME = 200  # characters of what names a panel


def unfold(tree: Any) -> None:
    """Make every panel visible and every opener a heading, in place."""
    controls = _controls(tree)
    for panel in list(tree.xpath("//*[@id or @role='tabpanel' or @class]")):
        opener = controls.get(panel.get("id") or "")
        named = panel.get("role") == "tabpanel" or _PANEL.search(panel.get("class") or "")
        if (opener is None and not named) or panel.tag in ("a", "button", "body", "html", "nav", "table", "ul", "ol"):
            continue
        if _in_menu(panel) or len(_words(panel)) < _FEWEST:
            continue
        _show(panel)
        if opener is not None:
            _name(panel, opener)
    for button in list(tree.iter("button")):
        if any(above.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt") for above in button.iterancestors()):
            button.tag = "span"


def _controls(tree: Any) -> dict[str, Any]:
    """What opens each id: the first button or link that names it."""
    controls: dict[str, Any] = {}
    for element in tree.xpath(
        "//*[@aria-controls or @data-target or @data-bs-target or @aria-expanded or @role='tab']"
    ):
        for attribute in ("aria-controls", "data-bs-target", "data-target", "href"):
            target = (element.get(attribute) or "").lstrip("#").strip()
            if target:
                controls.setdefault(target, element)
                break
    return controls


def _in_menu(panel: Any) -> bool:
    for element in (panel, *panel.iterancestors()):
        if element.tag in ("nav", "header", "footer", "dialog", "menu"):
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        if element.tag not in ("body", "html") and _MENU.search(names) and not _PANEL.search(names):
            return True
    return False


def _show(panel: Any) -> None:
    for element in (panel, *panel.iterdescendants("div", "section")):
        if element is panel or _PANEL.search(element.get("class") or ""):
            for attribute in ("hidden", "aria-hidden", "style", "class"):
                element.attrib.pop(attribute, None)


def _name(panel: Any, opener: Any) -> None:
    """Turn the opener into the panel's heading, unless it stands in one, or the panel begins with one."""
    from lxml.html import Element

    words = _words(opener)
    if not words or len(words) > _LONGEST_NAME or opener in panel.iterdescendants():
        return
    if any(above.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt") for above in opener.iterancestors()):
        return
    first = next(iter(panel.iterdescendants("h2", "h3", "h4", "h5", "h6", "p", "li")), None)
    if first is None or first.tag in ("p", "li"):
        heading = Element("summary")
        heading.text = words
        heading.tail, panel.text = panel.text, None
        panel.insert(0, heading)
    if opener.getparent() is not None:
        opener.drop_tree()


def _words(element: Any) -> str:
    return clean(" ".join(element.itertext()))
