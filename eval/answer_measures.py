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


def names(judged: Judged, document: str) -> bool:
    """True when a document is one that the judgment accepts (by its address, or the end of it for a file)."""
    return any(document == wanted or document.endswith("/" + wanted) for wanted in judged.sources())


def source_cited(judged: Judged, answer: Answer) -> bool:
    """Some citation names a document that the judgment accepts."""
    return any(names(judged, citation.document) for citation in answer.citations)


def source_first(judged: Judged, answer: Answer) -> bool:
    """The first citation does."""
    return bool(answer.citations) and names(judged, answer.citations[0].document)


def page_right(judged: Judged, answer: Answer) -> bool | None:
    """Some citation names such a document and the right page of it; None where the judgment names no page."""
    if judged.page_index is None:
        return None
    pages = judged.page_index if isinstance(judged.page_index, list) else [judged.page_index]
    return any(names(judged, c.document) and c.page in pages for c in answer.citations)


# How some judgments name the verdicts.
_VERDICTS: Final = {"true": "supported", "false": "contradicted", "refuted": "contradicted", "partly_true": "partly"}


def verdict_right(judged: Judged, answer: Answer) -> bool | None:
    """The verdict is the judged one; None where no claim is checked."""
    if judged.type != "claim_check" or not judged.verdict:
        return None
    return answer.verdict == _VERDICTS.get(judged.verdict.lower(), judged.verdict)


def words_shown(answer: Answer) -> int:
    """How many words the reader sees, sentences and quotes."""
    return len(seen(answer).split())
