"""From pages that came in to documents: which address a document bears, which pages are only copies of another.

A page that names another address as its canonical one waits until that one has been read too: only when both carry
the same title and heading are they one document. (Sites whose every page claims to be the home page are common; taking
their word would leave one document of a thousand.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ingest.addresses import key, name_of, site
from ingest.archive import place
from ingest.fetch import Fetched
from ingest.frontier import State, Task
from ingest.links import Outline
from ingest.parsed import RawDocument
from ingest.report import Failure, Gone, Remark
from rag.register import now
from rag.visits import Visit, Visits

Items = Iterator[RawDocument | Failure | Remark | Gone]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: what was asked for, what came, what it says of itself."""

    task: Task
    fetched: Fetched
    outline: Outline


class Landing:
    """What became of each page of a crawl."""

    def __init__(self, visits: Visits, seek: Callable[[Task], bool]) -> None:
        self._visits = visits
        self._seek = seek  # queues a task; False when it may not be asked for
        self._ends: dict[tuple[int, str], tuple[str, str] | None] = {}  # (errand, key) -> (document, heading)
        self._waiting: dict[tuple[int, str], list[Page]] = {}

    def is_over(self, task: Task) -> bool:
        """True when the page is already known by another way (a redirect led there)."""
        return task.role in ("page", "check") and (id(task.state), key(task.address)) in self._ends

    def knows(self, state: State, address: str) -> bool:
        """True when an address has been read in this crawl (from any thread)."""
        return (id(state), key(address)) in self._ends

    def join(self, task: Task, address: str) -> Items:
        """A redirect led to a page that has been read already."""
        end = self._ends[id(task.state), key(address)]
        there = self._visits.get(key(address))
        if there is not None and end is not None:
            moved = replace(there, key=key(task.address), address=task.address, etag=None, last_modified=None)
            self._visits.note(replace(moved, document=end[0]))
        yield from self._end(task.state, task.address, end)

    def miss(self, task: Task) -> Items:
        """A page could not be read: those that wait for it go their own way."""
        yield from self._end(task.state, task.address, None)

    def take(self, page: Page) -> Items:
        """A page came in: the document it gives, or a remark why it gives none."""
        task, at = page.task, page.fetched.address
        state = task.state
        if key(at) != key(task.address) and (id(state), key(at)) in self._ends:
            end = self._ends[id(state), key(at)]
            self._note(page, end[0] if end else None, address=task.address)
            yield from self._end(state, task.address, end)
        elif page.outline.noindex or not state.errand.boundary.keeps(at):
            if page.outline.noindex:
                yield self._unwanted(page)
            self._note(page, None)
            yield from self._ends_of(page, None)
        elif (other := self._canonical(page)) is None:
            yield from self._settle(page)
        elif (id(state), key(other)) in self._ends:
            yield from self._compare(page, self._ends[id(state), key(other)])
        elif key(other) in state.taken or self._seek(Task(state, other, "page", task.depth)):
            self._waiting.setdefault((id(state), key(other)), []).append(self._light(page))
        else:
            yield from self._settle(page)

    def _unwanted(self, page: Page) -> Failure | Remark | Gone:
        """A page that asks not to be kept: what was kept of it before is withdrawn."""
        at, errand = page.fetched.address, page.task.state.errand
        reason = "la pagina chiede di non essere indicizzata (noindex)"
        visit = self._visits.get(key(at))
        document = errand.uri or (visit.document if visit else None)
        known = self._visits.library.record(document) if document else None
        if document and known and not known.withdrawn:
            return Gone(document, reason, errand.name)
        return Failure(at, "fetch", reason, errand.name) if page.task.is_seed else Remark(at, reason, errand.name)

    def remember(self, page: Page) -> None:
        """A list was read: it gives no document, only what lets it be asked for more cheaply next time."""
        self._note(page, None)

    def rest(self, state: State) -> Items:
        """Nothing more is coming: pages that still wait (for one left out, or for each other) stand by themselves."""
        for place_ in [each for each in self._waiting if each[0] == id(state)]:
            for page in self._waiting.pop(place_, []):
                yield from self._settle(page)

    def _canonical(self, page: Page) -> str | None:
        """The other address that a page names as its own, when it is one that may be believed and asked for."""
        other, at, errand = page.outline.canonical, page.fetched.address, page.task.state.errand
        if not other or key(other) == key(at) or site(other) != site(at) or errand.uri:
            return None
        return other if errand.boundary.keeps(other) else None

    def _compare(self, page: Page, end: tuple[str, str] | None) -> Items:
        if end is None or end[1] != page.outline.heading:
            yield from self._settle(page)
            return
        self._note(page, end[0])
        yield from self._ends_of(page, end)

    def _settle(self, page: Page) -> Items:
        """The page is a document of its own, unless the same bytes have come from another address of this source."""
        state, fetched = page.task.state, page.fetched
        document = state.errand.uri or self._identity(page)
        # Two documents that have come to say the same stay two: folded into one, the other would keep its old text.
        known = self._visits.library.record(document)
        first = state.first_with.setdefault(fetched.sha256, document)
        first = document if known is not None and not known.withdrawn else first
        self._note(page, first)
        if first not in state.documents:
            state.documents.add(first)
            yield self._raw(page, first)
        yield from self._ends_of(page, (first, page.outline.heading))

    def _identity(self, page: Page) -> str:
        """The uri: the one it had before, else the spelling the page itself prefers, else where it was found."""
        at = page.fetched.address
        visit = self._visits.get(key(at))
        if visit and visit.document and key(visit.document) == key(at):
            return visit.document
        canonical = page.outline.canonical
        return canonical if canonical and key(canonical) == key(at) else at

    def _ends_of(self, page: Page, end: tuple[str, str] | None) -> Items:
        state = page.task.state
        yield from self._end(state, page.fetched.address, end)
        if key(page.task.address) != key(page.fetched.address):
            yield from self._end(state, page.task.address, end)

    def _end(self, state: State, address: str, end: tuple[str, str] | None) -> Items:
        self._ends[id(state), key(address)] = end
        for page in self._waiting.pop((id(state), key(address)), []):
            yield from self._compare(page, end)

    def _light(self, page: Page) -> Page:
        """A waiting page without its bytes: they are in the archive."""
        return replace(page, fetched=replace(page.fetched, content=b""))

    def _raw(self, page: Page, uri: str) -> RawDocument:
        fetched, errand = page.fetched, page.task.state.errand
        content = fetched.content or place(self._visits.library.home, fetched.sha256).read_bytes()
        stated = replace(errand.stated, url=errand.stated.url or (fetched.address if errand.uri else uri))
        return RawDocument(
            uri, name_of(uri if errand.uri is None else fetched.address), content, now(), fetched.media_type,
            stated=stated, source=errand.name, one_of_several=errand.several,
        )  # fmt: skip

    def _note(self, page: Page, document: str | None, address: str | None = None) -> None:
        """Remember where the page is and, when redirects led there, that the first address leads to it."""
        fetched, task = page.fetched, page.task
        known = self._visits.get(key(fetched.address))
        moment = now()
        read_at = known.read_at if known and fetched.unchanged else moment
        visit = Visit(
            key(fetched.address), fetched.address, task.state.errand.name, document, fetched.sha256,
            fetched.media_type, fetched.etag, fetched.last_modified, read_at, moment,
        )  # fmt: skip
        if fetched.wishes:  # "not modified" would come without this header: let the page come in full
            visit = replace(visit, etag=None, last_modified=None)
        if address is None:
            self._visits.note(visit)
        if key(task.address) != key(fetched.address):
            self._visits.note(
                replace(visit, key=key(task.address), address=task.address, etag=None, last_modified=None)
            )
