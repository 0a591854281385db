"""The office pages that listen: ``/it/ufficio/domande``, ``pareri``, ``uso``, ``registro``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, cast

from ui.desk import Desk
from ui.office_file import OfficeFile
from ui.office_guard import Guard
from ui.office_heard_view import feedback_html, log_html, questions_html, usage_html
from ui.office_state import Unanswered, usage
from ui.office_view import office_html
from ui.shell import Seen
from ui.site import Site
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

_PERIOD: Final = 30
_FEEDBACK: Final = 200


class Listening:
    """What was asked, what was said of it, what the office did; safe to share between threads."""

    def __init__(self, desk: Desk, file: OfficeFile) -> None:
        self._desk = desk
        self._file = file
        self._unanswered = Unanswered(desk.log)

    def add_to(self, app: Any, site: Site, guard: Guard) -> None:
        """Add the pages in the three languages, behind the guard."""
        for tail, draw in (
            ("domande", self._questions),
            ("domande.csv", self._questions_csv),
            ("pareri", self._feedback),
            ("uso", self._usage),
            ("registro", self._log),
        ):
            site.add(app, "office", guard.before(draw), tail)

    def _questions(self, request: Any, seen: Seen, visitor: Visitor) -> str:
        days = _days(request)
        subjects = self._unanswered.of(days)
        return office_html(seen, visitor, questions_html(seen, subjects, days, logging=self._desk.log.on))

    def _questions_csv(self, request: Any, seen: Seen, visitor: Visitor) -> Response:
        from starlette.responses import Response

        from rag.answer_export import unanswered_out

        lines = unanswered_out(self._unanswered.of(_days(request)), "csv", seen.strings.code)
        headers = {"content-disposition": f'attachment; filename="{seen.tail}"', "cache-control": "private, no-store"}
        return Response("".join(lines).encode("utf-8", "replace"), headers=headers, media_type="text/csv")

    def _feedback(self, request: Any, seen: Seen, visitor: Visitor) -> str:
        from rag.feedback import counted, listed

        only = request.query_params.get("solo", "")
        thumb = cast("Literal[-1, 1] | None", {"up": 1, "down": -1}.get(only))
        heard = listed(self._desk.log, limit=_FEEDBACK, thumb=thumb, wanted=True if only == "wanted" else None)
        return office_html(seen, visitor, feedback_html(seen, heard, counted(self._desk.log), only))

    def _usage(self, request: Any, seen: Seen, visitor: Visitor) -> str:
        days = _days(request)
        found = usage(self._desk.log, days)
        return office_html(seen, visitor, usage_html(seen, found, days, logging=self._desk.log.on))

    def _log(self, request: Any, seen: Seen, visitor: Visitor) -> str:
        return office_html(seen, visitor, log_html(seen, self._file.deeds()))


def _days(request: Any) -> int:
    given = request.query_params.get("giorni", "")
    return int(given) if given in ("30", "90", "365") else _PERIOD
