"""A scripted language model behind an OpenAI-compatible server on loopback: it says what a test tells it, well or badly."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Said = str | list[str]
Script = Callable[[dict[str, Any]], "Said | Bad"]


@dataclass(frozen=True)
class Bad:
    """Bad behaviour: ``status`` answers an error, ``stall`` says nothing for so long before the first piece, ``cut``
    ends the stream without an end, ``endless`` never ends it, ``finish`` is the reason given."""

    text: str = ""
    status: int = 0
    stall: float = 0.0
    cut: bool = False
    endless: str = ""
    pause: float = 0.0
    finish: str = "stop"
    message: str = "scripted failure"


@dataclass
class Scripted:
    """The server: its address, what it was asked, and what it says to each request, the last line again and again."""

    url: str
    script: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def says(self, *lines: Any) -> None:
        """What the next requests are answered: texts, answers as objects, Bad, or functions of the request."""
        self.script, self.asked = list(lines), []

    def next(self, request: dict[str, Any]) -> Any:
        at = min(len(self.asked), len(self.script) - 1)
        self.asked.append(request)
        said = self.script[at]
        return said(request) if callable(said) else said


def answer(*sentences: tuple[str, list[tuple[int, str]]], answerable: bool = True) -> str:
    """An answer of the agreed form: sentences with (passage, quote) pairs."""
    return json.dumps(
        {
            "answerable": answerable,
            "sentences": [
                {"text": text, "quotes": [{"passage": number, "quote": quote} for number, quote in quotes]}
                for text, quotes in sentences
            ],
        },
        ensure_ascii=False,
    )


def given(request: dict[str, Any]) -> list[str]:
    """The passages that a request gives the model, in order: the text between their fences."""
    words = request["messages"][-1]["content"]
    fence = re.search(r"=== (\S+) PASSAGE 1 ===", words)
    assert fence, words[:400]
    mark = re.escape(fence[1])
    return re.findall(rf"=== {mark} PASSAGE \d+ ===\n(.*?)\n=== {mark} END OF PASSAGE \d+ ===", words, re.DOTALL)


def holding(request: dict[str, Any], words: str) -> int:
    """The number of the passage given that holds some words; 0 where none does."""
    plain = " ".join(words.split())
    return next((at for at, each in enumerate(given(request), 1) if plain in " ".join(each.split())), 0)


@contextmanager
def scripted_model() -> Iterator[Scripted]:  # noqa: C901
    """The server, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            said = server.next(request)
            bad = said if isinstance(said, Bad) else Bad(text=said)
            with suppress(BrokenPipeError, ConnectionResetError):  # the other side has given up, as it should
                self._answer(request, bad)

        def _answer(self, request: dict[str, Any], bad: Bad) -> None:
            if bad.stall and not request.get("stream"):
                server.stopped.wait(bad.stall)
            if bad.status:
                return self._send(bad.status, {"error": {"message": bad.message, "type": "scripted"}})
            if not request.get("stream"):
                return self._send(200, _whole(request, bad))
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            self._piece(request, {"role": "assistant", "content": ""})
            server.stopped.wait(bad.stall)
            for start in range(0, len(bad.text), 17):
                self._piece(request, _delta(request, bad.text[start : start + 17], start))
                if bad.pause:
                    server.stopped.wait(bad.pause)
            while bad.endless and not server.stopped.is_set():
                self._piece(request, {"content": bad.endless})
                if bad.pause:
                    server.stopped.wait(bad.pause)
            if not bad.cut:
                self._piece(request, {}, bad.finish)
                self.wfile.write(b"data: [DONE]\n\n")
            return None

        def _piece(self, request: dict[str, Any], delta: dict[str, Any], finish: str | None = None) -> None:
            chunk = {
                "id": "c1",
                "object": "chat.completion.chunk",
                "created": int(time.time()),
                "model": request["model"],
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            }
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def _send(self, status: int, body: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Scripted(f"http://127.0.0.1:{http.server_port}/v1")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.stopped.set()
        http.shutdown()
        http.server_close()


def _delta(request: dict[str, Any], text: str, start: int) -> dict[str, Any]:
    """A piece of the answer, as text or, where the request forces a tool, as the tool's arguments."""
    if not request.get("tool_choice"):
        return {"content": text}
    call: dict[str, Any] = {"index": 0, "function": {"arguments": text}}
    if start == 0:
        call |= {"id": "t1", "type": "function"}
        call["function"]["name"] = request["tools"][0]["function"]["name"]
    return {"tool_calls": [call]}


def _whole(request: dict[str, Any], bad: Bad) -> dict[str, Any]:
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request["model"],
        "choices": [{"index": 0, "message": {"role": "assistant", "content": bad.text}, "finish_reason": bad.finish}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
