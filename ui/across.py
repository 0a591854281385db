"""``regesto timeline TOPIC`` and ``regesto who TOPIC``: what happened when, who is responsible, with the sources."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.types import Filters
from ui.calling import begin, show
from ui.options import Json, filtered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.across.timeline import Event, Timeline
    from rag.across.who import Holder, Who
    from rag.search import Search
    from rag.types import Citation
    from ui.strings import Strings
    from ui.terminal import Screen

Topic = Annotated[str, typer.Argument(metavar="ARGOMENTO", help="Di che cosa si tratta, in poche parole.")]
# Citations shown of one event or holder: all are in ``--json``.
_MOST: Final = 4


@filtered
def timeline(topic: Topic, as_json: Json = False, *, filters: Filters) -> None:
    """Mette in ordine di tempo che cosa dicono i documenti di un argomento: una voce per evento, con le fonti."""
    from rag.across.timeline import timeline as made

    settings, strings = begin()
    found: Timeline = _with_search(
        settings, strings, filters, lambda search, own: made(search, topic, own, strings.code)
    )
    show(asdict(found) if as_json else found, as_json, lambda screen: _draw_timeline(screen, found, strings), strings)


@filtered
def who(topic: Topic, as_json: Json = False, *, filters: Filters) -> None:
    """Dice chi è responsabile di un argomento, con quale ruolo, secondo quale fonte e di quando."""
    from rag.across.who import who as made

    settings, strings = begin()
    found: Who = _with_search(settings, strings, filters, lambda search, own: made(search, topic, own, strings.code))
    show(asdict(found) if as_json else found, as_json, lambda screen: _draw_who(screen, found, strings), strings)


def _with_search(settings: Any, strings: Strings, filters: Filters, work: Callable[[Search, Filters], Any]) -> Any:
    from rag.search import open_search
    from ui.narrowing import Narrowing

    search = open_search(settings)
    try:
        return work(search, Narrowing(search.library, strings)(filters))
    finally:
        search.close()


def _draw_timeline(screen: Screen, found: Timeline, strings: Strings) -> None:
    from ui.labels import clean
    from ui.locales.across import TIMELINE

    texts = TIMELINE[strings.code]
    if not found.events:
        screen.line(texts.none.format(topic=clean(found.topic)))
        return
    screen.title(texts.title.format(topic=clean(found.topic)))
    for event in found.events:
        _event(screen, event, strings)


def _event(screen: Screen, event: Event, strings: Strings) -> None:
    from rich.text import Text

    from ui.labels import clean, readable_date, states
    from ui.locales.across import TIMELINE

    texts = TIMELINE[strings.code]
    first, last = readable_date(event.first, strings), readable_date(event.last, strings)
    facts = list(states(event.superseded, event.withdrawn, strings))
    if event.how == "published":
        facts.append(texts.from_published)
    elif event.how == "inferred":
        came_out = readable_date(event.published, strings)
        facts.append(texts.inferred.format(words=clean(event.words), date=came_out))
    if event.releases > 1:
        facts.append(texts.releases.format(number=event.releases))
    day = Text(first if first == last else f"{first} – {last}", style="bold cyan")
    screen.line(day + Text(f"  ({'; '.join(facts)})" if facts else "", style="dim"))
    screen.line(clean(event.text), indent=4)
    _sources(screen, event.citations, strings)


def _draw_who(screen: Screen, found: Who, strings: Strings) -> None:
    from ui.labels import clean
    from ui.locales.across import WHO

    texts = WHO[strings.code]
    if not found.holders:
        screen.line(texts.none.format(topic=clean(found.topic), passages=found.passages, documents=found.documents))
        return
    screen.title(texts.title.format(topic=clean(found.topic)))
    for holder in found.holders:
        _holder(screen, holder, strings)


def _holder(screen: Screen, holder: Holder, strings: Strings) -> None:
    from rich.text import Text

    from ui.labels import clean, readable_date
    from ui.locales.across import WHO

    texts = WHO[strings.code]
    date = readable_date(holder.date, strings)
    when = (texts.now if holder.current else texts.earlier).format(date=date) if date else texts.undated
    others = [name for name in holder.names if name != holder.name]
    name = clean(holder.name) + (f" ({', '.join(map(clean, others))})" if others else "")
    role = clean(" ".join((holder.role or texts.no_role).split()))
    screen.line(Text(name, style="bold") + Text(f": {role}") + Text(f"  ({when})", style="dim"))
    for citation in holder.citations[:_MOST]:
        screen.line(f"«{clean(' '.join(citation.quote.split()))}»", indent=4)
        _sources(screen, (citation,), strings)


def _sources(screen: Screen, citations: Sequence[Citation], strings: Strings) -> None:
    from rich.text import Text

    from ui.labels import citation_place, clean, readable_date

    for citation in citations[:_MOST]:
        facts = (
            f"[{citation.number}] {citation.title}",
            citation.publisher or "",
            readable_date(citation.published, strings) or strings.no_date,
            citation_place(citation, strings),
        )
        screen.line(Text(clean(" · ".join(fact for fact in facts if fact)), style="dim"), indent=4)
    screen.more(len(citations) - _MOST)
