"""The page on which a text is checked: ``/it/verifica``, its sentences as they are checked, its files."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from rag.errors import RegestoError, UsageError
from ui.desk import Desk
from ui.export.answers import Making
from ui.export.checks import check_json, check_sheet, check_table
from ui.export.logged import standings
from ui.export.naming import file_stem
from ui.export.writing import FORMS, download, sheet_download
from ui.locales.export import export_strings
from ui.locales.verify import verify_strings
from ui.panel import FIELDS, Chosen, FilterDesk
from ui.render import esc, line
from ui.shell import Seen, page_html
from ui.site import Site, html_response
from ui.telling import told
from ui.verify_form import EXAMPLE, FORM, KEEP, LIMITS, TEXT, Filled, form_html, languages_html, save_html
from ui.verify_view import Tally, sentence_html, summary_html
from ui.verifying import MOST, Checking, as_sent, problem_of, to_check

if TYPE_CHECKING:
    from starlette.responses import Response

    from rag.claims.texts import Checked

log = logging.getLogger(__name__)
# The documents that the example speaks of; where they are not held, none is offered.
_EXAMPLED: Final = frozenset(
    {"PAIR 2030", "ATS Brianza: oltre 1,2 milioni da Regione Lombardia per nuovi modelli sociosanitari"}
)
_STREAM: Final = "application/x-ndjson"


@dataclass(frozen=True)
class VerifyPage:
    """Checks texts, in three languages; a text lives no longer than its request."""

    desk: Desk
    site: Site
    checking: Checking

    def add_to(self, app: Any) -> None:
        """Answer the page's address, that of its sentences one by one, and that of its files."""
        self.site.add(app, "verify", self.page, form=True)
        self.site.add(app, "verify", self.stream, "frasi", form=True)
        self.site.add(app, "verify", self.file, "file", form=True)

    def page(self, request: Any, seen: Seen) -> str | Response:
        """The form; after it was sent, the whole result too (for who has no script)."""
        said = verify_strings(seen.strings.code)
        if request.method != "POST":  # an address may name the limits: a document's page does
            return self.entry(replace(seen, form={name: request.query_params.get(name, "") for name in LIMITS}))
        if seen.form.get(EXAMPLE):
            return self._whole(seen, replace(self._filled(seen, ""), text=said.example_text))
        if seen.form.get(KEEP):
            return self.entry(seen, note=said.kept_text)
        chosen = self._chosen(seen)
        if problem := self._problem(seen, chosen):
            return self.entry(seen, problem, 400)
        filled = self._filled(seen, "")
        tally, items = Tally(), []
        for number, each in enumerate(self.checking.sentences(filled.text, chosen.filters), 1):
            tally.add(number, each)
            items.append(sentence_html(number, each, seen.strings))
        summary = summary_html(tally, seen.strings, self._limited(seen, chosen))
        return self._whole(seen, filled, (summary, "".join(items), self._after(seen, filled, tally)))

    def entry(self, seen: Seen, problem: str = "", status: int = 200, note: str = "") -> Response:
        """The page with the form as it was sent: what is wrong with it, or what was done, in a line."""
        return html_response(self._whole(seen, replace(self._filled(seen, problem), note=note)), status)

    def _problem(self, seen: Seen, chosen: Chosen) -> str:
        """Why nothing can be checked, in a line; "" where it can."""
        closed = self.desk.switch.notice()
        if closed:
            return closed.words(seen.strings.code)
        return problem_of(self._text(seen), seen.strings) or chosen.problem

    @staticmethod
    def _after(seen: Seen, filled: Filled, tally: Tally) -> str:
        return (save_html(seen, filled) if tally.checked else "") + languages_html(seen)

    def stream(self, request: Any, seen: Seen) -> Response:
        """JSON lines: ``total``; a line with ``html`` for each sentence; ``summary`` and ``save`` when all are done.

        Or one line with the ``problem``.
        """
        from starlette.responses import RedirectResponse, StreamingResponse

        if request.method != "POST":
            return RedirectResponse(seen.to("verify"), 303)
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._told(seen), media_type=_STREAM, headers=headers)

    def _told(self, seen: Seen) -> Iterator[str]:
        text, chosen, tally = self._text(seen), self._chosen(seen), Tally()
        if problem := self._problem(seen, chosen):
            yield _line(problem=problem)
            return
        yield _line(total=to_check(text))
        try:
            for number, each in enumerate(self.checking.sentences(text, chosen.filters), 1):
                tally.add(number, each)
                yield _line(html=sentence_html(number, each, seen.strings), done=tally.checked)
        except RegestoError as error:
            yield _line(problem=told(error, seen.strings.code))
            return
        except Exception:
            log.exception("a text could not be checked")  # the text is in no message
            yield _line(problem=seen.strings.error_unexpected)
            return
        saving = self._after(seen, self._filled(seen, "", offered=False), tally)
        yield _line(summary=summary_html(tally, seen.strings, self._limited(seen, chosen)), save=saving)

    def file(self, request: Any, seen: Seen) -> Response:
        """The check of a text as a file: Markdown, Word, PDF, a table, JSON. Raises UsageError for another form."""
        from starlette.responses import RedirectResponse

        if request.method != "POST":
            return RedirectResponse(seen.to("verify"), 303)
        strings, form = seen.strings, seen.form.get(FORM, "")
        chosen, text = self._chosen(seen), self._text(seen)
        known = (*FORMS, "csv", "json")
        if form not in known:
            said = export_strings(strings.code)
            raise UsageError(said.unknown_format.format(value=form[:20], known=", ".join(known)))
        if problem := self._problem(seen, chosen):
            raise UsageError(problem)
        checked = list(self.checking.sentences(text, chosen.filters))
        return self._saved(checked, form, seen, self._limited(seen, chosen), request)

    def _saved(self, checked: list[Checked], form: str, seen: Seen, limits: str, request: Any) -> Response:
        answers = [each.answer for each in checked if each.answer]
        made = date.today().isoformat()
        base = seen.public or str(request.base_url)
        making = Making(seen.strings, made, base, standings(self.desk.settings, answers))
        first = next((each.text for each in checked if each.answer), "")
        code = seen.strings.code
        stem = file_stem(f"{export_strings(code).check_stem} {' '.join(first.split()[:8])}", code, made)
        if form == "csv":
            return download(check_table(checked, making, limits).encode(), "text/csv; charset=utf-8", f"{stem}.csv")
        if form == "json":
            return download(check_json(checked, making, limits).encode(), "application/json", f"{stem}.json")
        return sheet_download(check_sheet(checked, making, limits), form, stem)

    def _text(self, seen: Seen) -> str:
        return as_sent(seen.form.get(TEXT, ""))

    def _chosen(self, seen: Seen) -> Chosen:
        given = [seen.form.get(name, "") if name in LIMITS else "" for name in FIELDS]
        return FilterDesk(self.desk, seen.strings).chosen(given)

    @staticmethod
    def _limited(seen: Seen, chosen: Chosen) -> str:
        """What the check was limited to, in a line; "" where to nothing."""
        names = chosen.line.removeprefix(seen.strings.filters_line.format(filters=""))
        return verify_strings(seen.strings.code).limited.format(filters=names) if names else ""

    def _filled(self, seen: Seen, problem: str, *, offered: bool = True) -> Filled:
        limits = {name: seen.form.get(name, "") for name in LIMITS}
        choices = {}
        if offered:
            given = [limits.get(name, "") for name in FIELDS]
            choices = FilterDesk(self.desk, seen.strings).panel(given).choices
        example = offered and self.desk.holdings().titles >= _EXAMPLED
        return Filled(self._text(seen), limits, choices, problem, example)

    def _whole(self, seen: Seen, filled: Filled, result: tuple[str, str, str] | None = None) -> str:
        said = verify_strings(seen.strings.code)
        summary, items, saving = result or ("", "", "")
        form = form_html(seen, filled, MOST)
        closed = self.desk.switch.notice()
        notice = f'<div class="banner">{line("", closed.words(seen.strings.code))}</div>' if closed else ""
        folded = "" if result else ' open class="fresh"'  # its summary is shown when there is a result to go back from
        body = (
            f"<h1>{esc(said.title)}</h1>{line('lead', said.lead)}{notice}"
            f'<details id="entry"{folded}><summary>{esc(said.change)}</summary>{form}</details>'
            f'<section id="results"{"" if result else " hidden"} aria-labelledby="results-title">'
            f'<h2 id="results-title" tabindex="-1">{esc(said.results)}</h2>'
            f'<p id="progress" class="small" hidden><progress></progress> <span></span> '
            f'<button type="button">{esc(said.stop)}</button></p><p id="spoken" class="hidden" role="status"></p>'
            f'<div id="summary">{summary}</div><ol id="checks">{items}</ol><div id="save">{saving}</div></section>'
        )
        return page_html(seen, said.title, body, styles=("verify.css",), scripts=("verify.js",))


def _line(**value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
