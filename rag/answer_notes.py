"""What an answer's reader must know besides: of its sources, its dates and figures, and why there is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rag.across.dated import dates_stated
from rag.agreement import other_sites, releases_behind
from rag.claims.values import Value, values_in
from rag.evidence import Scored
from rag.lacks import Lacking
from rag.phrases import say
from rag.question import Asked
from rag.sentences import shown_words
from rag.types import Answer, Filters

# Below this share of the question's words in the best sentence, or around it, a question is of another subject.
_OUTSIDE: Final = 0.3
# A further source is told where its sentence scores at most so much less than the best one, and says as much of what
# was asked.
_NEAR_SCORE: Final = 2.5
_NEAR_SHARE: Final = 0.75
_QUOTED: Final = 30
# A part may be so much more than its total by rounding.
_ROUNDED: Final = 1.02
# A total and two parts.
_SUMS: Final = 3


def refusal_notes(
    asked: Asked, filters: Filters, without: Lacking, ranked: Sequence[Scored], documents: int
) -> tuple[str, ...]:
    """Why there is no answer: what was searched, what none of it says, or that it is of another subject."""
    language = asked.language
    if filters != Filters():
        return (say("no_evidence_filtered", language),)
    searched = say("searched", language, count=str(documents))
    if without.years or without.names or without.kind:
        about = without.years or without.names
        what = say("lacks_years" if without.years else "lacks_names", language, about=", ".join(about)) if about else ""
        return (f"{searched} {say('lacks', language, what=what or say(f'lacks_{without.kind}', language))}",)
    if not ranked or max(each.parts["whole"] for each in ranked[:5]) < _OUTSIDE:
        return (f"{searched} {say('outside', language)}",)
    return (f"{searched} {say('no_evidence', language)}",)


def source_notes(
    asked: Asked, answer: Answer, leaders: Mapping[str, str], ranked: Sequence[Scored] = ()
) -> tuple[str, ...]:
    """Languages, editions, copies, years inferred, figures that differ or can't be right."""
    odd = tuple(_odd(answer))
    # what a total that can't be right should have been is worth a look further off
    others = _other_figures(asked, answer, leaders, ranked, doubted=bool(odd))
    return (*_sources(answer), *_copies(answer, leaders), *_years(asked, answer), *odd, *others)


def _sources(answer: Answer) -> Iterator[str]:
    language = answer.language
    for each in sorted({c.language for c in answer.citations if c.language and c.language != language}):
        yield say("other_language", language, source_language=say("language_" + each, language))
    if any(citation.superseded for citation in answer.citations):
        yield say("superseded", language)
    if any(citation.withdrawn for citation in answer.citations):
        yield say("withdrawn", language)


def _copies(answer: Answer, leaders: Mapping[str, str]) -> Iterator[str]:
    others = other_sites(answer.citations)
    if others:
        yield say("also_on_many" if others > 1 else "also_on_one", answer.language, count=str(others))
    elif len({c.document for c in answer.citations}) > 1 and releases_behind(answer.citations, leaders) == 1:
        yield say("one_release", answer.language)


def _years(asked: Asked, answer: Answer) -> Iterator[str]:
    """Of a date that is asked for and written without its year: which year is meant, and how that is known."""
    if asked.asks != "when":
        return
    for citation in answer.citations[:1]:
        for each in dates_stated(citation.quote, citation.published or "9999-12-31"):
            if each.how == "inferred":
                written = " ".join(citation.quote[each.start : each.end].split())
                if citation.published:
                    year, published = each.first[:4], citation.published
                    yield say("year_inferred", answer.language, written=written, year=year, published=published)
                else:
                    yield say("year_unknown", answer.language, written=written)
                return


def _odd(answer: Answer) -> Iterator[str]:
    """Totals that are less than one of their own parts, within a quote: flagged, never corrected."""
    for citation in answer.citations:
        sums = [v for v in values_in(citation.quote, citation.language or "it") if v.kind == "money" and v.low > 0]
        if len(sums) < _SUMS or not _divides(citation.quote[sums[0].end : sums[1].start]):
            continue
        total, part = sums[0], max(sums[1:], key=lambda value: value.low)
        if part.low > _ROUNDED * total.high:
            number = str(citation.number)
            yield say("odd_total", answer.language, number=number, total=total.written, part=part.written)


def _divides(between: str) -> bool:
    """True where words lead from a total to its parts."""
    return any(
        sign in between.lower() for sign in ("divis", "ripartit", "di cui", "suddivis", "dont", "réparti", "of which")
    )


def _other_figures(
    asked: Asked, answer: Answer, leaders: Mapping[str, str], ranked: Sequence[Scored], *, doubted: bool
) -> Iterator[str]:
    """Another release's figure for the same thing, where a figure is asked for and it is none of those shown.

    ``doubted``: the figure shown can't be right, and any other will do.
    """
    if asked.asks != "number" or asked.parts > 1 or not ranked or not answer.citations:
        return
    first = answer.citations[0]
    cited = {leaders.get(c.document, c.document) for c in answer.citations}
    best = next((each for each in ranked if each.unit.hit.record.uri == first.document), ranked[0])
    mine = _figures(first.quote, first.language)
    shown = [value for citation in answer.citations for value in _figures(citation.quote, citation.language)]
    for each in ranked[:12]:
        record = each.unit.hit.record
        if leaders.get(record.uri, record.uri) in cited or (
            each.unit.hit.also_at and cited & set(each.unit.hit.also_at)
        ):
            continue
        if each.parts["held"] < 1 or not (doubted or _as_near(each, best)):
            continue
        if (
            _years_of(f"{asked.text} {first.quote} {first.title}").isdisjoint(said := _years_of(each.unit.text))
            and said
        ):
            continue  # another year's figure is no other figure for the same thing
        theirs = _figures(each.unit.text, each.unit.hit.passage.language)
        kinds = {value.kind for value in mine}
        theirs = [value for value in theirs if value.kind in kinds]
        if theirs and not any(_alike(a, b) for a in theirs for b in shown):
            date = f", {record.published}" if record.published else ""
            quote = _cut(shown_words(each.unit.text), theirs[0].written)
            yield say("other_figure", answer.language, quote=quote, title=record.title, date=date)
            return


def _as_near(each: Scored, best: Scored) -> bool:
    """Whether a sentence speaks of the question's matter nearly as much as the best one."""
    parts, other = each.parts, best.parts
    shares = all(parts[name] >= _NEAR_SHARE * other[name] for name in ("all", "close"))
    return shares and each.score >= best.score - _NEAR_SCORE


def _years_of(text: str) -> set[str]:
    return set(re.findall(r"\b(?:19|20)\d\d\b", text))


def _figures(text: str, language: str | None) -> list[Value]:
    return [value for value in values_in(text, language or "it") if value.kind in ("number", "money", "percent")]


def _alike(one: Value, other: Value) -> bool:
    return one.kind == other.kind and one.low <= other.high * _ROUNDED and other.low <= one.high * _ROUNDED


def _cut(text: str, around: str) -> str:
    """Some words of a text around a figure."""
    words = text.split()
    if len(words) <= _QUOTED:
        return text
    at = next((n for n, word in enumerate(words) if around.split()[0] in word), 0)
    first = max(0, at - _QUOTED // 2)
    some = words[first : first + _QUOTED]
    return ("… " if first else "") + " ".join(some) + (" …" if first + _QUOTED < len(words) else "")
