"""robots.txt: read once a run for each host, obeyed for every address and every redirect (RFC 9309)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ingest.addresses import joined, site
from ingest.faults import BadStatus, UnansweredError
from ingest.fetch import AGENT, Fetcher
from ingest.turns import Turns
from rag.errors import ReadError

if TYPE_CHECKING:
    from protego import Protego

# Seconds that a robots.txt may ask for between two pages; a site that asks for more is left alone.
_MOST_DELAY: Final = 60.0
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
    delay: float = 0.0


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
        if rules.delay > _MOST_DELAY:
            asked = f"robots.txt di {host} chiede {rules.delay:.0f} secondi fra una pagina e l'altra"
            raise RefusedError(f"{asked} (se ne aspettano al massimo {_MOST_DELAY:.0f}): indirizzo non letto")
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
        except UnansweredError as error:
            return _Rules(unreachable=error.reason)
        except ReadError as error:
            return _Rules(unreachable=f"robots.txt di {host}: {error.reason}: per prudenza non si legge altro")
        parsed = Protego.parse(content[:_LONGEST].decode("utf-8", "replace").removeprefix("\ufeff"))
        delay = float(parsed.crawl_delay(AGENT) or 0)
        if 0 < delay <= _MOST_DELAY:
            self._turns.oblige(site(origin), delay)
        return _Rules(parsed, delay=delay)


def wishes(header: str) -> tuple[bool, bool]:
    """What an X-Robots-Tag asks of everybody or of us: (do not index, do not follow the links).

    A rule for one crawler stands behind its name ("googlebot: noindex") and goes on until the next name.
    """
    found: set[str] = set()
    ours = True
    for part in header.lower().split(","):
        name, colon, rule = part.strip().rpartition(":")
        if colon and not name.startswith("unavailable_after"):
            ours = name.strip() in ("*", AGENT.lower())
        if ours:
            found.add((rule if colon else part).strip())
    return bool(found & {"noindex", "none"}), bool(found & {"nofollow", "none"})
