"""Pure: the page of one answer, ``/it/a/<id>``: as it was shown, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from rag.answer_rows import LoggedAnswer, answer_from_json, filters_of
from ui.cited import spot
from ui.deeds import deeds_html, spoken_html
from ui.filtering import filters_line
from ui.frame import exchange_html
from ui.labels import begun, moment_in_words
from ui.locales.answer import answer_strings
from ui.render import Records, answer_html, esc, line
from ui.shell import Seen, page_html
from ui.since import Since

# Letters of the question that are the page's title.
_TITLE: Final = 80


def answer_page(row: LoggedAnswer, since: Sequence[Since], records: Records, seen: Seen) -> str:
    """The whole page. Of the conversation around the question nothing is shown, but that there was one."""
    strings, said = seen.strings, answer_strings(seen.strings.code)
    answer = answer_from_json(row.answer)
    limits = filters_line(filters_of(row), strings)
    deeds = deeds_html(answer, strings, kept=True, base=seen.root)
    body = answer_html(answer, strings, "f1", records, limited=bool(limits), base=seen.root, deeds=deeds)
    given = line("given", said.given.format(moment=moment_in_words(row.at, strings)))
    alone = line("banner", said.alone) if row.turns else ""
    exchange = exchange_html(row.question, given + alone + body, strings, limits)
    return page_html(
        seen,
        begun(" ".join(row.question.split()), _TITLE),
        f'<h1 class="hidden">{esc(said.title)}</h1>{exchange}{_since_html(since, bool(answer.citations), seen)}'
        f"{_anew(row, seen)}{spoken_html(strings)}",
        styles=("answer.css", "shared.css"),
        scripts=("thread.js",),
    )


def _since_html(since: Sequence[Since], cited: bool, seen: Seen) -> str:
    """What is different today; nothing for an answer that cites nothing."""
    said = answer_strings(seen.strings.code)
    if not cited:
        return ""
    items = "".join(f"<li>{_change(each, seen)}</li>" for each in since)
    told = f"<ul>{items}</ul>" if since else line("", said.nothing)
    return f'<section class="since"><h2>{esc(said.since)}</h2>{told}</section>'


def _change(since: Since, seen: Seen) -> str:
    citation, said = since.citation, answer_strings(seen.strings.code)
    told = said.changes[since.state].format(edition=since.edition)
    more = ""
    if since.edition is not None:
        start, end = since.span or (None, None)
        href = spot(seen, citation.document, since.edition, start, end)
        more = f' <a href="{esc(href)}">{esc(said.now.format(edition=since.edition))}</a>'
    return f'<span class="number">[{citation.number}]</span> <cite>{esc(citation.title)}</cite>: {esc(told)}{more}'


def _anew(row: LoggedAnswer, seen: Seen) -> str:
    said = answer_strings(seen.strings.code)
    href = f"{seen.to('chat')}?{urlencode({'q': row.question})}"
    return (
        f'<p class="anew"><a class="button main" href="{esc(href)}">{esc(said.anew)}</a> '
        f'<span class="small">{esc(said.anew_hint)}</span></p>'
    )
