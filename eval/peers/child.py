"""A peer in a process of its own: ``python -m eval.peers.child NAME FOLDER``, asked in JSON, one object a line.

``{"do": "index", "file": JSONL}`` -> ``{"pieces", "seconds"}``; ``{"do": "read", "files": […]}`` -> ``{"characters",
"seconds"}``; ``{"do": "search", "query", "k"}`` -> ``{"ms", "hits"}``. What can't be done is ``{"error"}``. Standard
library only: whatever Python has the peer runs it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.peers.protocol import Document, Peer, missing, open_peer


def answer(peer: Peer, asked: dict[str, Any]) -> dict[str, Any]:
    """One request done."""
    started = time.perf_counter()
    if asked["do"] == "index":
        lines = Path(asked["file"]).read_text("utf-8").split("\n")
        documents: list[Document] = [json.loads(line) for line in lines if line]
        started = time.perf_counter()
        return {"pieces": peer.index(documents), "seconds": time.perf_counter() - started}
    if asked["do"] == "search":
        found = peer.search(asked["query"], asked["k"])
        taken = 1000 * (time.perf_counter() - started)
        return {"ms": taken, "hits": [asdict(each) for each in found]}
    characters = peer.read([Path(each) for each in asked["files"]])
    return {"characters": characters, "seconds": time.perf_counter() - started}


def main() -> int:
    """Answer until there is nothing more to read; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--made-up", action="store_true")
    given = parser.parse_args()
    # Libraries print what they like: standard output is kept for the answers, theirs goes with the errors.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    if install := missing(given.name):
        out.write(json.dumps({"missing": install}) + "\n")
        return 0
    peer: Peer | None = None
    for line in sys.stdin:
        try:
            peer = peer or open_peer(given.name, given.folder, made_up=given.made_up)
            told = answer(peer, json.loads(line))
        except Exception as error:  # whatever a peer raises is told, and the next request is tried
            told = {"error": f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"}
        out.write(json.dumps(told, ensure_ascii=False) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
