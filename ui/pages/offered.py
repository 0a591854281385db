"""The questions the chat offers: examples for each kind of reader on arrival, and what may follow an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from ui.conversation import Chat
from ui.deeds import following_html
from ui.locales.chat import chat_strings
from ui.proposing import SHOWN
from ui.render import esc
from ui.restoring import Conversation
from ui.strings import Strings

_QUIETLY: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
# How long a page waits for the examples of a library that has just changed, and between two looks, in seconds.
_PATIENCE: Final = 30.0
_EVERY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Offered:
    """The examples: the whole, and for each kind of reader a column with its chips."""

    whole: Any
    columns: Mapping[str, Any]
    by_persona: Mapping[str, tuple[Any, ...]]

    @property
    def chips(self) -> list[Any]:
        """All chips, in the order of the page."""
        return list(chain.from_iterable(self.by_persona.values()))

    @property
    def parts(self) -> list[Any]:
        """What ``shown`` changes, in its order."""
        return [self.whole, *chain.from_iterable((self.columns[name], *self.by_persona[name]) for name in self.columns)]


@dataclass(frozen=True, slots=True)
class Following:
    """What else may be asked: hidden here, put under the answer by ``ui/static/thread.js``, which presses ``put``."""

    html: Any
    put: Any
    asked: Any


def lay_out(gr: Any, strings: Strings) -> Offered:
    """The examples, hidden until there are some."""
    columns, by_persona = {}, {}
    with gr.Column(elem_id="examples", visible=False) as whole:
        gr.HTML(f"<h2>{esc(strings.examples)}</h2>", apply_default_css=False)
        for persona, name in chat_strings(strings.code).personas.items():
            with gr.Column(elem_classes="persona", visible=False) as columns[persona]:
                gr.HTML(f"<h3>{esc(name)}</h3>", apply_default_css=False)
                by_persona[persona] = tuple(_chip(gr) for _ in range(SHOWN))
    return Offered(whole, columns, by_persona)


def lay_out_following(gr: Any, strings: Strings) -> Following:
    """What else may be asked; nothing yet."""
    html = gr.HTML(elem_id="following", apply_default_css=False)
    put = gr.Button(strings.ask, elem_id="put", visible="hidden")
    return Following(html, put, gr.Textbox(elem_id="asked", visible="hidden"))


def _chip(gr: Any) -> Any:
    return gr.Button("", elem_classes="chip", visible=False)


def shown(gr: Any, chat: Chat) -> list[Any]:
    """The examples as they are known at this moment."""
    found = chat.examples()
    updates = [gr.update(visible=bool(found))]
    for persona in chat_strings(chat.strings.code).personas:
        texts = found.get(persona, ())
        updates += [gr.update(visible=bool(texts)), *_filled(gr, texts, SHOWN)]
    return updates


def _filled(gr: Any, texts: tuple[str, ...], count: int) -> list[Any]:
    some = (*texts, *[""] * count)[:count]
    return [gr.update(value=text, visible=bool(text)) for text in some]


def wire(gr: Any, come: Any, chat: Chat, examples: Offered) -> None:
    """Examples that were not known yet on arrival come as soon as they are; the page is whole without them."""

    async def later() -> list[Any]:
        # asynchronous: a page that waits takes no thread from those that ask
        for _ in range(int(_PATIENCE / _EVERY)):
            if chat.proposing.ready(chat.strings.code):
                break
            await asyncio.sleep(_EVERY)
        return shown(gr, chat)

    come.then(later, None, examples.parts, concurrency_limit=None, **_QUIETLY)


def wire_following(gr: Any, event: Any, chat: Chat, following: Following, asked: list[Any]) -> None:
    """After an answer is on the page: what else may be asked."""

    def follow(talk: Conversation, *values: str | None) -> str:
        texts = chat.follow_ups(talk, chat.filters.chosen(values))
        return following_html(texts, len(talk), chat.strings)

    event.then(follow, asked, following.html, concurrency_limit=4, concurrency_id="following", **_QUIETLY)
