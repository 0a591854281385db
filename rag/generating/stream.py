"""A model's text while it is written, within a budget of time and size; every way of failing has one of seven names."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_log = logging.getLogger(__name__)
# An answer of five sentences with quotes has some 3,000 characters, a model's thoughts before it perhaps 20,000.
_LONGEST: Final = 60_000
_DONE: Final = object()


class ModelFailure(Exception):
    """The model gave no whole answer; ``why`` is a key of the phrases, ``llm_`` and the name here.

    ``late``, ``down``, ``key`` (401, 403), ``busy`` (429), ``error`` (any other status), ``cut`` (the stream ended
    early), ``endless``, ``empty``, ``malformed``, ``language``, ``unsupported``.
    """

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


def stream(model: Any, messages: list[BaseMessage], deadline: float) -> Iterator[str]:
    """The growing text of a model's answer: each item is all of it so far.

    ``model`` is a LangChain runnable that streams messages, or (with structured output) their ``raw`` ones;
    ``deadline`` is a ``time.monotonic`` second. Raises ModelFailure.
    """
    chunks: queue.Queue[Any] = queue.Queue()
    stop = threading.Event()
    # A daemon, so that a socket that never speaks again holds up no exit; its client's own time-out ends it.
    threading.Thread(target=_read, args=(model, messages, chunks, stop), daemon=True).start()
    text = ""
    try:
        while True:
            try:
                item = chunks.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ModelFailure("late") from None
            if item is _DONE:
                break
            if isinstance(item, Exception):
                raise _named(item) from None
            text += text_of(item)
            _unbroken(item)
            if len(text) > _LONGEST:
                raise ModelFailure("endless")
            if time.monotonic() > deadline:
                raise ModelFailure("late")
            yield text
    finally:
        stop.set()
    if not text.strip():
        raise ModelFailure("empty")


def _read(model: Any, messages: list[BaseMessage], chunks: queue.Queue[Any], stop: threading.Event) -> None:
    try:
        source = model.stream(messages)
        with contextlib.closing(source):
            for chunk in source:
                if stop.is_set():
                    return
                raw = chunk.get("raw") if isinstance(chunk, dict) else chunk
                if raw is not None:
                    chunks.put(raw)
        chunks.put(_DONE)
    except Exception as error:  # each provider raises its own kinds
        chunks.put(error)


def text_of(message: Any) -> str:
    """What a piece of a message says: its text, or the arguments of the tool it calls."""
    called = "".join(str(each.get("args") or "") for each in getattr(message, "tool_call_chunks", None) or ())
    if called:
        return called
    content = message.content
    if isinstance(content, str):
        return content
    parts = (
        part if isinstance(part, str) else part.get("text") or "" for part in content if isinstance(part, (str, dict))
    )
    return "".join(part for part in parts if isinstance(part, str))


def _unbroken(message: Any) -> None:
    """Raises ModelFailure where a piece says that the answer was cut off: each provider has its name for that."""
    told = getattr(message, "response_metadata", {})
    reason = next((told[name] for name in ("finish_reason", "stop_reason", "done_reason") if told.get(name)), None)
    if reason in ("length", "max_tokens", "model_length", "content_filter", "refusal"):
        raise ModelFailure("cut")


def _named(error: Exception) -> ModelFailure:
    """A provider's exception as one of ours; its words, which may hold a key, are neither kept nor logged."""
    if isinstance(error, ModelFailure):
        return error
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    names = {kind.__name__ for kind in type(error).__mro__}
    _log.info("language model: %s%s", type(error).__name__, f" ({status})" if status else "")
    if isinstance(status, int) and status >= 400:
        return ModelFailure("key" if status in (401, 403) else "busy" if status == 429 else "error", status)
    if any("Timeout" in name for name in names):
        return ModelFailure("late")
    if names & {"LengthFinishReasonError", "RemoteProtocolError", "IncompleteRead", "ReadError"}:
        return ModelFailure("cut")
    if any("Connect" in name for name in names):
        return ModelFailure("down")
    return ModelFailure("malformed" if isinstance(error, (ValueError, RecursionError)) else "error")
