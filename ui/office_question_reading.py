"""A test question as somebody writes it: the form read and checked against the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from eval.own_questions import Own
from eval.quote_places import nearest, place_of
from ui.locales.office_questions import QuestionStrings
from ui.strings import LANGUAGES

if TYPE_CHECKING:
    from rag.library import Library
    from rag.types import DocumentRecord

# Characters of a field; of a quote and of the facts.
_SHORT: Final = 2000
_LONG: Final = 8000


@dataclass(frozen=True, slots=True)
class Problem:
    """What can't be saved: of which field, why, and the document's words that come nearest to a quote ("": none)."""

    field: str
    words: str
    nearest: str = ""


def written(own: Own | None) -> dict[str, str]:
    """A question as the form's fields hold it."""
    if own is None:
        return {}
    turns = [str(turn.get("content", "")) for turn in own.history]
    before = [*turns[-2:], "", ""]
    return {
        "question": own.question,
        "type": own.type,
        "lang": own.lang,
        "persona": own.persona or "",
        "facts": "\n".join(" | ".join(variants) for variants in own.gold_facts),
        "document": own.source or "",
        "quote": own.evidence_quote or "",
        "verdict": own.verdict or "",
        "why": own.why,
        "before_question": before[0],
        "before_answer": before[1],
        "seen": own.version,
    }


def read_form(
    form: Mapping[str, str], old: Own | None, new_id: str, library: Library, said: QuestionStrings
) -> Own | list[Problem]:
    """The question that a form holds, its quote as the document has it; or all that is wrong with it."""
    given = {name: _plain(form.get(name, "")) for name in _FIELDS}
    problems = [*_too_long(given, said), *_chosen(given, said)]
    if not given["question"]:
        problems.append(Problem("question", said.empty.format(field=said.question)))
    values: dict[str, Any] = {
        "id": old.id if old else new_id,
        "question": given["question"],
        "type": given["type"],
        "lang": given["lang"],
        "persona": given["persona"] or None,
        "gold_facts": facts_of(given["facts"]),
        "verdict": given["verdict"] or None,
        "history": _history(given, old),
    }
    if given["type"] == "unanswerable":
        values |= {"gold_facts": [], "source": None, "evidence_quote": None, "why": given["why"], "verdict": None}
        values |= {"page_index": None, "cross_language": False, "alt_sources": []}
    else:
        values["why"] = ""
        problems += _judged(given, values, library, said)
    if problems:
        return problems
    origin = {} if old else {"origin": "hand"}
    known = old.model_dump() if old else {}
    return Own.model_validate({**known, **values, **origin})


_FIELDS: Final = (
    "question", "type", "lang", "persona", "facts", "document", "quote", "verdict", "why", "before_question",
    "before_answer",
)  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def facts_of(text: str) -> list[list[str]]:
    r"""Facts as somebody writes them: one a line, its variants parted by "|".

    >>> facts_of("31 dicembre 2024 | 31/12/2024\n\n5 milioni")
    [['31 dicembre 2024', '31/12/2024'], ['5 milioni']]
    """
    lines = ([" ".join(part.split()) for part in each.split("|") if part.strip()] for each in text.split("\n"))
    return [variants for variants in lines if variants]


def _too_long(given: Mapping[str, str], said: QuestionStrings) -> list[Problem]:
    names = {"question": said.question, "quote": said.quote, "facts": said.facts_label, "why": said.why,
             "before_question": said.before_question, "before_answer": said.before_answer}  # fmt: skip
    most = {name: _LONG if name in ("quote", "facts") else _SHORT for name in names}
    return [
        Problem(name, said.too_long.format(field=label, most=most[name]))
        for name, label in names.items()
        if len(given[name]) > most[name]
    ]


def _chosen(given: Mapping[str, str], said: QuestionStrings) -> list[Problem]:
    wrong = []
    for name, label, known in (
        ("type", said.type, said.types),
        ("lang", said.language, LANGUAGES),
        ("persona", said.persona, ("", *said.personas)),
        ("verdict", said.verdict_name, ("", *said.verdicts)),
    ):
        if given[name] not in known:
            wrong.append(Problem(name, said.unknown.format(field=label)))
    if given["type"] == "claim_check" and not given["verdict"]:
        wrong.append(Problem("verdict", said.unknown.format(field=said.verdict_name)))
    return wrong


def _history(given: Mapping[str, str], old: Own | None) -> list[dict[str, Any]]:
    turns = [("user", given["before_question"]), ("assistant", given["before_answer"])]
    last = [{"role": role, "content": content} for role, content in turns if content]
    return [*(old.history[:-2] if old and len(old.history) > 2 else ()), *last]


def _judged(given: Mapping[str, str], values: dict[str, Any], library: Library, said: QuestionStrings) -> list[Problem]:
    """What is wrong with facts, document and quote; puts what is right into ``values``."""
    problems = []
    if not values["gold_facts"] and given["verdict"] != "not_found":
        problems.append(Problem("facts", said.empty.format(field=said.facts_label)))
    for name, label in (("document", said.document), ("quote", said.quote)):
        if not given[name]:
            problems.append(Problem(name, said.empty.format(field=label)))
    if not given["document"]:
        return problems
    record = document_meant(library, given["document"])
    if record is None:
        return [*problems, Problem("document", said.no_document.format(name=given["document"][:200]))]
    values |= {"source": record.uri}
    if given["quote"] and len(given["quote"]) <= _LONG:
        place = place_of(library, record.uri, given["quote"])
        if place is None:
            return [*problems, Problem("quote", said.no_quote, nearest(library, record.uri, given["quote"]))]
        values |= {"evidence_quote": place.quote, "page_index": place.page}
        passage = library.passage_at(record.uri, record.edition, place.start)
        values["cross_language"] = bool(passage and passage.language != given["lang"])
    return problems


def document_meant(library: Library, written_: str) -> DocumentRecord | None:
    """The document of an address or of a title, as the form offers them; None where there is none, or several."""
    record = library.record(written_)
    if record is not None and not record.withdrawn:
        return record
    titled = [each for each in library.records() if written_ in (each.title, each.url)]
    return titled[0] if len(titled) == 1 else None
