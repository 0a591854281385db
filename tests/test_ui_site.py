"""The frame of the server-drawn pages: routes in three languages, forms, what goes wrong, styles and scripts."""

import sqlite3

import pytest
from starlette.testclient import TestClient

from rag.errors import LibraryError, UsageError
from ui.places import SLUGS
from ui.render import esc
from ui.shell import page_html
from ui.site import MOST_SENT, Site
from ui.strings import LANGUAGES
from ui.web import redirecting_app


def drawn(request, seen):
    if seen.tail == "usage":
        raise UsageError("Scrivere <qualcosa>.")
    if seen.tail == "library":
        raise LibraryError("la biblioteca /srv/library.db è rovinata")
    if seen.tail == "sqlite":
        raise sqlite3.OperationalError("disk I/O error")
    return page_html(seen, "Titolo <b>", f"<h1>{esc(seen.form.get('testo', seen.tail))}</h1>")


@pytest.fixture
def client(settings):
    app = redirecting_app("it")
    site = Site(settings)
    site.add_static(app)
    site.add(app, "verify", drawn, form=True)
    site.add(app, "verify", drawn, "{what}")
    return TestClient(app, follow_redirects=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_an_address_in_each_language_and_leads_to_the_others(client, language):
    page = client.get(f"/{language}/{SLUGS['verify'][language]}/x?q=a%26b")
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert "Titolo &lt;b&gt;" in page.text
    for other in LANGUAGES:
        assert f'href="/{other}/{SLUGS["verify"][other]}/x?q=a%26b"' in page.text
    assert page.text.count("aria-current=page") == 1


def test_no_script_but_ours_can_run(client):
    policy = client.get("/it/verifica").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_a_form_is_read_and_its_words_are_shown_as_words(client):
    page = client.post("/it/verifica", data={"testo": "è <script>alert(1)</script>"})
    assert "<h1>è &lt;script&gt;alert(1)&lt;/script&gt;</h1>" in page.text


def test_a_form_from_another_site_is_refused(client):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://altrove.example"}, {"origin": "null"}):
        page = client.post("/it/verifica", data={"testo": "x"}, headers=headers)
        assert page.status_code == 403
        assert "altro sito" in page.text
    assert client.post("/it/verifica", data={"testo": "x"}, headers={"origin": "http://testserver"}).status_code == 200


def test_too_much_is_refused(client):
    page = client.post("/fr/verification", content=b"testo=" + b"x" * MOST_SENT)
    assert page.status_code == 413
    assert "trop long" in page.text


@pytest.mark.parametrize(
    ("tail", "status", "words"),
    [
        ("usage", 400, "Scrivere &lt;qualcosa&gt;."),
        ("library", 503, "I documenti non si possono leggere in questo momento"),
        ("sqlite", 503, "Qualcosa non ha funzionato"),
    ],
)
def test_what_goes_wrong_is_a_page(client, tail, status, words):
    page = client.get(f"/it/verifica/{tail}")
    assert page.status_code == status
    assert words in page.text


def test_styles_and_scripts_are_served_and_nothing_else(client):
    for name, kind in (("site.css", "text/css"), ("source.js", "text/javascript"), ("beside.css", "text/css")):
        assert client.get(f"/static/{name}").headers["content-type"].startswith(kind)
    for name in ("app.py", "..%2fweb.py", "%2e%2e%2fweb.py"):
        assert client.get(f"/static/{name}").status_code == 404
