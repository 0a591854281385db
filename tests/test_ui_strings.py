"""The interface in three languages: the same strings, the same blanks to fill, none left over that nothing shows."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import ui.locales
from ui.languages import opening_language
from ui.locales import strings_for
from ui.locales.office import office_strings
from ui.strings import LANGUAGES

MODULES = [importlib.import_module(f"ui.locales.{each.name}") for each in pkgutil.iter_modules(ui.locales.__path__)]
FAMILIES = {"Strings": strings_for, "OfficeStrings": office_strings}
FAMILIES = {name: {code: take(code) for code in LANGUAGES} for name, take in FAMILIES.items()} | {
    type(value["it"]).__name__: value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, dict) and set(value) == set(LANGUAGES)
}
CODE = {path: path.read_text("utf-8") for path in Path(ui.locales.__path__[0]).parent.rglob("*.py")}
# handed to the scripts of the page all together (ui.deeds), or by their names (ui.source_view)
BY_NAME = re.compile(r"copied|thanks|taken_back|not_\w|history_|toast_|image_")


def names(strings: object) -> list[str]:
    return [each.name for each in fields(strings)] if is_dataclass(strings) else list(strings._fields)


def leaves(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a value with where it stands: ("counts.partly.0", "confermata in parte")."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from leaves(each, f"{at}.{key}")
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from leaves(each, f"{at}.{number}")
    else:
        yield at, str(value)


def shape(value: object) -> dict[str, tuple[bool, set[str]]]:
    """Where the texts of a value stand, whether each says something, and its blanks."""
    return {at: (bool(text), set(re.findall(r"\{(\w+)\}", text))) for at, text in leaves(value)}


def test_all_texts_are_looked_at():
    assert len(FAMILIES) >= 17


@pytest.mark.parametrize("family", FAMILIES)
def test_every_string_is_there_with_the_same_blanks(family):
    italian, *others = (FAMILIES[family][language] for language in LANGUAGES)
    for name in names(italian):
        if name == "kind_aliases":  # what people may write, as many words as their language has
            continue
        wanted = shape(getattr(italian, name))
        assert wanted, name
        for other in others:
            assert shape(getattr(other, name)) == wanted, name


@pytest.mark.parametrize("family", FAMILIES)
def test_every_string_is_shown_somewhere(family):
    """Read as ``.name`` in a module that asks for these strings, or is handed them by one that does."""
    values = FAMILIES[family]
    home = type(values["it"]).__module__.rpartition(".")[2].removesuffix("_strings")
    asking = rf"locales\.{home}(?:_strings)? import" if family != "Strings" else ""  # those go everywhere
    shown = {path: text for path, text in CODE.items() if "locales" not in path.parts}
    first = "|".join(path.stem for path, text in shown.items() if re.search(asking, text))
    handed = rf"{asking}|^\s*from ui\.(?:\w+\.)*(?:{first}) import"
    said = "\n".join(text for text in shown.values() if re.search(handed, text, re.M))
    unread = [name for name in names(values["it"]) if not re.search(rf"\.{name}\b", said)]
    assert [name for name in unread if not BY_NAME.match(name)] == []


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
