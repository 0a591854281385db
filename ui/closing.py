"""The switch of the chat: a small file in the library's folder says that it is off, since when, and why.

It is looked at with each question, so nothing is started anew; pages and documents stay readable.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from rag.errors import RegestoError
from rag.register import now
from ui.accounts import written

# Characters of the notice.
LONGEST: Final = 500
_WORDS: Final = {
    "it": "Il servizio di risposta è sospeso per il momento: i documenti si possono leggere.",
    "fr": "Le service de réponse est suspendu pour le moment : les documents restent lisibles.",
    "en": "The answering service is suspended for now: the documents can still be read.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """That the chat is off: since when (UTC), by whom, with which words ("" for ours)."""

    at: str
    who: str
    text: str = ""

    def words(self, language: str) -> str:
        """What a reader is told: the office's words, or ours in the reader's language."""
        return self.text or _WORDS.get(language, _WORDS["it"])


class ClosedError(RegestoError):
    """The chat is switched off; ``notice`` says why."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.words("it"))
        self.notice = notice


class Switch:
    """The chat's switch in a library's folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / "chat-off.json"

    def notice(self) -> Notice | None:
        """The notice while the chat is off; a file that can't be read means off, in our words."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
            return Notice(str(found["at"]), str(found["who"]), str(found["text"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return Notice("", "")

    def check(self) -> None:
        """Raise ClosedError while the chat is off."""
        notice = self.notice()
        if notice is not None:
            raise ClosedError(notice)

    def off(self, who: str, text: str) -> None:
        """Switch the chat off. Raises SettingsError when the folder can't be written to."""
        words = " ".join(text.split())[:LONGEST]
        written(self._path, json.dumps(asdict(Notice(now(), who, words)), ensure_ascii=False))

    def on(self) -> None:
        """Switch it on again."""
        self._path.unlink(missing_ok=True)
