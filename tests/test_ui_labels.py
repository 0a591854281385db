"""What stands beside a quote: that it was read by OCR is said at every citation, in the chat and in the terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Hit, Mark, Passage
from ui.labels import citation_place, hit_place
from ui.locales import strings_for
from ui.render import answer_html, esc
from ui.terminal import Screen

SCANNED = Citation(
    2, "file:///atti/delibera.pdf", "Delibera 1423", "Il fondo è di 12 milioni.", 0, 25, page=3, ocr=True
)
PRINTED = replace(SCANNED, number=1, page=1, ocr=False)
ANSWER = Answer(
    "Quanto?", "it", "answered", sentences=(CitedSentence("Il fondo è di 12 milioni.", (1, 2)),),
    citations=(PRINTED, SCANNED),
)  # fmt: skip


@pytest.mark.parametrize("language", ["it", "fr", "en"])
def test_a_citation_read_by_ocr_says_so_and_the_printed_one_does_not(language):
    strings = strings_for(language)
    assert "OCR" in strings.ocr_quote
    assert citation_place(SCANNED, strings).endswith(" · " + strings.ocr_quote)
    assert "OCR" not in citation_place(PRINTED, strings)


def test_the_chat_says_it_at_that_citation_only():
    html = answer_html(ANSWER, strings_for("it"), "f1")
    first, second = html.split('id="f1-2"')
    assert "OCR" not in first
    assert esc("p. 3 · letto con OCR: confrontare con l'immagine") in second


def test_the_terminal_says_it_at_that_citation_only():
    file = io.StringIO()
    Screen(strings_for("it"), Console(file=file, width=200)).answer(ANSWER)
    first, second = file.getvalue().split("[2] Delibera")
    assert "OCR" not in first
    assert "p. 3 · letto con OCR: confrontare con l'immagine" in second


def test_a_hit_on_a_scanned_page_says_it():
    passage = Passage("p", "u", 1, 0, 0, 4, "Word", marks=(Mark(0, page=2, ocr=True),))
    hit = Hit(passage, DocumentRecord("u", "Titolo"), 1.0, 1)
    assert hit_place(hit, strings_for("it")) == "p. 2 · letto con OCR: confrontare con l'immagine"
