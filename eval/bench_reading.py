"""The benchmark's first part: documents read and indexed, by stage, against bare library calls."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from eval import bench_floors as floors
from eval.figures import Figure
from eval.memory import peak_memory
from ingest.pipeline import ingest
from ingest.report import IngestReport
from rag.library import Library
from rag.settings import Settings
from rag.vectors import embedded_text

# Stages that turn passages into indexes, and those before them, which work on pages.
DIMENSIONS: Final = 256  # of the bundled model
_INDEXING: Final = ("chunk", "embed", "words", "vectors", "library")
_STAGES: Final = ("open", "fetch", "parse", *_INDEXING, "settle")


def reading(targets: Sequence[str], settings: Settings, scratch: Path) -> list[Figure]:
    """Read the targets into the empty library of ``settings``, again unchanged, and their PDFs alone; the figures."""
    with peak_memory() as peak:
        report = ingest(targets, settings)
    again = ingest(targets, settings)
    at = ("reading", "all")
    return [
        Figure((*at, "documents"), report.added + report.updated, "documents"),
        Figure((*at, "failed"), len(report.failed), "documents"),
        Figure((*at, "pages"), report.pages, "pages"),
        Figure((*at, "seconds"), report.seconds, "s"),
        Figure((*at, "documents_s"), (report.added + report.updated) / report.seconds, "documents/s"),
        Figure((*at, "unchanged"), again.seconds, "s"),
        Figure((*at, "peak"), peak.megabytes, "MB"),
        # Reading goes on in workers beside the rest: the sum may be more than the whole.
        *(Figure((*at, stage), report.clock.seconds[stage], "s") for stage in _STAGES if stage in report.clock.seconds),
        *_pdfs_alone(settings, scratch),
        *_indexing(settings, report, scratch),
    ]


def pdfs_of(settings: Settings) -> list[Path]:
    """The PDFs in a library's archive."""
    files = (each for each in sorted((settings.home / "archive").rglob("*")) if each.is_file())
    return [each for each in files if _begins(each, b"%PDF")]


def _begins(file: Path, mark: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(mark)) == mark


def _pdfs_alone(settings: Settings, scratch: Path) -> list[Figure]:
    """Pages a second of PDFs alone, whole and by stage; the floor is pypdfium2 giving the words of the same pages."""
    folder = scratch / "pdf"
    folder.mkdir(parents=True)
    files = []
    for number, file in enumerate(pdfs_of(settings)):
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(file.read_bytes())
    if not files:
        return []
    pages = 0

    def bare() -> None:
        nonlocal pages
        pages = floors.pdf_pages(files)

    low, fetched = floors.seconds(bare), floors.seconds(lambda: [sha256(each.read_bytes()) for each in files])
    report = ingest([str(folder)], settings.model_copy(update={"home": scratch / "pdf-home"}))
    bares = {"parse": low, "fetch": fetched}
    at = ("reading", "pdf")
    return [
        Figure((*at, "pages"), report.pages, "pages"),
        Figure((*at, "whole"), report.pages / report.seconds, "pages/s", pages / low),
        *(
            Figure((*at, stage), report.pages / took, "pages/s", pages / bares[stage] if stage in bares else None)
            for stage in _STAGES
            if (took := report.clock.seconds.get(stage))
        ),
    ]


def _indexing(settings: Settings, report: IngestReport, scratch: Path) -> list[Figure]:
    """Passages a second, whole and by stage, against bare calls on the texts of the same passages."""
    with Library.open(settings) as library:
        pairs = list(library.current_passages())
    texts = [embedded_text(passage, record) for passage, record in pairs]
    return indexed(("indexing", "corpus"), texts, report.seconds, report.clock.seconds, scratch / "floor")


def indexed(
    at: tuple[str, ...], texts: Sequence[str], took: float, stages: dict[str, float], scratch: Path
) -> list[Figure]:
    """The figures of so many texts indexed in ``took`` seconds, of which so many in each stage."""
    bare = floors.indexing(texts, DIMENSIONS, scratch)
    count = len(texts)
    return [
        Figure((*at, "passages"), count, "passages"),
        Figure((*at, "whole"), count / took, "passages/s", count / sum(bare.values())),
        *(
            Figure((*at, stage), count / stages[stage], "passages/s", count / bare[stage] if stage in bare else None)
            for stage in _INDEXING
            if stages.get(stage)
        ),
    ]
