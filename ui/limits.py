"""How much one address may ask: a bucket of tokens each, that fills again with time."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

# Addresses remembered; the one heard of longest ago is forgotten first.
_MOST: Final = 20_000


class Buckets:
    """A bucket of ``size`` tokens for each key, filled again by ``per_minute``; safe to share between threads.

    ``per_minute`` 0 means no limit.
    """

    def __init__(self, per_minute: float, size: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._size = size
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str, tokens: float = 1) -> float:
        """Take tokens: 0 where there were enough, else the seconds until there will be (nothing is taken)."""
        if not self._rate:
            return 0.0
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(key, (self._size, now))
            left = min(self._size, left + (now - then) * self._rate)
            enough = left >= tokens
            self._left[key] = (left - tokens if enough else left, now)
            while len(self._left) > _MOST:
                self._left.popitem(last=False)
        return 0.0 if enough else (tokens - left) / self._rate

    def give_back(self, key: str, tokens: float = 1) -> None:
        """Put tokens back that were taken."""
        with self._lock:
            if key in self._left:
                left, then = self._left[key]
                self._left[key] = (min(self._size, left + tokens), then)


def bucket_of(address: str) -> str:
    """Whose bucket: an address's; of IPv6 that of its network, since a home has 2**64 of them."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
