"""Pure: what stands around an answer: the page's head and foot, and notices about the whole page."""

from __future__ import annotations

from rag.types import Mode
from ui.locales import strings_for
from ui.render import esc, line
from ui.shell import nav_html
from ui.strings import LANGUAGES, Strings


def header_html(strings: Strings, mode: Mode) -> str:
    """The page's head: name, purpose, the mode that is on, and the other languages."""
    links = " ".join(_language_link(code, current=code == strings.code) for code in LANGUAGES)
    mode_line = strings.mode_generative if mode == "generative" else strings.mode_extractive
    return (
        f'<header class="masthead"><a class="skip" href="#question">{esc(strings.skip_link)}</a>'
        f'<div class="brand"><h1>Regesto</h1>{line("tagline", strings.tagline)}</div>'
        f'<nav class="languages" aria-label="{esc(strings.language_label)}">{links}</nav>{nav_html(strings, "chat")}'
        f"{line('intro', strings.intro)}{line('mode', mode_line)}</header>"
    )


def _language_link(code: str, current: bool) -> str:
    here = ' aria-current="page"' if current else ""
    return f'<a href="/{code}/" lang="{code}" hreflang="{code}"{here}>{esc(strings_for(code).name)}</a>'


def footer_html(strings: Strings) -> str:
    """The page's foot: what an answer is worth."""
    return f'<footer class="foot">{line("", strings.footer)}</footer>'


def notice_html(message: str) -> str:
    """A remark about the whole page (the library is empty, it can't be opened); nothing where there is none."""
    return f'<div role="status">{line("notice", message)}</div>' if message else ""
