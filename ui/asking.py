"""The commands that ask: ``search``, ``ask`` and the chat."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

import typer

from rag.errors import QuestionError, UsageError
from rag.types import Filters
from ui.calling import begin
from ui.options import File, Json, Log, Words, filtered

_MOST_HITS: Final = 100


@filtered
def search(
    query: Words = None,
    k: Annotated[int, typer.Option("-k", min=1, max=_MOST_HITS, help="Quanti passaggi.")] = 10,
    file: File = None,
    as_json: Json = False,
    *,
    filters: Filters,
) -> None:
    """Cerca i passaggi più vicini a una domanda."""
    from ui.batch import questions_from

    settings, strings = begin()
    questions = questions_from(query, file, filters, strings)
    from rag.question import understand
    from rag.search import open_search
    from rag.wire import hit_to_json
    from ui.narrowing import Narrowing
    from ui.terminal import Screen, print_json

    finder = open_search(settings)
    try:
        narrow = Narrowing(finder.library, strings)
        narrow(filters)  # what is wrong with the call itself is wrong for every line: told before the first
        for question in questions:
            named = {"id": question.id} if file else {}
            try:
                hits = finder.search(understand(question).query, narrow(question.filters), k)
            except (UsageError, QuestionError) as error:
                if not file:
                    raise
                print_json({**named, "hits": [], "error": str(error)})
                continue
            if as_json or file:
                print_json({**named, "hits": [hit_to_json(hit) for hit in hits]})
            else:
                Screen(strings).hits(hits)
    finally:
        finder.close()


@filtered
def ask(question: Words = None, file: File = None, as_json: Json = False, log: Log = None, *, filters: Filters) -> None:
    """Risponde a una domanda con citazioni verificate, o dice che la risposta non c'è."""
    from ui.batch import questions_from, unanswered

    settings, strings = begin()
    questions = questions_from(question, file, filters, strings)
    from rag.answer_log import AnswerLog
    from rag.answerer import open_answerer
    from rag.recording import Recording, overheard
    from rag.wire import answer_to_json
    from ui.narrowing import Narrowing
    from ui.terminal import Screen, print_json

    answerer = overheard(open_answerer(settings))
    # A file is an evaluation or a trial: nobody's questions, by the hundred. It is kept only when asked for.
    kept = AnswerLog(settings, on=file is None if log is None else log)
    try:
        narrow = Narrowing(answerer.search.library, strings)
        narrow(filters)
        for each in questions:
            try:
                asked = replace(each, filters=narrow(each.filters))
                recording = Recording(kept, answerer, asked, "batch" if file else "cli")
                answer = recording.whole()
            except (UsageError, QuestionError) as error:
                if not file:
                    raise
                print_json(answer_to_json(unanswered(each, str(error))) | {"error": str(error)})
                continue
            if as_json or file:
                print_json(answer_to_json(answer))
            else:
                Screen(strings).answer(answer)
            recording.keep()
    finally:
        answerer.close()
        kept.close()


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
