"""Checking a text on the web, without a browser: what differs, how it is drawn, saved, refused; nothing is kept."""

import csv
import io
import json
import logging
import threading
from html import escape, unescape

import pytest
from conftest import write_jsonl
from starlette.testclient import TestClient

from ingest.pipeline import ingest
from rag.claims.texts import LONGEST_TEXT, Checked
from rag.phrases import say
from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Filters, Hit, Passage
from ui.desk import Desk
from ui.differing import claim_spans, cut, differing, quote_spans, side_of
from ui.export.answers import Making
from ui.export.checks import check_json, check_sheet, check_table
from ui.export.markdown import markdown
from ui.locales import strings_for
from ui.locales.verify import verify_strings
from ui.pages.verify import VerifyPage
from ui.pages.verify_upload import VerifyUploads
from ui.places import address
from ui.site import Site
from ui.strings import LANGUAGES
from ui.verify_file import FORMATS, MOST_MEGA, FileReader, begun
from ui.verify_view import Tally, sentence_html, summary_html
from ui.verifying import MOST, Checking, problem_of, to_check
from ui.web import redirecting_app

RELEASE = (
    "COMUNICATO STAMPA\n\nIl Fondo regionale per la non autosufficienza del 2025 è di 564,09 milioni di euro. "
    "Il FRNA del 2025 è di 700 milioni di euro. Siamo molto soddisfatti di questo risultato. Che cosa succederà?\n"
    "Il gruppo di lavoro è coordinato dalla dottoressa Anna Bianchi.\nA Marte ci sono 14 ospedali di comunità."
)
IT = strings_for("it")


def citation(number, quote, **more):
    place = {"title": "Il <Fondo>", "start": 3, "end": 3 + len(quote), "permalink": f"/d/abc/1#3-{3 + len(quote)}"}
    return Citation(number=number, document="https://example.org/f", quote=quote, **{**place, **more})


def contradicted(language="it", text="Il fondo è di 12 milioni di euro.", verdict="contradicted"):
    note = say("claim_figure", language, claimed="12 milioni di euro", said="10 milioni di euro", number="2")
    answer = Answer(
        text, language, "answered", verdict=verdict, notes=(note, "Una fonte è superata."),
        sentences=(CitedSentence("Il fondo c'è.", (1,)), CitedSentence("Vale 10 milioni di euro.", (2,))),
        citations=(citation(1, "Il fondo c'è."), citation(2, "Vale 10\nmilioni di euro <b>", start=90, end=115)),
    )  # fmt: skip
    return Checked(0, len(text), text, answer)


# what differs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("phrase", "claimed", "said"),
    [
        ("claim_figure", "12 [3] milioni", "10"), ("claim_date", "2024", "2025"), ("claim_name", "Sanità", "Raffaele Donini"),
        ("claim_word", "aumenta", "cala"), ("claim_negated", "", "non è"), ("claim_not_negated", "mai", ""), ("claim_denied", "", ""),
    ],
)  # fmt: skip
def test_what_differs_is_read_back_from_the_notes(language, phrase, claimed, said):
    note = say(phrase, language, claimed=claimed, said=said, number="3")
    found = differing(Answer("?", language, "answered", notes=("Altro [1].", note)))
    assert [(each.claimed, each.said, each.number) for each in found] == [(claimed, said, 3)]


def test_the_words_that_differ_are_marked_in_claim_and_quote():
    checked = contradicted()
    told = differing(checked.answer)
    assert [part for part, inside in cut(checked.text, claim_spans(checked.text, told)) if inside] == [
        "12 milioni di euro"
    ]
    quote = checked.answer.citations[1].quote
    assert [part for part, inside in cut(quote, quote_spans(quote, 2, told)) if inside] == ["10\nmilioni di euro"]
    assert quote_spans(quote, 1, told) == []
    assert "".join(part for part, _ in cut(quote, quote_spans(quote, 2, told))) == quote


def test_several_names_are_marked_one_by_one_and_no_part_of_a_word():
    answer = Answer(
        "?", "it", "answered", notes=(say("claim_name", "it", claimed="Ada", said="Ugo, Eva Neri", number="1"),)
    )
    told = differing(answer)
    assert [
        part
        for part, inside in cut("Ugo ed Eva Neri, non Ugolini.", quote_spans("Ugo ed Eva Neri, non Ugolini.", 1, told))
        if inside
    ] == ["Ugo", "Eva Neri"]
    assert claim_spans("Adamo", told) == []


def test_of_a_claim_that_holds_in_part_the_quote_that_differs_is_against():
    answer = contradicted(verdict="partly").answer
    assert [side_of(each, answer, differing(answer)) for each in answer.sentences] == ["favour", "against"]
    whole = contradicted().answer
    assert {side_of(each, whole, differing(whole)) for each in whole.sentences} == {"against"}


# drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_is_worded_and_its_quotes_stand_beside_it(language):
    strings, said = strings_for(language), verify_strings(language)
    html = sentence_html(4, contradicted(language, verdict="partly"), strings)
    assert strings.verdicts["partly"] in html
    assert "<mark>12 milioni di euro</mark>" in html
    assert "<mark>10\nmilioni di euro</mark> &lt;b&gt;" in html
    assert said.in_favour in html
    assert said.against in html
    assert "Il &lt;Fondo&gt;" in html
    assert 'href="../d/' in html
    assert "#90-115" in html
    assert 'id="frase-4"' in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["question", "greeting", "opinion", "title", "short"])
def test_a_skipped_sentence_is_told_with_why(language, reason):
    html = sentence_html(1, Checked(0, 3, "<b>Sì", None, reason), strings_for(language))
    assert verify_strings(language).reasons[reason].replace("'", "&#x27;") in html
    assert "&lt;b&gt;Sì" in html


def test_what_was_not_found_shows_what_came_near():
    hit = Hit(
        Passage("p", "https://example.org/z", 1, 0, 0, 5, "vicin<i>o"),
        DocumentRecord("https://example.org/z", "Z"),
        0.4,
        1,
    )
    answer = Answer("x", "it", "refused", verdict="not_found", nearest=(hit,), notes=("Non confermano.",))
    html = sentence_html(1, Checked(0, 1, "x", answer), IT)
    assert "vicin&lt;i&gt;o" in html
    assert "Non confermano" not in html


def test_the_summary_counts_and_leads_to_each_sentence():
    tally = Tally()
    for number, each in enumerate((contradicted(), Checked(0, 1, "Ciao", None, "short"), contradicted()), 1):
        tally.add(number, each)
    html = summary_html(tally, IT)
    assert "2 frasi controllate su 3" in html
    assert "2 smentite" in html
    assert 'href="#frase-3"' in html
    assert "1 non controllata" in html
    assert "non c&#x27;è nessuna frase" in summary_html(Tally(), IT)


# refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_checked_is_told_in_a_line(language):
    strings, said = strings_for(language), verify_strings(language)
    assert problem_of(" \n…", strings) == said.empty
    assert problem_of("<p></p><script>x()</script>", strings) == said.empty
    assert problem_of("\x00\x01\x02PK", strings) == said.junk
    assert problem_of("PK\x03\x04" + "ab\x1f\ufffd" * 50, strings) == said.junk
    assert "100" in problem_of("a" * 100_000, strings)
    assert problem_of("una", strings) == ""
    assert problem_of("Sono 12 e 13. " * (MOST // 14), strings) == ""
    for heavy in ("a" * (MOST - 9), "9" * (MOST - 9), "12 % e 13 milioni, " * 300):  # minutes of work, were they taken
        assert problem_of(f"Buono.\n\n{heavy}", strings) == said.dense.format(begun=" ".join(heavy[:60].split()))
    assert MOST == LONGEST_TEXT


# the page


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    from conftest import DOCUMENTS

    from rag.settings import load_settings

    folder = tmp_path_factory.mktemp("verify")
    settings = load_settings(home=folder / "home", offline=True)
    ingest([write_jsonl(folder / "documents.jsonl", DOCUMENTS)], settings)
    made = Desk(settings)
    yield made
    made.close()


@pytest.fixture
def client(desk):
    app, site = redirecting_app("it"), Site(desk.settings)
    site.add_static(app)
    page = VerifyPage(desk, site, Checking(desk))
    page.add_to(app)
    VerifyUploads(page, FileReader()).add_to(app)
    return TestClient(app, base_url="http://regesto.prova", follow_redirects=False)


def test_without_script_the_form_brings_the_whole_result(client):
    page = client.post("/it/verifica", data={"testo": RELEASE.replace("\n", "\r\n")})
    assert page.status_code == 200
    assert page.text.count('class="check ') == 7
    assert page.text.count('class="check supported"') == 2
    assert page.text.count('class="check contradicted"') == 1
    assert "<mark>700 milioni di euro</mark>" in page.text
    assert "564,09 milioni di euro</mark>" in page.text
    assert page.text.index('class="counts"') < page.text.index('id="frase-1"')
    assert 'name="formato" value="docx"' in page.text


def test_with_script_each_sentence_comes_on_a_line_of_its_own(client):
    with client.stream("POST", "/fr/verification/frasi", data={"testo": RELEASE}) as response:
        lines = [json.loads(line) for line in response.iter_lines()]
    assert lines[0] == {"total": to_check(RELEASE)}
    assert [line["done"] for line in lines[1:-1]][-1] == lines[0]["total"]
    assert sum("html" in line for line in lines) == 7
    assert "phrases vérifiées" in lines[-1]["summary"]
    whole = client.post("/fr/verification", data={"testo": RELEASE}).text
    assert all(line["html"] in whole for line in lines[1:-1])


def test_a_check_may_be_limited_and_says_to_what(client):
    page = client.post("/it/verifica", data={"testo": "Il gruppo è coordinato da Anna Bianchi.", "kind": "news"})
    assert "Controllato solo in: notizie" in page.text
    assert 'class="check supported"' not in page.text
    assert '<option value="news" selected>' in page.text
    bad = client.post("/it/verifica", data={"testo": "Il FRNA del 2025 è di 700 milioni.", "date_from": "boh"})
    assert bad.status_code == 400
    assert "boh" in bad.text
    assert "700 milioni" in bad.text  # nothing is lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_cannot_be_checked_comes_back_with_the_reason(client, language):
    where = address("verify", language)
    for text in ("", "a " * 50_000, "PK\x00\x03"):
        page = client.post(where, data={"testo": text})
        assert page.status_code == 400
        assert 'role="alert"><div class="banner alarm">' in page.text
        line = json.loads(client.post(f"{where}/frasi", data={"testo": text}).text)
        assert list(line) == ["problem"]
        assert client.post(f"{where}/file", data={"testo": text, "formato": "md"}).status_code == 400


def test_one_word_has_nothing_to_check(client):
    page = client.post("/it/verifica", data={"testo": "sanità"})
    assert page.status_code == 200
    assert "non c&#x27;è nessuna frase" in page.text
    assert "Salva la verifica" not in page.text


def test_the_form_alone_is_a_page_and_the_other_addresses_lead_to_it(client):
    assert "non viene conservato" in client.get("/it/verifica").text
    assert client.get("/en/verify/frasi").headers["location"] == "/en/verify"
    assert client.get("/it/verifica/file").headers["location"] == "/it/verifica"


@pytest.mark.parametrize(
    ("form", "begins"),
    [("md", b"# Verifica"), ("docx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")],
)
def test_a_check_is_saved_in_each_form(client, form, begins):
    page = client.post("/it/verifica/file", data={"testo": RELEASE, "formato": form})
    assert page.status_code == 200
    assert page.content.startswith(begins)
    assert "-verifica-" in page.headers["content-disposition"]
    assert client.post("/it/verifica/file", data={"testo": RELEASE, "formato": "exe"}).status_code == 400


def test_nothing_of_a_text_is_kept_or_logged(client, desk, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "Zanzibarra ha 4711 ospedali segreti nel 2025."
    for tail in ("", "/frasi", "/file"):
        client.post(f"/it/verifica{tail}", data={"testo": secret, "formato": "json"})
    assert "Zanzibarra" not in caplog.text
    assert not [path for path in desk.settings.home.rglob("*") if path.is_file() and b"Zanzibarra" in path.read_bytes()]


def test_long_texts_take_turns(desk):
    checking, order = Checking(desk), []

    def check(name):
        for each in checking.sentences(RELEASE, Filters()):
            order.append(name)
            assert each.text

    threads = [threading.Thread(target=check, args=(name,)) for name in "ab"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(order) == ["a"] * 7 + ["b"] * 7


# files, limits by address, another language, answers switched off


def docx(*paragraphs):
    from docx import Document

    made, out = Document(), io.BytesIO()
    for each in paragraphs:
        made.add_paragraph(each)
    made.save(out)
    return out.getvalue()


def boxed(page):
    """What stands in the box for the text."""
    return unescape(page.text.split("<textarea", 1)[1].split(">\n", 1)[1].split("</textarea>")[0])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nota.docx", docx("Il FRNA del 2025 è di 700 milioni di euro.")),
        ("NOTA.TXT", "Il FRNA del 2025 è di 700 milioni di euro.".encode("latin-1")),
        ("nota.md", "\ufeff# Nota\n\nIl FRNA del 2025 è di 700 milioni di euro.".encode()),
    ],
)
def test_the_words_of_a_file_come_into_the_box_with_the_limits_that_were_set(client, desk, name, content):
    page = client.post("/it/verifica/documento", data={"kind": "news"}, files={"file": (name, content)})
    assert page.status_code == 200
    assert "Il FRNA del 2025 è di 700 milioni di euro." in boxed(page)
    assert '<option value="news" selected>' in page.text
    assert f"«{name}»" in page.text
    assert 'class="check ' not in page.text


@pytest.mark.parametrize(
    ("name", "content", "status", "told"),
    [
        ("<b>.exe", b"MZ\x90", 400, "file_type"),
        ("nota.pdf", b"PK\x03\x04 word/document", 400, "file_type"),
        ("nota.pdf", b"%PDF-1.7\nrotto", 400, "file_failed"),
        ("nota.docx", docx(""), 400, "file_failed"),
        ("", b"", 400, "file_none"),
        ("grande.txt", b"parola " * 1_600_000, 413, "file_big"),
    ],
)
def test_a_file_that_cannot_be_checked_is_told_and_the_text_stays(client, name, content, status, told):
    files = {"file": (name, content)} if name else {"file": ("", b"", "application/octet-stream")}
    page = client.post("/it/verifica/documento", data={"testo": "Sono 12."}, files=files)
    assert page.status_code == status
    line = getattr(verify_strings("it"), told)
    assert escape(line.format(name=name, known=", ".join(FORMATS), most=MOST_MEGA)) in page.text
    assert told == "file_big" or boxed(page) == "Sono 12."


def test_of_a_long_file_the_beginning_comes_into_the_box():
    assert begun("a" * 30, 40) == "a" * 30
    assert begun("uno due\n" * 10, 45) == "\n".join(["uno due"] * 5)
    assert begun("parola " * 10, 40) == " ".join(["parola"] * 5)


def test_a_file_of_another_site_is_refused(client):
    page = client.post("/it/verifica/documento", files={"file": ("a.txt", b"Sono 12.")}, headers={"origin": "http://x"})
    assert page.status_code == 403


def test_an_address_may_name_the_document_to_check_against(client, desk):
    uri = desk.documents(Filters(), 1)[0][0].uri
    page = client.get("/it/verifica", params={"document": uri})
    assert f'<option value="{escape(uri)}" selected>' in page.text
    assert 'class="limits" open' in page.text


def test_the_text_goes_along_to_another_language(client):
    kept = client.post("/fr/verification", data={"testo": "Sono 12.", "tieni": "1"})
    assert boxed(kept) == "Sono 12."
    assert 'class="check ' not in kept.text
    shown = client.post("/fr/verification", data={"testo": RELEASE, "lingua": "1"}).text
    assert shown.count('class="check ') == 7
    assert 'formaction="/it/verifica" ' not in shown.split('class="turn')[0]
    assert 'formaction="/it/verifica"' in shown.split('class="turn')[1]


def test_while_answers_are_switched_off_nothing_is_checked_and_the_page_says_why(client, desk):
    desk.switch.off("anna", "Torniamo lunedì.")
    try:
        assert "Torniamo lunedì." in client.get("/it/verifica").text
        page = client.post("/it/verifica", data={"testo": RELEASE})
        assert page.status_code == 400
        assert boxed(page) == RELEASE
        assert json.loads(client.post("/it/verifica/frasi", data={"testo": RELEASE}).text) == {
            "problem": "Torniamo lunedì."
        }
    finally:
        desk.switch.on()


# saved


def test_the_references_of_a_check_are_one_list():
    other = contradicted()
    checked = [contradicted(), Checked(0, 4, "Ciao", None, "greeting"), other]
    text = markdown(check_sheet(checked, Making(IT, "2026-11-22", "https://r.example")))
    assert text.count("**Contro:**") == 4
    assert "documento «10 milioni di euro» \\[2\\]" in text
    assert text.count('id="fonte-') == 2
    assert "**12 milioni di euro**" in text
    assert "2 smentite" in text
    assert "(è un saluto o una formula)" in text


def test_no_cell_of_the_table_is_a_formula():
    evil = '=HYPERLINK("http://x")'
    answer = Answer(
        evil,
        "it",
        "answered",
        verdict="supported",
        sentences=(CitedSentence("@x", (1,)),),
        citations=(citation(1, '+1\n"2";3'),),
    )
    rows = list(
        csv.reader(
            io.StringIO(
                check_table(
                    [Checked(0, 5, evil, answer), Checked(6, 9, "-a", None, "short")], Making(IT, "2026-11-22")
                ).removeprefix("\ufeff")
            ),
            delimiter=";",
        )
    )
    assert [len(row) for row in rows] == [21, 21, 21]
    assert rows[1][3] == f"'{evil}"
    assert rows[1][9] == '\'+1\n"2";3'
    assert rows[2][3] == "'-a"
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_the_json_of_a_check_is_that_of_the_command_line():
    value = json.loads(check_json([contradicted()], Making(IT, "2026-11-22"), "piani"))
    assert value["filters"] == "piani"
    assert value["sentences"][0]["verdict"] == "contradicted"
    assert value["sentences"][0]["answer"]["citations"][0]["quote"] == "Il fondo c'è."
