"""Spoilt documents through the real readers: none may crash the run, hang, or answer with other than one line.

``python -m eval.fuzz --minutes 10 --format docx --seeds FOLDER... --keep FOLDER`` mutates the seeds of that format (see
``eval.mutate``), reads them in the worker pool of an ingestion and counts what became of them. Exit code 1 when a
document broke a rule of parsed documents or came back with anything but a ReadError; such documents are kept in
``--keep``, with those that were stopped for their time or memory.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from eval.mutate import mutate
from ingest.extract.invariants import broken_rules
from ingest.parsed import RawDocument
from ingest.workers import Job, Workers
from rag.errors import ReadError

ENDINGS = {
    "pdf": (".pdf",), "html": (".html", ".htm"), "docx": (".docx",), "pptx": (".pptx",), "markdown": (".md",),
    "rst": (".rst",), "captions": (".srt", ".vtt"), "plain": (".txt",),
}  # fmt: skip
_LARGEST_SEED = 5_000_000  # bytes: a run is worth more with many documents than with large ones
_STOPPED = ("lettura fermata", "non bastano", "si è interrotto")  # the pool's own words for a reader it lost
_FIGURES = re.compile(r"\d+")


@dataclass(slots=True)
class Findings:
    """What became of the documents of one run; ``bad`` are those that must not happen."""

    runs: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    longest: float = 0.0

    def report(self) -> str:
        """The findings in lines."""
        lines = [
            f"runs {self.runs}, read {self.read}, refused {self.refused.total()}, stopped {self.stopped.total()}, "
            f"broken {len(self.bad)}, longest {self.longest:.1f} s"
        ]
        lines += [f"  refused {times:5} {reason}" for reason, times in self.refused.most_common()]
        lines += [f"  stopped {times:5} {reason}" for reason, times in self.stopped.most_common()]
        return "\n".join([*lines, *(f"  BROKEN {line}" for line in self.bad)])


@dataclass(slots=True)
class _Under:
    """A document being read."""

    job: Job
    name: str
    content: bytes
    began: float


def fuzz(
    seeds: Sequence[Path], kind: str, seconds: float, keep: Path, *, seed: int = 0, limit: float = 30.0
) -> Findings:
    """Read mutated seeds until the time is up; ``limit`` bounds one document, in seconds.

    Raises ValueError when there are no seeds.
    """
    if not seeds:
        raise ValueError(f"no file of the format {kind} among the seeds")
    random = Random(seed)
    contents = [path.read_bytes() for path in seeds]
    findings = Findings()
    ends = time.monotonic() + seconds
    with Workers(seconds=limit) as workers:
        under: list[_Under] = []
        while time.monotonic() < ends or under:
            while time.monotonic() < ends and len(under) < workers.window:
                content = mutate(contents, kind, random)
                name = f"{findings.runs:06}{ENDINGS[kind][0]}"
                findings.runs += 1
                job = workers.submit(RawDocument(f"file:///{name}", name, content, "2026-01-01"))
                under.append(_Under(job, name, content, time.monotonic()))
            _take(under.pop(0), workers, findings, keep)
    return findings


def _take(one: _Under, workers: Workers, findings: Findings, keep: Path) -> None:
    """Note what became of a document; keep what should not have happened."""
    try:
        parsed = workers.result(one.job)
    except ReadError as error:
        stopped = any(words in error.reason for words in _STOPPED)
        (findings.stopped if stopped else findings.refused)[_FIGURES.sub("N", error.reason)] += 1
        broken = ["more than one line"] if "\n" in error.reason else []
        if stopped:
            _keep(one, keep)
    except Exception as error:  # the very thing that is looked for
        broken = [f"{type(error).__name__}: {error}"[:300]]
    else:
        findings.read += 1
        broken = broken_rules(parsed)
    findings.longest = max(findings.longest, time.monotonic() - one.began)
    if broken:
        findings.bad.append(f"{one.name} {broken[0][:300]}")
        _keep(one, keep)


def _keep(one: _Under, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / one.name).write_bytes(one.content)


def seeds_of(folders: Iterable[Path], kind: str) -> list[Path]:
    """The files of this format in these folders (or the files themselves), the largest left out."""
    found: list[Path] = []
    for folder in folders:
        found += [folder] if folder.is_file() else sorted(folder.rglob("*"))
    endings = ENDINGS[kind]
    return [path for path in found if path.suffix.lower() in endings and path.stat().st_size <= _LARGEST_SEED]


def main(arguments: Sequence[str]) -> int:
    """Parse the command line, run, print the findings."""
    parser = argparse.ArgumentParser(prog="python -m eval.fuzz", description="Mutated documents through the readers.")
    parser.add_argument("--format", choices=sorted(ENDINGS), required=True)
    parser.add_argument("--seeds", type=Path, nargs="+", required=True, help="files or folders of sound documents")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument(
        "--seed", type=int, default=0, help="of the random mutations: the same gives the same documents"
    )
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for one document")
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"), help="where spoilers are kept")
    options = parser.parse_args(arguments)
    try:
        seeds = seeds_of(options.seeds, options.format)
        findings = fuzz(
            seeds, options.format, 60 * options.minutes, options.keep, seed=options.seed, limit=options.limit
        )
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    print(f"{options.format}, {len(seeds)} seeds: {findings.report()}")  # noqa: T201
    return 1 if findings.bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
