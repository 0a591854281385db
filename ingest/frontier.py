"""What a crawl is asked to do (Errand) and what it still has to ask for (Frontier): one queue a host, in turn."""

from __future__ import annotations

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ingest.addresses import Boundary, is_document, is_skipped, key, site
from ingest.parsed import Metadata

DEPTH: Final = 100  # a news archive of a hundred pages, each linked from the one before, is not rare
MAX_PAGES: Final = 2000
MAX_MINUTES: Final = 120.0
_NUMBER: Final = re.compile(r"\d+")
_MOST_LISTS: Final = 500
# Failures in a row, of the kind that means that nobody is there, after which a host is left alone for this run.
_MOST_SILENCE: Final = 5
# Pages in a row that differ by nothing but numbers and dates, after which no more of their kind are asked for.
_MOST_ALIKE: Final = 20
# Addresses with the very same bytes whose links are followed: beyond, a site is naming one page in endless ways.
_MOST_COPIES: Final = 20


@dataclass(frozen=True, slots=True)
class Errand:
    """One source to crawl. ``kind`` is page, section, sitemap or feed; ``name`` the source that its documents bear.

    ``depth`` counts the links from the first page (0: that page alone). ``uri`` is the identity of the one document of
    a page, where the source states it; ``several``: the source lists other editions of that document.
    """

    name: str
    seed: str
    kind: str = "page"
    boundary: Boundary = Boundary()
    depth: int = DEPTH
    max_pages: int = MAX_PAGES
    max_minutes: float = MAX_MINUTES
    internal: bool = False
    delay: float | None = None
    stated: Metadata = Metadata()
    uri: str | None = None
    several: bool = False


@dataclass(slots=True)
class State:
    """How far an errand has come. Keys are those of ``addresses.key``."""

    errand: Errand
    started: float = field(default_factory=time.monotonic)
    taken: set[str] = field(default_factory=set)
    pages: int = 0
    lists: int = 0
    lists_left_out: int = 0
    left_out: int = 0
    late: int = 0
    too_deep: set[str] = field(default_factory=set)
    endless: dict[str, set[str]] = field(default_factory=dict)  # kind of address -> addresses not asked for
    open: int = 0  # tasks queued or under way
    checked: bool = False
    reached: bool = False  # something was read: the site is there
    documents: set[str] = field(default_factory=set)
    first_with: dict[str, str] = field(default_factory=dict)  # sha256 of a body -> the document it gave

    _bodies: Counter[str] = field(default_factory=Counter)  # sha256 of a body -> how many addresses gave it
    _alike: dict[str, tuple[str, int]] = field(default_factory=dict)  # kind of address -> skeleton, how often in a row

    def has_read(self, address: str, skeleton: str) -> None:
        """Note a page that came in: it may be one more of an endless row, as in a calendar without events."""
        last, number = self._alike.get(_kind_of(address), ("", 0))
        self._alike[_kind_of(address)] = (skeleton, number + 1 if skeleton == last else 1)

    def repeats(self, address: str, sha256: str) -> bool:
        """True when a page came that this source has given under many addresses already: its links lead nowhere new."""
        self._bodies[sha256] += 1
        if self._bodies[sha256] <= _MOST_COPIES:
            return False
        self.endless.setdefault(_kind_of(address), set()).add(address)
        return True

    def limits(self) -> Iterator[str]:
        """What kept addresses from being read, once: a line for each limit that did."""
        errand, deep = self.errand, len(self.too_deep - self.taken)
        if self.left_out:
            yield f"limite di {errand.max_pages} pagine: {self.left_out} indirizzi non letti (max_pages)"
        if self.lists_left_out:
            yield f"limite di {_MOST_LISTS} elenchi: {self.lists_left_out} sitemap o feed non letti"
        if self.late:
            yield f"limite di {errand.max_minutes:g} minuti: {self.late} indirizzi non letti (max_minutes)"
        if deep and errand.kind == "section":
            yield f"oltre la profondità di {errand.depth} rinvii: {deep} indirizzi non letti (depth)"
        for kind, addresses in self.endless.items():
            yield f"pagine senza fine, uguali fra loro: non si leggono altri indirizzi come {kind} ({len(addresses)})"
        self.left_out = self.lists_left_out = self.late = 0
        self.too_deep, self.endless = set(), {}

    def wants(self, address: str, depth: int) -> bool:
        """True when a page found ``depth`` links away is to be asked for (a document file may be one link further)."""
        errand = self.errand
        limit = errand.depth if errand.kind == "section" else 0
        if is_skipped(address) or key(address) in self.taken or not errand.boundary.covers(address):
            return False
        if depth > limit + is_document(address):
            self.too_deep.add(key(address))
            return False
        if self._alike.get(_kind_of(address), ("", 0))[1] >= _MOST_ALIKE:
            self.endless.setdefault(_kind_of(address), set()).add(address)
            return False
        return True


def _kind_of(address: str) -> str:
    """What the addresses of one kind of page have in common: all but the numbers."""
    host = address.index("/", 8) if "/" in address[8:] else len(address)
    return address[:host] + _NUMBER.sub("N", address[host:])


@dataclass(frozen=True, slots=True)
class Task:
    """One address to ask for.

    ``role``: page, list (a sitemap or feed), maps (the sitemaps that a host names), check (is it still there?).
    """

    state: State
    address: str
    role: str = "page"
    depth: int = 0

    @property
    def is_seed(self) -> bool:
        """True for the address that the source names."""
        return self.address == self.state.errand.seed


class Frontier:
    """Tasks by host. A host has one task under way at a time; hosts take turns."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Task]] = {}
        self._busy: set[str] = set()
        self._silence: dict[str, int] = {}

    def add(self, task: Task) -> bool:
        """Queue a task unless its errand has had its fill; False when it is left out."""
        state = task.state
        if task.role == "list":
            if state.lists >= _MOST_LISTS:
                state.lists_left_out += 1
                return False
            state.lists += 1
        elif task.role != "maps":
            # What was known is looked after even when new pages have used up the limit.
            if state.pages >= state.errand.max_pages * (2 if task.role == "check" else 1):
                state.left_out += task.role == "page"
                return False
            state.pages += 1
        if task.role != "maps":
            state.taken.add(key(task.address))
        state.open += 1
        self._queues.setdefault(site(task.address), deque()).append(task)
        return True

    def next(self, skip: Callable[[Task], bool]) -> Task | None:
        """A task of a host that is free; those that ``skip`` says are done with are dropped. None: nothing for now."""
        for host in [each for each in self._queues if each not in self._busy]:
            queue = self._queues.pop(host)
            while queue:
                task = queue.popleft()
                if self._expired(task) or skip(task):
                    task.state.open -= 1
                    continue
                self._busy.add(host)
                self._queues[host] = queue  # to the end of the line of hosts
                return task
        return None

    def done(self, task: Task, *, silent: bool) -> int:
        """A task is over. ``silent``: nobody answered; returns how many tasks of a dead host are given up for it."""
        host = site(task.address)
        self._busy.discard(host)
        task.state.open -= 1
        self._silence[host] = self._silence.get(host, 0) + 1 if silent else 0
        if self._silence[host] < _MOST_SILENCE:
            return 0
        given_up = self._queues.pop(host, deque())
        for each in given_up:
            each.state.open -= 1
        return len(given_up)

    def _expired(self, task: Task) -> bool:
        late = time.monotonic() - task.state.started > task.state.errand.max_minutes * 60
        task.state.late += late
        return late
