"""Accounts: a file of one ``name:hash`` a line, written by ``regesto password NAME``, read anew when it changes.

A hash is ``scrypt$n$r$p$salt$key``: 2**14, 8, 5 take 16 MB and a quarter of a second, and one is reckoned at a time, so
that a flood of attempts costs neither memory nor both cores.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import threading
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Final

from rag.errors import SettingsError, UsageError
from rag.settings import Settings

NAME: Final = re.compile(r"[\w.@+-]{1,64}")
# NIST SP 800-63B asks for 8 at least where a second factor stands beside it; here nothing does.
SHORTEST: Final = 10
LONGEST: Final = 1024
_COST: Final = (2**14, 8, 5)
_MEMORY: Final = 64 * 1024 * 1024


def hashed(password: str) -> str:
    """A password's hash under a new salt, as the file holds it."""
    salt = secrets.token_bytes(16)
    n, r, p = _COST
    return f"scrypt${n}${r}${p}${_in(salt)}${_in(_key(password, salt, n, r, p))}"


def matches(password: str, known: str) -> bool:
    """Whether a password has that hash; False for a hash that makes no sense. Takes the same time either way."""
    try:
        scheme, n, r, p, salt, key = known.split("$")
        found = _key(password, b64decode(salt, validate=True), int(n), int(r), int(p))
        return scheme == "scrypt" and hmac.compare_digest(found, b64decode(key, validate=True))
    except ValueError:
        return False


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    data = password[:LONGEST].encode("utf-8", "surrogatepass")
    return hashlib.scrypt(data, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _in(data: bytes) -> str:
    return b64encode(data).decode()


class Accounts:
    """The accounts of a service; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.path = settings.passwords or settings.home / "passwords"
        self._office = frozenset(name.strip() for name in settings.office.split(",") if name.strip())
        self._read: tuple[tuple[int, int], dict[str, str]] | None = None
        self._one = threading.Lock()
        self._nobody = hashed(secrets.token_hex())

    def known(self) -> dict[str, str]:
        """The hashes by name; {} where there is no file. Raises SettingsError when it can't be read."""
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, parsed(self.path.read_text("utf-8"))
            return self._read[1]
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"non riesco a leggere il file degli accessi {self.path}: {error}") from error

    def accepts(self, name: str, password: str) -> bool:
        """Whether the password is that person's; an unknown name takes as long as a known one."""
        known = self.known().get(name)
        with self._one:
            right = matches(password, known or self._nobody)
        return right and known is not None

    def stamp(self, name: str) -> str | None:
        """Changes with a person's password; None for nobody."""
        known = self.known().get(name)
        return None if known is None else hashlib.sha256(known.encode()).hexdigest()[:16]

    def may_office(self, name: str | None) -> bool:
        """Whether somebody who has signed in may open the office pages."""
        return name is not None and (not self._office or name in self._office)

    def put(self, name: str, password: str | None) -> None:
        """Set a person's password, or take the account away (None). Raises UsageError, SettingsError."""
        if not NAME.fullmatch(name):
            raise UsageError(f"«{name}» non va bene come nome: lettere, cifre e . _ @ + - (al massimo 64)")
        if password is not None and len(password) < SHORTEST:
            raise UsageError(f"la password è troppo corta: servono almeno {SHORTEST} caratteri")
        known = dict(self.known())
        if password is None and known.pop(name, None) is None:
            raise UsageError(f"non c'è nessun accesso di nome «{name}»")
        if password is not None:
            known[name] = hashed(password)
        written(self.path, "".join(f"{each}:{value}\n" for each, value in sorted(known.items())))


def parsed(text: str) -> dict[str, str]:
    """The hashes by name; lines that are empty, begin with # or hold no colon are nobody's."""
    lines = (line.strip().partition(":") for line in text.splitlines() if not line.startswith("#"))
    return {name: value for name, colon, value in lines if colon and NAME.fullmatch(name)}


def written(path: Path, text: str) -> None:
    """A file that only its owner reads, new in before old out. Raises SettingsError."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise SettingsError(f"non riesco a scrivere {path}: {error.strerror}") from error
