"""The pages of archived PDFs as pictures, and where a quote's words stand on them.

PDFium is C code that a crafted file may crash or hang, and it serves one thread at a time: the work is done in one
worker process, bounded in time and memory (``ingest.workers``), and what came of it is remembered, within bounds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from ingest.archive import place
from rag.errors import ReadError
from ui.source_matching import Box, Wanted, around, find, letters, lines_of

_PIXELS: Final = 2_200_000  # of a picture: an A4 page at 150 dots an inch; drawn and packed in 0.1 to 0.3 s
_CLOSEST: Final = 4.0  # pixels a point at most: a stamp-sized page is not blown up
_LONGEST_SIDE: Final = 4000
_SIGNS: Final = 60_000  # of a page that are looked through for a quote (a full page of tables has 10,000)
_SECONDS: Final = 10.0
_MEGABYTES: Final = 768
_LARGEST_FILE: Final = 300_000_000  # bytes
_KEPT_BYTES: Final = 48_000_000  # of pictures remembered: about 300 pages
_KEPT_SHEETS: Final = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it lies: its size in points, and the quote's lines in parts (0 to 1) of that size."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()


class NoImage(ReadError):
    """A page that can't be shown as a picture; ``reason`` is one of ``missing``, ``locked``, ``broken``."""


class PageImages:
    """Pictures of pages, safe to share between threads. Raises NoImage for what can't be shown."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._workers: Any = None
        self._pictures: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()
        self._sheets: OrderedDict[tuple[Any, ...], Sheet] = OrderedDict()

    def picture(self, sha256: str, page: int) -> bytes:
        """The page (from 1) of the PDF with that hash, as WebP."""
        path = self._path(sha256)
        picture: bytes = self._remembered(self._pictures, (sha256, page), lambda: self._work(draw, str(path), page))
        return picture

    def sheet(self, sha256: str, page: int, wanted: tuple[Wanted, ...] = (), before: str = "") -> Sheet:
        """The size of a page, and the places on it of a quote's words."""
        path = self._path(sha256)
        key = sha256, page, wanted, before
        sheet: Sheet = self._remembered(self._sheets, key, lambda: self._work(measure, str(path), page, wanted, before))
        return sheet

    def is_pdf(self, sha256: str) -> bool:
        """Whether the archive holds a PDF of that hash. Raises NoImage when it holds nothing of that hash."""
        with self._path(sha256).open("rb") as file:
            return b"%PDF-" in file.read(1024)

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not sha256.isalnum():
            raise NoImage("missing")
        path = place(self.home, sha256)
        if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
            raise NoImage("missing")
        return path

    def _remembered(self, kept: OrderedDict[Any, Any], key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        made = make()
        with self._lock:
            kept[key] = made
            while len(kept) > _KEPT_SHEETS or (
                isinstance(made, bytes) and len(kept) > 1 and sum(map(len, kept.values())) > _KEPT_BYTES
            ):
                kept.popitem(last=False)
        return made

    def _work(self, task: Callable[..., Any], *arguments: Any) -> Any:
        from ingest.workers import Workers

        with self._lock:
            for again in (True, False):
                if self._workers is None:
                    self._workers = Workers(_SECONDS, _MEGABYTES, count=1, recognise=False)
                try:
                    future = self._workers.schedule(task, arguments, _SECONDS)
                    break
                except RuntimeError as error:  # its processes were killed from outside: others take their place, once
                    self._workers = None
                    if not again:
                        raise NoImage("broken") from error
        try:
            outcome = self._workers.outcome(future)
        except NoImage:
            raise
        except Exception as error:  # the worker was stopped, or died
            raise NoImage("broken") from error
        if isinstance(outcome, str):
            raise NoImage(outcome)
        return outcome

    def warm(self) -> None:
        """Start the worker, so that the first page need not wait for it."""
        if self._workers is None:
            self._work(len, "")

    def close(self) -> None:
        """Stop the worker."""
        with self._lock:
            workers, self._workers = self._workers, None
        if workers is not None:
            workers.__exit__(None, None, None)


def draw(path: str, page: int) -> bytes | str:
    """In the worker: a page as WebP, or why it can't be drawn."""
    document = _opened(path)
    if isinstance(document, str):
        return document
    with closing(document):
        if not 1 <= page <= len(document):
            return "broken"
        sheet = document[page - 1]
        width, height = sheet.get_size()
        if not (width > 0 and height > 0):
            return "broken"
        scale = min(_CLOSEST, (_PIXELS / (width * height)) ** 0.5, _LONGEST_SIDE / max(width, height))
        out = BytesIO()
        sheet.render(scale=scale).to_pil().convert("RGB").save(out, "WEBP", quality=86, method=1)
    return out.getvalue()


def measure(path: str, page: int, wanted: tuple[Wanted, ...], before: str) -> Sheet | str:
    """In the worker: a page's size and the places of a quote on it, or why it can't be opened."""
    document = _opened(path)
    if isinstance(document, str):
        return document
    with closing(document):
        if not 1 <= page <= len(document):
            return "broken"
        sheet = document[page - 1]
        width, height = sheet.get_size()
        boxes = _boxes(sheet, width, height, wanted, before) if wanted else ()
        return Sheet(width, height, boxes)


def _opened(path: str) -> Any:
    """The document, or why it does not open."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        with Path(path).open("rb") as file:
            begins = file.read(1024).find(b"%PDF-")
        document = pypdfium2.PdfDocument(path if begins <= 0 else Path(path).read_bytes()[begins:])
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        return "locked" if locked else "broken"
    return document


def _boxes(sheet: Any, width: float, height: float, wanted: tuple[Wanted, ...], before: str) -> tuple[Box, ...]:
    """The lines of a quote on a page, in parts of its size from the top left, as the page is shown."""
    from pypdfium2 import raw

    text = sheet.get_textpage()
    signs = [chr(raw.FPDFText_GetUnicode(text, index)) for index in range(min(text.count_chars(), _SIGNS))]
    spelt = [(letter, index) for index, sign in enumerate(signs) for letter in letters(sign)]
    found: list[Box] = []
    for start, end in find("".join(letter for letter, _ in spelt), wanted, before):
        first, last = around(signs, spelt[start][1], spelt[end - 1][1], wanted)
        places = (index for index in range(first, last + 1) if signs[index].isprintable() and signs[index].strip())
        boxes = (text.get_charbox(index, loose=True) for index in places)
        lines = lines_of(
            (left, -top, right, -bottom) for left, bottom, right, top in boxes
        )  # before a turn of the page
        found += [_shown(sheet, width, height, (left, -bottom, right, -top)) for left, top, right, bottom in lines]
    return tuple(
        (round(x0 / width, 5), round(y0 / height, 5), round(x1 / width, 5), round(y1 / height, 5))
        for x0, y0, x1, y1 in found
    )


def _shown(sheet: Any, width: float, height: float, box: tuple[float, float, float, float]) -> Box:
    """A box of PDF coordinates as it lies on the page turned upright, from the top left, in points."""
    import ctypes

    from pypdfium2 import raw

    fine = 20  # PDFium gives whole numbers: twentieths of a point
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(sheet, 0, 0, round(width * fine), round(height * fine), 0, x, y, across, down)
        corners.append((across.value / fine, down.value / fine))
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
