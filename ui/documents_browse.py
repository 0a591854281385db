"""Pure: the catalogue as a page: words to look for, facets with counts, the documents that pass."""

from __future__ import annotations

from typing import Final

from rag.types import Passage
from ui.cited import facts_html, flags_html, record_facts, sheet, spot
from ui.documents_catalogue import FACETS, SORTS, UNSTATED, Choice, Held, Listed
from ui.documents_frame import pager_html, tabs_html
from ui.labels import begun, file_name, grouped, kind_name, language_name
from ui.locales.documents import documents_strings
from ui.render import esc, line
from ui.shell import Seen

# Choices of a facet that are shown at once, and characters of a found passage.
_MOST: Final = 8
_EXCERPT: Final = 240


def browse_html(listed: Listed, seen: Seen, remark: str = "") -> str:
    """The catalogue's body. ``remark`` is one line about what could not be searched."""
    said = documents_strings(seen.strings.code)
    head = f"{tabs_html(seen, 'browse')}<h1>{esc(said.title)}</h1>"
    if not listed.all and not listed.wanted.words:
        return f'{head}<section class="banner"><p>{esc(said.empty)}</p>{line("small", said.empty_hint)}</section>'
    return (
        f"{head}{_form(listed, seen)}{line('banner', remark)}"
        f'<div class="browse"><aside aria-label="{esc(said.narrow)}">{_facets(listed, seen)}</aside>'
        f'<section class="results" aria-label="{esc(said.results)}">{_results(listed, seen)}</section></div>'
    )


def _form(listed: Listed, seen: Seen) -> str:
    said, wanted = documents_strings(seen.strings.code), listed.wanted
    hidden = "".join(
        f'<input type="hidden" name="{esc(name)}" value="{esc(value)}">' for name, value in wanted.chosen.items()
    )
    sorts = "".join(
        f'<option value="{name}"{" selected" if name == wanted.sort else ""}>{esc(said.sorts[name])}</option>'
        for name in SORTS
        if wanted.words or name != "found"
    )
    checked = " checked" if wanted.withdrawn else ""
    return (
        f'<form class="search" method="get" action="{esc(seen.to("documents"))}" role="search">{hidden}'
        f'<p class="field wide"><label for="q">{esc(said.words)}</label>'
        f'<input id="q" type="search" name="q" value="{esc(wanted.words)}" maxlength="300"></p>'
        f'<p class="field"><label for="sort">{esc(said.sort)}</label><select id="sort" name="sort">{sorts}</select></p>'
        f'<p class="tick"><input type="checkbox" id="withdrawn" name="withdrawn" value="1"{checked}>'
        f'<label for="withdrawn">{esc(said.with_withdrawn)}</label></p>'
        f'<button class="main">{esc(said.search)}</button></form>'
    )


def facet_label(name: str, choice_label: str, seen: Seen) -> str:
    """A choice in words."""
    if choice_label == UNSTATED:
        return documents_strings(seen.strings.code).unstated
    if name == "kind":
        return kind_name(choice_label, seen.strings)
    return language_name(choice_label, seen.strings) if name == "language" else choice_label


def _facets(listed: Listed, seen: Seen) -> str:
    said = documents_strings(seen.strings.code)
    groups = "".join(_facet(name, listed, seen) for name in FACETS)
    return f'<h2 class="hidden">{esc(said.narrow)}</h2>{groups}'


def _facet(name: str, listed: Listed, seen: Seen) -> str:
    said, choices = documents_strings(seen.strings.code), listed.facets[name]
    chosen = listed.wanted.chosen.get(name, "")
    if not chosen and len(choices) < 2:
        return ""
    own = [_choice(name, each, listed, seen) for each in choices]
    rest = ""
    if len(own) > _MOST + 2:
        more = said.more.format(number=len(own) - _MOST)
        rest = f"<details><summary>{esc(more)}</summary><ul>{''.join(own[_MOST:])}</ul></details>"
        own = own[:_MOST]
    on = ""
    if chosen:
        label = facet_label(name, chosen, seen)
        off = f"{seen.to('documents')}{listed.wanted.query(**{name: None})}"
        on = (
            f'<p class="on"><strong>{esc(label)}</strong> <a href="{esc(off)}">{esc(said.remove)}'
            f'<span class="hidden">: {esc(label)}</span></a></p>'
        )
    return (
        f'<details class="facet"{" open" if chosen else ""}><summary>{esc(said.facets[name])}</summary>'
        f"{on}<ul>{''.join(own)}</ul>{rest}</details>"
    )


def _choice(name: str, choice: Choice, listed: Listed, seen: Seen) -> str:
    label = facet_label(name, choice.label, seen)
    href = f"{seen.to('documents')}{listed.wanted.query(**{name: choice.value})}"
    number = grouped(choice.number, seen.strings)
    return f'<li><a href="{esc(href)}">{esc(label)}</a> <span class="count">{number}</span></li>'


def _results(listed: Listed, seen: Seen) -> str:
    said = documents_strings(seen.strings.code)
    number = grouped(listed.total, seen.strings)
    count = (said.one if listed.total == 1 else said.many).format(number=number)
    if not listed.held:
        anew = f'<p><a href="{esc(seen.to("documents"))}">{esc(said.anew)}</a></p>'
        return f"<h2>{esc(said.nothing)}</h2>{line('', said.nothing_hint)}{anew}"
    items = "".join(_item(each, listed.passages.get(each.record.uri), seen) for each in listed.held)
    return f'<h2>{esc(count)}</h2><ol class="documents">{items}</ol>{_pager(listed, seen)}'


def _item(held: Held, passage: Passage | None, seen: Seen) -> str:
    record = held.record
    said = documents_strings(seen.strings.code)
    facts = record_facts(record, seen)
    if held.editions > 1:
        facts.append(said.editions_number.format(number=held.editions))
    flags = flags_html(superseded=False, withdrawn=record.withdrawn, seen=seen)
    title = held.title or file_name(record.uri)
    return (
        f'<li><h3><a href="{esc(sheet(seen, record.uri))}">{esc(title)}</a>{flags}</h3>{facts_html(facts)}'
        f"{_excerpt(passage, seen)}</li>"
    )


def _excerpt(passage: Passage | None, seen: Seen) -> str:
    if passage is None:
        return ""
    short = begun(" ".join(passage.text.split()), _EXCERPT)
    href = spot(seen, passage.document, passage.edition, passage.start, passage.end)
    words = documents_strings(seen.strings.code).found_here
    return f'<p class="excerpt" lang="{esc(passage.language)}">{esc(short)} <a href="{esc(href)}">{esc(words)}</a></p>'


def _pager(listed: Listed, seen: Seen) -> str:
    def to_page(page: int) -> str:
        return f"{seen.to('documents')}{listed.wanted.query(page=page if page > 1 else None)}"

    return pager_html(listed.wanted.page, listed.pages, to_page, seen)
