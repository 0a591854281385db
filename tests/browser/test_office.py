"""The office in Chromium: the sign-in, an upload watched live, the switch of the answers; axe on each of its pages."""

import subprocess

import pytest
from visiting import (  # noqa: F401 (fixtures)
    DOCUMENTS,
    ROOT,
    environment,
    need_chromium,
    opened_browser,
    opened_visit,
    read,
    regesto,
    serving,
)

from ui.locales.office import office_strings

pytestmark = pytest.mark.browser

PASSWORD = "una frase lunga"
PIANO = "# Il piano <img src=x onerror=window.bad=5>\n\nIl piano prevede 84 case della comunità entro il 2026.\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    need_chromium()
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("documenti")
    read(home, folder, DOCUMENTS)
    call = regesto("password", "anna")
    subprocess.run(call, env=environment(home), input=PASSWORD + "\n", text=True, check=True, cwd=ROOT, timeout=60)
    with serving(home) as address:
        yield address


def sign_in(page):
    page.fill("#name", "anna")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_selector("nav.tabs")


def test_an_officials_morning(visit, address):
    seen = visit(path="it/ufficio")
    seen.axe()
    seen.shoot("accesso")
    sign_in(seen.page)
    assert seen.page.url == address + "it/ufficio"
    seen.page.goto(address + "it/ufficio/fonti")
    file = {"name": "piano <img src=x onerror=window.bad=6>.md", "mimeType": "text/markdown", "buffer": PIANO.encode()}
    seen.page.set_input_files("#file", file)
    seen.page.fill("#b-publisher", "Regione <img src=x onerror=window.bad=7>")
    seen.page.click("form[data-most] button.main")
    seen.page.wait_for_selector("#run")
    seen.axe()
    seen.shoot("ufficio-lettura")
    seen.page.wait_for_selector("#run .state.done", timeout=60_000)  # without loading the page anew
    assert "1 nuovi" in seen.page.inner_text("#run ul.figures")
    for tail in office_strings("it").tabs:
        seen.page.goto(address + "it/ufficio" + (f"/{tail}" if tail else ""))
        seen.axe()
        seen.shoot(f"ufficio-{tail or 'stato'}", whole=True)
    seen.check()


def test_on_a_phone_in_the_dark_the_answers_are_switched_off(visit, address):
    seen = visit("phone", "fr/bureau", locale="fr-FR", color_scheme="dark")
    sign_in(seen.page)
    seen.axe()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.fill("#notice", "De retour lundi <b>à neuf heures</b>.")
    seen.page.click("button[name=answers]")
    seen.page.wait_for_selector("button[value=on]")
    seen.axe()
    seen.shoot("bureau-telephone", whole=True)
    reader = visit(path="it/")
    assert "De retour lundi <b>" in reader.page.inner_text("#notice")
    reader.ask("Chi coordina il gruppo?", ".error, .problem, [role=alert]")
    assert "De retour lundi <b>" in reader.page.inner_text("#latest")
    seen.page.click("button[value=on]")
    seen.page.wait_for_selector("button[value=off]")
    seen.page.goto(address + "fr/bureau/fonti")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.axe()
    seen.shoot("bureau-sources-telephone", whole=True)
    reader.ask("Chi coordina il gruppo?")
    seen.check()
    reader.check()


def test_test_questions_are_proposed_read_and_corrected(visit, address):
    seen = visit("phone", "it/ufficio", color_scheme="dark")
    sign_in(seen.page)
    seen.page.goto(address + "it/ufficio/prove")
    seen.page.click("button[name=more]")
    seen.page.wait_for_selector("ol.questions li")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.axe()
    seen.shoot("prove-telefono", whole=True)
    before = seen.page.locator("ol.questions > li").count()
    seen.page.focus("button[name=accept] >> nth=0")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("p.banner.good")
    assert seen.page.locator("ol.questions > li").count() == before - 1
    seen.page.goto(address + "it/ufficio/prove?stato=accepted")
    seen.page.click("ol.questions a.button")
    seen.page.select_option("#f-type", "number")
    seen.page.fill("#f-facts", "564,09 milioni")
    seen.page.fill("#f-document", "Fondo regionale per la non autosufficienza")
    seen.page.fill("#f-quote", "Il Fondo regionale (FRNA) del 2025 vale 564,09 milioni di euro.")
    seen.page.click("form.question button.main")
    assert "è di 564,09 milioni di euro." in seen.page.inner_text("#wrong-quote blockquote")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.axe()
    seen.shoot("prova-modulo-telefono", whole=True)
    seen.console = [each for each in seen.console if "status of 400" not in each]  # the form that was refused
    seen.check()
