"""What every command begins and ends with: the settings and strings of the call; a value shown or printed as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.locales import strings_for
from ui.strings import Strings

if TYPE_CHECKING:
    from rag.settings import Settings


def begin(**overrides: object) -> tuple[Settings, Strings]:
    """The settings of this call and the strings of its language. Raises SettingsError."""
    from rag.settings import load_settings

    settings = load_settings(**overrides)
    return settings, strings_for(settings.language)


def show(value: Any, as_json: bool, draw: Callable[[Any], None], strings: Strings) -> None:
    """Print a value as JSON, or draw it on the Screen that ``draw`` is given."""
    from ui.terminal import Screen, print_json

    if as_json:
        print_json(value)
    else:
        draw(Screen(strings))
