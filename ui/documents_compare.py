"""Pure: two texts side by side: counts, figures that changed, then section by section; one column on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from rag.across.compare import Comparison, Figure, SectionChange
from rag.across.scope import Scope
from rag.types import Citation
from ui.cited import facts_html, flags_html, record_facts, sheet, spot
from ui.documents_frame import pager_html, tabs_html, to
from ui.documents_sides import Pair
from ui.labels import citation_place, file_name, grouped, readable_date
from ui.locales.across import COMPARE
from ui.locales.documents import documents_strings
from ui.pairs import Words, apart_html, pair_html
from ui.render import esc, line
from ui.shell import Seen

# Differences on one page, figures shown before the rest is folded, sentences of a section that stands on one side only.
PAGE: Final = 80
_FIGURES: Final = 12
_ALONE: Final = 5
# Sentences removed and added in a section from which on they are folded, so that what was altered stands out.
_APART: Final = 8
# Characters of a sentence that tell what a figure counts, where the words round it don't.
_WHAT: Final = 120


def chooser_html(a: str, b: str, offered: Sequence[Pair], titles: Sequence[str], seen: Seen, problem: str = "") -> str:
    """The form that asks for two texts, what is worth comparing, and what was wrong with what was asked for."""
    said = documents_strings(seen.strings.code)
    options = "".join(f'<option value="{esc(title)}"></option>' for title in titles)
    alarm = f'<div class="banner alarm" role="alert"><p>{esc(problem)}</p></div>' if problem else ""
    return (
        f'{alarm}<form class="search" method="get" action="{esc(to(seen, "compare"))}">'
        f'<p class="field wide"><label for="a">{esc(said.before)}</label>'
        f'<input id="a" name="a" list="titles" value="{esc(a)}" maxlength="500" required autocomplete="off"></p>'
        f'<p class="field wide"><label for="b">{esc(said.after)}</label>'
        f'<input id="b" name="b" list="titles" value="{esc(b)}" maxlength="500" required autocomplete="off"></p>'
        f'<datalist id="titles">{options}</datalist><button class="main">{esc(said.compare)}</button></form>'
        f"{line('small', said.compare_hint)}{_offered(offered, seen)}"
    )


def _offered(offered: Sequence[Pair], seen: Seen) -> str:
    said, strings = documents_strings(seen.strings.code), seen.strings
    parts = []
    for editions, title in ((True, said.pairs_editions), (False, said.pairs_plans)):
        items = ""
        for pair in (each for each in offered if each.editions is editions):
            names = [readable_date(name, strings) if editions else name for name in pair.names]
            href = f"{to(seen, 'compare')}?{urlencode({'a': pair.old, 'b': pair.new})}"
            when = f'<span class="small">{esc(" → ".join(names))}</span>'
            items += f'<li><a href="{esc(href)}">{esc(pair.name)}</a> {when}</li>'
        if items:
            parts.append(f'<h2>{esc(title)}</h2><ul class="pairs-offered">{items}</ul>')
    return "".join(parts)


def choose_html(chooser: str, seen: Seen) -> str:
    """The page before anything is compared."""
    said = documents_strings(seen.strings.code)
    return f"{tabs_html(seen, 'compare')}<h1>{esc(said.compare_title)}</h1>{line('lead', said.compare_lead)}{chooser}"


def compared_html(found: Comparison, sides: tuple[Scope, Scope], names: tuple[str, str], page: int, seen: Seen) -> str:
    """What changed; ``names`` are the sides as the address has them, ``page`` counts from 1."""
    return _Compared(found, sides, names, page, seen).html()


class _Compared:
    def __init__(
        self, found: Comparison, sides: tuple[Scope, Scope], names: tuple[str, str], page: int, seen: Seen
    ) -> None:
        self.found, self.sides, self.names, self.seen = found, sides, names, seen
        self.said = documents_strings(seen.strings.code)
        self.texts = COMPARE[seen.strings.code]
        self.several = max(found.documents) > 1
        self.sheets = pages_of([each for each in found.sections if each.differences])
        self.page = min(max(page, 1), len(self.sheets)) if self.sheets else 1

    def html(self) -> str:
        found, said = self.found, self.said
        sections = self.sheets[self.page - 1] if self.sheets else []
        body = "".join(self._section(each) for each in sections)
        none = f'<p class="banner good">{esc(self.texts.none)}</p>' if not self.sheets else ""
        shown = self._figures() if self.page == 1 else ""
        again = f"{to(self.seen, 'compare')}?{urlencode({'a': self.names[1], 'b': self.names[0]})}"
        links = (
            f'<p class="small"><a href="{esc(again)}">{esc(said.swap)}</a> · '
            f'<a href="{esc(to(self.seen, "compare"))}">{esc(said.compare_other)}</a></p>'
        )
        return (
            f"{tabs_html(self.seen, 'compare')}<h1>{esc(said.compare_title)}</h1>"
            f'<div class="two">{self._side(0, said.before)}{self._side(1, said.after)}</div>{links}'
            f'{self._counts(found)}{none}{shown}<div class="compared">{body}</div>{self._pager()}'
        )

    def _side(self, at: int, label: str) -> str:
        of = self.sides[at]
        seen, strings = self.seen, self.seen.strings
        first = of.editions[0]
        if len(of.editions) > 1:
            facts = [self.said.files.format(number=len(of.editions))]
            title, flags = esc(of.name), ""
        else:
            facts = [
                *record_facts(first, seen),
                strings.edition.format(edition=first.edition),
                strings.read_on.format(date=readable_date(first.retrieved_at[:10], strings)),
            ]
            title = f'<a href="{esc(sheet(seen, first.uri))}">{esc(first.title)}</a>'
            flags = flags_html(superseded=first.superseded, withdrawn=first.withdrawn, seen=seen)
        side = "old" if at == 0 else "new"
        return (
            f'<section class="card {side}"><p class="side"><strong>{esc(label)}</strong>{flags}</p>'
            f"<h2>{title}</h2>{facts_html(facts)}</section>"
        )

    def _counts(self, found: Comparison) -> str:
        numbers = {
            "altered": found.count("altered"), "added": found.count("added"), "removed": found.count("removed"),
            "moved": found.moved, "kept": found.kept,
        }  # fmt: skip
        strings = self.seen.strings
        items = "".join(
            f"<li><strong>{grouped(number, strings)}</strong> {esc(self.said.counts[name])}</li>"
            for name, number in numbers.items()
        )
        return f'<ul class="tally">{items}</ul>'

    def _figures(self) -> str:
        figures = self.found.figures
        if not figures:
            return ""
        rows = [self._figure(each) for each in figures]
        what, old, new, _ = self.texts.columns
        head = "".join(f'<th scope="col">{esc(word)}</th>' for word in (what, old, new))
        head = f"<thead><tr>{head}</tr></thead>"
        table = f'<table class="figures">{head}<tbody>{"".join(rows[:_FIGURES])}</tbody></table>'
        if len(rows) > _FIGURES:
            more = self.said.more.format(number=len(rows) - _FIGURES)
            rest = f'<table class="figures">{head}<tbody>{"".join(rows[_FIGURES:])}</tbody></table>'
            table += f"<details><summary>{esc(more)}</summary>{rest}</details>"
        return f"<section><h2>{esc(self.texts.figures)}</h2>{table}</section>"

    def _figure(self, each: Figure) -> str:
        old, new = self._place(each.old_citation), self._place(each.new_citation)
        quote = " ".join(each.new_citation.quote.split())
        what = each.what if sum(map(str.isalpha, each.what)) > 1 else quote[:_WHAT]
        return (
            f'<tr><th scope="row">{esc(what)}</th><td><del class="figure">{esc(each.old)}</del> '
            f'<span class="small">{old}</span></td><td><ins class="figure">{esc(each.new)}</ins> '
            f'<span class="small">{new}</span></td></tr>'
        )

    def _place(self, citation: Citation | None) -> str:
        """The page (and file) of a quote as a link to it."""
        if citation is None:
            return ""
        strings = self.seen.strings
        file = file_name(citation.document) if self.several else ""
        words = " · ".join(part for part in (file, citation_place(citation, strings)) if part) or self.said.read_it
        href = spot(self.seen, citation.document, citation.edition, citation.start, citation.end)
        return f'<a href="{esc(href)}">{esc(words)}</a>'

    def _section(self, section: SectionChange) -> str:
        path = section.new or section.old
        title = path[-1]
        names = {" ".join(each.title.split()) for of in self.sides for each in of.editions}
        over = " › ".join(each for each in path[:-1] if self.several or " ".join(each.split()) not in names)
        facts = [self.texts.only_old.format(name=self.sides[0].name)] if section.how == "only_old" else []
        if section.how == "only_new":
            facts.append(self.texts.only_new.format(name=self.sides[1].name))
        elif section.how in ("renamed", "moved", "split", "merged") and section.old != section.new:
            facts.append(self.texts.how[section.how].format(old=" › ".join(section.old[-2:])))
        if not section.sure:
            facts.append(self.texts.likely.format(share=round(100 * section.alike)))
        if section.kept:
            facts.append(self.said.kept_here.format(number=section.kept))
        rows = "".join(
            pair_html(self._words(each.old), self._words(each.new), self.said)
            for each in section.differences
            if each.kind == "altered"
        )
        gone = [word for each in section.differences if not each.new for word in self._words(each.old)]
        came = [word for each in section.differences if not each.old for word in self._words(each.new)]
        apart = apart_html(gone, came, self.said)
        if section.old and section.new and len(gone) + len(came) > _APART:
            counts = self.said.counts
            number = f"{counts['removed']} {len(gone)} · {counts['added']} {len(came)}"
            apart = f"<details><summary>{esc(number)}</summary>{apart}</details>"
        rows += apart
        if section.how in ("only_old", "only_new") and len(section.differences) > _ALONE:
            number = self.texts.sentences.format(number=len(section.differences))
            rows = f"<details><summary>{esc(number)}</summary>{rows}</details>"
        head = f"{line('over small', over)}<h2>{esc(title)}</h2>{facts_html(facts)}"
        return f'<section class="section">{head}{rows}</section>'

    def _words(self, citation: Citation | None) -> list[Words]:
        return [Words(citation.quote, self._place(citation))] if citation else []

    def _pager(self) -> str:
        def to_page(page: int) -> str:
            query = urlencode({"a": self.names[0], "b": self.names[1], "page": page})
            return f"{to(self.seen, 'compare')}?{query}"

        return pager_html(self.page, len(self.sheets), to_page, self.seen)


def pages_of(sections: Sequence[SectionChange]) -> list[list[SectionChange]]:
    """The sections in pages of some ``PAGE`` differences: first those that stand in both texts, then the others."""
    both = [each for each in sections if each.old and each.new]
    ordered = both + [each for each in sections if not (each.old and each.new)]
    pages: list[list[SectionChange]] = []
    held = 0
    for section in ordered:
        if not pages or (held and held + len(section.differences) > PAGE):
            pages.append([])
            held = 0
        pages[-1].append(section)
        held += len(section.differences)
    return pages
