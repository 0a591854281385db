"""What goes wrong behind the door is a page in the reader's language, and tells nothing of the server."""

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.testclient import TestClient

from rag.errors import LibraryError, ModelError, SettingsError, UsageError
from ui.accounts import Accounts
from ui.door import Door, Rules
from ui.locales.site import site_strings
from ui.sessions import COOKIE, Sessions
from ui.strings import LANGUAGES
from ui.telling import told
from ui.visitors import Reception
from ui.web import redirecting_app

PAGE = {"accept": "text/html,*/*"}


@pytest.fixture
def client(settings):
    accounts = Accounts(settings)
    sessions = Sessions(settings, accounts)
    app = redirecting_app("it", (Door, Rules(settings, Reception(settings, accounts, sessions))))

    def broken(request):
        raise RuntimeError("/srv/regesto: segreto")

    def halved(request):
        def parts():
            yield "mezza "
            raise RuntimeError("segreto")

        return StreamingResponse(parts(), media_type="text/html")

    for language in LANGUAGES:
        app.add_route(f"/{language}/rotta", broken, ["GET", "POST"])
        app.add_route(f"/{language}/json", lambda request: JSONResponse({"detail": "Forbidden"}, 403))
    app.add_route("/it/vuota", lambda request: Response(status_code=404))
    app.add_route("/it/mezza", halved)
    app.add_route("/it/bene", lambda request: PlainTextResponse("bene"))
    return TestClient(app, "http://127.0.0.1", raise_server_exceptions=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bare_error_is_a_page_for_people(client, language):
    said = site_strings(language)
    for path, method, status, words in (
        ("nulla", "GET", 404, said.missing_title), ("json", "GET", 404, said.missing_title),
        ("rotta", "GET", 500, said.failed_title), ("rotta", "POST", 500, said.failed_title),
    ):  # fmt: skip
        answer = client.request(method, f"/{language}/{path}", headers=PAGE)
        assert answer.status_code == status
        assert f'<html lang="{language}">' in answer.text
        assert words in answer.text or words.replace("'", "&#x27;") in answer.text
        assert "segreto" not in answer.text
        assert "default-src" in answer.headers["content-security-policy"]


def test_an_address_outside_the_languages_speaks_the_readers(client):
    assert '<html lang="fr">' in client.get("/nulla", headers={**PAGE, "accept-language": "fr"}).text
    assert "Pagina non trovata" in client.get("/it/vuota", headers=PAGE).text


def test_what_a_program_asks_keeps_its_form(client):
    assert client.get("/it/nulla").json()
    assert client.get("/it/vuota").content == b""
    assert client.get("/it/bene", headers=PAGE).text == "bene"
    failed = client.get("/it/rotta")
    assert failed.status_code == 500
    assert "segreto" not in failed.text
    assert "Riprova" in failed.json()["detail"]


def test_half_an_answer_is_cut_not_completed(client):
    with pytest.raises(Exception, match="segreto"):
        TestClient(client.app, "http://127.0.0.1").get("/it/mezza", headers=PAGE)


@pytest.mark.parametrize(
    "path", ["/it/" + "a" * 201, "/static/" + "é" * 300, "/d/" + "../" * 50 + "b" * 5000, "/" + "x" * 10_000]
)
def test_a_path_without_end_is_a_page(client, path):
    answer = client.get(path, headers=PAGE)
    assert answer.status_code == 404
    assert "Pagina non trovata" in answer.text


def test_a_reader_is_told_what_breaks_without_the_names_of_files():
    for error in (LibraryError("/srv/x"), ModelError("/srv/x"), SettingsError("/srv/x")):
        for language in LANGUAGES:
            assert "/srv" not in told(error, language)
            assert told(error, language)
    assert told(UsageError("Scrivere qualcosa."), "it") == "Scrivere qualcosa."


def test_a_secret_that_cannot_be_read_is_told_without_its_place(client, settings):
    (settings.home / "secret").mkdir(parents=True)
    answer = client.get("/it/bene", headers={**PAGE, "cookie": f"{COOKIE}=a.b"})
    assert answer.status_code == 503
    assert "Il servizio non può rispondere" in answer.text
    assert str(settings.home) not in answer.text
    (settings.home / "secret").rmdir()
    (settings.home / "office.db").write_bytes(b"rovinato" * 1000)
    assert client.get("/it/bene", headers={**PAGE, "cookie": f"{COOKIE}=a.b"}).text == "bene"
