"""The way out to the network: no private address by any road, nothing without bounds; addresses, lists and links."""

import gzip
import socket
import threading
import time
import zlib

import pytest
from crawl_site import FakeIndexes, Site, html, set_traps

from ingest.addresses import Boundary, joined, key, normalised
from ingest.feeds import listing
from ingest.fetch import Fetcher
from ingest.guard import is_public, resolve
from ingest.links import outline
from ingest.pipeline import ingest
from ingest.turns import Turns
from ingest.unpack import LARGEST, unpacked
from rag.errors import ReadError
from rag.settings import load_settings

PRIVATE = """127.0.0.1 127.8.9.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 192.0.0.192 198.18.0.1 168.63.129.16 ::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1
ff02::1""".split()


@pytest.fixture(autouse=True)
def no_indexes(monkeypatch):
    monkeypatch.setattr("ingest.ingestion.Indexes", FakeIndexes)


@pytest.fixture
def settings(tmp_path):
    return load_settings(home=tmp_path / "home", offline=False)


@pytest.fixture
def fetcher(settings):
    fetcher = Fetcher(settings, Turns(), lambda address: None, internal=True)
    yield fetcher
    fetcher.close()


@pytest.fixture
def guarded(settings):
    fetcher = Fetcher(settings, Turns(), lambda address: None)
    yield fetcher
    fetcher.close()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "193.43.192.1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_every_spelling_of_this_machine_is_refused(host, settings):
    with Site() as site:
        site.add("/", html("Interno", "Segreto."))
        port = site.url.rsplit(":", 1)[1]
        report = ingest([f"http://{host}:{port}/"], settings)
        assert report.added == 0
        assert len(report.failed) == 1
        assert site.log == []


def test_private_ranges_by_name_need_internal(monkeypatch):
    mixed = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: mixed)
    with pytest.raises(ReadError, match="rete privata"):
        resolve("esempio.it", 80, internal=False)
    assert resolve("esempio.it", 80, internal=True) == ["8.8.8.8", "10.0.0.1"]


def test_redirect_into_the_private_network_is_refused(guarded, monkeypatch):
    """The first hop passes for public; the second is this machine by its real address."""
    with Site() as site:
        site.move("/", f"{site.url}/segreto")
        site.add("/segreto", html("Interno", "Segreto."))
        real = socket.getaddrinfo
        port = int(site.url.rsplit(":", 1)[1])
        monkeypatch.setattr("ingest.guard.is_public", lambda address: address != "127.0.0.1")
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: real("127.0.0.2" if host == "fuori.it" else host, *rest, **more),
        )
        bridge = threading.Thread(target=forward, args=(port,), daemon=True)
        bridge.start()
        with pytest.raises(ReadError, match="rete privata"):
            guarded.get(f"http://fuori.it:{forwarded.result()}/")
        assert [path for path, _, _ in site.log] == ["/"]


class Promise:
    """A value that another thread will give."""

    def __init__(self) -> None:
        self.ready = threading.Event()

    def give(self, value: int) -> None:
        self.value = value
        self.ready.set()

    def result(self) -> int:
        assert self.ready.wait(5)
        return self.value


forwarded = Promise()


def forward(port: int) -> None:
    """One connection to 127.0.0.2, handed on to the site: a "public" front of the machine."""
    with socket.create_server(("127.0.0.2", 0)) as server:
        forwarded.give(server.getsockname()[1])
        client, _ = server.accept()
        with client, socket.create_connection(("127.0.0.1", port)) as site:
            site.sendall(client.recv(65536))
            client.sendall(site.recv(65536))


def test_rebinding_gains_nothing(guarded, monkeypatch):
    """The name is public when it is checked and private when asked again: only the checked address is connected to."""
    asked, connected = [], []

    def rebind(host, port, *_, **__):
        asked.append(host)
        address = "203.0.114.7" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def refuse(address, *_, **__):
        connected.append(address[0])
        raise OSError("unreachable")

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr("ingest.fetch.BACKOFF", 0.0)
    with pytest.raises(ReadError):
        guarded.get("http://ribelle.it/")
    assert connected == ["203.0.114.7"]


@pytest.mark.parametrize("internal_first", [True, False])
def test_internal_leave_does_not_leak_to_other_sources(settings, tmp_path, internal_first):
    with Site() as site:
        site.add("/", html("Interno", "La Giunta ha approvato il piano sociale."))
        ours, other = f'[[source]]\nurl = "{site.url}/"\ninternal = true\n', f'[[source]]\nurl = "{site.url}/altra"\n'
        listed = tmp_path / "s.toml"
        listed.write_text(ours + other if internal_first else other + ours, "utf-8")
        report = ingest([str(listed)], settings)
        assert report.added == 1
        assert "rete privata" in report.failed[0].reason
        assert site.asked("/altra") == 0


@pytest.mark.parametrize("trap", ["/lento", "/lentissimo"])
def test_deadline_holds_for_body_and_headers(fetcher, monkeypatch, trap):
    monkeypatch.setattr("ingest.fetch.SECONDS", 0.5)
    with Site() as site:
        set_traps(site)
        started = time.monotonic()
        with pytest.raises(ReadError, match="non finisce di rispondere"):
            fetcher.get(site.url + trap)
        assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("count", [7, 10])
def test_redirects_are_bounded(fetcher, count):
    with Site() as site:
        for number in range(count):
            site.move(f"/{number}", f"/{number + 1}")
        site.add(f"/{count}", "fine", "text/plain")
        if count <= 8:
            assert fetcher.get(f"{site.url}/0").content == b"fine"
        else:
            with pytest.raises(ReadError, match="più di 8 rinvii"):
                fetcher.get(f"{site.url}/0")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://x.it/a", "javascript:alert(1)", "http://u:p@x.it/", "http://["]
)
def test_redirects_lead_to_web_addresses_only(fetcher, target):
    with Site() as site:
        site.move("/", target)
        with pytest.raises(ReadError, match=r"indirizzo (non valido|che non si legge)|Invalid URL"):
            fetcher.get(f"{site.url}/")


def test_pictures_are_not_downloaded(fetcher):
    with Site() as site:
        site.add("/foto", b"\x89PNG" + bytes(1000), "image/png")
        with pytest.raises(ReadError, match="non è un documento: image/png"):
            fetcher.get(f"{site.url}/foto")


def test_unpacking_is_bounded_and_exact():
    body = b"parole " * 1000
    raw = zlib.compressobj(wbits=-15)
    for encoding, packed in (
        ("gzip", gzip.compress(body)),
        ("deflate", zlib.compress(body)),
        ("deflate", raw.compress(body) + raw.flush()),
    ):
        pieces = [packed[start : start + 7] for start in range(0, len(packed), 7)]
        assert unpacked(pieces, encoding) == body
    with pytest.raises(ReadError, match="50 MB"):
        unpacked([gzip.compress(bytes(LARGEST + 1))], "gzip")
    with pytest.raises(ReadError, match="si interrompe"):
        unpacked([gzip.compress(body)[:-20]], "gzip")
    with pytest.raises(ReadError, match="guasta"):
        unpacked([b"testo"], "gzip")
    with pytest.raises(ReadError, match="non si è chiesta"):
        unpacked([b"testo"], "br, gzip")


LAUGHS = b'<!DOCTYPE rss [<!ENTITY a "ah"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><item><link>&b;</link></item></rss>'


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><link>&x;</link></rss>',
        b"",
        b"{}",
        b"<html/>",
    ],
)
def test_lists_that_are_refused(content):
    with pytest.raises(ReadError):
        listing(content, "http://x.it/")


def test_entities_of_a_wide_encoding_stay_unread():
    wide = LAUGHS.decode().encode("utf-16")
    found = listing(wide, "http://x.it/")
    assert not any("ah" in page for page in found.pages)


def test_lists_that_are_mended():
    cut = b"<rss><channel><item><link>/a</link><description>A&nbsp;B &</description></item><item><link>/b</link>"
    assert listing(cut, "http://x.it/").pages == ("http://x.it/a", "http://x.it/b")
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><entry><link rel='replies' href='/r'/><link href='/a'/></entry></feed>"
    assert listing(gzip.compress(atom), "http://x.it/").pages == ("http://x.it/a",)
    assert listing(b"http://x.it/1\nhttp://x.it/2\n", "http://x.it/").pages == ("http://x.it/1", "http://x.it/2")
    pictures = b"<urlset><url><loc>/1</loc><image><loc>/i</loc></image></url></urlset>"
    assert listing(pictures, "http://x.it/").pages == ("http://x.it/1",)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("HTTP://Www.Esempio.IT:80/a//b/#capo", "http://www.esempio.it/a/b/"),
        ("https://x.it?utm_source=a&fbclid=1&id=3", "https://x.it/?id=3"),
        ("http://x.it/a;jsessionid=A1B2?sid=0123456789abcdef0&p", "http://x.it/a?p"),
        ("http://x.it/p?sid=7&uid=4&cid=5&source=6", "http://x.it/p?sid=7&uid=4&cid=5&source=6"),
        ("http://x.it/l'atto n. 1;(bis).pdf", "http://x.it/l'atto%20n.%201;(bis).pdf"),
        ("http://x.it/a/b/a/b/a/b/", None),
        ("http://u:p@x.it/", None),
        ("http://x.it/" + "a" * 2000, None),
        ("mailto:a@b.it", None),
        ("http://[::1", None),
    ],
)
def test_normalised_addresses(given, wanted):
    assert normalised(given) == wanted


def test_one_key_a_page():
    assert key("http://www.x.it/a/?b=2&a=1") == key("https://x.it/a?a=1&b=2")
    assert key("http://x.it/a?b=1") != key("http://x.it/a?b=2")
    assert key("http://x.it/caf%E9") != key("http://x.it/caf%EA")
    assert joined("http://x.it/a/b", "../c?x=1#y") == "http://x.it/c?x=1"


def test_boundary():
    boundary = Boundary(("https://www.x.it/piani",), ("*.pdf", "*/atti/*"), ("*/bozze/*",))
    assert boundary.covers("http://x.it/piani")
    assert boundary.covers("http://x.it/piani/2025")
    assert not boundary.covers("http://x.it/pianista")
    assert not boundary.covers("http://x.it.altro.com/piani")
    assert not boundary.covers("http://x.it/piani/bozze/1")
    assert boundary.keeps("http://x.it/piani/a.pdf")
    assert not boundary.keeps("http://x.it/piani/a")
    assert Boundary(("http://x.it/news-",)).covers("http://x.it/news-2025")


def test_outline_of_a_page():
    text = (
        '<base href="/z/"><title>Il piano</title><link rel="Canonical" href="c"><meta name=robots content=noindex>'
        '<meta http-equiv=Refresh content="0; URL=/Nuovo"><h1>Il  piano</h1><a href="città.html?a=1&amp;b=2">x</a>'
        '<a rel="nofollow" href=q>x</a><iframe src=f></iframe><a href="mailto:x">y</a><a href="#z">z</a>'
    )
    found = outline(text.encode("latin-1"), "text/html; charset=iso-8859-1", "http://x.it/a")
    assert found.links == ("http://x.it/z/citt%C3%A0.html?a=1&b=2", "http://x.it/z/f", "http://x.it/Nuovo")
    assert (found.canonical, found.heading, found.noindex) == ("http://x.it/z/c", "Il piano\nIl piano", True)
    assert outline(b"", "text/html", "http://x.it/").links == ()
    quiet = outline(b"<meta name=ROBOTS content='NoFollow'><a href=/a>a</a>", "text/html", "http://x.it/")
    assert quiet.links == ()
