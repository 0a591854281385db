"""Long PDFs read by two processes: the same document comes out, also when the second one is lost on the way."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pdf_sheets import BODY, Page

from ingest.extract import pdf_halves
from ingest.extract.pdf_halves import LONG, in_halves
from ingest.extract.registry import extract
from ingest.parsed import RawDocument

PAGES = LONG + 21
ROOT = Path(__file__).resolve().parents[1]


def long_pdf() -> bytes:
    page = Page()
    for number in range(1, PAGES + 1):
        page.y -= 200
        page.text(f"Pagina {number}. {BODY}", 70, 88)
        page.next()
    return page.bytes()


def test_a_long_pdf_reads_the_same_by_one_process_and_by_two(monkeypatch):
    raw = RawDocument("file:///x.pdf", "x.pdf", long_pdf(), "2026-01-01")
    monkeypatch.setattr(pdf_halves, "_is_safe", lambda: True)
    two = extract(raw)
    monkeypatch.setattr(pdf_halves, "_is_safe", lambda: False)
    assert extract(raw) == two
    assert two.pages == PAGES
    assert [mark.page for mark in two.marks] == list(range(1, PAGES + 1))


# A process of its own, for it is forked: this one may have threads by now.
FORKS = """
import os, sys
from ingest.extract.pdf_halves import _is_safe, in_halves
parent = os.getpid()
def read(pages):
    if os.getpid() != parent:
        {lost}
    return list(pages), os.getpid()
(first, here), (second, there) = in_halves(7, read)
assert _is_safe() and first + second == list(range(7)), (first, second)
sys.exit(0 if (here == there) == bool({same}) else 3)
"""


@pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs Linux and two cores")
@pytest.mark.parametrize("lost", ["", "os.kill(os.getpid(), 9)", "raise MemoryError", "os._exit(1)"])
def test_what_the_second_process_loses_is_read_by_the_first(lost):
    code = FORKS.format(lost=lost or "0", same=bool(lost))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, timeout=60, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_error_in_the_first_half_leaves_no_process_behind(monkeypatch):
    monkeypatch.setattr(pdf_halves, "_is_safe", lambda: True)
    children: list[int] = []
    kill = os.kill
    monkeypatch.setattr(pdf_halves.os, "kill", lambda child, sign: (children.append(child), kill(child, sign)))

    def read(pages: range) -> int:
        if pages.start == 0:
            raise MemoryError
        signal.pause()
        return 0

    with pytest.raises(MemoryError):
        in_halves(10, read)
    with pytest.raises(ProcessLookupError):
        kill(children[0], 0)
