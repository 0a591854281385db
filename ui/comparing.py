"""``regesto compare A B``: what changed from one document, edition, folder or plan to another, section by section."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ui.calling import begin, show
from ui.options import Json

if TYPE_CHECKING:
    from rag.across.compare import Comparison, Difference, SectionChange
    from rag.types import Citation
    from ui.locales.across import CompareTexts
    from ui.strings import Strings
    from ui.terminal import Screen

# Lines shown of one kind: all are in ``--json``.
_MOST: Final = 20
_FIGURES: Final = 60
_NAME: Final = "Indirizzo o sua fine, titolo, INDIRIZZO@EDIZIONE, cartella, o gli anni di un piano."


def compare(
    old: Annotated[str, typer.Argument(metavar="PRIMA", help=_NAME, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="DOPO", help=_NAME, show_default=False)],
    as_json: Json = False,
) -> None:
    """Dice che cosa cambia fra due documenti, edizioni o piani, sezione per sezione, con le pagine di tutti e due."""
    from rag.across.compare import compare as compared
    from rag.library import Library

    settings, strings = begin()
    with Library.open(settings) as library:
        found = compared(library, old, new, settings, strings.code)
    show(_json(found) if as_json else found, as_json, lambda screen: _draw(screen, found, strings), strings)


def _json(found: Comparison) -> dict[str, Any]:
    counts = {kind: found.count(kind) for kind in ("altered", "added", "removed")}
    return asdict(found) | counts


def _draw(screen: Screen, found: Comparison, strings: Strings) -> None:
    from ui.labels import clean
    from ui.locales.across import COMPARE

    texts = COMPARE[strings.code]
    screen.title(texts.title.format(old=clean(found.old), new=clean(found.new)))
    before, after = found.documents
    screen.line(
        texts.counts.format(
            before=before,
            after=after,
            kept=found.kept,
            moved=found.moved,
            altered=found.count("altered"),
            added=found.count("added"),
            removed=found.count("removed"),
        )
    )
    if found.identical:
        screen.line(texts.none)
        return
    many = max(found.documents) > 1
    rows = [
        (each.what, each.old, each.new, f"{_where(each.old_citation, many, strings)} → "
         f"{_where(each.new_citation, many, strings)}")
        for each in found.figures
    ]  # fmt: skip
    screen.rows(texts.figures, texts.columns, rows, _FIGURES)
    # A sentence that came from a section of the first that has no match is shown where it is now.
    both = [
        each
        for each in found.sections
        if each.differences and ((each.old and each.new) or any(one.kind == "altered" for one in each.differences))
    ]
    if both:
        screen.title(texts.changed)
    for section in both:
        _section(screen, section, texts, many, strings)
    for how, title in (("only_old", texts.only_old), ("only_new", texts.only_new)):
        alone = [each for each in found.sections if each.how == how]
        name = clean(found.old if how == "only_old" else found.new)
        screen.some(title.format(name=name), [_alone(each, texts, many, strings) for each in alone], 3 * _MOST)


def _section(screen: Screen, section: SectionChange, texts: CompareTexts, many: bool, strings: Strings) -> None:
    from rich.text import Text

    from ui.labels import clean

    screen.line(Text(clean(" › ".join(section.new)), style="bold"))
    old = clean(" › ".join(section.old))
    facts = [texts.how[section.how].format(old=old)] if section.how in texts.how and section.old != section.new else []
    if not section.sure:
        facts.append(texts.likely.format(share=round(100 * section.alike)))
    if facts:
        screen.line(Text(" · ".join(facts), style="dim"), indent=2)
    told = [each for each in section.differences if section.old or each.kind == "altered"]
    for each in told[:_MOST]:
        screen.line(_difference(each, many, strings), indent=2)
    screen.more(len(told) - _MOST)


def _difference(each: Difference, many: bool, strings: Strings) -> Any:
    from rich.text import Text

    from ui.changes import change_line

    line = change_line(
        each.kind,
        each.old.quote if each.old else None,
        each.new.quote if each.new else None,
        (_where(each.old, many, strings), _where(each.new, many, strings)),
        strings,
    )
    styles = {"old": "red strike", "new": "green", "head": "bold", "": ""}
    signs = {"old": ("[-", "-]"), "new": ("{+", "+}")}
    shown = Text()
    for part in line:
        opening, closing = signs.get(part.mark, ("", ""))
        shown.append(f"{opening}{part.text}{closing}", style=styles[part.mark])
    return shown


def _alone(section: SectionChange, texts: CompareTexts, many: bool, strings: Strings) -> str:
    where = _where(section.places[0], many, strings) if section.places else ""
    number = texts.sentences.format(number=len(section.differences))
    return " · ".join(part for part in (" › ".join(section.old or section.new), where, number) if part)


def _where(citation: Citation | None, many: bool, strings: Strings) -> str:
    """The page, and the file where a text is made of several; the edition of a text that has more."""
    from ui.labels import citation_place, file_name

    if citation is None:
        return ""
    page = citation_place(citation, strings)
    file = file_name(citation.document) if many or not page else ""
    edition = strings.edition.format(edition=citation.edition) if citation.edition > 1 or citation.superseded else ""
    return ", ".join(part for part in (file, edition, page) if part)
