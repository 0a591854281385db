"""Pure: what stands around an answer: its question, what is there before it, the page's head and foot, notices."""

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


def exchange_html(question: str, body: str, strings: Strings, limits: str = "", *, growing: bool = False) -> str:
    """One question, what its search was limited to ("" for nothing), what came of it; ``growing``: more is to come."""
    asked = esc(question).replace("\n", "<br>")
    busy = ' aria-busy="true"' if growing else ""
    return (
        f'<article class="exchange"{busy}><h2 class="question" tabindex="-1"><span class="label">'
        f"{esc(strings.you_asked)}</span> "
        f'<span class="words" dir="auto">{asked}</span></h2>{line("limits", limits)}{body}</article>'
    )


def waiting_html(strings: Strings) -> str:
    """What stands under a question until its first words arrive."""
    return f'<p class="waiting"><span class="dots" aria-hidden="true"></span>{esc(strings.searching)}</p>'


def error_html(message: str, strings: Strings) -> str:
    """A question that could not be answered, and why."""
    return f'<section class="panel error"><h3>{esc(strings.error_title)}</h3><p>{esc(message)}</p></section>'
