"""``regesto bench``: how fast and how large, on this machine: reading, indexing, searching, answering, starting up.

Everything is measured in fresh libraries in a scratch folder, so the user's own is left alone. Each figure stands
beside what bare library calls took in the same run (``bench_floors.py``); other systems, where they are installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from eval.bench_asking import Trial, measured, queries_of
from eval.bench_peers import LARGEST, Documents, Job, compared
from eval.bench_reading import indexed, pdfs_of, reading
from eval.bench_starting import disk, serving, starts
from eval.figures import Figure
from eval.large import PER_DOCUMENT, build
from rag.errors import EvaluationError
from rag.library import Library
from rag.search import open_search
from rag.settings import Settings
from rag.vectors import embedded_text


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured.

    Args:
        targets: what is read, as ``ingest`` takes it.
        passages: sizes of made-up libraries.
        clients: how many at once.
        asked: questions of each kind.
        peers: whether other systems are measured too; ``python`` is the interpreter that has them.
        keep: a folder in which made-up libraries are kept by their size, or lie already; None: a scratch folder.

    """

    targets: Sequence[str]
    passages: Sequence[int] = (2_000, 20_000)
    clients: tuple[int, ...] = (1, 2, 4, 8, 16, 32)
    asked: int = 200
    peers: bool = False
    python: str = sys.executable
    keep: Path | None = None


@dataclass(slots=True)
class Bench:
    """One run of the benchmark; ``figures`` grow, ``tell`` hears what is being measured."""

    plan: Plan
    settings: Settings
    tell: Callable[[str], None]
    scratch: Path
    figures: list[Figure] = field(default_factory=list)
    given: dict[str, tuple[Documents, list[str]]] = field(default_factory=dict)

    def run(self) -> None:
        """Measure everything that is planned."""
        self.tell("corpus")
        home = self.settings.model_copy(update={"home": self.scratch / "corpus"})
        self.figures += reading(self.plan.targets, home, self.scratch / "reading")
        self._library(home, "corpus")
        self.figures += starts(home.home, "corpus")
        for size in self.plan.passages:
            self.tell(str(size))
            self._library(self._large(size), str(size))
        if self.plan.peers:
            documents, queries = self.given.pop("corpus")
            job = Job(documents, queries, pdfs_of(home), self.plan.python, self.scratch / "peers")
            self.figures += compared(job, self.given, self.tell)

    def _settings(self, home: Path) -> Settings:
        return self.settings.model_copy(update={"home": home, "offline": True})

    def _large(self, size: int) -> Settings:
        """A made-up library of that size: one that is kept, or a new one, whose making is measured."""
        settings = self._settings((self.plan.keep or self.scratch / "large") / str(size))
        if (settings.home / "library.db").exists():
            with Library.open(settings) as library:
                held = library.status()["passages"]
            if held != size // PER_DOCUMENT * PER_DOCUMENT:
                raise EvaluationError(
                    f"{settings.home} contiene {held} passaggi invece di {size}: cancellarla o indicarne un'altra"
                )
            return settings
        clock = build(settings, size)
        took = {stage: each for stage, each in clock.seconds.items() if stage != "texts"}
        with Library.open(settings) as library:
            texts = [embedded_text(passage, record) for passage, record in library.current_passages()]
        # Words are indexed beside the vectors: the longer of the two is what was waited for.
        whole = sum(took.values()) - min(took["words"], took["embed"] + took["vectors"])
        self.figures += indexed(("indexing", str(size)), texts, whole, took, self.scratch / f"floor-{size}")
        return settings

    def _library(self, settings: Settings, name: str) -> None:
        """A library's searches and answers, its memory, its size."""
        self.figures += measured(Trial(settings.home, name, self.plan.asked, self.plan.clients))
        search = open_search(settings)
        queries = queries_of(search, self.plan.asked)
        characters = sum(len(text) for _, text in search.library.current_texts())
        if self.plan.peers and (name == "corpus" or int(name) <= LARGEST):
            self.given[name] = list(search.library.export()), queries
        search.close()
        self.figures += disk(settings.home, name, characters)
        self.figures += serving(settings.home, name, [f"{each}?" for each in islice(queries, 20)], self.scratch)
