"""Pure: what stands around the content of every page that is not the chat: head, pages, languages, foot.

These pages are drawn on the server: they work with the keyboard and without script, print, can be linked to and come at
once. Gradio draws the chat, where things change while they are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ui.locales import strings_for
from ui.locales.site import site_strings
from ui.places import Place, address
from ui.render import esc, line
from ui.strings import LANGUAGES, Strings


@dataclass(frozen=True, slots=True)
class Seen:
    """How a page is asked for: in which language, where the server's root is, which place, what follows its name.

    ``tail`` and ``query`` are kept when the language is changed; ``version`` is that of styles and scripts; ``public``
    the address the service is known by, put in front of permalinks ("" where it has none); ``form`` what was sent.
    """

    strings: Strings
    place: Place
    root: str = ""
    tail: str = ""
    query: str = ""
    version: str = ""
    public: str = ""
    form: Mapping[str, str] = field(default_factory=dict)

    def to(self, place: Place, tail: str = "") -> str:
        """The path of another page in the same language, not yet escaped."""
        return address(place, self.strings.code, tail, self.root)


def nav_html(strings: Strings, here: Place | None, root: str = "") -> str:
    """The pages of the site, the one that is open marked."""
    said = site_strings(strings.code)
    links = [(address(place, strings.code, root=root), words, place == here) for place, words in said.places.items()]
    return links_html("pages", said.pages, links)


def links_html(css: str, label: str, links: Iterable[tuple[str, str, bool]]) -> str:
    """A named row of links: the address of each (not yet escaped), its words, whether it is the page that is open."""
    row = "".join(
        f'<a href="{esc(path)}"{" aria-current=page" if here else ""}>{esc(words)}</a>' for path, words, here in links
    )
    return f'<nav class="{css}" aria-label="{esc(label)}">{row}</nav>'


def page_html(seen: Seen, title: str, body: str, *, styles: Sequence[str] = (), scripts: Sequence[str] = ()) -> str:
    """A whole page. ``body`` is markup, escaped already; ``styles`` and ``scripts`` name files of ``ui/static``."""
    strings, said = seen.strings, site_strings(seen.strings.code)
    linked = "".join(_style(seen, name) for name in ("site.css", *styles)) + "".join(
        f'<script src="{esc(seen.root)}/static/{name}?v={seen.version}" defer></script>' for name in scripts
    )
    return (
        f'<!doctype html><html lang="{strings.code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{esc(title)} · Regesto</title>'
        f'<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<link rel="icon" href="{esc(seen.root)}/favicon.ico">{linked}</head><body class="{seen.place}">'
        f'<header class="site"><a class="skip" href="#content">{esc(said.skip)}</a>'
        f'<a class="name" href="{esc(seen.to("chat"))}">Regesto</a>'
        f"{nav_html(strings, seen.place, seen.root)}{_languages(seen)}</header>"
        f'<main id="content" tabindex="-1">{body}</main>'
        f'<footer class="site">{line("", strings.footer)}</footer></body></html>'
    )


def _style(seen: Seen, name: str) -> str:
    return f'<link rel="stylesheet" href="{esc(seen.root)}/static/{name}?v={seen.version}">'


def _languages(seen: Seen) -> str:
    query = f"?{seen.query}" if seen.query else ""
    links = "".join(
        f'<a href="{esc(address(seen.place, code, seen.tail, seen.root) + query)}" lang="{code}" hreflang="{code}"'
        f"{' aria-current=true' if code == seen.strings.code else ''}>{esc(strings_for(code).name)}</a>"
        for code in LANGUAGES
    )
    return f'<nav class="languages" aria-label="{esc(seen.strings.language_label)}">{links}</nav>'


def problem_page(seen: Seen, title: str, reason: str) -> str:
    """A page that says what is wrong and leads to the chat."""
    said = site_strings(seen.strings.code)
    back = f'<p><a href="{esc(seen.to("chat"))}">{esc(said.back)}</a></p>'
    return page_html(seen, title, f'<section class="problem"><h1>{esc(title)}</h1>{line("", reason)}{back}</section>')
