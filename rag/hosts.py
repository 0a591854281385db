"""Pure: host and path of an address that may be none; the host is the one way in which sites are told apart."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str | None) -> str:
    """The host of a web address, without "www."; "" for anything else, even what is no address at all.

    >>> host_of("https://www.regione.example/piani"), host_of("file:///piani.pdf"), host_of("http://[rotto/")
    ('regione.example', '', '')
    """
    try:
        parts = urlsplit(address or "")
        host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:  # an unclosed bracket in the host, for one
        return ""
    return host.removeprefix("www.")


def path_of(address: str) -> str:
    """The path of an address, as it is written; "" where it is no address.

    >>> path_of("https://regione.example/piani/2025?x=1"), path_of("http://[rotto/2025/")
    ('/piani/2025', '')
    """
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
