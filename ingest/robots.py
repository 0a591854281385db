"""robots.txt: read once a run for each host, obeyed for every address and every redirect (RFC 9309)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ingest.addresses import joined, site
from ingest.fetch import AGENT, BadStatus, Fetcher, UnansweredError
from ingest.turns import Turns
from rag.errors import ReadError

if TYPE_CHECKING:
    from protego import Protego

_LONGEST: Final = 512_000  # bytes that are parsed; RFC 9309 asks for at least 500 KiB


class RefusedError(ReadError):
    """robots.txt (``robots``), or else the source's own scope, does not allow an address."""

    def __init__(self, reason: str, *, robots: bool = True) -> None:
        super().__init__(reason, "fetch")
        self.robots = robots


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None = None
    unreachable: str = ""


class Robots:
    """The rules of all hosts met in a run; for any number of threads."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._rules: dict[tuple[str, bool], _Rules] = {}
        self._locks: dict[tuple[str, bool], threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, address: str, fetcher: Fetcher) -> None:
        """Raise RefusedError when robots.txt forbids the address, UnansweredError when it can't be known."""
        rules = self._of(address, fetcher)
        host = urlsplit(address).netloc
        if rules.unreachable:
            raise UnansweredError(rules.unreachable)
        if rules.parsed is not None and not rules.parsed.can_fetch(address, AGENT):
            raise RefusedError(f"robots.txt di {host} non permette di leggere questo indirizzo")

    def sitemaps(self, address: str, fetcher: Fetcher) -> list[str]:
        """The sitemaps that the host of an address names."""
        parsed = self._of(address, fetcher).parsed
        found = (joined(address, each) for each in parsed.sitemaps) if parsed else ()
        return list(dict.fromkeys(each for each in found if each))

    def _of(self, address: str, fetcher: Fetcher) -> _Rules:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        # What an internal source may reach is not what the others may.
        place = (origin, fetcher.internal)
        with self._lock:
            lock = self._locks.setdefault(place, threading.Lock())
        with lock:
            if place not in self._rules:
                self._rules[place] = self._read(origin, parts.netloc, fetcher)
        return self._rules[place]

    def _read(self, origin: str, host: str, fetcher: Fetcher) -> _Rules:
        """The rules of a host: none when it has no robots.txt (4xx); closed when it can't answer (5xx, no network)."""
        from protego import Protego

        try:
            content = fetcher.get(f"{origin}/robots.txt").content
        except BadStatus as error:
            # 429 is a 4xx by number only: a server that is overrun has not said yes.
            closed = error.status >= 500 or error.status == 429
            reason = f"per robots.txt di {host} {error.reason}: per prudenza non si legge altro"
            return _Rules(unreachable=reason) if closed else _Rules()
        except ReadError as error:
            return _Rules(unreachable=error.reason)
        parsed = Protego.parse(content[:_LONGEST].decode("utf-8", "replace").removeprefix("\ufeff"))
        if delay := parsed.crawl_delay(AGENT):
            self._turns.oblige(site(origin), float(delay))
        return _Rules(parsed)
