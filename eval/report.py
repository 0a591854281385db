"""The report of a run: one page that an official can read, with all its plots, tables and sources in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.kept_runs import Kept, before, kept_runs, scored
from eval.report_brief import brief_html, head_html
from eval.report_changes import Earlier, changes_html
from eval.report_numbers import decimal, duration, moment, whole
from eval.report_page import esc, page, paragraph, section, table
from eval.report_strings import ReportStrings
from eval.report_sureness import sureness_html, times_html
from eval.report_tables import groups_html, measures_html, questions_html
from eval.report_texts import report_texts
from eval.report_worst import worst_html
from eval.runs import Run, read_run
from rag.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class Served:
    """Where a report is shown by the service: the page that leads back, what is before the library's addresses."""

    back: str
    root: str = ""


def report_of(folder: Path, against: Path | None = None, language: str = "it", served: Served | None = None) -> str:
    """The report of a run folder as a page, against another run or the one before it in the same folder.

    Raises EvaluationError where a folder is no run.
    """
    run, scores = read_run(folder), scored(folder)
    earlier = _last_before(run) if against is None else _given(against)
    return report_html(run, scores, earlier, report_texts(language), served)


def write_report(page_of: str, path: Path) -> None:
    """Write a report's page. Raises EvaluationError where it can't be written."""
    try:
        path.write_text(page_of, "utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: non riesco a scriverlo ({error.strerror})") from error


def _given(folder: Path) -> Earlier:
    other = read_run(folder)
    return Earlier(other.name, other.manifest, scored(folder))


def _last_before(run: Run) -> Earlier | None:
    folder = run.folder.resolve()
    found = before(Kept(folder, run.manifest), kept_runs(folder.parent))
    if found is None or found.manifest is None or found.scores is None:
        return None
    return Earlier(found.name, found.manifest, found.scores)


def report_html(
    run: Run, scores: Mapping[str, Any], earlier: Earlier | None, said: ReportStrings, served: Served | None = None
) -> str:
    """A report as one page that needs nothing else: its style and plots are in it, no script, nothing to load."""
    rows = scores["questions"]
    body = (
        brief_html(run, scores, said)
        + groups_html(scores, said)
        + measures_html(scores, said)
        + sureness_html(scores, run.manifest.threshold, said)
        + times_html(scores, said)
        + changes_html(run.manifest, scores, earlier, said)
        + worst_html(run, rows, said, served.root if served else None)
        + _made_html(run, said)
        + questions_html(rows, said)
    )
    titles = {
        "groups": said.groups_title, "measures": said.measures_title, "sureness": said.sure_title,
        "times": said.time_title, "changes": said.change_title, "worst": said.worst_title, "made": said.made_title,
    }  # fmt: skip
    links = "".join(
        f'<li><a href="#{name}">{esc(words)}</a></li>' for name, words in titles.items() if f'id="{name}"' in body
    )
    back = f'<p class="small"><a href="{esc(served.back)}">← {esc(said.back)}</a></p>' if served else ""
    head = f'{back}{head_html(run, said)}<nav aria-label="{esc(said.contents)}"><ul>{links}</ul></nav>'
    return page(said.code, f"{said.title} · {run.name}", head, body, paragraph(said.foot, ""))


def _made_html(run: Run, said: ReportStrings) -> str:
    """What a run was made with: enough to make it again, and to tell two runs apart."""
    made = run.manifest
    values: dict[str, str] = {
        "run": run.name, "set": made.set, "created": moment(made.created, said), "system": made.system,
        "questions_digest": made.questions_digest, "corpus_digest": made.corpus_digest,
        "documents": whole(made.documents, said), "passages": whole(made.passages, said),
        "seconds": duration(1000 * made.seconds, said), "memory_mb": f"{whole(made.memory_mb, said)} MB",
        "threshold": said.none if made.threshold is None else decimal(made.threshold, 2, said),
        **{name: str(value or said.off) for name, value in {**made.settings, **made.machine}.items()},
    }  # fmt: skip
    rows = [
        f'<tr><th scope="row">{esc(said.made.get(name, name))}</th><td>{esc(value)}</td></tr>'
        for name, value in values.items()
    ]
    return section(
        "made",
        said.made_title,
        paragraph(said.made_caption) + table(said.made_columns, rows, said.made_title, words=2),
    )
