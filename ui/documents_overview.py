"""Pure: the library at a glance: documents by year, kind, publisher; each source, when it was read and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ui.catalogue import tally_line
from ui.charts import bar_svg, columns_svg
from ui.documents_browse import facet_label
from ui.documents_catalogue import UNSTATED, Choice, Listed, Wanted
from ui.documents_frame import tabs_html
from ui.labels import file_name, grouped, moment_in_words, public_address
from ui.locales.documents import documents_strings
from ui.render import esc, line
from ui.shell import Seen

# Bars drawn of a facet, years drawn, failures listed of a source before the rest is folded.
_BARS: Final = 10
_YEARS: Final = 30
_FAILED: Final = 10


def overview_html(listed: Listed, status: Mapping[str, Any], sources: Sequence[Mapping[str, Any]], seen: Seen) -> str:
    """The body: ``listed`` without any limit, ``status`` and ``sources`` of the library."""
    said = documents_strings(seen.strings.code)
    head = f"{tabs_html(seen, 'overview')}<h1>{esc(said.overview_title)}</h1>"
    if not listed.all and not status.get("editions"):
        return f'{head}<section class="banner"><p>{esc(said.empty)}</p>{line("small", said.empty_hint)}</section>'
    numbers = "".join(
        f"<li><strong>{grouped(int(status[name]), seen.strings)}</strong> {esc(said.tallies[name])}</li>"
        for name in ("documents", "editions", "passages", "withdrawn")
    )
    bars = "".join(_bars(name, listed, seen) for name in ("kind", "publisher", "territory", "language"))
    return (
        f'{head}<ul class="tally">{numbers}</ul>{_years(listed.facets["year"], seen)}<div class="two">{bars}</div>'
        f"{_freshness(sources, status, seen)}"
    )


def _years(choices: Sequence[Choice], seen: Seen) -> str:
    said = documents_strings(seen.strings.code)
    dated = sorted((each for each in choices if each.value != UNSTATED), key=lambda each: each.value)[-_YEARS:]
    undated = sum(each.number for each in choices if each.value == UNSTATED)
    counts = {each.value: each.number for each in dated if each.value.isdecimal()}
    if not counts:
        return f"<section><h2>{esc(said.by['year'])}</h2>{line('', said.no_dates)}</section>"
    first = max(int(min(counts)), int(max(counts)) - _YEARS + 1)
    values = [(str(year), counts.get(str(year), 0)) for year in range(first, int(max(counts)) + 1)]
    remark = said.undated.format(number=grouped(undated, seen.strings)) if undated else ""
    return (
        f"<section><h2>{esc(said.by['year'])}</h2>"
        f'<div class="scroll latest" tabindex="0" role="region" aria-label="{esc(said.by["year"])}">'
        f"{columns_svg(values, said.by['year'])}</div>{line('small', remark)}"
        f"<details><summary>{esc(said.as_table)}</summary>{_table('year', dated[::-1], 0, seen)}</details></section>"
    )


def _bars(name: str, listed: Listed, seen: Seen) -> str:
    said, choices = documents_strings(seen.strings.code), listed.facets[name]
    if not choices:
        return ""
    most = max(each.number for each in choices)
    rest = ""
    if len(choices) > _BARS + 2:
        more = said.more.format(number=len(choices) - _BARS)
        rest = f"<details><summary>{esc(more)}</summary>{_table(name, choices[_BARS:], most, seen)}</details>"
        choices = choices[:_BARS]
    return f"<section><h2>{esc(said.by[name])}</h2>{_table(name, choices, most, seen)}{rest}</section>"


def _table(name: str, choices: Sequence[Choice], most: int, seen: Seen) -> str:
    """Values with their numbers, each leading to its documents; bars beside them where ``most`` is not 0."""
    said = documents_strings(seen.strings.code)
    rows = ""
    for each in choices:
        href = f"{seen.to('documents')}{Wanted().query(**{name: each.value})}"
        bar = f'<td class="drawn">{bar_svg(each.number, most)}</td>' if most else ""
        rows += (
            f'<tr><th scope="row"><a href="{esc(href)}">{esc(facet_label(name, each.label, seen))}</a></th>'
            f'<td class="number">{grouped(each.number, seen.strings)}</td>{bar}</tr>'
        )
    drawn = '<td class="drawn"></td>' if most else ""
    return (
        f'<table class="counts"><thead class="hidden"><tr><th scope="col">{esc(said.facets[name])}</th>'
        f'<th scope="col">{esc(said.documents)}</th>{drawn}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _freshness(sources: Sequence[Mapping[str, Any]], status: Mapping[str, Any], seen: Seen) -> str:
    said, strings = documents_strings(seen.strings.code), seen.strings
    last = status.get("last_run") or {}
    when = moment_in_words(last.get("finished_at") or last.get("started_at"), strings)
    remark = said.last_run.format(date=when) if when else said.never_read
    if not sources:
        return f"<section><h2>{esc(said.freshness)}</h2>{line('', remark)}</section>"
    ordered = sorted(sources, key=lambda each: str(each["last_run"] or ""), reverse=True)
    most = max(int(each["documents"]) for each in ordered)
    rows = "".join(_source(each, most, seen) for each in ordered)
    head = "".join(f'<th scope="col">{esc(word)}</th>' for word in said.source_columns)
    return (
        f"<section><h2>{esc(said.freshness)}</h2>{line('', remark)}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{esc(said.freshness)}"><table class="sources">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _source(source: Mapping[str, Any], most: int, seen: Seen) -> str:
    said, strings, tally = documents_strings(seen.strings.code), seen.strings, source["tally"]
    failed = list(tally.get("failed", ()))
    items = [f"<li>{esc(file_name(row['uri']))}: {esc(row['reason'])}</li>" for row in failed]
    told = ""
    if items:
        count = said.failed.format(number=len(items))
        told = f'<details class="failed"><summary>{esc(count)}</summary><ul>{"".join(items[:_FAILED])}</ul>'
        told += f"{esc(said.more.format(number=len(items) - _FAILED)) if len(items) > _FAILED else ''}</details>"
    name = file_name(source["source"]) if source["source"] else strings.no_source
    number = int(source["documents"])
    whole = public_address(str(source["source"])) or name  # a folder of the server is nobody's business
    return (
        f'<tr><th scope="row"><span title="{esc(whole)}">{esc(name)}</span></th>'
        f'<td class="number">{grouped(number, strings)}{bar_svg(number, most)}</td>'
        f"<td>{esc(moment_in_words(source['last_run'], strings))}</td>"
        f"<td>{esc(tally_line(tally, strings))}{told}</td></tr>"
    )
