"""Sessions in signed cookies: who, until when, under which password; each sign-in begins a new one.

The secret lies in the library's folder (``secret``, readable by its owner alone); without it every session has ended.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rag.errors import SettingsError
from rag.settings import Settings
from ui.accounts import Accounts
from ui.office_file import OfficeFile

COOKIE: Final = "regesto"
_LONGEST: Final = 1024


@dataclass(frozen=True, slots=True)
class Session:
    """A person who signed in; ``id`` is random, ``until`` in seconds since 1970."""

    name: str
    id: str
    until: float


class Sessions:
    """Begins, knows again and ends sessions."""

    def __init__(self, settings: Settings, accounts: Accounts) -> None:
        self._accounts = accounts
        self._path = settings.home / "secret"
        self._file = OfficeFile(settings.home)
        self._seconds = settings.session_hours * 3600

    @cached_property
    def _secret(self) -> bytes:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(secrets.token_bytes(32))
            except FileExistsError:
                self._path.chmod(0o600)
            found = self._path.read_bytes()
        except OSError as error:
            raise SettingsError(f"non riesco a usare {self._path}: {error.strerror}") from error
        if len(found) < 32:
            raise SettingsError(f"{self._path} è rovinato: cancellarlo (chi è entrato dovrà entrare di nuovo)")
        return found

    def begin(self, name: str) -> tuple[Session, str]:
        """A new session for somebody whose password was right, and the cookie's value."""
        session = Session(name, secrets.token_hex(16), time.time() + self._seconds)
        content = {"n": name, "i": session.id, "e": session.until, "p": self._accounts.stamp(name)}
        packed = urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
        return session, f"{packed}.{self._signature(packed)}"

    def of(self, cookies: str) -> Session | None:
        """The session in a request's Cookie header; None for none, a forged, ended or outlived one."""
        from starlette.requests import cookie_parser  # the standard library's drops all for one that is odd

        value = cookie_parser(cookies).get(COOKIE, "")
        packed, _, signature = value.partition(".")
        signed = self._signature(packed) if value else ""
        if not value or len(value) > _LONGEST or not hmac.compare_digest(signed.encode(), signature.encode()):
            return None
        held = json.loads(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        stands = held["e"] > time.time() and held["p"] is not None and held["p"] == self._accounts.stamp(held["n"])
        if not stands or self._file.has_ended(held["i"]):
            return None
        return Session(held["n"], held["i"], held["e"])

    def end(self, session: Session) -> None:
        """Sign somebody out: a copy of the cookie is worth nothing afterwards."""
        self._file.end(session.id, session.until)

    def _signature(self, packed: str) -> str:
        return hmac.new(self._secret, packed.encode(), hashlib.sha256).hexdigest()
