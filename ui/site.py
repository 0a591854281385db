"""The frame of the pages drawn on the server: their routes in three languages, their headers, what goes wrong.

A page is a function from a request and what was ``Seen`` of it to markup (or a response of its own); it is run in a
thread, so it may read the library. A form comes with ``seen.form``, read before; one sent from another site is refused.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

from rag.errors import RegestoError, UsageError
from rag.settings import Settings
from ui.locales import strings_for
from ui.locales.site import site_strings
from ui.places import Place, address
from ui.shell import Seen, problem_page
from ui.strings import LANGUAGES
from ui.telling import told
from ui.visitors import KEY

if TYPE_CHECKING:
    from starlette.responses import Response

log = logging.getLogger(__name__)
_STATIC: Final = Path(__file__).with_name("static")
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_MONTH: Final = 30 * 24 * 3600
# Bytes of a form that are read, unless a page says otherwise: a long press release has 20,000.
MOST_SENT: Final = 400_000
# No word of a document is ever run: no inline script, handler or style.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

Draw = Callable[[Any, Seen], "str | Response"]


@dataclass(frozen=True)
class Site:
    """Adds pages to the outer application."""

    settings: Settings

    @cached_property
    def version(self) -> str:
        """Changes with any style or script, which browsers may keep."""
        files = sorted(path for path in _STATIC.iterdir() if path.suffix in _TYPES)
        return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:10]

    def add(self, app: Any, place: Place, draw: Draw, tail: str = "", *, form: bool = False) -> None:
        """Answer a place's address in every language; ``tail`` is what follows its name ("{name}/testo").

        With ``form`` the address takes a form as well (POST, URL-encoded).
        """
        for language in LANGUAGES:
            answer = self._answering(place, language, draw)
            app.add_route(address(place, language, tail), answer, ["GET", "POST"] if form else ["GET"])

    def seen(self, request: Any, place: Place, language: str) -> Seen:
        """How a page is asked for."""
        root = request.scope.get("root_path", "")
        tail = request.url.path.removeprefix(address(place, language, root=root)).strip("/")
        return Seen(
            strings_for(language), place, root, tail, request.url.query, self.version,
            self.settings.public_url.rstrip("/"),
        )  # fmt: skip

    def _answering(self, place: Place, language: str, draw: Draw) -> Callable[[Any], Any]:
        async def answer(request: Any) -> Response:
            from starlette.concurrency import run_in_threadpool

            seen = self.seen(request, place, language)
            if request.method == "POST":
                if not from_here(request):
                    return self.refusal(seen, site_strings(language).foreign_form, 403)
                content = await sent(request, MOST_SENT)
                if content is None:
                    return self.refusal(seen, site_strings(language).too_much, 413)
                pairs = parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True)
                seen = replace(seen, form=dict(pairs))
            return await run_in_threadpool(self._drawn, request, seen, draw)

        return answer

    def _drawn(self, request: Any, seen: Seen, draw: Draw) -> Response:
        said = site_strings(seen.strings.code)
        try:
            drawn = draw(request, seen)
            return html_response(drawn) if isinstance(drawn, str) else drawn
        except UsageError as error:
            return self.refusal(seen, str(error), 400)
        except RegestoError as error:
            visitor = request.scope.get(KEY)  # the office may read what to do, with the names of files
            reason = str(error) if visitor and visitor.office else told(error, seen.strings.code)
            return html_response(problem_page(seen, said.failed_title, reason), 503)
        except sqlite3.Error:
            log.exception("a page could not be drawn")
            return html_response(problem_page(seen, said.failed_title, seen.strings.error_unexpected), 503)

    @staticmethod
    def refusal(seen: Seen, reason: str, status: int) -> Response:
        """The page of a request that is not accepted, and why."""
        return html_response(problem_page(seen, site_strings(seen.strings.code).refused_title, reason), status)

    def add_static(self, app: Any) -> None:
        """Serve the styles and scripts of ``ui/static``."""
        app.add_route("/static/{name}", self._static)

    def _static(self, request: Any) -> Response:
        from starlette.responses import Response

        name = request.path_params["name"]
        known = {path.name: path for path in _STATIC.iterdir() if path.suffix in _TYPES}
        if name not in known:
            return Response(status_code=404)
        fresh = request.query_params.get("v") == self.version
        headers = {"cache-control": f"public, max-age={_MONTH}, immutable" if fresh else "no-cache"}
        return Response(known[name].read_bytes(), media_type=_TYPES[known[name].suffix], headers=headers)


def from_here(request: Any) -> bool:
    """Whether a form was sent from a page of this service (its origin is ours, as browsers tell)."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    # a proxy that calls us by another name says by which it was called; only one that is believed gets it this far
    host = request.headers.get("x-forwarded-host") or request.headers.get("host", "")
    return origin is None or urlsplit(origin).netloc == host


async def sent(request: Any, most: int) -> bytes | None:
    """The body of a request; None where it is longer than ``most`` bytes, which are then not kept."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            return None
        parts.append(part)
    return b"".join(parts)


def html_response(page: str, status: int = 200) -> Response:
    """A page of ours with its policy; never kept by a shared cache."""
    from starlette.responses import HTMLResponse

    headers = {"content-security-policy": POLICY, "cache-control": "private, no-cache"}
    return HTMLResponse(page.encode("utf-8", "replace"), status, headers)


def missing(seen: Seen) -> Response:
    """The page of an address where there is nothing (404)."""
    said = site_strings(seen.strings.code)
    return html_response(problem_page(seen, said.missing_title, said.missing_text), 404)
