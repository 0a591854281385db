"""Addresses: one spelling for one page, and whether an address lies within a source's scope. Pure.

courlan puts host, port and path right. Its own list of tracking parameters is not used: it drops ``uid``, ``eid``,
``cid``, ``source`` and every parameter without a value, which on many public sites are what tells two pages apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

LONGEST: Final = 2000
_TRACKING: Final = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|vero|oly|mkt|itm|at)_\w+|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|xtor|igshid|twclid|"
    r"fbclid|gclid|gclsrc|dclid|yclid|msclkid|wbraid|gbraid|ttclid|li_fat_id",
    re.I,
)
_SESSION: Final = re.compile(
    r"(?:php|j)sessid|jsessionid|phpsessionid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken", re.I
)
# These names hold a session only when the value looks like one: ?sid=7 is a page.
_MAYBE_SESSION: Final = re.compile(r"(?:sid|sessid|sessionid|session_id|session|zenid|osCsid)", re.I)
_TOKEN: Final = re.compile(r"(?=.*\d)[0-9a-z_-]{16,}", re.I)
_PATH_SESSION: Final = re.compile(r";(?:jsessionid|phpsessid)=[^/?#;]*|/\([sS]\([0-9a-z]{16,}\)\)(?=/)", re.I)
# A path that says the same thing three times is a loop of relative links (Heritrix's rule).
_REPEATED: Final = re.compile(r"(/[^/]+)(?=.*\1/.*\1(?:/|$))")
_SKIPPED: Final = frozenset(
    (
        "css js mjs json map png jpg jpeg gif svg webp avif ico bmp tif tiff mp3 mp4 m4a m4v avi mov mkv webm ogg ogv "
        "wav woff woff2 ttf eot otf zip gz tgz bz2 7z rar tar exe msi dmg apk iso bin ics vcf kml kmz gpx shp dwg p7m "
        "eml swf"
    ).split()
)
_DOCUMENTS: Final = frozenset("pdf docx docm pptx pptm ppsx odt md rst txt srt vtt".split())


def normalised(address: str) -> str | None:
    """The address as it is asked for and stored: no fragment, no tracking, no session; None when it is no web address.

    An address with a user name, one over 2,000 characters and one whose path runs in circles are None too.
    """
    from courlan import normalize_url

    try:
        parts = urlsplit("".join(address.split()) if "\n" in address or "\t" in address else address.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            return None
        path = _PATH_SESSION.sub("", parts.path)
        bare = str(normalize_url(parts._replace(path=path, query="", fragment=""), strict=True))
    except (ValueError, AttributeError, UnicodeError):
        return None
    # courlan also encodes signs that a path may hold as they are; some servers tell «;» from «%3B».
    for sign in ";@()+*$&'":
        if sign in path:
            bare = bare.replace(f"%{ord(sign):02X}", sign)
    if bare.count("/") == 2:
        bare += "/"
    query = "&".join(each for each in parts.query.split("&") if each and not _is_noise(each))
    whole = f"{bare}?{query}" if query else bare
    return None if len(whole) > LONGEST or _REPEATED.search(path) else whole.replace(" ", "%20")


def _is_noise(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = unquote(name)
    known = _TRACKING.fullmatch(name) or _SESSION.fullmatch(name)
    return bool(known or (_MAYBE_SESSION.fullmatch(name) and _TOKEN.fullmatch(value)))


def joined(base: str, link: str) -> str | None:
    """A link found on a page as a normalised address; None when it leads to no web page."""
    try:
        return normalised(urljoin(base, link.strip()))
    except ValueError:
        return None


def key(address: str) -> str:
    """What addresses of one page have in common: without scheme, ``www.``, closing slash and order of parameters."""
    parts = urlsplit(address)
    path = unquote(parts.path, encoding="latin-1").rstrip("/")  # latin-1: no two spellings become one by mistake
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{site(address)}{path}?{query}" if query else f"{site(address)}{path}"


def site(address: str) -> str:
    """The host (and port, where it is not the usual one), without ``www.``."""
    return urlsplit(address).netloc.lower().removeprefix("www.")


def ending(address: str) -> str:
    """The ending of the last part of the path, in small letters, without its dot; empty when there is none."""
    name = urlsplit(address).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def is_document(address: str) -> bool:
    """True when the address names a document file (PDF, DOCX, subtitles...)."""
    return ending(address) in _DOCUMENTS


def is_skipped(address: str) -> bool:
    """True when the address names a file that holds no text: images, styles, archives, sound."""
    return ending(address) in _SKIPPED


def name_of(address: str) -> str:
    """A file name for what lies at an address."""
    return unquote(urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]) or "index.html"


def default_scope(seed: str) -> str:
    """The folder of a section's first page: ``/piani/`` for ``/piani/index.html``, ``/piani`` for ``/piani``."""
    parts = urlsplit(seed)
    path = parts.path if "." not in parts.path.rsplit("/", 1)[-1] else parts.path.rsplit("/", 1)[0] + "/"
    return f"{parts.scheme}://{parts.netloc}{path}"


@dataclass(frozen=True, slots=True)
class Boundary:
    """What belongs to a source: address prefixes (whatever the scheme, with or without ``www.``) and patterns.

    ``exclude`` patterns are never asked for; of the rest only what matches ``include`` (when there is any) becomes a
    document, while other pages are read for their links. Patterns are shell patterns over the whole address
    (``*/comunicati/*``, ``*.pdf``).
    """

    prefixes: tuple[str, ...] = ()
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def covers(self, address: str) -> bool:
        """True when the address may be asked for."""
        return self._inside(address) and not any(fnmatchcase(address, each) for each in self.exclude)

    def keeps(self, address: str) -> bool:
        """True when what lies there may become a document."""
        return self.covers(address) and (not self.include or any(fnmatchcase(address, each) for each in self.include))

    def _inside(self, address: str) -> bool:
        whole = key(address)
        for prefix in self.prefixes:
            start = key(prefix)
            if whole == start or whole.startswith((start + "/", start + "?")):
                return True
            # A prefix that stops inside a name («…/news-») is meant as it is written.
            if urlsplit(prefix).path.strip("/") and prefix[-1] in "-_=.?&" and whole.startswith(start):
                return True
        return not self.prefixes
