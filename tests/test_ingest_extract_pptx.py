"""Presentations: slides as pages, reading order, bullets, tables, charts, SmartArt, notes, and files that are broken."""

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.extract.invariants import broken_rules, uncovered_words
from ingest.extract.pptx_chart import figure
from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError

TITLE, BODY, TITLE_ONLY, BLANK = 0, 1, 5, 6


def read(deck, name: str = "a.pptx") -> ParsedDocument:
    parsed = extract(RawDocument(f"file:///{name}", name, saved(deck), "2026-01-01"))
    assert broken_rules(parsed) == []
    assert uncovered_words(parsed) == []
    return parsed


def saved(deck) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def outline(parsed: ParsedDocument) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, parsed.text[block.start : block.end]) for block in parsed.blocks]


def slide_with(deck, layout: int, title: str):
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    return slide


def put(slide, words: str, left: float, top: float, width: float = 3, height: float = 1):
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    box.text_frame.text = words
    return box


def words_of(slide_builder) -> list[str]:
    deck = Presentation()
    slide_builder(slide_with(deck, BLANK, ""))
    return [words for _, _, words in outline(read(deck))]


def test_titles_are_headings_bullets_are_items_and_slides_are_pages():
    deck = Presentation()
    opening = slide_with(deck, TITLE, "Piano sociale e sanitario")
    opening.placeholders[1].text = "Regione di Prova"
    slide = slide_with(deck, BODY, "Gli obiettivi")
    frame = slide.placeholders[1].text_frame
    frame.text = "Il piano mira a:"
    for words, level in (("rafforzare la domiciliarità", 1), ("con assegni di cura", 2), ("aprire le case", 1)):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = words, level
    parsed = read(deck)
    assert outline(parsed) == [
        ("heading", 1, "Piano sociale e sanitario"),
        ("paragraph", 0, "Regione di Prova"),
        ("heading", 2, "Gli obiettivi"),
        ("item", 0, "Il piano mira a:"),
        ("item", 1, "rafforzare la domiciliarità"),
        ("item", 2, "con assegni di cura"),
        ("item", 1, "aprire le case"),
    ]
    items = [block for block in parsed.blocks if block.kind == "item"]
    assert parsed.text[slice(*(items[3].lead or (0, 0)))] == "Il piano mira a:"
    assert [(mark.page, parsed.text[mark.offset :][:13]) for mark in parsed.marks] == [
        (1, "Piano sociale"), (2, "Gli obiettivi"),
    ]  # fmt: skip
    assert parsed.pages == 2
    assert parsed.metadata.title == "Piano sociale e sanitario"
    assert parsed.metadata.published is None


def test_a_page_mark_stands_at_the_first_word_of_its_slide():
    deck = Presentation()
    slide_with(deck, BLANK, "")
    for words in ("• primo punto", "• secondo punto"):
        put(slide_with(deck, BLANK, ""), words, 1, 1)
    parsed = read(deck)
    assert [(mark.page, parsed.text[mark.offset :].split("\n")[0]) for mark in parsed.marks] == [
        (2, "primo punto"), (3, "secondo punto"),
    ]  # fmt: skip


def test_columns_of_boxes_are_read_one_after_the_other():
    def build(slide):
        for words, left, top in (("d2", 5, 4), ("s2", 1, 4), ("d1", 5, 2), ("s1", 1, 2)):
            put(slide, words, left, top)

    assert words_of(build) == ["s1", "s2", "d1", "d2"]


def test_a_narrow_column_of_figures_is_read_with_the_words_beside_it():
    def build(slide):
        for words, left, top, width in (
            ("case della comunità", 3, 2, 6),
            ("ospedali", 3, 4, 6),
            ("27", 1, 4, 1),
            ("187", 1, 2, 1),
        ):
            put(slide, words, left, top, width)

    assert words_of(build) == ["187", "case della comunità", "27", "ospedali"]


def test_groups_are_read_at_their_place():
    def build(slide):
        put(slide, "sotto", 1, 5)
        group = slide.shapes.add_group_shape()
        for words, top in (("secondo del gruppo", 3), ("primo del gruppo", 2)):
            box = group.shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(0.5))
            box.text_frame.text = words
        put(slide, "sopra", 1, 0.5)

    assert words_of(build) == ["sopra", "primo del gruppo", "secondo del gruppo", "sotto"]


def test_footers_and_slide_numbers_are_left_out():
    deck = Presentation()
    slide = slide_with(deck, TITLE_ONLY, "Titolo")
    for holder in slide.slide_layout.placeholders:
        if holder.placeholder_format.type.name in ("FOOTER", "SLIDE_NUMBER", "DATE"):
            slide.shapes.clone_placeholder(holder)
            slide.placeholders[holder.placeholder_format.idx].text = "Regione di Prova - 12"
    assert [words for _, _, words in outline(read(deck))] == ["Titolo"]


def test_a_table_with_merged_cells_has_rows_that_can_be_read_alone():
    deck = Presentation()
    slide = slide_with(deck, TITLE_ONLY, "Il fondo")
    table = slide.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    rows = (("Area", "2024", ""), ("", "previsto", "speso"), ("Salute", "482", "480"), ("", "12", "11"))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    assert [words for kind, _, words in outline(read(deck)) if kind == "row"] == [
        "Area; 2024, previsto; 2024, speso",
        "Area: Salute; 2024, previsto: 482; 2024, speso: 480",
        "Area: Salute; 2024, previsto: 12; 2024, speso: 11",
    ]


def test_a_chart_gives_its_title_and_a_row_for_each_category():
    deck = Presentation()
    slide = slide_with(deck, TITLE_ONLY, "Anziani")
    data = CategoryChartData(number_format="0.0%")
    data.categories = ["2023", "2024"]
    data.add_series("Nord", (0.345, 0.4))
    data.add_series("Sud", (0.1, None))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(2), Inches(5), Inches(4), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Quota di anziani"
    run = put(slide, "Fonte nostra", 1, 6.5).text_frame.paragraphs[0].runs[0]
    run._r.get_or_add_rPr().set("lang", "it-IT")
    found = [(kind, words) for kind, _, words in outline(read(deck)) if kind in ("caption", "row")]
    assert found == [
        ("caption", "Quota di anziani"), ("row", "Nord; Sud"),
        ("row", "2023; Nord: 34,5%; Sud: 10%"), ("row", "2024; Nord: 40%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "code", "comma", "shown"),
    [(0.1 + 0.2, "", False, "0.3"), (1970, "#,##0", True, "1970"), (-0.0, "", True, "0"), (0.05, "0%", True, "5%")],
)
def test_figures_are_shown_without_the_digits_of_rounding(value, code, comma, shown):
    assert figure(value, code, comma) == shown


def test_smartart_points_are_items_as_deep_as_they_hang():
    deck = Presentation()
    slide = slide_with(deck, TITLE_ONLY, "Organi")
    a, d = (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    )

    def point(name, words, kind="node"):
        return (
            f'<dgm:pt modelId="{name}" type="{kind}"><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        )

    links = "".join(
        f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'
        for above, below, order in (("0", "2", 1), ("0", "1", 0), ("1", "3", 0))
    )
    points = point("0", "", "doc") + point("2", "Ufficio") + point("1", "Conferenza") + point("3", "Segreteria")
    model = f'<dgm:dataModel xmlns:dgm="{d}" xmlns:a="{a}"><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>'
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.oxml import parse_xml

    part = Part(PackURI("/ppt/diagrams/data1.xml"), "application/xml", slide.part.package, model.encode())
    name = slide.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData")
    p, r = (
        "http://schemas.openxmlformats.org/presentationml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    slide.shapes._spTree.append(
        parse_xml(
            f'<p:graphicFrame xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{r}"><p:nvGraphicFramePr><p:cNvPr id="9" name="x"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="0" y="3000000"/><a:ext cx="100" cy="100"/></p:xfrm><a:graphic><a:graphicData uri="{d}"><dgm:relIds xmlns:dgm="{d}" r:dm="{name}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )
    )
    assert outline(read(deck))[1:] == [("item", 0, "Conferenza"), ("item", 1, "Segreteria"), ("item", 0, "Ufficio")]


def test_notes_are_marked_and_hidden_slides_are_named():
    deck = Presentation()
    slide = slide_with(deck, TITLE_ONLY, "Risorse")
    slide.notes_slide.notes_text_frame.text = "Ricordare i 482 milioni."
    slide_with(deck, TITLE_ONLY, "Riserva")._element.set("show", "0")
    parsed = read(deck)
    assert outline(parsed)[1:3] == [
        ("heading", 3, "Note del relatore"), ("paragraph", 0, "Ricordare i 482 milioni."),
    ]  # fmt: skip
    assert [mark.page_label for mark in parsed.marks] == [None, "2 (nascosta)"]
    assert parsed.warnings == ("diapositive nascoste, lette e segnate: 2",)


def test_text_in_an_alternate_content_is_read_once():
    deck = Presentation()
    slide = slide_with(deck, TITLE_ONLY, "Titolo")
    box = put(slide, "Testo con una formula", 1, 3)._element
    from lxml import etree

    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    alternate = etree.SubElement(slide.shapes._spTree, f"{{{mc}}}AlternateContent")
    etree.SubElement(alternate, f"{{{mc}}}Choice").append(box)
    etree.SubElement(alternate, f"{{{mc}}}Fallback").append(put(slide, "Testo di ripiego", 1, 3)._element)
    assert [words for _, _, words in outline(read(deck))] == ["Titolo", "Testo con una formula"]


def test_a_slide_show_and_a_file_with_macros_are_read_like_a_presentation():
    deck = Presentation()
    slide_with(deck, TITLE_ONLY, "Titolo")
    content = saved(deck)
    for kind in (
        "vnd.openxmlformats-officedocument.presentationml.slideshow",
        "vnd.ms-powerpoint.slideshow.macroEnabled",
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
            for entry in source.infolist():
                plain = b"vnd.openxmlformats-officedocument.presentationml.presentation.main"
                target.writestr(entry, source.read(entry).replace(plain, f"{kind}.main".encode()))
        assert extract(RawDocument("u", "a.ppsx", buffer.getvalue(), "")).text == "Titolo"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 ppt/presentation.xml troncato", "PPTX è danneggiato"),
        (b"PK\x03\x04 altro", "ZIP"),
        (b"non un archivio", "non è un PPTX leggibile"),
    ],
)
def test_broken_presentations_give_one_clear_line(content, words):
    with pytest.raises(ReadError, match=words) as caught:
        extract(RawDocument("u", "a.pptx", content, ""))
    assert "\n" not in caught.value.reason


def test_a_cut_presentation_and_a_bomb_are_refused():
    deck = Presentation()
    slide_with(deck, TITLE_ONLY, "Titolo")
    with pytest.raises(ReadError, match="danneggiato o incompleto"):
        extract(RawDocument("u", "a.pptx", saved(deck)[:-2000] + b"ppt/presentation", ""))
    for name, size, words in (("ppt/media/image1.png", 201, "limite 200"), ("ppt/slides/slide1.xml", 61, "limite 60")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ppt/presentation.xml", b"<p/>")
            archive.writestr(name, b"0" * (size * 2**20))
        with pytest.raises(ReadError, match=words):
            extract(RawDocument("u", "bomba.pptx", buffer.getvalue(), ""))
