"""The office, without a browser: what may be uploaded, sources kept, a reading watched, the switch, what is heard."""

import io
import json
import os
import shutil
import time
import zipfile

import pytest
from conftest import DOCUMENTS, write_jsonl
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from signed_in import office_of

from ingest.pipeline import ingest
from rag.answer_log import AnswerLog
from rag.errors import UsageError
from rag.feedback import give
from rag.library import Library
from rag.register import writing
from rag.settings import load_settings
from rag.types import Answer, Filters, Question
from ui.closing import ClosedError, Switch
from ui.desk import Desk
from ui.locales.office import office_strings
from ui.locales.office_uploads import upload_strings
from ui.office_checks import check, checked, safe_name
from ui.office_file import OfficeFile
from ui.office_sources import SourceLists
from ui.render import esc
from ui.strings import LANGUAGES

TEXT = "# Il piano\n\nIl piano prevede 84 case della comunità entro il 2026, in tutta la regione.\n"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A small library, read once and copied for each test."""
    folder = tmp_path_factory.mktemp("stored")
    ingest([write_jsonl(folder / "documents.jsonl", DOCUMENTS)], load_settings(home=folder / "home", offline=True))
    return folder / "home"


@pytest.fixture
def office(settings, stored, monkeypatch):
    """The office of a small library, signed in."""
    monkeypatch.setenv("REGESTO_OFFLINE", "1")
    shutil.copytree(stored, settings.home)
    with office_of(settings) as client:
        yield client


def upload(office, *files, path="/it/ufficio/carica", **words):
    return office.post(path, files=[("file", each) for each in files], data=words)


def finished(office):
    """Wait for the run; the markup of its section."""
    deadline = time.monotonic() + 60
    while "data-follow" in (shown := office.get("/it/ufficio/lettura").text):
        assert time.monotonic() < deadline, shown
        time.sleep(0.2)
    return shown


def pdf(password=""):
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption(password) if password else None)
    canvas.drawString(100, 700, "Il piano prevede 84 case della comunità.")
    canvas.save()
    return out.getvalue()


def package(size=10, kind="word/document.xml", **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(kind, b"\0" * size)
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


# -------------------------------------------------------------------------------------------------- who may come in


@pytest.mark.parametrize(
    "tail", ["", "/fonti", "/domande", "/domande.csv", "/pareri", "/uso", "/registro", "/lettura", "/carica"]
)
def test_without_an_account_every_page_leads_to_the_sign_in(office, settings, tail):
    office.cookies.clear()
    for answer in (office.get(f"/it/ufficio{tail}"), office.post(f"/it/ufficio{tail}", data={"run": "all"})):
        assert answer.status_code in (303, 405)
    assert office.get(f"/it/ufficio{tail}").headers["location"].startswith("/it/accesso?then=%2Fit%2Fufficio")
    assert OfficeFile(settings.home).deeds() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_drawn_in_each_language(office, language):
    from ui.places import address

    said = office_strings(language)
    for tail in said.tabs:
        page = office.get(address("office", language, tail))
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
        assert 'style="' not in page.text
        assert "{" not in page.text.split("<main")[1].split("</main>")[0]


def test_a_form_from_another_site_changes_nothing(office, settings):
    foreign = {"sec-fetch-site": "cross-site"}
    assert office.post("/it/ufficio", data={"answers": "off"}, headers=foreign).status_code == 403
    sent = office.post("/it/ufficio/carica", files=[("file", ("a.md", TEXT))], headers=foreign)
    assert sent.status_code == 403
    assert Switch(settings.home).notice() is None
    assert SourceLists(settings).all() == []


# -------------------------------------------------------------------------------------------------- uploads


@pytest.mark.parametrize(
    ("name", "safe"),
    [("piano.PDF", "piano.pdf"), ("../../etc/passwd.txt", "passwd.txt"), ("C:\\x\\piano.pdf", "piano.pdf"),
     (".nascosto.pdf", "nascosto.pdf"), ("a\0b\n<img onerror=1>.md", "a_b__img onerror_1_.md"), ("é" * 300 + ".pdf", None),
     ("....pdf", "pdf"), ("   .pdf", "pdf"), ("à l'école (1).docx", "à l'école (1).docx"), ("", "documento")],
)  # fmt: skip
def test_a_name_is_made_safe(name, safe):
    found = safe_name(name)
    assert found == safe or (safe is None and len(found.encode()) <= 255 and found.endswith(".pdf"))
    assert "/" not in found
    assert not found.startswith(".")


GOOD = {"piano.pdf": pdf(), "piano.docx": package(), "nota.md": TEXT.encode(), "pagina.html": b"<html><p>x</p></html>"}
BAD = {
    "programma.exe": (b"MZ", "non è un tipo di file"),
    "elenco.jsonl": (b"{}", "non è un tipo di file"),
    "archivio.zip": (package(), "non è un tipo di file"),
    "vuoto.pdf": (b"", "è vuoto"),
    "finto.pdf": (b"<html><script>x</script></html>", "il contenuto è una pagina web"),
    "finto.docx": (pdf(), "il contenuto è un PDF"),
    "finta.png": (pdf(), "il contenuto è un PDF"),
    "finto.txt": (pdf(), "il contenuto è un PDF"),
    "zip.docx": (package(kind="altro.txt"), "non si può leggere"),
    "binario.txt": (b"testo\0" + bytes(range(256)) * 9, "dati di un altro programma"),
    "rotto.pdf": (pdf()[:300], "rovinato"),
    "chiuso.pdf": (pdf("segreta"), "protetto da password"),
    "bomba.docx": (package(30_000_000), "troppa memoria"),
    "macro.docx": (package(**{"word/vbaProject.bin": b"x"}), "macro"),
    "rotto.docx": (package()[:-30], "rovinato"),
    "rotta.png": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "rovinato"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_claims_to_be_is_taken(tmp_path, name):
    path = tmp_path / "x"
    path.write_bytes(GOOD[name])
    check(path, name, upload_strings("it"))


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_is_refused_and_why(tmp_path, name):
    content, words = BAD[name]
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        check(path, name, upload_strings("it"))
    assert words in str(refused.value)
    assert name in str(refused.value)


def test_a_file_is_looked_into_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(pdf())
    checked(path, "piano.pdf", "it")
    path.write_bytes(BAD["chiuso.pdf"][0])
    with pytest.raises(UsageError, match="protetto da password"):
        checked(path, "chiuso.pdf", "it")


def test_an_upload_is_read_and_a_second_is_its_new_edition(office, settings):
    answer = upload(office, ("../piano <b>.md", TEXT), publisher="Regione <i>", kind="plan")
    assert answer.headers["location"] == "/it/ufficio?said=added"
    assert "<strong>1</strong> nuovi" in finished(office)
    page = office.get("/it/ufficio/fonti").text
    assert "Regione &lt;i&gt;" in page
    assert "<b>" not in page
    (kept,) = SourceLists(settings).all()
    assert kept.name == "piano _b_.md"
    upload(office, (kept.name, TEXT.replace("84", "90")))
    assert "<strong>1</strong> cambiati" in finished(office)
    with Library(settings.home) as library:
        (record,) = [each for each in library.records() if each.uri.endswith(".md")]
        assert (record.edition, record.publisher) == (2, None)
        assert record.uri.startswith("file://")
    deeds = [(deed.who, deed.what) for deed in OfficeFile(settings.home).deeds()]
    assert deeds == [("anna", "edition"), ("anna", "upload")]
    answer = office.post("/it/ufficio/fonti", data={"remove": f"kept:{kept.id}"})
    assert answer.headers["location"] == "/it/ufficio/fonti?said=removed"
    assert "<strong>1</strong> ritirati" in finished(office)
    assert kept.name not in office.get("/it/ufficio/fonti").text.split("<h2>Fonti dell")[1]


def test_what_is_refused_is_told_and_what_is_good_is_kept(office, settings):
    answer = upload(office, ("piano.md", TEXT), ("finto.pdf", b"<html>x</html>"))
    assert answer.status_code == 400
    assert "«finto.pdf»: il nome dice un PDF" in answer.text
    assert [kept.name for kept in SourceLists(settings).all()] == ["piano.md"]
    assert [path.name for path in (settings.home / "uploads").iterdir() if path.name.startswith(".")] == []
    finished(office)


def test_too_much_is_refused_without_being_kept(office, settings, monkeypatch):
    monkeypatch.setattr("ui.office_uploads._MEGA", 1000)
    answer = upload(office, ("piano.md", b"x" * 60_000))
    assert answer.status_code == 413
    assert "supera i 50 MB" in answer.text
    assert not (settings.home / "uploads").exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"x", "multipart/form-data"), (b"--b\r\nrotto", "multipart/form-data; boundary=b"), (b"", "text/plain")],
)
def test_what_is_no_upload_is_refused(office, content, kind):
    answer = office.post("/it/ufficio/carica", content=content, headers={"content-type": kind})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_full_disk_is_told(office, monkeypatch):
    monkeypatch.setattr("ui.office_uploads._SPARE", 10**18)
    assert esc("non c'è abbastanza spazio") in upload(office, ("piano.md", TEXT)).text


# -------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("address", "words"),
    [("http://127.0.0.1/", "rete privata"), ("http://[::1]/x", "rete privata"), ("http://169.254.169.254/", "rete privata"),
     ("https://10.0.0.1/", "rete privata"), ("http://localhost:7860/", "rete privata"), ("file:///etc/passwd", "non è un indirizzo"),
     ("ftp://example.org/", "non è un indirizzo"), ("javascript:alert(1)", "non è un indirizzo"), ("", "non è un indirizzo"),
     ("https://utente:chiave@example.org/", "non è un indirizzo"), ("/etc/passwd", "non è un indirizzo"),
     ("https://example.org/" + "x" * 3000, "non è un indirizzo")],
)  # fmt: skip
def test_an_address_that_may_not_be_read_is_refused(office, settings, address, words):
    answer = office.post("/it/ufficio/fonti", data={"url": address})
    assert answer.status_code == 400
    assert words in answer.text
    assert SourceLists(settings).all() == []


def test_an_address_is_kept_read_and_removed(office, settings):
    form = {
        "url": "https://example.org/piano?a=1",
        "crawl": "section",
        "pages": "9",
        "publisher": 'R "x" \\ y',
        "kind": "plan",
    }
    answer = office.post("/it/ufficio/fonti", data=form)
    assert answer.headers["location"] == "/it/ufficio?said=added"
    (kept,) = SourceLists(settings).all()
    assert (kept.url, kept.crawl, kept.publisher, kept.who) == (form["url"], "section", form["publisher"], "anna")
    finished(office)
    page = office.get("/it/ufficio/fonti").text
    assert "Documenti non letti" in page  # the network is switched off here
    assert "REGESTO_OFFLINE" in page
    assert "già fra le fonti" in office.post("/it/ufficio/fonti", data=form).text
    office.post("/it/ufficio/fonti", data={"remove": f"kept:{kept.id}"})
    assert SourceLists(settings).all() == []


def test_an_address_is_removed_with_or_without_what_was_read_from_it(office, settings):
    address = "https://example.org/piano"

    def added():
        office.post("/it/ufficio/fonti", data={"url": address, "crawl": "section"})
        finished(office)
        (kept,) = SourceLists(settings).all()
        with Library.open(settings) as library:  # as a run with a network would have left it
            library.connection.execute("UPDATE editions SET source = ?", (SourceLists(settings).source_name(kept),))
        return f"kept:{kept.id}"

    def held():
        with Library.open(settings) as library:
            return library.size(), len(library.records(Filters(superseded=True)))

    before = held()
    answer = office.post("/it/ufficio/fonti", data={"remove": added()})
    assert answer.headers["location"].endswith("?said=removed")
    assert held() == before
    named = added()
    with Library.open(settings) as library, writing(library):
        busy = office.post("/it/ufficio/fonti", data={"withdraw": named})
        assert busy.status_code == 400
        assert 'role="alert"' in busy.text
    assert len(SourceLists(settings).all()) == 1
    assert held() == before
    assert "Togli e ritira i documenti" in office.get("/it/ufficio/fonti").text
    answer = office.post("/it/ufficio/fonti", data={"withdraw": named})
    assert answer.headers["location"].endswith("?said=withdrawn")
    assert "ritirati i documenti" in office.get(answer.headers["location"]).text
    assert held() == (0, before[1])  # they can still be read
    assert "ha tolto una fonte e ritirato i suoi documenti" in office.get("/it/ufficio/registro").text


@pytest.mark.parametrize("form", [{"kind": "romanzo"}, {"publisher": "x" * 300}, {"crawl": "tutto"}])
def test_a_field_that_makes_no_sense_is_told(office, form):
    answer = office.post("/it/ufficio/fonti", data={"url": "https://example.org/", **form})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "chosen", ["kept:../../x", "kept:000000000000", "source:/etc", "source:file:///etc", "", "altro"]
)
def test_a_button_that_names_anything_else_reads_nothing(office, settings, chosen):
    answer = office.post("/it/ufficio/fonti", data={"run": chosen})
    assert answer.status_code == 400
    assert esc("non c'è più") in answer.text
    assert not (settings.home / "office").exists()


# -------------------------------------------------------------------------------------------------- a run


def test_another_reading_is_told(office, settings):
    (settings.home / "ingest.holder").write_text(f"processo {os.getpid()}, dalle 10")
    assert esc("occupata da un'altra lettura") in office.get("/it/ufficio").text
    assert esc("occupata da un'altra lettura") in office.post("/it/ufficio/fonti", data={"run": "all"}).text
    (settings.home / "ingest.holder").write_text("processo 999999999, dalle 10")  # it died
    assert "occupata" not in office.get("/it/ufficio").text


def test_a_run_can_be_stopped_and_is_found_again(office, settings):
    folder = settings.home.parent / "molti"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.md").write_text(TEXT.replace("84", str(number)) * 30, "utf-8")
    lists = SourceLists(settings)
    lists._write("0123456789ab", "anna", {"path": str(folder)})
    assert office.post("/it/ufficio", data={"run": "all"}).headers["location"] == "/it/ufficio?said=started"
    assert office.post("/it/ufficio", data={"run": "all"}).status_code == 400  # one at a time
    progress = settings.home / "office" / "progress.json"
    deadline = time.monotonic() + 60
    while not progress.exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    page = office.get("/it/ufficio").text
    assert "<progress" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert office.post("/it/ufficio", data={"run": "stop"}).headers["location"] == "/it/ufficio?said=stopping"
    assert "Fermata" in finished(office)
    assert json.loads((settings.home / "office" / "run.json").read_text())["asked"] == "anna"
    with Library(settings.home) as library:
        assert library.size() < 403


# -------------------------------------------------------------------------------------------------- the switch


def test_answers_are_switched_off_and_on_without_a_new_start(office, settings):
    desk = Desk(settings)
    office.post("/it/ufficio", data={"answers": "off", "notice": "Torniamo <b>lunedì</b>."})
    assert "Torniamo &lt;b&gt;lunedì" in office.get("/it/ufficio").text
    with pytest.raises(ClosedError, match="Torniamo"):
        next(desk.stream(Question("x")))
    office.post("/it/ufficio", data={"answers": "off"})
    notice = desk.switch.notice()
    assert [notice.words(each)[:6] for each in LANGUAGES] == ["Il ser", "Le ser", "The an"]
    office.post("/it/ufficio", data={"answers": "on"})
    assert desk.switch.notice() is None
    desk.switch.check()
    desk.close()


def test_a_switch_that_cannot_be_read_is_off(settings):
    settings.home.mkdir()
    (settings.home / "chat-off.json").write_text("{")
    with pytest.raises(ClosedError):
        Switch(settings.home).check()


# -------------------------------------------------------------------------------------------------- what is heard


@pytest.fixture
def asked(settings):
    log = AnswerLog(settings)
    refused = Answer(question="Quanti asili <b>nido</b>?", language="it", status="refused", mode="extractive")
    answered = Answer(question="Chi coordina?", language="fr", status="answered", mode="extractive", elapsed_ms=250)
    for each in (refused, refused, answered):
        last = log.record(each, Question(each.question), channel="chat")
    log.record(answered, Question("x"), channel="batch")
    assert give(log, last, "voce12345678", thumb=-1, comment="Non è <i>vero</i>", wanted=True)
    log.close()


def test_unanswered_questions_usage_and_feedback_are_shown(office, asked):
    page = office.get("/it/ufficio/domande").text
    assert "Quanti asili &lt;b&gt;nido" in page
    assert "×2" in page
    csv = office.get("/it/ufficio/domande.csv?giorni=365")
    assert csv.headers["content-disposition"] == 'attachment; filename="domande.csv"'
    assert "Quanti asili" in csv.text
    usage = office.get("/it/ufficio/uso").text
    assert "<strong>3</strong> domande" in usage
    assert "<strong>1 (33%)</strong> con risposta" in usage
    assert "italiano 2, francese 1" in usage
    feedback = office.get("/it/ufficio/pareri?solo=wanted").text
    assert "Non è &lt;i&gt;vero" in feedback
    assert "non utile · segnalata" in feedback
    assert "Non è" not in office.get("/it/ufficio/pareri?solo=up").text


def test_an_odd_period_is_the_usual_one(office):
    assert 'value="30" selected' in office.get("/it/ufficio/uso?giorni=-1").text


def test_the_log_says_who_did_what(office):
    office.post("/it/ufficio", data={"answers": "off", "notice": "<script>x</script>"})
    page = office.get("/it/ufficio/registro").text
    assert "ha sospeso le risposte" in page
    assert "&lt;script&gt;x" in page


def test_a_library_that_cannot_be_opened_is_told(office, settings):
    (settings.home / "library.db").write_bytes(b"rovinata" * 1000)
    answer = office.get("/it/ufficio")
    assert answer.status_code == 503
    assert "è rovinata" in answer.text
