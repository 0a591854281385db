"""``regesto check``: a claim, or a whole text sentence by sentence, held against the documents of the library."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import UsageError
from rag.types import Filters, Question
from ui.calling import begin
from ui.locales.checking import check_strings
from ui.options import Json, filtered

if TYPE_CHECKING:
    from rag.claims.texts import Checked
    from rag.types import Citation
    from ui.strings import Strings
    from ui.terminal import Screen

Claim = Annotated[
    str | None,
    typer.Argument(metavar="FRASE", help="L'affermazione; «-»: un testo dallo standard input.", show_default=False),
]
Text = Annotated[
    str | None,
    typer.Option("--file", metavar="TESTO", help="Controlla un testo intero, frase per frase («-»: standard input)."),
]
_COLOURS: Final = {"supported": "green", "contradicted": "red", "partly": "yellow", "not_found": "dim"}
# A quote in the list of a whole text is shown up to this: the JSON has it whole.
_SHOWN: Final = 200


@filtered
def check(claim: Claim = None, file: Text = None, as_json: Json = False, *, filters: Filters) -> None:
    """Controlla se i documenti confermano o smentiscono una frase, o tutte le frasi di un testo."""
    settings, strings = begin()
    if (claim is None) == (file is None):
        raise UsageError(check_strings(strings.code).usage)
    if claim == "-":
        claim, file = None, "-"
    text = text_of(file, strings) if file is not None else None
    from rag.answerer import open_answerer
    from rag.claims.checking import check as checked
    from rag.claims.texts import check_text
    from rag.wire import answer_to_json
    from ui.narrowing import Narrowing
    from ui.terminal import Screen, print_json

    answerer = open_answerer(settings)
    try:
        filters = Narrowing(answerer.search.library, strings)(filters)
        if text is not None:
            told = check_text(text, answerer, filters)
            _print_all(told, as_json, Screen(strings))
            return
        answer = checked(Question(claim or "", filters=filters), answerer)
        if as_json:
            print_json(answer_to_json(answer))
        else:
            Screen(strings).answer(answer)
    finally:
        answerer.close()


def text_of(file: str, strings: Strings) -> str:
    """The text to check, from a file or from stdin ("-"). Raises UsageError for what can't be read or is no text."""
    name = "stdin" if file == "-" else file
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(strings.file_not_text.format(name=name)) from error
    except OSError as error:
        reason = strings.file_problems.get(type(error).__name__, error.strerror or str(error))
        raise UsageError(strings.file_unreadable.format(name=name, reason=reason)) from error
    if "\0" in text:
        raise UsageError(strings.file_not_text.format(name=name))
    return text


def _print_all(told: Any, as_json: bool, screen: Screen) -> None:
    """Each sentence as it is checked, then how many have which verdict."""
    from ui.export.checks import as_json as line_of
    from ui.terminal import print_json

    counted: Counter[str] = Counter()
    for each in told:
        if as_json:
            print_json(line_of(each))
            continue
        counted[each.verdict or "skipped"] += 1
        _draw(each, screen)
    if as_json:
        return
    verdicts, strings = screen.strings.verdicts, check_strings(screen.strings.code)
    left = counted.pop("skipped", 0)
    if not counted:
        screen.line(strings.nothing)
        return
    told = {verdicts[name]: counted[name] for name in verdicts if counted[name]}
    screen.pairs(strings.summary, told | ({strings.skipped: left} if left else {}))


def _draw(checked: Checked, screen: Screen) -> None:
    """A sentence with its verdict, what differs, and the first quote with its place."""
    from rich.text import Text as Styled

    from ui.labels import begun, clean

    if checked.answer is None:
        strings = check_strings(screen.strings.code)
        said = f"{strings.skipped} ({strings.reasons[checked.skipped]}): {_one_line(checked.text)}"
        screen.line(Styled(said, style="dim"))
        return
    verdict = checked.verdict or "not_found"
    screen.line(
        Styled(f"{screen.strings.verdicts[verdict]}: ", style=_COLOURS[verdict]) + Styled(_one_line(checked.text))
    )
    if verdict == "not_found":
        return
    for note in checked.answer.notes:
        screen.line(Styled(clean(note), style="yellow"), indent=4)
    for citation in checked.answer.citations[-1:]:
        screen.line(Styled(_place(citation, screen.strings), style="dim"), indent=4)
        screen.line(f"«{begun(_one_line(citation.quote), _SHOWN)}»", indent=4)


def _place(citation: Citation, strings: Strings) -> str:
    from ui.labels import citation_place, clean, readable_date

    facts = (citation.title, citation_place(citation, strings), readable_date(citation.published, strings))
    return clean(f"[{citation.number}] " + " · ".join(fact for fact in facts if fact))


def _one_line(text: str) -> str:
    from ui.labels import clean

    return " ".join(clean(text).split())
