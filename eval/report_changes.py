"""Pure: a run against one before it: which measures changed, whether chance could do it, which questions moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.comparing import Difference, compare
from eval.report_numbers import LOWER, NEITHER, decimal, moment, plain, whole
from eval.report_outcomes import Outcome, moved
from eval.report_page import esc, paragraph, section, table
from eval.report_strings import ReportStrings
from eval.report_tables import PARTS
from eval.runs import Manifest
from rag.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class Earlier:
    """The run that another is held against: its name, what it was, its scores."""

    name: str
    manifest: Manifest
    scores: Mapping[str, Any]


def changes_html(manifest: Manifest, scores: Mapping[str, Any], earlier: Earlier | None, said: ReportStrings) -> str:
    """What became better and worse since the earlier run."""
    if earlier is None:
        return section("changes", said.change_title, paragraph(said.change_none))
    try:
        differences = compare(earlier.scores, scores)
    except EvaluationError:
        return section("changes", said.change_title, paragraph(said.change_not_shared.format(name=earlier.name)))
    sure = [_name(each.measure, said).lower() for each in differences if each.sure]
    told = said.change_sure.format(names=", ".join(sure)) if sure else said.change_unsure
    asked = {row["id"]: row["question"] for row in earlier.scores["questions"]}
    shared = sum(asked.get(row["id"]) == row["question"] for row in scores["questions"])
    at = moment(earlier.manifest.created, said)
    order = [name for names in PARTS.values() for name in names]
    known = sorted(differences, key=lambda each: order.index(each.measure) if each.measure in order else len(order))
    rows = [_row(each, said) for each in known]
    inside = (
        paragraph(said.change_against.format(name=earlier.name, at=at, n=whole(shared, said)))
        + paragraph(" ".join(_otherwise(earlier.manifest, manifest, said)))
        + paragraph(told)
        + table(said.change_columns, rows, said.change_caption)
        + _moved(earlier.scores["questions"], scores["questions"], said)
    )
    return section("changes", said.change_title, inside)


def _name(measure: str, said: ReportStrings) -> str:
    return said.measures.get(measure, (measure, ""))[0]


def _otherwise(first: Manifest, second: Manifest, said: ReportStrings) -> list[str]:
    """What else differs between the runs than what is being judged."""
    told = []
    if first.questions_digest != second.questions_digest:
        told.append(said.change_other["questions"])
    if first.corpus_digest != second.corpus_digest:
        told.append(said.change_other["corpus"])
    names = {*first.settings, *second.settings}
    if other := sorted(name for name in names if first.settings.get(name) != second.settings.get(name)):
        told.append(said.change_other["settings"].format(names=", ".join(said.made.get(n, n) for n in other)))
    if first.machine != second.machine:
        told.append(said.change_other["machine"])
    return told


def _row(of: Difference, said: ReportStrings) -> str:
    better, worse = (of.worse, of.better) if of.measure in LOWER else (of.better, of.worse)
    fares = [said.none, said.none] if of.measure in NEITHER else [whole(better, said), whole(worse, said)]
    same = of.first == of.second and not of.better and not of.worse
    verdict = said.change_verdicts["same" if same else "sure" if of.sure else "unsure"]
    told = verdict if same else said.change_p.format(verdict=verdict, p=decimal(of.p, 3, said))
    cells = [plain(of.measure, of.first, said), plain(of.measure, of.second, said), *fares, told]
    return (
        f'<tr><th scope="row">{esc(_name(of.measure, said))}</th>'
        + "".join(f'<td class="n">{esc(cell)}</td>' for cell in cells)
        + "</tr>"
    )


def _moved(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]], said: ReportStrings) -> str:
    """The questions that are right now and were not, and the other way round."""
    better, worse = moved(first, second)
    if not better and not worse:
        return paragraph(said.change_same)
    return _list(said.change_worse, worse, said) + _list(said.change_better, better, said)


def _list(heading: str, some: Sequence[tuple[Mapping[str, Any], Outcome, Outcome]], said: ReportStrings) -> str:
    items = "".join(
        f'<li><span lang="{esc(row["language"])}">{esc(row["question"])}</span> <span class="small">'
        f"({esc(said.change_from_to.format(was=said.outcomes[was], now=said.outcomes[now]))})</span></li>"
        for row, was, now in some
    )
    title = esc(heading.format(n=len(some)))
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>" if items else f"<p>{title}</p>"
