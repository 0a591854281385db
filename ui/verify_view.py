"""Pure: a checked text as HTML: the form, each sentence with its verdict and quotes beside it, the summary on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rag.types import Answer, Citation, CitedSentence, Hit
from ui.differing import Differing, Span, claim_spans, cut, differing, quote_spans, side_of
from ui.labels import begun, citation_place, hit_place, readable_date, states
from ui.locales.verify import verify_strings
from ui.render import esc, line
from ui.source_links import to_hit, to_quote
from ui.strings import Strings

if TYPE_CHECKING:
    from rag.claims.texts import Checked

# As they are counted: what asks for attention first.
ORDER: Final = ("contradicted", "partly", "supported", "not_found", "skipped")
_SIGNS: Final = {"contradicted": "✗", "partly": "≈", "supported": "✓", "not_found": "?", "skipped": "–"}
# Letters of a near passage that are shown: about four lines.
_NEAR: Final = 320


@dataclass(slots=True)
class Tally:
    """Which sentences (by number, from 1) have which verdict, or were skipped."""

    numbers: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, checked: Checked) -> None:
        """Count a sentence."""
        self.numbers.setdefault(checked.verdict or "skipped", []).append(number)

    @property
    def all(self) -> int:
        """How many sentences there are."""
        return sum(map(len, self.numbers.values()))

    @property
    def checked(self) -> int:
        """How many were checked."""
        return self.all - len(self.numbers.get("skipped", ()))


def summary_html(tally: Tally, strings: Strings, limits: str = "") -> str:
    """How many sentences have which verdict, with links to them; that there was nothing to check."""
    said = verify_strings(strings.code)
    if not tally.checked:
        return f'<div class="banner">{line("", said.nothing)}</div>'
    told = said.summary[tally.checked != 1].format(checked=tally.checked, all=tally.all)
    items = "".join(_count(verdict, tally.numbers[verdict], strings) for verdict in ORDER if verdict in tally.numbers)
    return (
        f'{line("told", told)}<ul class="counts">{items}</ul>{line("small", limits)}{line("small worth", said.worth)}'
    )


def _count(verdict: str, numbers: Sequence[int], strings: Strings) -> str:
    said = verify_strings(strings.code)
    name = said.counts[verdict][len(numbers) != 1]
    links = " ".join(
        f'<a href="#frase-{number}" aria-label="{esc(said.sentence.format(number=number))}">{number}</a>'
        for number in numbers
    )
    return (
        f'<li class="{verdict}"><span class="how-many">{_sign(verdict)}{len(numbers)} {esc(name)}</span> {links}</li>'
    )


def _sign(verdict: str) -> str:
    return f'<span class="sign" aria-hidden="true">{_SIGNS[verdict]}</span>'


def sentence_html(number: int, checked: Checked, strings: Strings) -> str:
    """A sentence of the text with its verdict, what differs, and the quotes for and against it."""
    said = verify_strings(strings.code)
    name = said.sentence.format(number=number)
    if checked.answer is None:
        why = said.reasons.get(checked.skipped, checked.skipped)
        return (
            f'<li class="check skipped" id="frase-{number}" tabindex="-1"><div class="claim"><p class="verdict">'
            f'<span class="number">{number}</span>{_sign("skipped")}{esc(said.not_checked)}: {esc(why)}</p>'
            f'<p class="words" dir="auto">{esc(checked.text)}</p></div></li>'
        )
    answer, verdict = checked.answer, checked.verdict or "not_found"
    told = differing(answer)
    words = marked(checked.text, claim_spans(checked.text, told))
    return (
        f'<li class="check {verdict}" id="frase-{number}" tabindex="-1"><div class="claim"><h3 class="verdict">'
        f'<span class="number" aria-hidden="true">{number}</span><span class="hidden">{esc(name)}: </span>'
        f"{_sign(verdict)}{esc(strings.verdicts[verdict])}</h3>"
        f'<p class="words" lang="{esc(answer.language)}" dir="auto">{words}</p>'
        f'{_notes(answer, verdict)}</div><div class="evidence">{_evidence(answer, told, strings)}</div></li>'
    )


def marked(text: str, spans: Sequence[Span]) -> str:
    """A text with what differs marked."""
    return "".join(f"<mark>{esc(part)}</mark>" if inside else esc(part) for part, inside in cut(text, spans))


def _notes(answer: Answer, verdict: str) -> str:
    """What differs, in words; that nothing was found is the verdict itself."""
    notes = "" if verdict == "not_found" else "".join(f"<li>{esc(note)}</li>" for note in answer.notes)
    return f'<ul class="notes" lang="{esc(answer.language)}">{notes}</ul>' if notes else ""


def _evidence(answer: Answer, told: Sequence[Differing], strings: Strings) -> str:
    said = verify_strings(strings.code)
    cited = {citation.number: citation for citation in answer.citations}
    quoted = "".join(_quoted(sentence, answer, cited, told, strings) for sentence in answer.sentences)
    if quoted or not answer.nearest:
        return quoted
    near = "".join(_near(hit, strings) for hit in answer.nearest)
    return f'<details class="near"><summary>{esc(said.near)}</summary><ul>{near}</ul></details>'


def _quoted(
    sentence: CitedSentence, answer: Answer, cited: Mapping[int, Citation], told: Sequence[Differing], strings: Strings
) -> str:
    said = verify_strings(strings.code)
    side = side_of(sentence, answer, told)
    word = said.against if side == "against" else said.in_favour
    quotes = [cited[number] for number in sentence.citations if number in cited]
    if not quotes:
        return ""
    items = "".join(_quote(citation, told, strings) for citation in quotes)
    return f'<div class="quoted {side}"><p class="side">{esc(word)}</p>{items}</div>'


def _quote(citation: Citation, told: Sequence[Differing], strings: Strings) -> str:
    words = marked(citation.quote, quote_spans(citation.quote, citation.number, told))
    facts = (
        citation.publisher or "",
        readable_date(citation.published, strings) or strings.no_date,
        citation_place(citation, strings),
        *states(citation.superseded, citation.withdrawn, strings),
    )
    title = f"<a {to_quote(citation, strings.code)}>{esc(citation.title)}</a>"
    return (
        f'<blockquote lang="{esc(citation.language or "")}">{words}</blockquote><p class="source">'
        f'<span class="number">[{citation.number}]</span> {title}'
        f'<span class="facts"> · {esc(" · ".join(fact for fact in facts if fact))}</span></p>'
    )


def _near(hit: Hit, strings: Strings) -> str:
    shown = begun(" ".join(hit.passage.text.split()), _NEAR)
    where = hit_place(hit, strings)
    return (
        f"<li><a {to_hit(hit, strings.code)}>{esc(hit.record.title)}</a>{esc(' · ' + where if where else '')}"
        f'<p lang="{esc(hit.passage.language)}">{esc(shown)}</p></li>'
    )
