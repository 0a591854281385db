"""The pages of the documents in Chromium on the bundled corpus: wide and narrow, three languages, no rule of axe broken."""

import pytest
from visiting import opened_browser, opened_visit, served_corpus  # noqa: F401

from rag.citations import document_id

PLAN = document_id("regesto:corpus/prp-2021-2025")


@pytest.fixture
def address(bundled):
    return bundled


def narrow(page):
    """How far the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_from_words_to_a_document_to_its_place(visit):
    visited = visit("desktop", "it/documenti")
    page = visited.page
    page.fill("#q", "piano della prevenzione")
    page.keyboard.press("Enter")
    page.wait_for_selector(".excerpt")
    visited.axe()
    page.click(".facet[open] >> text=piano >> nth=0")
    page.wait_for_selector(".facet .on")
    assert "kind=plan" in page.url
    visited.shoot("documents-browse")
    page.click("ol.documents >> text=Piano regionale della prevenzione 2021-2025")
    page.wait_for_selector(".outline")
    visited.axe()
    visited.shoot("documents-sheet", whole=True)
    page.click(".outline >> text=1.3 La proroga al 2026")
    page.wait_for_url("**/d/**")
    assert page.query_selector("mark, .sheet rect, .quote")
    visited.check()


def test_two_editions_are_side_by_side_and_one_under_the_other(visit):
    wide = visit("desktop", f"it/documenti/confronta?a={PLAN}@1&b={PLAN}@2")
    old, new = (wide.page.query_selector(f".pair.altered .{side}").bounding_box() for side in ("old", "new"))
    assert old["y"] == new["y"]
    assert old["x"] < new["x"]
    wide.axe()
    wide.shoot("documents-compare", whole=True)
    small = visit("phone", f"fr/documents/comparer?a={PLAN}@1&b={PLAN}@2", color_scheme="dark")
    old, new = (small.page.query_selector(f".pair.altered .{side}").bounding_box() for side in ("old", "new"))
    assert old["y"] < new["y"]
    assert narrow(small.page) <= 0
    small.axe()
    small.shoot("documents-compare-phone", whole=True)
    for each in (wide, small):
        each.check()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_plots_and_their_tables(visit, size):
    visited = visit(size, "en/documents/overview")
    assert visited.page.query_selector("svg.chart .column")
    assert narrow(visited.page) <= 0
    visited.axe()
    visited.shoot(f"documents-overview-{size}", whole=True)
    visited.page.goto(visited.page.url.replace("overview", "timeline?tema=piano+della+prevenzione"))
    dots = visited.page.locator("svg.line .dot").count()
    assert dots == visited.page.locator("ol.events > li").count() > 3
    assert narrow(visited.page) <= 0
    visited.axe()
    visited.shoot(f"documents-timeline-{size}", whole=True)
    visited.check()


def test_a_document_can_be_asked_about(visit):
    visited = visit("desktop", f"it/documenti/{PLAN}")
    visited.page.click("text=Fai una domanda su questo documento")
    visited.page.wait_for_selector("#filter-panel >> text=Piano regionale della prevenzione", timeout=30_000)
    visited.check()
