"""Pure: the pages within "start here", their addresses, and the row of links between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from ui.locales.start import start_strings
from ui.render import esc
from ui.shell import Seen, links_html

Step = Literal["questions", "who", "glossary", "quiz"]
# Where ``start.js`` asks to be told that a page is ready.
WAITING: Final = "pronta"

TAILS: Final[Mapping[Step, Mapping[str, str]]] = {
    "questions": {"it": "", "fr": "", "en": ""},
    "who": {"it": "chi", "fr": "qui", "en": "who"},
    "glossary": {"it": "glossario", "fr": "glossaire", "en": "glossary"},
    "quiz": {"it": "prova", "fr": "quiz", "en": "check"},
}


def to(seen: Seen, step: Step) -> str:
    """The path of one of the pages in the reader's language, not yet escaped."""
    return seen.to("start", TAILS[step][seen.strings.code])


def head_html(seen: Seen, here: Step, title: str, lead: str) -> str:
    """The row of links, the heading and what the page is for."""
    said = start_strings(seen.strings.code)
    tabs = links_html("tabs", said.tabs_label, [(to(seen, step), said.tabs[step], step == here) for step in TAILS])
    return f'{tabs}<h1>{esc(title)}</h1><p class="lead">{esc(lead)}</p>'


def state_html(seen: Seen, part: Step, *, ready: bool, failed: bool) -> str:
    """What is said where there is nothing (yet) to show; "" where there is."""
    said = start_strings(seen.strings.code)
    if failed and not ready:
        return f'<p class="banner alarm">{esc(said.failed)}</p>'
    return "" if ready else waiting_html(seen, part, said.preparing)


def waiting_html(seen: Seen, part: Step, words: str) -> str:
    """That something is being prepared, with the way to look again; ``start.js`` says when it is ready."""
    said = start_strings(seen.strings.code)
    where = f"{seen.to('start', WAITING)}?part={part}"
    return (
        f'<p class="banner" role="status" data-wait="{esc(where)}" data-ready="{esc(said.prepared)}">'
        f'<span>{esc(words)}</span> <a href="{esc(to(seen, part))}">{esc(said.reload)}</a></p>'
    )
