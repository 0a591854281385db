"""What kind of document it is, from its address, its title and its marks; None when they do not say it plainly."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from ingest.describe.dates import DAY, YEAR
from ingest.describe.publisher import is_official
from rag.hosts import path_of

_ACT: Final = re.compile(
    r"(?:legge(?:\s+regionale)?|l\.\s?r\.|delibera(?:zione)?|d\.?g\.?r\.?|decreto|determina(?:zione)?|ordinanza|"
    r"regolamento|"
    rf"loi|décret|arrêté|délibération)\b(?=.{{0,90}}?(?:{DAY}|n[.°º]|\d/{YEAR}))",
    re.IGNORECASE,
)
_NOTES: Final = re.compile(
    r"(?:(?:note|appunti|sintesi|resoconto|report|atti|verbale)\b.{0,40}\b(?:webinar|seminari[oi]?|convegn[oi]|"
    r"workshop|forum|incontr[oi])"
    r"|(?:webinar|seminario|workshop|convegno)\b.{0,60}\b(?:sintesi|report|resoconto|atti|appunti))",
    re.IGNORECASE,
)
_NOTES_INSIDE: Final = re.compile(
    r"(?:elementi di sintesi|sintesi|resoconto)\s+(?:dei|del|degli)\s+(?:\w+\s+)?(?:webinar|seminari|incontri)", re.I
)
_PLAN: Final = re.compile(
    r"(?:(?:il|nuovo)\s+)?(?:piano|programma|strategia|plan|programme|stratégie|"
    r"strategy)\b.*\b20\d\d\s*[-–/]\s*(?:20)?\d\d\b|[A-Z]{3,6}\s20\d\d$",
    re.IGNORECASE,
)
_PLANLIKE: Final = re.compile(
    r"(?:piano|piani|programma|strategi[ae]|plan|smart|s3|prp|pssr|pair|prit)\b|.*\b(?:strategy|strategia|stratégie)$",
    re.I,
)
# Words of a title that tell an event: such a page is no standing page of an institution.
_EVENT: Final = re.compile(
    r"\b(?:approva(?:t[oaie])?|via libera|firma(?:t[oaie])?|nasce|al via|presenta(?:t[oaie])?|"
    r"inaugura(?:t[oaie])?|pubblicat[oaie]|elett[oa]|arrivano|"
    r"aument\w+|cresc\w+|stanzia\w*|illustrat\w+|conclus\w+|annuncia\w*|presentazione|presentation|bando|avviso|"
    r"è|sono|ha|hanno)\b|[:?!]\s",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(
    r"(?:a\s+)?(?:chi|che\s+cos|cosa|cos'è|come|dove|qui|what|who|how|où)\b[^:?!]*\??$", re.IGNORECASE
)
# A report of a meeting that was held: "ha tenuto on line il secondo incontro", "si è concluso un ciclo di webinar".
_HELD: Final = re.compile(
    r"(?:ha\s+tenuto|si\s+(?:è|sono)\s+(?:tenut|svolt|conclus)\w+)[^.]{0,60}\b(?:on\s?line|webinar|"
    r"ciclo di (?:webinar|appuntamenti|seminari))",
    re.IGNORECASE,
)
# The lead of an agency: "(Il Sole 24 Ore Radiocor) - Milano, 27 lug -"; what a paper prints round its articles.
_AGENCY: Final = re.compile(r"\s*(?:date [\d-]+ )?\([^)\n]{2,40}\)\s*[-–]\s*[A-Z][\w' ]+,\s*\d{1,2}\s+\w{3}")
_ARTICLE: Final = re.compile(
    r"\b(?:(?:condividi|ascolta|commenta|partager?|share) (?:questo articolo|cet article|this article)|"
    r"riproduzione riservata)\b",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(rf"[A-ZÀ-Ý]\w+(?: [A-ZÀ-Ý][\w']+){{1,2}}\s*[|•·]\s*{DAY}\s*$", re.IGNORECASE)
_SHORTEST: Final = 300
_RELEASE: Final = re.compile(
    r"\s*(?:comunicato\s+stampa|nota\s+stampa|communiqué\s+de\s+presse|press\s+release)\b", re.IGNORECASE
)
_SECTIONS: Final = frozenset(
    """cronaca attualita politica economia societa cultura rubriche news notizie actualites actualite actus article
    articoli""".split()
)
_RELEASES: Final = frozenset(
    "comunicato comunicati comunicati-stampa comunicato-stampa press-releases communiques".split()
)


def kind_of(title: str, text: str, address: str, host: str, *, minutes: bool, is_file: bool) -> str | None:
    """One of rag.types.KINDS. ``minutes``: the text has times; ``is_file``: it has pages or is no web page."""
    if minutes:
        return "transcript"
    head = text[:400]
    if _ACT.match(title) or host.startswith("bur."):
        return "act"
    if _NOTES.match(title) or _NOTES_INSIDE.search(text[:3000]):
        return "webinar_notes"
    if _RELEASE.match(title) or any(_RELEASE.match(line) for line in head.split("\n")[:4]):
        return "press_release"
    official = is_official(host)
    if _PLAN.match(title) and not _EVENT.search(title) and (official or is_file):
        return "plan"
    if _HELD.search(text[:400]):
        return "webinar_notes"
    # A kind is not told from an address alone.
    if is_file or not host or len(text) < _SHORTEST:
        return None
    return _page(title, text, _segments(address), official=official)


def _segments(address: str) -> list[str]:
    return [unquote(part).lower() for part in path_of(address).split("/") if part]


def _page(title: str, text: str, segments: list[str], *, official: bool) -> str | None:
    """The kind of a web page by the section that holds it and what is printed round it."""
    folders = set(segments[:-1])
    if folders & _RELEASES:
        return "press_release"
    if not official:
        byline = any(_BYLINE.match(line.strip()) for line in text[:600].split("\n")[:6])
        printed = byline or _AGENCY.match(text) or _ARTICLE.search(text)
        return "news" if printed or folders & _SECTIONS else None
    if "notizie" in folders:
        return "press_release"
    if any(word in part for part in segments for word in ("notizi", "news", "event", "comunicat")) or not title:
        return None
    if _QUESTION.match(title) and not any(_PLANLIKE.match(word) for word in title.split()):
        return "institutional_page"
    return None if _PLANLIKE.match(title) or _EVENT.search(title) else "institutional_page"
