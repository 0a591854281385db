"""The chat as a person sees it, in Chromium, on a desktop and a phone, on a library read by the real pipeline."""

import pytest
from visiting import DOCUMENTS, SIZES, need_chromium, opened_browser, opened_visit, read, serving  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

PRIORITIES = "Quali sono le priorità del gruppo di lavoro sull'integrazione sociosanitaria?"
UNANSWERABLE = "Quanti gatti randagi vivono a Trieste?"
ATTACK = "Quali sono le priorità del gruppo di lavoro? <img src=x onerror=window.bad=5> ${window.bad=6}"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    need_chromium()
    home = tmp_path_factory.mktemp("home")
    read(home, tmp_path_factory.mktemp("documenti"), DOCUMENTS)
    with serving(home) as address:
        yield address


@pytest.mark.parametrize("size", list(SIZES))
def test_a_question_gets_a_cited_answer_with_its_source_card(visit, size):
    page = visit(size)
    card = page.ask(PRIORITIES)
    page.shoot(f"chat-risposta-{size}", whole=size == "phone")
    said = page.page.inner_text("#latest .said")
    assert "prevenzione e promozione della salute nei territori" in said
    assert "[1]" in said
    quoted = page.page.inner_text("#latest .sources")
    assert "Gruppo di lavoro metropolitano <img src=x onerror=window.bad=1>" in quoted
    assert "Comune di Prova <script>window.bad=2</script>" in quoted
    assert "23 giugno 2022 (data indicata dalla fonte)" in quoted
    assert "comunicato stampa" in quoted
    assert "governo del sistema ${window.bad=4} {{value}}" in quoted
    assert card.query_selector("a[href='https://example.org/gruppo']").get_attribute("rel") == "noopener noreferrer"
    assert page.page.input_value("#question textarea") == ""
    page.check()


@pytest.mark.parametrize("size", list(SIZES))
def test_a_refusal_is_shown_as_one(visit, size):
    page = visit(size)
    page.ask(UNANSWERABLE, ".refusal")
    page.shoot(f"chat-rifiuto-{size}")
    assert "Non so rispondere con sicurezza" in page.page.inner_text("#latest .refusal")
    assert not page.page.query_selector("#latest .card")
    page.check()


def test_nothing_a_person_types_is_run(visit):
    page = visit()
    page.ask(ATTACK)
    assert page.page.inner_text("#latest .words") == ATTACK
    assert not page.page.query_selector("#latest img, #latest script")
    page.check()


def test_a_conversation_goes_on_and_starts_afresh(visit):
    page = visit()
    page.ask(PRIORITIES)
    page.ask("e chi lo coordina?")
    assert "Anna Bianchi" in page.page.inner_text("#latest .said")
    assert PRIORITIES in page.page.inner_text("#earlier")
    ids = page.page.evaluate("[...document.querySelectorAll('.cited')].map(quote => quote.id)")
    assert len(ids) == len(set(ids)) >= 2
    page.shoot("chat-conversazione-desktop", whole=True)
    page.page.click("#fresh")
    page.page.wait_for_selector(".exchange", state="detached")
    page.check()


@pytest.mark.parametrize("size", list(SIZES))
def test_the_page_fits_and_says_what_it_is(visit, size):
    page = visit(size)
    page.shoot(f"chat-inizio-{size}")
    assert "Senza modello linguistico: risposte fatte solo di citazioni" in page.page.inner_text(".mode")
    assert "2 documenti" in page.page.inner_text("#holdings")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    page.ask(PRIORITIES)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert page.page.is_visible("#question textarea")
    box = page.page.query_selector("#question textarea").bounding_box()
    assert box["y"] + box["height"] <= SIZES[size]["height"], "the question box is off the screen"
    page.check()


@pytest.mark.parametrize(
    ("locale", "path", "language", "button"),
    [
        ("it-IT", "", "it", "Chiedi"),
        ("fr-FR", "", "fr", "Demander"),
        ("en-US", "", "it", "Chiedi"),
        ("it-IT", "en/", "en", "Ask"),
    ],
)
def test_the_page_speaks_the_readers_language(visit, locale, path, language, button):
    page = visit(path=path, locale=locale)
    page.page.wait_for_function("code => document.documentElement.lang === code", arg=language)
    assert page.page.inner_text("#ask") == button
    assert (
        page.page.inner_text(".languages [aria-current]")
        == {"it": "Italiano", "fr": "Français", "en": "English"}[language]
    )
    page.shoot(f"chat-inizio-{language}")
    page.check()


def test_a_keyboard_is_enough(visit):
    page = visit()
    page.page.focus("#question textarea")
    page.page.keyboard.type("quali sono le priorità")
    page.page.keyboard.press("Shift+Enter")
    page.page.keyboard.type("del gruppo di lavoro?")
    assert page.page.input_value("#question textarea") == "quali sono le priorità\ndel gruppo di lavoro?"
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("#latest .card", timeout=60_000)
    page.page.focus("#latest a.mark")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("#beside-panel")  # its own tests: test_source.py
    page.check()


def test_the_answer_is_announced_to_screen_readers(visit):
    page = visit()
    assert page.page.get_attribute("#announcement", "role") == "status"
    page.ask(PRIORITIES)
    page.page.wait_for_function("document.querySelector('#announcement').innerText.startsWith('Risposta pronta.')")
    assert page.page.get_attribute("#latest a.mark", "aria-label").startswith("Fonte 1: Gruppo di lavoro")


def test_a_question_sent_during_an_answer_is_answered_after_it(visit):
    page = visit()
    page.page.fill("#question textarea", PRIORITIES)
    page.page.press("#question textarea", "Enter")
    page.page.wait_for_selector("#latest .exchange")
    page.ask("a quanto ammonta il FRNA 2025?")
    assert "564,09 milioni" in page.page.inner_text("#latest .said")
    assert PRIORITIES in page.page.inner_text("#earlier")
    page.check()


def test_an_empty_question_does_nothing(visit):
    page = visit()
    page.page.click("#ask")
    page.page.fill("#question textarea", "   ")
    page.page.press("#question textarea", "Enter")
    page.page.wait_for_timeout(500)
    assert not page.page.query_selector(".exchange")
    page.check()


def test_an_empty_library_is_told(visit, tmp_path):
    with serving(tmp_path) as empty:
        page = visit(at=empty)
        assert "La biblioteca è vuota" in page.page.inner_text("#notice")
        page.shoot("chat-vuota-desktop")
        page.check()


def test_dark_mode_and_print(visit):
    page = visit(color_scheme="dark")
    page.ask(PRIORITIES)
    page.shoot("chat-scuro-desktop")
    page.page.emulate_media(media="print", color_scheme="light")
    assert not page.page.is_visible("#composer")
    assert page.page.is_visible("#latest .card")
    page.check()
