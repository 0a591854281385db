"""Asking for one address of a crawl, in a thread: what came and what it links to, or why there is neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ingest.addresses import joined, key
from ingest.archive import keep
from ingest.feeds import Listing, list_kind, listing
from ingest.fetch import Fetched, Fetcher
from ingest.frontier import Errand, Task
from ingest.links import Outline, is_html, outline
from ingest.robots import RefusedError, Robots, wishes
from ingest.turns import Turns
from rag.errors import LibraryError, ReadError
from rag.settings import Settings
from rag.visits import Visits

_LIST_NAMES: Final = {"sitemap": "una sitemap", "feed": "un feed"}


class KnownError(ReadError):
    """A redirect leads to a page that this crawl has read already: there is no need to ask for it again."""

    def __init__(self, address: str) -> None:
        super().__init__("", "fetch")
        self.address = address


@dataclass(frozen=True, slots=True)
class Reply:
    """What a thread brings back: a page, a list, or the reason why there is neither."""

    fetched: Fetched | None = None
    outline: Outline | None = None
    found: Listing | None = None
    error: ReadError | None = None


class Asker:
    """Asks for the addresses of one crawl, from any number of threads; close it when done."""

    def __init__(self, settings: Settings, visits: Visits, knows: Callable[[Task, str], bool]) -> None:
        self._settings = settings
        self._visits = visits
        self._knows = knows  # has this address been read in this crawl?
        self.turns = Turns()
        self._robots = Robots(self.turns)
        self._fetchers: dict[bool, Fetcher] = {}

    def expect(self, errand: Errand) -> None:
        """Make ready for the addresses of an errand (not in a thread)."""
        if errand.internal not in self._fetchers:
            recall = self._visits.get
            self._fetchers[errand.internal] = Fetcher(
                self._settings, self.turns, lambda address: recall(key(address)), internal=errand.internal
            )

    def close(self) -> None:
        """End all waiting and all connections."""
        self.turns.stop()
        for fetcher in self._fetchers.values():
            fetcher.close()

    def ask(self, task: Task) -> Reply:
        """Ask for one address. What is wrong with it is the reply's error; the library's own troubles are raised."""
        fetcher = self._fetchers[task.state.errand.internal]
        try:
            return Reply(found=self._maps(task, fetcher)) if task.role == "maps" else self._read(task, fetcher)
        except ReadError as error:
            return Reply(error=error)
        except LibraryError:
            raise
        except Exception as error:  # a parser's bug on one page must not cost the others
            reason = f"errore imprevisto ({type(error).__name__}: {(str(error).splitlines() or [''])[0]})"
            return Reply(error=ReadError(reason, "fetch"))

    def _read(self, task: Task, fetcher: Fetcher) -> Reply:
        fetched = fetcher.get(task.address, lambda hop: self._check(task, hop, fetcher))
        page = is_html(fetched.content, fetched.media_type)
        if task.role == "page" and task.state.errand.kind == "page" and (kind := list_kind(fetched.content)):
            raise ReadError(f"è {_LIST_NAMES[kind]}, non una pagina: leggere ciò che elenca con crawl «{kind}»", "read")
        if not fetched.unchanged:
            keep(self._settings.home, fetched.content)
        seen = outline(fetched.content, fetched.media_type, fetched.address) if page else Outline()
        if task.role == "list":
            # A page in place of a feed: it names its feeds.
            found = Listing(lists=seen.feeds) if seen.feeds else listing(fetched.content, fetched.address)
            return Reply(fetched, found=found)
        noindex, nofollow = wishes(fetched.wishes)
        links = () if nofollow else seen.links
        return Reply(fetched, replace(seen, links=links, noindex=seen.noindex or noindex))

    def _check(self, task: Task, hop: str, fetcher: Fetcher) -> None:
        if task.role == "page" and hop != task.address and not task.state.errand.boundary.covers(hop):
            raise RefusedError(f"l'indirizzo rinvia fuori dal perimetro della fonte: {hop}", robots=False)
        if hop != task.address and self._knows(task, hop):
            raise KnownError(hop)
        self._robots.check(hop, fetcher)

    def _maps(self, task: Task, fetcher: Fetcher) -> Listing:
        named = self._robots.sitemaps(task.address, fetcher)
        if not named and task.state.errand.kind == "sitemap":
            named = [joined(task.address, "/sitemap.xml") or task.address]
        return Listing(lists=tuple(named))
