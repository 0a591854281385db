"""Pure: the page of a source as HTML. It runs one script of ours, loads nothing from elsewhere, prints well."""

from __future__ import annotations

from typing import Final

from ui.labels import clean, file_name, grouped, kind_name, public_address, published_in_words, readable_date
from ui.locales.source import SourceStrings, source_strings
from ui.render import esc, line
from ui.shell import nav_html
from ui.source_frame import Frame
from ui.source_reading import Shown
from ui.source_sheet import sheet_html
from ui.source_text import TextView
from ui.strings import Strings

_IMAGE_PROBLEMS: Final = {"missing": "image_missing", "locked": "image_locked", "broken": "image_broken"}


def document_html(title: str, body: str, strings: Strings, frame: Frame) -> str:
    """A whole page: head, our name over it (unless beside the chat), the body."""
    said = source_strings(strings.code)
    css = " ".join(part for part in (frame.theme, "embed" if frame.embed else "") if part)
    address = f"{esc(frame.root)}/static/source"
    text = "text" if 'id="text"' in body else "content"
    # beside the chat, which has a <main> of its own, this one needs a name
    named = f' aria-label="{esc(said.source)}"' if frame.embed else ""
    top = "" if frame.embed else (
        f'<header class="top"><a class="skip" href="#{text}">{esc(said.skip)}</a><a class="name" '
        f'href="{esc(frame.root)}/{strings.code}/">Regesto</a>{nav_html(strings, None, frame.root)}</header>'
    )  # fmt: skip
    return (
        f'<!doctype html><html lang="{strings.code}" class="{css}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{esc(title)} · Regesto</title>'
        f'<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<link rel="icon" href="{esc(frame.root)}/favicon.ico"><link rel="stylesheet" href="{address}.css'
        f'?v={frame.version}"><script src="{address}.js?v={frame.version}" defer></script></head>'
        f'<body>{top}<main id="content" tabindex="-1"{named}>{body}</main></body></html>'
    )


def problem_html(title: str, reason: str, strings: Strings, frame: Frame) -> str:
    """A page that says why there is no source to show, and leads to the chat."""
    said = source_strings(strings.code)
    chat = f'<p><a href="{esc(frame.root)}/{strings.code}/" target="_top">{esc(said.to_chat)}</a></p>'
    return document_html(title, f'<section class="problem"><h1>{esc(title)}</h1>{line("", reason)}{chat}</section>',
                         strings, frame)  # fmt: skip


def source_html(shown: Shown, strings: Strings, frame: Frame) -> str:
    """The page of one source."""
    view = SourceView(shown, strings, frame)
    return document_html(view.title, view.html(), strings, frame)


class SourceView:
    """Draws one source: what it is, what is wrong with it, the page's picture, the text."""

    def __init__(self, shown: Shown, strings: Strings, frame: Frame) -> None:
        self.shown = shown
        self.record = shown.edition.record
        self.strings = strings
        self.said: SourceStrings = source_strings(strings.code)
        self.frame = frame
        self.title = clean(" ".join(self.record.title.split())) or file_name(self.record.uri)
        quote = shown.quote
        self.place = f"{quote[0]}-{quote[1]}" if quote else ""

    def html(self) -> str:
        """The body of the page."""
        sheet = sheet_html(self.shown, self.title, self.strings, self.frame)
        return f"{self._head()}{self._notes()}{self._views()}{sheet}{self._text()}"

    def _head(self) -> str:
        record, strings = self.record, self.strings
        read = readable_date(record.retrieved_at[:10], strings)
        number = self.said.edition_of.format(edition=record.edition, editions=len(self.shown.edition.editions))
        facts = (
            record.publisher or "",
            kind_name(record.kind, strings),
            published_in_words(record, strings),
            number if len(self.shown.edition.editions) > 1 else strings.edition.format(edition=record.edition),
            strings.read_on.format(date=read) if read else "",
        )
        items = "".join(f"<li>{esc(fact)}</li>" for fact in facts if fact)
        return (
            f'<header class="source"><h1>{esc(self.title)}</h1><ul class="facts">{items}</ul>{self._links()}'
            f"{self._editions()}</header>"
        )

    def _links(self) -> str:
        """To the live address, to this page for good, to the whole page when it is beside the chat."""
        address = public_address(self.record.url, self.record.uri)
        live = (
            f'<a href="{esc(address)}" target="_blank" rel="noopener noreferrer">{esc(self.strings.open_source)}</a>'
            if address
            else f"<span>{esc(self.strings.local_source.format(name=file_name(self.record.uri)))}</span>"
        )
        anchor = f"#{self.place}" if self.place else ""
        path = f"{self.frame.public or self.frame.root}/d/{self.shown.edition.name}/{self.record.edition}{anchor}"
        target = ' target="_blank"' if self.frame.embed else ""
        return f'<p class="links">{live}<a href="{esc(path)}"{target}>{esc(self.said.permalink)}</a></p>'

    def _editions(self) -> str:
        """The other editions, newest first; nothing where there is one only."""
        editions = self.shown.edition.editions
        if len(editions) < 2:
            return ""
        items = []
        for each in reversed(editions):
            read = self.strings.read_on.format(date=readable_date(each.retrieved_at[:10], self.strings))
            words = f"{self.strings.edition.format(edition=each.edition)}, {read}"
            state = "" if each.superseded else f" ({self.said.current})"
            name = f'<a href="{self._edition(each.edition)}">{esc(words)}</a>{esc(state)}'
            here = each.edition == self.record.edition
            items.append(f'<li aria-current="true">{esc(words + state)}: {esc(self.said.this_one)}</li>' if here
                         else f"<li>{name}</li>")  # fmt: skip
        return (
            f'<details class="editions"><summary>{esc(self.said.editions)}</summary><ul>{"".join(items)}</ul></details>'
        )

    def _edition(self, number: int) -> str:
        return esc(f"{number}{self.frame.query()}".rstrip("?"))

    def _notes(self) -> str:
        """What a reader must know first: superseded, withdrawn, no such place, no picture."""
        notes, record, newest = [], self.record, self.shown.edition.newest
        if record.superseded:
            read = readable_date(newest.retrieved_at[:10], self.strings)
            words = self.said.superseded_link.format(edition=newest.edition, date=read)
            link = f' <a href="{self._edition(newest.edition)}">{esc(words)}</a>'
            notes.append(f'<p class="banner alarm">{esc(self.said.superseded)}{link}</p>')
        if record.withdrawn:
            notes.append(line("banner alarm", self.said.withdrawn))
        if self.shown.lost:
            notes.append(line("banner", self.said.quote_unknown))
        if self.shown.problem:
            notes.append(line("banner", getattr(self.said, _IMAGE_PROBLEMS[self.shown.problem])))
        return f'<div class="notes">{"".join(notes)}</div>' if notes else ""

    def _views(self) -> str:
        """Between the pictures of the pages and the text, where there are both."""
        if not self.shown.pictured or self.shown.problem:
            return ""
        links = []
        for name, view, here in (
            (self.said.view_page, "", self.shown.sheet is not None),
            (self.said.view_text, "text", self.shown.sheet is None),
        ):
            current = ' aria-current="page"' if here else ""
            query = self.frame.query(q=self.place, page=self.shown.page if not self.place else "", view=view)
            anchor = f"#{self.place}" if self.place else ""
            links.append(f'<a href="{esc(query)}{anchor}"{current}>{esc(name)}</a>')
        return f'<nav class="views" aria-label="{esc(self.said.views)}">{"".join(links)}</nav>'

    def _text(self) -> str:
        shown = self.shown
        boxed = shown.sheet is not None and bool(shown.sheet.boxes)
        body = TextView(shown, self.strings, "text-" if boxed else "").html()
        title = self.said.text if shown.sheet is None else self.said.page_text
        empty = self.said.text_empty if shown.sheet is None else self.said.page_empty
        return (
            f'<section class="text" id="text" tabindex="-1"><h2>{esc(title)}</h2>{self._part()}'
            f"{body or line('empty', empty)}{self._part(after=True)}</section>"
        )

    def _part(self, *, after: bool = False) -> str:
        """Which part of a long text is shown, and the way to the rest."""
        shown = self.shown
        if not shown.links:
            return ""
        view = "text" if shown.pictured and not shown.problem else ""  # the rest is not on the picture shown
        words = {"earlier": self.said.earlier, "later": self.said.later}
        links = [
            f'<a href="{esc(self.frame.query(q=self.place, view=view, **{"from": at or "0"}))}">{esc(words[name])}</a>'
            for name, at in shown.links.items()
        ]
        whole = self.frame.query(q=self.place, view=view, all=1)
        anchor = f"#{self.place}" if self.place else ""
        links.append(f'<a href="{esc(whole)}{anchor}">{esc(self.said.show_all)}</a>')
        counted = self.said.part.format(
            start=grouped(shown.span[0], self.strings), end=grouped(shown.span[1], self.strings),
            total=grouped(len(shown.edition.text), self.strings),
        )  # fmt: skip
        return f'<p class="part">{esc(counted) if not after else ""} {" ".join(links)}</p>'
