"""The commands. Each imports only what it uses: ``regesto --help`` must not wait for an index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ui.locales import strings_for
from ui.options import (
    Document,
    File,
    From,
    Json,
    Kind,
    Language,
    Publisher,
    Superseded,
    Territory,
    To,
    Words,
    filters_of,
)
from ui.progress import progress
from ui.strings import Strings
from ui.usage import Command, Group

if TYPE_CHECKING:
    from rag.settings import Settings

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Regesto: risponde con le parole dei documenti, e di ogni frase mostra la fonte.",
)

_MOST_HITS: Final = 100


@app.callback(invoke_without_command=True)
def regesto(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Stampa la versione ed esce.")] = False,
) -> None:
    """Regesto: risponde con le parole dei documenti, e di ogni frase mostra la fonte."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"regesto {installed('regesto')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(cls=Command)
def ingest(
    targets: Annotated[
        list[str],
        typer.Argument(metavar="ORIGINE...", help="Una cartella, un file, un indirizzo, un sources.toml, un .jsonl."),
    ],
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", metavar="NOME", help="Accende un gruppo di fonti di un sources.toml (per esempio «web»)."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Legge documenti nella biblioteca; ciò che non è cambiato resta com'è."""
    from ingest.pipeline import ingest as read

    settings, strings = begin()
    with progress(strings.reading, shown=not as_json) as step:
        report = read(targets, settings, groups=tuple(group or ()), progress=step).to_json()
    _show(report, as_json, lambda screen: screen.report(report), strings)
    if report["failed"] and not any(report[each] for each in ("added", "updated", "unchanged", "withdrawn")):
        raise typer.Exit(1)  # nothing of what was asked for could be read


@app.command(cls=Command)
def reindex(as_json: Json = False) -> None:
    """Ricostruisce gli indici a partire dalla biblioteca."""
    from ingest.reindex import reindex as rebuild

    settings, strings = begin()
    with progress(strings.reindexing, shown=not as_json) as step:
        report = rebuild(settings, lambda done: step("", done, None))
    named = {strings.report_counts.get(name, name): value for name, value in report.items()}
    _show(report, as_json, lambda screen: screen.pairs(strings.reindexing, named), strings)


@app.command(cls=Command)
def status(as_json: Json = False) -> None:
    """Dice che cosa contiene la biblioteca e com'è andata l'ultima lettura."""
    from rag.library import Library

    settings, strings = begin()
    with Library.open(settings) as library:
        found = library.status()
    _show(found, as_json, lambda screen: screen.status(found, str(settings.home)), strings)


@app.command(cls=Command)
def search(
    query: Words = None,
    k: Annotated[int, typer.Option("-k", min=1, max=_MOST_HITS, help="Quanti passaggi.")] = 10,
    file: File = None,
    as_json: Json = False,
    document: Document = None,
    kind: Kind = None,
    publisher: Publisher = None,
    territory: Territory = None,
    language: Language = None,
    date_from: From = None,
    date_to: To = None,
    superseded: Superseded = False,
) -> None:
    """Cerca i passaggi più vicini a una domanda."""
    from ui.batch import questions_from

    settings, strings = begin()
    filters = filters_of(
        document, kind, publisher, territory, language, date_from, date_to, superseded, strings=strings
    )
    questions = questions_from(query, file, filters, strings)
    from rag.question import understand
    from rag.search import open_search
    from rag.wire import hit_to_json
    from ui.terminal import Screen, print_json

    finder = open_search(settings)
    try:
        for question in questions:
            hits = finder.search(understand(question).query, question.filters, k)
            named = {"id": question.id} if file else {}
            if as_json or file:
                print_json({**named, "hits": [hit_to_json(hit) for hit in hits]})
            else:
                Screen(strings).hits(hits)
    finally:
        finder.close()


@app.command(cls=Command)
def ask(
    question: Words = None,
    file: File = None,
    as_json: Json = False,
    document: Document = None,
    kind: Kind = None,
    publisher: Publisher = None,
    territory: Territory = None,
    language: Language = None,
    date_from: From = None,
    date_to: To = None,
    superseded: Superseded = False,
) -> None:
    """Risponde a una domanda con citazioni verificate, o dice che la risposta non c'è."""
    from ui.batch import questions_from

    settings, strings = begin()
    filters = filters_of(
        document, kind, publisher, territory, language, date_from, date_to, superseded, strings=strings
    )
    questions = questions_from(question, file, filters, strings)
    from rag.answerer import open_answerer
    from rag.wire import answer_to_json
    from ui.terminal import Screen, print_json

    answerer = open_answerer(settings)
    try:
        for each in questions:
            answer = answerer.answer(each)
            if as_json or file:
                print_json(answer_to_json(answer))
            else:
                Screen(strings).answer(answer)
    finally:
        answerer.close()


@app.command(cls=Command)
def export(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Un oggetto JSON per riga (l'unico formato).")] = True,
) -> None:
    """Stampa tutti i documenti in vigore: ciò che esce si può leggere di nuovo con «ingest»."""
    from rag.library import Library
    from ui.terminal import print_json

    settings, _ = begin()
    with Library.open(settings) as library:
        for document in library.export():
            print_json(document)


@app.command(cls=Command)
def chat(
    host: Annotated[str | None, typer.Option(help="Dove ascoltare (REGESTO_HOST).", show_default=False)] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Porta (REGESTO_PORT).", show_default=False)
    ] = None,
) -> None:
    """Apre la chat nel browser."""
    from ui.serving import run_chat

    given: dict[str, object] = {"host": host, "port": port}
    settings, strings = begin(**{name: value for name, value in given.items() if value is not None})
    run_chat(settings, strings)


@app.command(cls=Command)
def bench(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ORIGINE...", help="Che cosa leggere; senza, il corpus in dotazione.", show_default=False
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Misura su questa macchina lettura, ricerca, risposte e avvio, in una biblioteca di prova."""
    from eval.bench import as_json as figures
    from eval.bench import bench as measure

    settings, strings = begin()
    rows = measure(targets or ["corpus/sources.toml"], settings)
    _show(figures(rows) if as_json else rows, as_json, lambda screen: screen.figures(rows), strings)


def begin(**overrides: object) -> tuple[Settings, Strings]:
    """The settings of this call and the strings of its language. Raises SettingsError."""
    from rag.settings import load_settings

    settings = load_settings(**overrides)
    return settings, strings_for(settings.language)


def _show(value: Any, as_json: bool, draw: Callable[[Any], None], strings: Strings) -> None:
    from ui.terminal import Screen, print_json

    if as_json:
        print_json(value)
    else:
        draw(Screen(strings))
