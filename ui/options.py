"""The options that several commands share."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from rag.errors import UsageError
from rag.language import LANGUAGES
from rag.types import KINDS, Filters
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
Superseded = Annotated[bool, typer.Option("--superseded", help="Cerca anche nelle edizioni superate.")]


def filters_of(*values: Any, strings: Strings) -> Filters:
    """The filters of a call, in the order of their fields. Raises UsageError for a date, kind or language unknown."""
    filters = Filters(*values)
    for option, date in (("--from", filters.date_from), ("--to", filters.date_to)):
        if date and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", date):
            raise UsageError(strings.usage_bad_value.format(name=option, value=date))
    for option, value, known in (("--kind", filters.kind, KINDS), ("--language", filters.language, LANGUAGES)):
        if value and value not in known:
            raise UsageError(strings.usage_bad_choice.format(name=option, value=value, known=", ".join(known)))
    return filters
