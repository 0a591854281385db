"""The test questions as a file: downloaded, and taken from one that is uploaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from eval.own_questions import Own, OwnQuestions, lines_of, read_own
from eval.quote_places import place_of
from rag.errors import EvaluationError, QuestionError, UsageError
from ui.desk import Desk
from ui.door import visitor_of
from ui.locales.office_questions import QuestionStrings, question_strings
from ui.locales.site import site_strings
from ui.office_file import OfficeFile
from ui.office_guard import Guard
from ui.office_questions_view import TAIL, Chosen
from ui.office_uploads import Sent, TooMuchError, received
from ui.places import address
from ui.shell import Seen
from ui.site import Site, from_here
from ui.strings import LANGUAGES
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

    from rag.library import Library

# MB of a file: a thousand questions have one.
_MEGABYTES: Final = 5


@dataclass(frozen=True)
class QuestionFiles:
    """Hands the accepted questions out, and takes others; ``refused`` draws the list with a problem and a status."""

    own: OwnQuestions
    desk: Desk
    file: OfficeFile
    refused: Callable[[Seen, Visitor, str, int], Response]

    def add_to(self, app: Any, site: Site, guard: Guard) -> None:
        """Add the two addresses in the three languages, behind the guard."""
        site.add(app, "office", guard.before(self._download), f"{TAIL}/domande.jsonl")
        for language in LANGUAGES:
            route = address("office", language, f"{TAIL}/carica")
            app.add_route(route, self._uploading(language, site, guard), ["GET", "POST"])

    def _download(self, request: Any, seen: Seen, visitor: Visitor) -> Response:
        from starlette.responses import Response

        content = lines_of(self.own.of("accepted")).encode("utf-8", "replace")
        headers = {
            "content-disposition": 'attachment; filename="questions.jsonl"',
            "cache-control": "private, no-store",
        }
        return Response(content, headers=headers, media_type="application/x-ndjson")

    def _uploading(self, language: str, site: Site, guard: Guard) -> Callable[[Any], Any]:
        async def answer(request: Any) -> Response:
            from starlette.concurrency import run_in_threadpool

            seen = replace(site.seen(request, "office", language), tail=TAIL)
            visitor = visitor_of(request)
            stopped = guard.stopped(request, seen, visitor)
            if stopped is not None:
                return stopped
            if request.method != "POST":
                return to_list(seen)
            if not from_here(request):
                return site.refusal(seen, site_strings(language).foreign_form, 403)
            said = question_strings(language)
            try:
                sent = await received(request, _MEGABYTES)
            except TooMuchError:
                return await run_in_threadpool(self.refused, seen, visitor, said.big_file.format(most=_MEGABYTES), 413)
            except UsageError:
                return await run_in_threadpool(self.refused, seen, visitor, said.no_file, 400)
            return await run_in_threadpool(self._taken, seen, visitor, sent, said)

        return answer

    def _taken(self, seen: Seen, visitor: Visitor, sent: Sent, said: QuestionStrings) -> Response:
        """Keep what a file holds: whole questions whose quote stands are accepted, the others become drafts."""
        try:
            if not sent.files:
                return self.refused(seen, visitor, said.no_file, 400)
            name, content = sent.files[0][0], sent.files[0][1].read()
            found = checked(read_own(content.decode("utf-8"), name[-80:]), name[-80:])
        except (QuestionError, UnicodeDecodeError) as error:
            reason = str(error) if isinstance(error, QuestionError) else "non è testo in UTF-8"
            return self.refused(seen, visitor, said.bad_file.format(reason=reason), 400)
        finally:
            for _, file in sent.files:
                file.close()
        library, who = self.desk.library, visitor.name or ""
        try:
            accepted, drafts = self.own.take(found, who, lambda each: is_whole(library, each))
        except (QuestionError, EvaluationError) as error:
            return self.refused(seen, visitor, str(error), 503)
        self.file.note(who, "question_file", f"{name[-80:]}: {accepted} + {drafts}")
        return to_list(seen, Chosen("accepted").query(accettate=str(accepted), bozze=str(drafts)))


def checked(found: list[Own], name: str) -> list[Own]:
    """The questions of a file as they are. Raises QuestionError where there are none, or two have one id."""
    if not found:
        raise QuestionError(f"{name}: non contiene domande")
    twice = next((id_ for id_, count in Counter(each.id for each in found).items() if count > 1), None)
    if twice is not None:
        raise QuestionError(f"{name}: due domande hanno lo stesso id, «{twice}»; ognuna deve averne uno suo")
    return found


def is_whole(library: Library, own: Own) -> bool:
    """Whether a question can be accepted: its judgment lacks nothing, and its quote stands in its document."""
    if own.lacks:
        return False
    return not own.answerable or place_of(library, own.source or "", own.evidence_quote or "") is not None


def to_list(seen: Seen, query: str = "") -> Response:
    """On to the list, which says what was done."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(seen.to("office", TAIL) + (f"?{query}" if query else ""), 303)
