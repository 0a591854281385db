"""Answers as documents: numbers that never mix, words that are never run or lost, files that open."""

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pypdf import PdfReader

from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Hit, Passage
from ui.export.answers import Given, Making, answers_sheet
from ui.export.markdown import markdown
from ui.export.naming import disposition, file_stem
from ui.export.pdf import pdf
from ui.export.references import References, Standing, place_of, renumbered
from ui.export.sheet import Paragraph, Piece, Quoted, Reference, Sheet, words
from ui.export.word import word
from ui.locales import strings_for
from ui.strings import LANGUAGES

HOSTILE = [
    "<script>alert(1)</script> &amp; &lt; <img src=x onerror=bad>",
    '#strong[x] $x^2$ @ref #sys.inputs `#read("/etc/passwd")` ${x} {{y}}',
    "*a* _b_ **c** [d](javascript:e) ![f](g) ~~h~~ | i | \\j www.k.it https://l.it m@n.it",
    "# non è un titolo",
    "1. non è un elenco",
    "- neanche questo\n+ né questo\n> né questo\n---\n===",
    "«caporali» “doppi” ‘semplici’ – € • … ½ m² CO₂ Ελλάδα Москва œuvre Łódź",
    "x" * 4000,
    "parola " * 3000,
]


def citation(number, quote="Le priorità sono tre.", at=10, document="https://example.org/a", **more):
    place = {"title": "Un piano", "start": at, "end": at + len(quote), "permalink": f"/d/abc/1#{at}-{at + len(quote)}"}
    return Citation(number=number, document=document, quote=quote, **{**place, **more})


def answered(*numbers_and_ats, question="Quali priorità?", **more):
    cited = tuple(citation(number, at=at) for number, at in numbers_and_ats)
    said = tuple(CitedSentence(f"Frase a {at}.", (number,)) for number, at in numbers_and_ats)
    return Answer(question, "it", "answered", sentences=said, citations=cited, **more)


def making(language="it", **more):
    return Making(strings_for(language), "2026-11-22", "https://regesto.example", **more)


def sheet_of(*texts):
    blocks = [
        block
        for at, text in enumerate(texts, 1)
        for block in (Paragraph(words(text)), Quoted(at, text, words(text), "fr"), Reference(at, (words(text),)))
    ]
    return Sheet(texts[0], "it", "Prova", "2026-11-22", tuple(blocks))


def of_pdf(content):
    read = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in read)


def letters(text):
    return re.sub(r"\s|\u00ad|\x02|\ufffe", "", text)


def of_word(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def of_markdown(text):
    tokens = MarkdownIt("commonmark").parse(text)
    told = [
        child.content for token in tokens for child in (token.children or []) if child.type in ("text", "code_inline")
    ]
    assert not [
        child
        for token in tokens
        for child in token.children or []
        if child.type == "html_inline" and not re.fullmatch(r'<a id="(fonte|citazione)-\d+">|</a>', child.content)
    ]
    assert not [token for token in tokens if token.type in ("html_block", "fence", "code_block", "table_open", "hr")]
    return "".join(told)


# numbers


def test_one_answer_keeps_its_own_numbers():
    sheet = answers_sheet([Given(answered((2, 40), (7, 10)))], making())
    assert [block.number for block in sheet.blocks if isinstance(block, Reference)] == [2, 7]


def test_a_conversation_has_one_list_and_the_same_quote_one_number():
    first, second = answered((1, 10), (2, 40)), answered((1, 99), (2, 10), (3, 40))
    sheet = answers_sheet([Given(first), Given(second)], making())
    told = {"".join(piece.text for piece in block.line) for block in sheet.blocks if isinstance(block, Paragraph)}
    assert {"Frase a 10. [1]", "Frase a 40. [2]", "Frase a 99. [3]"} <= told
    places = {block.number: block.lines[-2][1].text for block in sheet.blocks if isinstance(block, Reference)}
    assert {number: place[-5:-3] for number, place in places.items()} == {1: "10", 2: "40", 3: "99"} or places[
        1
    ].endswith("#10-31")
    assert [places[number].split("#")[1] for number in (1, 2, 3)] == ["10-31", "40-61", "99-120"]


def test_notes_are_renumbered_but_for_what_they_quote():
    assert renumbered("Cifra diversa: «[1]» nel [1], “[2]” nel [2], [9].", {1: 4, 2: 1}) == (
        "Cifra diversa: «[1]» nel [4], “[2]” nel [1], [9]."
    )


def test_a_mark_without_its_citation_is_not_shown():
    answer = replace(answered((1, 10)), sentences=(CitedSentence("Detto.", (1, 5)),))
    sheet = answers_sheet([Given(answer)], making())
    assert "[5]" not in markdown(sheet)


def test_two_quotes_that_claim_one_number_are_kept_apart():
    references = References(keep=True)
    references.add(answered((1, 10)))
    assert references.add(answered((1, 40))) == {1: 2}


# what is told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reference_tells_all_that_is_known_of_its_place(language):
    strings = strings_for(language)
    known = citation(
        1, publisher="Regione", kind="plan", edition=3, page=12, page_label="x", published="2022-06-23",
        retrieved_at="2026-11-20T08:00:00", superseded=True, url="https://example.org/piano.pdf",
    )  # fmt: skip
    answer = Answer("?", "it", "answered", sentences=(CitedSentence("Sì.", (1,)),), citations=(known,))
    text = of_markdown(markdown(answers_sheet([Given(answer)], making(language))))
    for each in (
        "Un piano",
        "Regione",
        strings.kinds["plan"],
        strings.edition.format(edition=3),
        "https://example.org/piano.pdf",
        strings.page_printed.format(page=12, label="x"),
        strings.superseded.capitalize(),
        "https://regesto.example/d/abc/1#10-31",
    ):
        assert each in text


def test_what_became_of_a_quote_since_is_told():
    answer = answered((1, 10), (2, 40))
    record = DocumentRecord("https://example.org/a", "Un piano", withdrawn=True)
    first, second = map(place_of, answer.citations)
    today = {first: Standing(record, True), second: Standing(None, False)}
    text = of_markdown(markdown(answers_sheet([Given(answer)], making(today=today))))
    assert "Ritirata: il documento non è più pubblicato dalla fonte." in text
    assert "questa edizione non è più nella biblioteca" in text
    assert "ogni citazione è stata confrontata" not in text
    held = {first: Standing(record, True), second: Standing(record, True)}
    assert "ogni citazione è stata confrontata" in of_markdown(
        markdown(answers_sheet([Given(answer)], making(today=held)))
    )


def test_a_refusal_is_told_as_one_with_what_came_near():
    passage = Passage("p", "https://example.org/z", 1, 0, 5, 20, "un testo vicino")
    hit = Hit(passage, DocumentRecord("https://example.org/z", "Vicino"), 0.5, 1)
    answer = Answer("Chi?", "it", "refused", nearest=(hit,), notes=("Ho cercato in 3 documenti.",))
    text = markdown(answers_sheet([Given(answer)], making()))
    assert "Non so rispondere con sicurezza" in text
    assert "non rispondono alla domanda" in text
    assert "https://regesto.example/d/" in text
    assert "## Fonti" not in text


def test_answers_that_are_gone_are_counted():
    assert "mancano" in markdown(answers_sheet([Given(answered((1, 10)))], making(), lost=2))


# the files


@pytest.mark.parametrize("writer", ["markdown", "word", "pdf"])
def test_hostile_words_are_words(writer):
    sheet = sheet_of(*HOSTILE)
    read = {
        "markdown": lambda: of_markdown(markdown(sheet)),
        "word": lambda: of_word(word(sheet)),
        "pdf": lambda: of_pdf(pdf(sheet)),
    }
    found = letters(read[writer]())
    for text in HOSTILE[:7]:
        for line in text.split("\n"):
            assert letters(line) in found.replace("-", "-") or letters(line.replace("-", "")) in found.replace(
                "-", ""
            ), line
    assert found.count("x") >= 4000 * 3


@pytest.mark.parametrize("writer", [lambda sheet: markdown(sheet).encode(), word, pdf])
def test_signs_that_no_file_may_hold_are_left_out(writer):
    content = writer(sheet_of("a\x00b\x1b[31mc\u202ed\ud800e\ufffef"))
    text = {b"%PDF": of_pdf, b"PK\x03\x04": of_word}.get(content[:4], bytes.decode)(content)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "b[31mcd" in text.replace("\\", "")


def test_a_pdf_is_tagged_titled_outlined_and_speaks_its_language():
    answers = [Given(answered((1, 10))), Given(answered((1, 40), question="E poi?"))]
    read = PdfReader(io.BytesIO(pdf(answers_sheet(answers, making("fr")))))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf's own boolean
    assert root["/Lang"] == "fr"
    assert read.metadata.title == "Conversation avec Regesto : 2 questions"
    outline = [each.title for each in read.outline[1]]
    assert outline == ["1. Quali priorità?", "2. E poi?", "Sources", "Les citations, lettre par lettre"]
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid" in metadata
    assert "pdfaid" in metadata


def test_the_links_of_a_pdf_lead_out_and_inside():
    read = PdfReader(io.BytesIO(pdf(answers_sheet([Given(answered((1, 10)))], making()))))
    actions = [note.get_object() for page in read.pages for note in page.get("/Annots", [])]
    assert "https://regesto.example/d/abc/1#10-31" in {
        a["/A"]["/URI"] for a in actions if "/A" in a and "/URI" in a["/A"]
    }
    assert [a for a in actions if "/Dest" in a or a.get("/A", {}).get("/S") == "/GoTo"]


def test_a_sign_without_a_typeface_makes_a_file_that_says_so():
    text = of_pdf(pdf(sheet_of("\U000e0fff \U0001f9ff \u4f60\ua9c1")))
    assert "mancano ai caratteri" in text.replace("\r\n", " ").replace("  ", " ")


def test_a_word_file_has_headings_a_language_links_and_bookmarks():
    document = Document(io.BytesIO(word(answers_sheet([Given(answered((1, 10))), Given(answered((1, 40)))], making()))))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Heading 1"
    assert styles.count("Heading 2") == 4
    body = document.element.body
    names = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors == {"fonte-1", "fonte-2"}
    assert anchors <= names
    assert "https://regesto.example/d/abc/1#10-31" in {each.target_ref for each in document.part.rels.values()}
    assert document.core_properties.language == "it-IT"
    assert (
        document.styles.element.find(".//" + qn("w:docDefaults")).find(".//" + qn("w:lang")).get(qn("w:val")) == "it-IT"
    )


def test_two_hundred_answers_are_one_file():
    many = [Given(answered((1, at), (2, at + 5))) for at in range(200)]
    sheet = answers_sheet(many, making())
    assert len([block for block in sheet.blocks if isinstance(block, Reference)]) > 200
    assert len(pypdfium2.PdfDocument(pdf(sheet))) > 20


def test_emphasis_and_addresses_survive_markdown():
    sheet = Sheet(
        "t",
        "it",
        "",
        "2026-11-22",
        (Paragraph((Piece("vale "), Piece(" 12 milioni*", differs=True), Piece(" qui", href="https://e.org/a b(c)"))),),
    )
    html = MarkdownIt("commonmark").render(markdown(sheet))
    assert "<strong>12 milioni*</strong>" in html
    assert '<a href="https://e.org/a%20b%28c%29">qui</a>' in html


# names


def test_a_file_is_named_after_its_question():
    assert file_stem("Quali sono le priorità della CTSSM?", "it", "2026-11-22") == "regesto-2026-11-22-priorita-ctssm"
    assert file_stem("../../etc/passwd\x00\r\n; rm", "it", "2026-11-22") == "regesto-2026-11-22-etc-passwd-rm"
    assert len(file_stem("parolalunghissima " * 50, "it", "2026-11-22")) < 80
    assert file_stem("???", "it", "2026-11-22") == "regesto-2026-11-22"


def test_a_name_is_sent_in_plain_letters_and_whole():
    assert (
        disposition('a"b\r\nx: y-é.pdf')
        == "attachment; filename=\"a-b-x-y-e.pdf\"; filename*=UTF-8''a%22b%0D%0Ax%3A%20y-%C3%A9.pdf"
    )
