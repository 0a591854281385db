"""The source beside the answer and on a page of its own, in Chromium: desktop and phone, light and dark, three languages."""

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from visiting import DOCUMENTS, SIZES, need_chromium, opened_browser, opened_visit, read, serving  # noqa: F401 (fixtures)

from rag.citations import document_id
from rag.library import Library

pytestmark = pytest.mark.browser

PRIORITIES = "Quali sono le priorità del gruppo di lavoro sull'integrazione sociosanitaria?"
CASES = "Quante case della comunità prevede il programma regionale?"
SENTENCE = "Il programma regionale prevede 84 case della comunità entro il 2026."
FILLER = "Il programma riguarda tutti i territori della regione e le persone che vi abitano, di ogni età e condizione. "


def programme(path) -> None:
    style = getSampleStyleSheet()
    story = []
    for number in (1, 2, 3):
        story += [
            Paragraph(f"Capitolo {number}", style["Heading1"]),
            Paragraph(FILLER * 12, style["Normal"]),
            Spacer(1, 200),
        ]
        if number == 2:
            story += [Paragraph(SENTENCE, style["Normal"]), Spacer(1, 12)]
            story.append(Table([["Territorio", "Case"], ["Imola", "3"], ["Ravenna", "12"]]))
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, title="Programma delle case della comunità").build(story)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    need_chromium()
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("documenti")
    programme(folder / "programma.pdf")
    read(home, folder, DOCUMENTS)
    read(home, folder, {"fondo.md": DOCUMENTS["fondo.md"].replace("564,09", "570,00")})
    return home


@pytest.fixture(scope="module")
def address(home):
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def place(home):
    """The permalink of words in a document's edition."""

    def found(name, words, edition=1):
        with Library(home) as library:
            (uri,) = (uri for (uri,) in library.connection.execute("SELECT uri FROM documents") if uri.endswith(name))
            start = library.text(uri, edition).index(words)
        return f"d/{document_id(uri)}/{edition}#{start}-{start + len(words)}"

    return found


@pytest.fixture
def opened(browser, address):
    """Open an address of a source in a fresh context; gives the page with what it said on the console."""
    from visiting import Visit

    contexts = []

    def go(path, size="desktop", **options):
        context = browser.new_context(viewport=SIZES[size], **options)
        contexts.append(context)
        made = Visit(context.new_page())
        made.page.goto(address + path)
        return made

    yield go
    for context in contexts:
        context.close()


def seen(page, selector, frame=None) -> bool:
    """Whether an element lies within what the reader sees of its page."""
    return (frame or page).evaluate(
        """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
        return !!box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth + 1; }""",
        selector,
    )


def inside(page):
    """The source's own page in the panel, once it is there."""
    page.wait_for_selector("#beside-panel")
    page.wait_for_function("document.querySelector('#beside-panel iframe').contentDocument?.querySelector('h1')")
    page.wait_for_timeout(500)
    return next(frame for frame in page.frames if "/d/" in frame.url)


@pytest.mark.parametrize("size", list(SIZES))
def test_a_citation_opens_its_source_beside_the_answer_at_the_quote(visit, size):
    page = visit(size)
    page.ask(PRIORITIES)
    page.page.wait_for_function("document.querySelector('#announcement').innerText.startsWith('Risposta pronta.')")
    mark = page.page.query_selector("#latest a.mark")
    top = mark.bounding_box()["y"]
    mark.click()
    source = inside(page.page)
    page.shoot(f"fonte-accanto-{size}")
    page.axe(without=("heading-order",))
    assert "Gruppo di lavoro metropolitano <img src=x onerror=window.bad=1>" in source.inner_text("h1")
    assert source.locator("mark").count() >= 1
    assert seen(page.page, "mark", source)
    assert source.evaluate("window.bad") is None
    panel = page.page.query_selector("#beside-panel").bounding_box()
    width, height = SIZES[size]["width"], SIZES[size]["height"]
    assert panel["x"] + panel["width"] == width
    assert panel["y"] + panel["height"] == height
    mark = page.page.query_selector("#latest a.mark")
    assert mark.get_attribute("aria-expanded") == "true"
    box = mark.bounding_box()
    if size == "desktop":
        assert abs(box["y"] - top) < 40  # the sentence stays where the reader was
        assert box["x"] + box["width"] <= panel["x"]
        ask = page.page.query_selector("#ask").bounding_box()
        assert ask["x"] + ask["width"] <= panel["x"]
    else:
        assert 0 <= box["y"] < panel["y"] - 10
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    page.check()


@pytest.mark.parametrize("size", list(SIZES))
def test_a_pdfs_page_is_shown_with_the_quoted_line_marked_and_turned(visit, size):
    page = visit(size)
    page.ask(CASES)
    page.page.click("#latest a.mark")
    source = inside(page.page)
    page.shoot(f"fonte-pdf-{size}")
    page.axe("#beside-panel", without=("heading-order",))
    assert source.locator("rect").count() == 1
    assert seen(page.page, "rect", source)
    picture = source.evaluate("[document.querySelector('img').complete, document.querySelector('img').naturalWidth]")
    assert picture[0] is True
    assert picture[1] > 1000
    assert source.input_value("input[name=page]") == "2"
    source.click("a[title='Pagina successiva']")
    page.page.wait_for_timeout(700)
    source = inside(page.page)
    assert source.input_value("input[name=page]") == "3"
    assert "La citazione è a p. 2." in source.inner_text("main")
    source.click("text=Torna alla citazione")
    page.page.wait_for_timeout(700)
    assert inside(page.page).locator("rect").count() == 1
    page.check()


def test_the_panel_by_keyboard_alone(visit):
    page = visit()
    page.ask(PRIORITIES)
    page.page.wait_for_function("document.querySelector('#announcement').innerText.startsWith('Risposta pronta.')")
    page.page.focus("#latest a.mark")
    page.page.keyboard.press("Enter")
    source = inside(page.page)
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Chiudi la fonte"
    page.page.keyboard.press("Escape")
    page.page.wait_for_selector("#beside-panel", state="hidden")
    assert page.page.evaluate("document.activeElement.matches('#latest a.mark')")
    page.page.keyboard.press("Enter")
    source = inside(page.page)
    page.page.keyboard.press("Tab")  # into the source
    page.page.wait_for_timeout(100)
    assert page.page.evaluate("document.activeElement.tagName") == "IFRAME"
    source.press("body", "Escape")
    page.page.wait_for_selector("#beside-panel", state="hidden")
    assert page.page.evaluate("document.activeElement.matches('#latest a.mark')")
    page.check()


def test_another_citation_takes_the_panel_and_the_card_opens_it_too(visit):
    page = visit()
    page.ask(PRIORITIES)
    page.page.wait_for_function("document.querySelector('#announcement').innerText.startsWith('Risposta pronta.')")
    page.page.click("#latest .card a.in-document")
    first = inside(page.page).url
    before = page.page.evaluate("history.length")
    page.ask(CASES)
    page.page.wait_for_function("document.querySelector('#announcement').innerText.startsWith('Risposta pronta.')")
    page.page.click("#latest a.mark")
    page.page.wait_for_timeout(800)
    assert inside(page.page).url != first
    assert page.page.evaluate("history.length") == before  # the back button is the chat's
    assert page.page.evaluate("document.querySelectorAll('a[aria-expanded=true]').length") >= 1
    assert page.page.inner_text("#beside-panel .title") == "Programma delle case della comunità"
    assert page.page.query_selector("#beside-panel a.whole").get_attribute("href").startswith("http://127.0.0.1:")
    page.page.click("#beside-panel button")
    page.page.wait_for_selector("#beside-panel", state="hidden")
    page.check()


@pytest.mark.parametrize(
    ("path", "close", "title"),
    [
        ("fr/", "Fermer la source", "Le texte tel qu'il a été lu"),
        ("en/", "Close the source", "The text as it was read"),
    ],
)
def test_the_panel_speaks_the_readers_language(visit, path, close, title):
    page = visit("phone", path)
    page.ask(PRIORITIES)
    page.page.click("#latest a.mark")
    source = inside(page.page)
    assert page.page.get_attribute("#beside-panel button", "aria-label") == close
    assert title.upper() in source.inner_text("#text h2").upper()
    assert source.evaluate("document.documentElement.lang") == path.strip("/")
    page.shoot(f"fonte-{path.strip('/')}-phone")
    page.check()


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_permalink_opens_at_the_marked_quote(opened, place, size, scheme):
    for name, words, marked in (
        ("priorita.md", "Anna Bianchi", "mark"),
        ("programma.pdf", "84 case della comunità", "rect"),
    ):
        page = opened(place(name, words), size, color_scheme=scheme)
        page.page.wait_for_selector(marked)
        page.page.wait_for_timeout(400)
        page.shoot(f"fonte-permanente-{name.split('.')[0]}-{size}-{scheme}")
        assert seen(page.page, marked)
        assert page.page.inner_text("mark") == words
        assert page.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
        if (size == "phone") == (scheme == "dark"):  # each size and each scheme once
            page.axe(without=("heading-order",))
        page.check()


def test_without_script_the_text_is_there_and_q_marks_it(opened, place):
    link = place("priorita.md", "Anna Bianchi")
    plain = opened(link, java_script_enabled=False)
    assert "Le priorità del gruppo di lavoro" in plain.page.inner_text("#text")
    document, words = link.split("#")
    marked = opened(f"{document}?q={words}#{words}", "phone", java_script_enabled=False)
    assert marked.page.inner_text("mark") == "Anna Bianchi"
    marked.page.emulate_media(media="print")
    marked.shoot("fonte-stampa", whole=True)
    assert not marked.page.is_visible(".top")


def test_an_old_edition_says_that_there_is_a_newer_one(opened, place):
    page = opened(place("fondo.md", "564,09 milioni"), "phone")
    page.page.wait_for_selector("mark")
    page.page.evaluate("scrollTo(0, 0)")
    page.shoot("fonte-superata-phone")
    page.axe(without=("heading-order",))
    page.page.click(".banner a")
    page.page.wait_for_selector("text=570,00")
    assert not page.page.query_selector(".banner")
    page.check()


@pytest.mark.parametrize("language", ["it", "fr", "en"])
def test_a_permalink_to_nowhere_is_a_clear_page(opened, language):
    page = opened(f"d/aaaaaaaaaaaa/1?lang={language}#3-9", "phone")
    page.shoot(f"fonte-assente-{language}")
    page.axe()
    assert page.page.evaluate("document.documentElement.lang") == language
    page.page.click(".problem a")
    page.page.wait_for_url(f"**/{language}/")
