"""Pure: the timeline of a topic as a plot, and under it the same events in a list, each with quote and source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from rag.across.timeline import Event, Timeline
from ui.charts import Dot, timeline_svg
from ui.cited import flags_html, quote_html, quote_link, source_line
from ui.documents_frame import tabs_html, to
from ui.labels import readable_date
from ui.locales.across import TIMELINE
from ui.locales.documents import documents_strings
from ui.render import esc, line
from ui.shell import Seen

# Further citations of one event that are named.
_MORE: Final = 4


def timeline_html(topic: str, found: Timeline | None, topics: Sequence[str], seen: Seen, problem: str = "") -> str:
    """The page: the form, and what was found for the topic (None where none is asked for)."""
    said = documents_strings(seen.strings.code)
    alarm = f'<div class="banner alarm" role="alert"><p>{esc(problem)}</p></div>' if problem else ""
    form = (
        f'<form class="search" method="get" action="{esc(to(seen, "timeline"))}"><p class="field wide">'
        f'<label for="tema">{esc(said.topic)}</label><input id="tema" name="tema" value="{esc(topic)}" maxlength="500" '
        f'required></p><button class="main">{esc(said.draw)}</button></form>'
    )
    body = _events(found, seen) if found else _topics(topics, seen)
    head = f"{tabs_html(seen, 'timeline')}<h1>{esc(said.timeline_title)}</h1>{line('lead', said.timeline_lead)}"
    return f"{head}{alarm}{form}{body}"


def _topics(topics: Sequence[str], seen: Seen) -> str:
    if not topics:
        return ""
    said = documents_strings(seen.strings.code)
    items = "".join(
        f'<li><a href="{esc(to(seen, "timeline"))}?{esc(urlencode({"tema": each}))}">{esc(each)}</a></li>'
        for each in topics
    )
    return f'<h2>{esc(said.topics)}</h2><ul class="chips">{items}</ul>'


def _events(found: Timeline, seen: Seen) -> str:
    texts, said = TIMELINE[seen.strings.code], documents_strings(seen.strings.code)
    if not found.events:
        return f'<p class="banner">{esc(texts.none.format(topic=found.topic))}</p>'
    title = texts.title.format(topic=found.topic)
    dots = [
        Dot(number, place_in_time(each.first), f"{_when(each, seen)}: {each.text[:200]}", each.how == "published")
        for number, each in enumerate(found.events, 1)
    ]
    read = said.read_for.format(passages=found.passages, documents=found.documents)
    chart = timeline_svg(dots, f"{title}. {said.chart_hint}")
    items = "".join(_event(each, number, seen) for number, each in enumerate(found.events, 1))
    return (
        f"<section><h2>{esc(title)}</h2>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{esc(title)}">{chart}</div>'
        f'<p class="small">{esc(said.legend)} {esc(read)}</p></section><ol class="events">{items}</ol>'
    )


def _when(event: Event, seen: Seen) -> str:
    first, last = readable_date(event.first, seen.strings), readable_date(event.last, seen.strings)
    return first if first == last else f"{first} – {last}"


def _event(event: Event, number: int, seen: Seen) -> str:
    texts = TIMELINE[seen.strings.code]
    facts = []
    if event.how == "published":
        facts.append(texts.from_published)
    elif event.how == "inferred":
        date = readable_date(event.published, seen.strings)
        facts.append(texts.inferred.format(words=event.words, date=date))
    if event.releases > 1:
        facts.append(texts.releases.format(number=event.releases))
    first, *others = event.citations
    also = "".join(
        f'<li class="small">{esc(source_line(each, seen))} · {quote_link(each, seen)}</li>' for each in others[:_MORE]
    )
    flags = flags_html(superseded=event.superseded, withdrawn=event.withdrawn, seen=seen)
    return (
        f'<li id="e{number}"><h3><span class="ball{" faint" if event.how == "published" else ""}">{number}</span> '
        f"{esc(_when(event, seen))}{flags}</h3>{line('small', '; '.join(facts))}{quote_html(first, seen)}"
        f"{f'<ul class={chr(34)}plain{chr(34)}>{also}</ul>' if also else ''}</li>"
    )


def place_in_time(iso: str) -> float:
    """A date as years and a fraction; a year or month alone is put in its middle.

    >>> place_in_time("2021"), place_in_time("2021-01"), round(place_in_time("2021-07-02"), 2)
    (2021.5, 2021.0416666666667, 2021.5)
    """
    year, month, day = (*(int(part) for part in iso[:10].split("-")), 0, 0)[:3]
    if not month:
        return year + 0.5
    return year + (month - 1 + ((day - 1) / 31 if day else 0.5)) / 12
