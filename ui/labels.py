"""Pure: the words for a citation's place, date, kind and state, the same in the terminal and on the web."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit

from rag.agreement import other_sites
from rag.types import Answer, Citation, DocumentRecord, Hit
from ui.strings import Strings

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")

# Control characters (a terminal would obey an escape sequence) and those that turn the direction of writing.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_HEADING = re.compile(r"#{1,6} +")


def clean(text: str) -> str:
    """Text without control and direction characters; line breaks and tabs stay."""
    return _CONTROL.sub("", text)


def place(page: int | None, page_label: str | None, minute: str | None, strings: Strings) -> str:
    """Where a quote stands: page (and the printed one where it differs) or minute; "" where neither is known."""
    if minute:
        return strings.minute.format(minute=minute)
    if page is None:
        return ""
    if page_label and page_label != str(page):
        return strings.page_printed.format(page=page, label=page_label)
    return strings.page.format(page=page)


def hit_place(hit: Hit, strings: Strings) -> str:
    """The place where a found passage begins, and whether it was read by OCR."""
    mark = hit.passage.mark_at(hit.passage.start)
    return _with_ocr(place(mark.page, mark.page_label, mark.minute, strings), mark.ocr, strings)


def citation_place(citation: Citation, strings: Strings) -> str:
    """The place of a citation's quote, and whether it was read by OCR."""
    return _with_ocr(place(citation.page, citation.page_label, citation.minute, strings), citation.ocr, strings)


def _with_ocr(where: str, ocr: bool, strings: Strings) -> str:
    return " · ".join(part for part in (where, strings.ocr_quote if ocr else "") if part)


def readable_date(iso: str | None, strings: Strings) -> str:
    """An ISO date, month or year in words ("23 giugno 2022", "giugno 2022", "2022"); as it is when it is not ISO."""
    if not iso:
        return ""
    match = _ISO_DATE.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    if not month or not 1 <= int(month) <= len(strings.months):
        return year
    words = f"{strings.months[int(month) - 1]} {year}"
    return f"{int(day)} {words}" if day else words


def published_in_words(dated: DocumentRecord | Citation, strings: Strings, known: DocumentRecord | None = None) -> str:
    """When something was published, with how that is known ("23 giugno 2022 (nel testo)"), or that no date is known.

    ``known`` is the record of a citation, for what it does not carry itself.
    """
    date = readable_date(dated.published, strings) or strings.no_date
    origin = date_origin(dated, strings) or date_origin(known, strings)
    return f"{date} ({origin})" if origin else date


def begun(text: str, most: int) -> str:
    """How a text begins, cut between two words where it has more than so many letters."""
    return text if len(text) <= most else text[:most].rsplit(None, 1)[0] + " …"


def moment_in_words(iso: str | None, strings: Strings) -> str:
    """An instant of the library (ISO, UTC) as day and time of this machine's zone; as it is when it is no instant."""
    try:
        moment = datetime.fromisoformat(iso or "").astimezone()
    except ValueError:
        return iso or ""
    return f"{readable_date(moment.date().isoformat(), strings)} {moment:%H:%M}"


def grouped(number: int, strings: Strings) -> str:
    """A whole number with the thousands kept apart."""
    return f"{number:,}".replace(",", strings.thousands)


def kind_name(kind: str | None, strings: Strings) -> str:
    """A kind of document in words; an unknown kind as it is, with spaces for underscores."""
    return strings.kinds.get(kind, kind.replace("_", " ")) if kind else ""


def language_name(code: str | None, strings: Strings) -> str:
    """A language's name; its code where we have no name for it."""
    return strings.languages.get(code, code) if code else ""


def public_address(*candidates: str | None) -> str | None:
    """The first of the addresses that is http or https and names a host; None where none does."""
    for candidate in candidates:
        if not candidate:
            continue
        try:
            parts = urlsplit(candidate.strip())
        except ValueError:  # an unclosed bracket in the host, for one
            continue
        if parts.scheme.lower() in ("http", "https") and parts.hostname:
            return candidate.strip()
    return None


def file_name(uri: str) -> str:
    """The last part of an address, readable: what a person would call the file."""
    try:
        path = urlsplit(uri).path
    except ValueError:
        path = uri
    return unquote(path.rstrip("/").rsplit("/", 1)[-1]) or uri


def states(superseded: bool, withdrawn: bool, strings: Strings) -> list[str]:
    """The warnings an edition carries: superseded, withdrawn."""
    return [word for word, holds in ((strings.superseded, superseded), (strings.withdrawn, withdrawn)) if holds]


def date_origin(dated: DocumentRecord | Citation | None, strings: Strings) -> str:
    """How a document's date was found, in words; "" where that is not known."""
    if dated is None or not dated.published or not dated.published_how:
        return ""
    return strings.published_how.get(dated.published_how, dated.published_how)


def also_at(citations: Sequence[Citation], strings: Strings) -> tuple[str, list[str]]:
    """That the same words stand elsewhere, counted by site (by document where all are on one), and the addresses.

    "" and no address where they stand nowhere else.
    """
    addresses = list(dict.fromkeys(uri for citation in citations for uri in citation.also_at))
    if not addresses:
        return "", []
    sites = other_sites(citations)
    kind, number = ("site", sites) if sites else ("document", len(addresses))
    return strings.also_at[kind if number == 1 else kind + "s"].format(number=number), addresses


def plain_answer(answer: Answer, strings: Strings) -> str:
    """An answer as plain text without marks: what a screen reader announces and what a follow-up refers to."""
    if answer.status == "refused":
        return strings.refused_title
    return " ".join(sentence.text for sentence in answer.sentences)


def readable_text(text: str) -> str:
    r"""A passage to be skimmed, without the signs that plain text marks headings, bold words and tables by.

    >>> readable_text("## Quando\n\n| Anno | Quota |\n|---|---|\n| 2022 | **40%** |")
    'Quando\nAnno · Quota\n2022 · 40%'
    """
    lines = []
    for row in text.replace("**", "").splitlines():
        bare = _HEADING.sub("", row.strip())
        if bare.startswith("|"):
            bare = " · ".join(cell.strip() for cell in bare.strip("|").split("|"))
        if bare.strip("-:| ·"):
            lines.append(bare)
    return "\n".join(lines)
