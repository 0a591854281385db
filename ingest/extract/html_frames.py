"""Pages in pages: the markup an iframe carries itself is read in its place; frames that lie elsewhere are named."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rag.errors import ReadError

_DEEPEST = 3  # frames in frames that are opened
_MOST = 50  # frames a page may have; one with more is a trap


def open_frames(tree: Any, parse: Callable[[str], Any]) -> tuple[str, list[str]]:
    """Put the body of each ``srcdoc`` after its iframe, in place; the remark about it, and the other frames' addresses.

    The remark is "" when nothing was opened.
    """
    opened = 0
    for _ in range(_DEEPEST):
        frames = tree.xpath("//iframe[@srcdoc]")[: _MOST - opened]
        for frame in frames:
            source = frame.attrib.pop("srcdoc")
            try:
                inner = parse(source)
            except ReadError:  # an empty frame
                continue
            body = inner.find("body")
            if body is not None and "".join(body.itertext()).strip():
                body.tag = "div"
                frame.addnext(body)
                body.tail, frame.tail = frame.tail, None
                opened += 1
        if not frames:
            break
    addresses = [address for frame in tree.iter("frame", "iframe") if (address := _address(frame))]
    remark = f"parte del testo sta in riquadri (iframe): letti {opened}" if opened else ""
    return remark, addresses[:_MOST]


def _address(frame: Any) -> str:
    """Where a frame leads; "" for one that shows nothing (those that count visits are a point or hidden)."""
    hidden = re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", frame.get("style") or "")
    if hidden or frame.get("height") in ("0", "1") or next(frame.iterancestors("noscript"), None) is not None:
        return ""
    address = (frame.get("src") or "").strip()
    return "" if address.startswith(("about:", "javascript:", "data:")) else address[:300]
