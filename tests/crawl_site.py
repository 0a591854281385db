"""A web site in memory, served on 127.0.0.1: 300 pages of a made-up region, its feeds, its files and its traps."""

import gzip
import io
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOWNS = "Imola Faenza Lugo Cervia Rimini Forlì Cesena Carpi Sassuolo Vignola".split()
SUBJECTS = ["la Casa della comunità", "il fondo per la non autosufficienza", "il piano della prevenzione",
            "l'ospedale di comunità", "il servizio di assistenza domiciliare", "il patto per il clima"]  # fmt: skip


@dataclass
class Page:
    """One answer. ``validators``: both, none, or new (a fresh ETag for the same bytes every time)."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    validators: str = "both"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class FakeIndexes:
    """The crawl is what is tested here: indexes cost a second a library."""

    def __init__(self, *_: object) -> None: ...
    def drain(self, *_: object) -> None: ...
    def add(self, *_: object) -> None: ...
    def unarchive(self, *_: object) -> None: ...
    def whole(self) -> bool:
        return True


class Site:
    """``pages`` by path and query; ``traps`` by path, each writes its own answer; ``log`` what was asked and answered."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.traps: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.log: list[tuple[str, int, float]] = []
        self.agents: set[str] = set()
        self.sent = 0  # bytes of bodies, traps left out
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # clients that hang up on a trap
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def add(self, path: str, body: str | bytes = "", media_type: str = "", **more) -> None:
        if media_type:
            more["media_type"] = media_type
        self.pages[path] = Page(body.encode() if isinstance(body, str) else body, **more)

    def move(self, path: str, to: str, status: int = 301) -> None:
        self.pages[path] = Page(b"", status=status, headers={"Location": to}, validators="none")

    def answers(self) -> Counter:
        """How often each status was given since the log was last cleared."""
        return Counter(status for _, status, _ in self.log)

    def asked(self, path: str) -> int:
        return sum(each == path for each, _, _ in self.log)

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every second packet waits 40 ms for an acknowledgement

            def do_GET(self) -> None:
                with site._lock:
                    site.at_once += 1
                    site.most_at_once = max(site.most_at_once, site.at_once)
                    site.agents.add(self.headers["User-Agent"])
                try:
                    trap = site.traps.get(self.path.split("?")[0])
                    if trap:
                        site.log.append((self.path, 0, time.monotonic()))
                        trap(self)
                    else:
                        self.answer()
                except (ConnectionError, TimeoutError):
                    self.close_connection = True
                finally:
                    with site._lock:
                        site.at_once -= 1

            def answer(self) -> None:
                page = site.pages.get(self.path, Page(b"manca", "text/plain", "none", 404))
                status, headers = page.status, dict(page.headers)
                if status == 200 and page.validators != "none":
                    tag = sha256(page.body).hexdigest()[:12] if page.validators == "both" else str(time.monotonic_ns())
                    headers["ETag"] = f'"{tag}"'
                    if self.headers["If-None-Match"] == headers["ETag"]:
                        status = 304
                site.log.append((self.path, status, time.monotonic()))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Type", page.media_type)
                    self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                if status != 304:
                    site.sent += len(page.body)
                    self.wfile.write(page.body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def html(title: str, text: str, links: str = "", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang=it><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/comunicati/?pagina=1'>Comunicati</a></nav>"
        f"<main><h1>{title}</h1><p>{text}</p></main><ul>{links}</ul><footer>Regione di Prova</footer></body></html>"
    )


def release(number: int, news: str = "", copy: bool = True) -> str:
    town, subject = TOWNS[number % len(TOWNS)], SUBJECTS[number % len(SUBJECTS)]
    text = (
        f"Il Comune di {town} ha presentato {subject} nel comunicato numero {number}. I posti previsti sono "
        f"{number * 3 + 7} e la spesa è di {number + 12},{number % 10} milioni di euro. Il servizio sarà coordinato "
        f"dall'Azienda Usl insieme ai Comuni del distretto. {news}"
    )
    return html(f"Comunicato {number}: {subject} a {town}", text, links(f"/stampa/{number}") if copy else "")


def pdf(text: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, invariant=True)
    for number in (1, 2):
        canvas.drawString(72, 760, f"{text} Pagina {number} del piano, con il riparto per distretto.")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def links(*addresses: str) -> str:
    return "".join(f"<li><a href='{each}'>{each}</a></li>" for each in addresses)


RELEASES, IN_MAP, PLANS = 240, 40, 12


def build(site: Site) -> None:
    """A section with pagination, print copies, sessions and tracking; a sitemap index; feeds; PDFs; no traps yet."""
    site.add("/robots.txt", f"User-agent: *\nDisallow: /privato/\nSitemap: {site.url}/sitemap.xml\n", "text/plain")
    files = [f"/allegati/piano-{number}.pdf" for number in range(PLANS)] + [
        "/allegati/L%27atto%20n.%C2%A01%20(bis).pdf"
    ]
    seed_links = links("/comunicati/?pagina=1", "/privato/bozza", "/immagine.png", "mailto:a@b.it", *files)
    site.add("/", html("Regione di Prova", "La Regione di Prova pubblica qui piani e comunicati.", seed_links))
    site.add("/privato/bozza", html("Bozza", "Questa bozza non si deve leggere."))
    for number, path in enumerate(files):
        body = pdf(f"Piano di zona numero {number}: la spesa prevista è di {number + 30} milioni di euro.")
        site.add(path, body, "application/pdf", validators="none" if number % 3 == 0 else "both")
    for start in range(0, RELEASES, 20):
        listed = []
        for number in range(start, start + 20):
            path = f"/comunicati/{number}"
            site.add(path, release(number), validators=("both", "none", "new")[number % 8 % 3 if number % 8 < 3 else 0])
            listed.append(path)
            if number % 10 == 0:  # the same page under other addresses
                site.pages[f"{path}/"] = site.pages[path]
                listed += [f"{path}/", f"{path}?utm_source=posta&amp;utm_medium=mail", f"{path}?PHPSESSID=0a1b2c3d4e5f"]
                head = f"<link rel=canonical href='{path}'>"
                site.add(f"/stampa/{number}", release(number).replace("</head>", f"{head}</head>"))
            else:
                site.move(f"/stampa/{number}", path, 302)
        page = start // 20 + 1
        following = f"/comunicati/?pagina={page + 1}" if start + 20 < RELEASES else "/"
        text = "Tutti i comunicati della Giunta, dal più recente al più vecchio, in ordine di data."
        site.add(f"/comunicati/?pagina={page}", html(f"Comunicati, pagina {page}", text, links(*listed, following)))
    for number in range(IN_MAP):
        site.add(f"/archivio/{number}", release(1000 + number, copy=False))
    maps(site)


def maps(site: Site) -> None:
    """A sitemap index that loops back to itself, a packed sitemap, an RSS and an Atom feed."""
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    named = "".join(f"<sitemap><loc>{site.url}{each}</loc></sitemap>" for each in ("/sitemap.xml", "/mappa.xml.gz"))
    site.add("/sitemap.xml", f"<sitemapindex {space}>{named}</sitemapindex>", "application/xml")
    urls = "".join(f"<url><loc>{site.url}/archivio/{number}</loc></url>" for number in range(IN_MAP))
    packed = gzip.compress(f"<urlset {space}>{urls}</urlset>".encode(), mtime=0)
    site.add("/mappa.xml.gz", packed, "application/gzip")
    items = "".join(f"<item><title>{n}</title><link>/comunicati/{n}?utm_source=rss</link></item>" for n in range(10))
    site.add("/rss.xml", f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>", "application/rss+xml")
    entries = "".join(f"<entry><link rel='alternate' href='{site.url}/comunicati/{n}'/></entry>" for n in range(10, 15))
    site.add("/atom.xml", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", "application/atom+xml")


def set_traps(site: Site) -> list[str]:
    """Pages that never end, never come, or burst; the addresses of all of them."""

    def calendar(handler: BaseHTTPRequestHandler) -> None:
        month = int(handler.path.split("=")[-1])
        text = f"Nel mese {month} non ci sono eventi in programma."
        body = html(f"Calendario, mese {month}", text, links(f"/calendario?mese={month + 1}")).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    def slow_head(handler: BaseHTTPRequestHandler) -> None:
        for each in b"HTTP/1.1 200 OK\r\n" + b"X-Header: lento\r\n" * 20:
            handler.wfile.write(bytes([each]))
            time.sleep(0.05)

    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<html>troppo poco")
        handler.close_connection = True

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(60):
            handler.wfile.write(b"<p>parole senza fine</p>" * 43_000)

    bomb = gzip.compress(bytes(60_000_000), 6)

    def burst(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(bomb)))
        handler.end_headers()
        handler.wfile.write(bomb)

    site.move("/giro/a", "/giro/b")
    site.move("/giro/b", "/giro/a")
    site.traps |= {"/calendario": calendar, "/lento": slow, "/lentissimo": slow_head, "/corto": short, "/enorme": huge,
                   "/bomba": burst}  # fmt: skip
    return ["/calendario?mese=1", "/giro/a", "/lento", "/corto", "/enorme", "/bomba"]
