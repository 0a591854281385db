"""The addresses of sources: ``/d/<document>/<edition>`` (its page), ``…/<page>.webp`` (a PDF's page as a picture).

``?q=start-end`` marks a quote; a permalink's ``#start-end``, which a server never sees, is turned into that by a few
lines of script. Further: ``page``, ``from`` and ``all`` (long texts), ``view=text``, ``lang``, ``theme``, ``embed=1``.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from rag.errors import RegestoError
from rag.settings import Settings
from ui.languages import opening_language
from ui.locales import strings_for
from ui.locales.source import source_strings
from ui.page_images import PageImages
from ui.source_frame import THEMES, Frame
from ui.source_reading import Asked, Edition, Reading
from ui.source_view import problem_html, source_html
from ui.strings import LANGUAGES, Strings
from ui.telling import told

if TYPE_CHECKING:
    from starlette.responses import Response

log = logging.getLogger(__name__)
# No word of a document is ever run: no inline script, handler or style. Pictures and our one script come from here.
# No "sandbox": with a script and its own origin it holds nothing back, and without that origin the page's pictures
# would be asked for without the cookies of a service that has accounts.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
_PICTURE_POLICY: Final = "default-src 'none'; sandbox"
_QUOTE: Final = re.compile(r"(\d{1,9})-(\d{1,9})")
_NUMBER: Final = re.compile(r"\d{1,9}")
_NAME: Final = re.compile(r"[0-9a-f]{12}")
_MONTH: Final = 30 * 24 * 3600


def asked_of(query: Mapping[str, str]) -> Asked:
    """What a query asks for; numbers that are none are left out, and a quote that is none is told as lost."""
    quoted = query.get("q", "")
    match = _QUOTE.fullmatch(quoted)
    numbers = {name: int(query[name]) for name in ("page", "from") if _NUMBER.fullmatch(query.get(name, ""))}
    return Asked(
        quote=(int(match[1]), int(match[2])) if match else None,
        page=numbers.get("page"),
        begin=numbers.get("from"),
        whole=query.get("all") == "1",
        as_text=query.get("view") == "text",
        unread=bool(quoted) and not match,
    )


class SourcePages:
    """Answers requests for sources.

    ``images`` is shared with whoever closes it; ``version`` is that of styles and scripts.
    """

    def __init__(self, settings: Settings, images: PageImages, version: str = "") -> None:
        self.settings = settings
        self.images = images
        self.version = version

    @cached_property
    def reading(self) -> Reading:
        """Opened with the first request; raises LibraryError."""
        from rag.library import Library

        return Reading(Library.open(self.settings), self.images)

    def add_to(self, app: Any) -> None:
        """Add the routes to the outer application."""
        app.add_route("/d/{name}/{number}", self.page)
        app.add_route("/d/{name}/{number}/{picture}", self.picture)
        app.add_route("/d/{name}", self.newest)
        app.add_route("/d/{rest:path}", self.page)

    def _frame(self, request: Any) -> tuple[Strings, Frame]:
        query = request.query_params
        told = query.get("lang", "")
        told = told if told in LANGUAGES else ""
        code = told or opening_language(request.headers.get("accept-language", ""), self.settings.language)
        theme = query.get("theme", "")
        frame = Frame(
            request.scope.get("root_path", ""), told, theme if theme in THEMES else "", query.get("embed") == "1",
            self.version, self.settings.public_url.rstrip("/"),
        )  # fmt: skip
        return strings_for(code), frame

    def _found(self, request: Any) -> Edition | str | None:
        """The edition that the path names; None where there is no such document, its uri where not this edition."""
        name, number = request.path_params.get("name", ""), request.path_params.get("number", "")
        uri = self.reading.uri(name) if _NAME.fullmatch(name) else None
        if uri is None:
            return None
        return (self.reading.edition(uri, int(number)) if _NUMBER.fullmatch(number) else None) or uri

    def page(self, request: Any) -> Response:
        """The page of an edition; a clear page with 404 where there is none, with 503 when the library is out."""
        strings, frame = self._frame(request)
        said = source_strings(strings.code)
        try:
            edition = self._found(request)
            if isinstance(edition, Edition):
                shown = self.reading.shown(edition, asked_of(request.query_params))
                return self._html(request, source_html(shown, strings, frame))
            reason = said.missing_edition if edition else said.missing_text
            return self._html(request, problem_html(said.missing_title, reason, strings, frame), 404)
        except RegestoError as error:
            return self._html(request, problem_html(said.failed_title, told(error, strings.code), strings, frame), 503)
        except sqlite3.Error:
            log.exception("a source could not be read")
            return self._html(request, problem_html(said.failed_title, strings.error_unexpected, strings, frame), 503)

    def newest(self, request: Any) -> Response:
        """To the current edition of a document."""
        from starlette.responses import RedirectResponse

        name = request.path_params["name"]
        try:
            uri = self.reading.uri(name) if _NAME.fullmatch(name) else None
            editions = self.reading.library.editions(uri) if uri else []
        except (RegestoError, sqlite3.Error):  # told by the page
            editions = []
        if not editions:
            return self.page(request)
        current = next((each for each in editions if not each.superseded), editions[-1])
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.scope.get('root_path', '')}/d/{name}/{current.edition}{query}")

    def picture(self, request: Any) -> Response:
        """A page of a PDF as WebP; the bytes of an edition never change, so a browser may keep it."""
        from starlette.responses import Response

        headers = {"content-security-policy": _PICTURE_POLICY, "cache-control": "no-cache"}
        number, _, kind = request.path_params["picture"].partition(".")
        try:
            edition = self._found(request)
            if not isinstance(edition, Edition) or kind != "webp" or not _NUMBER.fullmatch(number):
                return Response(status_code=404, headers=headers)
            digest = edition.record.sha256
            tag = f'"{digest[:20]}-{number}"'
            if request.query_params.get("v") == digest[:12]:
                headers["cache-control"] = f"private, max-age={_MONTH}, immutable"
            if _matches(request, tag):
                return Response(status_code=304, headers={**headers, "etag": tag})
            content = self.images.picture(digest, int(number))
        except (RegestoError, OSError, sqlite3.Error):
            return Response(status_code=404, headers={**headers, "cache-control": "no-cache"})
        return Response(content, media_type="image/webp", headers={**headers, "etag": tag})

    def _html(self, request: Any, page: str, status: int = 200) -> Response:
        from starlette.responses import HTMLResponse, Response

        content = page.encode("utf-8", "replace")
        tag = f'"{sha256(content).hexdigest()[:24]}"'
        headers = {
            "content-security-policy": POLICY, "cache-control": "private, no-cache", "vary": "Accept-Language",
            "etag": tag,
        }  # fmt: skip
        if status == 200 and _matches(request, tag):
            return Response(status_code=304, headers=headers)
        return HTMLResponse(content, status, headers)


def _matches(request: Any, tag: str) -> bool:
    """Whether the browser holds what would be sent."""
    held = request.headers.get("if-none-match", "")
    return tag in (each.strip().removeprefix("W/") for each in held.split(","))
