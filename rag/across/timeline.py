"""What happened when: the dated sentences about a topic in order of time, one entry an event, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rag.across.about import Said, Topic
from rag.across.alike import by_words
from rag.across.citing import Citer
from rag.across.dated import How, When, dates_stated
from rag.analysis import terms
from rag.search import Search
from rag.types import Citation, Filters

# Two sentences of one date are one event from this likeness of their words on.
_SAME: Final = 0.45
# Share of a topic's words that must stand in a sentence or its lead-in itself, and dates read of one sentence.
_OWN: Final = 0.5
_ALONE: Final = 0.75
_DATES: Final = 4


@dataclass(frozen=True, slots=True)
class Event:
    """A dated statement: ``first`` and ``last`` are ISO days, months or years; ``words`` the date as written.

    ``how``: stated; inferred from the publication (``published``); or published: the text gives no date of its own.
    ``releases`` tell it (copies on several sites count once); ``citations`` are theirs, the fullest sentence first.
    """

    first: str
    last: str
    how: How
    words: str
    published: str | None
    text: str
    releases: int
    superseded: bool
    withdrawn: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a topic, oldest first, and how many passages and documents were read for them."""

    topic: str
    language: str
    events: tuple[Event, ...]
    passages: int
    documents: int


@dataclass
class _Found:
    when: When
    said: list[Said] = field(default_factory=list)


def timeline(search: Search, topic: str, filters: Filters = Filters(), language: str = "it") -> Timeline:
    """The timeline of a topic. Raises QuestionError for a topic that is empty, has no words, or is too long."""
    about = Topic(topic, search, language)
    said = [each for each in about.said(filters) if each.own >= _OWN]
    found = _dated(said)
    found += _undated(said, {id(one) for each in found for one in each.said})
    citer = Citer(search.library, search.settings.public_url)
    events = [event for each in _grouped(found) if (event := _event(each, citer))]
    return Timeline(
        about.text,
        about.language,
        tuple(sorted(events, key=lambda event: (event.first, event.last))),
        len({each.passage.id for each in said}),
        len({each.record.uri for each in said}),
    )


def _dated(said: Iterable[Said]) -> list[_Found]:
    found = []
    for each in said:
        dates = [when for when in dates_stated(each.text, each.record.published) if when.first]
        for when in _spans(each.text, dates)[:_DATES]:
            found.append(_Found(when, [each]))
    return found


def _spans(text: str, dates: Sequence[When]) -> list[When]:
    """The dates, those that a word joins ("dal 12 maggio al 24 ottobre 2020") made one."""
    joined: list[When] = []
    for each in dates:
        between = text[joined[-1].end : each.start].strip().lower() if joined else "-"
        if joined and between in ("al", "a", "all'", "au", "to", "until", "-", "–", "e il", "fino al"):
            last = joined[-1]
            joined[-1] = When(last.start, each.end, min(last.first, each.first), max(last.last, each.last), each.how)
        else:
            joined.append(each)
    return joined


def _undated(said: Iterable[Said], dated: set[int]) -> list[_Found]:
    """The best sentence of each document that dates none of its own, on the day the document came out."""
    told = {each.record.uri for each in said if id(each) in dated}
    best: dict[str, Said] = {}
    for each in said:
        if each.record.uri in told or not each.record.published or each.own < _ALONE:
            continue
        known = best.get(each.record.uri)
        if known is None or (each.own, each.share) > (known.own, known.share):
            best[each.record.uri] = each
    return [
        _Found(When(0, 0, each.record.published, each.record.published, "published"), [each])
        for each in best.values()
        if each.record.published
    ]


def _grouped(found: Sequence[_Found]) -> list[_Found]:
    """One for each event: sentences of one date that say the same, however many documents carry them."""
    if not found:
        return []
    stems = [terms(each.said[0].text, each.said[0].passage.language) for each in found]
    alike = by_words(stems, stems)
    groups: list[tuple[int, _Found]] = []
    for at, each in enumerate(found):
        for first, group in groups:
            same_day = (each.when.first, each.when.last) == (group.when.first, group.when.last)
            if same_day and (alike[at, first] >= _SAME):
                group.said += each.said
                if group.when.how == "inferred" and each.when.how == "stated":
                    group.when = each.when
                break
        else:
            groups.append((at, _Found(each.when, list(each.said))))
    return [group for _, group in groups]


def _event(found: _Found, citer: Citer) -> Event | None:
    said = sorted(found.said, key=lambda each: (-each.own, len(each.text)))
    cited = [(each, citer.cite(each.record, each.start, each.end, copies=True)) for each in said]
    citations = tuple({(c.document, c.start): c for _, c in cited if c}.values())
    if not citations:
        return None
    leaders = citer.library.release_of([each.document for each in citations])
    first = said[0]
    when = found.when
    words = ""
    if when.how != "published":
        words = next(
            (e.text[when.start : when.end] for e in found.said if when in dates_stated(e.text, e.record.published)), ""
        )
    return Event(
        when.first,
        when.last,
        when.how,
        " ".join(words.split()),
        first.record.published,
        " ".join(first.text.split()),
        len(set(leaders.values())),
        all(each.superseded for each in citations),
        all(each.withdrawn for each in citations),
        citations,
    )
