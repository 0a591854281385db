"""The pages of the documents without a browser: catalogue, one document, comparison, timeline, overview."""

import re
import shutil
from urllib.parse import quote

import pytest
from conftest import DOCUMENTS, write_jsonl
from starlette.testclient import TestClient

from ingest.pipeline import ingest
from rag.citations import document_id
from rag.library import Library
from rag.settings import load_settings
from rag.types import DocumentRecord, Passage
from ui.charts import Dot, columns_svg, timeline_svg
from ui.desk import Desk
from ui.documents_catalogue import PAGE, UNSTATED, Catalogue, Wanted, wanted_of
from ui.documents_record import sheet_of
from ui.kept import Kept
from ui.locales.documents import documents_strings
from ui.pages.documents import DocumentsPages
from ui.pairs import Words, marked, pair_html
from ui.site import Site
from ui.web import redirecting_app

SAID = documents_strings("it")
PLAN = {
    "uri": "https://example.org/piano",
    "title": "Piano della rete <b>ospedaliera</b>",
    "kind": "plan",
    "publisher": "Regione di Prova",
    "published": "2024-03-01",
}
FIRST = (
    "Il Piano della rete ospedaliera\n\nGli ospedali della rete sono 29 e i posti letto sono 1.200 in tutto il territorio."
    "\n\nIl monitoraggio è affidato alla Cabina di regia regionale, che si riunisce ogni mese."
)
SECOND = FIRST.replace("29", "27").replace("ogni mese", "ogni tre mesi a Bologna")


def record(number, **values):
    known = {"title": f"Documento {number:03}", "kind": "news", "publisher": "Comune", "published": "2024-01-02"}
    return DocumentRecord(f"https://example.org/{number}", **{**known, **values})


@pytest.fixture
def catalogue():
    records = [record(n, published=f"{2010 + n % 15}-05-01" if n % 10 else None) for n in range(60)]
    records += [record(60, kind="plan", title="Piano sanitario"), record(61, publisher="comune", withdrawn=True)]
    return Catalogue([*records, record(60, kind="plan", title="Piano vecchio", superseded=True)])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    settings = load_settings(home=folder / "home", offline=True)
    ingest([write_jsonl(folder / "documents.jsonl", DOCUMENTS)], settings)
    for text in (FIRST, SECOND):
        assert not ingest([write_jsonl(folder / "piano.jsonl", [PLAN | {"text": text}])], settings).failed
    return settings.home


@pytest.fixture
def home(built, settings):
    """A library of one's own: reading the documents takes seconds, a copy does not."""
    shutil.copytree(built, settings.home, dirs_exist_ok=True)
    return settings


@pytest.fixture
def client(home):
    return client_of(home)


def client_of(settings):
    app = redirecting_app("it")
    site = Site(settings)
    site.add_static(app)
    desk = Desk(settings)
    DocumentsPages(desk, site).add_to(app)
    return TestClient(app, follow_redirects=False)


def test_an_address_says_what_is_wanted_and_nothing_else():
    wanted = wanted_of({"q": " piano \0 casa ", "kind": "plan", "page": "3", "sort": "title", "x": "y"})
    assert wanted == Wanted("piano casa", {"kind": "plan"}, "title", 3)
    assert wanted.query(page=2) == "?q=piano+casa&kind=plan&sort=title&page=2"
    for query in ({"page": "-1"}, {"page": "²"}, {"page": "99999999"}, {"sort": "drop"}, {"sort": "found"}):
        assert wanted_of(query) == Wanted()


def test_facets_count_what_passes_the_others(catalogue):
    listed = catalogue.listed(Wanted(chosen={"kind": "NEWS"}))
    assert listed.total == 60
    assert [(each.value, each.number) for each in listed.facets["kind"]] == [("news", 60), ("plan", 1)]
    assert sum(each.number for each in listed.facets["year"]) == 60
    assert listed.facets["year"][0].value == "2024"
    assert listed.facets["year"][-1].value == UNSTATED
    assert catalogue.listed(Wanted(chosen={"kind": "news", "year": UNSTATED})).total == 6
    assert catalogue.listed(Wanted(withdrawn=True, chosen={"publisher": "COMUNE"})).total == 62


def test_pages_of_25_and_orders(catalogue):
    listed = catalogue.listed(Wanted(page=9))
    assert (listed.wanted.page, listed.pages, len(listed.held)) == (3, 3, 61 - 2 * PAGE)
    dates = [each.date for page in (1, 2, 3) for each in catalogue.listed(Wanted(page=page)).held]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] == ""
    titles = [each.title for each in catalogue.listed(Wanted(sort="title")).held]
    assert titles == sorted(titles)


def test_words_find_titles_first_then_texts(catalogue):
    passage = Passage("p", "https://example.org/7", 1, 0, 0, 5, "sanit")
    listed = catalogue.listed(Wanted("piano sanitario", sort="found"), [passage])
    assert [each.record.uri[-2:] for each in listed.held] == ["60", "/7"]
    assert listed.passages["https://example.org/7"] is passage
    assert catalogue.by_uri["https://example.org/60"].editions == 2


def test_the_catalogue_as_a_page(client):
    page = client.get("/it/documenti").text
    assert "4 documenti" in page
    assert "Piano della rete &lt;b&gt;ospedaliera&lt;/b&gt;" in page
    assert "2 edizioni" in page
    page = client.get("/en/documents?q=riparto+Aziende&kind=news").text
    assert "One document" in page
    assert "Fondo regionale" in page
    assert re.search(r'class="excerpt".*/d/[0-9a-f]{12}/1\?q=\d+-\d+', page)
    assert "Aucun document ne correspond" in client.get("/fr/documents?kind=act").text


def test_words_of_a_reader_stay_words(client):
    page = client.get("/it/documenti", params={"q": '"><script>alert(1)</script>', "kind": "<i>"}).text
    assert "<script>alert" not in page
    assert "<i>" not in page


def test_one_document(client):
    name = document_id(PLAN["uri"])
    page = client.get(f"/it/documenti/{name}").text
    for words in (
        "Regione di Prova",
        "1 marzo 2024",
        "edizione 2",
        "Che cosa è cambiato",
        f'href="/d/{name}/2?lang=it"',
    ):
        assert words in page
    assert f'href="/it/?document={quote(PLAN["uri"], safe="")}"' in page
    assert '<del class="figure">29</del>' in page
    assert '<ins class="figure">27</ins>' in page
    assert f"a={name}%401&amp;b={name}%402" in page
    old = client.get(f"/it/documenti/{name}?edition=1").text
    assert "superata" in old
    assert "Apri l&#x27;edizione attuale" in old


@pytest.mark.parametrize("path", ["000000000000", "x", "5e8e044d2647?edition=9"])
def test_a_document_that_is_not_there(client, path):
    assert client.get(f"/it/documenti/{path}").status_code == 404


def test_a_withdrawn_document_says_so(client, home):
    name = document_id(PLAN["uri"])
    with Library.open(home) as library:
        library.connection.execute("UPDATE documents SET withdrawn_at = '2026-01-01' WHERE uri = ?", (PLAN["uri"],))
        library.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    assert "non è più pubblicato dalla fonte" in client.get(f"/it/documenti/{name}").text
    assert "3 documenti" in client.get("/it/documenti").text
    assert "4 documenti" in client.get("/it/documenti?withdrawn=1").text


def test_two_editions_side_by_side(client):
    name = document_id(PLAN["uri"])
    page = client.get("/it/documenti/confronta", params={"a": f"{name}@1", "b": f"{name}@2"}).text
    table = page[page.index('<table class="figures"') : page.index("</table>")]
    assert '<del class="figure">29</del>' in table
    assert '<ins class="figure">27</ins>' in table
    assert len(re.findall(rf'href="/d/{name}/1\?q=\d+-\d+', page)) == len(
        re.findall(rf'href="/d/{name}/2\?q=\d+-\d+', page)
    )
    assert page.count('class="pair altered"') == 2
    assert client.get("/en/documents/confronta").status_code == 200


def test_comparing_what_is_not_there_says_what_to_do(client):
    page = client.get("/it/documenti/confronta?a=piano&b=nessuno")
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert 'value="nessuno"' in page.text
    assert "Documenti con più edizioni" in page.text


def test_a_timeline_has_a_list_with_every_dot(client):
    page = client.get("/it/documenti/cronologia?tema=fondo+non+autosufficienza").text
    numbers = re.findall(r"<circle[^>]*/><text[^>]*>(\d+)</text>", page)
    assert numbers
    for number in numbers:
        assert f'id="e{number}"' in page
    assert page.count("<blockquote") == len(numbers)
    assert "Nessuna frase datata" in client.get("/it/documenti/cronologia?tema=astronavi").text
    assert client.get("/it/documenti/cronologia?tema=!!").status_code == 400


def test_the_library_at_a_glance(client):
    page = client.get("/it/documenti/panorama").text
    assert 'aria-label="Documenti per anno"' in page
    assert "<strong>4</strong> documenti" in page
    assert "Ultima lettura delle fonti" in page
    assert "file://" not in page
    assert 'href="/it/documenti?kind=plan"' in page


@pytest.mark.parametrize("tail", ["", "/panorama", "/confronta", "/cronologia"])
def test_an_empty_library_is_a_clear_page(settings, tail):
    page = client_of(settings).get(f"/it/documenti{tail}")
    assert page.status_code == 200
    assert "<h1>" in page.text
    if tail in ("", "/panorama"):
        assert "vuota" in page.text


def test_words_that_differ_are_marked_and_escaped():
    pair = pair_html([Words("Sono <29> qui.")], [Words("Sono <27> qui.")], SAID)
    assert '&lt;<del class="figure">29</del>&gt;' in pair
    assert marked("a & b", [(0, 1)], "ins") == "<ins>a</ins> &amp; b"
    assert "non c&#x27;era" in pair_html([], [Words("nuovo")], SAID)


def test_plots_hold_their_numbers_and_dots_do_not_touch():
    assert ">7</text>" in columns_svg([("2020", 7), ("2021", 0)], "t")
    svg = timeline_svg([Dot(n, 2020.5, "x") for n in range(1, 5)], "t")
    places = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(set(places)) == 4
    assert timeline_svg([], "t") == columns_svg([], "t") == ""


def test_what_is_kept_goes_with_the_generation(home):
    with Library.open(home) as library:
        kept, made = Kept(library, 2), []
        for key in ("a", "a", "b", "c", "a"):
            kept.get(key, lambda key=key: made.append(key))
        assert made == ["a", "b", "c", "a"]
        library.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        kept.get("a", lambda: made.append("new"))
        assert made[-1] == "new"


def test_a_sheet_of_an_edition_that_is_not_there(home):
    with Library.open(home) as library:
        assert sheet_of(library, "https://example.org/gruppo", 4) is None
        assert sheet_of(library, "nothing") is None
