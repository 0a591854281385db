"""The chat served for real on a small library, and Debian's Chromium to read it with.

Not a conftest.py: a second one of that name would hide ``tests/conftest.py`` from ``from conftest import ...``.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "var" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}

_LEFT = ("AbortError: signal is aborted without reason", "Connection errored out")

# The text of one document tries to be run as a page; its title, heading and publisher too.
DOCUMENTS = {
    "priorita.md": """---
title: "Gruppo di lavoro metropolitano <img src=x onerror=window.bad=1>"
publisher: "Comune di Prova <script>window.bad=2</script>"
kind: press_release
published: 2022-06-23
url: https://example.org/gruppo
---
# Nasce il gruppo di lavoro

Le priorità del gruppo di lavoro sull'integrazione sociosanitaria sono:

- prevenzione e promozione della salute nei territori;
- reti sociali e assistenza territoriale;
- <img src=x onerror=window.bad=3> governo del sistema ${window.bad=4} {{value}}.

Il gruppo è coordinato dalla dottoressa Anna Bianchi.
""",
    "fondo.md": """---
title: Fondo regionale per la non autosufficienza
publisher: Regione di Prova
kind: news
published: 2025-05
---
# Il Fondo nel 2025

Il Fondo regionale per la non autosufficienza (FRNA) del 2025 è di 564,09 milioni di euro. Il riparto fra le Aziende
sanitarie segue la popolazione anziana.
""",
}


def regesto(*call: str) -> list[str]:
    return [sys.executable, "-c", "from ui.cli import main; main()", *call]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "REGESTO_HOME": str(home), "REGESTO_OFFLINE": "1", "PYTHONPATH": str(ROOT)}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def need_chromium() -> None:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium fonts-dejavu-core)")


def read(home: Path, folder: Path, documents: dict[str, str]) -> None:
    """Put documents in a folder and read them with ``regesto ingest``."""
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")
    subprocess.run(regesto("ingest", str(folder), "--json"), env=environment(home), check=True, cwd=ROOT, timeout=120)


@contextmanager
def serving(home: Path, port: int = 0):
    """``regesto chat`` on that home (and port); gives the address it prints."""
    port = port or free_port()
    log = home / "chat.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            regesto("chat", "--port", str(port)), env=environment(home), cwd=ROOT, stdout=out, stderr=out
        )
        try:
            deadline = time.monotonic() + 60
            while not (found := re.search(r"http://\S+/", log.read_text("utf-8"))):
                assert server.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < deadline, log.read_text("utf-8")
                time.sleep(0.1)
            yield found.group()
        finally:
            server.terminate()
            server.wait(15)


class Visit:
    """A page with everything it did: console messages, errors, requests."""

    def __init__(self, page) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        self.opened = 0
        page.on("framenavigated", self._navigated)

    def _navigated(self, frame) -> None:
        self.opened += frame == self.page.main_frame

    def ask(self, question: str, state: str = ".sources .card"):
        """Ask and wait for the whole answer."""
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.page.wait_for_function(
            "q => document.querySelector('#latest .words')?.textContent === q && !document.querySelector('#latest [aria-busy]')",
            arg=question,
            timeout=60_000,
        )
        return self.page.wait_for_selector(f"#latest {state}", timeout=60_000)

    def until(self, expression: str, seconds: float = 30) -> None:
        """Wait until an expression is true: ``wait_for_function`` polls with eval, which the pages' policy forbids."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            self.page.wait_for_timeout(50)

    def shoot(self, name: str, *, whole: bool = False) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=whole)

    def axe(self, include: str | None = None, exclude: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> None:
        """axe-core finds nothing wrong by WCAG 2.2 A and AA and its own best practice; frames inside are checked too.

        ``include`` and ``exclude`` are selectors: what alone is looked at, what is left out. ``without`` names rules not asked
        for here: "heading-order" on a page that shows a document, whose headings are its own.
        """
        from axe_playwright_python.base import AXE_SCRIPT

        for frame in self.page.frames:  # evaluate() is the debugger's, so that our policy does not stop it
            frame.evaluate(AXE_SCRIPT)
        where = {"include": [[include or "html"]], "exclude": [[selector] for selector in exclude]}
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        options["rules"] = {rule: {"enabled": False} for rule in without}
        found = self.page.evaluate("([where, options]) => axe.run(where, options)", [where, options])["violations"]
        lines = [
            f"{wrong['id']} ({wrong['impact']}) {node['target']}: {' '.join(node['failureSummary'].split())}\n  {node['html'][:200]}"
            for wrong in found
            for node in wrong["nodes"]
        ]
        assert not lines, f"{len(lines)} of axe's rules broken at {self.page.url}:\n" + "\n".join(lines)

    def check(self) -> None:
        """No error on the console, nothing run that a document or a question smuggled in, nothing asked outside."""
        wrong = [message for message in self.console if message.startswith(("error", "warning"))]
        if self.opened > 1:  # Gradio's own frontend complains when a page that it still streams to is left
            wrong = [message for message in wrong if not any(words in message for words in _LEFT)]
        assert not wrong, wrong
        assert self.page.evaluate("window.bad") is None
        outside = [url for url in self.requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
        assert not outside, outside


@pytest.fixture(name="bundled", scope="session")
def served_corpus(tmp_path_factory):
    """The address of the chat on the bundled corpus: read once, served once for all tests of one process."""
    need_chromium()
    home = tmp_path_factory.mktemp("corpus-home")
    call = regesto("ingest", str(ROOT / "corpus" / "sources.toml"), "--json")
    subprocess.run(call, env=environment(home), check=True, cwd=ROOT, timeout=120, stdout=subprocess.DEVNULL)
    with serving(home) as address:
        yield address


@pytest.fixture(name="browser", scope="module")
def opened_browser():
    # not for the whole session: Playwright keeps an event loop running, under which asyncio.run fails in other tests
    need_chromium()
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(name="visit")
def opened_visit(browser, address):
    """Open the chat in a fresh context: ``visit("phone", "fr/", locale="fr-FR")``."""
    contexts = []

    def opened(size="desktop", path="", at="", **options):
        context = browser.new_context(viewport=SIZES[size], **options)
        contexts.append(context)
        made = Visit(context.new_page())
        made.page.goto((at or address) + path)
        if made.page.query_selector("header.site"):  # drawn on the server: it is whole
            return made
        made.page.wait_for_selector("#question textarea", timeout=60_000)
        made.page.wait_for_selector("#holdings .holdings, #notice .notice", timeout=60_000)
        return made

    yield opened
    for context in contexts:
        context.close()
