"""Pure: the page of one document: what it is, its outline, how it begins, its editions, what it names, its copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlencode

from rag.citations import document_id
from rag.types import DocumentRecord
from ui.cited import facts_html, flags_html, record_facts, sheet, spot
from ui.documents_frame import tabs_html, to
from ui.documents_record import Heading, Named, Sheet
from ui.labels import (
    file_name,
    grouped,
    kind_name,
    language_name,
    moment_in_words,
    public_address,
    published_in_words,
    readable_date,
)  # fmt: skip
from ui.locales.documents import documents_strings
from ui.pairs import Words, pair_html
from ui.render import esc, line
from ui.shell import Seen

# Headings, names and places of a name shown before the rest is folded.
_HEADINGS: Final = 30
_NAMES: Final = 12
_PLACES: Final = 5


def sheet_html(shown: Sheet, seen: Seen) -> str:
    """The body of a document's page."""
    return _SheetView(shown, seen).html()


class _SheetView:
    def __init__(self, shown: Sheet, seen: Seen) -> None:
        self.shown, self.seen, self.strings = shown, seen, seen.strings
        self.record = shown.record
        self.said = documents_strings(seen.strings.code)
        self.title = " ".join(self.record.title.split()) or file_name(self.record.uri)

    def html(self) -> str:
        record = self.record
        flags = flags_html(superseded=record.superseded, withdrawn=record.withdrawn, seen=self.seen)
        return (
            f"{tabs_html(self.seen, None)}<article><h1>{esc(self.title)}{flags}</h1>"
            f"{facts_html(record_facts(record, self.seen))}{self._state()}{self._doors()}"
            f'<div class="sheet"><div>{self._text()}{self._outline()}{self._changes()}</div>'
            f"<aside>{self._facts()}{self._editions()}{self._named()}{self._copies()}</aside></div></article>"
        )

    def _spot(self, start: int | None = None, end: int | None = None) -> str:
        return esc(spot(self.seen, self.record.uri, self.record.edition, start, end))

    def _state(self) -> str:
        """That the edition is superseded, or the document withdrawn, and where the newest is."""
        parts = []
        newest = self.shown.newest
        if self.record.withdrawn:
            parts.append(f'<div class="banner alarm"><p>{esc(self.strings.withdrawn_hint)}</p></div>')
        if self.record.superseded:
            link = f'<a href="{esc(sheet(self.seen, newest.uri))}">{esc(self.said.to_newest)}</a>'
            parts.append(f'<div class="banner"><p>{esc(self.strings.superseded_hint)} {link}</p></div>')
        return "".join(parts)

    def _doors(self) -> str:
        """What can be done with the document."""
        ask = f"{self.seen.to('chat')}?{urlencode({'document': self.record.uri})}"
        check = f"{self.seen.to('verify')}?{urlencode({'document': self.record.uri})}"
        other = f"{to(self.seen, 'compare')}?{urlencode({'a': self.record.uri})}"
        doors = [
            f'<a class="button main" href="{self._spot()}">{esc(self.said.read)}</a>',
            f'<a class="button" href="{esc(ask)}">{esc(self.said.ask)}</a>',
            f'<a class="button" href="{esc(other)}">{esc(self.said.compare_with)}</a>',
            f'<a class="button" href="{esc(check)}">{esc(self.said.verify)}</a>',
        ]
        if address := public_address(self.record.url, self.record.uri):
            doors.append(
                f'<a class="button" href="{esc(address)}" rel="noopener noreferrer">{esc(self.strings.open_source)}</a>'
            )
        return f'<p class="doors">{"".join(doors)}</p>'

    def _text(self) -> str:
        if not self.shown.begins.strip():
            return f"<section><h2>{esc(self.said.text)}</h2>{line('', self.said.no_text)}</section>"
        size = self.said.characters.format(number=grouped(self.shown.characters, self.strings))
        return (
            f'<section><h2>{esc(self.said.text)}</h2><p class="begins" lang="{esc(self.record.language or "it")}">'
            f'{esc(self.shown.begins)}</p><p class="small">{esc(size)} · '
            f'<a href="{self._spot()}">{esc(self.said.read_all)}</a></p></section>'
        )

    def _outline(self) -> str:
        rows = [self._heading(each) for each in self.shown.outline]
        if len(rows) < 2:
            return ""
        rest = self._folded(rows[_HEADINGS:], "outline")
        shown = f'<ul class="outline">{"".join(rows[:_HEADINGS])}</ul>{rest}'
        return f"<section><h2>{esc(self.said.outline)}</h2>{shown}</section>"

    def _heading(self, each: Heading) -> str:
        page = f' <span class="small">{esc(self.strings.page.format(page=each.page))}</span>' if each.page else ""
        level = min(max(each.level, 1), 4)
        return f'<li class="level-{level}"><a href="{self._spot(each.start, each.end)}">{esc(each.text)}</a>{page}</li>'

    def _folded(self, rows: Sequence[str], css: str) -> str:
        if not rows:
            return ""
        more = self.said.more.format(number=len(rows))
        return f'<details><summary>{esc(more)}</summary><ul class="{css}">{"".join(rows)}</ul></details>'

    def _changes(self) -> str:
        """The first changes of the edition, side by side; the rest is on the page of the comparison."""
        shown, record = self.shown, self.record
        if not shown.changed:
            return ""
        rows = "".join(
            pair_html([Words(each.old)] if each.old else [], [Words(each.new)] if each.new else [], self.said)
            for each in shown.changed
        )
        title = self.said.changed_in.format(edition=record.edition, before=record.edition - 1)
        number = sum(shown.counts[record.edition].values())
        words = self.said.all_changes.format(number=number)
        return (
            f'<section class="changes"><h2>{esc(title)}</h2>{rows}<p><a class="button" '
            f'href="{esc(self._compare(record.edition))}">{esc(words)}</a></p></section>'
        )

    def _compare(self, edition: int) -> str:
        name = document_id(self.record.uri)
        return f"{to(self.seen, 'compare')}?{urlencode({'a': f'{name}@{edition - 1}', 'b': f'{name}@{edition}'})}"

    def _facts(self) -> str:
        record, strings = self.record, self.strings
        keys = strings.document_keys
        values = {
            keys["publisher"]: record.publisher or "",
            keys["kind"]: kind_name(record.kind, strings),
            keys["territory"]: record.territory or "",
            keys["language"]: language_name(record.language, strings),
            keys["published"]: published_in_words(record, strings),
            keys["period"]: _span(record.extra.get("period")),
            keys["valid"]: self._valid(record.extra.get("valid")),
            keys["pages"]: grouped(record.pages, strings) if record.pages else "",
            keys["ocr"]: strings.yes if record.ocr else "",
            keys["retrieved_at"]: moment_in_words(record.retrieved_at, strings),
            keys["source"]: file_name(record.source) if record.source else "",
        }
        rows = "".join(f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>" for name, value in values.items() if value)
        return f'<section class="card"><h2>{esc(self.said.facts)}</h2><dl>{rows}</dl></section>'

    def _valid(self, span: Sequence[str | None] | None) -> str:
        """Since when and until when it holds, as far as is known."""
        known = zip(span or (), (self.strings.filter_from, self.strings.filter_to), strict=False)
        return " ".join(words.format(date=readable_date(day, self.strings)) for day, words in known if day)

    def _editions(self) -> str:
        items = "".join(self._edition(each) for each in reversed(self.shown.editions))
        return f'<section class="card"><h2>{esc(self.said.editions)}</h2><ul class="plain">{items}</ul></section>'

    def _edition(self, each: DocumentRecord) -> str:
        strings, said = self.strings, self.said
        name = strings.edition.format(edition=each.edition)
        here = each.edition == self.record.edition
        href = f"{sheet(self.seen, each.uri)}?edition={each.edition}"
        shown = f"<strong>{esc(name)}</strong>" if here else f'<a href="{esc(href)}">{esc(name)}</a>'
        state = strings.superseded if each.superseded else said.current
        facts = (
            readable_date(each.published, strings), state,
            strings.read_on.format(date=readable_date(each.retrieved_at[:10], strings)),
        )  # fmt: skip
        counts = self.shown.counts[each.edition]
        changed = ""
        if each.edition > 1 and len(self.shown.editions) > 1:
            words = " · ".join(
                f"{said.counts[kind]} {counts[kind]}" for kind in ("altered", "added", "removed") if counts[kind]
            )
            label = said.what_changed.format(edition=each.edition)
            changed = f'<br><a href="{esc(self._compare(each.edition))}">{esc(label)}</a>'
            changed += f' <span class="small">{esc(words)}</span>' if words else ""
        return f'<li>{shown} <span class="small">{esc(" · ".join(fact for fact in facts if fact))}</span>{changed}</li>'

    def _named(self) -> str:
        groups = []
        for kind, title in self.strings.mention_kinds.items():
            rows = [self._name(each) for each in self.shown.named if each.kind == kind]
            if rows:
                rest = self._folded(rows[_NAMES:], "plain")
                groups.append(f'<h2>{esc(title)}</h2><ul class="plain">{"".join(rows[:_NAMES])}</ul>{rest}')
        return f'<section class="card">{"".join(groups)}</section>' if groups else ""

    def _name(self, each: Named) -> str:
        first, *others = each.places[:_PLACES]
        also = "".join(
            f' <a href="{self._spot(*place)}" aria-label="{esc(f"{each.name}, {number}")}">{number}</a>'
            for number, place in enumerate(others, 2)
        )
        role = f', <span class="small">{esc(each.role)}</span>' if each.role else ""
        return (
            f'<li><a href="{self._spot(*first)}">{esc(each.name)}</a>{role}'
            f"{f'<span class={chr(34)}places{chr(34)}>{also}</span>' if also else ''}</li>"
        )

    def _copies(self) -> str:
        if not self.shown.copies:
            return ""
        items = "".join(self._copy(each) for each in self.shown.copies)
        return f'<section class="card"><h2>{esc(self.strings.copies)}</h2><ul class="plain">{items}</ul></section>'

    def _copy(self, each: DocumentRecord) -> str:
        href = sheet(self.seen, each.uri)
        pair = {"a": document_id(self.record.uri), "b": document_id(each.uri)}
        compare = f"{to(self.seen, 'compare')}?{urlencode(pair)}"
        facts = " · ".join(f for f in (each.publisher or "", readable_date(each.published, self.strings)) if f)
        words = f'{esc(self.said.compare)}<span class="hidden">: {esc(each.title)}</span>'
        return (
            f'<li><a href="{esc(href)}">{esc(each.title)}</a> <span class="small">{esc(facts)}</span> · '
            f'<a href="{esc(compare)}">{words}</a></li>'
        )


def _span(values: Iterable[str | None] | None) -> str:
    told = [str(each or "") for each in values or ()]
    return " – ".join(dict.fromkeys(told)).strip() if any(told) else ""
