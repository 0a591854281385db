"""``regesto answers``: the log of the answers: listed, shown, exported, forgotten; what could not be answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

import typer

from rag.errors import UsageError
from ui.calling import begin, show
from ui.options import Json, check_choice
from ui.usage import Command, Group

if TYPE_CHECKING:
    from rag.answer_log import AnswerLog, Wanted
    from rag.answer_rows import LoggedAnswer
    from rag.unanswered import Subject
    from ui.locales.answers import AnswerTexts
    from ui.strings import Strings

answers = typer.Typer(
    cls=Group, no_args_is_help=False, help="Il registro delle risposte date, e delle domande rimaste senza risposta."
)

_STATUSES: Final = ("answered", "refused")
_CHANNELS: Final = ("cli", "chat", "batch")

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATA", help="Da questa data (2026, 06/2026, 23/06/2026).", show_default=False),
]
Status = Annotated[
    str | None, typer.Option("--status", help="Solo «answered» (con risposta) o «refused».", show_default=False)
]
Channel = Annotated[
    str | None, typer.Option("--channel", help="Solo da qui: cli (terminale), chat, batch.", show_default=False)
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="Quante righe.")]
Before = Annotated[
    str | None, typer.Option("--before", metavar="CODICE", help="Solo quelle prima di questa.", show_default=False)
]
Code = Annotated[str, typer.Argument(metavar="CODICE", help="Il codice della risposta, o le sue prime cifre.")]


@answers.callback(invoke_without_command=True)
def begun(
    context: typer.Context,
    since: Since = None,
    status: Status = None,
    channel: Channel = None,
    limit: Limit = 20,
    before: Before = None,
    as_json: Json = False,
) -> None:
    """Elenca le risposte date, e le domande rimaste senza risposta."""
    if context.invoked_subcommand is None:
        listed(since, status, channel, limit, before, as_json)
    elif since or status or channel or before or as_json:
        raise UsageError(_opened()[2].options_after.format(command=context.invoked_subcommand))


@answers.command("list", cls=Command)
def listed(
    since: Since = None,
    status: Status = None,
    channel: Channel = None,
    limit: Limit = 20,
    before: Before = None,
    as_json: Json = False,
) -> None:
    """Elenca le risposte date, dalla più recente."""
    from dataclasses import asdict

    from ui.answer_views import draw_list
    from ui.terminal import say

    log, strings, texts = _opened()
    with closing(log):
        wanted = _wanted(since, status, channel, strings)
        last = _found(log, before, texts).id if before else None
        found, count = log.listed(wanted, limit=limit + 1, before=last), log.count(wanted)
    rows, more = found[:limit], len(found) > limit
    if not log.on and not as_json:
        say(texts.off)
    value = {"answers": [asdict(row) for row in rows], "count": count, "next": rows[-1].id if more else None}
    show(value, as_json, lambda screen: draw_list(screen, rows, count, more, texts), strings)


@answers.command("show", cls=Command)
def shown(
    code: Code,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="La salva qui: .md, .docx o .pdf.", show_default=False, dir_okay=False
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Mostra una risposta com'era, e come ci si è arrivati; con «--out» la salva con le sue fonti."""
    from dataclasses import asdict

    from rag.feedback import feedback_on
    from ui.answer_files import save
    from ui.answer_views import draw_one
    from ui.terminal import say

    log, strings, texts = _opened()
    with closing(log):
        row = _found(log, code, texts)
        if out is not None:
            save(row, out, log.settings, strings, texts)
            say(texts.saved.format(name=out))
            return
        said = feedback_on(log, [row.id]).get(row.id, [])
    value = asdict(row) | {"feedback": [asdict(each) for each in said]}
    show(value, as_json, lambda screen: draw_one(screen, row, said, texts), strings)


@answers.command("unanswered", cls=Command)
def unanswered_questions(since: Since = None, channel: Channel = None, as_json: Json = False) -> None:
    """Elenca le domande senza risposta, per argomento: che cosa manca nei documenti."""
    from dataclasses import asdict

    from ui.answer_views import draw_subjects

    log, strings, texts = _opened()
    with closing(log):
        subjects = _subjects(log, _wanted(since, "refused", channel, strings))
    value = {"subjects": [asdict(subject) for subject in subjects]}
    show(value, as_json, lambda screen: draw_subjects(screen, subjects, texts), strings)


@answers.command("export", cls=Command)
def exported(
    form: Annotated[str, typer.Option("--format", help="«jsonl» (per programmi) o «csv» (per fogli di calcolo).")] = (
        "jsonl"
    ),
    only_unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Le domande senza risposta, per argomento.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Scrive qui.", show_default=False, dir_okay=False)
    ] = None,
    since: Since = None,
    status: Status = None,
    channel: Channel = None,
) -> None:
    """Stampa il registro, o lo scrive in un file."""
    from rag.answer_export import answers_out, unanswered_out
    from rag.feedback import feedback_on

    log, strings, texts = _opened()
    check_choice("--format", form, ("jsonl", "csv"), strings)
    kind = cast("Literal['jsonl', 'csv']", form)
    with closing(log):
        wanted = _wanted(since, "refused" if only_unanswered else status, channel, strings)
        if only_unanswered:
            lines = unanswered_out(_subjects(log, wanted), kind, strings.code)
        else:
            lines = answers_out(
                log.each(wanted), kind, strings.code, lambda answer: feedback_on(log, [answer]).get(answer, [])
            )
        _put(lines, out, kind, strings, texts)


@answers.command("forget", cls=Command)
def forget(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="CODICE...", help="Quali risposte.", show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Tutte.")] = False,
    as_json: Json = False,
) -> None:
    """Cancella risposte dal registro, senza ritorno."""
    log, strings, texts = _opened()
    if bool(codes) == every:
        raise UsageError(texts.forget_what)
    with closing(log):
        ids = None if every else [_found(log, code, texts).id for code in codes or ()]
        count = log.forget(ids)
    show({"forgotten": count}, as_json, lambda screen: screen.line(texts.forgotten.format(count=count)), strings)


def _opened() -> tuple[AnswerLog, Strings, AnswerTexts]:
    from rag.answer_log import AnswerLog
    from ui.locales.answers import ANSWERS

    settings, strings = begin()
    return AnswerLog(settings), strings, ANSWERS[strings.code]


def _wanted(since: str | None, status: str | None, channel: str | None, strings: Strings) -> Wanted:
    """Which rows. Raises UsageError for a date, status or channel that is none."""
    from rag.answer_log import Wanted
    from ui.filtering import date_meant

    check_choice("--status", status, _STATUSES, strings)
    check_choice("--channel", channel, _CHANNELS, strings)
    first = date_meant(since) if since else None
    if since and first is None:
        raise UsageError(f"{strings.usage_bad_value.format(name='--since', value=since)} ({strings.filters_date_hint})")
    return Wanted(since=first and _midnight(first), status=cast("Any", status), channel=cast("Any", channel))


def _midnight(date: str) -> str:
    """When a day (month, year) began here, in UTC: the log keeps its times so."""
    from datetime import UTC

    whole = date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date
    return datetime.fromisoformat(whole).astimezone().astimezone(UTC).isoformat(timespec="milliseconds")


def _found(log: AnswerLog, code: str, texts: AnswerTexts) -> LoggedAnswer:
    """The answer whose id begins so. Raises UsageError where none or several do."""
    ids = log.beginning(code)
    row = log.get(code if code in ids else ids[0]) if len(ids) == 1 or code in ids else None
    if row is None:
        raise UsageError(texts.many.format(id=code, count=len(ids)) if ids else texts.unknown.format(id=code))
    return row


def _subjects(log: AnswerLog, wanted: Wanted) -> list[Subject]:
    from rag.embeddings import bundled
    from rag.unanswered import unanswered

    return unanswered(log.each(wanted), bundled())


def _put(lines: Iterator[str], out: Path | None, form: str, strings: Strings, texts: AnswerTexts) -> None:
    from ui.terminal import say

    if out is None:
        for line in lines:
            typer.echo(line, nl=False)
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            count = sum(1 for line in lines if file.write(line))
    except OSError as error:
        reason = strings.file_problems.get(type(error).__name__, error.strerror or str(error))
        raise UsageError(texts.unwritable.format(name=out, reason=reason)) from error
    say(texts.written.format(name=out, count=count - (form == "csv")))
