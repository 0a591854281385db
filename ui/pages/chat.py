"""The chat page: a question, its streamed answer with numbered citations, a source card for each.

The conversation is drawn by ``ui.render``, not by ``gr.Chatbot``: that component repeats each message's raw markup
in an English ``aria-label`` (a screen reader reads the tags aloud) and its sanitiser drops the labels of our links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rag.errors import UsageError
from ui.conversation import Chat
from ui.deeds import history_html, spoken_html
from ui.frame import footer_html, header_html, notice_html
from ui.locales.chat import chat_strings
from ui.pages import beside, filters, offered
from ui.panel import FIELDS
from ui.restoring import Conversation

# People who may be answered at the same moment; Gradio's own default is 1, which makes the others wait in line.
CONCURRENCY: Final = 20
_LONGEST_QUEUE: Final = 200  # beyond that Gradio tells the newcomer that the service is busy
_QUIETLY: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
# A question sent while an answer is being written waits for its end.
_ANSWERING: Final[dict[str, Any]] = {
    "concurrency_limit": CONCURRENCY, "concurrency_id": "answer", "trigger_mode": "always_last", **_QUIETLY,
}  # fmt: skip
# Gradio's frontend writes the browser's language into <html lang>; ours is the page's. The announcer is a
# live region; a question just put (data-begins) brings its answer into view. Gradio's
# accordion does not say whether it is open.
_SETUP: Final = """() => {
  const page = document.documentElement;
  const speak = () => { if (page.lang !== '%s') page.lang = '%s'; };
  new MutationObserver(speak).observe(page, {attributeFilter: ['lang']});
  speak();
  const spoken = document.getElementById('announcement');
  spoken.setAttribute('role', 'status');
  new MutationObserver(() => {
    if (spoken.querySelector('[data-begins]')) document.getElementById('latest').scrollIntoView({block: 'start'});
  }).observe(spoken, {childList: true, subtree: true});
  const row = document.querySelector('#filter-panel > button');
  const unfolded = () => row.setAttribute('aria-expanded', row.classList.contains('open'));
  new MutationObserver(unfolded).observe(row, {attributeFilter: ['class']});
  unfolded();
}"""

# A question in the page's address ("/it/?q=…") is asked, once: the address is then that of the page alone.
_ADDRESSED: Final = "return new URLSearchParams(location.search).get('q') || '';"
_ASK_FROM_ADDRESS: Final = """() => {
  if (!new URLSearchParams(location.search).get('q')) return;
  history.replaceState(null, '', location.pathname);
  document.getElementById('ask').click();
}"""


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that change (Gradio's classes are imported only when a page is built, hence Any)."""

    conversation: Any
    notice: Any
    earlier: Any
    latest: Any
    question: Any  # that may be asked again without filters
    again: Any
    following: offered.Following
    examples: offered.Offered
    filters: filters.FilterRow
    box: Any
    send: Any
    fresh: Any
    whole: Any  # the files a conversation can be saved as
    holdings: Any
    announcement: Any
    record: Any  # what the browser keeps of the last answer
    reopen: Any  # pressed by the script to open a conversation again, which it puts into ``kept``
    kept: Any


def build(chat: Chat, longest_question: int) -> Any:
    """The page as Gradio Blocks. ``longest_question`` is in characters."""
    import gradio as gr

    with gr.Blocks(title=f"Regesto · {chat.strings.tagline}", analytics_enabled=False) as page:
        parts = _lay_out(gr, chat, longest_question)
        _wire(gr, page, chat, parts)
    page.state_session_capacity = 1_000  # conversations in memory: beyond that the one left longest begins anew
    page.queue(max_size=_LONGEST_QUEUE, default_concurrency_limit=CONCURRENCY)
    return page


def _lay_out(gr: Any, chat: Chat, longest_question: int) -> Parts:
    strings = chat.strings
    gr.HTML(header_html(strings, chat.desk.mode), elem_id="head", apply_default_css=False)
    notice, earlier = (gr.HTML(elem_id=name, apply_default_css=False) for name in ("notice", "earlier"))
    with gr.Column(elem_id="newest"):
        latest = gr.HTML(elem_id="latest", apply_default_css=False)
        again = gr.Button(strings.filters_again, elem_id="again", scale=0, visible=False)
    examples = offered.lay_out(gr, strings)
    with gr.Column(elem_id="composer"):
        row = filters.lay_out(gr, strings)
        with gr.Row(elem_id="asking"):
            box = gr.Textbox(
                label=strings.question_label,
                placeholder=strings.question_placeholder,
                max_length=longest_question,
                max_lines=6,
                autofocus=True,
                elem_id="question",
                scale=1,
            )
            send = gr.Button(strings.ask, variant="primary", elem_id="ask", scale=0, min_width=112)
    with gr.Row(elem_id="below"):
        holdings = gr.HTML(elem_id="holdings", apply_default_css=False)
        whole = gr.HTML(elem_id="whole", apply_default_css=False)
        gr.HTML(history_html(strings), elem_id="past", apply_default_css=False)
        fresh = gr.Button(strings.new_conversation, elem_id="fresh", size="sm", scale=0, visible=False)
    announcement = gr.HTML(elem_id="announcement", apply_default_css=False)
    gr.HTML(footer_html(strings) + spoken_html(strings), elem_id="foot", apply_default_css=False)
    following = offered.lay_out_following(gr, strings)
    record = gr.HTML(elem_id="record", apply_default_css=False)
    reopen = gr.Button(chat_strings(strings.code).history, elem_id="reopen", visible="hidden")
    kept = gr.Textbox(elem_id="kept", visible="hidden")
    beside.lay_out(gr, strings)
    return Parts(
        conversation=gr.State(()),
        notice=notice,
        earlier=earlier,
        latest=latest,
        question=gr.State(""),
        again=again,
        following=following,
        examples=examples,
        filters=row,
        box=box,
        send=send,
        fresh=fresh,
        whole=whole,
        holdings=holdings,
        announcement=announcement,
        record=record,
        reopen=reopen,
        kept=kept,
    )


def _wire(gr: Any, page: Any, chat: Chat, parts: Parts) -> None:
    filters.wire(gr, parts.filters, chat.filters)
    filters.from_address(gr, page, parts.filters, chat.filters)
    _wire_questions(gr, chat, parts)

    def arrive(asked: str | None) -> list[Any]:
        return [*chat.arrive(), asked or gr.skip(), *offered.shown(gr, chat)]

    def restart() -> list[Any]:
        return ["", "", "", (), "", "", "", gr.update(visible=False), "", gr.update(visible=False), *chat.arrive()]

    def reopen(kept: str) -> dict[Any, Any]:
        try:
            view = chat.reopen(kept)
        except UsageError as error:
            return {parts.notice: notice_html(str(error))}
        return {
            parts.notice: "",
            parts.earlier: view.earlier,
            parts.latest: view.latest,
            parts.announcement: view.announced,
            parts.conversation: view.conversation,
            parts.whole: chat.saving(view.conversation),
            parts.fresh: gr.update(visible=True),
            parts.again: gr.update(visible=False),
            parts.following.html: "",
        }

    arrived = [parts.holdings, parts.notice]
    emptied = [
        parts.earlier, parts.latest, parts.announcement, parts.conversation, parts.record, parts.whole,
        parts.following.html, parts.fresh, parts.question, parts.again,
    ]  # fmt: skip
    setup = f"() => {{ ({_SETUP % (chat.strings.code, chat.strings.code)})(); ({beside.script()})(); {_ADDRESSED} }}"
    come = page.load(arrive, parts.box, [*arrived, parts.box, *parts.examples.parts], js=setup, **_QUIETLY)
    come.then(None, None, None, js=_ASK_FROM_ADDRESS, **_QUIETLY)
    offered.wire(gr, come, chat, parts.examples)
    parts.fresh.click(restart, None, [*emptied, *arrived], **_QUIETLY)
    parts.reopen.click(
        reopen,
        parts.kept,
        [
            parts.notice, parts.earlier, parts.latest, parts.conversation, parts.whole, parts.fresh, parts.again,
            parts.following.html, parts.announcement,
        ],
        js="() => window.regesto.reopened",
        **_QUIETLY,
    )  # fmt: skip


def _wire_questions(gr: Any, chat: Chat, parts: Parts) -> None:
    row = parts.filters

    def answer(text: str | None, talk: Conversation, *values: str | None) -> Iterator[dict[Any, Any]]:
        if not text or not text.strip():
            return
        chosen = chat.filters.chosen(values)
        begin: dict[Any, Any] = {
            parts.box: "",
            parts.fresh: gr.update(visible=True),
            parts.following.html: "",
        }
        if not chosen.problem:  # the room is the answer's; what is on stays written on the closed row
            begin[row.accordion] = gr.update(open=False)
        for view in chat.ask(text, talk, chosen):
            yield {
                **begin,
                parts.earlier: view.earlier,
                parts.latest: view.latest,
                parts.announcement: view.announced,
                parts.conversation: view.conversation,
                parts.record: view.record,
                parts.whole: chat.saving(view.conversation),
                parts.question: view.again,
                parts.again: gr.update(visible=bool(view.again)),
            }
            begin = {}  # the box belongs to the person again

    def unlimited(text: str, talk: Conversation) -> Iterator[dict[Any, Any]]:
        yield dict(zip(row.shown, filters.cleared(gr, chat.filters), strict=True))
        yield from answer(text, talk, *[""] * len(FIELDS))

    # Only what an answer changes: Gradio builds each output anew with each step, whether it changes or not. With the
    # filters among them that took 95 ms of an answer.
    changed = [
        parts.box, parts.fresh, parts.earlier, parts.latest, parts.announcement, parts.conversation, parts.record,
        parts.whole, parts.question, parts.again, parts.following.html, row.accordion,
    ]  # fmt: skip
    everything = [*changed, *(each for each in row.shown if each is not row.accordion)]
    events = [parts.again.click(unlimited, [parts.question, parts.conversation], everything, **_ANSWERING)]
    for source, triggers in (
        (parts.box, [parts.box.submit, parts.send.click]),
        *((chip, [chip.click]) for chip in parts.examples.chips),
    ):
        events.append(gr.on(triggers, answer, [source, parts.conversation, *row.fields], changed, **_ANSWERING))
    asked = [parts.following.asked, parts.conversation, *row.fields]
    press = "(_, ...others) => [window.regesto.asked, ...others]"
    events.append(parts.following.put.click(answer, asked, changed, js=press, **_ANSWERING))
    for event in events:
        offered.wire_following(gr, event, chat, parts.following, [parts.conversation, *row.fields])
