"""What a page says of itself: title, publisher, date, address, language. Only what is stated; an unsure value is None.

trafilatura and htmldate guess a date when none is stated (of a page of January 2020 they gave its 1st of March): here
the date comes from the page's metadata, else from its address, else from words that say "published on".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from ingest.extract.compose import clean
from ingest.parsed import Metadata
from rag.hosts import path_of
from rag.months import MONTHS

_DATE_NAMES = (
    "article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created",
    "dcterms.date", "dc.date", "og:published_time", "publishdate", "pubdate", "publication_date", "date",
    "parsely-pub-date", "sailthru.date", "citation_publication_date",
)  # fmt: skip
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?(?=/|$)")
_STATED = re.compile(
    r"\b(?:pubblicat[oa]|publiée?|published|data di pubblicazione|mis en ligne)\b\s*:?\s*(?:il|in data|le|on)?\s*"
    rf"(?:(\d{{1,2}})(?:er|°|º)?\s+({'|'.join(MONTHS)})\s+((?:19|20)\d{{2}})|(\d{{1,2}})[/.-](\d{{1,2}})[/.-]((?:19|20)\d{{2}}))",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"aggiorna|modific|modified|updat|mise? à jour|modifié", re.IGNORECASE)
_LINE = 60  # characters of a line that holds a date and its label
_FAR = 200_000  # characters from the top and from the end in which a date is looked for
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+")


def page_metadata(tree: Any, uri: str) -> Metadata:
    """The metadata of a parsed page; ``uri`` is where it was read (a web address serves for relative links)."""
    meta = _meta(tree)
    url = _address(tree, meta, uri)
    publisher = meta.get("og:site_name") or meta.get("dcterms.publisher") or meta.get("dc.publisher")
    publisher = None if publisher and publisher.startswith("http") else publisher
    published, how = _published(tree, meta, url or uri)
    return Metadata(
        title=_title(tree, meta, publisher),
        publisher=publisher,
        language=_language(tree, meta.get("og:locale", "")),
        published=published,
        published_how=how,
        url=url,
    )


def _meta(tree: Any) -> dict[str, str]:
    """The page's meta elements by name, the first of each."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean(element.get("content") or "")
        if name and content:
            values.setdefault(name.strip().lower(), content)
    return values


def _title(tree: Any, meta: dict[str, str], publisher: str | None) -> str | None:
    """og:title, else the only h1, else the page's title; without the name of the site after a dash."""
    heads = [clean(" ".join(head.itertext())) for head in tree.iter("h1")]
    heads = [head for head in heads if head]
    page = clean(" ".join(" ".join(title.itertext()) for title in tree.xpath("//head/title")[:1]))
    title = meta.get("og:title") or (heads[0] if len(heads) == 1 else "") or page or meta.get("dc.title") or ""
    for head in heads:
        if len(head) >= 10 and title != head and title.startswith(head):
            return head
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and publisher and parts[-1].casefold() in publisher.casefold():
        title = title[: title.rindex(parts[-1])].rstrip(" |–—·»:-")
    return title or None


def _address(tree: Any, meta: dict[str, str], uri: str) -> str | None:
    """The canonical address, absolute and http(s), else og:url, else the address it was read from."""
    candidates = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    for candidate in [*candidates, meta.get("og:url"), uri]:
        if not candidate:
            continue
        try:
            address = urljoin(uri, candidate.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return str(address)
    return None


def _language(tree: Any, locale: str) -> str | None:
    """The page's stated language; None when its lang and its og:locale disagree (a French paper says lang="en")."""
    stated = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    found = re.match(r"[a-z]{2}(?=$|[-_])", stated)
    if not found or (locale and not locale.lower().startswith(found[0])):
        return None
    return found[0]


def _published(tree: Any, meta: dict[str, str], address: str) -> tuple[str | None, str | None]:
    """The date of publication in ISO form, and how it was found."""
    for value in _dates_in_metadata(tree, meta):
        if iso := _iso(value):
            return iso, "metadata"
    if found := _IN_ADDRESS.search(path_of(address)):
        year, month, day = found.groups()
        if valid := _valid(int(year), int(month), int(day) if day else None):
            return valid, "address"
    words = _STATED.search(_visible(tree))
    if words and (stated := _stated(words)):
        return stated, "stated"
    return None, None


def _dates_in_metadata(tree: Any, meta: dict[str, str]) -> Iterator[str]:
    """Stated dates of publication, the surest first."""
    yield meta.get(_DATE_NAMES[0], "")
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from _json_dates(script.text or "")
    for name in _DATE_NAMES[1:]:
        yield meta.get(name, "")
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield element.get("datetime") or element.get("content") or ""
    times = {time.get("datetime") for time in tree.xpath("//article//time[@datetime]") if _stands_apart(time)}
    if len(times) == 1:  # several are the dates of other articles as well: which is ours can't be told
        yield str(times.pop())


def _stands_apart(time: Any) -> bool:
    """Whether a time element is a line of its own, not part of a sentence (an event's date), and no date of change."""
    if time.get("itemprop") == "dateModified" or _CHANGED.search(time.get("class") or ""):
        return False
    line = clean(" ".join(time.getparent().itertext()))
    return len(line) <= _LINE and not _CHANGED.search(line)


def _visible(tree: Any) -> str:
    """The words of the page, without scripts, as far as a date of publication can stand from the top or the end."""
    pieces: list[str] = []
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "template"):
            pieces.append(element.text or "")
        pieces.append(element.tail or "")
    words = " ".join(pieces)
    return words if len(words) <= 2 * _FAR else f"{words[:_FAR]} {words[-_FAR:]}"


def _json_dates(source: str) -> Iterator[str]:
    """Every datePublished in a JSON-LD block, outermost first."""
    try:
        pending: list[Any] = [json.loads(source)]
    except (ValueError, RecursionError):
        pending = []
    while pending:
        node = pending.pop(0)
        if isinstance(node, dict):
            if isinstance(node.get("datePublished"), str):
                yield node["datePublished"]
            pending += node.values()
        elif isinstance(node, list):
            pending += node


def _iso(value: str) -> str | None:
    found = _ISO.search(value)
    return _valid(int(found[1]), int(found[2]), int(found[3]) if found[3] else None) if found else None


def _stated(found: re.Match[str]) -> str | None:
    day, month, year, other_day, other_month, other_year = found.groups()
    if month:
        return _valid(int(year), MONTHS[month.lower()], int(day))
    return _valid(int(other_year), int(other_month), int(other_day))


def _valid(year: int, month: int, day: int | None) -> str | None:
    """The date in ISO form (year and month where there is no day), None when there is no such day or it is to come."""
    try:
        when = date(year, month, day or 1)
    except ValueError:
        return None
    if when > date.today():
        return None
    return when.isoformat() if day else f"{year}-{month:02}"
