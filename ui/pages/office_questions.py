"""The office page of the test questions: ``/it/ufficio/prove``, its form, its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

from eval.own_questions import FILES, Own, OwnQuestions, State, new_id
from eval.quote_places import place_of
from rag.errors import EvaluationError, QuestionError, UsageError
from ui.desk import Desk
from ui.locales.office_questions import QuestionStrings, question_strings
from ui.office_file import OfficeFile
from ui.office_guard import Guard
from ui.office_question_form import form_html
from ui.office_question_reading import Problem, read_form, written
from ui.office_questions_view import EACH, TAIL, Chosen, Shown, questions_page
from ui.office_view import Told, office_html
from ui.pages.office_question_files import QuestionFiles, is_whole, to_list
from ui.shell import Seen
from ui.site import Site, html_response
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

    from rag.library import Library

# Questions proposed at a time, seconds that a language model may word them (who asked is waiting).
_MORE: Final = 20
_WORDING: Final = 15.0


class QuestionPages:
    """The pages; safe to share between threads."""

    def __init__(self, desk: Desk, file: OfficeFile, site: Site, guard: Guard) -> None:
        self._desk = desk
        self._file = file
        self._site = site
        self._guard = guard
        self._own = OwnQuestions(desk.settings.home)

    def add_to(self, app: Any) -> None:
        """Add the pages in the three languages, behind the guard."""
        before = self._guard.before
        self._site.add(app, "office", before(self._listed), TAIL, form=True)
        self._site.add(app, "office", before(self._form), f"{TAIL}/domanda", form=True)
        QuestionFiles(self._own, self._desk, self._file, self._refused).add_to(app, self._site, self._guard)

    # ------------------------------------------------------------------------------------------------- the list

    def _listed(self, request: Any, seen: Seen, visitor: Visitor) -> str | Response:
        chosen = _chosen(request.query_params)
        if request.method != "POST":
            return self._page(seen, visitor, chosen, Told(_told(request.query_params, seen)))
        try:
            return self._done(seen, visitor, chosen)
        except UsageError as error:
            return self._refused(seen, visitor, str(error), 400, chosen)
        except (QuestionError, EvaluationError) as error:
            return self._refused(seen, visitor, str(error), 503, chosen)

    def _page(self, seen: Seen, visitor: Visitor, chosen: Chosen, told: Told) -> str:
        held: dict[State, list[Own]] = {}
        for state in FILES:
            try:
                held[state] = self._own.of(state)
            except QuestionError as error:  # a damaged file is told; the others are shown
                held[state], told = [], Told(told.done, tuple(dict.fromkeys((*told.problems, str(error)))))
        found = _of(held[chosen.state], chosen)
        chosen = replace(chosen, page=max(1, min(chosen.page, -(-len(found) // EACH))))
        library = self._desk.library
        shown = [_shown(library, each) for each in found[(chosen.page - 1) * EACH : chosen.page * EACH]]
        counts = {state: len(several) for state, several in held.items()}
        body = questions_page(seen, chosen, held["accepted"], counts, shown, len(found))
        return office_html(seen, visitor, body, told)

    def _done(self, seen: Seen, visitor: Visitor, chosen: Chosen) -> Response:
        """Carry out a button. Raises UsageError where the question is gone, or not whole."""
        said, who = question_strings(seen.strings.code), visitor.name or ""
        if "more" in seen.form:
            return self._proposed(seen, who)
        deeds: dict[str, Callable[[str], Own | None]] = {
            "accept": lambda id_: self._accepted(id_, who, said),
            "reject": self._own.reject,
            "back": self._own.put_back,
        }
        for name, deed in deeds.items():
            if name in seen.form:
                after = self._after(seen.form[name], chosen)
                own = deed(seen.form[name])
                if own is None:
                    raise UsageError(said.gone)
                self._file.note(who, f"question_{name}", own.question)
                return to_list(seen, f"{chosen.query(said=name)}#{after}")
        return to_list(seen, chosen.query())

    def _after(self, id_: str, chosen: Chosen) -> str:
        """The id of the question below one in the list: who reads drafts goes on from there; "" for the last."""
        ids = [each.id for each in _of(self._own.of(chosen.state), chosen)]
        at = ids.index(id_) + 1 if id_ in ids else len(ids)
        return quote(ids[at]) if at < len(ids) else ""

    def _accepted(self, id_: str, who: str, said: QuestionStrings) -> Own | None:
        held = self._own.get(id_)
        if held is not None and not is_whole(self._desk.library, held[0]):
            raise UsageError(said.not_whole)
        return self._own.accept(id_, who)

    def _proposed(self, seen: Seen, who: str) -> Response:
        from eval.drafting import draft

        type_ = seen.form.get("tipo", "")
        new = draft(
            self._desk.settings, _MORE, types=[type_] if type_ else (), seed=len(self._own.all()), seconds=_WORDING
        )
        if new:
            self._file.note(who, "question_more", str(len(new)))
        return to_list(seen, Chosen(type=type_).query(nuove=str(len(new))))

    def _refused(
        self, seen: Seen, visitor: Visitor, problem: str, status: int, chosen: Chosen | None = None
    ) -> Response:
        return html_response(self._page(seen, visitor, chosen or Chosen(), Told(problems=(problem,))), status)

    # ------------------------------------------------------------------------------------------------- the form

    def _form(self, request: Any, seen: Seen, visitor: Visitor) -> str | Response:
        said = question_strings(seen.strings.code)
        id_ = seen.form.get("id", "") if request.method == "POST" else request.query_params.get("id", "")
        held = self._own.get(id_) if id_ else None
        if id_ and held is None:
            return self._site.refusal(seen, said.gone, 404)
        old = held[0] if held else None
        if request.method != "POST":
            return self._drawn(seen, visitor, written(old), (), id_)
        read = read_form(seen.form, old, new_id(), self._desk.library, said)
        if isinstance(read, list):
            return html_response(self._drawn(seen, visitor, seen.form, read, id_), 400)
        who = visitor.name or ""
        try:
            saved = self._own.save(read, who, seen.form.get("seen", ""))
        except (QuestionError, EvaluationError) as error:  # what was written stays on the page
            return html_response(self._drawn(seen, visitor, seen.form, [Problem("", str(error))], id_), 503)
        if not saved:
            problem = Problem("", said.changed)
            return html_response(self._drawn(seen, visitor, seen.form, [problem], id_), 409)
        self._file.note(who, "question_edit" if old else "question_add", read.question)
        return to_list(seen, Chosen("accepted").query(said="saved"))

    def _drawn(
        self, seen: Seen, visitor: Visitor, given: Mapping[str, str], problems: Sequence[Problem], id_: str
    ) -> str:
        body = form_html(seen, given, self._desk.library.records(), problems, id_)
        return office_html(seen, visitor, body, Told(problems=tuple(each.words for each in problems)))


def _of(held: Sequence[Own], chosen: Chosen) -> list[Own]:
    """The questions of a choice: drafts in the order in which they were proposed, the others newest first."""
    return [each for each in held[:: 1 if chosen.state == "draft" else -1] if chosen.type in ("", each.type)]


def _chosen(params: Any) -> Chosen:
    state, page = params.get("stato", "draft"), params.get("pagina", "")
    return Chosen(
        cast("State", state) if state in FILES else "draft",
        params.get("tipo", "")[:40],
        int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def _told(params: Any, seen: Seen) -> str:
    """What an address says that was done; only numbers of it are shown."""
    said = question_strings(seen.strings.code)
    new, accepted, drafts = (params.get(name, "") for name in ("nuove", "accettate", "bozze"))
    if new.isdecimal():
        return said.proposed.format(count=int(new[:6])) if int(new[:6]) else said.proposed_none
    if accepted.isdecimal() and drafts.isdecimal():
        return said.taken.format(accepted=int(accepted[:6]), drafts=int(drafts[:6]))
    return said.said.get(params.get("said", ""), "")


def _shown(library: Library, own: Own) -> Shown:
    record = library.record(own.source) if own.source else None
    found = place_of(library, own.source, own.evidence_quote) if own.source and own.evidence_quote else None
    return Shown(own, found, record.title if record else "")
