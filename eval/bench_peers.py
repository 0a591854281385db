"""The benchmark's last part: other systems on the same documents, in the same run, each in a process of its own.

Regesto goes through the very same measurement first; each figure of a peer is held against Regesto's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eval.figures import Figure, percentiles
from eval.peers.protocol import PEERS
from eval.peers.running import PeerMissing, running
from rag.errors import EvaluationError

# Beyond, Regesto's side alone would take minutes to be read in by the same door as the peers'.
LARGEST: Final = 20_000

Documents = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Job:
    """The documents of a corpus, what is asked of them, and the PDFs among them; ``python`` has the peers."""

    documents: Documents
    queries: Sequence[str]
    pdfs: Sequence[Path]
    python: str
    scratch: Path


def compared(
    job: Job, large: Mapping[str, tuple[Documents, Sequence[str]]], tell: Callable[[str], None]
) -> list[Figure]:
    """Each peer that is there, on the corpus and then, with drawn vectors, on the larger libraries by their name."""
    figures: list[Figure] = []
    for name in PEERS:
        try:
            tell(name)
            own = _corpus(name, job)
            for size, (documents, queries) in large.items():
                own += _large(name, size, documents, queries, job)
        except (PeerMissing, EvaluationError) as error:
            tell(str(error))
            continue
        figures += own
    return against_regesto(figures)


def against_regesto(figures: Sequence[Figure]) -> list[Figure]:
    """The same figures, those of the others with Regesto's beside them."""
    ours = {each.name[2:]: each.value for each in figures if each.name[1] == "regesto"}
    return [
        each if each.name[1] == "regesto" else Figure(each.name, each.value, each.unit, ours.get(each.name[2:]))
        for each in figures
    ]


def _corpus(name: str, job: Job) -> list[Figure]:
    at, folder = ("peers", name, "corpus"), job.scratch / name
    with running(name, folder, job.python) as peer:
        peer.index(job.documents[:1])  # what it imports and loads is counted with the cold start
        told = peer.index(job.documents[1:])
        figures = [
            Figure((*at, "pieces"), told["pieces"], "passages"),
            Figure((*at, "indexed"), told["pieces"] / told["seconds"], "passages/s"),
            Figure((*at, "characters"), _characters(job.documents[1:]) / told["seconds"], "characters/s"),
            *_read(peer.read, at, job.pdfs),
        ]
    started = time.perf_counter()
    with running(name, folder, job.python) as peer:
        peer.search(job.queries[0])
        figures += [
            Figure((*at, "cold"), time.perf_counter() - started, "s"),
            Figure((*at, "memory"), peer.megabytes, "MB"),
        ]
        return [*figures, *percentiles((*at, "search"), [peer.search(each)["ms"] for each in job.queries])]


def _characters(documents: Documents) -> int:
    return sum(len(str(each["text"])) for each in documents)


def _read(read: Callable[[Sequence[Path]], dict[str, Any]], at: tuple[str, ...], pdfs: Sequence[Path]) -> list[Figure]:
    """Characters a second of a peer's own reader of PDFs; nothing where it has none installed."""
    if not pdfs:
        return []
    try:
        read(pdfs[:1])
        told = read(pdfs)
    except EvaluationError:
        return []
    return [Figure((*at, "pdf"), told["characters"] / told["seconds"], "characters/s")]


def _large(name: str, size: str, documents: Documents, queries: Sequence[str], job: Job) -> list[Figure]:
    with running(name, job.scratch / f"{name}-{size}", job.python, made_up=True) as peer:
        told = peer.index(documents)
        peer.search(queries[0])
        return [
            Figure(("peers", name, size, "pieces"), told["pieces"], "passages"),
            *percentiles(("peers", name, size, "search"), [peer.search(each)["ms"] for each in queries]),
        ]
