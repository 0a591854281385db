"""Pure: a checked text as a document, as a table for a spreadsheet, as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rag.answer_export import table_lines
from rag.types import Answer, Citation, CitedSentence
from rag.wire import answer_to_json
from ui.differing import Differing, Span, claim_spans, cut, differing, quote_spans, side_of
from ui.export.answers import Making, near, sources
from ui.export.references import References, permalink, renumbered
from ui.export.sheet import Block, Heading, Items, Line, Paragraph, Piece, Sheet, words
from ui.labels import public_address, readable_date
from ui.locales.export import export_strings
from ui.locales.verify import verify_strings
from ui.strings import Strings
from ui.verify_view import ORDER

if TYPE_CHECKING:
    from rag.claims.texts import Checked


def check_sheet(checked: Sequence[Checked], making: Making, limits: str = "") -> Sheet:
    """A checked text: how many sentences have which verdict, each with its quotes; sources and quotes by number."""
    strings, said = making.strings, export_strings(making.strings.code)
    references = References()
    told = [block for number, each in enumerate(checked, 1) for block in _sentence(number, each, making, references)]
    made = said.made.format(date=readable_date(making.made, strings))
    blocks: list[Block] = [Paragraph(words(f"{made} {said.worth_check} {strings.footer}"), "small")]
    if limits:
        blocks.append(Paragraph(words(limits), "small"))
    blocks += [_summary(checked, strings), Heading(2, said.contents), *told, *sources(references, making)]
    return Sheet(said.check, strings.code, said.check_subject, making.made, tuple(blocks))


def _summary(checked: Sequence[Checked], strings: Strings) -> Items:
    said = verify_strings(strings.code)
    counted = Counter(each.verdict or "skipped" for each in checked)
    lines = [
        words(f"{counted[verdict]} {said.counts[verdict][counted[verdict] != 1]}")
        for verdict in ORDER
        if counted[verdict]
    ]
    return Items(tuple(lines))


def _sentence(number: int, checked: Checked, making: Making, references: References) -> Iterator[Block]:
    strings, said = making.strings, verify_strings(making.strings.code)
    text = " ".join(checked.text.split())
    if checked.answer is None:
        why = said.reasons.get(checked.skipped, checked.skipped)
        yield Paragraph((Piece(f"{number}. {said.not_checked} ({why}): "), Piece(text)), "skipped")
        return
    answer, verdict = checked.answer, checked.verdict or "not_found"
    told, numbers = differing(answer), references.add(answer)
    yield Paragraph(words(f"{number}. {strings.verdicts[verdict]}", strong=True), verdict)
    yield Paragraph(_marked(text, claim_spans(text, told)), language=answer.language)
    notes = () if verdict == "not_found" else tuple(words(renumbered(note, numbers)) for note in answer.notes)
    quotes = tuple(_quote(each, answer, told, numbers, strings) for each in answer.sentences)
    if notes or quotes:
        yield Items((*notes, *quotes), answer.language)
    elif answer.nearest:
        yield Paragraph(words(f"{said.near}:"), "small")
        yield Items(tuple(near(hit, making, with_text=False) for hit in answer.nearest))


def _quote(
    sentence: CitedSentence, answer: Answer, told: Sequence[Differing], numbers: Mapping[int, int], strings: Strings
) -> Line:
    """A quoted sentence with its side and numbers; the appendix has it letter for letter."""
    said = verify_strings(strings.code)
    side = said.against if side_of(sentence, answer, told) == "against" else said.in_favour
    cited = [each for number in sentence.citations for each in answer.citations if each.number == number]
    parts: list[Piece] = [Piece(f"{side}: ", strong=True)]
    for each in cited:
        quote = " ".join(each.quote.split())
        parts += [Piece("«"), *_marked(quote, quote_spans(quote, each.number, told)), Piece("» ")]
        parts += [Piece(f"[{numbers[each.number]}]", href=f"#fonte-{numbers[each.number]}"), Piece(f" {each.title} ")]
    return tuple(parts)


def _marked(text: str, spans: Sequence[Span]) -> Line:
    return tuple(Piece(part, differs=inside) for part, inside in cut(text, spans))


def check_table(checked: Sequence[Checked], making: Making, limits: str = "") -> str:
    """A row for each quote of each sentence, and for each sentence without one; no cell is a formula."""
    code = making.strings.code
    rows = ((*row, limits) for number, each in enumerate(checked, 1) for row in _rows(number, each, making))
    return "".join(table_lines(rows, verify_strings(code).columns, code))


def _rows(number: int, checked: Checked, making: Making) -> Iterator[list[Any]]:
    strings, said = making.strings, verify_strings(making.strings.code)
    answer = checked.answer
    verdict = strings.verdicts[checked.verdict] if checked.verdict else said.not_checked
    why = said.reasons.get(checked.skipped, checked.skipped)
    notes = "\n".join(answer.notes) if answer else ""
    begun = [number, checked.start, checked.end, checked.text, verdict, checked.verdict or "skipped", why, notes]
    quoted = [] if answer is None else [(each, sentence) for sentence in answer.sentences for each in answer.citations
                                        if each.number in sentence.citations]  # fmt: skip
    if answer is None or not quoted:
        yield [*begun, *[""] * 12]
        return
    told = differing(answer)
    for citation, sentence in quoted:
        side = said.against if side_of(sentence, answer, told) == "against" else said.in_favour
        yield [*begun, side, *_cells(citation, making)]


def _cells(citation: Citation, making: Making) -> list[Any]:
    return [
        citation.quote, citation.title, citation.publisher, citation.edition, citation.page, citation.page_label,
        citation.minute, citation.published, citation.retrieved_at[:10], permalink(citation, making.base),
        public_address(citation.url, citation.document) or "",
    ]  # fmt: skip


def check_json(checked: Sequence[Checked], making: Making, limits: str = "") -> str:
    """The check as one JSON object; each sentence as ``regesto check --file --json`` prints it."""
    value = {
        "made": making.made,
        "language": making.strings.code,
        "filters": limits,
        "sentences": [as_json(each) for each in checked],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def as_json(checked: Checked) -> dict[str, Any]:
    """A checked sentence as a JSON object."""
    return {
        "start": checked.start,
        "end": checked.end,
        "text": checked.text,
        "verdict": checked.verdict,
        "skipped": checked.skipped or None,
        "answer": answer_to_json(checked.answer) if checked.answer else None,
    }
