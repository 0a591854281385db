"""Pure: the office page of the test questions: what there is, those proposed with their judgment, how to get more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from eval.own_questions import Own, State
from eval.quote_places import Place
from ui.documents_frame import pager_html
from ui.labels import grouped, language_name, moment_in_words, place
from ui.locales.office_questions import QuestionStrings, question_strings
from ui.office_view import table_html
from ui.render import esc, line
from ui.shell import Seen
from ui.source_links import source_path
from ui.strings import LANGUAGES

TAIL: Final = "prove"
# A good set; questions on one page.
WANTED: Final = 150
EACH: Final = 20
_USED: Final = {"thumbs_up": "asked", "thumbs_down": "down", "unanswered": "unanswered"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown of the questions: a state, a type ("": any), a page from 1."""

    state: State = "draft"
    type: str = ""
    page: int = 1

    def query(self, **other: str) -> str:
        """The part of an address that says so."""
        given = {"stato": self.state, "tipo": self.type, "pagina": str(self.page) if self.page > 1 else "", **other}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the page shows it: where its quote stands (None: nowhere, or it has none), its document's title."""

    own: Own
    place: Place | None
    title: str = ""


def questions_page(
    seen: Seen, chosen: Chosen, accepted: Sequence[Own], counts: Mapping[State, int], shown: Sequence[Shown], of: int
) -> str:
    """The page; ``of`` is how many questions the choice has in all, of which ``shown`` are on this page."""
    said = question_strings(seen.strings.code)
    items = "".join(_item(seen, chosen, each, said) for each in shown)
    listed = f'<ol class="questions">{items}</ol>' if items else line("", said.none[chosen.state])
    first = (chosen.page - 1) * EACH + 1
    where = said.shown.format(first=first, last=first + len(shown) - 1, count=of) if shown else ""
    pages = -(-of // EACH)

    def to_page(number: int) -> str:
        return f"{seen.to('office', TAIL)}?{Chosen(chosen.state, chosen.type, number).query()}"

    return (
        f"<h2>{esc(said.title)}</h2>{line('lead', said.lead)}"
        f'<div class="pair">{_counts(seen, accepted, said)}{_more(seen, chosen, said)}</div>'
        f"{_choice(seen, chosen, counts, said)}{line('small', where)}{listed}"
        f"{pager_html(chosen.page, pages, to_page, seen)}{_files(seen, said)}"
    )


def _counts(seen: Seen, accepted: Sequence[Own], said: QuestionStrings) -> str:
    absent = sum(not each.answerable for each in accepted)
    share = round(100 * absent / len(accepted)) if accepted else 0
    by_language = Counter(each.lang for each in accepted)
    names = ", ".join(
        f"{language_name(code, seen.strings)} {grouped(by_language[code], seen.strings)}" for code in LANGUAGES
    )
    lines = (
        said.total.format(count=grouped(len(accepted), seen.strings), most=WANTED),
        said.absent.format(count=grouped(absent, seen.strings), share=share),
        said.spoken.format(names=names),
    )
    done = min(len(accepted), WANTED)
    bar = f'<progress max="{WANTED}" value="{done}" aria-label="{esc(lines[0])}"></progress>'
    items = "".join(f"<li>{esc(each)}</li>" for each in lines)
    return (
        f'<section class="card"><h3>{esc(said.counts_title)}</h3>{bar}<ul class="plain">{items}</ul>'
        f"{line('small', said.good)}{_by_type(seen, accepted, said)}</section>"
    )


def _by_type(seen: Seen, accepted: Sequence[Own], said: QuestionStrings) -> str:
    if not accepted:
        return ""
    counts = Counter((each.type, each.lang) for each in accepted)
    known = [*said.types, *sorted({each.type for each in accepted} - set(said.types))]
    rows = [
        [esc(_type(name, said)), *(str(counts[name, code]) for code in LANGUAGES),
         str(sum(number for (type_, _), number in counts.items() if type_ == name))]
        for name in known
    ]  # fmt: skip
    columns = (said.type_column, *(language_name(code, seen.strings) for code in LANGUAGES), said.all_column)
    table = table_html(columns, rows, "by-type", said.table_title)
    return f"<details><summary>{esc(said.table_title)}</summary>{table}</details>"


def _type(name: str, said: QuestionStrings) -> str:
    return said.types.get(name, name)


def _more(seen: Seen, chosen: Chosen, said: QuestionStrings) -> str:
    here, form = esc(seen.to("office", TAIL)), esc(seen.to("office", f"{TAIL}/domanda"))
    return (
        f'<section class="card"><h3>{esc(said.more_title)}</h3>{line("", said.more_lead)}'
        f'<form method="post" action="{here}"><p><label for="of-type">{esc(said.type)}</label>'
        f'<select id="of-type" name="tipo">{type_options(chosen.type, said, said.any_type)}</select></p>'
        f'<div class="actions"><button class="main" name="more" value="1">{esc(said.more)}</button>'
        f'<a class="button" href="{form}">{esc(said.add)}</a></div></form></section>'
    )


def type_options(chosen: str, said: QuestionStrings, any_: str = "") -> str:
    """The types as options; ``any_`` is what none of them is called, where that may be chosen."""
    options = {**({"": any_} if any_ else {}), **said.types}
    if chosen not in options:
        options[chosen] = chosen
    return "".join(
        f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(words)}</option>'
        for value, words in options.items()
    )


def _choice(seen: Seen, chosen: Chosen, counts: Mapping[State, int], said: QuestionStrings) -> str:
    states = "".join(
        f'<option value="{state}"{" selected" if state == chosen.state else ""}>{esc(words)} ({counts[state]})</option>'  # type: ignore[index]
        for state, words in said.states.items()
    )
    return (
        f'<form class="choice" method="get" action="{esc(seen.to("office", TAIL))}">'
        f'<label for="stato">{esc(said.state)}</label><select id="stato" name="stato">{states}</select>'
        f'<label for="tipo">{esc(said.type)}</label><select id="tipo" name="tipo">'
        f"{type_options(chosen.type, said, said.any_type)}</select><button>{esc(said.show)}</button></form>"
    )


def _item(seen: Seen, chosen: Chosen, shown: Shown, said: QuestionStrings) -> str:
    own = shown.own
    asked = f'<h3 lang="{esc(own.lang)}">{esc(own.question)}</h3>'
    return (
        f'<li class="card" id="{esc(own.id)}">{_facts_line(seen, own, said)}{_before(own, said)}{asked}'
        f"{_judgment(seen, shown, said)}{_deeds(seen, chosen, own, said)}</li>"
    )


def _facts_line(seen: Seen, own: Own, said: QuestionStrings) -> str:
    used = _USED.get(own.origin.partition("+")[0], "")
    parts = (
        _type(own.type, said),
        language_name(own.lang, seen.strings),
        said.personas.get(own.persona or "", ""),
        said.cross if own.cross_language else "",
        said.origins.get(used, ""),
        said.origins["model"] if own.origin.endswith("+model") else "",
    )
    return '<ul class="facts">' + "".join(f"<li>{esc(part)}</li>" for part in parts if part) + "</ul>"


def _before(own: Own, said: QuestionStrings) -> str:
    turns = "".join(f'<li lang="{esc(own.lang)}">{esc(str(turn.get("content", "")))}</li>' for turn in own.history)
    return f'<div class="small">{esc(said.after)}<ul class="turns">{turns}</ul></div>' if turns else ""


def _judgment(seen: Seen, shown: Shown, said: QuestionStrings) -> str:
    own = shown.own
    parts = []
    if own.verdict:
        parts.append(line("", said.verdict.format(verdict=said.verdicts.get(own.verdict, own.verdict))))
    if not own.answerable:
        parts.append(line("", said.absent_because.format(why=own.why or "—")))
    if own.gold_facts:
        either = f" <em>{esc(said.or_)}</em> "
        facts = "".join(
            f"<li>{either.join(f'<strong>{esc(variant)}</strong>' for variant in variants)}</li>"
            for variants in own.gold_facts
        )
        parts.append(f'<div>{esc(said.facts)}:<ul class="gold">{facts}</ul></div>')
    if own.evidence_quote:
        parts.append(_quoted(seen, shown, own.evidence_quote, said))
    if own.accepted_by:
        at = moment_in_words(own.accepted_at, seen.strings)
        parts.append(line("small", said.accepted_by.format(who=own.accepted_by, at=at)))
    return "".join(parts)


def _quoted(seen: Seen, shown: Shown, quote: str, said: QuestionStrings) -> str:
    spot = shown.place
    lost = line("banner alarm", said.lost) if spot is None else ""
    where = [f"<cite>{esc(shown.title or shown.own.source or '')}</cite>"]
    if spot is not None:
        page = place(spot.page, None, None, seen.strings)
        path = source_path(spot.document, spot.edition, spot.start, spot.end, seen.strings.code, seen.root)
        about = f'<span class="hidden"> {esc(shown.own.question)}</span>'
        where += [esc(page)] if page else []
        where.append(f'<a href="{esc(path)}">{esc(said.open)}{about}</a>')
    return f'<blockquote>{_marked(quote, shown.own)}</blockquote>{lost}<p class="small">{" · ".join(where)}</p>'


def _marked(quote: str, own: Own) -> str:
    """The quote with the facts in it marked."""
    variants = sorted({v for facts in own.gold_facts for v in facts if v.strip()}, key=len, reverse=True)
    found = [r"\s+".join(map(re.escape, each.split())) for each in variants]
    if not found:
        return esc(quote)
    parts = re.split(f"({'|'.join(found)})", quote)
    return "".join(f"<mark>{esc(part)}</mark>" if at % 2 else esc(part) for at, part in enumerate(parts))


def _deeds(seen: Seen, chosen: Chosen, own: Own, said: QuestionStrings) -> str:
    form = f"{seen.to('office', f'{TAIL}/domanda')}?{urlencode({'id': own.id})}"
    lacks = ", ".join(said.fields[name] for name in own.lacks)
    told = line("small", said.lacks.format(fields=lacks)) if lacks and chosen.state == "draft" else ""
    about = f'<span class="hidden"> {esc(own.question)}</span>'
    edit = f'<a class="button" href="{esc(form)}">{esc(said.complete if lacks else said.edit)}{about}</a>'

    def button(name: str, words: str, css: str = "") -> str:
        return f'<button name="{name}" value="{esc(own.id)}" class="{css}">{esc(words)}{about}</button>'

    buttons = {
        "draft": ("" if lacks else button("accept", said.accept, "main")) + edit + button("reject", said.reject),
        "accepted": edit + button("reject", said.remove),
        "rejected": button("back", said.put_back),
    }[chosen.state]
    action = f"{seen.to('office', TAIL)}?{chosen.query()}"
    return f'{told}<form class="actions" method="post" action="{esc(action)}">{buttons}</form>'


def _files(seen: Seen, said: QuestionStrings) -> str:
    here = esc(seen.to("office", f"{TAIL}/domande.jsonl"))
    upload = esc(seen.to("office", f"{TAIL}/carica"))
    return (
        f'<section class="card"><h3>{esc(said.file_title)}</h3>{line("small", said.file_lead)}'
        f'<p><a class="button" href="{here}" download>{esc(said.download)}</a></p>'
        f'<form method="post" action="{upload}" enctype="multipart/form-data"><p><label for="file">'
        f'{esc(said.upload_label)}</label><input type="file" id="file" name="file" accept=".jsonl" required></p>'
        f"<button>{esc(said.upload)}</button></form></section>"
    )
