"""Pure: the form of the page that checks a text, and that of saving a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ui.labels import grouped
from ui.locales import strings_for
from ui.locales.verify import verify_strings
from ui.panel import Options
from ui.places import address
from ui.render import esc, line
from ui.shell import Seen
from ui.strings import LANGUAGES
from ui.verify_file import FORMATS, MOST_MEGA

# What a check may be limited to, in the order in which it is shown.
LIMITS: Final = ("document", "kind", "publisher", "territory", "date_from", "date_to")
TEXT: Final = "testo"
FORM: Final = "formato"
EXAMPLE: Final = "esempio"
FILE: Final = "file"
READ: Final = "leggi"
TURNED: Final = "lingua"
# The text comes with the change of language, unchecked as it was.
KEEP: Final = "tieni"
# Characters of a page of print.
_PAGE: Final = 2_500


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was sent: the text, its limits by field, what may be chosen; ``problem`` says what is wrong.

    ``example``: whether one is offered; ``note``: what was done, in a line.
    """

    text: str = ""
    limits: Mapping[str, str] | None = None
    choices: Mapping[str, Options] | None = None
    problem: str = ""
    example: bool = False
    note: str = ""

    def limit(self, name: str) -> str:
        """A limit as it was given; "" where none was."""
        return (self.limits or {}).get(name, "")


def form_html(seen: Seen, filled: Filled, most: int) -> str:
    """The form; it works without script, by which ``verify.js`` shows each sentence as soon as it is checked."""
    said = verify_strings(seen.strings.code)
    hint = said.hint.format(most=grouped(most, seen.strings), pages=round(most / _PAGE))
    told = {
        "most": str(most), "counter": said.counter, "over": said.over, "long": said.long, "empty": said.empty,
        "unread": said.file_unread, "thousands": seen.strings.thousands, "stream": f"{seen.to('verify', 'frasi')}",
        "progress": said.progress, "stopped": said.stopped, "done": said.done, "broken": said.broken,
        "checking": said.checking, "reading": said.reading,
    }  # fmt: skip
    data = "".join(f' data-{name}="{esc(value)}"' for name, value in told.items())
    offer = f' <button type="submit" name="{EXAMPLE}" value="1">{esc(said.example)}</button>' if filled.example else ""
    wrong = ' aria-invalid="true"' if filled.problem else ""
    return (
        f'<form id="verify" method="post" action="{esc(seen.to("verify"))}"{data}>'
        f'<div id="problem" role="alert">{_problem(filled.problem)}</div>{_note(filled.note)}'
        f'<label for="text">{esc(said.text)}</label>'
        f'<textarea id="text" name="{TEXT}" rows="10" spellcheck="false" aria-describedby="hint privacy"{wrong}>'
        f"\n{esc(filled.text)}</textarea>"
        f'<p class="small" id="hint">{esc(hint)} <span id="counter"></span></p>'
        f'<p class="small privacy" id="privacy">{esc(said.privacy)}</p>'
        f"{_limits(seen, filled)}"
        f'<p class="send"><button class="main" type="submit">{esc(said.check)}</button>{offer}</p>{_file(seen)}</form>'
    )


def _note(note: str) -> str:
    return f'<div class="banner" role="status">{line("", note)}</div>' if note else ""


def _file(seen: Seen) -> str:
    """A file instead of pasted words: sent by a button of its own, which the script presses once a file is chosen."""
    said = verify_strings(seen.strings.code)
    return (
        f'<p class="file small"><label for="file">{esc(said.file)}</label> <input type="file" id="file" name="{FILE}" '
        f'accept="{",".join(FORMATS)}" aria-describedby="file-hint"> '
        f'<button type="submit" id="read-file" name="{READ}" value="1" formenctype="multipart/form-data" '
        f'formaction="{esc(seen.to("verify", "documento"))}">{esc(said.read_file)}</button> '
        f'<span id="file-hint">{esc(said.file_hint.format(most=MOST_MEGA))}</span></p>'
    )


def languages_html(seen: Seen) -> str:
    """Buttons that send the text again, to be checked in another language."""
    said = verify_strings(seen.strings.code)
    buttons = "".join(
        f'<button type="submit" form="verify" name="{TURNED}" value="1" lang="{code}" '
        f'formaction="{esc(address("verify", code, root=seen.root))}">{esc(strings_for(code).name)}</button>'
        for code in LANGUAGES
        if code != seen.strings.code
    )
    return f'<p class="turn small">{esc(said.in_language)} {buttons}</p>'


def _problem(problem: str) -> str:
    return f'<div class="banner alarm">{line("", problem)}</div>' if problem else ""


def _limits(seen: Seen, filled: Filled) -> str:
    strings, said = seen.strings, verify_strings(seen.strings.code)
    fields = []
    for name in LIMITS:
        label = f'<label for="limit-{name}">{esc(strings.facets[name].capitalize())}</label>'
        value = filled.limit(name)
        if name in ("date_from", "date_to"):
            hint = esc(strings.filters_date_hint)
            entry = f'<input id="limit-{name}" name="{name}" value="{esc(value)}" placeholder="{hint}" maxlength="40">'
        else:
            options = (filled.choices or {}).get(name, [])
            if not options:
                continue
            entry = f'<select id="limit-{name}" name="{name}">{_options(options, value, said.any_of)}</select>'
        fields.append(f"<p>{label}{entry}</p>")
    opened = " open" if any(filled.limit(name) for name in LIMITS) else ""
    return (
        f'<details class="limits"{opened}><summary>{esc(said.limits)}</summary>'
        f'<div class="fields">{"".join(fields)}</div></details>'
    )


def _options(options: Sequence[tuple[str, str]], chosen: str, any_of: str) -> str:
    return "".join(
        f'<option value="{esc(value)}"{" selected" * (value == chosen)}>{esc(label if value else any_of)}</option>'
        for label, value in options
    )


def save_html(seen: Seen, filled: Filled) -> str:
    """The form that saves the check: it sends the text again, which was not kept."""
    said = verify_strings(seen.strings.code)
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{esc(value)}">' for name in LIMITS if (value := filled.limit(name))
    )
    buttons = "".join(
        f'<button type="submit" name="{FORM}" value="{form}">{esc(name)}</button>' for form, name in said.forms.items()
    )
    return (
        f'<form class="save" method="post" action="{esc(seen.to("verify", "file"))}"><h2>{esc(said.save)}</h2>{hidden}'
        f'<textarea name="{TEXT}" hidden aria-label="{esc(said.text)}">\n{esc(filled.text)}</textarea>'
        f'<p class="buttons">{buttons}</p>{line("small", said.save_hint)}</form>'
    )
