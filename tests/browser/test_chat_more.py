"""Around an answer, in Chromium: examples, what may follow, copying, judging, the office, the history, an answer's page."""

import json
import re
import urllib.request

import pytest
from visiting import SIZES, opened_browser, opened_visit, served_corpus  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

PRESIDENT = "Chi è il presidente della CTSSM?"
UNANSWERABLE = "Quanti gatti randagi vivono a Trieste?"
WHOLE = "document.querySelectorAll('.exchange').length === {} && !document.querySelector('[aria-busy]')"


# What somebody, or another version, may have left where the history is kept.
TAMPERED = [
    None, "x", {"id": 1}, {"id": "a", "exchanges": "abc"}, {"id": "b", "exchanges": [{"question": 5}]},
    {"id": "c", "exchanges": [{"question": "<img src=x onerror=x>", "answer": {"sentences": "x"}}]},
]  # fmt: skip


@pytest.fixture(scope="module")
def address(bundled):
    return bundled


def said(visit, words):
    visit.page.wait_for_function("words => document.getElementById('spoken').innerText.includes(words)", arg=words)


def checked(visit):
    """axe finds nothing wrong; with the question box in its place, for what lies half under it can be scrolled out."""
    if visit.page.query_selector("#composer"):
        visit.page.add_style_tag(content="#composer { position: static !important }")
    visit.axe()


def test_an_answer_is_followed_copied_judged_and_shared(visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.page.wait_for_selector("#examples .chip:visible", timeout=30_000)
    assert page.page.eval_on_selector_all("#examples h3", "all => all.filter(each => each.offsetParent).length") == 3
    assert len(page.page.query_selector_all("#examples .chip:visible")) == 9
    checked(page)
    page.shoot("chat-esempi-desktop")
    page.page.click(f"#examples .chip:has-text('{PRESIDENT}')")
    page.page.wait_for_selector("#latest .offered button", timeout=30_000)
    assert page.page.inner_text("#latest .words") == PRESIDENT
    assert "Matteo Lepore" in page.page.inner_text("#latest .said")
    assert not page.page.is_visible("#examples")
    checked(page)
    page.shoot("chat-seguito-desktop", whole=True)

    def clipboard(button):
        page.page.click(button)
        return page.page.evaluate("navigator.clipboard.readText()")

    root = re.match(r"http://[^/]+", page.page.url)[0]
    copied = clipboard("#latest [data-do=copy]")
    said(page, "Risposta copiata")
    assert copied.startswith(f"{PRESIDENT}\n\n")
    assert re.search(rf"^\[1\] .*edizione 1.*letto il .*{root}/d/[0-9a-f]{{12}}/1#\d+-\d+$", copied, re.MULTILINE)
    assert clipboard("#latest [data-do=cite] >> nth=0").startswith("«")
    said(page, "Citazione copiata")
    shared = clipboard("#latest [data-do=link]")
    assert re.fullmatch(rf"{root}/a/[0-9a-f]{{24}}", shared)

    page.page.click("#latest [data-do=down]")
    page.page.wait_for_selector("#latest [data-do=down][aria-pressed=true]")
    page.page.fill("#latest form.comment textarea", "manca la data")
    asked = page.page.inner_text("#latest .offered button >> nth=0")
    page.page.click("#latest .offered button >> nth=0")
    page.page.wait_for_function(WHOLE.format(2), timeout=30_000)
    assert page.page.inner_text("#latest .words") == asked
    assert page.page.evaluate("document.activeElement.closest('#latest') !== null"), "the focus goes on to the question"
    assert not page.page.query_selector("#latest .refusal"), "what is offered is answered"
    assert page.page.input_value("#earlier form.comment textarea") == "manca la data", (
        "a draft outlives the next question"
    )
    page.page.click("#earlier form.comment button")
    said(page, "Commento inviato")
    assert page.page.get_attribute("#earlier [data-do=down]", "aria-pressed") == "true"

    page.page.click("#whole summary")
    links = page.page.eval_on_selector_all("#whole a", "all => all.map(each => each.href)")
    assert [re.search("format=([a-z]+)", link)[1] for link in links] == ["docx", "pdf", "md"]
    with urllib.request.urlopen(links[-1], timeout=20) as file:
        saved = file.read().decode()
    assert saved.index(PRESIDENT) < saved.index(asked)
    page.check()
    page.page.goto(shared)
    page.console.clear()  # Gradio complains when it is left while what may follow is being tried
    assert page.page.url == shared.replace("/a/", "/it/a/")
    assert "Matteo Lepore" in page.page.inner_text(".said")
    assert asked not in page.page.inner_text("main")
    assert page.page.get_attribute("[data-do=down]", "aria-pressed") == "true"
    checked(page)
    page.shoot("risposta-desktop", whole=True)
    page.page.click(".anew a")
    page.page.wait_for_selector("#latest .card", timeout=60_000)
    assert page.page.inner_text("#latest .words") == PRESIDENT
    assert "?" not in page.page.url
    page.check()


def test_the_history_stays_here_is_searched_opened_again_and_deleted(visit):
    page = visit("phone")
    page.ask(UNANSWERABLE, ".refusal")
    checked(page)
    page.page.click("#latest [data-do=tell]")
    said(page, "segnalata all'ufficio")
    assert not page.page.is_visible("#latest [data-do=tell]")
    assert page.page.evaluate("document.activeElement.closest('form.comment') !== null")
    page.shoot("chat-segnalata-phone", whole=True)
    page.ask(PRESIDENT)
    page.page.click("#fresh")
    page.page.wait_for_selector(".exchange", state="detached")
    page.ask("A quanto ammonta il FRNA?")
    page.check()
    page.page.reload()
    page.console.clear()  # Gradio complains when it is left while what may follow is being tried
    page.page.wait_for_selector("#holdings .holdings", timeout=60_000)
    page.page.click("#history-open")
    assert "solo in questo browser" in page.page.inner_text("#history")
    assert len(page.page.query_selector_all("#history-list li")) == 2
    checked(page)
    page.shoot("chat-cronologia-phone")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    page.page.fill("#history-search", "lepore CTSSM")
    assert len(page.page.query_selector_all("#history-list li")) == 1
    page.page.click("#history-list [data-open]")
    page.page.wait_for_function(WHOLE.format(2), timeout=30_000)
    assert "Matteo Lepore" in page.page.inner_text("#latest .said")
    assert page.page.is_visible("#earlier .told"), "what was told stays told"
    page.ask("e chi sono i vicepresidenti?")
    assert "Ferranti" in page.page.inner_text("#latest .said"), "the conversation goes on"
    assert len(page.page.query_selector_all(".exchange")) == 3
    kept = json.loads(page.page.evaluate("localStorage.getItem('regesto.conversations')"))
    assert [len(each["exchanges"]) for each in kept] == [3, 1]
    page.page.click("#history-open")
    page.page.click("#history-list [data-delete] >> nth=0")
    assert page.page.evaluate("document.activeElement.dataset.delete !== undefined"), "the focus stays in the list"
    page.page.click("#history-all")
    page.page.click("#history-yes")
    assert "Qui compariranno" in page.page.inner_text("#history")
    assert page.page.evaluate("localStorage.getItem('regesto.conversations')") == "[]"
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("document.activeElement.id") == "history-open"
    page.page.evaluate("kept => localStorage.setItem('regesto.conversations', kept)", json.dumps(TAMPERED))
    page.page.click("#history-open")
    assert [each.inner_text() for each in page.page.query_selector_all("[data-open] span")] == ["<img src=x onerror=x>"]
    page.page.click("#history-list [data-open]")
    page.page.wait_for_function("document.getElementById('notice').innerText.includes('non si può riaprire')")
    page.check()
    refused = json.dumps({"detail": "Troppe richieste."})
    page.page.route("**/queue/join*", lambda route: route.fulfill(status=429, body=refused))
    page.page.fill("#question textarea", PRESIDENT)
    page.page.click("#ask")
    page.page.wait_for_function("document.querySelector('.toast-title')?.innerText === 'Non è andata a buon fine'")
    assert page.page.inner_text("[data-testid=toast-text]") == "Troppe richieste."
    assert page.page.input_value("#question textarea") == PRESIDENT, "what was asked is not lost"


def test_a_browser_that_allows_nothing_is_still_served(visit):
    page = visit("phone", "en/?q=Who+is+Letizia+Moratti%3F", color_scheme="dark", locale="en-GB")
    page.page.wait_for_selector("#latest .card", timeout=60_000)
    assert page.page.inner_text("#latest .words") == "Who is Letizia Moratti?"
    page.page.wait_for_function("!document.querySelector('[aria-busy]')")
    page.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
        " document.execCommand = () => false; Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); } }"
    )
    page.page.click("#latest [data-do=copy]")
    page.page.wait_for_selector("#by-hand[open]")
    picked = "(() => { const box = document.querySelector('#by-hand textarea'); return box.value.slice(box.selectionStart, box.selectionEnd); })()"
    assert page.page.evaluate(picked).startswith("Who is Letizia Moratti?\n")
    checked(page)
    page.page.keyboard.press("Escape")
    page.page.focus("#latest [data-do=up]")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("#latest [data-do=up][aria-pressed=true]")
    assert page.page.evaluate("document.activeElement.dataset.do") == "up", "the focus stays on what was pressed"
    page.page.evaluate("history.replaceState(null, '', location.pathname)")
    page.ask("How many community homes are planned in Lombardy?")
    page.page.click("#history-open")
    assert "does not allow" in page.page.inner_text("#history")
    assert len(page.page.query_selector_all("#history-list li")) == 1, "it is there until the page is closed"
    checked(page)
    page.page.keyboard.press("Escape")
    page.shoot("chat-scuro-phone")
    page.check()
