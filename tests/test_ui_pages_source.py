"""The page of a source over HTTP, no browser: what it shows, marks, refuses; and that no document's word is markup."""

import json
import re
import time
from html.parser import HTMLParser

import pytest
from conftest import write_jsonl
from starlette.testclient import TestClient

from ingest.archive import place
from ingest.pipeline import ingest
from rag.citations import document_id
from rag.library import Library
from rag.settings import Settings
from ui.page_images import NoImage, PageImages, measure
from ui.pages.source import POLICY, SourcePages, asked_of
from ui.source_matching import Wanted
from ui.web import redirecting_app

ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'</title>"
TEXT = (
    "# Il Piano\n\nIl Piano dura tre anni e vale 310 milioni di euro.\n\nLe priorità sono:\n\n1. la casa;\n2. la rete;\n\n"
    f"{ATTACK} scrive il giornale.\n"
)
VTT = (
    "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n<v Anna>Buongiorno a tutti e benvenuti al seminario regionale.\n\n"
    "00:12:31.000 --> 00:12:40.000\n<v Luca>Il fondo regionale cresce di dieci milioni di euro quest'anno.\n"
)


def pdf(path, pages, **options):
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    style = getSampleStyleSheet()
    story = []
    for title, paragraph, rows in pages:
        story += [Paragraph(title, style["Heading1"]), Paragraph(paragraph, style["Normal"]), Spacer(1, 20)]
        if rows:
            story.append(Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, **options).build(story)


PAGES = [
    ("Premessa", "Questo programma regionale riguarda le persone anziane e le loro famiglie nei territori.", None),
    (
        "Il fondo",
        "Il fondo regionale per la non autosufficienza del 2025 vale 564 milioni di euro, ottantadue in più dell'anno "
        "precedente, e si divide fra le aziende sanitarie secondo la popolazione anziana residente. " * 3,
        [["Anno", "Milioni", "Note"], ["2023", "457", "prima"], ["2024", "482", "poi"], ["2025", "564", "adesso"]],
    ),
]  # fmt: skip


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Two editions of a text, a PDF, a transcript and a withdrawn page."""
    folder, home = tmp_path_factory.mktemp("documenti"), tmp_path_factory.mktemp("home")
    settings = Settings(home=home, offline=True)
    (folder / "piano.md").write_text(
        f"---\ntitle: 'Piano {ATTACK.replace(chr(39), '')}'\nkind: plan\n---\n{TEXT}", "utf-8"
    )
    (folder / "seminario.vtt").write_text(VTT, "utf-8")
    (folder / "via.md").write_text("# Via\n\nQuesta pagina sarà tolta dal sito della Regione fra poco.\n", "utf-8")
    pdf(folder / "fondo.pdf", PAGES)
    assert ingest([str(folder)], settings).added == 4
    (folder / "via.md").unlink()
    (folder / "piano.md").write_text(f"# Piano nuovo\n\n{TEXT}\nE dal 2026 vale di più.\n", "utf-8")
    assert ingest([str(folder)], settings).updated == 1
    return settings


@pytest.fixture(scope="module")
def client(home):
    images = PageImages(home.home)
    app = redirecting_app("it")
    SourcePages(home, images).add_to(app)
    yield TestClient(app, follow_redirects=False)
    images.close()


@pytest.fixture(scope="module")
def library(home):
    with Library.open(home) as library:
        yield library


@pytest.fixture(scope="module")
def uris(library):
    rows = library.connection.execute("SELECT uri FROM documents").fetchall()
    return {uri.rsplit("/", 1)[-1]: uri for (uri,) in rows}


@pytest.fixture
def at(library, uris):
    """The address of words in an edition."""

    def found(name, words, edition=1):
        start = library.text(uris[name], edition).index(words)
        return f"/d/{document_id(uris[name])}/{edition}?q={start}-{start + len(words)}"

    return found


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_text_is_shown_whole_with_the_quote_marked(client, at):
    page = client.get(at("piano.md", "vale 310 milioni"))
    assert page.status_code == 200
    assert re.search(r'<p>Il Piano dura tre anni e <mark id="\d+-\d+">vale 310 milioni</mark> di euro', page.text)
    shown = words(page.text)
    for each in ("edizione 1 di 2", "piano", "letto il", "1. la casa;", "Documento locale: piano.md"):
        assert each in shown, each
    assert "<h3>Il Piano</h3>" in page.text


def test_nothing_of_a_document_is_markup(client, at):
    page = client.get(at("piano.md", "Il Piano"))
    elements = Elements(page.text)
    assert not elements.all("img")
    assert [each.get("src") for each in elements.all("script")] == [elements.all("script")[0]["src"]]
    assert elements.all("script")[0]["src"].startswith("/static/source.js?v=")
    assert not [
        name for _, attributes in elements.found for name in attributes if name.startswith("on") or name == "style"
    ]
    assert "&lt;script&gt;alert(2)" in page.text
    assert page.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert page.headers["x-content-type-options"] == "nosniff"


def test_an_old_edition_leads_to_the_new_one_and_keeps_working(client, at, uris):
    old = client.get(at("piano.md", "tre anni"))
    assert "Questa edizione è superata" in old.text
    assert re.search(r'<a href="2">Apri l&#x27;edizione 2, letta il ', old.text)
    new = client.get(at("piano.md", "dal 2026", 2))
    assert "superata" not in words(new.text)
    name = document_id(uris["piano.md"])
    assert client.get(f"/d/{name}").headers["location"] == f"/d/{name}/2"


def test_a_withdrawn_document_says_so(client, at):
    assert "Documento ritirato" in client.get(at("via.md", "tolta dal sito")).text


def test_a_transcript_tells_the_minute(client, at):
    page = words(client.get(at("seminario.vtt", "cresce di dieci milioni")).text)
    assert re.search(r"minuto 00:12:31 .*Il fondo regionale cresce di dieci milioni", page)


def test_a_pdf_shows_the_page_of_the_quote_with_its_lines_marked(client, at, uris):
    page = client.get(at("fondo.pdf", "del 2025 vale 564 milioni di euro, ottantadue in più dell'anno precedente"))
    elements = Elements(page.text)
    (image,) = elements.all("img")
    assert image["src"].startswith("1/2.webp?v=")
    boxes = elements.all("rect")
    assert 1 <= len(boxes) <= 2
    assert boxes[0]["id"] == re.search(r"q=(\d+-\d+)", str(page.url))[1]
    assert 590 < float(elements.all("svg")[0]["viewbox"].split()[2]) < 600
    # the first paragraph begins under the heading, in the upper quarter of the page
    assert 842 * 0.1 < float(boxes[0]["y"]) < 842 * 0.25
    assert float(boxes[0]["x"]) > 72 + 100  # not from the line's beginning
    assert '<mark id="text-' in page.text
    assert "Premessa" not in page.text
    picture = client.get(f"/d/{document_id(uris['fondo.pdf'])}/{image['src']}")
    assert picture.headers["content-type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    assert "immutable" in picture.headers["cache-control"]


def test_a_row_is_marked_on_the_page_and_in_a_table(client, at):
    page = client.get(at("fondo.pdf", "Anno: 2024; Milioni: 482; Note: poi"))
    boxes = Elements(page.text).all("rect")
    assert len(boxes) == 3
    assert len({box["y"] for box in boxes}) == 1
    assert '<th scope="col">Milioni</th>' in page.text
    assert "<td><mark>482</mark></td>" in page.text


def test_pages_are_turned_and_the_way_back_is_told(client, at):
    address = at("fondo.pdf", "si divide fra le aziende sanitarie")
    first = client.get(f"{address}&page=1")
    assert "La citazione è a p. 2." in words(first.text)
    assert not Elements(first.text).all("rect")
    assert "Premessa" in first.text
    assert 'title="Pagina successiva"' in first.text
    assert 'title="Pagina precedente"' not in first.text
    assert 'value="2"' in client.get(f"{address}&page=900").text


@pytest.mark.parametrize("place", ["999990-999999", "50-20", "7-7", "x", "../../etc/passwd", "1-99999999999999"])
def test_a_place_that_is_not_there_shows_the_page_and_says_so(client, uris, place):
    page = client.get(f"/d/{document_id(uris['piano.md'])}/1", params={"q": place})
    assert page.status_code == 200
    assert "non esiste in questa edizione" in page.text
    assert "<mark" not in page.text
    assert "Il Piano dura tre anni" in page.text


@pytest.mark.parametrize(
    "path",
    ["/d/aaaaaaaaaaaa/1", "/d/zz/1", "/d/", "/d/..%2f..%2fetc%2fpasswd/1", "/d/%2e%2e/%2e%2e/etc/passwd", "/d/a/b/c/d/e",
     "/d/aaaaaaaaaaaa", "/d/%3Cscript%3E/1"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("language", "said"),
    [("it", "non è in biblioteca"), ("fr", "pas dans la bibliothèque"), ("en", "not in the library")],
)
def test_what_is_not_here_is_told_in_the_readers_language(client, path, language, said):
    page = client.get(path, params={"lang": language})
    assert page.status_code == 404
    assert said in page.text
    assert f'<html lang="{language}"' in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize("number", ["9", "0", "-1", "1.5", "99999999999999"])
def test_an_edition_that_is_not_here_is_told(client, uris, number):
    page = client.get(f"/d/{document_id(uris['piano.md'])}/{number}")
    assert page.status_code == 404
    assert "ma non questa edizione" in page.text


@pytest.mark.parametrize("picture", ["0.webp", "99.webp", "1.png", "..%2f1.webp", "x.webp", "1.webp.html"])
def test_a_picture_that_is_not_there_is_no_picture(client, uris, picture):
    assert client.get(f"/d/{document_id(uris['fondo.pdf'])}/1/{picture}").status_code == 404
    assert client.get(f"/d/{document_id(uris['piano.md'])}/1/1.webp").status_code == 404


def test_what_a_browser_holds_is_not_sent_again(client, at, uris):
    for address in (at("piano.md", "tre anni"), f"/d/{document_id(uris['fondo.pdf'])}/1/1.webp"):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(first.content))


def test_the_language_comes_from_the_address_or_the_browser(client, at):
    address = at("piano.md", "tre anni")
    french = client.get(address, headers={"accept-language": "fr-FR,fr;q=0.9"})
    assert "Cette édition est remplacée" in french.text
    assert french.headers["vary"] == "Accept-Language"
    english = client.get(f"{address}&lang=en&theme=dark&embed=1")
    assert '<html lang="en" class="dark embed">' in english.text
    assert "This edition is superseded" in english.text
    assert 'href="2?lang=en&amp;theme=dark&amp;embed=1"' in english.text


def test_a_permalink_is_the_services_own_address(home, client, at):
    address = at("piano.md", "tre anni")
    permalink = address.replace("?q=", "#")
    assert f'href="{permalink}"' in client.get(address).text
    app = redirecting_app("it")
    SourcePages(home.model_copy(update={"public_url": "https://regesto.example.org"}), PageImages(home.home)).add_to(
        app
    )
    assert f'href="https://regesto.example.org{permalink}"' in TestClient(app).get(address).text


def test_a_long_text_is_sent_in_parts(settings, tmp_path):
    text = "".join(
        f"Paragrafo numero {number} del lungo verbale della seduta del consiglio.\n\n" for number in range(70_000)
    )
    assert ingest(
        [write_jsonl(tmp_path / "v.jsonl", [{"uri": "x:verbale", "title": "Verbale", "text": text}])], settings
    ).added
    app = redirecting_app("it")
    SourcePages(settings, PageImages(settings.home)).add_to(app)
    client = TestClient(app)
    start = text.index("Paragrafo numero 35000 ")
    address = f"/d/{document_id('x:verbale')}/1?q={start}-{start + 22}"
    page = client.get(address)
    assert len(text) > 4_500_000
    assert len(page.content) < 300_000
    assert re.search(r"<mark[^>]*>Paragrafo numero 35000</mark>", page.text)
    links = [each["href"] for each in Elements(page.text).all("a") if "from=" in each.get("href", "")]
    earlier, later = (client.get(f"/d/{document_id('x:verbale')}/1{link}").text for link in links[:2])
    assert "Paragrafo numero 34400 " in earlier
    assert "Paragrafo numero 35600 " in later
    assert "Parte precedente" not in client.get(f"/d/{document_id('x:verbale')}/1").text
    whole = client.get(f"{address}&all=1").text
    assert "Paragrafo numero 69999 " in whole
    assert "Paragrafo numero 0 " in whole


def test_without_its_file_or_key_a_pdf_is_shown_as_text(settings, tmp_path):
    folder = tmp_path / "documenti"
    folder.mkdir()
    pdf(folder / "fondo.pdf", PAGES)
    ingest([str(folder)], settings)
    images = PageImages(settings.home)
    app = redirecting_app("it")
    SourcePages(settings, images).add_to(app)
    client = TestClient(app)
    with Library.open(settings) as library:
        (record,) = library.records()
    address, archived = f"/d/{document_id(record.uri)}/1?q=0-8", place(settings.home, record.sha256)
    for content, said in ((_locked(tmp_path), "protetto da password"), (b"%PDF-1.7 rovinato", "non si può mostrare"),
                          (None, "non è in archivio")):  # fmt: skip
        archived.unlink()
        if content:
            archived.write_bytes(content)
        page = client.get(address)
        assert page.status_code == 200
        assert said in page.text
        assert not Elements(page.text).all("img")
        assert "<mark" in page.text
        assert "Questo programma regionale" in page.text
        assert client.get(address.replace("?q=0-8", "/1.webp")).status_code == 404
    images.close()


def _locked(folder):
    from reportlab.lib.pdfencrypt import StandardEncryption

    pdf(folder / "chiuso.pdf", PAGES, encrypt=StandardEncryption("segreta", ownerPassword="altra", canPrint=0))
    return (folder / "chiuso.pdf").read_bytes()


def test_a_library_that_does_not_open_is_told(tmp_path):
    (tmp_path / "library.db").write_bytes(b"non e' una biblioteca " * 100)
    app = redirecting_app("it")
    SourcePages(Settings(home=tmp_path), PageImages(tmp_path)).add_to(app)
    page = TestClient(app).get("/d/aaaaaaaaaaaa/1")
    assert page.status_code == 503
    assert "avvisare chi gestisce il servizio" in page.text
    assert str(tmp_path) not in page.text


def test_a_library_that_breaks_while_it_is_served_is_told(library_home, monkeypatch):
    pages = SourcePages(library_home, PageImages(library_home.home))
    app = redirecting_app("it")
    pages.add_to(app)
    client = TestClient(app)
    address = f"/d/{document_id('https://example.org/gruppo')}"
    assert client.get(address).status_code == 200
    pages.reading.library.connection.execute("DROP TABLE passages")
    pages.reading.library.connection.execute("UPDATE meta SET value = '99' WHERE key = 'generation'")
    page = client.get(f"{address}/1")
    assert page.status_code == 503
    assert "Qualcosa non ha funzionato" in page.text


def test_a_page_that_holds_a_book_is_sent_in_parts(client, at, monkeypatch):
    monkeypatch.setattr("ui.source_reading.PART", 200)
    page = client.get(at("fondo.pdf", "Anno: 2024; Milioni: 482; Note: poi"))
    assert "<td><mark>482</mark></td>" in page.text
    assert len(Elements(page.text).all("rect")) == 3
    assert "È mostrata una parte del testo" in page.text


def test_what_an_address_asks_for():
    asked = asked_of({"q": "3-9", "page": "2", "from": "x", "all": "1", "view": "text"})
    assert (asked.quote, asked.page, asked.begin, asked.whole, asked.as_text, asked.unread) == (
        (3, 9),
        2,
        None,
        True,
        True,
        False,
    )
    assert asked_of({"q": "3_9"}).unread
    assert json.dumps(asked_of({}).quote) == "null"


def test_pictures_are_remembered_within_bounds(home, monkeypatch):
    images = PageImages(home.home)
    calls = []
    monkeypatch.setattr(PageImages, "_work", lambda self, task, *call: calls.append(call) or b"x" * 1000)
    monkeypatch.setattr("ui.page_images._KEPT_BYTES", 2500)
    with Library.open(home) as library:
        digest = next(each.sha256 for each in library.records() if each.uri.endswith(".pdf"))
    for page in (1, 1, 2, 3, 3, 1):
        assert images.picture(digest, page) == b"x" * 1000
    assert [page for _, page in calls] == [1, 2, 3, 1]  # the first was dropped when the third came


def test_a_page_that_takes_too_long_costs_itself_only(home, monkeypatch):
    images = PageImages(home.home)
    monkeypatch.setattr("ui.page_images._SECONDS", 0.5)
    with pytest.raises(NoImage, match="broken"):
        images._work(time.sleep, 30)
    monkeypatch.setattr("ui.page_images._SECONDS", 10.0)
    with Library.open(home) as library:
        digest = next(each.sha256 for each in library.records() if each.uri.endswith(".pdf"))
    assert images.picture(digest, 1)[8:12] == b"WEBP"
    images.close()


def test_marks_turn_with_the_page(tmp_path):
    from pypdf import PdfReader, PdfWriter

    pdf(tmp_path / "dritta.pdf", PAGES)
    writer = PdfWriter()
    page = PdfReader(tmp_path / "dritta.pdf").pages[1]
    page.cropbox.lower_left = (40, 30)
    writer.add_page(page).rotate(90)
    writer.write(tmp_path / "girata.pdf")
    wanted = (Wanted(("2024", "482", "poi")),)
    upright = measure(str(tmp_path / "dritta.pdf"), 2, wanted, "")
    turned = measure(str(tmp_path / "girata.pdf"), 1, wanted, "")
    assert (round(turned.width), round(turned.height)) == (round(upright.height) - 30, round(upright.width) - 40)
    assert len(upright.boxes) == len(turned.boxes) == 3
    x0, _, _, y1 = upright.boxes[0]
    # a quarter turn clockwise: what was the height above the bottom is now the way from the left
    left, top = turned.boxes[0][0] * turned.width, turned.boxes[0][1] * turned.height
    assert abs(left - ((1 - y1) * upright.height - 30)) < 1
    assert abs(top - (x0 * upright.width - 40)) < 1


def test_pictures_come_again_after_their_processes_were_killed(settings):
    images = PageImages(settings.home)
    assert images._work(len, "abc") == 3
    images._workers.__exit__(None, None, None)  # the pool is over, and nobody has told the pictures
    assert images._work(len, "abcd") == 4
    images.close()
