"""Questions from lists with a sentence that leads in, and from tables with a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from eval.draft_rules import rules
from eval.draft_sentences import is_specific
from eval.draft_spots import Spot, core_of, made
from eval.own_questions import Own
from rag.sentences import shown_words
from rag.types import Block, DocumentRecord, Passage

# Items of a list that is asked for, characters of what is quoted of it.
_ITEMS: Final = (3, 8)
_QUOTED: Final = 900
_LEANS: Final = re.compile(
    r"\b(?:quest[oaie]|tal[ei]|suddett\w+|suo[i]?|sua|sue|suoi|loro|questi|its|their|these|ces|son|ses)\b", re.I
)
_IN: Final = {
    "it": "Secondo «{title}», {asked}",
    "fr": "Selon « {title} », {asked}",
    "en": "According to “{title}”, {asked}",
}
# A title that can stand in a question.
_TITLE: Final = re.compile(
    r"(?=.{12,95}$)(?!(?i:capitolo|appendice|allegato|annex|chapter|annexe|parte|sezione|slide)\b|\d+\.|.*_)[A-ZÀ-Ý0-9][^\n|<>_{}\[\]#]*\s[^\n|<>_{}\[\]#]*"
)


def about_lists(record: DocumentRecord, passage: Passage) -> Iterator[Own]:
    """What each list of a passage holds, where its lead-in stands in the passage too."""
    for lead, group in groupby(passage.blocks, key=lambda block: block.lead if block.kind == "item" else None):
        items = [block for block in group if block.level == 0]
        if lead is None or lead[0] < passage.start or not _ITEMS[0] <= len(items) <= _ITEMS[1]:
            continue
        spot = Spot(record, passage, lead[0], items[-1].end)
        facts = [core_of(Spot(record, passage, each.start, each.end).shown) for each in items]
        asked = _asked(Spot(record, passage, *lead).shown, spot)
        if asked and all(facts) and len(set(facts)) == len(facts) and len(spot.quote) <= _QUOTED:
            yield made(spot, "list", "list", asked, [[fact] for fact in facts], persona="official")


def _asked(lead: str, spot: Spot) -> str:
    for rule in rules("leads"):
        match = rule.pattern.match(lead)
        if (
            match
            and rule.language == spot.language
            and not _LEANS.search(lead)
            and not match["s"].endswith((" e", " and"))
        ):
            parts = match.groupdict()
            asked = rule.asked.format(**{**parts, "s": parts["s"][0].lower() + parts["s"][1:]})
            asked = asked[0].upper() + asked[1:]
            return asked if is_specific(asked) else within(asked, spot.record.title, rule.language)
    return ""


def within(asked: str, title: str, language: str) -> str:
    """The question, asked of a document by its title; "" where that can't be said in a question."""
    plain = shown_words(title).replace("«", "“").replace("»", "”")
    if not _TITLE.fullmatch(plain):
        return ""
    return _IN[language].format(title=plain, asked=asked[0].lower() + asked[1:])


# ------------------------------------------------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, its cells by column, the table's caption ("": none)."""

    spot: Spot
    key: str
    cells: dict[str, str]
    caption: str


_NUMBERED: Final = re.compile(r"^(?:Tabella|Tab\.|Tableau|Table)\s*[\d.]+\s*[.:–-]?\s*", re.IGNORECASE)
_CELL: Final = re.compile(r"(?:^|; )([^:;]{2,60}): ")
# Columns that have a name of their own, with its article.
_COLUMNS: Final = {
    "riduzione": "la riduzione", "durata": "la durata", "importo": "l'importo", "sede": "la sede", "costo": "il costo",
    "indirizzo": "l'indirizzo", "telefono": "il telefono", "scadenza": "la scadenza", "atto": "l'atto",
    "periodo": "il periodo", "responsabile": "il responsabile", "referente": "il referente", "comune": "il Comune",
    "provincia": "la provincia", "obiettivo": "l'obiettivo", "valore": "il valore", "quota": "la quota",
    "percentuale": "la percentuale", "popolazione": "la popolazione",
    "budget": "il budget", "ente": "l'ente", "gruppo": "il gruppo", "codice": "il codice", "orario": "l'orario",
    "stanziamento": "lo stanziamento", "totale": "il totale", "variazione": "la variazione", "data": "la data",
    "target": "il target", "baseline": "la baseline", "direttore": "il direttore",
    "posizione": "la posizione", "livello": "il livello", "soglia": "la soglia", "via": "la via",
}  # fmt: skip
_MONEY: Final = re.compile(r"^(?:(?:milioni|migliaia|miliardi) di )?euro$", re.IGNORECASE)
_FIGURE: Final = re.compile(r"[\d.,]+ ?%?")


def rows_of(record: DocumentRecord, passage: Passage) -> Iterator[Row]:
    """The rows of a passage that can be asked about: their header stands before them, the first cell says of what."""
    for block in passage.blocks:
        if block.kind == "row" and block.lead is not None and block.lead[0] >= passage.start:
            row = _row(record, passage, block, block.lead)
            if row is not None:
                yield row


def _row(record: DocumentRecord, passage: Passage, block: Block, lead: tuple[int, int]) -> Row | None:
    spot, header = Spot(record, passage, block.start, block.end), Spot(record, passage, *lead).quote
    caption, _, names = header.strip().rpartition("\n")
    if "|" in names:
        columns = [cell.strip() for cell in names.strip("| ").split("|")]
        values = [cell.strip() for cell in spot.shown.strip("| ").split("|")]
    else:
        columns = [name.strip() for name in names.split(";")]
        places = [(m.group(1), m.start(1), m.end()) for m in _CELL.finditer(spot.shown)]
        ends = [start - 2 for _, start, _ in places[1:]] + [len(spot.shown)]
        values = [spot.shown[begin:end].strip() for (_, _, begin), end in zip(places, ends, strict=True)]
        if [name for name, _, _ in places] != columns:
            return None
    if len(values) != len(columns) or not 2 <= len(columns) <= 6 or not all(values) or len(spot.quote) > _QUOTED:
        return None
    return Row(
        spot, values[0], dict(zip(columns[1:], values[1:], strict=True)), _NUMBERED.sub("", shown_words(caption))
    )


def about_tables(record: DocumentRecord, passage: Passage) -> Iterator[Own]:
    """One question for each row that has a column that can be asked for; and the same of the row after, as "and of"."""
    before: tuple[str, Row] | None = None
    for row in rows_of(record, passage):
        name = next((name for name, value in row.cells.items() if _may_be_asked(name, value, row)), "")
        asked = _column_asked(name, row.spot.language) if name else ""
        key = _key(row)
        where = _of_table(row, f"{asked} {key}?") if asked and key else ""
        if not where:
            before = None
            continue
        fact = [[row.cells[name]]]
        if before and before[0] == name:
            last = before[1]
            turns = [{"role": "user", "content": where.replace(key, _key(last))},
                     {"role": "assistant", "content": f"{last.cells[name]}."}]  # fmt: skip
            and_of = {"it": "E {key}?", "en": "And {key}?"}[row.spot.language].format(key=key)
            yield made(row.spot, "table:next", "follow_up", and_of, fact, history=turns, persona="official")
        yield made(row.spot, "table", "table", where, fact, persona="official")
        before = (name, row)


def _may_be_asked(name: str, value: str, row: Row) -> bool:
    known = _column_asked(name, row.spot.language) != ""
    return known and 1 <= len(value) <= 80 and value.lower() not in ("-", "n.d.", "n/a", "sì", "no", "x")


def _column_asked(name: str, language: str) -> str:
    plain = name.strip().lower()
    if language == "en":
        return f"what is the {plain}" if re.fullmatch(r"[a-z][a-z ]{3,40}", plain) else ""
    if language != "it":
        return ""
    if _MONEY.match(plain):
        return f"quanti {plain} sono indicati"
    return f"qual è {_COLUMNS[plain]}" if plain in _COLUMNS else ""


def _key(row: Row) -> str:
    key = row.key.strip(" .")
    if not 2 <= len(key) <= 70 or "\n" in key or (_FIGURE.fullmatch(key) and not re.fullmatch(r"(?:19|20)\d\d", key)):
        return ""
    if row.spot.language == "en":
        return f"for {key}" if re.fullmatch(r"(?:19|20)\d\d|[A-Z].*", key) else ""
    return f"per il {key}" if re.fullmatch(r"(?:19|20)\d\d", key) else f"per «{key}»" if key[:1].isupper() else ""


def _of_table(row: Row, asked: str) -> str:
    """The question with the table, or else the document, that it is about; "" where neither has a name to be said."""
    if _TITLE.fullmatch(row.caption):
        return {"it": f"Nella tabella «{row.caption}», {asked}", "en": f"In the table “{row.caption}”, {asked}"}[
            row.spot.language
        ]
    return within(asked, row.spot.record.title, row.spot.language)
