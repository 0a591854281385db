"""``regesto eval draft``: questions proposed from the library, for the office page where they are accepted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from ui.calling import begin, show
from ui.options import Json

if TYPE_CHECKING:
    from eval.own_questions import Own
    from rag.settings import Settings
    from ui.terminal import Screen

_SHOWN = 40


def draft(
    n: Annotated[int, typer.Option("-n", min=1, max=1000, help="Quante domande proporre al massimo.")] = 40,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Solo questo tipo (number, when, list, …); si può ripetere.")
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option("--document", help="Solo da questo documento (indirizzo o nome del file); si può ripetere."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Un altro numero dà un'altra scelta.")] = 7,
    as_json: Json = False,
) -> None:
    """Propone domande di prova dai documenti: poi si accettano, correggono o scartano nella pagina dell'ufficio."""
    from eval.drafting import draft as proposed
    from rag.library import Library
    from ui.dossier import found_document

    settings, strings = begin()
    with Library.open(settings) as library:
        chosen = [found_document(library, each, strings) for each in documents or ()]
    new = proposed(settings, n, types=types or (), documents=chosen, seed=seed)
    value = {"proposed": len(new), "drafts": [each.model_dump(exclude_defaults=True) for each in new]}
    show(value, as_json, lambda screen: _shown(screen, new, settings), strings)


def _shown(screen: Screen, new: list[Own], settings: Settings) -> None:
    from eval.own_questions import FILES
    from ui.places import address

    if not new:
        screen.line("Nessuna domanda nuova: quelle che i documenti suggeriscono sono già state proposte.")
        return
    screen.rows("Domande proposte", ("Tipo", "Lingua", "Domanda"), [[o.type, o.lang, o.question] for o in new], _SHOWN)
    counts = ", ".join(f"{name} {count}" for name, count in Counter(each.type for each in new).most_common())
    screen.line(f"{len(new)} domande nuove in {settings.home / FILES['draft']}: {counts}.")
    page = address("office", settings.language, "prove")
    screen.line(
        f"Si accettano, correggono o scartano nella pagina {page} della chat; per entrarci: «regesto password NOME»."
    )
