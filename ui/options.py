"""The options that several commands share."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from rag.errors import UsageError
from rag.language import LANGUAGES
from rag.types import KINDS, Filters
from ui.calling import begin
from ui.strings import Strings

Json = Annotated[bool, typer.Option("--json", help="Stampa solo JSON, per un programma.")]
File = Annotated[
    str | None,
    typer.Option("--file", metavar="FILE.jsonl", help="Legge le domande, una per riga («-»: dallo standard input)."),
]
Words = Annotated[str | None, typer.Argument(metavar="DOMANDA", help="La domanda.", show_default=False)]
Document = Annotated[str | None, typer.Option("--document", help="Solo questo documento (il suo indirizzo).")]
Kind = Annotated[str | None, typer.Option("--kind", help=f"Solo questo tipo: {', '.join(KINDS)}.")]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Solo questo ente o editore.")]
Territory = Annotated[str | None, typer.Option("--territory", help="Solo questo territorio.")]
Language = Annotated[str | None, typer.Option("--language", help="Solo documenti in questa lingua: it, fr, en.")]
From = Annotated[str | None, typer.Option("--from", metavar="AAAA[-MM[-GG]]", help="Pubblicati da questa data.")]
To = Annotated[str | None, typer.Option("--to", metavar="AAAA[-MM[-GG]]", help="Pubblicati fino a questa data.")]
Superseded = Annotated[bool, typer.Option("--superseded", help="Anche le edizioni superate e i documenti ritirati.")]

_FILTERS: Final[dict[str, Any]] = {
    "document": Document,
    "kind": Kind,
    "publisher": Publisher,
    "territory": Territory,
    "language": Language,
    "date_from": From,
    "date_to": To,
    "superseded": Superseded,
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """A command with one option for each field of Filters, in place of its parameter ``filters``.

    A field that is also the name of one of its own parameters stays its own.
    """
    signature = inspect.signature(command, eval_str=True)
    own = [each for name, each in signature.parameters.items() if name != "filters"]
    ours = {name: annotation for name, annotation in _FILTERS.items() if name not in signature.parameters}

    @wraps(command)
    def wrapped(**given: Any) -> None:
        values = {name: given.pop(name) for name in ours}
        command(**given, filters=checked_filters(Filters(**values), begin()[1]))

    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = [
        inspect.Parameter(name, keyword, default=False if name == "superseded" else None, annotation=annotation)
        for name, annotation in ours.items()
    ]
    wrapped.__signature__ = signature.replace(parameters=[*own, *shared])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {each.name: each.annotation for each in (*own, *shared)} | {"return": None}
    return wrapped


def checked_filters(filters: Filters, strings: Strings) -> Filters:
    """The filters of a call. Raises UsageError for a date, kind or language unknown."""
    for option, date in (("--from", filters.date_from), ("--to", filters.date_to)):
        if date and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", date):
            raise UsageError(strings.usage_bad_value.format(name=option, value=date))
    check_choice("--kind", filters.kind, KINDS, strings)
    check_choice("--language", filters.language, LANGUAGES, strings)
    return filters


def check_choice(option: str, value: str | None, known: tuple[str, ...], strings: Strings) -> None:
    """Raise UsageError unless a value, where one is given, is one of those known."""
    if value and value not in known:
        raise UsageError(strings.usage_bad_choice.format(name=option, value=value, known=", ".join(known)))
