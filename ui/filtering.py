"""Pure: filters as a person writes and reads them: "comunicati stampa", "06/2022"; "piani · Lombardia · dal 2024"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rag.errors import UsageError
from rag.names import facet_key, shown_name
from rag.stated_dates import iso_date
from rag.types import KINDS, Filters
from ui.labels import file_name, kind_name, language_name, readable_date
from ui.locales import strings_for
from ui.strings import LANGUAGES, Strings

# Fields of Filters that a person chooses, in the order in which they are shown.
CHOSEN: Final = ("kind", "territory", "publisher", "language", "date_from", "date_to", "document", "source", "edition")


def kind_meant(written: str) -> str | None:
    """The kind of document that a word stands for in any of the three languages ("piani", "communiqué"); else None."""
    wanted = facet_key(written)
    for kind in KINDS:
        names = [kind]
        for strings in map(strings_for, LANGUAGES):
            names += (strings.kinds[kind], *strings.kind_aliases[kind])
        if wanted in map(facet_key, names):
            return kind
    return None


def language_meant(written: str) -> str | None:
    """The code of a language named in any of the three languages ("francese", "FR"); else None."""
    wanted = facet_key(written)
    for strings in map(strings_for, LANGUAGES):
        for code, name in strings.languages.items():
            if wanted in (code, facet_key(name)):
                return code
    return None


def date_meant(written: str) -> str | None:
    """A date as an ISO prefix: "2022-06", "06/2022", "23/6/2022", "giugno 2022"; None where it is no date."""
    return iso_date(" ".join(written.split()))


def with_dates(filters: Filters, strings: Strings) -> Filters:
    """The filters with their dates in ISO; raises UsageError for what is no date, or a period that ends too soon."""
    dates: dict[str, str | None] = {}
    for name, option in (("date_from", "--from"), ("date_to", "--to")):
        written: str | None = getattr(filters, name)
        dates[name] = date_meant(written) if written and written.strip() else None
        if written and written.strip() and dates[name] is None:
            raise UsageError(
                f"{strings.usage_bad_value.format(name=option, value=written)} ({strings.filters_date_hint})"
            )
    first, last = dates["date_from"], dates["date_to"]
    if first and last and last < first[: len(last)]:
        raise UsageError(strings.filter_dates.format(date_from=first, date_to=last))
    return replace(filters, date_from=first, date_to=last)


def kind_plural(kind: str, strings: Strings) -> str:
    """A kind in the plural: "piani"; an unknown kind as it is."""
    return strings.kind_aliases[kind][0] if kind in strings.kind_aliases else kind_name(kind, strings)


def labelled(filters: Filters, strings: Strings, titles: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each filter that is set, in words, by its field; ``titles`` of documents by uri, where they are known.

    A period of one date ("from 2024 to 2024") is one label, under ``date_from``.
    """
    one_date = filters.date_from is not None and filters.date_from == filters.date_to
    words = {
        "kind": filters.kind and kind_plural(filters.kind, strings),
        "territory": filters.territory,
        "publisher": filters.publisher and shown_name(filters.publisher),
        "language": filters.language and language_name(filters.language, strings),
        "date_from": filters.date_from
        and (strings.filter_from if not one_date else "{date}").format(date=readable_date(filters.date_from, strings)),
        "date_to": filters.date_to
        and not one_date
        and strings.filter_to.format(date=readable_date(filters.date_to, strings)),
        "document": filters.document and ((titles or {}).get(filters.document) or file_name(filters.document)),
        "source": filters.source and file_name(filters.source),
        "edition": filters.edition and strings.filter_edition.format(edition=filters.edition),
        "superseded": filters.superseded and filters.edition is None and strings.filter_superseded,
    }
    return {name: str(label) for name, label in words.items() if label}


def filters_line(filters: Filters, strings: Strings, titles: Mapping[str, str] | None = None) -> str:
    """What a search is limited to, in a line: "Cerco solo in: piani · Lombardia · dal 2024"; "" where to nothing."""
    labels = labelled(filters, strings, titles)
    return strings.filters_line.format(filters=" · ".join(labels.values())) if labels else ""
