"""The server around the pages: languages, headers, the port; no browser."""

import asyncio
import socket

import pytest

from rag.errors import SettingsError
from ui.locales import strings_for
from ui.web import POLICY, PageGuard, listening, redirecting_app

PAGE = b'<!doctype html>\n<html\n\tlang="en"\n><meta property="og:title" content="Gradio" /><meta name="twitter:card" content="x" /></html>'


async def _through(app, path: str, headers=()) -> tuple[int, dict[bytes, bytes], bytes]:
    sent = []
    requests = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        # A FileResponse listens until the client has gone: always answering with a request would spin for ever.
        return requests.pop() if requests else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "headers": list(headers), "scheme": "http",
        "query_string": b"q=1", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


def get(app, path: str, **headers: str) -> tuple[int, dict[bytes, bytes], bytes]:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return asyncio.run(_through(app, path, pairs))


async def pages(scope, receive, send):
    kind = b"text/html; charset=utf-8" if scope["path"] != "/data" else b"application/json"
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind), (b"content-length", b"9")]}
    )
    await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[40:]})


@pytest.mark.parametrize("language", ["it", "fr", "en"])
def test_a_page_says_its_own_language_and_promotes_nobody(language):
    status, headers, body = get(PageGuard(pages), f"/{language}/")
    assert status == 200
    assert f'lang="{language}"'.encode() in body
    assert b"Gradio" not in body
    assert b"twitter" not in body
    assert int(headers[b"content-length"]) == len(body)


def test_what_is_not_a_page_passes_untouched_but_guarded():
    _, headers, body = get(PageGuard(pages), "/data")
    assert body == PAGE
    assert headers[b"content-security-policy"] == POLICY.encode()
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_the_policy_stops_inline_handlers_and_other_sites():
    assert "script-src-attr 'none'" in POLICY
    assert "connect-src 'self'" in POLICY
    assert "http" not in POLICY


@pytest.mark.parametrize(("accepted", "target"), [("", "/it/?q=1"), ("fr", "/fr/?q=1"), ("en-US,en", "/it/?q=1")])
def test_the_bare_address_leads_to_the_readers_language(accepted, target):
    status, headers, _ = get(redirecting_app("it"), "/", accept_language=accepted)
    assert status == 307
    assert headers[b"location"] == target.encode()


def test_there_is_an_icon():
    status, headers, body = get(redirecting_app("it"), "/favicon.ico")
    assert (status, headers[b"content-type"]) == (200, b"image/svg+xml")
    assert body.startswith(b"<svg")


def test_a_taken_port_is_told_with_what_to_change():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(SettingsError, match=rf"porta {port} .*--port o REGESTO_PORT"),
            listening("127.0.0.1", port, strings_for("it")),
        ):
            pass


def test_an_address_that_is_not_ours_is_told():
    with pytest.raises(SettingsError, match="REGESTO_HOST"), listening("203.0.113.7", 7860, strings_for("it")):
        pass
