"""The pages for a new colleague: guided questions, who is who, glossary, quiz."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ui.desk import Desk
from ui.locales.start import start_strings
from ui.shell import Seen, page_html
from ui.site import Site
from ui.start_cards import round_of
from ui.start_frame import TAILS, Step, head_html, state_html
from ui.start_glossary import glossary_html
from ui.start_guide import Guide, Guides
from ui.start_quiz import chosen_of, quiz_html
from ui.start_view import questions_html, who_html

_STYLES: Final = ("documents.css", "start.css")
_LONGEST: Final = 100


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

    def _guide(self, seen: Seen, part: Step) -> tuple[Guide, str]:
        """What is known, and what to say where a part is not whole yet ("" where it is)."""
        if not self.desk.library.size():
            return Guide(), state_html(seen, empty=True, ready=False, failed=False)
        guide = self.guides.now(self.desk.library, seen.strings.code)
        return guide, state_html(seen, empty=False, ready=part in guide.ready, failed=guide.failed)

    def topics(self, seen: Seen) -> list[str]:
        """The names of the subjects, as far as they are known."""
        return [subject.name for subject in self._guide(seen, "questions")[0].subjects]

    def questions(self, request: Any, seen: Seen) -> str:
        """What the library is about, and what may be asked."""
        guide, state = self._guide(seen, "questions")
        title = start_strings(seen.strings.code).title
        return page_html(seen, title, questions_html(guide, state, seen), styles=_STYLES)

    def who(self, request: Any, seen: Seen) -> str:
        """Who is responsible for what."""
        guide, state = self._guide(seen, "who")
        title = start_strings(seen.strings.code).who_title
        return page_html(seen, title, who_html(guide, state, seen), styles=_STYLES)

    def glossary(self, request: Any, seen: Seen) -> str:
        """What words stand for."""
        guide, state = self._guide(seen, "glossary")
        asked = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
        letter = request.query_params.get("letter", "")[:1].upper()
        title = start_strings(seen.strings.code).glossary_title
        return page_html(seen, title, glossary_html(guide, state, asked, letter, seen), styles=_STYLES)

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
        return page_html(seen, said.quiz_title, body, styles=_STYLES)
