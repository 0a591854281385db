"""What goes wrong behind the door ends in a page in the reader's language: no bare error, no trace of the server."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ui.requested import Requested

log = logging.getLogger(__name__)
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def mended(app: Any, asked: Requested, scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Pass a request on; an error that came without a page, or that nobody caught, is told by a page of ours."""
    from starlette.requests import ClientDisconnect

    begun, bare = False, 0

    async def passed(message: MutableMapping[str, Any]) -> None:
        nonlocal begun, bare
        if message["type"] == "http.response.start":
            if asked.page and message["status"] >= 400 and not _is_page(message):
                bare = message["status"]
                return
            begun = True
        if not bare:
            await send(message)

    try:
        await app(scope, receive, passed)
    except ClientDisconnect:  # gone while it was sending: there is nobody to tell
        return
    except Exception:
        log.exception("%s %s failed", asked.method, asked.path[:200])
        if begun:  # half an answer is sent: the connection is cut, so that nobody takes it for a whole one
            raise
        bare = 500
    if bare:
        await asked.mishap(bare)(scope, receive, send)


def _is_page(message: MutableMapping[str, Any]) -> bool:
    headers: dict[bytes, bytes] = dict(message.get("headers", []))
    return headers.get(b"content-type", b"").startswith(b"text/html")
