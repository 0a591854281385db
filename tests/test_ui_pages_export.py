"""``/export``: answers of the log as files, over HTTP."""

import io

import pytest
from docx import Document
from starlette.testclient import TestClient

from rag.answer_log import AnswerLog
from rag.settings import load_settings
from rag.types import Question
from ui.desk import Desk
from ui.pages.export import MOST, ExportPage
from ui.site import Site
from ui.web import redirecting_app


def client_of(desk):
    app = redirecting_app("it")
    ExportPage(desk, Site(desk.settings)).add_to(app)
    return TestClient(app, base_url="http://regesto.prova")


@pytest.fixture
def asked(library_home):
    """A desk at which three things have been asked, and their ids."""
    desk = Desk(library_home)
    ids = []
    for question in (
        "a quanto ammonta il FRNA 2025?",
        "quanti gatti randagi vivono a Trieste?",
        "chi coordina il gruppo di lavoro?",
    ):
        *_, _last = desk.stream(Question(question))
        ids.append(desk.log.listed(limit=1)[0].id)
    yield desk, ids
    desk.close()


@pytest.mark.parametrize(
    ("form", "begins", "media"),
    [("md", b"# ", "text/markdown"), ("docx", b"PK", "application/vnd.openxml"), ("pdf", b"%PDF", "application/pdf")],
)
def test_an_answer_is_saved_in_each_form(asked, form, begins, media):
    desk, ids = asked
    page = client_of(desk).get("/export", params={"ids": ids[0], "format": form, "lang": "fr"})
    assert page.status_code == 200
    assert page.content.startswith(begins)
    assert page.headers["content-type"].startswith(media)
    assert page.headers["content-disposition"].startswith('attachment; filename="regesto-20')
    assert f'frna-2025.{form}"' in page.headers["content-disposition"]
    assert "no-store" in page.headers["cache-control"]


def test_a_conversation_is_saved_with_its_refusal_and_one_list(asked):
    desk, ids = asked
    text = client_of(desk).get("/export", params={"ids": ",".join(ids), "lang": "it"}).text
    assert text.startswith("# Conversazione con Regesto: 3 domande")
    assert "564,09" in text
    assert "Non so rispondere" in text
    assert "ogni citazione è stata confrontata" in text
    assert "<http://regesto.prova/d/" in text


def test_the_public_address_stands_before_permalinks(asked):
    desk, ids = asked
    desk.settings = desk.settings.model_copy(update={"public_url": "https://regesto.example"})
    assert "<https://regesto.example/d/" in client_of(desk).get("/export", params={"ids": ids[0]}).text


def test_a_file_of_what_is_left_says_what_is_missing(asked):
    desk, ids = asked
    content = client_of(desk).get("/export", params={"ids": f"{ids[0]},{'f' * 24}", "format": "docx"}).content
    assert "non c'è più nel registro" in "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"ids": "f" * 24}, 404, "Risposta non trovata"),
        ({"ids": "<script>x"}, 404, "Risposta non trovata"),
        ({"ids": ""}, 400, "non dice quali risposte"),
        ({"ids": ",".join(map(str, range(MOST + 1)))}, 400, f"al massimo {MOST}"),
        ({"ids": "f" * 24, "format": "<exe>"}, 400, "&lt;exe&gt;"),
    ],
)
def test_what_cannot_be_saved_is_a_page(library_home, query, status, words):
    page = client_of(Desk(library_home)).get("/export", params={"lang": "it", **query})
    assert page.status_code == status
    assert words in page.text
    assert "<script>x" not in page.text


def test_a_service_that_keeps_no_answers_says_so(library_home):
    desk = Desk(load_settings(home=library_home.home, offline=True, answers=False))
    page = client_of(desk).get("/export", params={"ids": "f" * 24, "lang": "en"})
    assert page.status_code == 404
    assert "keeps no answers" in page.text


def test_a_log_that_cannot_be_read_is_a_page(library_home):
    (library_home.home / "answers.db").mkdir()
    page = client_of(Desk(library_home)).get("/export", params={"ids": "f" * 24, "lang": "it"})
    assert page.status_code == 503
    assert "avvisare chi gestisce il servizio" in page.text
    assert str(library_home.home) not in page.text
    assert AnswerLog
