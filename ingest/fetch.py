"""Addresses to bytes, within limits; robots.txt, conditional requests and retries come with the crawler."""

from __future__ import annotations

import ipaddress
import socket
from typing import Final
from urllib.parse import urljoin, urlsplit

from rag.errors import ReadError
from rag.settings import Settings

_LARGEST: Final = 50_000_000
_REDIRECTS: Final = 5
_SECONDS: Final = 30.0


def fetch(url: str, settings: Settings) -> tuple[bytes, str | None]:
    """The body and media type at an address; raises ReadError (stage ``fetch``) with the reason."""
    import httpx

    if settings.offline:
        raise ReadError("senza rete (REGESTO_OFFLINE=1): indirizzo non letto", "fetch")
    agent = f"Regesto/0.1 (+{settings.contact})" if settings.contact else "Regesto/0.1"
    try:
        with httpx.Client(headers={"User-Agent": agent}, timeout=_SECONDS) as client:
            for _ in range(_REDIRECTS + 1):
                _refuse_private(url)
                with client.stream("GET", url) as response:
                    if response.is_redirect:
                        url = urljoin(url, response.headers["location"])
                        continue
                    if response.status_code != 200:
                        raise ReadError(f"il server risponde {response.status_code}", "fetch")
                    return _body(response), response.headers.get("content-type")
    except httpx.TimeoutException as error:
        raise ReadError(f"il server non risponde entro {_SECONDS:.0f} secondi", "fetch") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ReadError(f"indirizzo non raggiungibile: {error or type(error).__name__}", "fetch") from error
    raise ReadError(f"più di {_REDIRECTS} rinvii", "fetch")


def _body(response: object) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():  # type: ignore[attr-defined]
        content += piece
        if len(content) > _LARGEST:
            raise ReadError(f"più di {_LARGEST // 1_000_000} MB", "fetch")
    return bytes(content)


def _refuse_private(url: str) -> None:
    """Only http(s), and no address of the machine's own network: a source list must not become a way in."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReadError("si leggono solo indirizzi http e https", "fetch")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise ReadError(f"nome non trovato: {parts.hostname}", "fetch") from error
    for *_, place in found:
        if not ipaddress.ip_address(str(place[0]).split("%")[0]).is_global:
            raise ReadError(f"{parts.hostname} è un indirizzo di rete privata: non si legge", "fetch")
