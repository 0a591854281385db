"""The clutter of each site during a run: pages are cut by what is known of their site, and once more when more is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.chunk import cut
from ingest.clutter import Clutter, clutter_of, judge, lines_of
from ingest.parsed import ParsedDocument
from rag import site_lines
from rag.hosts import host_of
from rag.register import Register
from rag.settling import Cut, recut
from rag.types import DocumentRecord, Passage

Index = Callable[[Sequence[tuple[Passage, DocumentRecord]]], None]

# What repeats on a site is counted anew when its pages have grown by a tenth: each count reads them all.
_GROWN = 1.1
# Characters of pages cut again in one go: a commit of both indexes costs about 0.1 s whatever is in it.
_TOGETHER = 700_000


@dataclass(slots=True)
class _Site:
    pages: dict[str, tuple[str, list[str]]]
    counted: int = 0
    clutter: Clutter = field(default_factory=Clutter)


class Sites:
    """What a run knows of the sites it reads."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._known: dict[str, _Site] = {}
        self._fresh: set[str] = set()

    def lines(self, record: DocumentRecord, parsed: ParsedDocument) -> tuple[str | None, list[str]]:
        """The site of a document and the lines that may repeat on it; a PDF's running heads are its reader's."""
        site = None if parsed.pages else host_of(record.url or record.uri) or None
        return site, lines_of(parsed.text, parsed.blocks) if site else []

    def note(self, record: DocumentRecord, site: str | None, lines: list[str]) -> None:
        """A page is about to be stored."""
        if site:
            self._of(site).pages[record.uri] = (record.title, lines)
            self._fresh.add(record.uri)

    def cut(self, record: DocumentRecord, parsed: ParsedDocument, site: str | None) -> list[Passage]:
        """The passages of a page, without what its site is known to repeat."""
        clutter = self._clutter(site) if site else Clutter()
        marked = judge(parsed.text, parsed.blocks, record.uri, record.title, clutter) if site else frozenset()
        return cut(parsed, record.uri, record.edition, record.language or "it", marked)

    def settle(self, index: Index) -> int:
        """Cut again what was stored before its site's clutter was known; the number of documents changed."""
        library, db = self.register.library, self.register.db
        changed = 0
        for site in site_lines.restless(library):
            pages = site_lines.pages_of(library, site)
            clutter = clutter_of(pages)
            known = site_lines.judged(library, site) == clutter.digest()
            site_lines.unjudged(db, site)
            waiting: list[Cut] = []
            for uri in sorted(self._fresh & pages.keys() if known else pages):
                waiting += self._again(uri, clutter)
                if sum(each[-1].end for _, each in waiting) >= _TOGETHER:
                    recut(self.register, waiting, index)
                    changed, waiting = changed + len(waiting), []
            if waiting:
                recut(self.register, waiting, index)
            changed += len(waiting)
            with self.register.transaction():
                site_lines.at_rest(db, site, clutter.digest())
        return changed

    def _of(self, site: str) -> _Site:
        if site not in self._known:
            self._known[site] = _Site(site_lines.pages_of(self.register.library, site))
        return self._known[site]

    def _clutter(self, site: str) -> Clutter:
        here = self._of(site)
        if len(here.pages) >= here.counted * _GROWN:
            here.counted, here.clutter = len(here.pages), clutter_of(here.pages)
            if site_lines.judged(self.register.library, site) != here.clutter.digest():
                site_lines.unjudged(self.register.db, site)
        return here.clutter

    def _again(self, uri: str, clutter: Clutter) -> list[Cut]:
        """A page cut anew; [] where its clutter is what it was."""
        library = self.register.library
        record, text, old = library.record(uri), library.text(uri), library.passages_of(uri)
        if record is None or text is None:
            return []
        blocks = tuple(block for passage in old for block in passage.blocks)
        marked = judge(text, blocks, uri, record.title, clutter)
        if {blocks[each].start for each in marked} == _clutter_held(old):
            return []
        marks = tuple(sorted({mark for passage in old for mark in passage.marks}, key=lambda mark: mark.offset))
        again = ParsedDocument(text, blocks, marks)
        return [(record, cut(again, uri, record.edition, record.language or "it", marked))]


def cut_as(held: Sequence[Passage], record: DocumentRecord, parsed: ParsedDocument) -> list[Passage]:
    """The passages of a text that is stored as ``held``, by a new reading of it; what was clutter still is."""
    was = _clutter_held(held)
    marked = {number for number, block in enumerate(parsed.blocks) if block.start in was}
    return cut(parsed, record.uri, record.edition, record.language or "it", marked)


def _clutter_held(held: Sequence[Passage]) -> set[int]:
    """Where the blocks begin that are stored as clutter."""
    return {block.start for passage in held if passage.clutter for block in passage.blocks}
