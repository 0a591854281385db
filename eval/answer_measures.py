"""Measures of one answer against its judgment: True or False, or a share; None where they do not apply.

What each means, and where its name comes from, is told in ``eval/MEASURES.md``; sums and means are the report's.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from eval.questions import VERDICTS, Judged
from rag.types import Answer, Citation

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
    """All gold facts stand in what the reader sees; of a claim that the documents do not bear on, it says just that."""
    if judged.untold:
        return answer.verdict == "not_found"
    return answer.status == "answered" and all(_said(seen(answer), judged))


def fact_recall(judged: Judged, answer: Answer) -> float | None:
    """The share of gold facts that stand in what the reader sees; 0 for a refusal, None where none is judged."""
    if not judged.gold_facts:
        return None
    return _share(_said(seen(answer), judged)) if answer.status == "answered" else 0.0


def citation_recall(judged: Judged, answer: Answer) -> float | None:
    """The share of gold facts that stand in a quote of a document that the judgment accepts."""
    if not judged.gold_facts or not judged.sources():
        return None
    quotes = plain(" ".join(c.quote for c in answer.citations if names(judged, c.document)))
    return _share(_said(quotes, judged))


def citation_precision(judged: Judged, answer: Answer) -> float | None:
    """The share of citations that bear on the answer: of an accepted document, with a gold fact or the judged quote."""
    if not answer.citations or not judged.sources():
        return None
    return _share([names(judged, c.document) and _bears(judged, c) for c in answer.citations])


def source_precision(judged: Judged, answer: Answer) -> float | None:
    """The share of citations that name a document which the judgment accepts."""
    if not answer.citations or not judged.sources():
        return None
    return _share([names(judged, c.document) for c in answer.citations])


def _said(text: str, judged: Judged) -> list[bool]:
    """For each gold fact whether some variant of it stands in a text (already ``plain``)."""
    return [any(shows(text, variant) for variant in fact) for fact in judged.gold_facts]


def _bears(judged: Judged, citation: Citation) -> bool:
    quote = plain(citation.quote)
    evidence = plain(judged.evidence_quote or "")
    if any(_said(quote, judged)) or not (judged.gold_facts or evidence):
        return True
    return bool(evidence) and (evidence in quote or quote in evidence)


def _share(held: list[bool]) -> float:
    return sum(held) / len(held)


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


def verdict_right(judged: Judged, answer: Answer) -> bool | None:
    """The verdict is the judged one; None where no claim is checked."""
    if judged.type != "claim_check" or not judged.verdict:
        return None
    return answer.verdict == VERDICTS.get(judged.verdict.lower(), judged.verdict)


def verdict_wrong(judged: Judged, answer: Answer) -> bool | None:
    """A verdict is given and it is not the judged one; to say that nothing was found is to give none."""
    right = verdict_right(judged, answer)
    return None if right is None else not right and answer.verdict not in (None, "not_found")


def words_shown(answer: Answer) -> int:
    """How many words the reader sees, sentences and quotes."""
    return len(seen(answer).split())
