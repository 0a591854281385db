"""The only composer: targets in, IngestReport out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict

from ingest.ingestion import Ingestion
from ingest.mining import mine_stored
from ingest.reading import read
from ingest.report import IngestReport, Progress
from ingest.source_list import Source
from ingest.sources import Reader
from ingest.workers import Workers
from rag.library import Library
from rag.register import writing
from rag.settings import Settings
from rag.visits import Visits


def ingest(
    targets: Sequence[str],
    settings: Settings,
    *,
    groups: Sequence[str] = (),
    manner: Source | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Read the targets into the library; what has not changed is left alone.

    ``groups`` switches on groups of a sources.toml; ``manner`` says how addresses among the targets are crawled, and
    what is stated of documents that state nothing themselves; ``progress`` hears how far the run has come.
    Raises LibraryBusy when another ingestion is running, LibraryError when the library can't be written.
    """
    started = time.monotonic()
    library = Library.open(settings)
    try:
        with writing(library) as register, Workers(task=read, recognise=settings.ocr == "auto") as workers:
            register.mend()
            mine_stored(register)
            run = Ingestion(settings, register, workers)
            number = register.begin_run(targets)
            visits = Visits(library)
            reader = Reader(settings, visits, run.report, groups, manner)
            with closing(reader.read(targets)) as items:  # an interruption must not leave threads fetching
                try:
                    for item in run.clock.waiting("fetch", items):
                        run.take(item)
                        if progress:
                            progress(reader.moment(item.uri))
                except KeyboardInterrupt:
                    run.store_ready()  # what has been read is kept
                    raise
            run.finish()
            run.withdraw(reader.scope)
            with run.clock.timing("settle"):
                run.settle()
            run.report.seconds = time.monotonic() - started
            register.end_run(number, run.report.to_json)
            visits.tell(number, {name: asdict(tally) for name, tally in run.report.sources.items()})
            return run.report
    finally:
        library.close()
