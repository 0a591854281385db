"""Kill an ingestion at random moments, run it again, and compare with a library that was never killed.

``python -m eval.kill_trial --kills 20``: a folder and a web site change from round to round; in each the whole process
group of the ingestion is killed (SIGKILL) at a random moment, in some once more while it mends, then the run is
repeated to its end. The export, every row of the library and the ids in both indexes must be those of the untouched
library, byte for byte; times are left out. Exit code 1 on any difference.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eval.snapshot import differences, snapshot, unreached
from eval.trial_world import World
from rag.library import Library
from rag.settings import load_settings

# What is written in one go is made small, so that many kills fall into the writing and not only into the reading.
_INGEST: Final = """
import sys
import ingest.pipeline as pipeline
from rag.settings import load_settings
pipeline._FLUSH = 40_000
pipeline.ingest([sys.argv[1]], load_settings())
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One round: when it was killed (seconds), what lay about then, and how the repeated run compares.

    ``unreached``: passages that a search by their own vector misses, here and in the untouched library.
    """

    change: str
    whole: float
    killed: tuple[float, ...]
    left: str
    again: float
    passages: int
    unreached: str
    different: list[str]


def main(words: list[str]) -> int:
    """Run the trial and print its table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    rng = random.Random(given.seed)
    killed, bad, number = 0, 0, 0
    _print(
        "round",
        "change",
        "whole s",
        "killed after s",
        "found lying about",
        "again s",
        "passages",
        "vectors unreached",
        "same",
    )
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        with World(root, given.documents, given.seed) as world:
            while killed < given.kills:
                number += 1
                row = _round(root, world, rng, given.kills - killed, "first reading" if number == 1 else world.change())
                killed += len(row.killed)
                bad += bool(row.different)
                kills = " ".join(f"{each:.2f}" for each in row.killed) or "too late"
                same = "NO" if row.different else "yes"
                _print(
                    number,
                    row.change,
                    f"{row.whole:.1f}",
                    kills,
                    row.left,
                    f"{row.again:.1f}",
                    row.passages,
                    row.unreached,
                    same,
                )
                for line in row.different[:10]:
                    _print("", line)
            fresh = _from_nothing(root, world)
    sys.stdout.write(f"{killed} kills in {number} rounds, {bad} rounds with a difference; ")
    sys.stdout.write(f"against a library built from nothing: {len(fresh)} differences\n")
    for line in fresh[:10]:
        _print("", line)
    return 1 if bad or fresh else 0


def _round(root: Path, world: World, rng: random.Random, most: int, change: str) -> Row:
    """Bring the untouched library up to date, then the other with kills on the way; compare the two."""
    started = time.monotonic()
    _finish(_start(root / "untouched", world.listed))
    whole = time.monotonic() - started
    killed: list[float] = []
    left: list[str] = []
    for _ in range(min(most, 1 + (rng.random() < 0.3))):  # three in ten are killed while they mend, too
        process = _start(root / "killed", world.listed)
        delay = rng.uniform(0.15, 1.0) * whole
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            killed.append(delay)
            left.append(_lying_about(root / "killed"))
        else:
            _finish(process)
            break
    started = time.monotonic()
    _finish(_start(root / "killed", world.listed))
    again = time.monotonic() - started
    ours, theirs = (snapshot(load_settings(home=root / name)) for name in ("killed", "untouched"))
    lost = "{} / {}".format(*(unreached(load_settings(home=root / name)) for name in ("killed", "untouched")))
    different = differences(ours, theirs)
    return Row(change, whole, tuple(killed), "; ".join(left), again, len(theirs["words"]), lost, different)


def _from_nothing(root: Path, world: World) -> list[str]:
    """Differences between the library with its history of kills and one built from nothing, where they can be equal.

    Numbers of editions differ, and with them the ids of passages: what is exported and what passages say must not.
    """
    _finish(_start(root / "fresh", world.listed))
    held = []
    for name in ("killed", "fresh"):
        with Library.open(load_settings(home=root / name)) as library:
            passages = sorted(f"{p.document} {p.ordinal} {p.start} {p.text}" for p, _ in library.current_passages())
            held.append({"export": sorted(str(each) for each in library.export()), "passages": passages})
    return differences(*held)


def _start(home: Path, listed: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "REGESTO_HOME": str(home), "REGESTO_OFFLINE": "0"}
    return subprocess.Popen(
        [sys.executable, "-c", _INGEST, str(listed)], env=environment, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _finish(process: subprocess.Popen[str]) -> None:
    _, errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"an ingestion that nobody killed ended with {process.returncode}:\n{errors}")


def _lying_about(home: Path) -> str:
    """What the kill left behind: editions not yet published, passages that an index must still let go."""
    if not (home / "library.db").exists():
        return "nothing"
    try:
        with Library(home) as library:
            new, leaving = (
                library.connection.execute(sql).fetchone()[0]
                for sql in ("SELECT count(*) FROM editions WHERE state = 'new'", "SELECT count(*) FROM leaving")
            )
        return f"{new} new editions, {leaving} leaving"
    except Exception as error:  # it is what the next run finds, too
        return type(error).__name__


def _print(*cells: object) -> None:
    sys.stdout.write("\t".join(str(cell) for cell in cells) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
