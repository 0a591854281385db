"""The panel that shows a citation's source beside the answer: a frame with the source's own page (``/d/…``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ui.locales.source import source_strings
from ui.render import esc
from ui.strings import Strings

_STATIC: Final = Path(__file__).parents[1] / "static"
# Linked, not given to Gradio as the rest of the style is: it rewrites the rules inside media queries so that they hold
# within its own container only.
HEAD: Final = (
    '<link rel="stylesheet" href="../static/beside.css">'
    '<script src="../static/thread.js" defer></script><script src="../static/history.js" defer></script>'
)


def lay_out(gr: Any, strings: Strings) -> None:
    """Put the closed panel on the page."""
    gr.HTML(panel_html(strings), elem_id="beside", apply_default_css=False)


def panel_html(strings: Strings) -> str:
    """The closed panel."""
    said = source_strings(strings.code)
    return (
        f'<div id="beside-panel" role="dialog" aria-label="{esc(said.panel)}" hidden><div class="bar">'
        f'<span>{esc(said.source)} <span class="number"></span></span><span class="title"></span>'
        f'<a class="whole" href="#" target="_blank">{esc(said.whole_page)}</a>'
        f'<button type="button" aria-label="{esc(said.close)}" title="{esc(said.close)}">✕</button></div>'
        f'<iframe title="{esc(said.panel_frame)}"></iframe></div>'
    )


def script() -> str:
    """The function that makes citations open the panel, run when the page has loaded."""
    return (_STATIC / "beside.js").read_text("utf-8")
