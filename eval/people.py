"""Many people at once: they open the chat, ask, read what comes as it comes, open a source, think, ask again.

``python -m eval.people --home HOME`` serves that library for real (``regesto chat``, a port of its own) and talks to it
as browsers do: Gradio's queue, its stream of events, what may follow each answer; each from an address of their own, as
a trusted proxy tells, so that the limits are the real ones. Only this machine is ever asked.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

import httpx

from eval.memory import family_megabytes

_THINK: Final = (2.0, 8.0)  # seconds between an answer and the next question
_PATIENCE: Final = 60.0
_EVERY: Final = 5.0


@dataclass(slots=True)
class Seen:
    """What the people met with: seconds to the first words, to the whole answer, to a source; what went wrong.

    ``memory``: megabytes of the server and what it started, by second.
    """

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    source: list[float] = field(default_factory=list)
    follow: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: dict[int, float] = field(default_factory=dict)


class Person:
    """One person with a browser tab."""

    def __init__(self, base: str, number: int, questions: Sequence[str], seen: Seen) -> None:
        self._random = random.Random(number)
        self._questions = self._random.sample(list(questions), len(questions))
        self._seen = seen
        self._session = secrets.token_hex(6)
        headers = {"x-forwarded-for": f"198.51.100.{number + 1}"}
        self._client = httpx.Client(base_url=base, timeout=_PATIENCE, headers=headers, trust_env=False)

    def live(self, until: float, begin: float) -> None:
        """Open the chat, then ask and read until then (``time.monotonic``)."""
        time.sleep(begin)
        try:
            started = time.monotonic()
            self._page = self._client.get("it/").raise_for_status().text
            config = self._client.get("it/config").raise_for_status().json()
            self._values = {each["id"]: each["props"].get("value") for each in config["components"]}
            asking, follow, arrive = _functions(config)
            list(self._events(arrive, ()))
            self._seen.opened.append(time.monotonic() - started)
            for question in self._questions:
                if time.monotonic() > until:
                    break
                self._ask(question, asking, follow)
                time.sleep(self._random.uniform(*_THINK))
        except Exception as error:  # counted and shown: whatever it is, the others go on
            self._seen.errors.append(f"{type(error).__name__}: {error}"[:200])
        finally:
            self._client.close()

    def _ask(self, question: str, asking: dict[str, Any], follow: dict[str, Any] | None) -> None:
        started, first, whole = time.monotonic(), 0.0, ""
        for message, line in self._events(asking, (question,)):
            written = 'class=\\"exchange' in line and 'class=\\"waiting' not in line
            if written and message["msg"] == "process_generating" and not first:
                first = time.monotonic() - started
            if message["msg"] == "process_completed":
                whole = line
                if not message["success"]:
                    raise RuntimeError(f"no answer: {message['output']}")
        took = time.monotonic() - started
        if not whole or "data-answer" not in whole:
            raise RuntimeError(f"no whole answer to {question!r}: {whole[-300:]}")
        self._seen.first.append(first or took)
        self._seen.whole.append(took)
        self._open_source(whole)
        if follow:
            started = time.monotonic()
            list(self._events(follow, ()))
            self._seen.follow.append(time.monotonic() - started)

    def _open_source(self, line: str) -> None:
        found = re.findall(r"(?:\.\./|/)(d/[0-9a-f]+/\d+)", line)
        if found:
            started = time.monotonic()
            page = self._client.get(self._random.choice(found)).raise_for_status().text
            for picture in re.findall(r'src="(?:\.\./|/)*(d/[^"]+\.webp[^"]*)"', page)[:1]:
                self._client.get(picture.replace("&amp;", "&")).raise_for_status()
            self._seen.source.append(time.monotonic() - started)

    def _events(self, function: dict[str, Any], given: Sequence[Any]) -> Iterator[tuple[dict[str, Any], str]]:
        """Call one of the page's functions as its script does; each message of the stream, and as it came."""
        values = [self._values.get(each) for each in function["inputs"]]
        call = {
            "data": [*given, *values[len(given) :]], "event_data": None, "fn_index": function["id"],
            "trigger_id": function["targets"][0][0], "session_hash": self._session,
        }  # fmt: skip
        joined = self._client.post("it/gradio_api/queue/join", json=call)
        if joined.is_error:
            raise RuntimeError(f"{joined.status_code} {joined.text[:150]}")
        stream = self._client.stream("GET", "it/gradio_api/queue/data", params={"session_hash": self._session})
        with stream as answer:
            for line in answer.iter_lines():
                if line.startswith("data:"):
                    message = json.loads(line[5:])
                    if message["msg"] == "unexpected_error":
                        raise RuntimeError(line[:200])
                    yield message, line
                    if message["msg"] in ("process_completed", "close_stream"):
                        return


def _functions(config: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any]]:
    """The page's functions that answer a question, find what may follow, and greet."""
    named = {each["id"]: each["props"].get("elem_id") for each in config["components"]}
    functions = config["dependencies"]
    asking = next(each for each in functions if any(named.get(target) == "question" for target, _ in each["targets"]))
    follow = next(
        (each for each in functions if each.get("trigger_after") == asking["id"] and each["backend_fn"]), None
    )
    arrive = next(each for each in functions if any(event == "load" for _, event in each["targets"]))
    return asking, follow, arrive


@contextmanager
def served(home: Path, *, quiet: bool = False) -> Iterator[tuple[str, int]]:
    """The chat on that library: its address and process; ``quiet``: what it says of itself is not shown."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "REGESTO_HOME": str(home), "REGESTO_TRUSTED_PROXIES": "127.0.0.1", "REGESTO_ANSWERS": "on",
        "REGESTO_READING": "open",
    }  # fmt: skip
    command = [sys.executable, "-c", "from ui.cli import main; main()", "chat", "--port", str(port)]
    errors = subprocess.DEVNULL if quiet else None
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
    base = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.get(base + "it/", trust_env=False, timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                if time.monotonic() > deadline or server.poll() is not None:
                    raise
                time.sleep(0.2)
        yield base, server.pid
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def crowd(base: str, pid: int, people: int, seconds: float, questions: Sequence[str]) -> Seen:
    """Let so many people ask for so long; what they met with."""
    seen = Seen()
    started = time.monotonic()
    until = started + seconds
    threads = [
        threading.Thread(target=Person(base, number, questions, seen).live, args=(until, 5.0 * number / people))
        for number in range(people)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.memory[round(time.monotonic() - started)] = family_megabytes(pid)
        time.sleep(_EVERY)
    seen.memory[round(time.monotonic() - started)] = family_megabytes(pid)
    return seen


def report(seen: Seen, people: int, seconds: float) -> dict[str, Any]:
    """The figures: rates and times in seconds, memory in megabytes at the start, after a minute, at the end."""
    at = sorted(seen.memory)
    minute = min(at, key=lambda each: abs(each - 60))
    return {
        "people": people,
        "seconds": seconds,
        "answers": len(seen.whole),
        "answers_per_second": round(len(seen.whole) / seconds, 2),
        **{f"{name}_{part}": value for name in ("first", "whole", "source", "follow", "opened")
           for part, value in _spread(getattr(seen, name)).items()},
        "errors": len(seen.errors),
        "memory_mb": [round(seen.memory[each]) for each in (at[0], minute, at[-1])],
    }  # fmt: skip


def _spread(times: Sequence[float]) -> dict[str, float]:
    if len(times) < 2:
        return {}
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 3), "p95": round(cuts[18], 3), "most": round(max(times), 3)}


def main() -> None:
    """The command; exit code 1 when anything went wrong for anybody."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a library, which is only read (and its answers kept)")
    parser.add_argument("--questions", type=Path, default=Path(__file__).parent / "sets" / "misleading.dev.jsonl")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120.0)
    given = parser.parse_args()
    if not 1 <= given.people <= 100 or not 1 <= given.seconds <= 900:
        parser.error("up to 100 people for up to 900 seconds")
    questions = [
        json.loads(line)["question"] for line in given.questions.read_text("utf-8").splitlines() if line.strip()
    ]
    with served(given.home) as (base, pid):
        seen = crowd(base, pid, given.people, given.seconds, questions)
    for name, value in report(seen, given.people, given.seconds).items():
        sys.stdout.write(f"{name:>20}  {value}\n")
    for error in seen.errors[:10]:
        sys.stdout.write(f"error: {error}\n")
    sys.exit(bool(seen.errors))


if __name__ == "__main__":
    main()
