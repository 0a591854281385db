"""The commands, in the order in which ``regesto --help`` lists them.

Each imports only what it uses, when it is called: ``regesto --help`` must not wait for an index.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ui.across import timeline, who
from ui.answers import answers
from ui.asking import ask, chat, search
from ui.benching import bench
from ui.checking import check
from ui.comparing import compare
from ui.evaluating import evaluation
from ui.glossary import glossary
from ui.keeping import documents, export, reindex, status
from ui.passwording import password
from ui.reading import ingest
from ui.usage import Command, Group

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Regesto: risponde con le parole dei documenti, e di ogni frase mostra la fonte.",
)


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


for command in (
    ingest,
    status,
    documents,
    search,
    ask,
    check,
    compare,
    timeline,
    who,
    glossary,
    chat,
    password,
    export,
    reindex,
    bench,
):
    app.command(cls=Command)(command)
app.add_typer(answers, name="answers")
app.add_typer(evaluation, name="eval")
