"""Crawling, one case at a time: kinds of source, identities, robots.txt, retries, limits, what counts as gone."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawl_site import FakeIndexes, Site, html, links

from ingest.ingestion import Ingestion
from ingest.pipeline import ingest
from ingest.report import IngestReport
from rag.errors import LibraryError
from rag.library import Library
from rag.settings import Settings, load_settings
from rag.types import Filters

TEXT = "La Giunta ha approvato il piano sociale e sanitario, con una spesa di 564 milioni di euro per il 2025."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("ingest.fetch.BACKOFF", 0.01)
    with Site() as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path / "home", offline=False)


@pytest.fixture(autouse=True)
def no_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.ingestion.Indexes", FakeIndexes)


def crawl(site: Site, settings: Settings, *entries: str) -> IngestReport:
    """Ingest a list with these entries (``URL`` stands for the site) as internal sources."""
    listed = settings.home.parent / "sources.toml"
    body = "".join(f"[[source]]\ninternal = true\n{entry}\n" for entry in entries)
    listed.write_text(body.replace("URL", site.url), "utf-8")
    site.log.clear()
    return ingest([str(listed)], settings)


def held(site: Site, settings: Settings, *, withdrawn: bool = False) -> set[str]:
    with Library.open(settings) as library:
        records = library.records(Filters(superseded=True))
        return {each.uri.removeprefix(site.url) for each in records if each.withdrawn == withdrawn}


def page(site: Site, path: str, title: str = "", *to: str, head: str = "") -> None:
    body = f"<title>{title or path}</title>{head}<main><h1>{title or path}</h1><p>{TEXT} Si legge a {path}.</p></main>"
    site.add(path, f"<html>{body}<ul>{links(*to)}</ul></html>")


def test_page_is_one_document_under_its_own_name(site, settings):
    page(site, "/piano?id=7", "", "/altro")
    assert crawl(site, settings, 'url = "URL/piano?utm_source=x&id=7#capo"').added == 1
    assert held(site, settings) == {"/piano?id=7"}
    assert site.asked("/altro") == 0


def test_stated_identity_holds_over_redirects(site, settings):
    site.move("/vecchio", "/nuovo")
    page(site, "/nuovo", head="<link rel=canonical href='/canonico'>")
    assert crawl(site, settings, 'url = "URL/vecchio"\nuri = "piano:1"').added == 1
    with Library.open(settings) as library:
        assert library.record("piano:1").url == f"{site.url}/vecchio"
    del site.pages["/nuovo"]
    assert crawl(site, settings, 'url = "URL/vecchio"\nuri = "piano:1"').withdrawn == 1


def test_canonical_is_believed_when_it_is_the_same_page(site, settings):
    page(site, "/a?stampa=1", "Il piano", head="<link rel=canonical href='/a'>")
    page(site, "/a", "Il piano", head="<link rel=canonical href='/a'>")
    page(site, "/b", "Il fondo", head="<link rel=canonical href='/'>")  # every page says it is the home page
    page(site, "/", "Benvenuti", "/a?stampa=1", "/b", "/x", head="<link rel=canonical href='/'>")
    page(site, "/x", "Uno", head="<link rel=canonical href='/y'>")
    page(site, "/y", "Due", head="<link rel=canonical href='/x'>")  # each says the other
    assert crawl(site, settings, 'url = "URL/"\ncrawl = "section"').added == 5
    assert held(site, settings) == {"/", "/a", "/b", "/x", "/y"}


def test_canonical_that_is_not_there_leaves_the_page(site, settings):
    page(site, "/a", "Il piano", head="<link rel=canonical href='/manca'>")
    report = crawl(site, settings, 'url = "URL/a"')
    assert held(site, settings) == {"/a"}
    assert [failure.reason for failure in report.failed] == ["il server risponde 404"]


def test_section_keeps_to_its_scope(site, settings):
    page(site, "/piani/", "", "/piani/uno", "/piani/bozze/x", "/notizie/y", "/pianista", "/allegati/z", "/piani/fuori")
    for path in ("/piani/uno", "/piani/bozze/x", "/notizie/y", "/pianista"):
        page(site, path)
    page(site, "/allegati/z")
    site.move("/piani/fuori", "/notizie/y")
    entry = 'url = "URL/piani/"\ncrawl = "section"\nexclude = ["*/bozze/*"]\nscope = ["/piani/", "/allegati/"]'
    report = crawl(site, settings, entry)
    assert held(site, settings) == {"/piani/", "/piani/uno", "/allegati/z"}
    assert site.asked("/notizie/y") == site.asked("/piani/bozze/x") == 0
    assert "fuori dal perimetro" in report.warnings[0][1]


def test_include_keeps_documents_and_follows_all(site, settings):
    page(site, "/", "", "/elenco")
    page(site, "/elenco", "", "/comunicati/1")
    page(site, "/comunicati/1")
    crawl(site, settings, 'url = "URL/"\ncrawl = "section"\ninclude = ["*/comunicati/*"]')
    assert held(site, settings) == {"/comunicati/1"}


def test_limits_are_reported(site, settings):
    page(site, "/", "", *(f"/p{number}" for number in range(9)))
    for number in range(9):
        page(site, f"/p{number}", "", f"/q{number}")
    report = crawl(site, settings, 'url = "URL/"\ncrawl = "section"\nmax_pages = 4\ndepth = 1')
    reasons = " ".join(reason for _, reason in report.warnings)
    assert report.added == 4
    assert "limite di 4 pagine: 6 indirizzi" in reasons
    assert "oltre la profondità di 1 rinvii: 3 indirizzi" in reasons


def test_sitemap_and_feed(site, settings):
    locations = "".join(f"<url><loc>{site.url}/m{number}</loc></url>" for number in range(3))
    site.add("/sitemap.xml", f"<urlset>{locations}</urlset>", "text/xml")
    site.add(
        "/rss",
        f"<rss><channel><item><link>{site.url}/n1</link></item><item><link>{site.url}/n2</link>&nbsp;",
        "text/xml",
    )
    for path in ("/m0", "/m1", "/m2", "/n1", "/n2"):
        page(site, path, "", "/altro", "/piano.txt")
    page(site, "/altro")
    site.add("/piano.txt", TEXT, "text/plain")
    report = crawl(site, settings, 'url = "URL/"\ncrawl = "sitemap"', 'url = "URL/rss"\ncrawl = "feed"')
    assert held(site, settings) == {"/m0", "/m1", "/m2", "/n1", "/n2", "/piano.txt"}
    assert report.warnings == [(f"{site.url}/rss", "XML guasto: letto fin dove si può")]
    site.add("/rss", "<rss><channel><item><link>/n2</link></item></channel></rss>", "text/xml")
    del site.pages["/m1"]
    again = crawl(site, settings, 'url = "URL/"\ncrawl = "sitemap"', 'url = "URL/rss"\ncrawl = "feed"')
    assert held(site, settings, withdrawn=True) == {"/m1"}  # /n1 has only left the feed
    assert (again.withdrawn, again.updated, again.added) == (1, 0, 0)


def test_page_in_place_of_a_feed_names_its_feed(site, settings):
    page(site, "/notizie", head="<link rel=alternate type='application/rss+xml' href='/rss'>")
    site.add("/rss", "<rss><channel><item><link>/n1</link></item></channel></rss>", "text/xml")
    page(site, "/n1")
    crawl(site, settings, 'url = "URL/notizie"\ncrawl = "feed"')
    assert held(site, settings) == {"/n1"}


def test_frames_and_noindex(site, settings):
    site.add("/", f"<html><frameset><frame src='/dentro'></frameset><body><p>{TEXT}</p></body></html>")
    site.add(
        "/dentro",
        f"<html><body><p>{TEXT} Qui dentro.</p><iframe src='/dentro'></iframe><iframe src='/ancora'></iframe></body></html>",
    )
    page(site, "/ancora", head="<meta name=robots content='noindex, follow'>")
    report = crawl(site, settings, 'url = "URL/"\ncrawl = "section"')
    assert held(site, settings) == {"/", "/dentro"}
    assert "noindex" in report.warnings[0][1]


def test_listed_page_refused_by_robots_is_a_failure(site, settings):
    site.add("/robots.txt", "User-agent: Regesto\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "text/plain")
    page(site, "/a")
    report = crawl(site, settings, 'url = "URL/a"')
    assert "non permette" in report.failed[0].reason
    assert site.asked("/a") == 0
    with Library.open(settings) as library:
        assert library.sources()[0]["tally"]["refused"] == 1


@pytest.mark.parametrize(("status", "read"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_that_does_not_answer(site, settings, status, read):
    site.add("/robots.txt", "no", "text/plain", status=status)
    page(site, "/a")
    report = crawl(site, settings, 'url = "URL/a"')
    assert bool(site.asked("/a")) is read
    assert read or "per prudenza" in report.failed[0].reason


def test_crawl_delay_is_kept_between_requests(site, settings):
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n", "text/plain")
    page(site, "/", "", "/a", "/b")
    page(site, "/a")
    page(site, "/b")
    crawl(site, settings, 'url = "URL/"\ncrawl = "section"\ndelay = 0.01')
    times = [moment for path, _, moment in site.log if path != "/robots.txt"]
    assert len(times) == 3
    assert min(later - earlier for earlier, later in zip(times, times[1:], strict=False)) >= 0.19


def test_retry_after_is_heeded(site, settings):
    answers = iter([(503, {"Retry-After": "1"}), (200, {})])

    def busy(handler) -> None:
        status, headers = next(answers)
        body = html("Il piano", TEXT).encode()
        handler.send_response(status)
        for name, value in {**headers, "Content-Type": "text/html", "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.traps["/occupato"] = busy
    started = time.monotonic()
    assert crawl(site, settings, 'url = "URL/occupato"').added == 1
    assert time.monotonic() - started >= 1


def test_retry_after_is_bounded(site, settings):
    site.add("/a", "", status=503, headers={"Retry-After": "3600"})
    report = crawl(site, settings, 'url = "URL/a"')
    assert report.failed[0].reason == "il server risponde 503 e chiede di aspettare 3600 secondi"
    assert site.asked("/a") == 1


def test_not_modified_is_not_believed_for_ever(site, settings, monkeypatch):
    page(site, "/a")
    crawl(site, settings, 'url = "URL/a"')
    crawl(site, settings, 'url = "URL/a"')
    assert site.answers()[304] == 1
    monkeypatch.setattr("ingest.fetch.BELIEVED_DAYS", 0)
    crawl(site, settings, 'url = "URL/a"')
    assert site.answers()[304] == 0


def test_archive_that_lost_a_page_gets_it_again(site, settings):
    page(site, "/a")
    crawl(site, settings, 'url = "URL/a"')
    for each in (settings.home / "archive").glob("*/*"):
        each.unlink()
    assert crawl(site, settings, 'url = "URL/a"').unchanged == 1
    assert site.answers()[304] == 0


def test_dead_host_is_left_alone(site, settings):
    gone = Site()
    dead, port = gone.url, gone._server.server_close()
    assert port is None
    page(site, "/a")
    report = crawl(site, settings, *(f'url = "{dead}/{number}"' for number in range(40)), 'url = "URL/a"')
    assert report.added == 1
    assert len(report.failed) == 6
    assert "35 altri indirizzi" in report.failed[-1].reason


def test_folder_sitemap_and_wrong_entries(site, settings):
    report = crawl(
        site, settings,
        'url = "ftp://x.it/a"', 'path = "x"\ncrawl = "section"', 'url = "URL/"\ncrawl = "tutto"',
        'url = "URL/"\ncrawl = "feed"\nuri = "x:1"', 'url = "URL/"\nmax_pages = 0',
    )  # fmt: skip
    assert [failure.uri.rsplit("#")[-1] for failure in report.failed] == ["1", "2", "3", "4", "5"]
    assert "http" in report.failed[0].reason
    assert "vuole «url»" in report.failed[1].reason
    assert "«crawl»" in report.failed[2].reason


def test_offline_asks_for_nothing(site, settings):
    page(site, "/")
    report = crawl(site, settings.model_copy(update={"offline": True}), 'url = "URL/"\ncrawl = "section"')
    assert "senza rete" in report.failed[0].reason
    assert site.log == []


def test_a_run_that_dies_loses_nothing(site, settings, monkeypatch):
    """What was fetched but not yet stored when the run ended comes from the archive the next time."""
    page(site, "/", "", *(f"/p{number}" for number in range(9)))
    for number in range(9):
        page(site, f"/p{number}")
    flush = Ingestion.flush

    def die(self: Ingestion) -> None:
        raise LibraryError("disco pieno")

    monkeypatch.setattr(Ingestion, "flush", die)
    with pytest.raises(LibraryError):
        crawl(site, settings, 'url = "URL/"\ncrawl = "section"')
    monkeypatch.setattr(Ingestion, "flush", flush)
    assert held(site, settings) == set()
    assert crawl(site, settings, 'url = "URL/"\ncrawl = "section"').added == 10
    assert site.answers() == {304: 10, 404: 1}  # no page is sent twice; there is no robots.txt
