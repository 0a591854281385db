"""Addresses to bytes: within limits of size and time, politely, and only when they have changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.addresses import joined, site
from ingest.archive import place
from ingest.faults import AgainError, BadStatus, UnansweredError, retry_after, trouble
from ingest.turns import Turns
from ingest.unpack import LARGEST, InterruptedBodyError, too_large, unpacked
from rag.errors import ReadError
from rag.settings import Settings

if TYPE_CHECKING:
    import httpx

    from rag.visits import Visit

AGENT: Final = "Regesto"
SECONDS: Final = 60.0  # a page in all, retries and redirects included, waiting for the host's turn not
REDIRECTS: Final = 8
ATTEMPTS: Final = 3
BACKOFF: Final = 1.0
# Servers that say "not modified" for ever do exist: after two weeks a page is read in full again.
BELIEVED_DAYS: Final = 14
DELAY: Final = 1.0  # seconds between two requests to one public host, unless the source or robots.txt says more
_CONNECT: Final = 15.0
_PASSING: Final = (408, 425, 429, 500, 502, 503, 504)
_NO_DOCUMENT: Final = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at an address; ``address`` is where redirects led; ``unchanged``: the server said so (304).

    ``wishes`` is the X-Robots-Tag header, "" where there was none.
    """

    address: str
    content: bytes
    sha256: str
    media_type: str | None
    etag: str | None
    last_modified: str | None
    unchanged: bool
    wishes: str = ""


class Fetcher:
    """Reads addresses; ``recall`` gives what is known of one from an earlier run. For any number of threads.

    ``internal`` allows addresses of private networks. Close it when done.
    """

    def __init__(
        self, settings: Settings, turns: Turns, recall: Callable[[str], Visit | None], *, internal: bool = False
    ) -> None:
        import httpx

        from ingest.guard import Clock, GuardedTransport

        contact = settings.contact.encode("ascii", "ignore").decode().strip()
        agent = f"{AGENT}/{version('regesto')}" + (f" (+{contact})" if contact else "")
        self.internal = internal
        self._settings = settings
        self._turns = turns
        self._recall = recall
        self._delay = 0.0 if internal else DELAY
        self._clock = Clock(threading.Event())
        self._client = httpx.Client(
            transport=GuardedTransport(self._clock, internal=internal),
            headers={
                "User-Agent": agent,
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "it, fr;q=0.8, en",
            },
            timeout=httpx.Timeout(SECONDS, connect=_CONNECT),
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # none is kept from one page to the next
        )

    def close(self) -> None:
        """Close all connections and end what is being read."""
        self._clock.stopped.set()
        self._client.close()

    def get(self, address: str, check: Callable[[str], None] = lambda address: None) -> Fetched:
        """What lies at an address; ``check`` may refuse any hop on the way by raising ReadError.

        Raises BadStatus for an answer that is no page, ReadError (stage ``fetch``) for all else that goes wrong.
        """
        if self._settings.offline:
            raise ReadError("senza rete (REGESTO_OFFLINE=1): indirizzo non letto", "fetch")
        outer, self._clock.deadline = self._clock.deadline, time.monotonic() + SECONDS
        try:
            return self._follow(address, check)
        finally:
            # robots.txt is read in the middle of a page: its time is not the page's.
            self._clock.deadline = outer

    def _follow(self, address: str, check: Callable[[str], None]) -> Fetched:
        import httpx

        cookies = httpx.Cookies()  # some sites show a page only to who brings back the cookie of their first answer
        passed: list[tuple[str, str]] = []
        while len(passed) <= REDIRECTS:
            if (here := (address, str(cookies))) in passed:
                circle = " → ".join([*(each for each, _ in passed), address][-3:])
                raise ReadError(f"rinvii in circolo ({circle})", "fetch")
            passed.append(here)
            before = time.monotonic()
            check(address)
            self._clock.deadline += time.monotonic() - before
            answer = self._insist(address, cookies)
            if isinstance(answer, Fetched):
                return answer
            address = answer
        raise ReadError(f"più di {REDIRECTS} rinvii", "fetch")

    def _insist(self, address: str, cookies: httpx.Cookies) -> Fetched | str:
        """One answer, be it at the third attempt: a page, or the address it is now at."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(address, cookies)
            except AgainError as again:
                wait = again.wait if again.wait is not None else BACKOFF * 2 ** (attempt - 1)
                if attempt == ATTEMPTS:
                    raise again.error from again
                if time.monotonic() + wait > self._clock.deadline:
                    reason = f"{again.error.reason} e chiede di aspettare {wait:.0f} secondi" if again.wait else None
                    raise (ReadError(reason, "fetch") if reason else again.error) from again
                self._turns.pause(wait)
        raise AssertionError

    def _once(self, address: str, cookies: httpx.Cookies) -> Fetched | str:
        import httpx

        known = self._known(address)
        try:
            request = self._client.build_request("GET", address, headers=_conditions(known))
            cookies.set_cookie_header(request)
            with self._turns.turn(site(address), self._delay) as waited:
                self._clock.deadline += waited
                with closing(self._client.send(request, stream=True)) as response:
                    cookies.extract_cookies(response)
                    return self._answer(response, address, known)
        except InterruptedBodyError as error:
            raise AgainError(ReadError(error.reason, "fetch")) from error
        except httpx.TimeoutException as error:
            if time.monotonic() >= self._clock.deadline - 0.01:
                raise ReadError(f"il server non finisce di rispondere entro {SECONDS:.0f} secondi", "fetch") from error
            raise AgainError(UnansweredError("il server non risponde")) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ReadError(f"indirizzo non valido: {error}", "fetch") from error
        except httpx.TransportError as error:
            raise trouble(error) from error

    def _known(self, address: str) -> Visit | None:
        """What was read there before, when it is still in the archive and not too old to be believed."""
        visit = self._recall(address)
        if visit is None or visit.address != address or not _archived(self._settings, visit).exists():
            return None
        age = datetime.now(UTC) - datetime.fromisoformat(visit.read_at)
        return visit if age.days < BELIEVED_DAYS else None

    def _answer(self, response: httpx.Response, address: str, known: Visit | None) -> Fetched | str:
        status, headers = response.status_code, response.headers
        if status == 304 and known is not None:
            return Fetched(address, _archived(self._settings, known).read_bytes(), known.sha256, known.media_type,
                           known.etag, known.last_modified, unchanged=True)  # fmt: skip
        if 300 <= status < 400 and "location" in headers:
            target = joined(address, headers["location"])
            if target is None:
                raise ReadError(f"rinvio a un indirizzo che non si legge: {headers['location'][:200]}", "fetch")
            return target
        if status in _PASSING:
            raise AgainError(BadStatus(status), retry_after(headers.get("retry-after")))
        if status not in (200, 203):
            raise BadStatus(status)
        media_type = headers.get("content-type")
        if (media_type or "").lower().startswith(_NO_DOCUMENT):
            raise ReadError(f"non è un documento: {media_type}", "fetch")
        if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > LARGEST:
            raise too_large()
        content = unpacked(response.iter_raw(), headers.get("content-encoding", "").strip().lower())
        return Fetched(address, content, sha256(content).hexdigest(), media_type, headers.get("etag"),
                       headers.get("last-modified"), False, headers.get("x-robots-tag", ""))  # fmt: skip


def _archived(settings: Settings, visit: Visit) -> Path:
    return place(settings.home, visit.sha256)


def _conditions(known: Visit | None) -> dict[str, str]:
    pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {name: value for name, value in pairs.items() if value}
