"""The interface in three languages: the same strings, the same blanks to fill, none left in another language."""

import re
from collections.abc import Mapping
from dataclasses import fields

import pytest

from ui.languages import opening_language
from ui.locales import strings_for
from ui.strings import LANGUAGES, Strings

SAME_ALL_OVER = {"page", "seconds", "intro"}  # may be equal by chance between two languages


def blanks(value: object) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", str(value)))


@pytest.mark.parametrize("name", [field.name for field in fields(Strings)])
def test_every_string_is_there_with_the_same_blanks(name):
    values = [getattr(strings_for(language), name) for language in LANGUAGES]
    assert all(values)
    if isinstance(values[0], Mapping):
        assert len({tuple(sorted(value)) for value in values}) == 1
    elif isinstance(values[0], tuple):
        assert len({len(value) for value in values}) == 1
    else:
        assert len({tuple(blanks(value)) for value in values}) == 1


def test_an_unknown_language_is_italian():
    assert strings_for("de").code == "it"


@pytest.mark.parametrize(
    ("accepted", "opened"),
    [
        ("", "it"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en-US,en;q=0.9", "it"),  # what machines are set to before anyone chooses
        ("en-GB,fr;q=0.5,it;q=0.7", "it"),
        ("de,es", "it"),
        ("fr;q=oops,it;q=0", "it"),
        (",,;;q=", "it"),
    ],
)
def test_the_language_the_page_opens_in(accepted, opened):
    assert opening_language(accepted, "it") == opened


def test_the_services_own_language_is_the_fallback():
    assert opening_language("en-US", "en") == "en"
    assert opening_language("de", "fr") == "fr"
