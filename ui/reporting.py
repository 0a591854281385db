"""``regesto eval report``: a run's report, written as one page that any browser opens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rag.errors import UsageError
from ui.calling import begin
from ui.strings import LANGUAGES


def report(
    run: Annotated[str, typer.Argument(metavar="PROVA", help="La cartella di una prova, o il suo nome.")],
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="PROVA",
            help="La prova con cui confrontarla; senza, quella prima sulle stesse domande.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="LINGUA", help="it, fr o en; senza, quella impostata.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Dove scriverlo; senza, report.html nella cartella.", show_default=False
        ),
    ] = None,
) -> None:
    """Scrive il rapporto di una prova: una pagina sola, con tabelle, grafici e gli errori uno per uno."""
    from eval.kept_runs import run_folder
    from eval.report import report_of, write_report

    settings, strings = begin()
    if language is not None and language not in LANGUAGES:
        raise UsageError(f"--language {language}: scegliere fra {', '.join(LANGUAGES)}")
    folder = run_folder(run, settings.home)
    other = run_folder(against, settings.home) if against else None
    path = out or folder / "report.html"
    write_report(report_of(folder, other, language or strings.code), path)
    typer.echo(f"Rapporto scritto: {path}")
