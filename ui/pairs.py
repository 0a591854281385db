"""Pure: two wordings side by side, the words that differ marked, figures and dates among them marked more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.months import MONTHS
from rag.wording import words_changed
from ui.locales.documents import DocumentsStrings
from ui.render import esc

Span = tuple[int, int]
_TAGS: Final = {"old": "del", "new": "ins"}


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a text; ``place`` is markup that says where they stand, escaped already."""

    text: str
    place: str = ""


def pair_html(old: Sequence[Words], new: Sequence[Words], said: DocumentsStrings) -> str:
    """One row: what stood before on the left, what stands now on the right.

    One sentence on each side is one that was altered: the words that differ are marked. Else the left was removed and
    the right added.
    """
    spans: tuple[list[Span], list[Span]] = ([], [])
    altered = len(old) == len(new) == 1
    if altered:
        changes = words_changed(old[0].text, new[0].text)
        spans = [each.old for each in changes if each.old], [each.new for each in changes if each.new]
    left = _cell("old", old, spans[0], said.before, said.absent_before)
    right = _cell("new", new, spans[1], said.after, said.absent_after)
    return f'<div class="pair{" altered" if altered else " apart"}">{left}{right}</div>'


def apart_html(old: Sequence[Words], new: Sequence[Words], said: DocumentsStrings) -> str:
    """Rows of what was removed and what was added, neither being a wording of the other; "" where there is neither."""
    if len(old) == len(new) == 1:
        return pair_html(old, (), said) + pair_html((), new, said)
    return pair_html(old, new, said) if old or new else ""


def _cell(side: str, words: Sequence[Words], spans: Sequence[Span], label: str, absent: str) -> str:
    name = f"<strong>{esc(label)}</strong>"
    if not words:
        return f'<div class="{side} none"><p class="side">{name} · {esc(absent)}</p></div>'
    parts = [
        f'<p class="words">{marked(each.text, spans, _TAGS[side])}'
        f"{f' <span class={chr(34)}at{chr(34)}>{each.place}</span>' if each.place else ''}</p>"
        for each in words
    ]
    return f'<div class="{side}"><p class="side">{name}</p>{"".join(parts)}</div>'


def marked(text: str, spans: Sequence[Span], tag: str) -> str:
    """The text with some spans of it in a tag ("del" or "ins"); those that hold a figure or a month have a class."""
    parts, done = [], 0
    for start, end in spans:
        words = text[start:end]
        telling = any(sign.isdigit() for sign in words) or any(word in MONTHS for word in words.lower().split())
        css = ' class="figure"' if telling else ""
        parts.append(f"{esc(text[done:start])}<{tag}{css}>{esc(words)}</{tag}>")
        done = end
    return "".join(parts) + esc(text[done:])
