"""Usage errors and help in the reader's words: typer speaks English and prints a box of several lines."""

from __future__ import annotations

import re
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from ui.strings import Strings

_QUOTED = re.compile(r"'([^']*)'")
_LISTED = re.compile(r"\(([^()]*)\)$")
_AT_LEAST = re.compile(r"greater than or equal to (-?[\d.]+\d|-?\d)")
_AT_MOST = re.compile(r"less than or equal to (-?\d+)")
_TITLES: Final = {
    "OPTIONS_PANEL_TITLE": "Opzioni",
    "ARGUMENTS_PANEL_TITLE": "Argomenti",
    "COMMANDS_PANEL_TITLE": "Comandi",
    "DEFAULT_STRING": "[predefinito: {}]",
    "REQUIRED_LONG_STRING": "[obbligatorio]",
}


class _Italian:
    """What help pages say of themselves, in Italian."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Mostra questo aiuto ed esce."
        return option

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", "Uso:", 1).replace("[OPTIONS]", "[OPZIONI]").replace("COMMAND", "COMANDO")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        for name, title in _TITLES.items():
            setattr(rich_utils, name, title)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Italian, TyperCommand):
    """A command whose help is in Italian."""


class Group(_Italian, TyperGroup):
    """The commands, in the order of their definition, with help in Italian."""


def usage_line(error: typer.TyperException, strings: Strings) -> str:
    """A usage error as one line that says what is off and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "regesto"
    hint = strings.usage_help.format(command=command)
    return f"{_what(error, strings)} {hint}"


def _what(error: typer.TyperException, strings: Strings) -> str:
    message = " ".join(error.format_message().split())
    name, parameter = type(error).__name__, getattr(error, "param", None)
    quoted, listed = _QUOTED.search(message), _LISTED.search(message)
    if name == "NoSuchOption":
        return strings.usage_unknown_option.format(name=getattr(error, "option_name", message))
    if name == "MissingParameter":
        return strings.usage_missing.format(name=getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))
    if name == "BadParameter":
        return strings.usage_bad_value.format(
            name="/".join(getattr(parameter, "opts", ())), value=_why(message, strings)
        )
    if name == "BadOptionUsage":
        return strings.usage_needs_value.format(name=getattr(error, "option_name", message))
    if message.startswith("No such command") and quoted:
        return strings.usage_unknown_command.format(name=quoted.group(1))
    if message.startswith("Got unexpected extra argument") and listed:
        return strings.usage_extra.format(name=listed.group(1))
    return message


def _why(message: str, strings: Strings) -> str:
    """What a number should have been; the library's own words where that is not it."""
    for pattern, words in ((_AT_LEAST, strings.usage_at_least), (_AT_MOST, strings.usage_at_most)):
        found = pattern.search(message)
        if found:
            return words.format(number=found.group(1))
    if "valid integer" in message:
        return strings.usage_integer
    return strings.usage_number if "valid number" in message else message
