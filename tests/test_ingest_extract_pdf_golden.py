"""PDFs against their golden files (tests/golden/pdf, written by ``python tests/pdf_golden.py``), and pages of sentences."""

from collections import Counter
from pathlib import Path

import pytest
from pdf_golden import CORPUS, SHARED, golden_files, golden_outlines, misses

ADVICE = "look at the difference; if it reads better, run: python tests/pdf_golden.py"
OURS = golden_files()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_pdfs_read_as_their_golden_files_say(path: Path):
    assert OURS[path].splitlines() == path.read_text("utf-8").splitlines(), ADVICE


def test_every_sentence_of_our_pdfs_stands_on_its_page():
    for path in sorted(CORPUS.glob("*.pdf")):
        total, wrong = misses(path)
        assert total["prose"] > 50, path.name
        assert wrong == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_shared_pdfs_keep_their_shape():
    for path, text in golden_outlines().items():
        assert text.splitlines() == path.read_text("utf-8").splitlines(), f"{path.name}: {ADVICE}"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_sentences_of_shared_pdfs_stand_on_their_pages():
    """At least 99 in 100, sentences and cells of tables apart (cells are many and short); reached: .9986 and 1."""
    everything: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for path in sorted(SHARED.glob("*.pdf")):
        total, missed = misses(path)
        everything += total
        wrong.update(miss.kind for miss in missed)
    assert everything["prose"] > 1_400
    assert everything["row"] > 50_000
    assert wrong["prose"] <= 0.01 * everything["prose"]
    assert wrong["row"] <= 0.01 * everything["row"]
