"""What checking a text asks of the floors below: is it a text, how much of it can be checked, each sentence."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rag.claims.statements import without_tags
from rag.sentences import sentence_spans
from rag.types import Filters
from ui.desk import Desk
from ui.labels import grouped
from ui.locales.verify import verify_strings
from ui.strings import Strings

if TYPE_CHECKING:
    from rag.claims.texts import Checked

# Characters of one check: what ``rag.claims.texts`` takes, some 300 sentences.
MOST: Final = 40_000
# Signs that no text has: with more than one in fifty of them it is a file that was pasted.
_JUNK: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_JUNK_SHARE: Final = 0.02
# Signs of one sentence: 2,000, however full of figures, take half a second, during which others wait for their turn.
_LONGEST: Final = 5_000


@dataclass(frozen=True)
class Checking:
    """Checks texts at a desk. One sentence is checked at a time, whoever asks.

    Several long texts thus take turns, sentence by sentence, and the other core is left to those who ask questions.
    Nothing of a text is kept or logged.
    """

    desk: Desk
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def sentences(self, text: str, filters: Filters) -> Iterator[Checked]:
        """Each sentence with its verdict, as soon as it is there. Raises RegestoError."""
        from rag.claims.texts import check_text

        told = check_text(text, self.desk.answerer(), filters)
        while True:
            with self._turn:
                each = next(told, None)
            if each is None:
                return
            yield each


def to_check(text: str) -> int:
    """How many sentences of a text will be checked."""
    from rag.claims.texts import checkable
    from rag.language import detect

    plain = without_tags(text)
    return len(checkable(plain, detect(plain)))


def as_sent(text: str) -> str:
    """A text with the line breaks it was written with: a form sends them in pairs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def problem_of(text: str, strings: Strings) -> str:
    """Why a text can't be checked, in a line; "" where it can."""
    said = verify_strings(strings.code)
    if len(text) > MOST:
        return said.long.format(length=grouped(len(text), strings), most=grouped(MOST, strings))
    if not re.search(r"\w", without_tags(text)):
        return said.empty
    if "\0" in text or len(_JUNK.findall(text)) > _JUNK_SHARE * len(text):
        return said.junk
    heavy = next((each for each in _sentences(without_tags(text)) if len(each) > _LONGEST), "")
    return said.dense.format(begun=" ".join(heavy[:60].split())) if heavy else ""


def _sentences(text: str) -> Iterator[str]:
    for part in re.finditer(r"[^\n]+(?:\n(?=[a-zà-ÿ(])[^\n]+)*", text):
        for start, end in sentence_spans(text, *part.span()):
            yield text[start:end]
