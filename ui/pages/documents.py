"""The pages of the documents: catalogue, one document, comparison, timeline, the library at a glance."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from rag.errors import QuestionError, RegestoError, UsageError
from rag.types import Filters, Passage
from ui.desk import Desk
from ui.documents_browse import browse_html
from ui.documents_catalogue import Catalogue, Listed, Wanted, wanted_of
from ui.documents_compare import choose_html, chooser_html, compared_html
from ui.documents_frame import TAILS
from ui.documents_overview import overview_html
from ui.documents_record import sheet_of
from ui.documents_sheet import sheet_html
from ui.documents_sides import pairs, side
from ui.documents_timeline import timeline_html
from ui.kept import Kept
from ui.locales.documents import documents_strings
from ui.shell import Seen, page_html
from ui.site import Site, html_response, missing

if TYPE_CHECKING:
    from starlette.responses import Response

    from rag.library import Library

log = logging.getLogger(__name__)
_STYLES: Final = ("documents.css",)
_SCRIPTS: Final = ("documents.js",)
_NAME: Final = re.compile(r"[0-9a-f]{12}")
# Passages looked at for free words, titles offered in the chooser, characters of a name or topic.
_FOUND: Final = 60
_TITLES: Final = 300
_LONGEST: Final = 500
_COMPARISONS: Final = 8


class DocumentsPages:
    """Draws them; what is worked out is kept until the library changes."""

    def __init__(self, desk: Desk, site: Site, topics: Callable[[Seen], Sequence[str]] = lambda seen: ()) -> None:
        """``topics``: what the library is about, to choose from."""
        self.desk = desk
        self.site = site
        self.topics = topics

    @property
    def library(self) -> Library:
        """The desk's; raises LibraryError."""
        return self.desk.library

    @cached_property
    def kept(self) -> Kept:
        """What was worked out: the catalogue, pages of it."""
        return Kept(self.library)

    @cached_property
    def compared(self) -> Kept:
        """Comparisons: two plans in a hundred files take 3 s and some 10 MB."""
        return Kept(self.library, _COMPARISONS)

    def add_to(self, app: Any) -> None:
        """Add the routes; each word for a page is known in every language, so that the language can be changed."""
        self.site.add(app, "documents", self.browse)
        for tab, draw in (("overview", self.overview), ("compare", self.compare), ("timeline", self.timeline)):
            for tail in TAILS[tab].values():  # type: ignore[index]
                self.site.add(app, "documents", draw, tail)
        self.site.add(app, "documents", self.sheet, "{name}")

    def catalogue(self) -> Catalogue:
        """The documents as they are now."""
        return self.kept.get("catalogue", lambda: Catalogue(self.library.records(Filters(superseded=True))))

    def browse(self, request: Any, seen: Seen) -> str:
        """The catalogue."""
        said = documents_strings(seen.strings.code)
        wanted = wanted_of(request.query_params)
        found, remark = self._found(wanted, said.only_titles)
        key = "listed", wanted.query(page=wanted.page), bool(remark)
        body = browse_html(self.kept.get(key, lambda: self.catalogue().listed(wanted, found)), seen, remark)
        return page_html(seen, said.title, body, styles=_STYLES, scripts=_SCRIPTS)

    def _found(self, wanted: Wanted, without: str) -> tuple[list[Passage], str]:
        """The passages for the words, best first, or why the text could not be searched."""
        if not wanted.words:
            return [], ""
        key = "found", wanted.words, wanted.withdrawn
        filters = Filters(superseded=wanted.withdrawn)
        try:
            search = self.desk.search
            return self.kept.get(
                key, lambda: [hit.passage for hit in search().search(wanted.words, filters, _FOUND)]
            ), ""
        except RegestoError as error:
            log.warning("%s", error)
            return [], without

    def sheet(self, request: Any, seen: Seen) -> str | Response:
        """One document."""
        name, number = request.path_params["name"], request.query_params.get("edition", "")
        held = self.catalogue().by_name.get(name) if _NAME.fullmatch(name) else None
        if held is None:
            return missing(seen)
        edition = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else None
        uri = held.record.uri
        shown = self.kept.get(("sheet", uri, edition), lambda: sheet_of(self.library, uri, edition))
        if shown is None:
            return missing(seen)
        return page_html(seen, shown.record.title, sheet_html(shown, seen), styles=_STYLES)

    def compare(self, request: Any, seen: Seen) -> str | Response:
        """Two texts side by side, or the form that asks which."""
        said = documents_strings(seen.strings.code)
        a, b = (request.query_params.get(name, "").strip()[:_LONGEST] for name in ("a", "b"))
        problem = ""
        if a and b:
            try:
                return page_html(seen, said.compare_title, self._compared(a, b, request, seen), styles=_STYLES)
            except UsageError as error:
                problem = str(error)
        offered = self.kept.get("pairs", lambda: pairs(self.library, self.catalogue()))
        titles = sorted({each.title for each in self.catalogue().held if not each.record.withdrawn})[:_TITLES]
        body = choose_html(chooser_html(a, b, offered, titles, seen, problem), seen)
        page = page_html(seen, said.compare_title, body, styles=_STYLES)
        return html_response(page, 400) if problem else page

    def _compared(self, a: str, b: str, request: Any, seen: Seen) -> str:
        from rag.across.compare import compare_scopes

        code = seen.strings.code
        sides = tuple(side(self.library, self.catalogue(), name, code) for name in (a, b))
        key = tuple(tuple((each.uri, each.edition) for each in of.editions) for of in sides)
        found = self.compared.get(
            key, lambda: compare_scopes(self.library, sides[0], sides[1], self.desk.settings, code)
        )
        return compared_html(found, (sides[0], sides[1]), (a, b), _page(request.query_params), seen)

    def timeline(self, request: Any, seen: Seen) -> str | Response:
        """What happened when, of a topic."""
        from rag.across.timeline import timeline as made

        said = documents_strings(seen.strings.code)
        topic = " ".join(request.query_params.get("tema", "").split())[: _LONGEST + 1]
        found, problem = None, ""
        if topic:
            try:
                search, code = self.desk.search(), seen.strings.code
                found = self.kept.get(("timeline", topic, code), lambda: made(search, topic, language=code))
            except QuestionError as error:
                problem = str(error)
        body = timeline_html(topic, found, self.topics(seen), seen, problem)
        page = page_html(seen, said.timeline_title, body, styles=_STYLES)
        return html_response(page, 400) if problem else page

    def overview(self, request: Any, seen: Seen) -> str:
        """The library at a glance."""
        said = documents_strings(seen.strings.code)
        listed: Listed = self.kept.get("all", lambda: self.catalogue().listed(Wanted()))
        status = self.kept.get("status", self.library.status)
        sources = self.kept.get("sources", self.library.sources)
        body = overview_html(listed, status, sources, seen)
        return page_html(seen, said.overview_title, body, styles=_STYLES)


def _page(query: Mapping[str, str]) -> int:
    page = query.get("page", "")
    return int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
