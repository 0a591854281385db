"""What a source's page shows, read from the library: an edition, the part of its text that is wanted, a PDF's page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rag.citations import document_id
from rag.types import DocumentRecord, Mark, Passage
from ui.page_images import NoImage, PageImages, Sheet
from ui.source_matching import Wanted
from ui.source_table import cells_of

if TYPE_CHECKING:
    from rag.library import Library

Span = tuple[int, int]
# Characters of text sent at once, unless all of it is asked for: about thirty printed pages, 150 kB of HTML.
PART: Final = 60_000
_KEPT: Final = 4  # editions whose passages are remembered: reading the 1,665 of a 2 MB text takes 0.1 s
_BEFORE: Final = 120  # characters before a quote that tell which of two equal places is meant


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a quote, a page, where the text should begin, all of it, the text without pictures.

    ``unread``: it names a place that is none (letters where offsets should be).
    """

    quote: Span | None = None
    page: int | None = None
    begin: int | None = None
    whole: bool = False
    as_text: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition with its text and structure; ``marks`` are those of the whole text, in order."""

    record: DocumentRecord
    editions: tuple[DocumentRecord, ...]
    text: str
    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """The document's short name in addresses."""
        return document_id(self.record.uri)

    @property
    def newest(self) -> DocumentRecord:
        """The current edition, or the last one."""
        return next((each for each in self.editions if not each.superseded), self.editions[-1])

    def mark_at(self, offset: int) -> Mark:
        """The mark in force at an offset; an empty one where the text has none."""
        index = bisect_right(self.marks, offset, key=lambda mark: mark.offset)
        return self.marks[index - 1] if index else Mark(0)

    def span_of(self, page: int) -> Span | None:
        """Where the text of a page begins and ends; None where no text was read on it."""
        spans = [
            (mark.offset, self.marks[index + 1].offset if index + 1 < len(self.marks) else len(self.text))
            for index, mark in enumerate(self.marks)
            if mark.page == page
        ]
        return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of an edition: passages of a part of the text, and with ``sheet`` the picture of a page.

    ``quote`` is the marked span, None where none is asked for or it lies outside the text (then ``lost``). ``problem``
    says why there is no picture: ``missing``, ``locked``, ``broken``; "" where there is one or the source has no pages.
    """

    edition: Edition
    passages: tuple[Passage, ...]
    span: Span
    quote: Span | None = None
    lost: bool = False
    page: int | None = None
    sheet: Sheet | None = None
    pictured: bool = False
    problem: str = ""
    ocr: bool = False
    pages: int = 0
    links: dict[str, int] = field(default_factory=dict)  # "earlier" and "later": where those parts begin


class Reading:
    """Reads editions for the pages; safe to share between threads."""

    def __init__(self, library: Library, images: PageImages) -> None:
        self.library = library
        self.images = images
        self._names: dict[str, str] = {}
        self._named = -1
        self._kept: dict[tuple[int, str, int], Edition] = {}

    def uri(self, name: str) -> str | None:
        """The document with this short name; None where the library has none."""
        if name not in self._names:
            last = self.library.connection.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()[0]
            if last != self._named:
                rows = self.library.connection.execute("SELECT uri FROM documents").fetchall()
                self._names, self._named = {document_id(uri): uri for (uri,) in rows}, last
        return self._names.get(name)

    def edition(self, uri: str, number: int) -> Edition | None:
        """A document's edition; None where it has no such one."""
        key = self.library.generation(), uri, number
        found = self._kept.get(key)
        if found is None:
            record, text = self.library.record(uri, number), self.library.text(uri, number)
            if record is None or text is None:
                return None
            passages = tuple(self.library.passages_of(uri, number))
            marks = {mark.offset: mark for passage in passages for mark in passage.marks}
            found = Edition(
                record, tuple(self.library.editions(uri)), text, passages, tuple(marks[at] for at in sorted(marks))
            )
            self._kept = {**dict(list(self._kept.items())[1 - _KEPT :]), key: found}
        return found

    def shown(self, edition: Edition, asked: Asked) -> Shown:
        """What to show of an edition. A quote outside the text is left unmarked, a page out of range is the nearest."""
        quote = asked.quote
        if quote is not None and not 0 <= quote[0] < quote[1] <= len(edition.text):
            quote = None
        lost = asked.unread or (asked.quote is not None and quote is None)
        problem = self._problem(edition.record)
        if problem is None or problem:
            return self._as_text(edition, asked, quote, lost, problem or "")
        if asked.as_text:
            return self._as_text(edition, asked, quote, lost, "", pictured=True)
        return self._as_page(edition, asked, quote, lost)

    def _problem(self, record: DocumentRecord) -> str | None:
        """Why there are no pictures of pages, "" where there are; None where the source has none anyway."""
        if not record.pages:
            return None
        try:
            return "" if self.images.is_pdf(record.sha256) else None
        except (NoImage, OSError):
            return "missing" if record.uri.lower().endswith(".pdf") else None

    def _as_page(self, edition: Edition, asked: Asked, quote: Span | None, lost: bool) -> Shown:
        pages = edition.record.pages or 1
        at_quote = edition.mark_at(quote[0]).page if quote else None
        page = min(max(asked.page or at_quote or 1, 1), pages)
        span = edition.span_of(page) or (0, 0)
        part = (max(span[0], quote[0]), min(span[1], quote[1])) if quote else (0, 0)
        wanted = wanted_of(edition, part) if part[0] < part[1] else ()
        before = edition.text[max(span[0], part[0] - _BEFORE) : part[0]] if wanted else ""
        ocr = edition.mark_at(span[0]).ocr if span[1] else False
        try:
            sheet = self.images.sheet(edition.record.sha256, page, () if ocr else wanted, before)
        except NoImage as error:
            return self._as_text(edition, asked, quote, lost, error.reason, pictured=error.reason == "broken")
        passages = tuple(each for each in edition.passages if each.start < span[1] and each.end > span[0])
        links: dict[str, int] = {}
        if span[1] - span[0] > 2 * PART:  # a file may hold a whole book on one page
            passages = tuple(_part(passages, part[0] - PART // 2))
            span = (max(span[0], passages[0].start), min(span[1], passages[-1].end))
            links = {"later": span[1]}
        return Shown(
            edition, passages, span, quote, lost, page=page, sheet=sheet, pictured=True, ocr=ocr, pages=pages,
            links=links,
        )  # fmt: skip

    def _as_text(
        self, edition: Edition, asked: Asked, quote: Span | None, lost: bool, problem: str, *, pictured: bool = False
    ) -> Shown:
        whole = asked.whole or len(edition.text) <= 2 * PART
        span = edition.span_of(asked.page) if asked.page else None
        center = asked.begin if asked.begin is not None else quote[0] - PART // 2 if quote else span[0] if span else 0
        passages = edition.passages if whole else _part(edition.passages, center)
        start, end = (passages[0].start, passages[-1].end) if passages else (0, 0)
        links: dict[str, int] = {}
        if passages and passages[0] is not edition.passages[0]:
            links["earlier"] = max(0, start - PART)
        if passages and passages[-1] is not edition.passages[-1]:
            links["later"] = end
        page = edition.mark_at(quote[0]).page if quote else None
        return Shown(
            edition, tuple(passages), (start, end), quote, lost, page=page, pictured=pictured, problem=problem,
            pages=edition.record.pages or 0, links=links,
        )  # fmt: skip


def _part(passages: Sequence[Passage], begin: int) -> Sequence[Passage]:
    """The passages from an offset on, as many as are sent at once; from the last ones where it lies beyond."""
    first = next((index for index, each in enumerate(passages) if each.end > begin), max(0, len(passages) - 1))
    last = first + 1
    while last < len(passages) and passages[last].end - passages[first].start <= PART:
        last += 1
    return passages[first:last]


def wanted_of(edition: Edition, quote: Span) -> tuple[Wanted, ...]:
    """The parts of a quote, block by block, as they should stand on the page: a row as its cells."""
    start, end = quote
    wanted = []
    for passage in edition.passages:
        if passage.start >= end or passage.end <= start:
            continue
        for block in passage.blocks:
            if block.start < end and block.end > start:
                cells = cells_of(edition.text, block) if block.kind == "row" else ((block.start, block.end),)
                inside = [(max(a, start), min(b, end)) for a, b in cells if a < end and b > start]
                if inside:
                    wanted.append(Wanted(tuple(edition.text[a:b] for a, b in inside)))
    return tuple(wanted)
