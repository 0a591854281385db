"""The chat's filters without a page: what can be chosen, what was chosen, and that in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from rag.errors import RegestoError, UsageError
from rag.types import DocumentRecord, Filters
from ui.desk import Desk
from ui.filtering import date_meant, filters_line, labelled, with_dates
from ui.labels import begun, file_name, kind_name, language_name, readable_date
from ui.strings import Strings

PICKED: Final = ("kind", "territory", "publisher", "language", "source")
DATES: Final = ("date_from", "date_to")
# The fields of the panel in the order in which they are shown; each holds a text, "" for "any".
FIELDS: Final = ("kind", "territory", "publisher", "language", *DATES, "document", "source", "edition")
# The value of the field "edition" that stands for all editions.
EVERY: Final = "all"
# Documents offered at once, the most recent first, and the characters of a title that are shown.
_OFFERED: Final = 500
_TITLE: Final = 90

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is set in the panel; ``problem`` is one line about what can't be read of it ("" where all can).

    ``line`` is what to write over an answer: "Cerco solo in: piani · Lombardia"; "" without filters.
    """

    filters: Filters = Filters()
    problem: str = ""
    line: str = ""

    @property
    def any(self) -> bool:
        """True when something is set, readable or not."""
        return bool(self.problem) or self.filters != Filters()


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows for what is set in it: its heading, and the (label, value) choices of each field.

    ``unlisted`` counts the documents that pass the filters beyond those offered.
    """

    chosen: Chosen
    heading: str
    choices: dict[str, Options]
    unlisted: int = 0


class FilterDesk:
    """Reads and offers filters in one language; safe to share between threads."""

    def __init__(self, desk: Desk, strings: Strings) -> None:
        self.desk = desk
        self.strings = strings

    def chosen(self, values: Sequence[str | None]) -> Chosen:
        """What the values of the fields (in the order of ``FIELDS``) stand for."""
        given = {name: (value or "").strip() for name, value in zip(FIELDS, values, strict=True)}
        picked: dict[str, Any] = {name: given[name] or None for name in (*PICKED, "document")}
        if given["edition"] == EVERY:
            picked["superseded"] = True
        elif given["edition"].isdecimal() and given["document"]:
            picked["edition"] = int(given["edition"])
        dates: dict[str, Any] = {name: date_meant(given[name]) for name in DATES if given[name]}
        problem = ""
        for name in (name for name, date in dates.items() if date is None):
            hint = self.strings.filters_date_hint
            problem = problem or self.strings.filter_date_unread.format(value=given[name][:40], hint=hint)
        try:
            filters = with_dates(Filters(**picked, **dates), self.strings)
        except UsageError as error:
            filters, problem = Filters(**picked), str(error)
        return Chosen(filters, problem, filters_line(filters, self.strings, self._titles(filters)))

    def _titles(self, filters: Filters) -> dict[str, str]:
        record = self.desk.record(filters.document) if filters.document else None
        return {record.uri: record.title} if record and record.title.strip() else {}

    def panel(self, values: Sequence[str | None]) -> Panel:
        """The panel as it is to be shown now: what the library holds at this moment is offered."""
        chosen = self.chosen(values)
        labels = labelled(chosen.filters, self.strings, self._titles(chosen.filters))
        heading = self.strings.filters
        if labels:
            heading = f"{self.strings.filters_on.format(number=len(labels))}: {' · '.join(labels.values())}"
        try:
            choices, unlisted = self._choices(chosen.filters)
        except RegestoError:  # told in the page's notice, and at the question
            choices, unlisted = {name: [] for name in (*PICKED, "document", "edition")}, 0
        return Panel(chosen, heading, choices, unlisted)

    def _choices(self, filters: Filters) -> tuple[dict[str, Options], int]:
        known, strings = self.desk.facets(superseded=filters.superseded), self.strings
        around = replace(
            filters, document=None, edition=None, superseded=filters.superseded and filters.edition is None
        )
        records, passing = self.desk.documents(around, _OFFERED)
        choices: dict[str, Options] = {
            "kind": sorted((kind_name(kind, strings), kind) for kind in known.kinds),
            "territory": [(name, name) for name in known.territories],
            "publisher": [(name, name) for name in known.publishers],
            "language": [(language_name(code, strings), code) for code in known.languages],
            "source": [(file_name(source), source) for source in known.sources],
            "document": [(_title(record), record.uri) for record in records],
        }
        for name, options in choices.items():
            value = getattr(filters, name)
            if value and value not in [each for _, each in options]:  # gone since it was chosen, or beyond the list
                label = self._titles(filters).get(value) if name == "document" else None
                options.append((label or file_name(value), value))
            choices[name] = [(strings.filters_any, ""), *_told_apart(options)]
        choices["edition"] = self._editions(filters.document)
        return choices, passing - len(records)

    def _editions(self, document: str | None) -> Options:
        """Current ones only, all, or one of the document that is chosen."""
        options = [(self.strings.filter_current, ""), (self.strings.filter_superseded, EVERY)]
        editions = self.desk.editions(document) if document else []
        if len(editions) > 1:
            for record in reversed(editions):
                label = self.strings.filter_edition.format(edition=record.edition)
                date = readable_date(record.published or record.retrieved_at[:10], self.strings)
                options.append((f"{label} · {date}" if date else label, str(record.edition)))
        return options


def _title(record: DocumentRecord) -> str:
    return begun(" ".join(record.title.split()) or file_name(record.uri), _TITLE)


def _told_apart(options: Options) -> Options:
    """The options with a remark after labels that would be the same: the file's name, else the whole value."""
    seen: set[str] = set()
    told: Options = []
    for label, value in options:
        for name in (label, f"{label} · {file_name(value)}", f"{label} · {value}"):
            if name not in seen:
                break
        seen.add(name)
        told.append((name, value))
    return told
