"""Pure: what can be done with an answer: copied, linked to, saved, judged, told to the office.

``ui/static/thread.js`` does it: it finds the buttons by ``data-do`` and the answer by ``data-answer``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from urllib.parse import urlencode

from rag.types import Answer
from ui.copying import answer_text
from ui.locales.chat import ChatStrings, chat_strings
from ui.render import esc
from ui.strings import Strings


def deeds_html(answer: Answer, strings: Strings, *, kept: bool, base: str = "..") -> str:
    """The buttons under a whole answer.

    ``kept``: the answer is a row of the log, so it has an address, can be saved and judged. ``base`` leads from the
    page to the root of the service.
    """
    said = chat_strings(strings.code)
    name = str(answer.id) if kept and answer.id is not None else ""
    row = _button("copy", said.copy, answer_text(answer, strings))
    office = judging = form = ""
    if name:
        refused = answer.status == "refused"
        row += _button("link", said.copy_link, f"../a/{name}") + save_html((name,), said.save, strings, base)
        office, judging = (_office(said), "") if refused else ("", _judging(said))
        form = _comment(name, said.tell_note if refused else said.comment, said)
    return (
        f'<div class="deeds" data-answer="{esc(name)}">{office}<div class="row" role="group" '
        f'aria-label="{esc(said.deeds)}">{row}{judging}</div>{form}</div>'
    )


def _button(deed: str, words: str, text: str) -> str:
    return f'<button type="button" data-do="{deed}" data-text="{esc(text)}">{esc(words)}</button>'


def save_html(names: Sequence[str], words: str, strings: Strings, base: str = "..") -> str:
    """The files that answers with these ids can be saved as, folded under a word."""
    links = ""
    for form, shown in chat_strings(strings.code).formats.items():
        query = urlencode({"ids": ",".join(names), "format": form, "lang": strings.code}, safe=",")
        links += f'<li><a href="{esc(f"{base}/export?{query}")}">{esc(shown)}</a></li>'
    return f'<details class="save"><summary>{esc(words)}</summary><ul>{links}</ul></details>'


def _judging(said: ChatStrings) -> str:
    return "".join(
        f'<button type="button" data-do="{deed}" aria-pressed="false"><span aria-hidden="true">{sign}</span> '
        f"{esc(words)}</button>"
        for deed, words, sign in (("up", said.useful, "▲"), ("down", said.not_useful, "▼"))
    )


def _office(said: ChatStrings) -> str:
    return (
        f'<div class="office"><button type="button" data-do="tell">{esc(said.tell_office)}</button>'
        f'<p class="hint">{esc(said.tell_hint)}</p><p class="told" hidden>{esc(said.told)}</p></div>'
    )


def _comment(name: str, label: str, said: ChatStrings) -> str:
    """The field for a comment, shown once an answer is judged or told to the office."""
    box = f"comment-{esc(name)}"
    return (
        f'<form class="comment" hidden><label for="{box}">{esc(label)}</label>'
        f'<p class="hint" id="{box}-hint">{esc(said.comment_hint)}</p>'
        f'<textarea id="{box}" maxlength="2000" rows="2" aria-describedby="{box}-hint"></textarea>'
        f'<button type="submit">{esc(said.send)}</button></form>'
    )


def following_html(texts: Sequence[str], turn: int, strings: Strings) -> str:
    """What else may be asked after the ``turn``-th answer (from 1) of the conversation; "" for nothing."""
    if not texts:
        return ""
    chips = "".join(f'<li><button type="button" data-ask="{esc(text)}">{esc(text)}</button></li>' for text in texts)
    name = esc(chat_strings(strings.code).follow_ups)
    return f'<section class="offered" data-turn="{turn}"><h3>{name}</h3><ul>{chips}</ul></section>'


def spoken_html(strings: Strings) -> str:
    """What the script needs on a page: its words, the live region it speaks through, the way to copy by hand."""
    said = chat_strings(strings.code)
    words = {name: value for name, value in asdict(said).items() if name.startswith(_SPOKEN)}
    return (
        f'<div id="words" hidden data-words="{esc(json.dumps(words, ensure_ascii=False))}"></div>'
        f'<div id="spoken" role="status"></div><dialog id="by-hand" aria-labelledby="by-hand-title">'
        f'<h2 id="by-hand-title">{esc(said.by_hand)}</h2><p id="by-hand-hint">{esc(said.by_hand_hint)}</p>'
        f'<textarea rows="8" readonly aria-labelledby="by-hand-title" aria-describedby="by-hand-hint"></textarea>'
        f'<form method="dialog"><button>{esc(said.close)}</button></form></dialog>'
    )


_SPOKEN = ("copied", "thanks", "taken_back", "not_", "history_", "toast_")


def history_html(strings: Strings) -> str:
    """The conversations kept in this browser: the button that opens them, and the closed window that lists them."""
    said = chat_strings(strings.code)
    return (
        f'<button type="button" id="history-open" aria-haspopup="dialog">{esc(said.history)}</button>'
        f'<dialog id="history" aria-labelledby="history-title"><div class="bar"><h2 id="history-title">'
        f'{esc(said.history)}</h2><button type="button" data-close="history">{esc(said.close)}</button></div>'
        f'<p class="stays">{esc(said.history_stays)}</p>'
        f'<p class="refused" id="history-refused" hidden>{esc(said.history_refused)}</p>'
        f'<div id="history-find"><label for="history-search">{esc(said.history_search)}</label>'
        f'<input type="search" id="history-search" autocomplete="off" maxlength="200"></div>'
        f'<p id="history-said" role="status"></p><ul id="history-list"></ul><p id="history-none"></p>'
        f'<div class="end"><button type="button" id="history-all">{esc(said.history_delete_all)}</button>'
        f'<div id="history-sure" role="group" aria-labelledby="history-sure-text" hidden>'
        f'<p id="history-sure-text">{esc(said.history_sure)}</p>'
        f'<button type="button" id="history-yes" class="alarm">{esc(said.history_yes)}</button> '
        f'<button type="button" id="history-no">{esc(said.history_no)}</button></div></div></dialog>'
    )
