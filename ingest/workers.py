"""Reading documents in worker processes, with a limit of time and of memory: a file that kills its reader costs itself.

pypdfium2 and lxml are C code that a crafted file can crash or hang; in a process of its own that is one row in the
report. The pool starts with the first document that must be read, so a run that finds nothing new starts none.

A document with pages that are pictures is read twice: once to learn which they are, then with what OCR made of them.
Each page is a task with a limit of its own, so that a long scan keeps all workers busy, may take the time its pages
need, and loses no more than the page that can't be recognised.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from ingest.extract import ocr
from ingest.extract.registry import extract
from ingest.parsed import RawDocument, Recognised, Unrecognised
from rag.errors import ReadError

if TYPE_CHECKING:
    from pebble import ProcessPool

# Documents handed out ahead of the one being stored: enough to keep the workers busy, little enough to hold in memory.
AHEAD: Final = 2
_GRACE: Final = 15.0  # seconds over its own limit after which a page that does not keep it is stopped from outside
_GIVE_UP: Final = 5  # pages one after the other that could not be recognised in time: the rest is not tried


def cores() -> int:
    """How many processors there are."""
    return os.cpu_count() or 1


class Job:
    """One document on its way through the workers: read; or its pictures recognised, and read again."""

    def __init__(self, workers: Workers, raw: RawDocument) -> None:
        self.raw = raw
        self.outcome: Any = None
        self.error: Exception | None = None
        self.done = False
        self._workers = workers
        self._pages: deque[int] = deque()
        self._found: dict[int, Recognised] = {}
        self._recognising: dict[Future[Recognised], int] = {}
        self._late = 0
        self._reading: Future[Any] | None = None
        self._read({} if workers.languages else None)

    @property
    def futures(self) -> list[Future[Any]]:
        """What it waits for."""
        return [*self._recognising, *([self._reading] if self._reading else [])]

    def advance(self) -> None:
        """Take what is done, and hand out what comes next."""
        if self._reading and self._reading.done():
            self._take_reading(self._reading)
        for future in [each for each in self._recognising if each.done()]:
            self._take_page(self._recognising.pop(future), future)
        # One more than there are workers: none waits while the results of the others are taken.
        while self._pages and len(self._recognising) <= self._workers.count:
            page = self._pages.popleft()
            bare = RawDocument(self.raw.uri, self.raw.name, self.raw.content, "")
            arguments = (bare, page, self._workers.languages)
            future = self._workers.schedule(ocr.recognise, arguments, ocr.PAGE_SECONDS + _GRACE)
            self._recognising[future] = page
        if self._found and not self._pages and not self._recognising and not self._reading and not self.done:
            self._read(self._found)

    def _read(self, recognised: dict[int, Recognised] | None) -> None:
        whole = replace(self.raw, recognised=recognised)
        self._reading = self._workers.schedule(self._workers.task, (whole,), self._workers.seconds)

    def _take_reading(self, future: Future[Any]) -> None:
        self._reading = None
        try:
            self.outcome = self._workers.outcome(future)
        except Unrecognised as missing:
            self._pages = deque(page for page in missing.pages if page not in self._found)
            if self._pages:
                return
            self.error = missing
        except Exception as error:  # is raised where the result is asked for
            self.error = error
        self.done = True

    def _take_page(self, page: int, future: Future[Recognised]) -> None:
        try:
            found = future.result()
        except TimeoutError:
            found = Recognised(problem=ocr.LATE)
        except Exception:  # the worker died, or had too little memory
            found = Recognised(problem=ocr.BROKEN)
        self._found[page] = found
        self._late = self._late + 1 if found.problem == ocr.LATE else 0
        if self._late >= _GIVE_UP:
            self._found.update(dict.fromkeys(self._pages, found))
            self._pages.clear()


class Workers:
    """A pool of readers, one a core; use it as a context manager.

    ``seconds`` and ``megabytes`` bound one document: its time, and what its reader may add to its memory; a page to be
    recognised has ``ocr.PAGE_SECONDS`` besides. ``task`` is what a worker does with a document: the pipeline's does
    more than to extract it (``ingest/reading.py``). ``recognise``: whether pictures go through OCR.
    """

    def __init__(
        self,
        seconds: float = 120.0,
        megabytes: int = 1024,
        count: int | None = None,
        task: Callable[[RawDocument], Any] = extract,
        recognise: bool = True,
    ) -> None:
        self.task = task
        self.seconds = seconds
        self.megabytes = megabytes
        self.count = count or min(4, cores())
        self.recognise = recognise
        self._jobs: list[Job] = []
        self._pool: ProcessPool | None = None

    @property
    def window(self) -> int:
        """How many documents may be under way at once."""
        return self.count + AHEAD

    @cached_property
    def languages(self) -> str:
        """The languages that OCR reads here, "" where there is none or it is switched off (20 ms the first time)."""
        return ocr.ability() if self.recognise else ""

    def submit(self, raw: RawDocument) -> Job:
        """Start reading a document."""
        job = Job(self, raw)
        self._jobs.append(job)
        for each in self._jobs:
            each.advance()
        return job

    def first(self, jobs: Sequence[Job]) -> Job:
        """Wait until one of these is done: one long scan must not hold up what is ready behind it."""
        while (done := next((job for job in jobs if job.done), None)) is None:
            wait([future for each in self._jobs for future in each.futures], return_when=FIRST_COMPLETED)
            for each in self._jobs:
                each.advance()
        return done

    def ready(self, jobs: Sequence[Job]) -> list[Job]:
        """Those of these that are done by now."""
        for each in self._jobs:
            each.advance()
        return [job for job in jobs if job.done]

    def result(self, job: Job) -> Any:
        """What became of a document; raises ReadError when it could not be read, took too long or too much."""
        self.first([job])
        self._jobs.remove(job)
        if job.error:
            raise job.error
        return job.outcome

    def schedule(self, task: Callable[..., Any], arguments: tuple[Any, ...], seconds: float) -> Future[Any]:
        """Hand a task to the next free worker."""
        if self._pool is None:
            from loky.backend.context import get_context
            from pebble import ProcessPool

            # A fork of a process with Chroma's and Tantivy's threads in it may hang, and "spawn" runs the caller's
            # script again where it has no __main__ guard: loky's context starts a clean interpreter.
            self._pool = ProcessPool(
                max_workers=self.count,
                initializer=_prepare,
                initargs=[self.megabytes],
                context=get_context("loky"),
            )
            with _ctrl_c_ignored():
                _ = self._pool.active  # starts it
        future: Future[Any] = self._pool.schedule(task, args=list(arguments), timeout=seconds)
        return future

    def outcome(self, future: Future[Any]) -> Any:
        """What a task came to; raises ReadError when its worker had to be stopped, or died."""
        from pebble import ProcessExpired

        try:
            return future.result()
        except TimeoutError:
            reason = f"lettura fermata dopo {self.seconds:.0f} secondi: il documento è troppo grande o rovinato"
        except MemoryError:
            reason = f"per leggerlo non bastano {self.megabytes} MB di memoria: dividere il documento"
        except ProcessExpired as error:
            reason = f"il lettore si è interrotto (codice {error.exitcode}): il documento è rovinato o troppo grande"
        raise ReadError(reason, "parse")

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._pool is not None:
            pool: Any = self._pool
            pool.stop() if kind else pool.close()
            pool.join()


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Processes that are started here ignore Ctrl-C from birth: while it starts, Python would print a traceback.

    (A mask would be inherited, too, but multiprocessing's resource tracker lifts it in the middle.)
    """
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _prepare(megabytes: int) -> None:
    """In a new worker: bound its memory, and leave Ctrl-C to the parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The words of a dense table are 150,000 objects and no garbage: looking for some took a tenth of the time.
    gc.set_threshold(50_000, 20, 20)
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit stands alone
        return
    with open("/proc/self/statm") as file:  # noqa: PTH123 (a file of the kernel)
        held = int(file.read().split()[0]) * resource.getpagesize()
    limit = held + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
