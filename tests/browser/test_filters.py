"""The chat's filters as a person uses them, by mouse and by keyboard, on a desktop and a phone."""

import pytest
from visiting import SIZES, free_port, need_chromium, opened_browser, opened_visit, read, serving  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

FUND = "A quanto ammonta il fondo regionale per la non autosufficienza?"
PLAN = """---
title: Piano sociale e sanitario della Lombardia
publisher: Regione Lombardia
territory: Lombardia
kind: plan
published: 2024-03-05
---
# Il fondo

Il fondo regionale per la non autosufficienza ammonta a 310 milioni di euro in Lombardia.
"""
NEWS = """---
title: Il fondo in Toscana
publisher: Gazzetta di Prova
territory: Toscana
kind: news
published: 2021-09-30
---
# Il fondo

Il fondo regionale per la non autosufficienza ammonta a 120 milioni di euro in Toscana. Lo coordina Anna Bianchi.
"""
LATER = """---
title: Le fonds régional
publisher: Région d'essai
territory: Liguria
kind: press_release
language: fr
published: 2025-01-10
---
# Le fonds

Le fonds régional pour la dépendance est de 45 millions d'euros en Ligurie.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    need_chromium()
    home = tmp_path_factory.mktemp("home")
    read(home, tmp_path_factory.mktemp("documenti"), {"piano.md": PLAN, "notizia.md": NEWS})
    return home


@pytest.fixture(scope="module")
def address(home):
    with serving(home) as address:
        yield address


def heading(page):
    return page.page.locator("#filter-panel > button").first


def unfold(page):
    heading(page).click()
    page.page.wait_for_selector("#filter-territory input")


def choose(page, name, label):
    page.page.click(f"#filter-{name} input")
    page.page.locator("[role=option]", has_text=label).first.click()


def says(page, words):
    page.page.wait_for_function(
        "words => document.querySelector('#filter-panel > button').innerText.includes(words)", arg=words, timeout=8000
    )


@pytest.mark.parametrize("size", list(SIZES))
def test_filters_limit_the_answer_and_are_said_over_it(visit, size):
    page = visit(size)
    assert heading(page).inner_text().strip().startswith("Filtri")
    assert not page.page.is_visible("#filter-kind")
    unfold(page)
    page.shoot(f"filtri-aperti-{size}")
    choose(page, "kind", "piano")
    choose(page, "territory", "Lombardia")
    page.page.fill("#filter-date_from input", "1/2024")
    page.page.press("#filter-date_from input", "Enter")
    says(page, "Filtri (3): piani · Lombardia · dal gennaio 2024")
    page.shoot(f"filtri-scelti-{size}")
    page.ask(FUND)
    page.page.wait_for_selector("#filter-kind", state="hidden")  # it makes room for the answer
    assert heading(page).get_attribute("aria-expanded") == "false"
    assert heading(page).inner_text().startswith("Filtri (3): piani · Lombardia · dal gennaio 2024")
    assert page.page.inner_text("#latest .limits") == "Cerco solo in: piani · Lombardia · dal gennaio 2024"
    assert "310 milioni" in page.page.inner_text("#latest .said")
    assert "120" not in page.page.inner_text("#latest")
    page.shoot(f"filtri-risposta-{size}", whole=size == "phone")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert page.page.get_by_role("button", name="Togli tutti i filtri").is_visible()
    page.page.click("#filters-clear")
    page.page.wait_for_selector("#filters-clear", state="hidden")
    page.ask("e in Toscana quanto è il fondo regionale?")
    assert not page.page.query_selector("#latest .limits")
    assert "Lombardia" in page.page.inner_text("#earlier .limits")
    page.check()


@pytest.mark.parametrize("size", list(SIZES))
def test_where_nothing_is_found_one_press_searches_without_filters(visit, size):
    page = visit(size)
    unfold(page)
    choose(page, "territory", "Toscana")
    choose(page, "kind", "piano")
    says(page, "Filtri (2)")
    page.ask(FUND, ".refusal")
    assert "senza filtri potrei trovare di più" in page.page.inner_text("#latest .refusal")
    page.page.locator("#again").scroll_into_view_if_needed()
    page.shoot(f"filtri-rifiuto-{size}")
    page.page.click("#again")
    page.page.wait_for_selector("#latest .card", timeout=60_000)
    assert not page.page.query_selector("#latest .limits")
    assert "Cerco solo in: piani · Toscana" in page.page.inner_text("#earlier .limits")
    assert heading(page).inner_text().split() == ["Filtri", "▼"]
    assert not page.page.is_visible("#again")
    assert not page.page.is_visible("#filters-clear")
    assert page.page.input_value("#filter-kind input") == "Qualsiasi"
    page.check()


def test_a_date_that_cannot_be_read_is_told_at_once_and_at_the_question(visit):
    page = visit()
    unfold(page)
    page.page.fill("#filter-date_to input", "l'altroieri")
    page.page.press("#filter-date_to input", "Tab")
    told = page.page.wait_for_selector("#filter-problem [role=alert]").inner_text()
    assert told == "Non riesco a leggere la data «l'altroieri»: scrivi per esempio 2024, 06/2022 o 23/06/2022."
    page.ask(FUND, ".error")
    assert page.page.is_visible("#filter-date_to input")  # open, to mend it
    assert told in page.page.inner_text("#latest .error")
    page.shoot("filtri-data-desktop")
    page.page.click("#again")
    page.page.wait_for_selector("#latest .card", timeout=60_000)
    assert page.page.input_value("#filter-date_to input") == ""
    assert not page.page.query_selector("#filter-problem .problem")
    page.check()


def test_a_keyboard_is_enough_for_filters(visit):
    page = visit()
    keys = page.page.keyboard
    page.page.focus("#question textarea")
    keys.press("Shift+Tab")
    assert page.page.evaluate("document.activeElement === document.querySelector('#filter-panel > button')")
    assert heading(page).get_attribute("aria-expanded") == "false"
    keys.press("Enter")
    page.page.wait_for_selector("#filter-territory input")
    assert heading(page).get_attribute("aria-expanded") == "true"
    keys.press("Tab")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Tipo"
    page.page.wait_for_selector("[role=option]")  # what is pressed before the list is there chooses nothing
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    says(page, "Filtri (1): piani")
    keys.press("Tab")
    page.page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'Territorio'")
    keys.type("tosc", delay=40)
    page.page.wait_for_selector("[role=option]:has-text('Toscana')")
    keys.press("Enter")
    says(page, "Filtri (2): piani · Toscana")
    page.page.focus("#filters-clear")
    keys.press("Enter")
    page.page.wait_for_selector("#filters-clear", state="hidden")
    assert page.page.input_value("#filter-territory input") == "Qualsiasi"
    page.check()


def test_one_document_can_be_chosen_by_its_title(visit):
    page = visit()
    unfold(page)
    choose(page, "document", "Il fondo in Toscana")
    says(page, "Filtri (1): Il fondo in Toscana")
    page.ask(FUND)
    assert page.page.inner_text("#latest .limits") == "Cerco solo in: Il fondo in Toscana"
    assert "120 milioni" in page.page.inner_text("#latest .said")
    page.page.click("#fresh")
    page.page.wait_for_selector(".exchange", state="detached")
    says(page, "Filtri (1): Il fondo in Toscana")  # a new conversation about the same documents
    page.check()


@pytest.mark.parametrize(
    ("path", "closed", "line"),
    [
        ("fr/", "Filtres (1): plans", "Je cherche seulement dans : plans"),
        ("en/", "Filters (1): plans", "Searching only in: plans"),
    ],
)
def test_filters_speak_the_readers_language(visit, path, closed, line):
    page = visit("phone", path)
    unfold(page)
    choose(page, "kind", "plan")
    says(page, closed)
    page.shoot(f"filtri-{path.strip('/')}-phone")
    page.ask(FUND)
    assert page.page.inner_text("#latest .limits") == line
    assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    page.check()


def test_what_another_process_reads_can_be_chosen_at_the_next_opening(visit, home, tmp_path):
    page = visit()
    unfold(page)
    page.page.click("#filter-territory input")
    assert "Liguria" not in page.page.inner_text("[role=listbox]")
    heading(page).click()
    page.page.wait_for_selector("#filter-kind", state="hidden")
    read(home, tmp_path, {"fonds.md": LATER})
    unfold(page)
    choose(page, "territory", "Liguria")
    says(page, "Filtri (1): Liguria")
    page.check()


def test_a_page_left_open_keeps_its_filters_when_the_service_starts_again(visit, home):
    port = free_port()
    with serving(home, port) as first:
        page = visit(at=first)
        unfold(page)
        choose(page, "kind", "notizia")
        says(page, "Filtri (1): notizie")
    with serving(home, port):
        page.page.wait_for_timeout(4000)  # Gradio's page tries again every few seconds
        page.ask(FUND)
        assert page.page.inner_text("#latest .limits") == "Cerco solo in: notizie"
        assert "120 milioni" in page.page.inner_text("#latest .said")
