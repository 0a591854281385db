"""The office: ``/it/ufficio`` and the pages below it. Each needs an account, wherever the service listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rag.errors import LibraryBusy, UsageError
from ui.desk import Desk
from ui.door import visitor_of
from ui.locales.office import office_strings
from ui.locales.office_uploads import upload_strings
from ui.locales.site import site_strings
from ui.office_file import OfficeFile
from ui.office_guard import Drawn, Guard
from ui.office_reading import known_sources, names_of, rows, targets_of
from ui.office_runs import Runs
from ui.office_sources import SourceLists
from ui.office_sources_view import sources_html
from ui.office_state import standing
from ui.office_uploads import Sent, TooMuchError, received, take
from ui.office_view import Told, office_html, run_html, state_html
from ui.pages.office_heard import Listening
from ui.pages.office_quality import Quality
from ui.pages.office_questions import QuestionPages
from ui.places import address
from ui.shell import Seen
from ui.site import Site, from_here, html_response
from ui.strings import LANGUAGES
from ui.visitors import Visitor, reading_open

if TYPE_CHECKING:
    from starlette.responses import Response


class OfficePages:
    """The pages and what they do; safe to share between threads."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self._desk = desk
        self._site = site
        self._settings = desk.settings
        self._file = OfficeFile(desk.settings.home)
        self._lists = SourceLists(desk.settings)
        self._runs = Runs(desk.settings)
        self._switch = desk.switch
        self._guard = Guard(site)

    def add_to(self, app: Any) -> None:
        """Add the pages in the three languages."""
        pages: dict[str, tuple[Drawn, bool]] = {
            "": (self._state, True),
            "lettura": (self._run, False),
            "fonti": (self._sources, True),
        }
        for tail, (draw, form) in pages.items():
            self._site.add(app, "office", self._guard.before(draw), tail, form=form)
        Listening(self._desk, self._file).add_to(app, self._site, self._guard)
        Quality(self._desk).add_to(app, self._site, self._guard)
        QuestionPages(self._desk, self._file, self._site, self._guard).add_to(app)
        for language in LANGUAGES:
            app.add_route(address("office", language, "carica"), self._uploading(language), ["GET", "POST"])

    # ------------------------------------------------------------------------------------------------ the state

    def _state(self, request: Any, seen: Seen, visitor: Visitor) -> str | Response:
        if request.method == "POST":
            return self._changed(seen, visitor)
        body = state_html(
            seen, self._run_section(seen), self._switch.notice(), standing(self._settings),
            reading="open" if reading_open(self._settings) else "accounts",
        )  # fmt: skip
        return office_html(seen, visitor, body, _told(request, seen))

    def _changed(self, seen: Seen, visitor: Visitor) -> str | Response:
        who = visitor.name or ""
        if seen.form.get("run") == "stop":
            if self._runs.stop(who):
                self._file.note(who, "stop")
            return _to(seen, "", "stopping")
        if "run" in seen.form:
            return self._started(seen, visitor, seen.form["run"], "")
        if seen.form.get("answers") == "off":
            self._switch.off(who, seen.form.get("notice", ""))
            self._file.note(who, "off", seen.form.get("notice", ""))
            return _to(seen, "", "off")
        if seen.form.get("answers") == "on":
            self._switch.on()
            self._file.note(who, "on")
            return _to(seen, "", "on")
        return _to(seen, "", "")

    def _started(self, seen: Seen, visitor: Visitor, chosen: str, tail: str) -> Response:
        """Begin to read what a button names. Raises UsageError where that is gone, or another run goes on."""
        said = office_strings(seen.strings.code)
        targets = targets_of(chosen, self._lists, known_sources(self._settings))
        if not targets:
            raise UsageError(said.unknown_source)
        if not self._runs.start(visitor.name or "", targets):
            raise UsageError(said.run_busy.format(who=self._runs.busy() or "…"))
        self._file.note(visitor.name or "", "run", ", ".join(names_of(targets, self._lists)))
        return _to(seen, "", "started")

    def _run_section(self, seen: Seen) -> str:
        last, busy = self._runs.last(), self._runs.busy()
        return run_html(seen, last, busy, names_of(last.begun.targets, self._lists) if last else [])

    def _run(self, request: Any, seen: Seen, visitor: Visitor) -> str:
        """The section of the run alone, for the script that follows it."""
        return self._run_section(seen)

    # ------------------------------------------------------------------------------------------------ sources

    def _sources(self, request: Any, seen: Seen, visitor: Visitor) -> str | Response:
        try:
            if request.method == "POST":
                return self._changed_source(seen, visitor)
        except UsageError as error:
            return html_response(self._sources_page(seen, visitor, Told(problems=(str(error),))), 400)
        return self._sources_page(seen, visitor, _told(request, seen))

    def _sources_page(self, seen: Seen, visitor: Visitor, told: Told) -> str:
        ours, others = rows(self._lists, known_sources(self._settings), seen)
        return office_html(seen, visitor, sources_html(seen, ours, others, self._settings.max_upload), told)

    def _changed_source(self, seen: Seen, visitor: Visitor) -> str | Response:
        said, who = office_strings(seen.strings.code), visitor.name or ""
        if "run" in seen.form:
            return self._started(seen, visitor, seen.form["run"], "fonti")
        for deed in ("remove", "withdraw"):
            if deed in seen.form:
                return self._removed(seen, who, seen.form[deed], whole=deed == "withdraw")
        kept = self._lists.add_address(seen.form, who, said)
        self._file.note(who, "add", kept.label)
        return self._read_added(seen, who, [str(self._lists.path(kept.id))])

    def _removed(self, seen: Seen, who: str, chosen: str, *, whole: bool) -> Response:
        """Take a source away, ``whole`` with what was read from it. Raises UsageError where another run goes on."""
        from ingest.withdrawing import withdraw_source

        said, kept = office_strings(seen.strings.code), self._lists.get(chosen.removeprefix("kept:"))
        if kept is None or kept.gone:
            raise UsageError(said.unknown_source)
        try:
            if kept.name and (busy := self._runs.busy()):  # the document would stay in the answers
                raise UsageError(said.run_busy.format(who=busy))
            if whole and not kept.name:
                withdraw_source(self._lists.source_name(kept), self._settings)
        except LibraryBusy as error:
            raise UsageError(said.run_busy.format(who=self._runs.busy() or "…")) from error
        self._lists.remove(kept)
        self._file.note(who, "withdraw" if whole else "remove", kept.label)
        if kept.name:
            self._runs.start(who, [str(self._lists.path(kept.id))])  # which withdraws its document
        return _to(seen, "fonti", "withdrawn" if whole else "removed")

    def _read_added(self, seen: Seen, who: str, targets: list[str]) -> Response:
        started = self._runs.start(who, targets)
        return _to(seen, "" if started else "fonti", "added" if started else "kept")

    def _uploading(self, language: str) -> Callable[[Any], Any]:
        async def answer(request: Any) -> Response:
            from starlette.concurrency import run_in_threadpool

            seen = replace(self._site.seen(request, "office", language), tail="fonti")
            visitor = visitor_of(request)
            stopped = self._guard.stopped(request, seen, visitor)
            if stopped is not None:
                return stopped
            if request.method != "POST":
                return _to(seen, "fonti", "")
            if not from_here(request):
                return self._site.refusal(seen, site_strings(language).foreign_form, 403)
            said = upload_strings(language)
            try:
                sent = await received(request, self._settings.max_upload)
            except TooMuchError:
                problem = said.too_big.format(most=self._settings.max_upload)
                return await run_in_threadpool(self._refused, seen, visitor, (problem,), 413)
            except UsageError:
                return await run_in_threadpool(self._refused, seen, visitor, (said.malformed,), 400)
            return await run_in_threadpool(self._uploaded, seen, visitor, sent)

        return answer

    def _uploaded(self, seen: Seen, visitor: Visitor, sent: Sent) -> Response:
        who, seen = visitor.name or "", replace(seen, form=sent.words)
        try:
            taken = take(sent, self._lists, self._settings, who, seen.strings.code)
        except UsageError as error:
            return self._refused(seen, visitor, (str(error),), 400)
        finally:
            for _, file in sent.files:
                file.close()
        for kept, edition in taken.kept:
            self._file.note(who, "edition" if edition else "upload", kept.label)
        targets = [str(self._lists.path(kept.id)) for kept, _ in taken.kept]
        if not taken.refused:
            return self._read_added(seen, who, targets)
        if targets:
            self._runs.start(who, targets)
        return self._refused(seen, visitor, tuple(taken.refused), 400)

    def _refused(self, seen: Seen, visitor: Visitor, problems: tuple[str, ...], status: int) -> Response:
        return html_response(self._sources_page(seen, visitor, Told(problems=problems)), status)


def _to(seen: Seen, tail: str, done: str) -> Response:
    """On to another page of the office, which says that something was done."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(seen.to("office", tail) + (f"?said={done}" if done else ""), 303)


def _told(request: Any, seen: Seen) -> Told:
    return Told(office_strings(seen.strings.code).said.get(request.query_params.get("said", ""), ""))
