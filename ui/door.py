"""The door before every page and before Gradio's own addresses: who may read, how much an address may ask.

Of Gradio's addresses only those are served that the chat uses; uploads, files of the disk, proxies, recordings are not.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from rag.errors import RegestoError
from rag.settings import Settings
from ui.limits import Buckets, bucket_of
from ui.mishaps import mended
from ui.requested import Requested
from ui.visitors import KEY, Reception, Visitor, reading_open

if TYPE_CHECKING:
    from starlette.responses import Response

Receive = Callable[[], Awaitable[dict[str, Any]]]
# Bytes of one request of the chat: a question, its filters and what the browser keeps of a conversation.
MOST_JOINED: Final = 2_000_000
# Steps of the chat (a filter chosen, a page opened) for each question that may be asked.
_STEPS: Final = 10
ANSWERS: Final = "answer"


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
        asked = Requested.of(scope, self.rules.settings)
        try:
            visitor, headers = self.rules.reception.receive(scope)
        except (RegestoError, sqlite3.Error) as error:
            await asked.failed(error)(scope, receive, send)
            return
        if not self.rules.reception.known_as(scope):
            await asked.refused(403, asked.unknown_name)(scope, receive, send)
            return
        inside = {**scope, "headers": headers, KEY: visitor}
        refused = self._stopped(asked, visitor)
        if refused is None and asked.is_chat_post:
            body = await _whole(receive, MOST_JOINED)
            refused = self._taken(asked, visitor, body)
            receive = _again(body or b"", receive)
        if refused is not None:
            await refused(inside, receive, send)
        else:
            await mended(self.app, asked, inside, receive, send)

    def _stopped(self, asked: Requested, visitor: Visitor) -> Response | None:
        if not asked.is_served:
            return asked.refused(404, asked.strings.not_served)
        if not self.rules.open and visitor.name is None and not asked.is_for_all:
            return asked.to_sign_in()
        if asked.is_counted:
            return self._counted(self.rules.questions, asked, visitor)
        return None

    def _taken(self, asked: Requested, visitor: Visitor, body: bytes | None) -> Response | None:
        """Whether a request of the chat is accepted; None when it is."""
        if body is None:
            return asked.too_long()
        bucket = self.rules.steps
        if asked.chat == "queue/join" and _function(body) in self.rules.asking.get(asked.language, ()):
            bucket = self.rules.questions
        return self._counted(bucket, asked, visitor)

    @staticmethod
    def _counted(bucket: Buckets, asked: Requested, visitor: Visitor) -> Response | None:
        wait = math.ceil(bucket.take(bucket_of(visitor.address)))
        return asked.too_often(wait) if wait else None


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
