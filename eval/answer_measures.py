"""Measures of one answer against its judgment, each True or False; sums and means are the report's."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from eval.questions import Judged
from rag.types import Answer

_ALIKE: Final = str.maketrans("’‘«»“”", '\'\'""""')
_FIGURE: Final = re.compile(r"[\d.,%]+")


def plain(text: str) -> str:
    """A text with white space, case and the shape of quotes made even."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().translate(_ALIKE).split())


def shows(text: str, variant: str) -> bool:
    """True when a text (already ``plain``) shows one variant of a fact; a number must stand as a whole number."""
    wanted = plain(variant)
    if _FIGURE.fullmatch(wanted):
        return re.search(rf"(?<![\d.,]){re.escape(wanted)}(?!\d|[.,]\d)", text) is not None
    return wanted in text


def seen(answer: Answer) -> str:
    """All that a reader sees of an answer: its sentences and the quotes under them."""
    return plain(" ".join([*(s.text for s in answer.sentences), *(c.quote for c in answer.citations)]))


def facts_shown(judged: Judged, answer: Answer) -> bool:
    """All gold facts stand in what the reader sees."""
    text = seen(answer)
    return answer.status == "answered" and all(any(shows(text, v) for v in fact) for fact in judged.gold_facts)


def source_cited(judged: Judged, answer: Answer) -> bool:
    """Some citation names a document that the judgment accepts (by its address, or the end of it for a file)."""
    wanted = judged.sources()
    return any(c.document in wanted or any(c.document.endswith("/" + w) for w in wanted) for c in answer.citations)


def words_shown(answer: Answer) -> int:
    """How many words the reader sees, sentences and quotes."""
    return len(seen(answer).split())
