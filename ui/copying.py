"""Pure: an answer, and a source, as the text that goes on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rag.types import Answer, Citation
from ui.labels import citation_place, clean, kind_name, plain_answer, public_address, readable_date
from ui.strings import Strings

# Stands for the service's own address, which only the browser knows (``ui/static/thread.js`` puts it there).
HERE: Final = "\ue000"


def answer_text(answer: Answer, strings: Strings) -> str:
    """Question, sentences with their numbers, notes, and the numbered sources."""
    lines = [answer.question.strip(), ""]
    if answer.status == "refused":
        lines += [plain_answer(answer, strings), *answer.notes]
        return clean("\n".join(lines))
    if answer.verdict:
        lines += [strings.verdicts[answer.verdict], ""]
    for sentence in answer.sentences:
        marks = "".join(f"[{number}]" for number in sentence.citations)
        lines.append(f"{sentence.text.strip()} {marks}".strip())
    if answer.notes:
        lines += ["", f"{strings.notes}:", *(f"- {note}" for note in answer.notes)]
    lines += ["", f"{strings.sources}:"]
    lines += [
        f"[{each.number}] {_reference(each, strings)}"
        for each in sorted(answer.citations, key=lambda each: each.number)
    ]
    return clean("\n".join(lines))


def source_text(cited: Sequence[Citation], strings: Strings) -> str:
    """The quotes of one edition, each with what is needed to cite it."""
    return clean("\n\n".join(f"«{each.quote.strip()}»\n{_reference(each, strings)}" for each in cited))


def _reference(citation: Citation, strings: Strings) -> str:
    """Title, publisher, kind, date, edition, page, date read, state, permalink: what a footnote holds."""
    read_on = readable_date((citation.retrieved_at or "")[:10], strings)
    facts = (
        citation.title,
        citation.publisher or "",
        kind_name(citation.kind, strings),
        readable_date(citation.published, strings) or strings.no_date,
        strings.edition.format(edition=citation.edition),
        citation_place(citation, strings),
        strings.read_on.format(date=read_on) if read_on else "",
        strings.superseded if citation.superseded else "",
        strings.withdrawn if citation.withdrawn else "",
    )
    told = ", ".join(" ".join(fact.replace(HERE, "").split()) for fact in facts if fact)
    live = public_address(citation.url, citation.document)
    return ". ".join(part for part in (told, live or "", _permalink(citation)) if part)


def _permalink(citation: Citation) -> str:
    return citation.permalink if public_address(citation.permalink) else HERE + citation.permalink
