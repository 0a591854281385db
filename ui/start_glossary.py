"""Pure: the glossary as a page: words to look for, initials, each entry with its definition, place and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from ui.cited import quote_html, quote_link, source_line
from ui.labels import grouped, readable_date
from ui.locales.start import start_strings
from ui.render import esc
from ui.shell import Seen
from ui.start_frame import head_html, to
from ui.start_guide import Guide
from ui.start_terms import Meaning, Term, matching

# Entries shown without asking for an initial; places of a definition named beside the first.
_AT_ONCE: Final = 60
_PLACES: Final = 4


def glossary_html(guide: Guide, state: str, asked: str, letter: str, seen: Seen) -> str:
    """The page; ``asked`` are words, ``letter`` an initial ("" for all, or for the first where there are many)."""
    said = start_strings(seen.strings.code)
    head = head_html(seen, "glossary", said.glossary_title, said.glossary_lead)
    if state:
        return head + state
    if not guide.terms:
        return f'{head}<p class="banner">{esc(said.no_terms)}</p>'
    form = (
        f'<form class="search" method="get" action="{esc(to(seen, "glossary"))}" role="search"><p class="field wide">'
        f'<label for="q">{esc(said.search_label)}</label><input id="q" type="search" name="q" value="{esc(asked)}" '
        f'maxlength="100"></p><button class="main">{esc(said.search)}</button></form>'
    )
    if asked:
        found = matching(guide.terms, asked)
        every = f'<p><a href="{esc(to(seen, "glossary"))}">{esc(said.show_all)}</a></p>'
        none = f'<p class="banner" role="status">{esc(said.no_match.format(words=asked))}</p>'
        return head + form + (_listed(found, seen) if found else none) + every
    letters = list(dict.fromkeys(term.letter for term in guide.terms))
    if letter not in letters and len(guide.terms) > _AT_ONCE:
        letter = letters[0]
    shown = [term for term in guide.terms if letter not in letters or term.letter == letter]
    return head + form + _letters(letters, letter, seen) + _listed(shown, seen)


def _letters(letters: Sequence[str], here: str, seen: Seen) -> str:
    said = start_strings(seen.strings.code)
    links = "".join(
        f'<a href="{esc(to(seen, "glossary"))}?{esc(urlencode({"letter": each}))}"'
        f"{' aria-current=true' if each == here else ''}>{esc(each)}</a>"
        for each in letters
    )
    return f'<nav class="letters" aria-label="{esc(said.letters)}">{links}</nav>'


def _listed(terms: Sequence[Term], seen: Seen) -> str:
    said = start_strings(seen.strings.code)
    count = said.entries.format(number=grouped(len(terms), seen.strings))
    listed = "".join(_term(term, number, seen) for number, term in enumerate(terms))
    return f'<p class="small" role="status">{esc(count)}</p><div class="terms">{listed}</div>' if terms else ""


def _term(term: Term, number: int, seen: Seen) -> str:
    said = start_strings(seen.strings.code)
    others = [name for name in term.spellings if name != term.name]
    also = f' <span class="small">({esc(", ".join(others))})</span>' if others else ""
    meanings = "".join(_meaning(each, seen, acronym=term.kind == "acronym") for each in term.meanings)
    return (
        f'<section class="term" id="v{number}"><h2>{esc(term.name)}{also} '
        f'<span class="kind">{esc(said.kinds[term.kind])}</span></h2>{meanings}</section>'
    )


def _meaning(meaning: Meaning, seen: Seen, *, acronym: bool) -> str:
    said = start_strings(seen.strings.code)
    words = f"<p><strong>{esc(meaning.text)}</strong></p>" if acronym else ""
    if not meaning.places:
        return f'{words}<p class="small">{esc(said.common)}</p>'
    since = ""
    if meaning.since:
        since = f'<p class="small">{esc(said.since.format(date=readable_date(meaning.since, seen.strings)))}</p>'
    first, *others = meaning.places
    more = ""
    if others:
        items = "".join(
            f"<li>{esc(source_line(each, seen))} · {quote_link(each, seen)}</li>" for each in others[:_PLACES]
        )
        words_more = said.more_places.format(number=len(others))
        more = f'<details class="small"><summary>{esc(words_more)}</summary><ul>{items}</ul></details>'
    return f"{words}{quote_html(first, seen)}{since}{more}"
