"""Word: numbers Word counts by itself, notes, text boxes, tracked changes, content controls, merged cells."""

import io

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from ingest.extract.docx_furniture import running_lines
from ingest.extract.docx_numbering import written
from ingest.extract.invariants import broken_rules, uncovered_words
from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document) -> ParsedDocument:
    buffer = io.BytesIO()
    document.save(buffer)
    parsed = extract(RawDocument("file:///a.docx", "a.docx", buffer.getvalue(), "2026-01-01"))
    assert broken_rules(parsed) == []
    assert uncovered_words(parsed) == []
    return parsed


def outline(parsed: ParsedDocument) -> list[tuple[str, str]]:
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


def with_lists(document, *definitions: str) -> None:
    """Give the document these list definitions, numbered from 101, each with a list of the same number."""
    root = document.part.numbering_part._element
    for number, levels in enumerate(definitions, 101):
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def level(number: int, kind: str, text: str, start: int = 1, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(document, words: str, number: int, depth: int = 0, style: str | None = None):
    paragraph = document.add_paragraph(words, style=style)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def test_headings_keep_the_numbers_word_counts():
    document = docx.Document()
    with_lists(document, level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", extra="<w:isLgl/>"))
    for words, depth in (("Premessa", 0), ("Obiettivi", 0), ("Salute", 1), ("Casa", 1), ("Risorse", 0), ("Stato", 1)):
        numbered(document, words, 101, depth, style=f"Heading {depth + 1}")
    assert [words for _, words in outline(read(document))] == [
        "I. Premessa", "II. Obiettivi", "2.1 Salute", "2.2 Casa", "III. Risorse", "3.1 Stato",
    ]  # fmt: skip


def test_articles_keep_their_number_and_letters_stay_outside_the_item():
    document = docx.Document()
    with_lists(document, level(0, "decimal", "Art. %1") + level(1, "lowerLetter", "%2)") + level(2, "bullet", "•"))
    numbered(document, "Finalità", 101)
    numbered(document, "La Regione promuove:", 101)
    numbered(document, "la domiciliarità;", 101, 1)
    numbered(document, "con assegni;", 101, 2)
    numbered(document, "la prevenzione.", 101, 1)
    numbered(document, "Oneri", 101)
    numbered(document, "spese", 101, 1)
    parsed = read(document)
    assert [words for _, words in outline(parsed)] == [
        "Art. 1 Finalità", "Art. 2 La Regione promuove:", "la domiciliarità;", "con assegni;", "la prevenzione.",
        "Art. 3 Oneri", "spese",
    ]  # fmt: skip
    assert parsed.text.split("\n")[2:5] == ["a) la domiciliarità;", "con assegni;", "b) la prevenzione."]
    assert parsed.text.endswith("a) spese")
    assert parsed.text[slice(*(parsed.blocks[4].lead or (0, 0)))] == "Art. 2 La Regione promuove:"


def test_a_list_that_starts_anew_and_one_that_goes_on():
    document = docx.Document()
    with_lists(document, level(0, "decimal", "%1.", start=3))
    root = document.part.numbering_part._element
    root.append(
        parse_xml(
            f'<w:num {W} w:numId="200"><w:abstractNumId w:val="101"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    for words, number in (("tre", 101), ("quattro", 101), ("uno", 200), ("due", 200)):
        numbered(document, words, number)
    assert read(document).text == "3. tre\n4. quattro\n1. uno\n2. due"


def test_a_heading_style_may_carry_the_list_itself():
    document = docx.Document()
    with_lists(
        document,
        level(0, "decimal", "%1", extra='<w:pStyle w:val="Heading1"/>')
        + level(1, "decimal", "%1.%2", extra='<w:pStyle w:val="Heading2"/>'),
    )
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:numId w:val="101"/></w:numPr>'))
    for words, depth in (("Contesto", 1), ("Dati", 2), ("Metodo", 1)):
        document.add_heading(words, depth)
    assert [words for _, words in outline(read(document))] == ["1 Contesto", "1.1 Dati", "2 Metodo"]


@pytest.mark.parametrize(
    ("count", "kind", "shown"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"),
     (3, "decimalZero", "03"), (2, "ordinal", "2°"), (0, "lowerLetter", "0"), (5, "chineseCounting", "5")],
)  # fmt: skip
def test_counts_are_written_in_words_forms(count, kind, shown):
    assert written(count, kind) == shown


def test_notes_stand_at_the_end_and_headers_nowhere():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Regione di Prova"
    document.sections[0].footer.paragraphs[0].text = "Pagina 1 di 30"
    document.add_paragraph("Il fondo cresce del 17 per cento.")
    for kind, words in (("endnote", "Dati di chiusura."), ("footnote", "Delibera 1423 del 2017.")):
        xml = f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="0"/><w:{kind} w:id="1"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
        part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", xml.encode(), document.part.package)
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    assert read(document).text.split("\n\n") == [
        "Il fondo cresce del 17 per cento.", "Delibera 1423 del 2017.", "Dati di chiusura.",
    ]  # fmt: skip


def test_a_text_box_is_read_once_after_its_paragraph():
    document = docx.Document()
    paragraph = document.add_paragraph("La Giunta ha approvato ")
    box = "<w:txbxContent><w:p><w:r><w:t>In breve: 482 milioni.</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
            f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    paragraph.add_run("il riparto del fondo.")
    assert outline(read(document)) == [
        ("paragraph", "La Giunta ha approvato il riparto del fondo."), ("paragraph", "In breve: 482 milioni."),
    ]  # fmt: skip


def test_deleted_moved_and_hidden_words_are_not_text():
    document = docx.Document()
    paragraph = document.add_paragraph("Sono ")
    for xml in (
        f"<w:del {W}><w:r><w:delText>venti</w:delText></w:r></w:del>",
        f"<w:moveFrom {W}><w:r><w:t>altrove </w:t></w:r></w:moveFrom>",
        f"<w:ins {W}><w:r><w:t>trenta </w:t></w:r></w:ins>",
        f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>nascosto </w:t></w:r>",
        f"<w:sdt {W}><w:sdtContent><w:r><w:t>case.</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(xml))
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip([c for row in table.rows for c in row.cells], "tolta via resta qui".split(), strict=True):
        cell.text = words
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {W}/>"))
    assert outline(read(document)) == [("paragraph", "Sono trenta case."), ("row", "resta; qui")]


def test_a_content_control_round_paragraphs_and_cells_is_read_through():
    document = docx.Document()
    body = document.element.body
    body.insert(
        0, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Nel controllo.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('Ente')}<w:sdt><w:sdtContent>{cell.format('AUSL')}</w:sdtContent></w:sdt></w:tr>"
    body.insert(1, parse_xml(f"<w:tbl {W}>{row}</w:tbl>"))
    assert outline(read(document)) == [("paragraph", "Nel controllo."), ("row", "Ente; AUSL")]


def test_merged_cells_are_said_in_every_row_and_headings_joined():
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    rows = (("Area", "2024", ""), ("", "previsto", "speso"), ("Salute", "482", "480"), ("", "12", "11"))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    assert [words for _, words in outline(read(document))] == [
        "Area; 2024, previsto; 2024, speso",
        "Area: Salute; 2024, previsto: 482; 2024, speso: 480",
        "Area: Salute; 2024, previsto: 12; 2024, speso: 11",
    ]


def test_running_headers_left_by_a_conversion_are_no_text():
    texts = []
    for page in range(2, 7):
        texts += [f"APP PAG. {page} DI 26", "LINEE GUIDA", f"Un paragrafo {page}, diverso dagli altri."]
    assert running_lines(texts) == {"LINEE GUIDA", *(f"APP PAG. {page} DI 26" for page in range(2, 7))}
    assert running_lines(["Passo 1", "Passo 2", "Passo 3", "Passo 4", "Vedi pag. 3"]) == frozenset()


def test_a_title_that_the_program_wrote_is_no_title():
    document = docx.Document()
    document.core_properties.title = "Microsoft Word - bozza_3.doc"
    document.add_heading("Linee di indirizzo", 1)
    assert read(document).metadata.title == "Linee di indirizzo"


def test_a_document_with_macros_is_read_without_them():
    from ingest.extract.office import plain_kind

    document = docx.Document()
    document.add_paragraph("Testo.")
    document.part._content_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    buffer = io.BytesIO()
    document.save(buffer)
    assert plain_kind(buffer.getvalue()).getvalue() != buffer.getvalue()
    assert extract(RawDocument("u", "a.docm", buffer.getvalue(), "")).text == "Testo."
