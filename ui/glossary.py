"""``regesto glossary``: acronyms, bodies, plans and terms that documents define: what they are, where, since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import RegestoError
from ui.calling import begin, show
from ui.options import Json

if TYPE_CHECKING:
    from rag.across.glossary import Entry
    from rag.definitions import Defined
    from rag.library import Library
    from rag.settings import Settings
    from ui.strings import Strings
    from ui.terminal import Screen

# Most rows of the list on a screen; all are in a pipe's first lines and in ``--json``.
_MOST: Final = 500


def glossary(
    word: Annotated[
        str | None,
        typer.Argument(metavar="TERMINE", help="Una sigla, un ente, un piano o un termine.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Elenca sigle, enti, piani e termini che i documenti definiscono, o dice che cos'è uno e dove è scritto."""
    from rag.across.glossary import all_defined
    from rag.library import Library

    settings, strings = begin()
    with Library.open(settings) as library:
        acronyms = [each | {"since": since(library, each)} for each in entries(library, word)]
        terms = _defined(settings, word, strings) if word is not None else all_defined(library, settings.public_url)
        short = {name.casefold() for each in acronyms for name in each["spellings"]}
        terms = [each for each in terms if each.term.casefold() not in short]  # told among the acronyms
        mined = library.meta("acronyms") is not None or not library.records()
        value = {"acronyms": acronyms, "terms": [asdict(each) for each in terms]}
        if word is not None and not acronyms and not terms:
            raise RegestoError(_unknown(library, word, strings))
    show(value, as_json, lambda screen: _draw(screen, acronyms, terms, word, strings, mined), strings)


def _defined(settings: Settings, word: str, strings: Strings) -> list[Entry]:
    """What documents say that a term is; the acronyms are looked up apart."""
    from rag.across.glossary import defined
    from rag.search import open_search

    search = open_search(settings)
    try:
        return defined(search, word, strings.code)
    finally:
        search.close()


def _unknown(library: Library, word: str, strings: Strings) -> str:
    """That nothing defines a term, with the nearest that are defined."""
    from rag.across.glossary import all_defined, nearest
    from ui.locales.glossary import GLOSSARY

    texts = GLOSSARY[strings.code]
    known = [
        name
        for each in entries(library)
        for name in (*each["spellings"], *(one["expansion"] for one in each["expansions"][:1]))
    ]
    near = nearest(word, [*known, *(each.term for each in all_defined(library))])
    said = texts.unknown.format(word=word)
    return f"{said} {texts.near.format(some=', '.join(near))}" if near else said


def since(library: Library, entry: dict[str, Any]) -> str | None:
    """The date of the earliest document that defines an acronym, ISO; None where none has a date."""
    uris = {one["document"] for meaning in entry["expansions"] for one in meaning["places"]}
    dates = [record.published for uri in uris if (record := library.record(uri)) and record.published]
    return min(dates, default=None)


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


def _draw(
    screen: Screen,
    acronyms: list[dict[str, Any]],
    terms: Sequence[Entry],
    word: str | None,
    strings: Strings,
    mined: bool,
) -> None:
    from ui.labels import readable_date
    from ui.locales.glossary import GLOSSARY

    texts = GLOSSARY[strings.code]
    if not mined:
        screen.line(texts.not_mined)
    elif not acronyms and not terms:
        screen.line(texts.empty)
    if word is None:
        rows = [
            (", ".join(each["spellings"]), meaning["expansion"], str(_documents(meaning)))
            for each in acronyms
            for meaning in each["expansions"]
        ]
        screen.rows(texts.title, texts.columns, rows, _MOST)
        for kind, title in texts.kinds.items():
            told = [
                (each.term, " ".join(each.citations[0].quote.split()), readable_date(each.since, strings))
                for each in terms
                if each.kind == kind
            ]
            screen.rows(title, texts.term_columns, told, _MOST)
        return
    for each in acronyms:
        _acronym(screen, each, strings)
    for entry in terms:
        _term(screen, entry, strings)


def _acronym(screen: Screen, each: dict[str, Any], strings: Strings) -> None:
    from ui.labels import place, readable_date
    from ui.locales.glossary import GLOSSARY

    texts = GLOSSARY[strings.code]
    screen.title(", ".join(each["spellings"]))
    for meaning in each["expansions"]:
        screen.line(meaning["expansion"])
        if not meaning["places"]:
            screen.line(texts.common, indent=4)
        for one in meaning["places"]:
            where = place(one["page"], one["page_label"], one["minute"], strings)
            screen.line(" · ".join(part for part in (one["title"], where) if part), indent=4)
            screen.line(f"«{' '.join(one['quote'].split())}»", indent=8)
    if each["since"]:
        screen.line(texts.since.format(date=readable_date(each["since"], strings)), indent=4)


def _term(screen: Screen, entry: Entry, strings: Strings) -> None:
    from ui.labels import citation_place, clean, readable_date
    from ui.locales.glossary import GLOSSARY

    screen.title(clean(entry.term))
    screen.line(f"«{clean(' '.join(entry.citations[0].quote.split()))}»", indent=4)
    for citation in entry.citations:
        where = citation_place(citation, strings)
        screen.line(clean(" · ".join(part for part in (citation.title, where) if part)), indent=8)
    if entry.since:
        screen.line(GLOSSARY[strings.code].since.format(date=readable_date(entry.since, strings)), indent=8)


def _documents(meaning: dict[str, Any]) -> int:
    return len({one["document"] for one in meaning["places"]})
