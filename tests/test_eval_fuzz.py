"""The fuzzing itself: mutations repeat from their seed, findings are counted, and what must not happen is kept."""

import io
import zipfile
import zlib
from random import Random

import docx
import pytest

from eval import fuzz as module
from eval.fuzz import fuzz, main, seeds_of
from eval.mutate import mutate


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Linee di indirizzo", 1)
    document.add_paragraph("Il documento indica le aree seguenti.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


PAGE = b"<html><body><h1>Titolo</h1><p>La Giunta ha approvato 482 milioni.</p></body></html>"


@pytest.mark.parametrize(("seed", "kind"), [(PAGE, "html"), (word_file(), "docx"), (b"1. Premessa\n", "plain")])
def test_mutations_repeat_from_their_seed_and_spoil_most_documents(seed, kind):
    made = [mutate([seed], kind, Random(number)) for number in range(60)]
    again = [mutate([seed], kind, Random(number)) for number in range(60)]
    if kind != "docx":  # an archive carries the time it was packed
        assert made == again
    assert sum(1 for content in made if content != seed) > 40


def test_some_mutated_archives_still_open_so_that_their_parts_are_what_is_tested():
    seed, opened = word_file(), 0
    for number in range(60):
        try:
            with zipfile.ZipFile(io.BytesIO(mutate([seed], "docx", Random(number)))) as archive:
                opened += archive.testzip() is None
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
            continue
    assert opened > 25


def test_a_run_counts_what_became_of_the_documents(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE)
    findings = fuzz(seeds_of([tmp_path], "html"), "html", 3, tmp_path / "kept")
    assert findings.runs > 0
    assert findings.read + findings.refused.total() + findings.stopped.total() == findings.runs
    assert findings.bad == []
    assert not (tmp_path / "kept").exists()


def test_a_document_that_breaks_a_rule_is_kept_and_fails_the_run(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "broken_rules", lambda parsed: ["block out of order"])
    (tmp_path / "a.txt").write_text("Una riga di testo.\n" * 20)
    arguments = ["--format", "plain", "--seeds", str(tmp_path), "--minutes", "0.05", "--keep", str(tmp_path / "kept")]
    assert main(arguments) == 1
    assert ".txt block out of order" in capsys.readouterr().out
    assert any((tmp_path / "kept").iterdir())


def test_no_seeds_is_said_in_one_line(tmp_path, capsys):
    assert main(["--format", "pdf", "--seeds", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "no file of the format pdf among the seeds\n"
