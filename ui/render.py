"""Pure: an Answer as HTML. The one place where text from documents and questions becomes markup.

Every value passes through ``esc`` before it meets a tag, every address through ``ui.labels.public_address``; the server
adds a content policy that stops inline handlers as well (``ui/web.py``). Tested without a browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Hit
from ui.copying import source_text
from ui.labels import (
    also_at,
    begun,
    citation_place,
    clean,
    file_name,
    hit_place,
    kind_name,
    language_name,
    public_address,
    published_in_words,
    readable_date,
    readable_text,
)
from ui.locales.chat import chat_strings
from ui.locales.source import source_strings
from ui.source_links import to_hit, to_quote
from ui.strings import Strings

Records = Mapping[tuple[str, int], DocumentRecord]
_BULLET = re.compile(r"^\s*(?:[-•–*]|\d+[.)])\s+")
_LONG_PASSAGE = 420  # characters of a near passage shown on a refusal: about five lines on a desktop


def esc(text: str) -> str:
    """Text as HTML that shows exactly that text: tags and quotes escaped, control and direction characters dropped."""
    return escape(clean(text), quote=True)


def line(css: str, text: str) -> str:
    """A paragraph of that class; nothing where there is nothing to say."""
    return f'<p class="{css}">{esc(text)}</p>' if text else ""


def answer_html(
    answer: Answer,
    strings: Strings,
    anchor: str,
    records: Records | None = None,
    *,
    limited: bool = False,
    base: str = "..",
    deeds: str = "",
) -> str:
    """An answer (whole or still growing) with its source cards, or a refusal with what came nearest.

    ``anchor`` makes the ids of this answer's cards unique on the page. ``records`` holds the records of the cited
    editions by (uri, edition), for what a citation does not carry (OCR anywhere in it). ``limited``: the search was
    limited by filters, which a refusal then tells. ``base`` leads from the page to the root of the service; ``deeds``
    is the markup of what can be done with the answer, put under its words.
    """
    if answer.status == "refused":
        return _refusal(answer, strings, base, deeds, limited=limited)
    verdict = line(f"verdict {answer.verdict}", strings.verdicts[answer.verdict]) if answer.verdict else ""
    cards = "".join(
        source_card(cited, answer, strings, anchor, (records or {}).get(edition), base)
        for edition, cited in _by_edition(answer.citations).items()
    )
    return (
        f'<div class="answer"><div class="words-of"><div class="said" role="group" aria-label="{esc(strings.answer)}" '
        f'lang="{esc(answer.language)}">'
        f"{verdict}{_sentences(answer, strings, anchor, base)}{_notes(answer.notes, strings)}</div>{deeds}</div>"
        f'<div class="sources" role="group" aria-label="{esc(strings.sources)}"><h3>{esc(strings.sources)}</h3>'
        f"<ol>{cards}</ol></div></div>"
    )


def _sentences(answer: Answer, strings: Strings, anchor: str, base: str) -> str:
    """The sentences as paragraphs and lists, each followed by the marks of its citations."""
    cited = {citation.number: citation for citation in answer.citations}
    parts: list[str] = []
    for sentence in answer.sentences:
        marks = _marks(sentence, cited, strings, anchor, base)
        lines = [line for line in sentence.text.split("\n") if line.strip()] or [""]
        lines[-1] = lines[-1].rstrip()
        parts.extend(_line(line, marks if number == len(lines) else "") for number, line in enumerate(lines, 1))
    return re.sub(r"(?:<li>.*?</li>)+", lambda items: f"<ul>{items.group()}</ul>", "".join(parts), flags=re.DOTALL)


def _line(line: str, marks: str) -> str:
    bullet = _BULLET.match(line)
    if bullet:
        number = bullet.group().strip()
        words = line[bullet.end() :] if not number[0].isdigit() else line.strip()
        return f"<li>{esc(words)}{marks}</li>"
    return f"<p>{esc(line)}{marks}</p>"


def _marks(sentence: CitedSentence, cited: Mapping[int, Citation], strings: Strings, anchor: str, base: str) -> str:
    """The numbers of a sentence's citations: each opens its source; one whose source is not known yet, its card."""
    marks = "".join(
        f'<a class="mark" {to_quote(cited[number], strings.code, base)} '
        f'aria-label="{esc(strings.source_number.format(number=number))}: {esc(cited[number].title)}">[{number}]</a>'
        if number in cited
        else f'<a class="mark" href="#{esc(anchor)}-{number}">[{number}]</a>'
        for number in sentence.citations
    )
    return f'<span class="marks">{marks}</span>' if marks else ""


def _notes(notes: Sequence[str], strings: Strings) -> str:
    if not notes:
        return ""
    items = "".join(f"<li>{esc(note)}</li>" for note in notes)
    return f'<aside class="notes"><h3>{esc(strings.notes)}</h3><ul>{items}</ul></aside>'


def _by_edition(citations: Sequence[Citation]) -> dict[tuple[str, int], list[Citation]]:
    """The citations of each cited edition, in the order of their numbers."""
    found: dict[tuple[str, int], list[Citation]] = {}
    for citation in sorted(citations, key=lambda citation: citation.number):
        found.setdefault((citation.document, citation.edition), []).append(citation)
    return found


def source_card(
    cited: Sequence[Citation], answer: Answer, strings: Strings, anchor: str, record: DocumentRecord | None, base: str
) -> str:
    """The card of one cited edition: what it is, its date and how that was found, each quote with its place, links."""
    first = cited[0]
    facts = (
        first.publisher or "",
        published_in_words(first, strings, record),
        kind_name(first.kind, strings),
        strings.edition.format(edition=first.edition) if first.edition > 1 or first.superseded else "",
        strings.ocr if record is not None and record.ocr else "",
    )
    items = "".join(f"<li>{esc(fact)}</li>" for fact in facts if fact)
    quotes = "".join(_quoted(citation, answer, strings, anchor, base) for citation in cited)
    return (
        f'<li class="card"><h4>{esc(first.title)}</h4>{_flags(first, strings)}<ul class="facts">{items}</ul>'
        f"{quotes}{_link(first, record, strings)}{_also(cited, strings)}{_cite(cited, strings)}</li>"
    )


def _quoted(citation: Citation, answer: Answer, strings: Strings, anchor: str, base: str) -> str:
    """One citation: its number, where it stands, and the quote to the letter: nothing trimmed, changed or shortened."""
    foreign = citation.language if citation.language != answer.language else None
    where = (
        citation_place(citation, strings),
        citation.heading if citation.heading and citation.heading != citation.title else "",
        strings.other_language.format(language=language_name(foreign, strings)) if foreign else "",
    )
    read = esc(source_strings(strings.code).read_here)
    return (
        f'<div class="cited" id="{esc(anchor)}-{citation.number}" tabindex="-1"><p class="where"><span class="number">'
        f"[{citation.number}]</span> {esc(' · '.join(part for part in where if part))} "
        f'<a class="in-document" {to_quote(citation, strings.code, base)}>{read}</a></p>'
        f'<blockquote lang="{esc(citation.language or answer.language)}"><span class="verbatim">{esc(citation.quote)}'
        f"</span></blockquote></div>"
    )


def _flags(citation: Citation, strings: Strings) -> str:
    flags = [
        f'<span class="flag" title="{esc(hint)}">{esc(word)}</span>'
        for word, hint, holds in (
            (strings.superseded, strings.superseded_hint, citation.superseded),
            (strings.withdrawn, strings.withdrawn_hint, citation.withdrawn),
        )
        if holds
    ]
    return f'<p class="flags">{"".join(flags)}</p>' if flags else ""


def _link(citation: Citation, record: DocumentRecord | None, strings: Strings) -> str:
    address = public_address(citation.url, record.url if record else None, citation.document)
    read_on = readable_date((citation.retrieved_at or "")[:10], strings)
    read = f' <span class="read">{esc(strings.read_on.format(date=read_on))}</span>' if read_on else ""
    if address is None:
        local = strings.local_source.format(name=file_name(citation.document))
        return f'<p class="link"><span class="local">{esc(local)}</span>{read}</p>'
    return (
        f'<p class="link"><a href="{esc(address)}" target="_blank" rel="noopener noreferrer">'
        f"{esc(strings.open_source)}</a>{read}</p>"
    )


def _also(cited: Sequence[Citation], strings: Strings) -> str:
    """The other addresses of the release that is cited, folded under how many there are."""
    said, addresses = also_at(cited, strings)
    if not said:
        return ""
    items = "".join(f"<li>{_address(uri)}</li>" for uri in addresses)
    return f'<details class="also"><summary>{esc(said)}</summary><ul>{items}</ul></details>'


def _address(uri: str) -> str:
    address = public_address(uri)
    if address is None:
        return f'<span class="local">{esc(file_name(uri))}</span>'
    return f'<a href="{esc(address)}" target="_blank" rel="noopener noreferrer">{esc(address)}</a>'


def _cite(cited: Sequence[Citation], strings: Strings) -> str:
    """The button that copies a source with its quotes; its name tells which (``ui/static/thread.js`` does it)."""
    words, text = chat_strings(strings.code).copy_source, source_text(cited, strings)
    return (
        f'<p class="cite"><button type="button" data-do="cite" aria-label="{esc(words)}: {esc(cited[0].title)}" '
        f'data-text="{esc(text)}">{esc(words)}</button></p>'
    )


def _refusal(answer: Answer, strings: Strings, base: str, deeds: str, *, limited: bool) -> str:
    """A refusal as a state of its own: said plainly, with what would help and what came nearest."""
    near = "".join(_near(hit, answer.language, strings, base) for hit in answer.nearest)
    nearest = f"<h4>{esc(strings.nearest)}</h4><ol>{near}</ol>" if near else line("none", strings.nearest_none)
    notes = answer.notes or (() if limited else (strings.refused_text,))
    why = "".join(line("why", note) for note in (*notes, *((strings.filters_refused,) if limited else ())))
    return (
        f'<section class="panel refusal"><h3>{esc(strings.refused_title)}</h3>{why}'
        f'{line("advice", strings.refused_advice)}{deeds}<div class="nearest">{nearest}</div></section>'
    )


def _near(hit: Hit, language: str, strings: Strings, base: str) -> str:
    record = hit.record
    facts = [record.publisher or "", readable_date(record.published, strings), hit_place(hit, strings)]
    known = " · ".join(fact for fact in facts if fact)
    shown = begun(readable_text(hit.passage.text), _LONG_PASSAGE)
    address = public_address(record.url, record.uri)
    title = esc(record.title)
    linked = f'<a href="{esc(address)}" target="_blank" rel="noopener noreferrer">{title}</a>' if address else title
    words = esc(source_strings(strings.code).read_here)
    inside = f'<a class="in-document" {to_hit(hit, strings.code, base)} aria-label="{words}: {title}">{words}</a>'
    return (
        f'<li><p class="title">{linked}</p>{line("facts", known)}'
        f'<p class="passage" lang="{esc(hit.passage.language or language)}">{esc(shown)}</p><p>{inside}</p></li>'
    )
