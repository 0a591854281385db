"""Peers started, asked and ended: each a process of its own, in the Python that has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from eval.memory import family_megabytes, machine
from eval.peers.protocol import PEERS
from eval.questions import Judged
from rag.errors import EvaluationError

if TYPE_CHECKING:
    from eval.runs import Manifest
    from rag.library import Library
    from rag.settings import Settings

_ROOT: Final = Path(__file__).parents[2]
# Nothing is reported to anyone, and nothing is looked for outside unless the environment says so.
_ENVIRONMENT: Final = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONPATH": str(_ROOT),
    "PYTHONWARNINGS": "ignore",
}


class PeerMissing(EvaluationError):
    """The Python that was asked does not have this peer; the message says how to install it."""


class Running:
    """A peer's process; raises EvaluationError when it fails, PeerMissing when that Python does not have it."""

    def __init__(self, name: str, folder: Path, python: str = sys.executable, *, made_up: bool = False) -> None:
        if name not in PEERS:
            raise EvaluationError(f"nessun sistema «{name}»: ci sono {', '.join(PEERS)}")
        self.name = name
        folder.mkdir(parents=True, exist_ok=True)
        # One that is Regesto runs where Regesto does.
        program = sys.executable if name == "regesto" else python
        command = [program, "-m", "eval.peers.child", name, str(folder), *(["--made-up"] if made_up else [])]
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True,
                encoding="utf-8", cwd=_ROOT, env={**os.environ, **_ENVIRONMENT},
            )  # fmt: skip
        except OSError as error:
            self._errors.close()
            raise EvaluationError(f"non riesco ad avviare {program}: {error.strerror}") from error

    def index(self, documents: Iterable[Mapping[str, object]]) -> dict[str, float]:
        """Give the documents to the peer: ``{"pieces", "seconds"}``, the seconds without starting up."""
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "documents.jsonl"
            file.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in documents), "utf-8")
            return self.ask({"do": "index", "file": str(file)})

    def search(self, query: str, k: int = 10) -> dict[str, Any]:
        """``{"ms", "hits": [{"uri", "text", "score", "start", "end"}]}``, the time without what lies between us."""
        return self.ask({"do": "search", "query": query, "k": k})

    def read(self, files: Sequence[Path]) -> dict[str, float]:
        """Read PDFs with the peer's own loader: ``{"characters", "seconds"}``."""
        return self.ask({"do": "read", "files": [str(each) for each in files]})

    def ask(self, asked: Mapping[str, object]) -> dict[str, Any]:
        """One request to the child and its answer."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(asked, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended: what it said last tells why
        line = self._process.stdout.readline()
        if not line:
            raise EvaluationError(f"{self.name} si è fermato: {self._last_words()}")
        told: dict[str, Any] = json.loads(line)
        if "missing" in told:
            raise PeerMissing(f"{self.name} non è installato: {told['missing']}")
        if "error" in told:
            raise EvaluationError(f"{self.name}: {told['error']}")
        return told

    @property
    def megabytes(self) -> float:
        """The memory of the process now."""
        return family_megabytes(self._process.pid)

    def _last_words(self) -> str:
        self._errors.seek(0)
        return (self._errors.read().strip().splitlines() or ["nessun messaggio"])[-1][:300]

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close() if self._process.stdin else None
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._errors.close()


@contextmanager
def running(name: str, folder: Path, python: str = sys.executable, *, made_up: bool = False) -> Iterator[Running]:
    """A peer's process, ended at the end."""
    peer = Running(name, folder, python, made_up=made_up)
    try:
        yield peer
    finally:
        peer.close()


def peers_python() -> str:
    """The interpreter that has the peers: ``REGESTO_PEERS_PYTHON``, else this one."""
    return os.environ.get("REGESTO_PEERS_PYTHON") or sys.executable


def _asked(child: Running, judged: Iterable[Judged]) -> list[dict[str, Any]]:
    rows = []
    for each in judged:
        told = child.search(each.question)
        rows.append({"id": each.id, "ms": told["ms"], "hits": [_hit(hit) for hit in told["hits"]]})
    return rows


def _hit(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "document": told["uri"], "start": told["start"], "end": told["end"], "page": None, "score": told["score"],
        "text": told["text"],
    }  # fmt: skip


def generate_with(system: str, judged: Sequence[Judged], settings: Settings, folder: Path, name: str) -> Manifest:
    """A run folder of a peer over the library of the settings: ten hits a question, with pages; it answers nothing.

    A question that follows on others is asked as it stands, for none of the recipes minds a conversation. Its Python is
    ``peers_python``. Raises PeerMissing, EvaluationError as ``eval.generate.generate``.
    """
    from eval.generate import begin, check, finish, held, kinds_of
    from eval.runs import Manifest, corpus_digest, questions_digest, write_lines
    from rag.library import Library

    check(judged, settings.max_question)
    started = time.monotonic()
    with (
        held(folder),
        Library.open(settings) as library,
        tempfile.TemporaryDirectory() as scratch,
        running(system, Path(scratch), peers_python()) as child,
    ):
        if not library.size():
            raise EvaluationError(f"la biblioteca {settings.home} è vuota: prima «regesto ingest»")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(
            system, name, made, questions_digest(judged), corpus_digest(library), library.size(), 0,
            machine=machine(), kinds=kinds_of(judged, library),
        )  # fmt: skip
        begin(folder, judged, manifest)  # before the documents are embedded, which takes minutes
        manifest = replace(manifest, passages=int(child.index(library.export())["pieces"]))
        rows = _asked(child, judged)
        for hit in (hit for row in rows for hit in row["hits"]):
            hit["page"] = _page(library, hit)
        memory = child.megabytes
        write_lines(folder / "answers.jsonl", [])
        write_lines(folder / "hits.jsonl", rows)
        return finish(folder, judged, manifest, time.monotonic() - started, memory)


def _page(library: Library, hit: Mapping[str, Any]) -> int | None:
    """The page on which a hit begins, as the library knows it."""
    record = library.record(hit["document"])
    if record is None or hit["start"] is None:
        return None
    passage = library.passage_at(record.uri, record.edition, hit["start"])
    return passage.mark_at(hit["start"]).page if passage else None
