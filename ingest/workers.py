"""Reading documents in worker processes, with a limit of time and of memory: a file that kills its reader costs itself.

pypdfium2 and lxml are C code that a crafted file can crash or hang; in a process of its own that is one row in the
report. The pool starts with the first document that must be read, so a run that finds nothing new starts none.
"""

from __future__ import annotations

import os
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError

if TYPE_CHECKING:
    from pebble import ProcessPool

# Documents handed out ahead of the one being stored: enough to keep the workers busy, little enough to hold in memory.
AHEAD: Final = 2


class Workers:
    """A pool of readers, one a core; use it as a context manager.

    ``seconds`` and ``megabytes`` bound one document: its time, and what its reader may add to its memory.
    """

    def __init__(self, seconds: float = 120.0, megabytes: int = 1024, count: int | None = None) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self.count = count or min(4, os.cpu_count() or 1)
        self._pool: ProcessPool | None = None

    @property
    def window(self) -> int:
        """How many documents may be under way at once."""
        return self.count + AHEAD

    def submit(self, raw: RawDocument) -> Future[ParsedDocument]:
        """Start reading a document."""
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
        future: Future[ParsedDocument] = self._pool.schedule(extract, args=[raw], timeout=self.seconds)
        return future

    def result(self, future: Future[ParsedDocument]) -> ParsedDocument:
        """What became of a document; raises ReadError when it could not be read, took too long or too much."""
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


def _prepare(megabytes: int) -> None:
    """In a new worker: bound its memory, and leave Ctrl-C to the parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit stands alone
        return
    with open("/proc/self/statm") as file:  # noqa: PTH123 (a file of the kernel)
        held = int(file.read().split()[0]) * resource.getpagesize()
    limit = held + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
