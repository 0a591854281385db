"""The pages for a new colleague: guided questions, who is who, glossary, quiz."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

from ui.desk import Desk
from ui.locales.start import start_strings
from ui.places import address
from ui.render import line
from ui.shell import Seen, page_html
from ui.site import Site
from ui.start_cards import round_of
from ui.start_frame import TAILS, WAITING, Step, head_html, state_html
from ui.start_glossary import glossary_html
from ui.start_guide import Guide, Guides
from ui.start_quiz import chosen_of, quiz_html
from ui.start_view import questions_html, who_html
from ui.strings import LANGUAGES

_STYLES: Final = ("documents.css", "start.css")
_SCRIPTS: Final = ("start.js",)
_LONGEST: Final = 100
# The guide begins so many seconds after the answerer is open, and only once nobody has asked for so many.
_LATER: Final = 10.0
_QUIET: Final = 3.0
# How long a page that is being prepared waits to be told that it is ready, and between two looks, in seconds.
_PATIENCE: Final = 120.0
_EVERY: Final = 0.5


class StartPages:
    """Draws them from what the guide knows so far."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self.desk = desk
        self.site = site
        self.guides = Guides(desk)

    def add_to(self, app: Any) -> None:
        """Add the routes; each word for a page is known in every language, so that the language can be changed."""
        draws: dict[str, Callable[[Any, Seen], str]] = {
            "questions": self.questions, "who": self.who, "glossary": self.glossary, "quiz": self.quiz,
        }  # fmt: skip
        for step, tails in TAILS.items():
            for tail in dict.fromkeys(tails.values()):
                self.site.add(app, "start", draws[step], tail)
        for language in LANGUAGES:
            app.add_route(address("start", language, WAITING), self._waiting(language))

    def prepare(self) -> None:
        """Work the guide out where nobody has opened these pages yet, once those who came first have been answered."""
        quiet = 0.0
        if self.desk.closed.wait(_LATER):
            return
        while quiet < _QUIET:
            if self.desk.closed.wait(_EVERY):
                return
            quiet = 0.0 if self.desk.answering else quiet + _EVERY
        if self.desk.library.size():
            self.guides.now(self.desk.settings.language)

    def _waiting(self, language: str) -> Callable[[Any], Any]:
        """Answers when a part of the guide is whole (204), or that it is not yet (202): asked once by ``start.js``."""

        async def answer(request: Any) -> Any:
            # asynchronous: a page that waits takes no thread from those that ask
            from starlette.responses import Response

            part = next((step for step in TAILS if step == request.query_params.get("part")), None)
            until = time.monotonic() + _PATIENCE
            while part and not self.guides.settled(part, language) and time.monotonic() < until:
                if self.desk.closed.is_set() or await request.is_disconnected():
                    break
                await asyncio.sleep(_EVERY)
            return Response(status_code=204 if part and self.guides.settled(part, language) else 202)

        return answer

    def _guide(self, seen: Seen, part: Step) -> tuple[Guide, str]:
        """What is known, and what to say where a part is not whole yet ("" where it is)."""
        if not self.desk.library.size():
            return Guide(), line("banner", start_strings(seen.strings.code).empty)
        guide = self.guides.now(seen.strings.code)
        return guide, state_html(seen, part, ready=part in guide.ready, failed=guide.failed)

    def topics(self, seen: Seen) -> list[str]:
        """The names of the subjects, as far as they are known."""
        return [subject.name for subject in self._guide(seen, "questions")[0].subjects]

    def questions(self, request: Any, seen: Seen) -> str:
        """What the library is about, and what may be asked."""
        guide, state = self._guide(seen, "questions")
        title = start_strings(seen.strings.code).title
        return page_html(seen, title, questions_html(guide, state, seen), styles=_STYLES, scripts=_SCRIPTS)

    def who(self, request: Any, seen: Seen) -> str:
        """Who is responsible for what."""
        guide, state = self._guide(seen, "who")
        title = start_strings(seen.strings.code).who_title
        return page_html(seen, title, who_html(guide, state, seen), styles=_STYLES, scripts=_SCRIPTS)

    def glossary(self, request: Any, seen: Seen) -> str:
        """What words stand for."""
        guide, state = self._guide(seen, "glossary")
        asked = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
        letter = request.query_params.get("letter", "")[:1].upper()
        title = start_strings(seen.strings.code).glossary_title
        return page_html(
            seen, title, glossary_html(guide, state, asked, letter, seen), styles=_STYLES, scripts=_SCRIPTS
        )

    def quiz(self, request: Any, seen: Seen) -> str:
        """A round of questions, or the same checked."""
        guide, state = self._guide(seen, "quiz")
        said = start_strings(seen.strings.code)
        if state:
            body = head_html(seen, "quiz", said.quiz_title, said.quiz_lead) + state
        else:
            told = request.query_params.get("round", "")
            number = int(told) if told.isascii() and told.isdecimal() and len(told) < 7 else 0
            cards = round_of(guide.cards, number)
            chosen = chosen_of(request.query_params, cards, number)
            body = quiz_html(cards, number, chosen, seen, checked=request.query_params.get("done") == "1")
        return page_html(seen, said.quiz_title, body, styles=_STYLES, scripts=_SCRIPTS)
