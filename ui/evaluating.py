"""``regesto eval``: judged questions asked of a library, their answers scored, runs compared, floors held."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ui.calling import begin, show
from ui.drafting import draft
from ui.evaluating_views import draw_breaches, draw_differences, draw_scores
from ui.options import Json
from ui.progress import counted
from ui.reporting import report
from ui.usage import Command, Group

if TYPE_CHECKING:
    from eval.questions import Judged
    from rag.settings import Settings
    from ui.strings import Strings

evaluation = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="Quanto sono buone le risposte: domande con la risposta attesa, misure, confronti, limiti da non passare.",
)

_FLOORS: Final = "floors.json"

evaluation.command("draft", cls=Command)(draft)

Run = Annotated[str, typer.Argument(metavar="PROVA", help="La cartella di una prova, o il suo nome.")]


@evaluation.command("generate", cls=Command)
def generated(
    questions: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DOMANDE",
            help="File di domande giudicate (.jsonl, o .json in formato SQuAD); senza, quelle della biblioteca.",
            show_default=False,
        ),
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="CARTELLA", help="Dove tenere la prova.", show_default=False)
    ] = None,
    name: Annotated[
        str | None, typer.Option("--set", metavar="NOME", help="Come si chiama la serie.", show_default=False)
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            "--documents",
            metavar="ORIGINE",
            help="Legge questi documenti in una biblioteca di prova (si può ripetere).",
            show_default=False,
        ),
    ] = None,
    system: Annotated[
        str, typer.Option("--system", metavar="NOME", help="Un altro sistema al posto di Regesto: solo la ricerca.")
    ] = "regesto",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Al più tante domande, scelte a caso.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Fa le domande, tiene risposte e ritrovamenti in una cartella, li misura e ne scrive il rapporto."""
    from eval.generate import OURS, generate
    from eval.question_sets import library_for, name_of, questions_of, sampled

    settings, strings = begin()
    paths = list(questions or ())
    judged = sampled(questions_of(paths, settings), limit)
    called = name or name_of(paths) + (f"-{limit}" if limit else "")
    folder = run or _new_folder(settings, called, system)
    try:
        with library_for(paths, documents or (), settings) as asked:
            if system == OURS:
                with counted("domande", shown=not as_json) as progress:
                    generate(judged, asked, folder, called, progress)
            else:
                from eval.peers.running import generate_with

                generate_with(system, judged, asked, folder, called)
            _warn_of_unknown(judged, asked)
    except KeyboardInterrupt:
        if folder.exists():
            typer.echo(f"Prova interrotta: per riprenderla, lo stesso comando con --run {quote(str(folder))}", err=True)
        raise
    _scored(folder, None, as_json, strings)


@evaluation.command("score", cls=Command)
def scored(
    run: Run,
    model: Annotated[
        bool, typer.Option("--model", help="Fa giudicare ogni frase anche al modello impostato (ENTAILMENT o LLM).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Misura di nuovo una prova, e ne riscrive il rapporto: gratis, senza rete, sempre con lo stesso risultato."""
    settings, strings = begin()
    _scored(_folder(run, settings), settings if model else None, as_json, strings)


@evaluation.command("compare", cls=Command)
def compared(
    runs: Annotated[list[str], typer.Argument(metavar="PROVA…", help="Due o più prove: cartelle, o nomi.")],
    measures: Annotated[
        list[str] | None,
        typer.Option("--measure", metavar="MISURA", help="Solo questa misura (si può ripetere).", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Confronta prove sulle stesse domande: la prima con ognuna delle altre, con una prova statistica a coppie."""
    from dataclasses import asdict

    from eval.comparing import compare
    from eval.runs import read_run
    from eval.scoring import score
    from rag.errors import UsageError

    settings, strings = begin()
    if len(runs) < 2:
        raise UsageError("servono almeno due prove da confrontare")
    read = [read_run(_folder(each, settings)) for each in runs]
    first, *others = ((each.name, score(each)) for each in read)
    told = [(name, compare(first[1], scores, measures or ())) for name, scores in others]
    value = {"first": first[0], "others": [{"run": n, "measures": [asdict(d) for d in some]} for n, some in told]}
    show(value, as_json, lambda screen: draw_differences(screen, first[0], told), strings)


@evaluation.command("gate", cls=Command)
def gated(
    run: Run,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="FILE", help="I limiti; senza, quelli fra le prove.", show_default=False),
    ] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Fissa i limiti poco sotto questa prova, mai più giù.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Con --pin: li lascia anche scendere.")] = False,
    repin: Annotated[bool, typer.Option("--repin", help="Con --pin: li lega ad altre domande o documenti.")] = False,
    as_json: Json = False,
) -> None:
    """Dice se una prova tiene i limiti della sua serie; se no, finisce con codice 1."""
    from dataclasses import asdict

    from eval import gate
    from eval.runs import read_run
    from eval.scoring import score
    from rag.errors import UsageError

    settings, strings = begin()
    if (lower or repin) and not pin:
        raise UsageError("--lower e --repin servono solo con --pin")
    path, read = floors or settings.home / "eval" / _FLOORS, read_run(_folder(run, settings))
    gate.check_untouched(read)
    held, scores = gate.read_floors(path), score(read)
    if pin:
        held = gate.pin(held, read.manifest, scores, lower=lower, repin=repin)
        gate.write_floors(path, held)
    breaches = gate.breaches(held, read.manifest, scores)
    value = {"set": read.manifest.set, "passed": not breaches, "breaches": [asdict(each) for each in breaches]}
    show(value, as_json, lambda screen: draw_breaches(screen, read.manifest, held, scores, breaches), strings)
    if breaches:
        raise typer.Exit(1)


evaluation.command("report", cls=Command)(report)


def _warn_of_unknown(judged: list[Judged], settings: Settings) -> None:
    """Say which questions rest on documents that the library has not: they can only count as wrong."""
    from eval.generate import unknown_sources
    from rag.library import Library

    with Library.open(settings) as library:
        lost = unknown_sources(judged, library)
    if lost:
        first = ", ".join(sorted(lost[0].sources()))
        typer.echo(
            "Attenzione: domande di cui la biblioteca non ha il documento, che contano come errori: "
            f"{len(lost)}; la prima è «{lost[0].id}» ({first})",
            err=True,
        )


def _scored(run: Path, model: Settings | None, as_json: bool, strings: Strings) -> None:
    """Score a run, write its scores and its report, show them."""
    from eval.report import report_of, write_report
    from eval.runs import read_run
    from eval.scoring import score, write_scores

    read = read_run(run)
    support = None
    if model is not None:
        from eval.support import load_support

        support = load_support(model)
    scores = score(read, support)
    write_scores(read, scores)
    write_report(report_of(run, None, strings.code), run / "report.html")
    value = {"run": str(run), **{name: held for name, held in scores.items() if name != "questions"}}
    show(value, as_json, lambda screen: draw_scores(screen, run, read.manifest, scores), strings)


def _new_folder(settings: Settings, name: str, system: str) -> Path:
    """A folder of its own for a run that begins now."""
    now = datetime.now().strftime("%Y-%m-%dT%H%M%S")
    plain = re.sub(r"[^\w.-]+", "-", name).strip(".-")[:80] or "prova"  # a name is no path
    return settings.home / "eval" / "-".join([plain, *([system] if system != "regesto" else []), now])


def _folder(run: str, settings: Settings) -> Path:
    from eval.kept_runs import run_folder

    return run_folder(run, settings.home)
