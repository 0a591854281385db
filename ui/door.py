"""The door before every page and before Gradio's own addresses: who may read, how much an address may ask.

Of Gradio's addresses only those are served that the chat uses; uploads, files of the disk, proxies, recordings are not.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from rag.errors import RegestoError
from rag.settings import Settings
from ui.languages import opening_language
from ui.limits import Buckets, bucket_of
from ui.locales.signin import signin_strings
from ui.places import SLUGS, Place, address
from ui.strings import LANGUAGES
from ui.visitors import KEY, Reception, Visitor, reading_open

if TYPE_CHECKING:
    from starlette.responses import Response

Receive = Callable[[], Awaitable[dict[str, Any]]]
# The chat's own addresses below /it/gradio_api/.
_SERVED: Final = re.compile(
    r"queue/(join|data|status)|heartbeat/\w+|reset/?|cancel|startup-events|info/?|app_id/?|theme\.css|user/?|login_check/?"
)
# Bytes of one request of the chat: a question, its filters and what the browser keeps of a conversation.
MOST_JOINED: Final = 2_000_000
# Steps of the chat (a filter chosen, a page opened) for each question that may be asked.
_STEPS: Final = 10
ANSWERS: Final = "answer"
_EXPORT: Final = re.compile(r"/(export|esporta|exporter)(/|$)")


@dataclass
class Rules:
    """What the door goes by. ``asking``: for each language the numbers of the chat's functions that answer."""

    settings: Settings
    reception: Reception
    asking: dict[str, frozenset[object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rate = self.settings.rate
        self.open = reading_open(self.settings)
        self.questions = Buckets(rate, max(1, rate / 2))
        self.steps = Buckets(rate * _STEPS, max(1, rate * _STEPS / 2))

    def learn(self, language: str, page: Any) -> None:
        """Which functions of a chat page (Gradio Blocks) answer: those that share its line of answers."""
        self.asking[language] = frozenset(number for number, each in page.fns.items() if each.concurrency_id == ANSWERS)


class Door:
    """ASGI middleware; tells the pages behind it who is asking (``ui.visitors.KEY`` in the scope)."""

    def __init__(self, app: Any, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":  # nothing here speaks it
                await send({"type": "websocket.close"})
            else:
                await self.app(scope, receive, send)
            return
        asked = _Asked.of(scope, self.rules.settings)
        try:
            visitor, headers = self.rules.reception.receive(scope)
        except (RegestoError, sqlite3.Error) as error:
            await asked.refused(503, str(error))(scope, receive, send)
            return
        inside = {**scope, "headers": headers, KEY: visitor}
        refused = self._stopped(asked, visitor)
        if refused is None and asked.is_chat_post:
            body = await _whole(receive, MOST_JOINED)
            refused = self._taken(asked, visitor, body)
            receive = _again(body or b"", receive)
        await (refused or self.app)(inside, receive, send)

    def _stopped(self, asked: _Asked, visitor: Visitor) -> Response | None:
        if asked.chat is not None and not _SERVED.fullmatch(asked.chat):
            return asked.refused(404, asked.strings.not_served)
        if not self.rules.open and visitor.name is None and not asked.is_for_all:
            return asked.to_sign_in()
        if asked.is_counted:
            return self._counted(self.rules.questions, asked, visitor)
        return None

    def _taken(self, asked: _Asked, visitor: Visitor, body: bytes | None) -> Response | None:
        """Whether a request of the chat is accepted; None when it is."""
        if body is None:
            return asked.refused(413, asked.strings.too_long)
        bucket = self.rules.steps
        if asked.chat == "queue/join" and _function(body) in self.rules.asking.get(asked.language, ()):
            bucket = self.rules.questions
        return self._counted(bucket, asked, visitor)

    @staticmethod
    def _counted(bucket: Buckets, asked: _Asked, visitor: Visitor) -> Response | None:
        wait = math.ceil(bucket.take(bucket_of(visitor.address)))
        if not wait:
            return None
        return asked.refused(429, asked.strings.too_many.format(seconds=wait), {"retry-after": str(wait)})


class _Asked:
    """What a request is after, by its method and path."""

    def __init__(self, method: str, path: str, query: str, root: str, language: str, *, page: bool) -> None:
        self.method, self.path, self.query, self.root, self.language, self.page = (
            method, path, query, root, language, page,
        )  # fmt: skip
        self.strings = signin_strings(language)
        match = re.match(r"/\w+/gradio_api/(.*)", path, re.S)
        self.chat = match[1] if match else None

    @classmethod
    def of(cls, scope: Mapping[str, Any], settings: Settings) -> _Asked:
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
    def is_chat_post(self) -> bool:
        return self.method not in ("GET", "HEAD") and self.chat is not None

    @property
    def is_for_all(self) -> bool:
        """What is open without an account: styles, the icon, the page to sign in."""
        return self.path in ("/", "/favicon.ico") or self.path.startswith("/static/") or self._below("signin")

    @property
    def is_counted(self) -> bool:
        """A form of a page that is open to all (a check, an export), or an export by its address."""
        if self._below("office") or self._below("signin"):
            return False
        if self.chat is not None:
            return False
        return self.method == "POST" or _EXPORT.search(self.path) is not None

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
        from ui.locales.site import site_strings
        from ui.shell import Seen, problem_page
        from ui.site import html_response

        if self.chat is not None or not (self.page or self.method == "POST"):
            content = json.dumps({"detail": reason}, ensure_ascii=False).encode("utf-8", "replace")
            return Response(content, status, headers, "application/json")
        place: Place = next((each for each in SLUGS if each != "chat" and self._below(each)), "chat")
        said = site_strings(self.language)
        title = self.strings.too_many_title if status == 429 else said.refused_title
        drawn = html_response(problem_page(Seen(strings_for(self.language), place, self.root), title, reason), status)
        drawn.headers.update(headers or {})
        return drawn


def _function(body: bytes) -> object:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return sent.get("fn_index") if isinstance(sent, dict) else None


async def _whole(receive: Receive, most: int) -> bytes | None:
    """A request's body; None where it is longer than ``most`` bytes, which are then not kept."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        size += len(message.get("body", b""))
        if size > most:
            return None
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Hands a body that was read once more to who comes after."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> dict[str, Any]:
        return waiting.pop() if waiting else await receive()

    return received


def visitor_of(request: Any) -> Visitor:
    """Who sent a request that came through the door; nobody, where there is none (in tests of a single page)."""
    found = request.scope.get(KEY)
    return found if isinstance(found, Visitor) else Visitor("")
