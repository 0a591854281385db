"""The office pages on the quality of answers: ``/it/ufficio/qualita`` and each run's report below it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from rag.errors import EvaluationError
from ui.desk import Desk
from ui.office_guard import Guard
from ui.office_quality_view import Listed, quality_html
from ui.office_view import office_html
from ui.shell import Seen
from ui.site import Site, missing
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

    from eval.comparing import Difference
    from eval.kept_runs import Kept

# Runs listed (comparing two takes a quarter of a second, once), and reports kept drawn: one takes a second
# and is the same until a run is added or scored again.
_RUNS: Final = 20
_DRAWN: Final = 6
_TOLD: Final = ("facts", "refused", "false_refusal")


class Quality:
    """The runs kept in ``HOME/eval`` and their reports; safe to share between threads."""

    def __init__(self, desk: Desk) -> None:
        self._folder = desk.settings.home / "eval"
        self._lock = threading.Lock()  # Matplotlib draws one plot at a time
        self._reports: dict[tuple[Any, ...], str] = {}
        self._changes: dict[tuple[Any, ...], tuple[Difference, ...]] = {}

    def add_to(self, app: Any, site: Site, guard: Guard) -> None:
        """Add the pages in the three languages, behind the guard."""
        site.add(app, "office", guard.before(self._list), "qualita")
        site.add(app, "office", guard.before(self._report), "qualita/{run}")

    def _list(self, request: Any, seen: Seen, visitor: Visitor) -> str:
        from eval.kept_runs import kept_runs

        runs = kept_runs(self._folder)
        whole = [run for run in runs if run.manifest]
        shown = whole[:_RUNS] + [run for run in runs if not run.manifest]
        with self._lock:
            listed = [self._listed(run, runs) for run in shown]
        return office_html(seen, visitor, quality_html(seen, listed, len(whole) - _RUNS if len(whole) > _RUNS else 0))

    def _listed(self, run: Kept, runs: list[Kept]) -> Listed:
        """A run with what changed since the one before it on the same questions."""
        from eval.comparing import compare
        from eval.kept_runs import before

        earlier = before(run, runs)
        if run.manifest is None or run.scores is None or earlier is None or earlier.scores is None:
            return Listed(run)
        past = earlier.manifest
        if past is None or past.questions_digest != run.manifest.questions_digest:
            return Listed(run)
        key = (_state(earlier), _state(run))
        if key not in self._changes:
            # all are compared, as in the report: p values are corrected for their number
            try:
                changes = compare(earlier.scores, run.scores)
            except EvaluationError:  # nothing of the one is in the other
                return Listed(run)
            self._changes[key] = tuple(each for each in changes if each.measure in _TOLD)
        return Listed(run, self._changes[key], past.corpus_digest != run.manifest.corpus_digest)

    def _report(self, request: Any, seen: Seen, visitor: Visitor) -> Response:
        from starlette.responses import HTMLResponse

        from eval.kept_runs import kept_runs
        from eval.report_page import POLICY

        runs = kept_runs(self._folder)
        # taken from the list of what is there, never made into a path
        run = next((each for each in runs if each.name == request.path_params["run"] and each.scores), None)
        if run is None:
            return missing(seen)
        save = request.query_params.get("salva") == "1"
        page = self._drawn(run, runs, seen, save)
        headers = {"content-security-policy": POLICY, "cache-control": "private, no-store"}
        if save:
            headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(run.name, safe='')}.html"
        return HTMLResponse(page.encode("utf-8", "replace"), headers=headers)

    def _drawn(self, run: Kept, runs: list[Kept], seen: Seen, save: bool) -> str:
        """A run's report; one to be saved has no links into this service."""
        from eval.report import Served, report_of

        served = None if save else Served(seen.to("office", "qualita"), seen.root)
        key = (run.name, seen.strings.code, served, tuple(map(_state, runs)))
        with self._lock:
            if key not in self._reports:
                while len(self._reports) >= _DRAWN:
                    self._reports.pop(next(iter(self._reports)))
                self._reports[key] = report_of(run.folder, None, seen.strings.code, served)
            return self._reports[key]


def _state(run: Kept) -> tuple[str, int]:
    """Changes when a run is scored again."""
    try:
        return run.name, (run.folder / "scores.json").stat().st_mtime_ns
    except OSError:
        return run.name, 0
