"""Answers of the log as a document: each row an answer, each quote held against the library of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.answer_rows import LoggedAnswer, answer_from_json, filters_of
from rag.settings import Settings
from rag.types import Answer
from ui.export.answers import Given, Making, answers_sheet
from ui.export.naming import file_stem
from ui.export.references import Place, Standing, place_of
from ui.export.sheet import Sheet
from ui.filtering import filters_line
from ui.locales.export import export_strings
from ui.strings import Strings


def rows_sheet(
    rows: Sequence[LoggedAnswer], settings: Settings, strings: Strings, base: str, lost: int = 0
) -> tuple[Sheet, str]:
    """The document of some rows (one or more) and the stem of its name.

    ``base`` is the service's address, for permalinks; ``lost`` further answers were asked for and are gone.
    """
    given = [Given(answer_from_json(row.answer), row.at, filters_line(filters_of(row), strings)) for row in rows]
    made = date.today().isoformat()
    today = standings(settings, [each.answer for each in given])
    about, language = given[0].answer.question, given[0].answer.language
    if len(given) > 1:
        about = f"{export_strings(strings.code).conversation_stem} {about}"
    return answers_sheet(given, Making(strings, made, base, today), lost), file_stem(about, language, made)


def standings(settings: Settings, answers: Sequence[Answer]) -> dict[Place, Standing]:
    """What has become of each quote: its edition's record today, and whether it still stands there."""
    from rag.library import Library

    with Library.open(settings) as library:
        return {
            place_of(each): Standing(
                library.record(each.document, each.edition),
                library.slice(each.document, each.edition, each.start, each.end) == each.quote,
            )
            for answer in answers
            for each in answer.citations
        }
