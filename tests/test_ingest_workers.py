"""Readers in processes of their own: what hangs, crashes or eats memory costs its own document only."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.parsed import ParsedDocument, RawDocument
from ingest.pipeline import ingest
from ingest.reading import Reading, read
from ingest.workers import Workers
from rag.errors import ReadError
from rag.types import Block


def ill_read(raw: RawDocument) -> ParsedDocument:
    """Stands in for a reader: does what the document says."""
    words = raw.content.decode()
    if words == "hang":
        time.sleep(60)
    if words == "crash":
        os._exit(11)
    if words == "eat":
        return ParsedDocument("x" * len(bytearray(4_000_000_000)), ())
    if words == "refuse":
        raise ReadError("troppo vecchio", "read")
    return ParsedDocument(words, (Block("paragraph", 0, len(words)),))


def ill_reading(raw: RawDocument) -> Reading:
    ill_read(raw)
    return read(raw)


@pytest.mark.parametrize(
    ("words", "reason", "stage"),
    [
        ("hang", "dopo 2 secondi", "parse"),
        ("crash", "codice 11", "parse"),
        ("eat", "400 MB", "parse"),
        ("refuse", "troppo vecchio", "read"),
    ],
)
def test_one_ill_document_costs_itself(words, reason, stage):
    with Workers(seconds=2, megabytes=400, count=1, task=ill_read) as workers:
        ill = workers.submit(RawDocument("u", "a", words.encode(), ""))
        well = workers.submit(RawDocument("u", "a", b"Tutto bene.", ""))
        with pytest.raises(ReadError, match=reason) as raised:
            workers.result(ill)
        assert raised.value.stage == stage
        assert workers.result(well).text == "Tutto bene."


def test_the_run_goes_on_after_a_crash(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "read", ill_reading)
    place = tmp_path / "folder"
    place.mkdir()
    for name, words in (("a", "Prima di tutto."), ("b", "crash"), ("c", "Dopo di tutto.")):
        (place / f"{name}.txt").write_text(words)
    report = ingest([str(place)], settings)
    assert (report.added, len(report.failed)) == (2, 1)
    assert report.failed[0].uri.endswith("b.txt")


def test_nothing_new_starts_no_worker(settings, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Il piano vale tre anni.")
    ingest([str(tmp_path / "a.txt")], settings)
    monkeypatch.setattr(Workers, "submit", lambda self, raw: pytest.fail("a worker was started"))
    assert ingest([str(tmp_path / "a.txt")], settings).unchanged == 1


def test_a_script_without_a_main_guard_may_ingest(settings, tmp_path):
    (tmp_path / "a.txt").write_text("Il piano vale tre anni.")
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom ingest.pipeline import ingest\nfrom rag.settings import load_settings\n"
        f"print(ingest([{str(tmp_path / 'a.txt')!r}], load_settings(home=Path({str(settings.home)!r}))).added)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("1\n", "", 0)
