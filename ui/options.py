"""The options that several commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from rag.errors import UsageError
from rag.language import LANGUAGES
from rag.types import Filters
from ui.calling import begin
from ui.filtering import kind_meant, language_meant, with_dates
from ui.strings import Strings

Json = Annotated[bool, typer.Option("--json", help="Stampa solo JSON, per un programma.")]
File = Annotated[
    str | None,
    typer.Option("--file", metavar="FILE.jsonl", help="Legge le domande, una per riga («-»: dallo standard input)."),
]
Log = Annotated[
    bool | None,
    typer.Option(
        "--log/--no-log",
        help="Tiene, o no, la risposta nel registro (sì per una domanda, no per --file).",
        show_default=False,
    ),
]
Words = Annotated[str | None, typer.Argument(metavar="DOMANDA", help="La domanda.", show_default=False)]
Document = Annotated[
    str | None, typer.Option("--document", help="Solo questo documento (indirizzo, nome del file o titolo).")
]
Kind = Annotated[
    str | None,
    typer.Option("--kind", help="Solo questo tipo: piano, comunicato stampa, notizia, atto, trascrizione, …."),
]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Solo questo ente o editore.")]
Territory = Annotated[str | None, typer.Option("--territory", help="Solo questo territorio.")]
Language = Annotated[str | None, typer.Option("--language", help="Solo documenti in questa lingua: it, fr, en.")]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="DATA", help="Pubblicati da questa data (2022, 06/2022, 23/06/2022, 2022-06-23)."),
]
To = Annotated[str | None, typer.Option("--to", metavar="DATA", help="Pubblicati fino a questa data.")]
Source = Annotated[
    str | None, typer.Option("--source", help="Solo ciò che viene da questa fonte (cartella, elenco, indirizzo letto).")
]
Edition = Annotated[
    int | None, typer.Option("--edition", min=1, help="Solo questa edizione, anche superata (con --document).")
]
Superseded = Annotated[bool, typer.Option("--superseded", help="Anche le edizioni superate e i documenti ritirati.")]

_FILTERS: Final[dict[str, Any]] = {
    "document": Document,
    "kind": Kind,
    "publisher": Publisher,
    "territory": Territory,
    "language": Language,
    "date_from": From,
    "date_to": To,
    "source": Source,
    "edition": Edition,
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
    """The filters of a call, its dates in ISO. Raises UsageError for a date, kind or language unknown anywhere.

    What the library has of them is looked up once it is open (``ui.narrowing``).
    """
    if filters.kind and not kind_meant(filters.kind):
        known = ", ".join(strings.kinds.values())
        raise UsageError(strings.usage_bad_choice.format(name="--kind", value=filters.kind, known=known))
    check_choice(
        "--language", filters.language and (language_meant(filters.language) or filters.language), LANGUAGES, strings
    )
    if filters.edition is not None and filters.document is None:
        raise UsageError(strings.filter_edition_alone)
    return with_dates(filters, strings)


def check_choice(option: str, value: str | None, known: tuple[str, ...], strings: Strings) -> None:
    """Raise UsageError unless a value, where one is given, is one of those known."""
    if value and value not in known:
        raise UsageError(strings.usage_bad_choice.format(name=option, value=value, known=", ".join(known)))
