"""Pure: the frame of a report: one file with its own style, no script, nothing loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Where the service shows a report, this is its policy: nothing but what is in the file.
POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_STYLE: Final = Path(__file__).with_name("report.css")


def esc(text: object) -> str:
    """Text as HTML that shows exactly that text; control characters and those that turn the direction are dropped."""
    return escape(_CONTROL.sub("", str(text)), quote=True)


def paragraph(text: str, css: str = "text") -> str:
    """A paragraph; nothing where there is nothing to say."""
    return f'<p class="{css}">{esc(text)}</p>' if text else ""


def page(language: str, title: str, head: str, body: str, foot: str) -> str:
    """A whole page; ``head``, ``body`` and ``foot`` are markup."""
    style = _STYLE.read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f"<title>{esc(title)} · Regesto</title><style>{style}</style></head>"
        f"<body><header>{head}</header><main>{body}</main><footer>{foot}</footer></body></html>\n"
    )


def section(name: str, title: str, body: str) -> str:
    """A part of the page with its heading, to be linked to; nothing where it holds nothing."""
    return f'<section id="{name}"><h2>{esc(title)}</h2>{body}</section>' if body else ""


def table(columns: Sequence[str], rows: Sequence[str], caption: str, words: int = 1) -> str:
    """A table of rows that are markup, the first ``words`` columns of words; it scrolls by itself where it is wide."""
    head = "".join(
        f'<th scope="col"{"" if at < words else " class=n"}>{esc(name)}</th>' for at, name in enumerate(columns)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{esc(caption)}"><table>'
        f'<caption class="hidden">{esc(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def row(head: str, cells: Sequence[str], meaning: str = "") -> str:
    """A row of a table: its head in words, under it what it means, and cells of numbers."""
    under = f"<span>{esc(meaning)}</span>" if meaning else ""
    numbers = "".join(f'<td class="n">{esc(cell)}</td>' for cell in cells)
    return f'<tr><th scope="row">{esc(head)}{under}</th>{numbers}</tr>'


def figure(svg: str, caption: str, key: str = "") -> str:
    """A plot with what it shows, and the key to its colours."""
    return f"<figure><figcaption>{esc(caption)}</figcaption>{key}{svg}</figure>"


def key_of(parts: Sequence[tuple[str, str]]) -> str:
    """The key to the colours: the class and the words of each."""
    return f'<ul class="key">{"".join(f"<li><i class={css}></i>{esc(words)}</li>" for css, words in parts)}</ul>'
