"""The office page of the test questions: ``/it/ufficio/prove``, its form, its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from eval.own_questions import FILES, Own, OwnQuestions, State, lines_of, new_id, read_own
from eval.quote_places import place_of
from rag.errors import QuestionError, UsageError
from ui.desk import Desk
from ui.door import visitor_of
from ui.locales.office_questions import QuestionStrings, question_strings
from ui.locales.site import site_strings
from ui.office_file import OfficeFile
from ui.office_guard import Guard
from ui.office_question_form import form_html
from ui.office_question_reading import Problem, read_form, written
from ui.office_questions_view import EACH, TAIL, Chosen, Shown, questions_page
from ui.office_uploads import Sent, TooMuchError, received
from ui.office_view import Told, office_html
from ui.places import address
from ui.shell import Seen
from ui.site import Site, from_here, html_response
from ui.strings import LANGUAGES
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

    from rag.library import Library

# Questions proposed at a time, seconds that a language model may word them (who asked is waiting), MB of a file.
_MORE: Final = 20
_WORDING: Final = 15.0
_MEGABYTES: Final = 5


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
        self._site.add(app, "office", before(self._download), f"{TAIL}/domande.jsonl")
        for language in LANGUAGES:
            route = address("office", language, f"{TAIL}/carica")
            app.add_route(route, self._uploading(language), ["GET", "POST"])

    # ------------------------------------------------------------------------------------------------- the list

    def _listed(self, request: Any, seen: Seen, visitor: Visitor) -> str | Response:
        chosen = _chosen(request.query_params)
        if request.method != "POST":
            return self._page(seen, visitor, chosen, Told(_told(request.query_params, seen)))
        try:
            return self._done(seen, visitor, chosen)
        except UsageError as error:
            return html_response(self._page(seen, visitor, chosen, Told(problems=(str(error),))), 400)

    def _page(self, seen: Seen, visitor: Visitor, chosen: Chosen, told: Told) -> str:
        held = {state: self._own.of(state) for state in FILES}
        # Drafts are read in the order in which they were proposed, what is done already newest first.
        found = held[chosen.state] if chosen.state == "draft" else held[chosen.state][::-1]
        found = [each for each in found if chosen.type in ("", each.type)]
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
                own = deed(seen.form[name])
                if own is None:
                    raise UsageError(said.gone)
                self._file.note(who, f"question_{name}", own.question)
                return _to(seen, chosen.query(said=name))
        return _to(seen, chosen.query())

    def _accepted(self, id_: str, who: str, said: QuestionStrings) -> Own | None:
        held = self._own.get(id_)
        if held is not None and not _is_whole(self._desk.library, held[0]):
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
        return _to(seen, Chosen(type=type_).query(nuove=str(len(new))))

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
        if not self._own.save(read, who, seen.form.get("seen", "")):
            problem = Problem("", said.changed)
            return html_response(self._drawn(seen, visitor, seen.form, [problem], id_), 409)
        self._file.note(who, "question_edit" if old else "question_add", read.question)
        return _to(seen, Chosen("accepted").query(said="saved"))

    def _drawn(
        self, seen: Seen, visitor: Visitor, given: dict[str, str], problems: list[Problem] | tuple[()], id_: str
    ) -> str:
        body = form_html(seen, given, self._desk.library.records(), problems, id_)
        return office_html(seen, visitor, body, Told(problems=tuple(each.words for each in problems)))

    # ------------------------------------------------------------------------------------------------- the file

    def _download(self, request: Any, seen: Seen, visitor: Visitor) -> Response:
        from starlette.responses import Response

        content = lines_of(self._own.of("accepted")).encode("utf-8", "replace")
        headers = {
            "content-disposition": 'attachment; filename="questions.jsonl"',
            "cache-control": "private, no-store",
        }
        return Response(content, headers=headers, media_type="application/x-ndjson")

    def _uploading(self, language: str) -> Callable[[Any], Any]:
        async def answer(request: Any) -> Response:
            from starlette.concurrency import run_in_threadpool

            seen = replace(self._site.seen(request, "office", language), tail=TAIL)
            visitor = visitor_of(request)
            stopped = self._guard.stopped(request, seen, visitor)
            if stopped is not None:
                return stopped
            if request.method != "POST":
                return _to(seen)
            if not from_here(request):
                return self._site.refusal(seen, site_strings(language).foreign_form, 403)
            said = question_strings(language)
            try:
                sent = await received(request, _MEGABYTES)
            except TooMuchError:
                return await run_in_threadpool(self._refused, seen, visitor, said.big_file.format(most=_MEGABYTES), 413)
            except UsageError:
                return await run_in_threadpool(self._refused, seen, visitor, said.no_file, 400)
            return await run_in_threadpool(self._taken, seen, visitor, sent, said)

        return answer

    def _taken(self, seen: Seen, visitor: Visitor, sent: Sent, said: QuestionStrings) -> Response:
        """Keep what a file holds: whole questions whose quote stands are accepted, the others become drafts."""
        try:
            if not sent.files:
                return self._refused(seen, visitor, said.no_file, 400)
            name, content = sent.files[0][0], sent.files[0][1].read()
            found = read_own(content.decode("utf-8"), name[-80:])
        except (QuestionError, UnicodeDecodeError) as error:
            reason = str(error) if isinstance(error, QuestionError) else "non è testo in UTF-8"
            return self._refused(seen, visitor, said.bad_file.format(reason=reason), 400)
        finally:
            for _, file in sent.files:
                file.close()
        library, who = self._desk.library, visitor.name or ""
        accepted, drafts = self._own.take(found, who, lambda each: _is_whole(library, each))
        self._file.note(who, "question_file", f"{name[-80:]}: {accepted} + {drafts}")
        return _to(seen, Chosen("accepted").query(accettate=str(accepted), bozze=str(drafts)))

    def _refused(self, seen: Seen, visitor: Visitor, problem: str, status: int) -> Response:
        return html_response(self._page(seen, visitor, Chosen(), Told(problems=(problem,))), status)


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


def _is_whole(library: Library, own: Own) -> bool:
    """Whether a question can be accepted: its judgment lacks nothing, and its quote stands in its document."""
    if own.lacks:
        return False
    return not own.answerable or place_of(library, own.source or "", own.evidence_quote or "") is not None


def _to(seen: Seen, query: str = "") -> Response:
    """On to the list, which says what was done."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(seen.to("office", TAIL) + (f"?{query}" if query else ""), 303)
