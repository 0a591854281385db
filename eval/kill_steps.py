"""End an ingestion before, within and after every step that writes, run it again, and compare with one never disturbed.

``python -m eval.kill_steps``: kills at random moments (eval/kill_trial.py) mostly fall into fetching and reading; here
the process ends at each transaction of the library and each write of each index, one after the other, through rounds
with edits, drops, returns and new titles. Every row and every id must be as without the death. Exit code 1 otherwise.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import ingest.ingestion
import ingest.pipeline
from eval.snapshot import differences, snapshot
from ingest.workers import Workers
from rag.lexical import LexicalIndex
from rag.register import Register
from rag.settings import load_settings
from rag.vectors import VectorIndex

_FOOT: Final = ("Seguici sui canali del Comune", "Iscriviti alla newsletter")
_ALERT: Final = "Allerta meteo su tutta la provincia"


def read_here(_: Workers, task: Callable[..., Any], arguments: tuple[Any, ...], seconds: float) -> Future[Any]:
    """In place of ``Workers.schedule``: in this process and at once, so that a run takes no second to start."""
    future: Future[Any] = Future()
    try:
        future.set_result(task(*arguments))
    except Exception as error:  # the pipeline's to judge
        future.set_exception(error)
    return future


class Steps:
    """Counts the steps that write; at number ``last`` the process ends."""

    def __init__(self) -> None:
        self.number = 0
        self.last = 0

    def tick(self) -> None:
        """One more."""
        self.number += 1
        if self.number == self.last:
            os._exit(9)

    def watch(self) -> None:
        """Count transactions (before, within and after) and writes of the indexes (before and after)."""
        plain = Register.transaction

        @contextmanager
        def transaction(register: Register) -> Iterator[None]:
            self.tick()
            with plain(register):
                yield
                self.tick()
            self.tick()

        Register.transaction = transaction  # type: ignore[method-assign, assignment]
        LexicalIndex.replace = self._watched(LexicalIndex.replace)  # type: ignore[method-assign]
        VectorIndex.replace = self._watched(VectorIndex.replace)  # type: ignore[method-assign]

    def _watched(self, plain: Callable[..., None]) -> Callable[..., None]:
        def replace(index: object, add: Any, drop: Any = ()) -> None:
            self.tick()
            plain(index, list(add), drop)
            self.tick()

        return replace


def worlds() -> dict[str, dict[str, str]]:
    """The folder as it is in each round: name of the file -> its text."""
    first = {str(n): _page(n) for n in range(12)} | {"copy": _page(0, title="Delibera 40")}
    edited = {name: text for name, text in first.items() if name not in ("3", "4")} | {"5": _page(5, version=1)}
    alert = {str(n): _page(n, above=_ALERT) for n in range(2, 12)} | {"0": _page(0), "20": _page(20), "3": _page(3)}
    moved = alert | {"6": _page(6, above=_ALERT, title="Nuovo titolo"), "copy": first["copy"]}
    return {"first": first, "edited and dropped": edited, "an alert on all pages": moved, "as at first": first}


def _page(number: int, version: int = 0, above: str = "", title: str = "") -> str:
    body = (
        f"La giunta ha approvato il progetto della scuola numero {number}, versione {version}, nel quartiere {number}, "
        "con fondi propri e con quelli della Regione, dopo una lunga discussione fra i gruppi del consiglio comunale.",
        f"I lavori cominciano nel {2000 + number} e costano {number} milioni, dice l'assessore ai cittadini riuniti.",
    )
    return "\n\n".join(each for each in (f"# {title or f'Delibera {number}'}", above, *body, *_FOOT) if each)


def main() -> int:
    """Go through all rounds and all steps; the exit code."""
    steps, bad = Steps(), 0
    Workers.schedule = read_here  # type: ignore[method-assign, assignment]
    vars(ingest.ingestion)["_FLUSH"] = 3_000  # several writes a round
    steps.watch()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for name, files in worlds().items():
            _write(root / "site", files)
            _copy(root / "held", root / "clean")
            total, wanted = _run(root / "clean", steps), _held(root)
            wrong = 0 if name == "first" else sum(_dies(root, steps, last, wanted) for last in range(1, total + 1))
            sys.stdout.write(f"{name}: {total} steps, {wrong} with a difference\n")
            sys.stdout.flush()
            bad += wrong
            shutil.rmtree(root / "held", ignore_errors=True)
            (root / "clean").rename(root / "held")
    return 1 if bad else 0


def _dies(root: Path, steps: Steps, last: int, wanted: dict[str, list[str]]) -> bool:
    """End a run at a step, run again; True when that leaves anything else."""
    _copy(root / "held", root / "killed")
    _run(root / "killed", steps, last)
    _run(root / "killed", steps)
    found = differences(_held(root), wanted)
    for line in found[:5]:
        sys.stdout.write(f"  step {last}: {line[:200]}\n")
    return bool(found)


def _run(home: Path, steps: Steps, last: int = 0) -> int:
    """Ingest in a process of its own; how many steps it took. It writes what the library holds then."""
    child = os.fork()
    if child == 0:
        steps.number, steps.last = 0, last
        settings = load_settings(home=home, offline=True, ocr="off")
        ingest.pipeline.ingest([str(home.parent / "site" / "list.toml")], settings)
        number, steps.last = steps.number, 0
        (home.parent / "held.json").write_text(json.dumps({"steps": number, "held": snapshot(settings)}), "utf-8")
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended != (9 if last else 0):
        raise SystemExit(f"a run ended with {ended}")
    return 0 if last else int(json.loads((home.parent / "held.json").read_text("utf-8"))["steps"])


def _held(root: Path) -> dict[str, list[str]]:
    held: dict[str, list[str]] = json.loads((root / "held.json").read_text("utf-8"))["held"]
    return held


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target)


def _write(place: Path, files: dict[str, str]) -> None:
    shutil.rmtree(place, ignore_errors=True)
    (place / "pages").mkdir(parents=True)
    for name, text in files.items():
        (place / "pages" / f"{name}.md").write_text(text, "utf-8")
    listed = '[[source]]\npath = "pages"\nurl_official = "https://comune.example/atti"\n'
    (place / "list.toml").write_text(listed, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
