"""Who is asking: from which address, under which name. A proxy's word is taken only from those that are listed."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from rag.errors import SettingsError
from rag.settings import Settings
from ui.accounts import NAME, Accounts
from ui.labels import public_address
from ui.sessions import Session, Sessions

log = logging.getLogger(__name__)
# Where a request's Visitor is kept in its ASGI scope.
KEY: Final = "regesto.visitor"
_FORWARDED: Final = (
    b"x-forwarded-for", b"forwarded", b"x-real-ip", b"x-forwarded-host", b"x-forwarded-port", b"x-forwarded-prefix",
    b"x-forwarded-server", b"x-gradio-server", b"x-original-url", b"x-rewrite-url",
)  # fmt: skip
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Visitor:
    """One request's sender. ``name``: who has signed in, here (``session``) or at a proxy; ``office``: may go there."""

    address: str
    name: str | None = None
    office: bool = False
    https: bool = False
    session: Session | None = None


class Reception:
    """Tells who is asking. Raises SettingsError for proxies that are no addresses, or a header with no proxy."""

    def __init__(self, settings: Settings, accounts: Accounts, sessions: Sessions) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._header = settings.trusted_header.strip().lower().encode()
        if settings.public_url and public_address(settings.public_url) is None:
            raise SettingsError(
                f"REGESTO_PUBLIC_URL: «{settings.public_url[:80]}» non è un indirizzo: deve cominciare con https:// o "
                "http:// e avere un nome"
            )
        self._public = urlsplit(settings.public_url)
        self._alone = settings.reading == "auto" and not settings.trusted_proxies and reading_open(settings)
        self._warned = False
        try:
            listed = [each.strip() for each in settings.trusted_proxies.split(",") if each.strip()]
            self._proxies: list[Network] = [ipaddress.ip_network(each, strict=False) for each in listed]
        except ValueError as error:
            raise SettingsError(f"REGESTO_TRUSTED_PROXIES: {error} (servono indirizzi, separati da virgole)") from error
        if self._header and not self._proxies:
            raise SettingsError(
                "REGESTO_TRUSTED_HEADER vuole anche REGESTO_TRUSTED_PROXIES: i soli proxy di cui fidarsi"
            )

    def receive(self, scope: Mapping[str, Any]) -> tuple[Visitor, list[tuple[bytes, bytes]]]:
        """The visitor, and the request's headers without those that only a proxy may send."""
        pairs: list[tuple[bytes, bytes]] = list(scope["headers"])
        headers = dict(pairs)
        peer = (scope.get("client") or ("", 0))[0]
        trusted = self._is_proxy(peer)
        if not trusted and b"x-forwarded-for" in headers and _is_loopback(peer):
            self._warn(peer)
        address = self._client(peer, pairs) if trusted else peer
        session = self._sessions.of(headers.get(b"cookie", b"").decode("latin-1"))
        name = self._named(pairs) if trusted and self._header else None
        if name is None and session is not None:
            name = session.name
        https = scope["scheme"] == "https" or (trusted and headers.get(b"x-forwarded-proto") == b"https")
        host = headers.get(b"host", b"").decode("latin-1")
        https = https or (self._public.scheme == "https" and self._public.netloc == host)
        hidden = {self._header} if self._header else set()
        hidden |= set() if trusted else set(_FORWARDED)
        kept = [pair for pair in pairs if pair[0].lower() not in hidden]
        return Visitor(address, name, self._accounts.may_office(name), https, session), kept

    def known_as(self, scope: Mapping[str, Any]) -> bool:
        """Whether the service may be meant by the name it was called by.

        Open to anybody because it listens on this machine only, it answers to this machine's names and its public one:
        else any page in a browser here could read it, under a name of its own that leads to 127.0.0.1.
        """
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
        if not self._alone or not host:
            return True
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        ours = name == "localhost" or name.endswith(".localhost") or _is_loopback(name)
        return ours or name == self._public.hostname

    def _named(self, pairs: list[tuple[bytes, bytes]]) -> str | None:
        """The name a proxy gives; one that came twice, or is no name, is nobody's."""
        found = [value.decode("utf-8", "replace").strip() for key, value in pairs if key.lower() == self._header]
        return found[0] if len(found) == 1 and NAME.fullmatch(found[0]) else None

    def _client(self, peer: str, pairs: list[tuple[bytes, bytes]]) -> str:
        """The last address on the way that is no proxy of ours: those before it may be anybody's invention."""
        way = ",".join(value.decode("latin-1") for key, value in pairs if key.lower() == b"x-forwarded-for")
        for hop in reversed([each.strip() for each in way.split(",") if each.strip()]):
            try:
                found = str(ipaddress.ip_address(hop.strip("[]")))
            except ValueError:
                return peer
            if not self._is_proxy(found):
                return found
        return peer

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address.split("%")[0])
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None)
        return any((mapped or found) in each for each in self._proxies)

    def _warn(self, peer: str) -> None:
        if not self._warned:
            self._warned = True
            log.warning(
                "davanti a Regesto c'è un proxy (%s) che non è fra quelli di cui fidarsi: nei limiti tutti contano "
                "come una persona sola; se è vostro: REGESTO_TRUSTED_PROXIES=%s", peer, peer,
            )  # fmt: skip


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def reading_open(settings: Settings) -> bool:
    """Whether anybody may read: as set, or else where the service listens on this machine only, behind no proxy."""
    if settings.reading == "auto":
        if settings.trusted_proxies.strip():  # which brings others than this machine
            return False
        return settings.host == "localhost" or _is_loopback(settings.host)
    return settings.reading == "open"
