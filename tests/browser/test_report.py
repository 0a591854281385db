"""The report of a run in Chromium: axe, a phone's width, light and dark, without script and with nothing loaded."""

import pytest
from judged_runs import make
from visiting import SIZES, Visit, opened_browser  # noqa: F401 (fixture)

from eval.report import report_of, write_report

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "scheme", "language"), [("desktop", "light", "it"), ("phone", "dark", "fr")])
def test_a_report_is_fit_for_everybody(browser, tmp_path, size, scheme, language):
    make(tmp_path / "prima", created="2026-11-20T10:00:00+00:00")
    path = tmp_path / "report.html"
    write_report(report_of(make(tmp_path / "prova"), language=language), path)
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, java_script_enabled=True)
    seen = Visit(context.new_page())
    seen.page.goto(path.as_uri())
    seen.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    seen.axe()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert [url for url in seen.requests if url != path.as_uri()] == []
    assert seen.page.evaluate("window.bad") is None
    # the plots follow the page's colours: their letters are its ink
    ink = "getComputedStyle(document.body).color"
    assert seen.page.evaluate(f"getComputedStyle(document.querySelector('svg.plot text')).fill === {ink}")
    seen.shoot(f"rapporto-{size}-{scheme}", whole=True)
    context.close()
