"""Servers that are broken, slow or hostile: each costs one clear line and bounded time, and the rest is read."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from crawl_site import FakeIndexes, Site, html, links, pdf

from ingest.fetch import Fetcher
from ingest.guard import resolve
from ingest.pipeline import ingest
from ingest.report import IngestReport
from ingest.robots import wishes
from ingest.turns import Turns
from rag.errors import ReadError
from rag.library import Library
from rag.settings import Settings, load_settings
from rag.types import Filters

TEXT = "La Giunta ha approvato il piano sociale e sanitario, con una spesa di 564 milioni di euro per il 2025."
SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("ingest.fetch.BACKOFF", 0.01)
    monkeypatch.setattr("ingest.fetch.SECONDS", 1.0)
    with Site() as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path / "home", offline=False)


@pytest.fixture(autouse=True)
def no_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.ingestion.Indexes", FakeIndexes)


@pytest.fixture
def fetcher(settings: Settings) -> Iterator[Fetcher]:
    fetcher = Fetcher(settings, Turns(), lambda address: None, internal=True)
    yield fetcher
    fetcher.close()


def crawl(site: Site, settings: Settings, *entries: str) -> IngestReport:
    listed = settings.home.parent / "sources.toml"
    body = "".join(f"[[source]]\ninternal = true\n{entry}\n" for entry in entries)
    listed.write_text(body.replace("URL", site.url), "utf-8")
    site.log.clear()
    return ingest([str(listed)], settings)


def section(site: Site, settings: Settings, *paths: str, more: str = "") -> IngestReport:
    """Crawl a section whose first page leads to ``paths`` and, after them, to a good page."""
    page(site, "/", *paths, "/buona")
    page(site, "/buona")
    return crawl(site, settings, f'url = "URL/"\ncrawl = "section"\n{more}')


def page(site: Site, path: str, *to: str, head: str = "", **more) -> None:
    body = (
        f"<title>{path}</title>{head}<main><h1>{path}</h1><p>{TEXT} Si legge a {path}.</p></main><ul>{links(*to)}</ul>"
    )
    site.add(path, f"<html>{body}</html>", **more)


def held(site: Site, settings: Settings, *, withdrawn: bool = False) -> set[str]:
    with Library.open(settings) as library:
        records = library.records(Filters(superseded=True))
        return {each.uri.removeprefix(site.url) for each in records if each.withdrawn == withdrawn}


def raw(*pieces: bytes, pause: float = 0.0) -> Callable:
    """A trap that writes these bytes as they are and hangs up."""

    def write(handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            time.sleep(pause)
        handler.close_connection = True

    return write


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BODY = f"<html><title>Trappola</title><h1>Trappola</h1><p>{TEXT}</p></html>".encode()
NONSENSE = "il server risponde in modo non valido"
BROKEN = {
    "length too long": (raw(HEAD + b"Content-Length: 90000\r\n\r\n" + BODY), NONSENSE),
    "length negative": (raw(HEAD + b"Content-Length: -5\r\n\r\n" + BODY), NONSENSE),
    "length no number": (raw(HEAD + b"Content-Length: tanti\r\n\r\n" + BODY), NONSENSE),
    "two lengths": (raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + BODY), NONSENSE),
    "length over the limit": (raw(HEAD + b"Content-Length: 99999999999\r\n\r\n" + BODY), "più di 50 MB"),
    "chunk size no number": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nciao\r\n"), NONSENSE),
    "chunk cut off": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\nciao"), NONSENSE),
    "chunk size endless": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 200_000), NONSENSE),
    "header of 1 MB": (raw(b"HTTP/1.1 200 OK\r\nX-Lungo: " + b"x" * 1_000_000 + b"\r\n\r\n" + BODY), NONSENSE),
    "headers without end": (raw(b"HTTP/1.1 200 OK\r\n" + b"X-Uno: due\r\n" * 100_000), NONSENSE),
    "no HTTP at all": (raw(b"220 benvenuti alla posta\r\n\r\n"), NONSENSE),
    "hangs up": (raw(), "il server chiude senza rispondere"),
    "100 for ever": (raw(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 400, pause=0.005), "non finisce di rispondere"),
    "one byte a second": (raw(HEAD + b"\r\n", *[b"<"] * 30, pause=0.1), "non finisce di rispondere entro 1 secondi"),
    "gzip broken": (
        raw(HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\nnon compresso"),
        "compressa è guasta",
    ),
    "gzip cut off": (
        raw(HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(BODY)[:-15]),
        "compressa si interrompe",
    ),
    "unasked compression": (raw(HEAD + b"Content-Encoding: br\r\nConnection: close\r\n\r\n" + BODY), "compressione"),
    "status 999": (raw(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"), "il server risponde 999"),
    "redirect without place": (raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), "il server risponde 302"),
    "picture as page": (raw(HEAD + b"Connection: close\r\n\r\n\x89PNG\r\n\x1a\n" + bytes(500)), "è un'immagine"),
    "page as PDF that is none": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nConnection: close\r\n\r\nil file manca"),
        "non è un PDF",
    ),
    "empty page": (raw(HEAD + b"Content-Length: 0\r\n\r\n"), "vuoto"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_answer_costs_one_line(site, settings, name):
    trap, reason = BROKEN[name]
    site.traps["/trappola"] = trap
    started = time.monotonic()
    report = section(site, settings, "/trappola")
    assert time.monotonic() - started < 15
    assert [each.uri.removeprefix(site.url) for each in report.failed] == ["/trappola"], report.failed
    assert reason in report.failed[0].reason
    assert "\n" not in report.failed[0].reason
    assert len(report.failed[0].reason) < 300
    assert held(site, settings) == {"/", "/buona"}


def test_length_too_short_costs_the_rest_of_the_page_only(site, settings):
    site.traps["/trappola"] = raw(HEAD + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY + b"avanzo" * 1000)
    report = section(site, settings, "/trappola")
    assert report.failed == []
    assert held(site, settings) == {"/", "/trappola", "/buona"}


def test_many_broken_answers_do_not_end_the_crawl(site, settings):
    """Nonsense is said by somebody: the host is not given up as one that is silent."""
    for number in range(8):
        site.traps[f"/trappola{number}"] = BROKEN["length negative"][0]
    report = section(site, settings, *(f"/trappola{number}" for number in range(8)))
    assert len(report.failed) == 8
    assert held(site, settings) == {"/", "/buona"}


def test_wrong_content_types_are_seen_through(site, settings):
    site.add("/documento", pdf("Il piano di zona."), "text/html")
    page(site, "/scarica?id=7", "/dopo", media_type="application/pdf")
    page(site, "/dopo")
    page(site, "/testo", "/dopo-il-testo", media_type="text/plain")
    page(site, "/dopo-il-testo")
    report = section(site, settings, "/documento", "/scarica?id=7", "/testo")
    assert report.failed == []
    assert held(site, settings) == {"/", "/buona", "/documento", "/scarica?id=7", "/dopo", "/testo", "/dopo-il-testo"}
    with Library.open(settings) as library:
        assert library.record(f"{site.url}/documento").pages == 2


def test_cookie_wall_opens_and_cookie_loop_ends(site, settings):
    def wall(handler) -> None:
        if "visto=1" in (handler.headers["Cookie"] or ""):
            answer = HEAD + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY
        else:
            answer = b"HTTP/1.1 302 Found\r\nLocation: /muro\r\nSet-Cookie: visto=1\r\nContent-Length: 0\r\n\r\n"
        handler.wfile.write(answer)

    seen: list[str] = []

    def loop(handler) -> None:
        seen.append(handler.headers["Cookie"] or "")
        cookie = f"giro{len(seen)}={'x' * 100}".encode()
        handler.wfile.write(
            b"HTTP/1.1 302 Found\r\nLocation: /ciclo\r\nSet-Cookie: " + cookie + b"\r\nContent-Length: 0\r\n\r\n"
        )

    site.traps |= {"/muro": wall, "/ciclo": loop}
    report = section(site, settings, "/muro", "/ciclo")
    assert [each.reason for each in report.failed] == ["più di 8 rinvii"]
    assert "/muro" in held(site, settings)
    site.traps["/altra"] = lambda handler: (seen.append(handler.headers["Cookie"]), wall(handler))
    crawl(site, settings, 'url = "URL/altra"')
    assert seen[-1] is None  # no cookie goes from one page to the next


def test_session_in_the_path_is_a_trap(site, settings):
    """Every page names itself anew: the same bytes under endless addresses."""
    body = BODY.replace(b"</html>", b"<a href='x7f/'>avanti</a> <a href='q2k/'>indietro</a></html>")

    def again(handler) -> None:
        handler.wfile.write(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    class Everything(dict):
        def get(self, path, default=None):
            return again if path.startswith("/s/") else default

    site.traps = Everything()
    report = section(site, settings, "/s/")
    assert len(site.log) < 100
    assert len(held(site, settings)) == 3
    assert any("senza fine" in reason for _, reason in report.warnings)


def test_sitemap_index_without_end(site, settings, monkeypatch):
    monkeypatch.setattr("ingest.frontier._MOST_LISTS", 30)

    def endless(handler) -> None:
        number = int(handler.path.split("=")[-1])
        locations = f"<sitemap><loc>{site.url}/sitemap?n={number + 1}</loc></sitemap>"
        body = f"<sitemapindex {SPACE}>{locations}</sitemapindex>".encode()
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    site.traps["/sitemap"] = endless
    report = crawl(site, settings, 'url = "URL/sitemap?n=1"\ncrawl = "sitemap"\nscope = "/"')
    assert len(site.log) <= 31
    assert report.failed == []
    assert any("30 elenchi" in reason for _, reason in report.warnings)


def test_sitemap_bomb_and_page_of_a_section_that_is_no_map(site, settings):
    site.add("/sitemap.xml", gzip.compress(bytes(60_000_000), 1), "application/gzip")
    report = crawl(site, settings, 'url = "URL/sitemap.xml"\ncrawl = "sitemap"')
    assert [each.reason for each in report.failed] == ["più di 50 MB: non si legge"]
    site.add("/robots.txt", f"Sitemap: {site.url}/sitemap.xml\n", "text/plain")
    report = section(site, settings)
    assert report.failed == []  # what a section lost is a list that it could do without
    assert ("/sitemap.xml", "più di 50 MB: non si legge") in {
        (uri.removeprefix(site.url), reason) for uri, reason in report.warnings
    }


FEEDS = {
    "cut in a tag": "<rss><channel><item><link>URL/n1</link></item><item><link>URL/n2</link></item><item><li",
    "bare ampersands": "<rss><channel><item><title>A & B</title><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss>",
    "unknown entities": "<rss><channel><item><title>Citt&agrave;&nbsp;</title><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss>",
    "space before": "\n\n  \ufeff<?xml version='1.0'?><rss><channel><item><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss>",
    "tags crossed": "<rss><channel><item><title><b>x</title></b><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss>",
    "control signs": "<rss><channel><item><title>a\x07b</title><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss>",
    "wrong encoding": "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>citt\xe0</title><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss>",
    "junk after": "<rss><channel><item><link>URL/n1</link></item><item><link>URL/n2</link></item></channel></rss><!-- cache --><p>altro",
}


@pytest.mark.parametrize("name", FEEDS)
def test_broken_feed_is_read_as_far_as_it_can_be(site, settings, name):
    text = FEEDS[name].replace("URL", site.url)
    encoding = "latin-1" if name == "wrong encoding" else "utf-8"
    site.add("/rss", text.encode(encoding), "application/rss+xml")
    page(site, "/n1")
    page(site, "/n2")
    report = crawl(site, settings, 'url = "URL/rss"\ncrawl = "feed"')
    assert held(site, settings) == {"/n1", "/n2"}, report
    assert report.failed == []


def test_list_named_as_a_page_says_what_to_do(site, settings):
    site.add("/rss", "<?xml version='1.0'?><rss><channel></channel></rss>", "text/xml")
    site.add("/mappa.xml", f"<urlset {SPACE}></urlset>", "text/xml")
    report = crawl(site, settings, 'url = "URL/rss"', 'url = "URL/mappa.xml"')
    assert ["crawl «feed»" in each.reason or "crawl «sitemap»" in each.reason for each in report.failed] == [True, True]


ODD = ["/città di/piano n. 1.html", "/a%2Fb/c", "/piano-\U0001f3db.html", "/" + "x" * 300 + ".html", "/100%25/conto",
       "/l’atto;(bis)", "/%C3%A0%20la%20carte", "/caf%E9"]  # fmt: skip


def test_odd_names_in_addresses(site, settings):
    """Accents, spaces, an encoded slash, a picture sign, 300 letters, bytes that are no UTF-8: read once, known again."""
    from httpx import URL

    for path in ODD:
        page(site, URL(site.url).join(path).raw_path.decode())
    report = section(site, settings, *ODD)
    assert (report.failed, report.added) == ([], len(ODD) + 2)
    again = section(site, settings, *ODD)
    assert (again.added, again.updated, again.unchanged) == (0, 0, len(ODD) + 2)
    assert site.answers()[304] == len(ODD) + 2


@pytest.mark.parametrize("name", ["città nuova", "citt\xe0"])
def test_redirect_to_an_odd_name(site, settings, name):
    target = f"/{name}".encode("utf-8" if " " in name else "latin-1")
    site.traps["/vecchio"] = raw(b"HTTP/1.1 301 Moved\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n")
    for path in ("/citt%C3%A0%20nuova", "/citt%C3%A0"):
        page(site, path)
    assert crawl(site, settings, 'url = "URL/vecchio"').failed == []


@pytest.mark.parametrize(
    "host",
    ["0x7f.1", "017700000001", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1",
     "[fe80::1%25lo]", "0", "[::]", "localhost."],
)  # fmt: skip
def test_more_spellings_of_this_machine(host, settings, site):
    page(site, "/")
    report = ingest([f"http://{host}:{site.url.rsplit(':', 1)[1]}/"], settings)
    assert (report.added, len(report.failed), site.log) == (0, 1, [])


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:70/x", "//[::1/"])
def test_redirects_out_of_the_web_cost_one_line(site, settings, target):
    site.move("/via", target)
    report = section(site, settings, "/via")
    assert len(report.failed) == 1
    assert held(site, settings) == {"/", "/buona"}


def test_name_servers_that_hang_are_bounded(settings, monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [answered.wait(30)])
    monkeypatch.setattr("ingest.fetch.SECONDS", 1.0)
    started = time.monotonic()
    report = ingest(["http://lento.example/"], settings)
    assert time.monotonic() - started < 5
    assert len(report.failed) == 1
    with pytest.raises(Exception, match="name servers"):
        resolve("lento.example", 80, internal=False, seconds=0.1)
    answered.set()


def test_closing_ends_what_is_being_read(site, fetcher):
    """Ctrl-C must not wait a minute for a server that says nothing."""
    site.traps["/muto"] = lambda handler: time.sleep(20)
    errors: list[Exception] = []

    def read() -> None:
        try:
            fetcher.get(f"{site.url}/muto")
        except ReadError as error:
            errors.append(error)

    pytest.MonkeyPatch().setattr("ingest.fetch.SECONDS", 60.0)
    thread = threading.Thread(target=read)
    thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    fetcher._turns.stop()
    fetcher.close()
    thread.join(5)
    assert not thread.is_alive()
    assert time.monotonic() - started < 2
    assert len(errors) == 1


ROBOTS = {
    "401": ({"status": 401}, True),
    "503": ({"status": 503}, False),
    "byte order mark": ({"body": "\ufeffUser-agent: *\r\nDisallow: /trappola\r\n"}, False),
    "rules for us": ({"body": "User-agent: regesto\nDisallow: /\n\nUser-agent: *\nAllow: /\n"}, False),
    "rules for another": ({"body": "User-agent: altro\nDisallow: /\n"}, True),
    "wildcard": ({"body": "User-agent: *\nDisallow: /*ola$\n"}, False),
    "a page instead": ({"body": html("Non trovato", "La pagina non c'è."), "media_type": "text/html"}, True),
    "no text": ({"body": bytes(range(256)) * 20}, True),
    "long, rules first": ({"body": "User-agent: *\nDisallow: /trappola\n" + "# riempitivo\n" * 80_000}, False),
    "crawl delay of an hour": ({"body": "User-agent: *\nCrawl-delay: 3600\n"}, False),
    "crawl delay no number": ({"body": "User-agent: *\nCrawl-delay: molto\n"}, True),
    "without end": ({"body": "x" * 51_000_000}, False),
}


@pytest.mark.parametrize("name", ROBOTS)
def test_robots_of_all_sorts(site, settings, name):
    given, read = ROBOTS[name]
    site.add(
        "/robots.txt", given.get("body", ""), given.get("media_type", "text/plain"), status=given.get("status", 200)
    )
    page(site, "/trappola")
    started = time.monotonic()
    report = crawl(site, settings, 'url = "URL/trappola"')
    assert time.monotonic() - started < 15
    assert bool(site.asked("/trappola")) is read, report
    assert len(report.failed) == (not read)
    assert read or "robots.txt" in report.failed[0].reason


def test_robots_that_redirects(site, settings):
    site.move("/robots.txt", "/altri-robots")
    site.add("/altri-robots", "User-agent: *\nDisallow: /trappola\n", "text/plain")
    page(site, "/trappola")
    assert "non permette" in crawl(site, settings, 'url = "URL/trappola"').failed[0].reason
    site.move("/robots.txt", "/robots.txt")
    assert "circolo" in crawl(site, settings, 'url = "URL/trappola"').failed[0].reason


def test_refusals_are_listed_by_source(site, settings):
    site.add("/robots.txt", "User-agent: *\nDisallow: /no\n", "text/plain")
    report = section(site, settings, *(f"/no/{number}" for number in range(30)))
    with Library.open(settings) as library:
        (source,) = library.sources()
    assert source["tally"]["refused"] == 30
    assert source["tally"]["refusals"] == [f"{site.url}/no/{number}" for number in range(30)]
    assert report.to_json()["sources"][0]["refused"] == 30


def test_x_robots_tag_is_heeded(site, settings):
    page(site, "/no", "/oltre", headers={"X-Robots-Tag": "noindex"})
    page(site, "/oltre")
    page(site, "/fermo", "/segreta", headers={"X-Robots-Tag": "nofollow"})
    page(site, "/segreta")
    page(site, "/altri", headers={"X-Robots-Tag": "googlebot: noindex, nofollow"})
    site.add("/atto.pdf", pdf("Bozza."), "application/pdf", headers={"X-Robots-Tag": "none"})
    for _ in range(2):  # the second time, too: "not modified" comes without the header
        report = section(site, settings, "/no", "/fermo", "/altri", "/atto.pdf")
        assert held(site, settings) == {"/", "/buona", "/oltre", "/fermo", "/altri"}
        assert sum("noindex" in reason for _, reason in report.warnings) == 2


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("noindex, nofollow", (True, True)),
        ("NONE", (True, True)),
        ("all", (False, False)),
        ("googlebot: noindex", (False, False)),
        ("googlebot: noindex, regesto: nofollow", (False, True)),
        ("regesto: noindex, nofollow", (True, True)),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noindex", (True, False)),
        ("", (False, False)),
    ],
)
def test_wishes_of_a_header(header, wanted):
    assert wishes(header) == wanted


def test_page_that_asks_not_to_be_kept_is_withdrawn(site, settings):
    page(site, "/prima")
    section(site, settings, "/prima")
    page(site, "/prima", head="<meta name=robots content='noindex'>")
    report = section(site, settings, "/prima")
    assert report.withdrawn == 1
    assert held(site, settings, withdrawn=True) == {"/prima"}
    assert "noindex" in crawl(site, settings, 'url = "URL/prima"').failed[0].reason


def test_retry_after_as_a_date_and_absurd_values(site, settings, monkeypatch):
    monkeypatch.setattr("ingest.fetch.SECONDS", 5.0)
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    answers = {"/data": [soon], "/passata": ["Wed, 21 Oct 2015 07:28:00 GMT"], "/guasta": ["domani", "-5"]}

    def busy(handler) -> None:
        waits = answers[handler.path]
        if waits:
            head = f"HTTP/1.1 503 No\r\nRetry-After: {waits.pop()}\r\nContent-Length: 0\r\n\r\n"
            handler.wfile.write(head.encode())
        else:
            handler.wfile.write(HEAD + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY)

    site.traps |= dict.fromkeys(answers, busy)
    started = time.monotonic()
    report = crawl(site, settings, *(f'url = "URL{path}"' for path in answers))
    assert report.failed == []
    assert time.monotonic() - started >= 0.8
    for absurd in ("9" * 400, "Wed, 21 Oct 2099 07:28:00 GMT", "Mon, 99 Foo 20000 99:99:99 GMT"):
        site.add("/mai", "", status=429, headers={"Retry-After": absurd})
        started = time.monotonic()
        assert len(crawl(site, settings, 'url = "URL/mai"').failed) == 1
        assert time.monotonic() - started < 5


def test_https_needs_a_certificate_that_can_be_trusted(site, settings, fetcher, monkeypatch):
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    secure = site.url.replace("http://127.0.0.1", "https://localhost")
    page(site, "/")
    report = crawl(site, settings, f'url = "{secure}/"')
    assert [each.reason for each in report.failed] == [
        "il certificato del sito non è valido: unable to get local issuer certificate"
    ]
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    monkeypatch.setattr("httpx.create_ssl_context", lambda **_: ours)
    assert crawl(site, settings, f'url = "{secure}/"').added == 1
    assert crawl(site, settings, f'url = "{secure.replace("localhost", "127.0.0.1")}/"').added == 0  # not its name
