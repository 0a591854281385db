"""The page that checks a text, in Chromium, on the bundled corpus: with script and without, wide and narrow."""

import pytest
from visiting import opened_browser, opened_visit, served_corpus  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

RELEASE = """COMUNICATO STAMPA

La Giunta lombarda stanzia 12 milioni di euro per i modelli innovativi del Piano sociosanitario integrato.
All'ATS della Brianza vanno 1.203.283 euro. A Marte sono stati trovati 14 ospedali di comunità.
Siamo molto soddisfatti di questo risultato. <img src=x onerror=window.bad=1> <script>window.bad=2</script>"""


@pytest.fixture
def address(bundled):
    return bundled


def send(visit, text=""):
    """Check a text, or the example."""
    if text:
        visit.page.fill("#text", text)
    else:
        visit.page.click("#verify button[name=esempio]")
        visit.until("document.getElementById('text').value")
    visit.page.click("#verify button[type=submit]")
    visit.page.wait_for_selector("#summary .told, #summary .banner", timeout=60_000)


def no_wider(visit):
    assert visit.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_release_is_checked_sentence_by_sentence_and_saved(visit):
    seen = visit("desktop", "it/verifica", locale="it-IT")
    page = seen.page
    seen.axe()
    seen.shoot("verifica-modulo")
    page.evaluate("window.stayed = true")
    send(seen, RELEASE)
    assert page.evaluate("window.stayed")  # by script: the page was not left
    assert page.evaluate("document.activeElement.id") == "results-title"
    assert not page.is_visible("#progress")
    assert page.locator(".check.contradicted h3").inner_text().endswith("Smentito dai documenti")
    assert page.locator(".check.contradicted .words mark").inner_text() == "12 milioni di euro"
    assert page.locator(".check.contradicted blockquote mark").inner_text() == "10 milioni di euro"
    assert page.locator(".check.supported, .check.not_found, .check.skipped").count() >= 3
    words, quote = (page.locator(f".check.supported {each}").bounding_box() for each in (".words", "blockquote"))
    assert quote["x"] > words["x"] + words["width"] * 0.9  # beside it
    assert "Controllo finito" in page.inner_text("#spoken")
    page.click(".counts .contradicted a")
    assert page.evaluate("location.hash") == "#frase-2"
    with seen.page.context.expect_page() as opened:
        page.click(".check.contradicted .source a")
    opened.value.wait_for_selector("mark")
    assert "10 milioni" in opened.value.inner_text("main, body")
    opened.value.close()
    seen.axe()
    seen.shoot("verifica", whole=True)
    with page.expect_download() as saved:
        page.click('.save button[value="docx"]')
    assert saved.value.suggested_filename.startswith("regesto-")
    assert saved.value.suggested_filename.endswith(".docx")
    seen.check()


def test_it_works_without_script_and_may_be_limited(visit):
    seen = visit("desktop", "it/verifica", java_script_enabled=False)
    page = seen.page
    page.click("#verify button[name=esempio]")
    assert "Piano sociosanitario" in page.input_value("#text")
    page.fill(
        "#text", "All'ATS della Brianza vanno 1.203.283 euro.\nIl PAIR 2030 è stato approvato il 30 gennaio 2024."
    )
    page.click("details.limits summary")
    page.select_option("#limit-kind", "plan")
    page.click("#verify button[type=submit]")
    assert "Controllato solo in: piani" in page.inner_text("#summary")
    assert page.locator(".check.supported").count() == 1
    page.click("#entry > summary")
    assert page.input_value("#limit-kind") == "plan"
    assert page.input_value("#text").startswith("All'ATS")
    page.fill("#text", "…")
    page.click("#verify button[type=submit]")
    assert "incolla almeno una frase" in page.inner_text("#problem")


@pytest.mark.parametrize(
    ("path", "verdict", "dark"),
    [
        ("fr/verification", "Confirmé par les documents", False),
        ("en/verify", "Contradicted by the documents", True),
    ],
    ids=["fr", "en"],
)
def test_on_a_phone_in_the_other_languages(visit, path, verdict, dark):
    seen = visit("phone", path, color_scheme="dark" if dark else "light")
    seen.shoot(f"{path.replace('/', '-')}-telefono-modulo", whole=True)
    no_wider(seen)
    send(seen)
    assert verdict in seen.page.inner_text("#frase-1 h3")
    words, quote = (seen.page.locator(f"#frase-1 {each}").bounding_box() for each in (".words", "blockquote"))
    assert quote["y"] > words["y"] + words["height"] * 0.9  # under it
    no_wider(seen)
    seen.axe()
    seen.shoot(f"{path.replace('/', '-')}-telefono", whole=True)
    seen.check()


def test_limits_are_told_before_they_are_met_and_a_long_check_may_be_stopped(visit, tmp_path):
    seen = visit("phone", "it/verifica")
    page = seen.page
    file = tmp_path / "comunicato.txt"
    file.write_text("Il PAIR 2030 è stato approvato il 30 gennaio 2024.\n" * 300, "utf-8")
    page.set_input_files("#file", str(file))
    seen.until("document.getElementById('text').value.length > 15000")
    assert "su 40.000" in page.inner_text("#counter")
    page.click("#verify button[type=submit]")
    page.wait_for_selector(".check")
    seen.until("document.querySelector('#progress progress').value > 0")
    page.click("#progress button")
    page.wait_for_selector("#summary .banner")
    assert "fermato" in page.inner_text("#summary")
    assert 0 < page.locator(".check").count() < 300
    page.click("#entry > summary")
    page.fill("#text", "parola " * 15_000)
    assert "Troppo lungo di" in page.inner_text("#counter")
    page.click("#verify button[type=submit]")
    assert "il massimo è 40.000" in page.inner_text("#problem")
    seen.axe()
    seen.shoot("verifica-troppo-lungo")
    file.write_bytes(b"\xff\xfe\x00PK")
    page.set_input_files("#file", str(file))
    seen.until("document.getElementById('problem').innerText.includes('non è un testo')")
    seen.check()
