"""The way out to the network: only public addresses, the address checked is the one connected to, time is bounded.

A name is resolved once and every address it has is checked; the connection then goes to a checked address, so that a
name server that answers differently the second time (DNS rebinding) gains nothing. TLS and the Host header still use
the name. Every wait, for the name, a connection, a handshake, headers or a body, is bounded by the deadline of the
thread's page, and ends soon after the fetcher is closed.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from queue import Empty, Queue
from typing import Any, Final

import httpcore
import httpx

from rag.errors import ReadError

# Cloud metadata services (Azure, Oracle) outside the ranges that Python 3.11 knows as not global.
_METADATA: Final = (ipaddress.ip_network("168.63.129.16/32"), ipaddress.ip_network("192.0.0.0/24"))
# Seconds after which a wait looks whether the run has been stopped meanwhile.
_GLANCE: Final = 0.5
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """True for an address of the public Internet; one that carries another (v4-mapped, NAT64, 6to4) must carry such."""
    found: Address = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64 or int(found) >> 32 == 0:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local:
            return False
    special = found.is_multicast or found.is_reserved or any(found in each for each in _METADATA)
    return found.is_global and not special


def resolve(host: str, port: int, *, internal: bool, seconds: float = 15.0) -> list[str]:
    """The addresses of a name; raises ReadError when there are none or one is not public (unless ``internal``).

    Raises httpcore.ConnectTimeout when name servers do not answer in time.
    """
    found = _looked_up(host, port, seconds)
    if isinstance(found, Exception):
        raise ReadError(f"nome non trovato: {host}", "fetch") from found
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    private = [each for each in addresses if not is_public(each)]
    if private and not internal:
        raise ReadError(
            f"{host} è un indirizzo di rete privata ({private[0]}): non si legge "
            "(se il sito è vostro: --internal, o «internal = true» nell'elenco delle fonti)",
            "fetch",
        )
    return addresses


def _looked_up(host: str, port: int, seconds: float) -> list[Any] | Exception:
    """What the system says of a name, asked in a thread of its own: the system's own patience can't be bounded."""
    answers: Queue[list[Any] | Exception] = Queue()

    def ask() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except Empty:
        raise httpcore.ConnectTimeout(f"name servers do not answer for {host}") from None


class Clock(threading.local):
    """The deadline of the page that this thread is reading; ``stopped`` ends the waits of all threads."""

    deadline = float("inf")

    def __init__(self, stopped: threading.Event) -> None:
        self.stopped = stopped  # every thread's part of a threading.local is made with the same arguments

    def left(self, timeout: float | None) -> float:
        """Seconds that the next wait may take; raises ReadTimeout when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0 or self.stopped.is_set():
            raise httpcore.ReadTimeout("deadline")
        return min(left, timeout) if timeout is not None else left


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = time.monotonic() + (timeout if timeout is not None else float("inf"))
        while True:
            left = self._clock.left(max(until - time.monotonic(), 0.001))
            try:
                return self._stream.read(max_bytes, min(left, _GLANCE))
            except httpcore.ReadTimeout:
                if left <= _GLANCE:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout)), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, clock: Clock, *, internal: bool) -> None:
        self._clock = clock
        self._internal = internal
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception | None = None
        patience = self._clock.left(timeout)
        for address in resolve(host, port, internal=self._internal, seconds=patience):
            try:
                left = self._clock.left(timeout)
                return _Stream(self._real.connect_tcp(address, port, left, local_address, socket_options), self._clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError("no address")


class GuardedTransport(httpx.HTTPTransport):
    """An httpx transport that connects only where it may. It asks no proxy: behind one, no address could be checked."""

    def __init__(self, clock: Clock, *, internal: bool) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        # httpx has no public way to hand over a network backend; tests/test_ingest_crawl_safety.py holds this one.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=16,
            max_keepalive_connections=8,
            keepalive_expiry=10.0,
            network_backend=_Backend(clock, internal=internal),
        )
