"""Pure: how the questions went group by group, and every measure with what it means: plots, each beside its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.plots import intervals, stacked
from eval.report_numbers import LOWER, SCORES, SIZES, hundredths, named, plain, span_of, value_of, whole
from eval.report_outcomes import OUTCOMES, by_group, outcome
from eval.report_page import esc, figure, key_of, paragraph, row, section, table
from eval.report_strings import ReportStrings

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "facts": ("facts", "fact_recall", "verdict", "verdict_wrong"),
    "sources": ("quotes_valid", "pages_valid", "page_right", "source_first", "source_cited", "source_precision",
                "citation_recall", "citation_precision", "sentence_support"),
    "refusals": ("refused", "false_refusal"),
    "finding": ("Success@1", "Success@5", "QuoteSuccess@5", "QuoteSuccess@10", "RR@10", "nDCG@10"),
    "effort": ("words", "milliseconds"),
}  # fmt: skip
# Questions listed at the end; with 7,600 of them a page has three megabytes.
_LISTED: Final = 1000
_BY_GROUP: Final = ("facts", "citation_recall", "source_first", "QuoteSuccess@10", "refused", "false_refusal")


def groups_html(scores: Mapping[str, Any], said: ReportStrings) -> str:
    """How the questions went by type, language, persona and kind of document; "" where nothing was answered."""
    rows = scores["questions"]
    key = key_of([(each, said.outcomes[each]) for each in OUTCOMES if any(outcome(row) == each for row in rows)])
    parts = "".join(_group(by, scores, said, key) for by in said.groups)
    return section("groups", said.groups_title, paragraph(said.groups_lead) + parts if parts else "")


def _group(by: str, scores: Mapping[str, Any], said: ReportStrings, key: str) -> str:
    groups = by_group(scores["questions"], by)
    if not groups:
        return ""
    names = group_names(by, said)
    heading = said.groups[by]
    told = [(f"{named(value, names)} ({sum(counts.values())})", list(counts.values())) for value, counts in groups]
    colours = [f"--c-{each}" for each in OUTCOMES]
    title = said.group_plot.format(by=heading)
    plot = stacked(told, colours, f"by-{by}", title, said.group_axis)
    used = [each for each in OUTCOMES if any(counts[each] for _, counts in groups)]
    cells = [
        row(
            named(value, names),
            [whole(n := sum(counts.values()), said), f"{hundredths(counts['right'] / n, said)}%",
             *(str(counts[each]) for each in used if each != "right")],
        )
        for value, counts in groups
    ]  # fmt: skip
    columns = [*said.group_columns, *(said.outcomes[each] for each in used if each != "right")]
    return (
        f"<h3>{esc(heading)}</h3>{figure(plot, '', key)}{table(columns, cells, heading)}"
        f"{_measures_by(by, scores, said)}"
    )


def group_names(by: str, said: ReportStrings) -> Mapping[str, str]:
    """The words for the values of a kind of group."""
    names = {"type": said.types, "language": said.languages, "persona": said.personas, "kind": said.kinds}
    return names[by]


def _measures_by(by: str, scores: Mapping[str, Any], said: ReportStrings) -> str:
    """The main measures of each group, to be opened."""
    groups = scores["groups"].get(by, {})
    shown = [name for name in _BY_GROUP if any(name in held for held in groups.values())]
    if not shown:
        return ""
    rows = [
        row(
            named(value, group_names(by, said)),
            [whole(held["n"], said), *(plain(name, held[name], said) if name in held else said.none for name in shown)],
        )
        for value, held in groups.items()
    ]
    columns = [*said.group_columns[:2], *(said.measures[name][0] for name in shown)]
    inside = table(columns, rows, f"{said.groups[by]}: {said.group_measures.lower()}")
    return f"<details><summary>{esc(said.group_measures)}</summary>{inside}</details>"


def measures_html(scores: Mapping[str, Any], said: ReportStrings) -> str:
    """Every measure: what it means, its figure, its interval, of how many questions; first as a plot."""
    held = scores["measures"]
    known = {name for names in PARTS.values() for name in names}
    parts = {**PARTS, "other": tuple(name for name in held if name not in known)}
    rows = []
    for part, names in parts.items():
        if some := [name for name in names if name in held]:
            rows.append(f'<tr class="part"><th colspan="4" scope="colgroup">{esc(said.parts[part])}</th></tr>')
            rows += [_measure(name, held[name], said) for name in some]
    shares = [name for names in PARTS.values() for name in names if name in held and name not in SCORES | SIZES]
    dots = [(_labelled(name, said), *(held[name][key] for key in ("mean", "low", "high"))) for name in shares]
    title = said.measures_plot
    plot = figure(intervals(dots, "measures", title, said.measures_axis), title) if dots else ""
    return section(
        "measures", said.measures_title,
        paragraph(said.measures_lead) + plot + table(said.measures_columns, rows, said.measures_caption)
        + paragraph(said.definitions, "small"),
    )  # fmt: skip


def _labelled(name: str, said: ReportStrings) -> str:
    words = said.measures[name][0]
    return said.less.format(measure=words) if name in LOWER else words


def _measure(name: str, held: Mapping[str, Any], said: ReportStrings) -> str:
    words, meaning = said.measures.get(name, (name, ""))
    return row(words, [value_of(name, held, said), span_of(name, held, said), whole(held["n"], said)], meaning)


def questions_html(rows: Sequence[Mapping[str, Any]], said: ReportStrings) -> str:
    """Every question and what became of it, to be opened; of very many, first those that went wrong."""
    lines = []
    shown = rows if len(rows) <= _LISTED else sorted(rows, key=lambda each: outcome(each) == "right")[:_LISTED]
    for each in shown:
        found = outcome(each)
        words = said.outcomes[found] if found else said.none
        lines.append(
            f'<tr><td>{esc(each["id"])}</td><td lang="{esc(each["language"])}">{esc(each["question"])}</td>'
            f"<td>{esc(named(each['type'], said.types))}</td><td>{esc(words)}</td></tr>"
        )
    title = said.all_title.format(n=whole(len(rows), said))
    left = paragraph(said.all_of.format(shown=whole(_LISTED, said)), "small") if len(shown) < len(rows) else ""
    inside = left + table(said.all_columns, lines, title, words=4)
    return f'<details id="all"><summary>{esc(title)}</summary>{inside}</details>'
