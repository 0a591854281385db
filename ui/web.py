"""The web server around the pages: one address a language, security headers, nothing asked of the outside.

``/`` sends a reader to ``/it/``, ``/fr/`` or ``/en/``. Gradio's page template says ``lang="en"`` and names its makers'
site in its meta tags; the guard mends both on the way out.
"""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rag.errors import SettingsError
from ui.languages import opening_language
from ui.strings import LANGUAGES, Strings

# Inline handlers ("onerror=…") never run, and nothing is loaded from, sent to or framed by another site. Gradio needs
# inline scripts (its configuration) and Function() (its HTML templates); markup set by our pages never runs a script.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; script-src-attr 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_ICON: Final = Path(__file__).parent / "static" / "icon.svg"
_PROMOTION = re.compile(rb'<meta\s+(?:property="og|name="twitter)[^>]*>')


class PageGuard:
    """ASGI middleware: security headers on every response, the right ``lang`` in every page."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Pass a request on; hold back only pages, to mend them."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        language = scope["path"].strip("/").split("/")[0].encode()
        held: list[dict[str, Any]] = []

        async def guarded(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                known = dict(message.get("headers", []))
                own = [pair for pair in _HEADERS if pair[0] not in known]
                message = {**message, "headers": [*message.get("headers", []), *own]}
                # a page with a policy of its own is ours, not made from Gradio's template
                is_page = known.get(b"content-type", b"").startswith(b"text/html")
                if is_page and b"content-security-policy" not in known and scope["method"] != "HEAD":
                    held.append(message)
                    return
            if not held:
                await send(message)
                return
            held.append(message)
            if not message.get("more_body"):
                for part in _mended(held, language):
                    await send(part)

        await self.app(scope, receive, guarded)


def _mended(held: list[dict[str, Any]], language: bytes) -> Iterator[dict[str, Any]]:
    """A held page with its language said rightly and the template's promotion taken out."""
    start, body = held[0], b"".join(part.get("body", b"") for part in held[1:])
    body = _PROMOTION.sub(b"", body)
    if language.decode(errors="replace") in LANGUAGES:
        body = re.sub(rb'<html\s+lang="en"', b'<html lang="' + language + b'"', body, count=1)
    headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
    yield {**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]}
    yield {"type": "http.response.body", "body": body}


def redirecting_app(default_language: str, door: tuple[Any, Any] | None = None) -> Any:
    """The outer application: ``/`` leads to the reader's language; pages are mounted on it afterwards.

    ``door`` is a middleware and its rules (``ui.door``); within the guard, so that what it answers has its headers.
    """
    from fastapi import FastAPI
    from starlette.responses import RedirectResponse, Response

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    if door is not None:
        app.add_middleware(door[0], rules=door[1])
    app.add_middleware(PageGuard)

    def home(request: Any) -> Response:
        language = opening_language(request.headers.get("accept-language", ""), default_language)
        query = f"?{request.url.query}" if request.url.query else ""
        target = f"{request.scope.get('root_path', '')}/{language}/{query}"
        return RedirectResponse(target, headers={"vary": "Accept-Language"})

    def icon(request: Any) -> Response:
        return Response(_ICON.read_bytes(), media_type="image/svg+xml")

    app.add_route("/", home)
    app.add_route("/favicon.ico", icon)
    return app


@contextmanager
def listening(host: str, port: int, strings: Strings) -> Iterator[socket.socket]:
    """A socket that listens there, taken before anything heavy loads. Raises SettingsError saying what to change."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
            taken.listen(128)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SettingsError(strings.port_taken.format(port=port, host=host)) from error
            raise SettingsError(strings.address_unusable.format(host=host, port=port, reason=error.strerror)) from error
        yield taken


def serve(app: Any, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until interrupted; ``ready`` is called once the page answers."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()

    # proxy_headers would believe whoever connects from this machine; ui.visitors knows better which proxies are ours
    config = uvicorn.Config(
        app, log_level="warning", timeout_graceful_shutdown=3, proxy_headers=False, server_header=False
    )
    Server(config).run(sockets=[taken])
