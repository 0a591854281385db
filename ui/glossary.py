"""``regesto glossary``: the acronyms that documents define, their expansions, and where each is defined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ui.calling import begin, show
from ui.options import Json

if TYPE_CHECKING:
    from rag.definitions import Defined
    from rag.library import Library
    from ui.strings import Strings
    from ui.terminal import Screen

# Most rows of the list on a screen; all are in a pipe's first lines and in ``--json``.
_MOST: Final = 500


def glossary(
    word: Annotated[
        str | None,
        typer.Argument(metavar="SIGLA", help="Una sigla, o quello che vuol dire.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Elenca le sigle che i documenti definiscono, o dice che cosa vuol dire una sigla e dove è scritto."""
    from rag.library import Library

    settings, strings = begin()
    with Library.open(settings) as library:
        value = {"acronyms": entries(library, word)}
        mined = library.meta("acronyms") is not None or not library.records()
    show(value, as_json, lambda screen: _draw(screen, value["acronyms"], word, strings, mined), strings)


def entries(library: Library, word: str | None = None) -> list[dict[str, Any]]:
    """Each acronym (or the one asked for) with its expansions, the most defined first, and the places of each.

    ``releases``: how many releases define it so; 0 and no ``places`` where it is common knowledge.
    """
    from rag.acronym_table import key, phrase
    from rag.acronyms import Acronyms

    acronyms = Acronyms(library)
    defined = library.acronyms()
    wanted = {key(each.definition.acronym) for each in defined}
    if word is not None:
        short = {key(name) for name in acronyms.acronyms_of(word)}
        wanted = {key(word)} if acronyms.expansions(word) else short
    found = []
    for each in sorted(wanted):
        mine = [one for one in defined if key(one.definition.acronym) == each]
        meanings = [
            {
                "expansion": expansion,
                "releases": releases,
                "places": [
                    _place(library, one)
                    for one in mine
                    if phrase(one.definition.expansion) in acronyms.spellings(each, expansion)
                ],
            }
            for expansion, releases in acronyms.expansions(each)
        ]
        spelled = sorted({one.definition.acronym for one in mine}) or [(word or each).upper()]
        found.append({"acronym": spelled[0], "spellings": spelled, "expansions": meanings})
    return found


def _place(library: Library, one: Defined) -> dict[str, Any]:
    """Where a definition stands: document, page or minute, and the words, letter for letter."""
    it = one.definition
    passage = library.passage_at(one.document, one.edition, it.start)
    mark = passage.mark_at(it.start) if passage else None
    record = library.record(one.document, one.edition)
    return {
        "document": one.document,
        "title": record.title if record else one.document,
        "edition": one.edition,
        "page": mark.page if mark else None,
        "page_label": mark.page_label if mark else None,
        "minute": mark.minute if mark else None,
        "expansion": it.expansion,
        "quote": library.slice(one.document, one.edition, it.start, it.end),
        "start": it.start,
        "end": it.end,
        "language": it.language,
    }


def _draw(screen: Screen, found: list[dict[str, Any]], word: str | None, strings: Strings, mined: bool) -> None:
    from ui.labels import clean, place
    from ui.locales.glossary import GLOSSARY

    texts = GLOSSARY[strings.code]
    if not mined:
        screen.line(texts.not_mined)
    elif not found:
        screen.line(texts.unknown.format(word=clean(word)) if word else texts.empty)
    elif word is None:
        rows = [
            (", ".join(each["spellings"]), meaning["expansion"], str(_documents(meaning)))
            for each in found
            for meaning in each["expansions"]
        ]
        screen.rows(texts.title, texts.columns, rows, _MOST)
    else:
        for each in found:
            screen.title(", ".join(each["spellings"]))
            for meaning in each["expansions"]:
                screen.line(meaning["expansion"])
                if not meaning["places"]:
                    screen.line(texts.common, indent=4)
                for one in meaning["places"]:
                    where = place(one["page"], one["page_label"], one["minute"], strings)
                    screen.line(" · ".join(part for part in (one["title"], where) if part), indent=4)
                    screen.line(f"«{' '.join(one['quote'].split())}»", indent=8)


def _documents(meaning: dict[str, Any]) -> int:
    return len({one["document"] for one in meaning["places"]})
