"""``/export?ids=…&format=md|docx|pdf&lang=it|fr|en``: answers of the log as a file to keep and send."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rag.errors import RegestoError, UsageError
from ui.desk import Desk
from ui.export.logged import rows_sheet
from ui.export.writing import FORMS, sheet_download
from ui.languages import opening_language
from ui.locales.export import export_strings
from ui.locales.site import site_strings
from ui.shell import Seen, problem_page
from ui.site import Site, html_response
from ui.strings import LANGUAGES, Strings
from ui.telling import told

if TYPE_CHECKING:
    from starlette.responses import Response

log = logging.getLogger(__name__)
# Answers of one file: a long conversation has 30, and 200 take Word's writer three seconds.
MOST: Final = 200


@dataclass(frozen=True)
class ExportPage:
    """The one address under which answers are saved."""

    desk: Desk
    site: Site

    def add_to(self, app: Any) -> None:
        """Answer ``/export``."""
        app.add_route("/export", self.answer, ["GET"])

    def answer(self, request: Any) -> Response:
        """The file, or a page that says why there is none."""
        query = request.query_params
        given = query.get("lang", "")
        accepted = request.headers.get("accept-language", "")
        language = given if given in LANGUAGES else opening_language(accepted, self.desk.settings.language)
        seen = self.site.seen(request, "chat", language)
        try:
            return self._file(seen, query.get("ids", ""), query.get("format", "md"), str(request.base_url))
        except UsageError as error:
            return self.site.refusal(seen, str(error), 400)
        except (RegestoError, sqlite3.Error) as error:
            if isinstance(error, RegestoError):
                reason = told(error, language)
            else:
                log.exception("answers could not be saved")
                reason = seen.strings.error_unexpected
            return html_response(problem_page(seen, site_strings(language).failed_title, reason), 503)

    def _file(self, seen: Seen, given: str, form: str, here: str) -> Response:
        settings, said = self.desk.settings, export_strings(seen.strings.code)
        ids = asked_ids(given, seen.strings)
        if form not in FORMS:
            raise UsageError(said.unknown_format.format(value=form[:20], known=", ".join(FORMS)))
        rows = [row for row in map(self.desk.log.get, ids) if row is not None]
        if not rows:
            reason = said.unknown_text if self.desk.log.on else said.log_off
            return html_response(problem_page(seen, said.unknown_title, reason), 404)
        sheet, stem = rows_sheet(rows, settings, seen.strings, settings.public_url or here, len(ids) - len(rows))
        return sheet_download(sheet, form, stem)


def asked_ids(given: str, strings: Strings) -> list[str]:
    """The ids of an address, each once, in order. Raises UsageError for none, or for more than ``MOST``."""
    said = export_strings(strings.code)
    ids = list(dict.fromkeys(each.strip() for each in given.split(",") if each.strip()))
    if not ids:
        raise UsageError(said.no_ids)
    if len(ids) > MOST:
        raise UsageError(said.too_many.format(most=MOST, count=len(ids)))
    return ids
