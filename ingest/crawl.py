"""Crawling: errands in, documents (and what became of the other addresses) out, while threads fetch ahead.

``Crawl.run`` is a generator in the caller's thread, the only one that writes to the library; four threads fetch and
look for links. Hosts take turns, and each is asked for one thing at a time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Final

from ingest.addresses import is_document, key, site
from ingest.asking import Asker, KnownError, Reply
from ingest.faults import BadStatus, UnansweredError
from ingest.feeds import Listing
from ingest.fetch import Fetched
from ingest.frontier import Errand, Frontier, State, Task
from ingest.landing import Landing, Page
from ingest.links import Outline
from ingest.parsed import RawDocument
from ingest.report import Failure, Gone, IngestReport, Remark, Waiting
from ingest.robots import RefusedError
from rag.errors import ReadError
from rag.settings import Settings
from rag.visits import Visits

Item = RawDocument | Failure | Remark | Gone | Waiting

_THREADS: Final = 4
# Seconds without an answer after which whoever watches is told what is being waited for.
_BEAT: Final = 1.0


class Crawl:
    """One crawl of any number of errands. The report learns what was asked of each source."""

    def __init__(self, settings: Settings, visits: Visits, report: IngestReport) -> None:
        self._visits = visits
        self._report = report
        self._frontier = Frontier()
        self._landing = Landing(visits, self._seek)
        self._asker = Asker(settings, visits, lambda task, address: self._landing.knows(task.state, address))
        self._states: list[State] = []

    @property
    def queued(self) -> int:
        """How many addresses are known and still to be asked for."""
        return sum(state.open for state in self._states)

    def run(self, errands: Sequence[Errand]) -> Generator[Item, None, None]:
        """Every document of the errands, and a row for every address that failed, was refused or is gone."""
        states = self._states = [State(errand) for errand in errands]
        for state in states:
            self._begin(state)
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="regesto-fetch")
        under_way: dict[Future[Reply], Task] = {}
        try:
            while True:
                self._submit(pool, under_way)
                if not under_way:
                    for state in states:
                        yield from self._close(state)
                    if not any(state.open for state in states):
                        return
                    continue
                done, _ = wait(under_way, timeout=_BEAT, return_when=FIRST_COMPLETED)
                if not done:
                    yield Waiting(next(iter(under_way.values())).address)
                items = [item for future in done for item in self._landed(under_way.pop(future), future.result())]
                self._submit(pool, under_way)  # so that the next pages come while these are read
                yield from items
        finally:
            self._asker.close()
            pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, state: State) -> None:
        errand = state.errand
        self._asker.expect(errand)
        if errand.delay is not None:
            self._asker.turns.wish(site(errand.seed), errand.delay)
        if errand.kind == "section":
            self._frontier.add(Task(state, errand.seed))
            self._frontier.add(Task(state, errand.seed, "maps"))
        else:
            names_list = (
                errand.kind == "feed" or "sitemap" in errand.seed or errand.seed.endswith((".xml", ".gz", ".txt"))
            )
            role = "page" if errand.kind == "page" else "list" if names_list else "maps"
            self._frontier.add(Task(state, errand.seed, role))

    def _submit(self, pool: ThreadPoolExecutor, under_way: dict[Future[Reply], Task]) -> None:
        while len(under_way) < _THREADS and (task := self._frontier.next(self._landing.is_over)):
            under_way[pool.submit(self._asker.ask, task)] = task

    def _seek(self, task: Task) -> bool:
        return self._frontier.add(task)

    def _landed(self, task: Task, answer: Reply) -> Iterator[Item]:
        error = answer.error
        overrun = isinstance(error, BadStatus) and (error.status >= 500 or error.status == 429)
        silent = overrun or isinstance(error, UnansweredError)
        state, tally = task.state, self._report.of(task.state.errand.name)
        if isinstance(error, KnownError):
            tally.asked += 1
            yield from self._landing.join(task, error.address)
        elif error is not None:
            tally.asked += isinstance(error, BadStatus)
            yield from self._missed(task, error)
        elif answer.found is not None:
            tally.asked += answer.fetched is not None
            tally.not_modified += answer.fetched is not None and answer.fetched.unchanged
            yield from self._listed(task, answer.found, answer.fetched)
        elif answer.fetched is not None:
            tally.asked += 1
            tally.not_modified += answer.fetched.unchanged
            state.reached = True
            state.has_read(answer.fetched.address, answer.outline.skeleton if answer.outline else "")
            self._follow(task, answer)
            yield from self._landing.take(Page(task, answer.fetched, answer.outline or Outline()))
        if given_up := self._frontier.done(task, silent=silent):
            reason = f"il server non risponde: {given_up} altri indirizzi sono rimandati alla prossima lettura"
            yield Failure(f"//{site(task.address)}", "fetch", reason, state.errand.name)

    def _follow(self, task: Task, answer: Reply) -> None:
        """Queue what a page links to: within a section all of it, of a feed's or a sitemap's pages the documents."""
        kind, fetched = task.state.errand.kind, answer.fetched
        if kind == "page" or task.role == "check" or fetched is None or answer.outline is None:
            return
        if task.state.repeats(fetched.address, fetched.sha256):
            return
        for link in answer.outline.links:
            # The boundary of a feed may be the whole web: of a page's links only those to its own site are followed.
            near = kind == "section" or (is_document(link) and site(link) == site(fetched.address))
            if near and task.state.wants(link, task.depth + 1):
                self._frontier.add(Task(task.state, link, "page", task.depth + 1))

    def _listed(self, task: Task, found: Listing, fetched: Fetched | None) -> Iterator[Item]:
        state = task.state
        state.reached = state.reached or fetched is not None
        if fetched is not None:
            self._landing.remember(Page(task, fetched, Outline()))
        if found.broken:
            yield Remark(task.address, "XML guasto: letto fin dove si può", state.errand.name)
        if fetched is not None and not found.pages and not found.lists:
            yield Remark(task.address, "l'elenco non contiene indirizzi", state.errand.name)
        for address in found.lists:
            if key(address) not in state.taken:
                self._frontier.add(Task(state, address, "list"))
        for address in found.pages:
            if state.wants(address, 0):
                self._frontier.add(Task(state, address))

    def _missed(self, task: Task, error: ReadError) -> Iterator[Item]:
        """A row for an address that gave nothing; a known document whose own address is gone is withdrawn."""
        errand = task.state.errand
        by_robots = isinstance(error, RefusedError) and error.robots
        visit = self._visits.get(key(task.address))
        document = errand.uri or (visit.document if visit else None)
        known = self._visits.library.record(document) if document else None
        if isinstance(error, BadStatus) and error.vanished and document and known:
            if not errand.uri and key(document) != key(task.address):
                if key(document) not in task.state.taken:
                    self._frontier.add(Task(task.state, document, "check"))
                yield Remark(task.address, f"{error.reason}: il documento è ora a {document}", errand.name)
            elif known.withdrawn:
                yield Remark(task.address, f"{error.reason}: già segnato come ritirato", errand.name)
            else:
                yield Gone(document, error.reason, errand.name)
        elif not task.is_seed and (isinstance(error, RefusedError) or (task.role, errand.kind) == ("list", "section")):
            yield Remark(task.address, error.reason, errand.name, refused=by_robots)
        else:
            if by_robots:
                self._report.refuse(task.address, errand.name)
            yield Failure(task.address, error.stage, error.reason, errand.name)
        yield from self._landing.miss(task)

    def _close(self, state: State) -> Iterator[Item]:
        """An errand has nothing left to ask: settle what waits, then look after documents that did not turn up."""
        errand = state.errand
        yield from self._landing.rest(state)
        if not state.checked and state.reached and errand.kind != "page":
            state.checked = True
            for document in self._visits.documents_of(errand.name):
                missing = document not in state.documents and key(document) not in state.taken
                if missing and errand.boundary.covers(document):
                    self._frontier.add(Task(state, document, "check"))
            if state.open:
                return
        for reason in state.limits():
            yield Remark(errand.seed, reason, errand.name)
