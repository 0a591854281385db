"""The addresses of single answers: ``/a/<id>`` leads to ``/it/a/<id>``; ``/a/<id>/feedback`` takes what readers say.

An id has 96 random bits, so an address can't be guessed: who has it was given it.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from rag.answer_rows import answer_from_json
from rag.errors import RegestoError
from rag.feedback import LONGEST, Thumb, give
from ui.answer_view import answer_page
from ui.desk import Desk
from ui.languages import opening_language
from ui.locales.answer import answer_strings
from ui.places import address
from ui.shell import Seen, problem_page
from ui.since import changed_since
from ui.site import Site, from_here, html_response, sent

if TYPE_CHECKING:
    from starlette.responses import Response

log = logging.getLogger(__name__)
_NAME: Final = re.compile(r"[0-9a-f]{24}")
_THUMBS: Final[dict[str, Thumb]] = {"1": 1, "-1": -1}
# Bytes of a form: a comment of signs that take nine bytes each when they are encoded, and some.
_MOST_SENT: Final = 12 * LONGEST


@dataclass(frozen=True)
class AnswerPages:
    """Shows single answers, and hears what readers say of them."""

    desk: Desk
    site: Site

    def add_to(self, app: Any) -> None:
        """Add the routes to the outer application."""
        self.site.add(app, "answer", self.draw, "{name}")
        app.add_route("/a/{name}", self.lead, ["GET"])
        app.add_route("/a/{name}/feedback", self.hear, ["POST"])

    def lead(self, request: Any) -> Response:
        """To the page in the reader's language."""
        from starlette.responses import RedirectResponse

        language = opening_language(request.headers.get("accept-language", ""), self.desk.settings.language)
        target = address("answer", language, request.path_params["name"], request.scope.get("root_path", ""))
        return RedirectResponse(target, headers={"vary": "Accept-Language"})

    def draw(self, request: Any, seen: Seen) -> str | Response:
        """The page of an answer; 404 where there is none, or the log is off."""
        said = answer_strings(seen.strings.code)
        name = request.path_params["name"]
        row = self.desk.log.get(name) if self.desk.log.on and _NAME.fullmatch(name) else None
        if row is None:
            reason = said.missing_text if self.desk.log.on else said.log_off
            return html_response(problem_page(seen, said.missing_title, reason), 404)
        answer = answer_from_json(row.answer)
        since = changed_since(answer.citations, self.desk.library)
        return answer_page(row, since, self.desk.records(answer), seen)

    async def hear(self, request: Any) -> Response:
        """Keep what a reader says: 204 when it is kept, 404 where it can't be."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import Response

        if not from_here(request):
            return Response(status_code=403)
        content = await sent(request, _MOST_SENT)
        if content is None:
            return Response(status_code=413)
        form = dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
        return Response(status_code=await run_in_threadpool(self._given, request.path_params["name"], form))

    def _given(self, name: str, form: dict[str, str]) -> int:
        try:
            kept = give(
                self.desk.log,
                name,
                form.get("voice", ""),
                thumb=_THUMBS.get(form.get("thumb", "")),
                comment=form.get("comment", ""),
                wanted=form.get("wanted") == "1",
            )
        except (RegestoError, sqlite3.Error) as error:
            log.warning("what a reader said could not be kept: %s", error)
            return 503
        return 204 if kept else 404
