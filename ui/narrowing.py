"""Filters as given, to filters as the library has them; what it has not is told with what there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from rag.errors import RegestoError, UsageError
from rag.facets import KnownFacets
from rag.library import Library
from rag.names import facet_key
from rag.territories import NAMES
from rag.types import Filters
from ui.dossier import found_document
from ui.filtering import kind_meant, language_meant, with_dates
from ui.labels import file_name, kind_name, language_name
from ui.strings import Strings

# Values listed of those that exist.
_LISTED: Final = 12
_REGIONS: Final = {facet_key(name): region for name, region in NAMES.items()}


class Narrowing:
    """Looks up what filters name; raises UsageError with one line that lists what exists."""

    def __init__(self, library: Library, strings: Strings) -> None:
        self.library = library
        self.strings = strings
        self.known = KnownFacets(library)

    def __call__(self, filters: Filters) -> Filters:
        """The same filters, in the library's own words."""
        if filters == Filters():
            return filters
        known = self.known.now(superseded=filters.superseded)
        filters = replace(
            filters,
            kind=self._one("kind", filters.kind, known.kinds, kind_meant, lambda kind: kind_name(kind, self.strings)),
            language=self._one(
                "language", filters.language, known.languages, language_meant,
                lambda code: language_name(code, self.strings),
            ),
            territory=self._one("territory", filters.territory, known.territories, self._region),
            publisher=self._one("publisher", filters.publisher, known.publishers),
            source=self._one("source", filters.source, known.sources, shown=file_name),
            document=self._document(filters.document) if filters.document else None,
        )  # fmt: skip
        self._check_edition(filters)
        return with_dates(filters, self.strings)

    @staticmethod
    def _region(written: str) -> str | None:
        return _REGIONS.get(facet_key(written))

    def _one(
        self,
        facet: str,
        value: str | None,
        known: Sequence[str],
        meant: Callable[[str], str | None] = lambda _: None,
        shown: Callable[[str], str] = str,
    ) -> str | None:
        """The one known value that is meant: by name or other name, else the only one that has the words in it."""
        if not value or not value.strip():
            return None
        keys = {facet_key(value), facet_key(meant(value))}
        found = [each for each in known if each == value] or [each for each in known if facet_key(each) in keys]
        if not found and facet not in ("kind", "language"):
            found = [each for each in known if facet_key(value) in facet_key(each)]
        if len(found) == 1:
            return found[0]
        name = self.strings.facets[facet]
        if found:
            raise UsageError(self.strings.filter_many.format(facet=name, value=value, known=self._listed(found, shown)))
        if not known:
            raise UsageError(self.strings.filter_unknown_any.format(facet=name, value=value))
        raise UsageError(self.strings.filter_unknown.format(facet=name, value=value, known=self._listed(known, shown)))

    def _listed(self, values: Sequence[str], shown: Callable[[str], str]) -> str:
        names = [shown(each) for each in values[:_LISTED]]
        words = ("; " if any("," in name for name in names) else ", ").join(names)
        more = len(values) - _LISTED
        return f"{words} {self.strings.filter_more.format(number=more)}" if more > 0 else words

    def _document(self, wanted: str) -> str:
        if self.library.record(wanted):
            return wanted
        titled = {
            record.uri for record in self.library.records(Filters(superseded=True)) if _same(record.title, wanted)
        }
        if len(titled) == 1:
            return titled.pop()
        try:
            return found_document(self.library, wanted, self.strings)
        except RegestoError as error:
            raise UsageError(str(error)) from error

    def _check_edition(self, filters: Filters) -> None:
        if filters.edition is None:
            return
        if filters.document is None:
            raise UsageError(self.strings.filter_edition_alone)
        editions = [str(record.edition) for record in self.library.editions(filters.document)]
        if str(filters.edition) not in editions:
            raise UsageError(
                self.strings.filter_unknown.format(
                    facet=self.strings.facets["edition"], value=filters.edition, known=", ".join(editions)
                )
            )


def _same(title: str, written: str) -> bool:
    return title.casefold().strip() == written.casefold().strip()
