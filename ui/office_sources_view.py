"""Pure: the office page of the sources: two forms to add some, those there are, what could not be read and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.types import KINDS
from ui.labels import file_name, grouped, kind_name, moment_in_words, public_address
from ui.locales.office import office_strings
from ui.locales.office_strings import OfficeStrings
from ui.office_checks import FORMATS
from ui.office_sources import Kept
from ui.office_view import action, table_html
from ui.render import esc, line
from ui.shell import Seen

_ROWS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A source as the page shows it: ``run``, ``remove``, ``withdraw`` name it in their buttons ("": none).

    ``known`` is what ``Library.sources`` says of it, None where it was never read.
    """

    label: str
    note: str
    known: Mapping[str, Any] | None
    run: str = ""
    remove: str = ""
    withdraw: str = ""


def rows_of(kept: Iterable[tuple[Kept, str]], known: Mapping[str, Mapping[str, Any]], seen: Seen) -> list[Row]:
    """The office's sources as rows; each with the name under which the library knows it."""
    said = office_strings(seen.strings.code)
    rows = []
    for each, name in kept:
        crawl = "" if each.name or each.crawl == "page" else said.crawls.get(each.crawl, each.crawl)
        parts = (each.publisher, kind_name(each.kind, seen.strings), crawl, each.who)
        note = " · ".join(part for part in parts if part)
        named = f"kept:{each.id}"
        rows.append(Row(each.label, note, known.get(name), named, named, "" if each.name else named))
    return rows


def sources_html(seen: Seen, ours: Sequence[Row], others: Sequence[Row], most: int) -> str:
    """The page; ``most`` is the largest upload in MB."""
    said = office_strings(seen.strings.code)
    hint = line("small", said.remove_hint) if ours else ""
    return (
        f'<div class="pair">{_address_form(seen, said)}{_upload_form(seen, said, most)}</div>'
        f"{_failures(seen, [*ours, *others], said)}"
        f"{_section(said.kept_title, _table(seen, ours, said, said.kept_title) + hint)}"
        + (_section(said.others_title, _table(seen, others, said, said.others_title)) if others else "")
    )


def _section(title: str, body: str) -> str:
    return f'<section class="wide"><h2>{esc(title)}</h2>{body}</section>'


def _table(seen: Seen, rows: Sequence[Row], said: OfficeStrings, caption: str) -> str:
    if not rows:
        return line("", said.kept_none)
    cells = [_cells(seen, row, said) for row in rows[:_ROWS]]
    rest = line("small", said.more.format(count=len(rows) - _ROWS)) if len(rows) > _ROWS else ""
    return table_html(said.source_columns, cells, "sources", caption) + rest


def _cells(seen: Seen, row: Row, said: OfficeStrings) -> list[str]:
    label = f"<strong>{_linked(row.label)}</strong>{line('small', row.note)}"
    known = row.known or {}
    tally = known.get("tally", {})
    numbers = [known.get("documents"), *(tally.get(name) for name in ("added", "updated", "withdrawn"))]
    failed = len(tally.get("failed", ())) if known else None
    last = moment_in_words(known.get("last_run"), seen.strings) if known else said.never
    buttons = action(seen, "fonti", "run", row.run, said.read_again, about=row.label) if row.run else ""
    buttons += action(seen, "fonti", "remove", row.remove, said.remove, about=row.label) if row.remove else ""
    if row.withdraw:
        buttons += action(seen, "fonti", "withdraw", row.withdraw, said.remove_all, about=row.label)
    counted = ["" if number is None else grouped(int(number), seen.strings) for number in (*numbers, failed)]
    return [label, esc(last), *counted, f'<div class="actions">{buttons}</div>']


def _linked(label: str) -> str:
    address = public_address(label)
    return f'<a href="{esc(address)}" rel="noreferrer">{esc(label)}</a>' if address else esc(label)


def _failures(seen: Seen, rows: Sequence[Row], said: OfficeStrings) -> str:
    found = [
        _failure(seen, row, each, said) for row in rows for each in (row.known or {}).get("tally", {}).get("failed", ())
    ]
    if not found:
        return ""
    table = table_html(said.failure_columns, found[:_ROWS], "failures", said.failures)
    rest = line("small", said.more.format(count=len(found) - _ROWS)) if len(found) > _ROWS else ""
    return _section(said.failures, table + rest)


def _failure(seen: Seen, row: Row, failed: Mapping[str, str], said: OfficeStrings) -> list[str]:
    uri, stage = failed["uri"], failed["stage"]
    again = action(seen, "fonti", "run", row.run, said.read_again, about=row.label) if row.run else ""
    return [
        _linked(uri) if public_address(uri) else esc(file_name(uri)),
        f'{esc(failed["reason"])} <span class="small">({esc(said.stages.get(stage, stage))})</span>',
        f"{esc(file_name(row.label))} {again}",
    ]


def _address_form(seen: Seen, said: OfficeStrings) -> str:
    form = seen.form
    chosen = form.get("crawl", "page")
    crawls = "".join(
        f'<option value="{name}"{" selected" if name == chosen else ""}>{esc(words)}</option>'
        for name, words in said.crawls.items()
    )
    typed, pages = esc(form.get("url", "")), esc(form.get("pages", "")[:6] or "200")
    return (
        f'<section class="card"><h2>{esc(said.address_title)}</h2>'
        f'<form method="post" action="{esc(seen.to("office", "fonti"))}">'
        f'<p><label for="url">{esc(said.address_label)}</label><input id="url" name="url" type="url" required '
        f'maxlength="2000" value="{typed}" aria-describedby="url-hint"></p>'
        f'<p class="small" id="url-hint">{esc(said.address_hint)}</p>'
        f'<p><label for="crawl">{esc(said.crawl_label)}</label><select id="crawl" name="crawl">{crawls}</select></p>'
        f'<p class="how-many"><label for="pages">{esc(said.pages_label)}</label><input id="pages" name="pages" '
        f'type="number" min="1" max="2000" value="{pages}"></p>{_stated(seen, said, "a")}'
        f'<button class="main">{esc(said.add)}</button></form></section>'
    )


def _upload_form(seen: Seen, said: OfficeStrings, most: int) -> str:
    hint = said.upload_hint.format(most=most)
    return (
        f'<section class="card"><h2>{esc(said.upload_title)}</h2>'
        f'<form method="post" action="{esc(seen.to("office", "carica"))}" enctype="multipart/form-data" '
        f'data-most="{most}"><p><label for="file">{esc(said.upload_label)}</label>'
        f'<input id="file" name="file" type="file" multiple required accept="{esc(",".join(FORMATS))}" '
        f'aria-describedby="file-hint"></p><p class="small" id="file-hint">{esc(hint)}</p>{_stated(seen, said, "b")}'
        f'<button class="main">{esc(said.upload)}</button></form></section>'
    )


def _stated(seen: Seen, said: OfficeStrings, form: str) -> str:
    """What is known of the documents; ``form`` keeps the labels of the two forms apart."""
    kinds = "".join(
        f'<option value="{kind}"{" selected" if seen.form.get("kind") == kind else ""}>'
        f"{esc(kind_name(kind, seen.strings))}</option>"
        for kind in KINDS
    )
    fields = "".join(
        f'<p><label for="{form}-{name}">{esc(label)}</label><input id="{form}-{name}" name="{name}" maxlength="200" '
        f'value="{esc(seen.form.get(name, ""))}"></p>'
        for name, label in (("publisher", said.publisher), ("territory", said.territory))
    )
    return (
        f"<fieldset><legend>{esc(said.stated_title)}</legend>{fields}"
        f'<p><label for="{form}-kind">{esc(said.kind)}</label><select id="{form}-kind" name="kind">'
        f'<option value="">{esc(said.kind_any)}</option>{kinds}</select></p></fieldset>'
    )
