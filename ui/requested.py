"""What a request is after, by its method and path, and how it is told that it can't be had: a page, or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote

from rag.settings import Settings
from ui.languages import opening_language
from ui.locales.signin import signin_strings
from ui.locales.site import site_strings
from ui.places import SLUGS, Place, address
from ui.strings import LANGUAGES
from ui.telling import told

if TYPE_CHECKING:
    from starlette.responses import Response

_EXPORT: Final = re.compile(r"/export(/|$)")
# What a search, a comparison and a timeline are asked for by: up to three seconds of work each.
_WORK: Final = frozenset({"q", "a", "b", "tema"})
# The chat's own addresses below /it/gradio_api/.
_SERVED: Final = re.compile(
    r"queue/(join|data|status)|heartbeat/\w+|reset/?|cancel|startup-events|info/?|app_id/?|theme\.css|user/?|login_check/?"
)
# Further addresses of Gradio's that the chat does not need: they sign nobody in, and describe what is inside.
_CLOSED: Final = re.compile(
    r"/\w+/(openapi\.json|docs|redoc|log(in|out)|monitoring|pwa_icon|manifest\.json|robots\.txt|svelte)(/|$)"
)
# Signs of a part of a path: file systems take 255 bytes, and ours have 24.
_LONGEST: Final = 200


class Requested:
    """What a request is after, by its method and path."""

    def __init__(self, method: str, path: str, query: str, root: str, language: str, *, page: bool) -> None:
        self.method, self.path, self.query, self.root, self.language, self.page = (
            method, path, query, root, language, page,
        )  # fmt: skip
        self.strings = signin_strings(language)
        match = re.match(r"/\w+/gradio_api/(.*)", path, re.S)
        self.chat = match[1] if match else None

    @classmethod
    def of(cls, scope: Mapping[str, Any], settings: Settings) -> Requested:
        """A request's."""
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root)
        headers = dict(scope["headers"])
        first = path.split("/")[1] if path.startswith("/") else ""
        accepted = headers.get(b"accept-language", b"").decode("latin-1")
        language = first if first in LANGUAGES else opening_language(accepted, settings.language)
        page = scope["method"] in ("GET", "HEAD") and b"text/html" in headers.get(b"accept", b"")
        return cls(scope["method"], path, scope["query_string"].decode("latin-1"), root, language, page=page)

    def _below(self, place: Place) -> bool:
        here = address(place, self.language)
        return self.path == here or self.path.startswith(here + "/")

    @property
    def unknown_name(self) -> str:
        """What is said to who calls the service by a name that is not its own."""
        return site_strings(self.language).wrong_host

    @property
    def is_served(self) -> bool:
        """Whether there may be something at the address: of Gradio's own ones only those that the chat needs."""
        if any(len(part) > _LONGEST for part in self.path.split("/")) or _CLOSED.match(self.path):
            return False
        return self.chat is None or _SERVED.fullmatch(self.chat) is not None

    @property
    def is_chat_post(self) -> bool:
        """Whether something is sent to the chat."""
        return self.method not in ("GET", "HEAD") and self.chat is not None

    @property
    def is_for_all(self) -> bool:
        """What is open without an account: styles, the icon, the page to sign in."""
        return self.path in ("/", "/favicon.ico") or self.path.startswith("/static/") or self._below("signin")

    @property
    def is_counted(self) -> bool:
        """A form of a page that is open to all (a check), an export, or a search among the documents."""
        if self._below("office") or self._below("signin") or self.chat is not None:
            return False
        searched = self._below("documents") and not _WORK.isdisjoint(parse_qs(self.query))
        return self.method == "POST" or searched or _EXPORT.search(self.path) is not None

    def to_sign_in(self) -> Response:
        """A reader is led to the page to sign in, a program is told."""
        from starlette.responses import RedirectResponse

        if not self.page:
            return self.refused(401, self.strings.needed)
        back = self.root + self.path + (f"?{self.query}" if self.query else "")
        return RedirectResponse(f"{address('signin', self.language, root=self.root)}?then={quote(back, safe='')}", 303)

    def refused(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> Response:
        """A page for people; for the chat, which shows ``detail``, and for programs, JSON."""
        from starlette.responses import Response

        from ui.locales import strings_for
        from ui.shell import Seen, problem_page
        from ui.site import html_response

        if self.chat is not None or not (self.page or self.method == "POST"):
            content = json.dumps({"detail": reason}, ensure_ascii=False).encode("utf-8", "replace")
            return Response(content, status, headers, "application/json")
        place: Place = next((each for each in SLUGS if each != "chat" and self._below(each)), "chat")
        said = site_strings(self.language)
        titles = {429: self.strings.too_many_title, 404: said.missing_title, 500: said.failed_title}
        title = titles.get(status, said.failed_title if status == 503 else said.refused_title)
        drawn = html_response(problem_page(Seen(strings_for(self.language), place, self.root), title, reason), status)
        drawn.headers.update(headers or {})
        return drawn

    def too_often(self, seconds: int) -> Response:
        """What is told to an address that has asked for too much."""
        reason = self.strings.too_many.format(seconds=seconds)
        return self.refused(429, reason, {"retry-after": str(seconds)})

    def too_long(self) -> Response:
        """What is told where more was sent than a question and its conversation can be."""
        return self.refused(413, self.strings.too_long)

    def failed(self, error: Exception) -> Response:
        """What is told where not even who is asking can be known."""
        return self.refused(503, told(error, self.language))

    def mishap(self, status: int) -> Response:
        """What is told instead of a bare error of that status."""
        from ui.locales import strings_for

        said = site_strings(self.language)
        if status >= 500:
            return self.refused(status, strings_for(self.language).error_unexpected)
        if status == 405:
            return self.refused(status, said.wrong_method)
        return self.refused(404, said.missing_text)
