"""The command that reads documents into the library: ``ingest``, its options checked against its targets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import UsageError
from rag.language import LANGUAGES
from rag.types import KINDS
from ui.calling import begin, show
from ui.options import Json, check_choice
from ui.strings import Strings

if TYPE_CHECKING:
    from ingest.source_list import Source

CRAWLS: Final = ("page", "section", "sitemap", "feed")
_STATED: Final = ("publisher", "kind", "territory", "language")
# What each limit needs to mean anything: a single page has neither depth nor number.
_NEEDS: Final = {
    "scope": CRAWLS[1:],
    "include": CRAWLS[1:],
    "exclude": CRAWLS[1:],
    "max_pages": CRAWLS[1:],
    "depth": ("section",),
}
_ADDRESSES: Final = "Indirizzi da leggere"
_SAID: Final = "Che cosa si sa dei documenti"


def _text(option: str, help_: str, panel: str, metavar: str) -> Any:
    return typer.Option(option, help=help_, rich_help_panel=panel, metavar=metavar, show_default=False)


def ingest(
    targets: Annotated[
        list[str],
        typer.Argument(metavar="ORIGINE", help="Una cartella, un file, un indirizzo, un sources.toml, un .jsonl."),
    ],
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", metavar="NOME", help="Accende un gruppo di fonti di un sources.toml (per esempio «web»)."
        ),
    ] = None,
    crawl: Annotated[
        str | None,
        _text("--crawl", "Che cosa c'è all'indirizzo: page (solo quello), section (una parte del sito, seguendo i "
              "collegamenti), sitemap, feed.", _ADDRESSES, "COSA"),
    ] = None,
    scope: Annotated[
        list[str] | None,
        _text("--scope", "Da dove comincia ciò che si legge: indirizzo o percorso (/piani/). Si può ripetere.",
              _ADDRESSES, "INIZIO"),
    ] = None,
    include: Annotated[
        list[str] | None,
        _text("--include", "Tiene solo gli indirizzi fatti così (*/comunicati/*, *.pdf); le altre pagine servono per "
              "i collegamenti. Si può ripetere.", _ADDRESSES, "MODELLO"),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        _text("--exclude", "Non chiede gli indirizzi fatti così. Si può ripetere.", _ADDRESSES, "MODELLO"),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=0, max=100, metavar="N", help="Quanti collegamenti seguire dalla prima pagina.",
                     rich_help_panel=_ADDRESSES, show_default=False),
    ] = None,
    max_pages: Annotated[
        int | None,
        typer.Option("--max-pages", min=1, metavar="N", help="Quante pagine al massimo (2000).",
                     rich_help_panel=_ADDRESSES, show_default=False),
    ] = None,
    max_minutes: Annotated[
        float | None,
        typer.Option("--max-minutes", min=0.1, metavar="MINUTI", help="Per quanti minuti al massimo (120).",
                     rich_help_panel=_ADDRESSES, show_default=False),
    ] = None,
    delay: Annotated[
        float | None,
        typer.Option("--delay", min=0, max=600, metavar="SECONDI", help="Secondi fra due richieste "
                     "allo stesso sito (1, o più se robots.txt lo chiede).", rich_help_panel=_ADDRESSES,
                     show_default=False),
    ] = None,
    internal: Annotated[
        bool,
        typer.Option("--internal", help="Il sito è di una rete privata, ed è vostro: si può leggere.",
                     rich_help_panel=_ADDRESSES),
    ] = False,
    publisher: Annotated[str | None, _text("--publisher", "Chi li pubblica.", _SAID, "ENTE")] = None,
    kind: Annotated[str | None, _text("--kind", f"Che cosa sono: {', '.join(KINDS)}.", _SAID, "TIPO")] = None,
    territory: Annotated[str | None, _text("--territory", "Di quale territorio parlano.", _SAID, "LUOGO")] = None,
    language: Annotated[str | None, _text("--language", "In che lingua sono: it, fr, en.", _SAID, "LINGUA")] = None,
    as_json: Json = False,
    follow: Annotated[Path | None, typer.Option("--progress", hidden=True)] = None,
) -> None:  # fmt: skip
    """Legge documenti nella biblioteca; ciò che non è cambiato resta com'è."""
    from ingest.pipeline import ingest as read
    from ui.catalogue import show_report
    from ui.progress import progress, written_to
    from ui.terminal import say

    settings, strings = begin()
    given = {
        "crawl": crawl, "scope": scope, "include": include, "exclude": exclude, "depth": depth, "max_pages": max_pages,
        "max_minutes": max_minutes, "delay": delay, "internal": internal or None, "publisher": publisher, "kind": kind,
        "territory": territory, "language": language,
    }  # fmt: skip
    manner = manner_of({name: value for name, value in given.items() if value is not None}, targets, strings)
    try:
        with progress(strings.reading, strings, shown=not as_json) as step:
            hear = written_to(follow) if follow else step
            report = read(targets, settings, groups=tuple(group or ()), manner=manner, progress=hear).to_json()
    except KeyboardInterrupt:
        say(strings.interrupted)
        raise typer.Exit(130) from None
    show(report, as_json, lambda screen: show_report(screen, report), strings)
    if report["failed"] and not any(report[each] for each in ("added", "updated", "unchanged", "withdrawn")):
        raise typer.Exit(1)  # nothing of what was asked for could be read


def manner_of(given: dict[str, Any], targets: Sequence[str], strings: Strings) -> Source | None:
    """How the targets are to be read, from the options given; None where none was.

    Raises UsageError for an option that makes no sense with another, or with one of the targets.
    """
    if not given:
        return None
    from ingest.addresses import joined
    from ingest.source_list import Source
    from ingest.sources import is_address

    for name, known in (("crawl", CRAWLS), ("kind", KINDS), ("language", LANGUAGES)):
        check_choice(f"--{name}", given.get(name), known, strings)
    for name, needed in _NEEDS.items():
        if name in given and given.get("crawl", "page") not in needed:
            raise UsageError(strings.usage_needs_crawl.format(name=_option(name), known=", ".join(needed)))
    for target in targets:
        for name in given:
            if name in _STATED:
                if not is_address(target) and Path(target).suffix in (".toml", ".jsonl"):
                    raise UsageError(strings.usage_stated.format(name=_option(name), target=target))
            elif not is_address(target):
                raise UsageError(strings.usage_addresses_only.format(name=_option(name), target=target))
        for each in given.get("scope", ()):
            if joined(target, each) is None:
                raise UsageError(strings.usage_bad_value.format(name="--scope", value=each))
    return Source(**given)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
