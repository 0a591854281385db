"""Pure: the form of one test question, with what was written in it and what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rag.types import DocumentRecord
from ui.labels import language_name
from ui.locales.office_questions import QuestionStrings, question_strings
from ui.office_question_reading import Problem
from ui.office_questions_view import TAIL, type_options
from ui.render import esc
from ui.shell import Seen
from ui.strings import LANGUAGES

# Documents that the form offers, the newest.
_OFFERED: Final = 1500


class _Fields:
    """Draws fields, each with its label, its hint and what is wrong with it, which a screen reader reads with it."""

    def __init__(self, given: Mapping[str, str], problems: Sequence[Problem], said: QuestionStrings) -> None:
        self._given = given
        self._wrong = {each.field: each for each in problems}
        self._said = said

    def area(self, name: str, label: str, hint: str = "", rows: int = 1) -> str:
        """A field of some lines."""
        value = esc(self._given.get(name, ""))
        return self._field(name, label, hint, lambda more: f'<textarea rows="{rows}"{more}>{value}</textarea>')

    def select(self, name: str, label: str, options: str) -> str:
        """A choice; ``options`` is markup."""
        return self._field(name, label, "", lambda more: f"<select{more}>{options}</select>")

    def line(self, name: str, label: str, hint: str, choices: str) -> str:
        """A field of one line, with the id of a list of what may be written."""
        value = esc(self._given.get(name, ""))
        return self._field(name, label, hint, lambda more: f'<input list="{choices}" value="{value}"{more}>')

    def _field(self, name: str, label: str, hint: str, draw: Callable[[str], str]) -> str:
        problem = self._wrong.get(name)
        described = [f"wrong-{name}"] if problem else []
        described += [f"hint-{name}"] if hint else []
        more = f' id="f-{name}" name="{name}"'
        more += f' aria-describedby="{" ".join(described)}"' if described else ""
        more += ' aria-invalid="true"' if problem else ""
        small = f'<p class="small" id="hint-{name}">{esc(hint)}</p>' if hint else ""
        told = self._told(problem) if problem else ""
        return f'<div class="field"><label for="f-{name}">{esc(label)}</label>{draw(more)}{small}{told}</div>'

    def _told(self, problem: Problem) -> str:
        near = ""
        if problem.nearest:
            near = f"<p>{esc(self._said.nearest)}</p><blockquote>{esc(problem.nearest)}</blockquote>"
        return f'<div class="banner alarm" id="wrong-{problem.field}"><p>{esc(problem.words)}</p>{near}</div>'


def form_html(
    seen: Seen, given: Mapping[str, str], records: Sequence[DocumentRecord], problems: Sequence[Problem], id_: str
) -> str:
    """The form, with what was written and what is wrong with it; ``id_`` is "" for a new question."""
    said = question_strings(seen.strings.code)
    fields = _Fields(given, problems, said)
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{esc(value)}">'
        for name, value in (("id", id_), ("seen", given.get("seen", "")))
    )
    before = (
        f"<details{' open' if given.get('before_question') else ''}><summary>{esc(said.before)}</summary>"
        f"{fields.area('before_question', said.before_question)}"
        f"{fields.area('before_answer', said.before_answer, rows=2)}</details>"
    )
    return (
        f"<h2>{esc(said.edit_title if id_ else said.new_title)}</h2>"
        f'<form class="card question" method="post" action="{esc(seen.to("office", f"{TAIL}/domanda"))}">{hidden}'
        f"{fields.area('question', said.question, said.question_hint, 2)}{_choices(seen, given, fields, said)}"
        f"{fields.area('facts', said.facts_label, said.facts_hint, 3)}"
        f"{fields.line('document', said.document, said.document_hint, 'documents')}"
        f"{fields.area('quote', said.quote, said.quote_hint, 4)}{fields.area('why', said.why)}{before}"
        f'<div class="actions"><button class="main">{esc(said.save)}</button>'
        f'<a class="button" href="{esc(seen.to("office", TAIL))}">{esc(said.cancel)}</a></div>'
        f"{_documents(records)}</form>"
    )


def _choices(seen: Seen, given: Mapping[str, str], fields: _Fields, said: QuestionStrings) -> str:
    languages = {code: language_name(code, seen.strings) for code in LANGUAGES}
    unsaid = {"": said.unsaid}
    persona, verdict = {**unsaid, **said.personas}, {**unsaid, **said.verdicts}
    return (
        '<div class="pair">'
        f"{fields.select('type', said.type, type_options(given.get('type', 'fact'), said))}"
        f"{fields.select('lang', said.language, _options(languages, given.get('lang', seen.strings.code)))}"
        f"{fields.select('persona', said.persona, _options(persona, given.get('persona', '')))}"
        f"{fields.select('verdict', said.verdict_name, _options(verdict, given.get('verdict', '')))}</div>"
    )


def _options(options: Mapping[str, str], chosen: str) -> str:
    return "".join(
        f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(words)}</option>'
        for value, words in options.items()
    )


def _documents(records: Sequence[DocumentRecord]) -> str:
    newest = sorted(records, key=lambda each: each.published or "", reverse=True)[:_OFFERED]
    options = "".join(f'<option value="{esc(each.uri)}">{esc(each.title)}</option>' for each in newest)
    return f'<datalist id="documents">{options}</datalist>'
