"""Phrases that a page's reader must keep and must drop, counted for ours and for plain trafilatura.

``python -m eval.html_phrases FOLDER`` reads ``FOLDER/expected.json``: file name -> url, keep, drop (lists of phrases).
Compared with every kind of blank as one and both kinds of apostrophe as one.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.extract.registry import extract
from ingest.parsed import RawDocument
from rag.errors import ReadError


@dataclass(slots=True)
class Score:
    """Phrases kept and dropped of those asked for, the ones that were not, and the seconds it took."""

    keep: int = 0
    kept: int = 0
    drop: int = 0
    dropped: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def score(folder: Path, reader: Callable[[bytes, str, str], str]) -> Score:
    """Read every page of the folder's expected.json; raises OSError or ValueError when that file can't be read."""
    total = Score()
    for name, page in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items():
        content = (folder / name).read_bytes()
        started = time.perf_counter()
        text = _flat(reader(content, name, page["url"]))
        total.seconds += time.perf_counter() - started
        lost = [phrase for phrase in page["keep"] if _flat(phrase) not in text]
        left = [phrase for phrase in page["drop"] if _flat(phrase) in text]
        total.keep += len(page["keep"])
        total.kept += len(page["keep"]) - len(lost)
        total.drop += len(page["drop"])
        total.dropped += len(page["drop"]) - len(left)
        total.wrong += [f"lost {name}: {phrase}" for phrase in lost] + [f"left {name}: {phrase}" for phrase in left]
    return total


def ours(content: bytes, name: str, url: str) -> str:
    """The text as Regesto stores it; nothing when it refuses the page."""
    try:
        return extract(RawDocument(url, name, content, "")).text
    except ReadError:
        return ""


def plain(content: bytes, name: str, url: str) -> str:
    """The text as trafilatura gives it with its own settings, comments left out."""
    import trafilatura

    return trafilatura.extract(content, include_comments=False) or ""


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip()


def main(arguments: Sequence[str]) -> int:
    """Print both scores and what ours got wrong."""
    if len(arguments) != 1:
        print("usage: python -m eval.html_phrases FOLDER", file=sys.stderr)  # noqa: T201
        return 2
    folder = Path(arguments[0])
    for name, reader in (("plain trafilatura", plain), ("regesto", ours)):
        result = score(folder, reader)
        print(  # noqa: T201
            f"{name}: kept {result.kept}/{result.keep}, dropped {result.dropped}/{result.drop}, {result.seconds:.1f} s"
        )
    print("\n".join(result.wrong))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
