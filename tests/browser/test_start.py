"""Start here in Chromium on the bundled corpus: questions that lead to an answer, glossary, quiz by keyboard."""

import pytest
from visiting import opened_browser, opened_visit, served_corpus  # noqa: F401


@pytest.fixture
def address(bundled):
    return bundled


def ready(visited, selector):
    """The page once its guide is made, reloaded as a person would."""
    for _ in range(100):
        if visited.page.query_selector(selector):
            return
        visited.page.wait_for_timeout(300)
        visited.page.reload()
    raise AssertionError(visited.page.content()[-3000:])


def test_a_guided_question_is_answered(visit):
    visited = visit("desktop", "it/per-cominciare")
    ready(visited, ".questions li a")
    visited.axe()
    visited.shoot("start-questions", whole=True)
    page = visited.page
    link = page.query_selector(".questions li a")
    text = link.inner_text()
    link.click()
    page.wait_for_selector("#latest .sources .card", timeout=60_000)
    assert page.inner_text("#latest .words") == text
    visited.check()


def test_who_and_glossary_on_a_phone(visit):
    visited = visit("phone", "fr/pour-commencer/qui", color_scheme="dark")
    ready(visited, ".holders")
    visited.axe()
    visited.shoot("start-who-phone", whole=True)
    visited.page.goto(visited.page.url.replace("qui", "glossaire"))
    visited.page.fill("#q", "FRNA")
    visited.page.keyboard.press("Enter")
    visited.page.wait_for_selector(".term >> text=Fondo regionale per la non autosufficienza")
    assert visited.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    visited.axe()
    visited.shoot("start-glossary-phone", whole=True)
    visited.check()


def test_a_quiz_by_keyboard(visit):
    visited = visit("desktop", "en/start-here/check")
    ready(visited, "fieldset")
    page = visited.page
    visited.axe()
    visited.shoot("start-quiz", whole=True)
    for number in range(page.locator("fieldset").count()):
        page.focus(f"#c{number}-0")
        page.keyboard.press("Space")
    page.focus("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector(".quiz-card")
    assert "Right answers:" in page.inner_text(".banner")
    assert page.locator(".quiz-card blockquote").count() == page.locator(".quiz-card").count()
    visited.axe()
    visited.shoot("start-quiz-checked", whole=True)
    visited.check()
