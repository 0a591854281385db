"""A small made-up world for trials of ingestion: a folder and a web site whose documents change from round to round.

Some pages carry the same release, all pages of the site share their menus, files come in four formats: what the
library settles between documents (copies, clutter, editions) is there to go wrong.
"""

from __future__ import annotations

import os
import random
import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_TOWNS: Final = "Imola Faenza Lugo Cervia Rimini Forlì Cesena Carpi Sassuolo Vignola Parma Fidenza".split()
_SUBJECTS: Final = ("la Casa della comunità", "il fondo per la non autosufficienza", "il piano della prevenzione",
                    "l'ospedale di comunità", "l'assistenza domiciliare", "il patto per il clima")  # fmt: skip
_BODIES: Final = ("il Comune", "l'Azienda Usl", "la Regione", "la Conferenza territoriale", "il distretto")
_MENU: Final = (
    "<nav><ul><li><a href='/'>Indice</a></li><li>Amministrazione trasparente</li><li>Contatti</li></ul></nav>"
)
_FOOT: Final = "<footer><p>Regione di Prova, viale della Prova 1. Tutti i diritti riservati.</p></footer>"
_DEFINED: Final = (
    "la Commissione tecnica permanente (CTP)",
    "il Tavolo di monitoraggio locale (TML)",
    "la Rete dei servizi di cura (RSC)",
)
_START: Final = 1_700_000_000  # seconds: files get a time of their round, since servers tell times in whole seconds


class World:
    """``folder`` and ``pages`` below a root; ``change`` makes a round of edits, the same ones for the same seed.

    As a context manager it serves the pages on 127.0.0.1; ``listed`` is the list of sources to ingest.
    """

    def __init__(self, root: Path, documents: int, seed: int) -> None:
        self.folder, self.pages = root / "folder", root / "pages"
        self.listed = root / "sources.toml"
        self.rng = random.Random(seed)
        self.round = 0
        for place in (self.folder, self.pages):
            place.mkdir(parents=True)
        self._live: dict[Path, int] = {}  # path -> which document of ours it is
        for number in range(documents):
            self._write(self._path(number), number)
        handler = partial(_Quiet, directory=str(self.pages))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self.listed.write_text(
            f'[[source]]\npath = "folder"\n[[source]]\nurl = "{address}"\ncrawl = "section"\ninternal = true\n', "utf-8"
        )
        self._index()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def change(self) -> str:
        """Edit a tenth of the documents, drop a few, bring others (new ones, or some that were gone); what was done."""
        self.round += 1
        paths = sorted(self._live)
        edited = self.rng.sample(paths, max(1, len(paths) // 10))
        gone = self.rng.sample([each for each in paths if each not in edited], max(1, len(paths) // 30))
        for path in edited:
            self._write(path, self._live[path])
        for path in gone:
            path.unlink()
            del self._live[path]
        come = []
        for _ in gone:
            number = self.rng.randrange(10 * len(paths))
            path = self._path(number)
            if path not in self._live:
                self._write(path, number)
                come.append(path)
        self._index()
        return f"{len(edited)} edited, {len(gone)} dropped, {len(come)} new"

    def _path(self, number: int) -> Path:
        if number % 2:
            return self.pages / f"comunicato-{number}.html"
        return self.folder / f"atto {number}{('.txt', '.md', '.html')[number // 2 % 3]}"

    def _write(self, path: Path, number: int) -> None:
        self._live[path] = number
        number -= number % 12 if number % 12 < 5 else 0  # five in twelve carry one release
        lines = [self._paragraph(number, part) for part in range(3 + number % 9)]
        title = f"{_SUBJECTS[number % 6].capitalize()} a {_TOWNS[number % 12]}, documento {number}"
        if path.suffix == ".html":
            body = "".join(f"<p>{line}</p>" for line in lines)
            text = _page(title, f"{body}<p>Pubblicato come {path.stem}.</p>")
        elif path.suffix == ".md":
            text = f"# {title}\n\n" + "\n\n".join(lines) + "\n"
        else:
            text = title + "\n\n" + "\n\n".join(lines) + "\n"
        self._put(path, text)

    def _paragraph(self, number: int, part: int) -> str:
        """A paragraph of the document; the second one tells the round of its last change."""
        own = random.Random(f"{number} {part} {self.round if part == 1 else 0}")
        sentences = [
            f"Nel {own.randrange(2015, 2027)} {own.choice(_BODIES)} di {own.choice(_TOWNS)} ha destinato "
            f"{own.randrange(2, 900)},{own.randrange(10)} milioni di euro per {own.choice(_SUBJECTS)}, "
            f"con {own.randrange(3, 400)} posti in {own.randrange(2, 40)} sedi del territorio."
            for _ in range(own.randrange(2, 7))
        ]
        if part == 1:
            sentences.append(f"Ne risponde {own.choice(_DEFINED)}.")
        return " ".join(sentences)

    def _index(self) -> None:
        names = sorted(path.name for path in self._live if path.parent == self.pages)
        items = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in names)
        self._put(self.pages / "index.html", _page("Indice", f"<ul>{items}</ul>"))

    def _put(self, path: Path, text: str) -> None:
        path.write_text(text, "utf-8")
        os.utime(path, (_START + 60 * self.round,) * 2)


def _page(title: str, body: str) -> str:
    main = f"<main><h1>{title}</h1>{body}</main>"
    return f"<html lang=it><title>{title}</title><body>{_MENU}{main}{_FOOT}</body></html>"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files with Last-Modified and 304, and says nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """A client that is killed in the middle of an answer is what this is for."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Nothing."""
