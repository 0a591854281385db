"""Pure: the pages within "documents", their addresses and the row of links between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from ui.locales.documents import documents_strings
from ui.render import esc
from ui.shell import Seen, links_html

Tab = Literal["browse", "overview", "compare", "timeline"]

TAILS: Final[Mapping[Tab, Mapping[str, str]]] = {
    "browse": {"it": "", "fr": "", "en": ""},
    "overview": {"it": "panorama", "fr": "apercu", "en": "overview"},
    "compare": {"it": "confronta", "fr": "comparer", "en": "compare"},
    "timeline": {"it": "cronologia", "fr": "chronologie", "en": "timeline"},
}


def to(seen: Seen, tab: Tab) -> str:
    """The path of one of the pages in the reader's language, not yet escaped."""
    return seen.to("documents", TAILS[tab][seen.strings.code])


def tabs_html(seen: Seen, here: Tab | None) -> str:
    """The row of links; ``here`` is the page that is open."""
    said = documents_strings(seen.strings.code)
    return links_html("tabs", said.tabs_label, [(to(seen, tab), said.tabs[tab], tab == here) for tab in TAILS])


def pager_html(page: int, pages: int, to_page: Callable[[int], str], seen: Seen) -> str:
    """The way to the page before and after; nothing where there is one only. ``to_page`` gives a page's address."""
    if pages < 2:
        return ""
    said = documents_strings(seen.strings.code)

    def turn(number: int, words: str, rel: str) -> str:
        if not 1 <= number <= pages:
            return ""
        return f'<a class="button" rel="{rel}" href="{esc(to_page(number))}">{esc(words)}</a>'

    return (
        f'<nav class="pager" aria-label="{esc(said.pages)}">{turn(page - 1, said.back, "prev")}'
        f"<span>{esc(said.page_of.format(page=page, pages=pages))}</span>{turn(page + 1, said.on, 'next')}</nav>"
    )
