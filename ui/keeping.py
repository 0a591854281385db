"""The commands that look after the library: ``status``, ``documents``, ``export``, ``reindex``."""

from __future__ import annotations

from typing import Annotated

import typer

from rag.types import Filters
from ui.calling import begin, show
from ui.options import Json, filtered


def status(as_json: Json = False) -> None:
    """Dice che cosa contiene la biblioteca e com'è andata l'ultima lettura di ogni fonte."""
    from rag.generating.models import llm_described
    from rag.library import Library
    from ui.catalogue import show_status

    settings, strings = begin()
    with Library.open(settings) as library:
        found = {**library.status(), "sources": library.sources(), "model": llm_described(settings)}
    show(found, as_json, lambda screen: show_status(screen, found, str(settings.home)), strings)


@filtered
def documents(
    document: Annotated[
        str | None,
        typer.Argument(metavar="DOCUMENTO", help="L'indirizzo (o il file) di un documento.", show_default=False),
    ] = None,
    as_json: Json = False,
    *,
    filters: Filters,
) -> None:
    """Elenca i documenti, o dice tutto di uno: edizioni, che cosa è cambiato, atti e persone, copie."""
    from rag.library import Library
    from ui.catalogue import show_document, show_documents
    from ui.dossier import dossier, found_document, summary

    settings, strings = begin()
    with Library.open(settings) as library:
        if document is None:
            records = library.records(filters)
            value = {"documents": [summary(record) for record in records]}
            show(value, as_json, lambda screen: show_documents(screen, records), strings)
        else:
            whole = dossier(library, found_document(library, document, strings))
            show(whole, as_json, lambda screen: show_document(screen, whole), strings)


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


def reindex(as_json: Json = False) -> None:
    """Ricostruisce gli indici a partire dalla biblioteca."""
    from ingest.reindex import reindex as rebuild
    from ingest.report import Moment
    from ui.progress import progress

    settings, strings = begin()
    with progress(strings.reindexing, strings, shown=not as_json) as step:
        report = rebuild(settings, lambda done: step(Moment(passages=done)))
    named = {strings.report_counts.get(name, name): value for name, value in report.items()}
    show(report, as_json, lambda screen: screen.pairs(strings.reindexing, named), strings)
