"""Pure: a round of the quiz as a form, and the same round checked: each card with the quote that gives its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from ui.cited import quote_html
from ui.locales.start import start_strings
from ui.render import esc
from ui.shell import Seen
from ui.start_cards import Card
from ui.start_frame import head_html, to


def chosen_of(query: Mapping[str, str], cards: Sequence[Card], number: int) -> list[str | None]:
    """The option chosen for each card of a round, None where none is."""
    chosen: list[str | None] = []
    for at, card in enumerate(cards):
        told, options = query.get(f"c{at}", ""), card.options(number)
        chosen.append(options[int(told)] if told in map(str, range(len(options))) else None)
    return chosen


def quiz_html(cards: Sequence[Card], number: int, chosen: Sequence[str | None], seen: Seen, *, checked: bool) -> str:
    """The page of round ``number``; with ``checked`` the answers are told."""
    said = start_strings(seen.strings.code)
    head = head_html(seen, "quiz", said.quiz_title, said.quiz_lead)
    if not cards:
        return f'{head}<p class="banner">{esc(said.no_cards)}</p>'
    drawn = "".join(
        _card(card, at, len(cards), number, chosen[at] if checked else None, seen, checked=checked)
        for at, card in enumerate(cards)
    )
    following = f"{to(seen, 'quiz')}?{urlencode({'round': number + 1})}"
    again = f'<a class="button" href="{esc(following)}">{esc(said.again)}</a>'
    if checked:
        right = sum(card.right == answer for card, answer in zip(cards, chosen, strict=True))
        score = said.score.format(right=right, total=len(cards))
        good = " good" if right == len(cards) else ""
        return f'{head}<p class="banner{good}" role="status">{esc(score)}</p>{drawn}<p>{again}</p>'
    return (
        f'{head}<form class="quiz" method="get" action="{esc(to(seen, "quiz"))}">'
        f'<input type="hidden" name="round" value="{number}"><input type="hidden" name="done" value="1">{drawn}'
        f'<p class="doors"><button class="main">{esc(said.check)}</button> {again}</p></form>'
    )


def _card(card: Card, at: int, total: int, number: int, answer: str | None, seen: Seen, *, checked: bool) -> str:
    said = start_strings(seen.strings.code)
    asked = said.asks[card.kind].format(asked=card.asked)
    title = said.card.format(number=at + 1, total=total)
    source = (
        ""
        if card.kind == "acronym"
        else f'<p class="small">{esc(said.according.format(source=card.citation.title))}</p>'
    )
    options = card.options(number)
    if not checked:
        rows = "".join(
            f'<p class="tick"><input type="radio" id="c{at}-{place}" name="c{at}" value="{place}">'
            f'<label for="c{at}-{place}">{esc(option)}</label></p>'
            for place, option in enumerate(options)
        )
        return (
            f'<fieldset class="card"><legend><span class="small">{esc(title)}</span><br>{esc(asked)}</legend>'
            f"{source}{rows}</fieldset>"
        )
    told = said.unanswered if answer is None else said.right if answer == card.right else said.wrong
    state = "none" if answer is None else "right" if answer == card.right else "wrong"
    items = "".join(f"<li{_css(option, card.right, answer)}>{esc(option)}</li>" for option in options)
    mark = {"right": "✓", "wrong": "✗", "none": "–"}[state]
    return (
        f'<section class="card quiz-card {state}"><p class="small">{esc(title)}</p><h2>{esc(asked)}</h2>{source}'
        f'<p class="told"><span aria-hidden="true">{mark}</span> <strong>{esc(told)}.</strong> '
        f'{esc(said.right_is.format(right=card.right))}</p><ul class="options">{items}</ul>'
        f"{quote_html(card.citation, seen)}</section>"
    )


def _css(option: str, right: str, answer: str | None) -> str:
    if option == right:
        return ' class="right"'
    return ' class="chosen"' if option == answer else ""
