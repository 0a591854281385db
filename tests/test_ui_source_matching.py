"""Where a quote's words stand on a page: hyphens, columns, equal places, rows of tables, and too little to mark."""

import pytest

from rag.types import Block
from ui.source_matching import Wanted, around, find, letters, lines_of
from ui.source_table import cells_of, named_cells, names_of

PAGE = letters(
    "Premessa. Il fondo vale dieci milioni. Il fondo regio-\nnale per la non autosufﬁcienza vale 564,09 milioni di euro. "
    "Pagina 4 Nel 2024 il fondo vale dieci milioni di meno. Anno Euro 2023 90 2024 482 2025 564"
)


def found(*cells: str, before: str = "") -> list[str]:
    return [PAGE[a:b] for a, b in find(PAGE, [Wanted(cells)], before)]


def test_a_quote_is_found_over_hyphens_ligatures_and_accents():
    quote = "Il fondo regionale per la non autosufficienza vale 564,09 milioni di euro."
    assert found(quote) == [letters(quote)]
    assert letters("Più età: ﬁne") == "piuetafine"


def test_words_before_tell_equal_places_apart():
    at = find(PAGE, [Wanted(("il fondo vale dieci milioni",))], "… Nel 2024 ")
    assert at == [(PAGE.rindex("ilfondovaledieci"), PAGE.rindex("ilfondovaledieci") + len("ilfondovaledieci") + 7)]
    assert find(PAGE, [Wanted(("il fondo vale dieci milioni",))], "Premessa.")[0][0] == PAGE.index("ilfondovale")


def test_what_stands_between_two_parts_on_the_page_is_left_out():
    page = letters("La giunta approva il programma annuale NOTA A PIE DI PAGINA e lo trasmette al consiglio regionale")
    spans = find(page, [Wanted(("La giunta approva il programma annuale e lo trasmette al consiglio regionale",))])
    assert [page[a:b] for a, b in spans] == [
        letters("la giunta approva il programma annuale "), letters("e lo trasmette al consiglio regionale"),
    ]  # fmt: skip


def test_too_little_is_no_mark():
    assert found("Queste parole non stanno da nessuna parte della pagina") == []
    assert found("vale dieci milioni, ma il resto della frase è tutto diverso e qui non c'è affatto") == []
    assert found("…") == []
    assert find("", [Wanted(("parole",))]) == []


def test_the_cells_of_a_row_are_found_together():
    assert found("2024", "482") == ["2024", "482"]
    (start, _), _ = find(PAGE, [Wanted(("2024", "482"))])
    assert start == PAGE.rindex("2024")  # not the year of the sentence above the table


def test_a_quotes_own_signs_are_marked_with_it():
    signs = list("(«564mila euro».) poi")
    assert around(signs, 2, 13, [Wanted(("«564mila euro».",))]) == (1, 15)
    assert around(signs, 2, 13, [Wanted(("564mila euro",))]) == (2, 13)


def test_letters_become_lines():
    boxes = [(0, 0, 5, 10), (5, 1, 10, 10), (14, 0, 20, 10), (0, 14, 5, 24), (200, 14, 205, 24)]
    assert lines_of(boxes) == [(0, 0, 20, 10), (0, 14, 5, 24), (200, 14, 205, 24)]


TABLE = (
    "Tabella 2. I fondi\nAnno; Euro; Note\nAnno: 2024; Euro: 482; Note: meno; molto meno\nAnno: 2025; Note: x\n2023; 90"
)
HEADER = (0, TABLE.index("\nAnno: 2024"))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Anno: 2024; Euro: 482; Note: meno; molto meno", ["2024", "482", "meno; molto meno"]),
        ("Anno: 2025; Note: x", ["2025", "x"]),
        ("2023; 90", ["2023", "90"]),
    ],
)
def test_a_stored_row_is_taken_apart(row, cells):
    start = TABLE.index(row)
    block = Block("row", start, start + len(row), lead=HEADER)
    assert [TABLE[a:b] for a, b in cells_of(TABLE, block)] == cells
    assert names_of(TABLE, block) == ("Anno", "Euro", "Note")


def test_an_empty_cell_keeps_its_column():
    start = TABLE.index("Anno: 2025")
    assert [name for name, _ in named_cells(TABLE, Block("row", start, start + 19, lead=HEADER))] == ["Anno", "Note"]
