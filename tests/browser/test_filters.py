"""The chat's filters as a person uses them, by mouse and by keyboard, on a desktop and a phone."""

import pytest
from visiting import SIZES, need_chromium, opened_browser, opened_visit, read, serving  # noqa: F401 (fixtures)

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
    page.page.fill("#filter-date_from textarea, #filter-date_from input", "1/2024")
    page.page.press("#filter-date_from textarea, #filter-date_from input", "Enter")
    says(page, "Filtri (3): piani · Lombardia · dal gennaio 2024")
    page.shoot(f"filtri-scelti-{size}")
    heading(page).click()
    page.page.wait_for_selector("#filter-kind", state="hidden")
    page.ask(FUND)
    assert page.page.inner_text("#latest .limits") == "Cerco solo in: piani · Lombardia · dal gennaio 2024"
    assert "310 milioni" in page.page.inner_text("#latest .said")
    assert "120" not in page.page.inner_text("#latest")
    page.shoot(f"filtri-risposta-{size}", whole=size == "phone")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    page.page.click("#filters-clear")
    page.page.wait_for_selector("#filters-clear", state="hidden")
    page.ask("e in Toscana quanto è il fondo regionale?")
    assert not page.page.query_selector("#latest .limits")
    assert "Lombardia" in page.page.inner_text("#earlier .limits")
    page.check()
