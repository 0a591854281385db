"""The page of one answer over HTTP: as it was shown, what has changed since, what readers say; and when there is none."""

import re
from html import unescape

import pytest
from conftest import DOCUMENTS, write_jsonl
from starlette.testclient import TestClient

from ingest.pipeline import ingest
from rag.feedback import counted, feedback_on
from rag.types import Filters, Question, Turn
from ui.desk import Desk
from ui.locales import strings_for
from ui.locales.answer import answer_strings
from ui.pages.answer import AnswerPages
from ui.site import Site
from ui.strings import LANGUAGES
from ui.web import redirecting_app

VOICE = "voce00000001"
SECRET = "parola detta prima"


@pytest.fixture
def desk(library_home):
    opened = Desk(library_home)
    yield opened
    opened.close()


@pytest.fixture
def client(desk):
    return served(desk)


def served(desk):
    app = redirecting_app("it")
    site = Site(desk.settings)
    site.add_static(app)
    AnswerPages(desk, site).add_to(app)
    return TestClient(app, follow_redirects=False)


def asked(desk, text="a quanto ammonta il FRNA 2025?", **more):
    *_, last = desk.stream(Question(text, **more))
    return last


def read(client, name, language="it"):
    page = client.get(f"/{language}/a/{name}")
    assert page.status_code == 200
    return unescape(page.text)


def test_the_address_leads_to_the_readers_language(desk, client):
    name = asked(desk).id
    to = client.get(f"/a/{name}", headers={"accept-language": "fr"})
    assert to.headers["location"] == f"/fr/a/{name}"
    assert to.headers["vary"] == "Accept-Language"
    page = read(client, name, "fr")
    for other in LANGUAGES:
        assert f'href="/{other}/a/{name}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_shown_as_it_was_each_citation_linked_to_its_place(desk, client, language):
    answer = asked(desk, filters=Filters(kind="news"))
    page = read(client, answer.id, language)
    assert answer.question in page
    for sentence in answer.sentences:
        assert sentence.text in page
    for citation in answer.citations:
        assert citation.quote in page
        assert f'href="{citation.permalink.split("#")[0]}?q={citation.start}-{citation.end}&lang={language}#' in page
    assert answer_strings(language).nothing in page
    assert f'href="/{language}/?q=a+quanto+ammonta+il+FRNA+2025%3F"' in page
    assert re.search(f'class="limits">[^<]*{strings_for(language).kind_aliases["news"][0]}', page)
    assert "2026" in re.search('class="given">(.*?)<', page)[1]


def test_nothing_of_the_conversation_before_is_shown(desk, client):
    answer = asked(desk, history=(Turn("user", SECRET), Turn("assistant", SECRET)))
    page = read(client, answer.id)
    assert SECRET not in page
    assert answer_strings("it").alone in page
    assert answer_strings("it").alone not in read(client, asked(desk).id)


def test_a_refusal_has_a_page_too(desk, client):
    answer = asked(desk, "quanti gatti randagi vivono a Trieste?")
    page = read(client, answer.id)
    assert "Non so rispondere" in page
    assert 'data-do="tell"' in page
    assert answer_strings("it").since not in page


def test_nothing_anybody_wrote_is_run(desk, client):
    name = asked(desk, "a quanto ammonta il FRNA 2025 <script>window.bad=1</script>?").id
    page = client.get(f"/it/a/{name}")
    assert "<script>window" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert 'style="' not in page.text
    assert "noindex" in page.text


def changed(settings, tmp_path, documents):
    ingest([write_jsonl(tmp_path / "documents.jsonl", documents)], settings)


def test_what_has_changed_since_is_told(desk, client, tmp_path):
    answer = asked(desk)
    said = answer_strings("it")
    fund = next(each for each in DOCUMENTS if each["uri"] == "https://example.org/fondo")
    kept = {**fund, "text": "Aggiornato a maggio.\n\n" + fund["text"]}
    changed(desk.settings, tmp_path, [kept])
    page = read(client, answer.id)
    assert said.changes["kept"].format(edition=2) in page
    assert re.search(r'/2\?q=\d+-\d+&lang=it#\d+-\d+">' + said.now.format(edition=2), page)
    assert said.nothing not in page
    changed(
        desk.settings,
        tmp_path,
        [{**fund, "text": "Del Fondo regionale per la non autosufficienza non si sa più nulla."}],
    )
    assert said.changes["dropped"].format(edition=3) in read(client, answer.id)
    import sqlite3

    with sqlite3.connect(desk.settings.home / "library.db") as file:
        file.execute("UPDATE editions SET text = replace(text, '564', '999') WHERE number = 1")
    file.close()
    assert said.changes["lost"] in read(client, answer.id)


@pytest.mark.parametrize("name", ["0" * 24, "x", "..%2f..", "0" * 23, "' OR 1=1 --", "0123456789ab"])
def test_no_answer_no_page(desk, client, name):
    asked(desk)
    page = client.get(f"/it/a/{name}")
    assert page.status_code == 404
    assert client.get(f"/fr/a/{'0' * 24}").text.count(answer_strings("fr").missing_title)


def test_a_forgotten_answer_and_a_service_that_keeps_none_have_no_page(desk, library_home):
    name = asked(desk).id
    desk.log.forget([name])
    assert served(desk).get(f"/it/a/{name}").status_code == 404
    kept = asked(desk).id
    off = Desk(library_home.model_copy(update={"answers": False}))
    page = served(off).get(f"/it/a/{kept}")
    assert page.status_code == 404
    assert answer_strings("it").log_off in unescape(page.text)
    assert served(off).post(f"/a/{kept}/feedback", data={"voice": VOICE, "thumb": "1"}).status_code == 404
    off.close()


# What readers say


def test_a_thumb_a_comment_and_the_office_are_kept_beside_the_answer(desk, client):
    name = asked(desk).id
    form = {"voice": VOICE, "thumb": "-1", "comment": "manca il 2026", "wanted": "1"}
    assert client.post(f"/a/{name}/feedback", data=form).status_code == 204
    [said] = feedback_on(desk.log, [name])[name]
    assert (said.thumb, said.comment, said.wanted) == (-1, "manca il 2026", True)
    assert client.post(f"/a/{name}/feedback", data={"voice": VOICE, "thumb": "0"}).status_code == 204
    assert feedback_on(desk.log, [name]) == {}


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ({"voice": VOICE, "thumb": "1"}, {"origin": "https://altrove.example"}, 403),
        ({"voice": VOICE, "thumb": "1"}, {"sec-fetch-site": "cross-site"}, 403),
        ({"voice": VOICE, "comment": "x" * 50_000}, {}, 413),
        ({"voice": "no", "thumb": "1"}, {}, 404),
        ({}, {}, 404),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(desk, client, form, headers, status):
    name = asked(desk).id
    assert client.post(f"/a/{name}/feedback", data=form, headers=headers).status_code == status
    assert counted(desk.log).up == 0
    assert client.get(f"/a/{name}/feedback").status_code == 405
