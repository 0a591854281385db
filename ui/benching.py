"""The command that measures: ``bench``, its figures as tables of one kind of thing each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import UsageError
from ui.calling import begin
from ui.options import Json

if TYPE_CHECKING:
    from eval.figures import Figure
    from ui.terminal import Screen

_MOST_PASSAGES: Final = 2_000_000
_MOST_CLIENTS: Final = 256
_TITLES: Final = {
    "reading": "Lettura (rapporto: con pypdfium2 da solo, in un processo)",
    "indexing": "Indicizzazione (rapporto: con Tantivy, numpy e SQLite da soli)",
    "library": "Biblioteche",
    "search": "Ricerca (rapporto: con Tantivy e numpy da soli)",
    "answer": "Risposte (rapporto: con una ricerca di Tantivy e numpy da soli)",
    "clients": "Più persone insieme (rapporto: con Tantivy e numpy da soli, altrettante)",
    "memory": "Memoria",
    "disk": "Spazio su disco (rapporto: con il testo dei passaggi)",
    "start": "Avvio dei comandi (rapporto: con Python che importa il necessario)",
    "peers": "Altri sistemi (rapporto: quante volte Regesto)",
}
# What a part of a figure's name is called; numbers and the names of systems are left as they are.
LABELS: Final = {
    "all": "tutti i documenti", "pdf": "PDF", "corpus": "documenti letti", "documents": "documenti",
    "failed": "non letti", "pages": "pagine", "seconds": "durata", "documents_s": "documenti al secondo",
    "unchanged": "di nuovo, senza novità", "peak": "memoria massima", "open": "apertura", "fetch": "prelievo",
    "parse": "testo", "chunk": "taglio", "embed": "vettori calcolati", "words": "parole", "vectors": "vettori",
    "library": "biblioteca", "settle": "conclusione", "passages": "passaggi", "whole": "in tutto",
    "none": "senza filtri", "kind": "tipo", "publisher": "ente", "territory": "territorio", "language": "lingua",
    "document": "un documento",
    "dates": "date", "several": "più filtri", "every kind": "domande d’ogni genere", "rate": "al secondo",
    "search": "ricerca", "answers": "dopo dieci risposte", "own": "propria",
    "served, opened": "chat aperta", "served, asked": "chat interrogata", "archive": "archivio", "help": "--help",
    "status": "status", "ask": "ask", "pieces": "pezzi", "indexed": "pezzi al secondo",
    "characters": "caratteri al secondo", "cold": "avvio a freddo", "memory": "memoria alla prima risposta",
    "p50": "p50", "p95": "p95", "p99": "p99",
}  # fmt: skip
UNITS: Final = {
    "pages": "pagine", "documents": "documenti", "passages": "passaggi", "answers": "risposte",
    "characters": "caratteri",
}  # fmt: skip
_PERCENTILES: Final = ("p50", "p95", "p99")


def bench(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="ORIGINE", help="Che cosa leggere; senza, il corpus in dotazione.", show_default=False),
    ] = None,
    passages: Annotated[
        str, typer.Option("--passages", metavar="NUMERI", help="Di quanti passaggi le biblioteche inventate.")
    ] = "2000,20000",
    clients: Annotated[
        str, typer.Option("--clients", metavar="NUMERI", help="Quante persone insieme.")
    ] = "1,2,4,8,16,32",
    asked: Annotated[int, typer.Option("--asked", min=2, max=10_000, help="Quante domande di ogni genere.")] = 200,
    peers: Annotated[bool, typer.Option("--peers", help="Misura anche gli altri sistemi installati.")] = False,
    peers_python: Annotated[
        Path | None,
        typer.Option(
            "--peers-python", metavar="FILE", help="Il Python che li ha (senza, REGESTO_PEERS_PYTHON o questo).",
            show_default=False,
        ),
    ] = None,
    home_of_large: Annotated[
        Path | None,
        typer.Option(
            "--home-of-large", metavar="CARTELLA", help="Tiene le biblioteche inventate, o usa quelle che ci sono.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="CARTELLA", help="Dove salvare bench.json e growth.svg.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Misura su questa macchina lettura, ricerca, risposte, avvio e memoria, in biblioteche di prova."""
    from eval.bench import Bench, Plan
    from eval.bench_results import save, told
    from ui.terminal import Screen, print_json, say

    settings, strings = begin()
    plan = Plan(
        targets or ["corpus/sources.toml"], numbers("--passages", passages, 50, _MOST_PASSAGES),
        tuple(numbers("--clients", clients, 1, _MOST_CLIENTS)), asked, peers, _interpreter(peers_python),
        home_of_large,
    )  # fmt: skip
    if out:
        _made(out)
    with tempfile.TemporaryDirectory() as scratch:
        run = Bench(plan, settings, lambda what: say(f"misuro: {LABELS.get(what, what)}"), Path(scratch))
        try:
            run.run()
        finally:  # what was measured before a fault or Ctrl-C took minutes: it is kept
            for file in save(run.figures, plan, out) if out else ():
                say(f"salvato: {file}")
    if as_json:
        print_json(told(run.figures, plan))
    else:
        draw(Screen(strings), run.figures)


def _interpreter(given: Path | None) -> str:
    """The Python that has the other systems. Raises UsageError where the one given is not there."""
    from eval.peers.running import peers_python

    if given is not None and not given.is_file():
        raise UsageError(f"--peers-python: «{given}» non c'è: indicare il programma python che ha gli altri sistemi")
    return str(given or peers_python())


def _made(folder: Path) -> None:
    """Make the folder before anything is measured: to find out in the end that it can't be would be late."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out: non riesco a fare la cartella «{folder}»: {error.strerror}") from error


def numbers(option: str, given: str, least: int, most: int) -> list[int]:
    """Numbers with commas between, in rising order. Raises UsageError for anything else."""
    try:
        found = sorted({int(each) for each in given.split(",") if each.strip()})
    except ValueError:
        found = [least - 1]
    if any(not least <= each <= most for each in found):
        raise UsageError(f"{option}: «{given}» non va bene: numeri da {least} a {most}, separati da virgole")
    return found


def draw(screen: Screen, figures: Sequence[Figure]) -> None:
    """The figures as tables, one for each kind of thing; times of one thing stand in one row."""
    columns = ("", "p50, o valore", "p95", "p99", "", "minimo", "rapporto")
    # Kinds are gathered from all sizes; the order in which they were measured is kept within each.
    for kind, title in _TITLES.items():
        rows = list(rows_of([each for each in figures if each.name[0] == kind]))
        screen.rows(title, columns, rows, len(rows))


def rows_of(figures: Sequence[Figure]) -> Iterator[tuple[str, ...]]:
    """Rows of a table: what, the value or three percentiles, the unit, the floor of the first of them, the ratio."""

    def what(figure: Figure) -> tuple[str, ...]:
        return figure.name[1:-1] if figure.name[-1] in _PERCENTILES else figure.name[1:]

    for name, group in groupby(figures, what):
        some = list(group)
        values = [_number(each.value) for each in some] + [""] * (3 - len(some))
        first = some[0]
        yield (
            " · ".join(LABELS.get(each, each) for each in name), *values, _unit(first.unit),
            _number(first.floor) if first.floor else "", f"{first.ratio:.2f}×" if first.ratio else "",
        )  # fmt: skip


def _unit(unit: str) -> str:
    what, per, time = unit.partition("/")
    return UNITS.get(what, what) + per + time


def _number(value: float) -> str:
    """Three figures that count, as Italian writes them."""
    places = 0 if abs(value) >= 100 or value == round(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{places}f}".replace(",", " ").replace(".", ",")
