"""Pure: the answers that went wrong, one by one: what was asked, expected and shown, from where, and why it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from eval.answer_measures import names, plain, seen, shows
from eval.questions import VERDICTS, Judged
from eval.report_numbers import hundredths, named
from eval.report_outcomes import Outcome, worst
from eval.report_page import esc, paragraph, section
from eval.report_strings import ReportStrings
from eval.retrieval_measures import quote_rank
from eval.runs import Run
from rag.answer_rows import answer_from_json
from rag.types import Answer, Citation

# Answers shown of each sort: who wants to see them all has the list of questions.
_SHOWN: Final = 6
# Quotes shown of one answer, and letters of one.
_QUOTES: Final = 6
_LETTERS: Final = 700


@dataclass(frozen=True, slots=True)
class Mistake:
    """One answer that went wrong: its row of scores, its judgment, the answer, its line of what was found."""

    outcome: Outcome
    row: Mapping[str, Any]
    judged: Judged
    answer: Answer
    found: Mapping[str, Any]


def worst_html(run: Run, rows: Sequence[Mapping[str, Any]], said: ReportStrings, library: str | None) -> str:
    """The worst answers by sort; ``library``: where the service's own pages are, to link quotes to (None: nowhere)."""
    if not run.answers:
        return ""
    judged = {each.id: each for each in run.questions}
    parts = ""
    for sort, some in worst(rows).items():
        if not some:
            continue
        shown = some[:_SHOWN]
        more = said.worst_of.format(shown=len(shown), n=len(some)) if len(shown) < len(some) else ""
        parts += f"<h3>{esc(said.worst_heads[sort])} ({len(some)})</h3>{paragraph(more, 'small')}"
        for row in shown:
            answer = answer_from_json(run.answers[row["id"]])
            mistake = Mistake(sort, row, judged[row["id"]], answer, run.found.get(row["id"], {}))
            parts += _card(mistake, said, library)
    lead = paragraph(said.worst_lead if parts else said.worst_none)
    return section("worst", said.worst_title, lead + parts)


def _card(of: Mistake, said: ReportStrings, library: str | None) -> str:
    judged, answer = of.judged, of.answer
    about = " · ".join(
        words
        for words in (
            judged.id, named(judged.type, said.types), named(judged.lang, said.languages),
            named(judged.persona, said.personas),
        )
        if words
    )  # fmt: skip
    turns = "".join(
        paragraph(said.before_that.format(words=turn["content"]), "small")
        for turn in judged.history
        if turn.get("role") == "user"
    )
    rows = (
        ("expected", _expected(of, said)),
        ("where", _where(judged, said)),
        ("shown", _shown(answer, said)),
        ("quotes", "".join(_quote(each, judged, said, library) for each in answer.citations[:_QUOTES])),
        ("notes", "".join(paragraph(note, "") for note in answer.notes)),
        ("finding", _finding(of, said)),
        ("why", paragraph(_why(of, said), "")),
    )
    told = "".join(f"<dt>{esc(said.labels[name])}</dt><dd>{inside}</dd>" for name, inside in rows if inside)
    return (
        f'<article class="a-{of.outcome}">{turns}<h4 lang="{esc(judged.lang)}">{esc(judged.question)}</h4>'
        f"{paragraph(about, 'small')}<dl>{told}</dl></article>"
    )


def _expected(of: Mistake, said: ReportStrings) -> str:
    """Each expected fact, and whether it could be read in the answer."""
    if not of.judged.answerable:
        return paragraph(said.no_facts, "")
    text = seen(of.answer) if of.answer.status == "answered" else ""
    items = ""
    for fact in of.judged.gold_facts:
        there = any(shows(text, variant) for variant in fact)
        mark = _mark(there, said.fact_seen if there else said.fact_missing)
        items += f"<li>{esc(said.fact_or.join(f'«{variant}»' for variant in fact))} {mark}</li>"
    if of.judged.verdict:
        items += f"<li>{esc(_verdict(of.judged.verdict, said))}</li>"
    return f"<ul>{items}</ul>" if items else ""


def _mark(good: bool, words: str) -> str:
    return f'<span class="{"yes" if good else "no"}">({esc(words)})</span>'


def _verdict(verdict: str | None, said: ReportStrings) -> str:
    code = VERDICTS.get((verdict or "").lower(), verdict)
    return named(code, said.verdicts) or said.none


def _where(judged: Judged, said: ReportStrings) -> str:
    """The document that holds the answer, its page, the words there."""
    if not judged.answerable or not judged.source:
        return ""
    pages = judged.page_index if isinstance(judged.page_index, list) else [judged.page_index]
    page = said.evidence_page.format(page=", ".join(str(each) for each in pages)) if pages != [None] else ""
    place = " · ".join(part for part in (readable(judged.source), page) if part)
    quote = f"<blockquote>{esc(judged.evidence_quote)}</blockquote>" if judged.evidence_quote else ""
    return paragraph(place, "") + quote


def readable(uri: str) -> str:
    """A document's address as a person would call it: a file by its name alone, which tells nothing of the machine."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return uri
    return unquote(parts.path.rsplit("/", 1)[-1]) if parts.scheme in ("", "file") else uri


def _shown(answer: Answer, said: ReportStrings) -> str:
    if answer.status == "refused":
        return paragraph(said.said_no, "")
    judgment = f"<p><strong>{esc(_verdict(answer.verdict, said))}</strong></p>" if answer.verdict else ""
    words = " ".join(sentence.text for sentence in answer.sentences)
    return f'{judgment}<p lang="{esc(answer.language)}">{esc(words)}</p>'


def _quote(citation: Citation, judged: Judged, said: ReportStrings, library: str | None) -> str:
    """A quote with its document, page and address, and whether the document is one that answers."""
    address = next((each for each in (citation.url, citation.document) if each and _public(each)), None)
    title = esc(citation.title or readable(citation.document))
    linked = f'<a href="{esc(address)}" rel="noreferrer">{title}</a>' if address else title
    place = ""
    if citation.minute:
        place = said.minute.format(minute=citation.minute)
    elif citation.page and citation.page_label and citation.page_label != str(citation.page):
        place = said.page_label.format(page=citation.page, label=citation.page_label)
    elif citation.page:
        place = said.page.format(page=citation.page)
    shown = address or readable(citation.document)
    ours = ""
    if library is not None and citation.permalink and citation.permalink.startswith("/d/"):
        ours = f' · <a href="{esc(library + citation.permalink)}">{esc(said.in_library)}</a>'
    mark = ""
    if judged.answerable and judged.sources():
        right = names(judged, citation.document)
        mark = " " + _mark(right, said.right_document if right else said.other_document)
    where = " · ".join(esc(part) for part in (place, shown) if part)
    text = citation.quote if len(citation.quote) <= _LETTERS else citation.quote[:_LETTERS].rsplit(None, 1)[0] + " …"
    return (
        f'<p>{linked}{mark}<br><span class="small">{where}{ours}</span></p>'
        f'<blockquote lang="{esc(citation.language or "")}">{esc(text)}</blockquote>'
    )


def _public(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _finding(of: Mistake, said: ReportStrings) -> str:
    """Where the right passage stood among those found, and how sure the decision was."""
    hits = of.found.get("hits", [])
    told = []
    if of.judged.answerable and of.judged.evidence_quote and hits:
        rank = quote_rank([hit["text"] for hit in hits], of.judged.evidence_quote)
        told.append(said.found_at.format(rank=rank, n=len(hits)) if rank else said.found_not.format(n=len(hits)))
    if of.row.get("confidence") is not None:
        told.append(said.sureness.format(said=hundredths(of.row["confidence"], said)))
    return paragraph(" ".join(told), "")


def _why(of: Mistake, said: ReportStrings) -> str:
    judged, answer = of.judged, of.answer
    text = plain(seen(answer))
    missing = [fact for fact in judged.gold_facts if not any(shows(text, variant) for variant in fact)]
    verdicts = {"given": _verdict(answer.verdict, said), "wanted": _verdict(judged.verdict, said)}
    told = [said.why[of.outcome].format(missing=len(missing), n=len(judged.gold_facts), **verdicts)]
    if of.outcome in ("wrong", "partly"):
        if of.row.get("verdict") == 0:
            told.append(said.why_more["judgment"].format(**verdicts))
        if of.row.get("source_cited") == 0:
            told.append(said.why_more["document"])
    return " ".join(told)
