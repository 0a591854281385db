"""Pages that are pictures: which they are, how well they are read, and what is said of those that are not."""

import io
import random
import stat
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from scans import ENGLISH, FRENCH, ITALIAN, as_pdf, error_rate, pictures, printed, scanned

from ingest.extract import ocr
from ingest.extract.ocr_words import as_reading, lines_of
from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument, Recognised, RecognisedWord, Unrecognised
from ingest.pipeline import ingest
from ingest.workers import Workers
from rag.errors import ReadError
from rag.library import Library
from rag.settings import load_settings

ALL = "ita+fra+eng"
needs_tesseract = pytest.mark.skipif(
    ocr.ability() != ALL, reason="Tesseract with Italian, French and English is not installed (see .ci/packages)"
)
CORPUS = Path(__file__).parents[1] / "corpus" / "documents"


def raw(content: bytes, name: str = "scansione.pdf", **more) -> RawDocument:
    return RawDocument("file:///" + name, name, content, "", **more)


def read(content: bytes, name: str = "scansione.pdf") -> ParsedDocument:
    """What a run of the workers makes of a document."""
    with Workers() as workers:
        return workers.result(workers.submit(raw(content, name)))


@pytest.fixture
def no_tesseract(monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


# Which pages are pictures.


def waiting(content: bytes) -> tuple[int, ...]:
    """The pages that must go through OCR."""
    try:
        extract(raw(content, recognised={}))
    except Unrecognised as error:
        return error.pages
    return ()


def photograph() -> Image.Image:
    """Shades and blots, as large as an A4 at 200 dots an inch."""
    chance = random.Random(5)
    image = Image.radial_gradient("L").resize((1653, 2339))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, size = chance.randrange(1653), chance.randrange(2339), chance.randrange(30, 300)
        draw.ellipse((x, y, x + size, y + size // 2), fill=chance.randrange(256))
    return image.filter(ImageFilter.GaussianBlur(6))


PHOTO = photograph()


def test_pages_to_recognise_are_those_that_show_only_images():
    pages = (" ".join(ITALIAN), PHOTO, None, PHOTO)
    assert waiting(as_pdf(*pages)) == (1, 3)


def test_a_stamp_or_a_page_number_on_a_scan_does_not_make_it_a_printed_page():
    stamp = (
        "Prot. n. 0012345 del 12/03/2024 - Copia conforme all'originale firmato digitalmente, art. 20 D.Lgs. 82/2005"
    )
    assert waiting(as_pdf(PHOTO, stamp=stamp)) == (0,)


def test_a_small_picture_beside_words_is_no_scan():
    file = io.BytesIO()
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(file)
    canvas.drawImage(ImageReader(PHOTO), 400, 700, 100, 100)
    canvas.drawString(60, 600, "Capitolo primo")
    canvas.save()
    assert waiting(file.getvalue()) == ()


def test_hidden_text_over_a_scan_is_used_and_marked():
    text = "Il Piano sociale e sanitario\nvale per tutta la Regione nel triennio e oltre:\nlo ha approvato l'Assemblea."
    parsed = extract(raw(as_pdf(PHOTO, " ".join(ITALIAN), hidden=text), recognised={}))
    assert "lo ha approvato l'Assemblea." in parsed.text
    assert [(mark.page, mark.ocr) for mark in parsed.marks] == [(1, True), (2, False)]


# What Tesseract says, made into words.

HOCR = """<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page'>
<div class='ocr_carea'><span class='ocr_line' title="bbox 100 100 700 140; baseline 0 -10; x_size 40">{}</span></div>
<div class='ocr_carea'><span class='ocr_line' title="bbox 100 900 700 940; baseline 0 -10; x_size 40">
<span class='ocrx_word' title='bbox 100 900 300 930; x_wconf 31'>ill;</span>
<span class='ocrx_word' title='bbox 320 900 420 930; x_wconf 28'>Wm/</span></span></div></div></body></html>"""


def tokens(*words: tuple[str, int, int, int, int, int]) -> list[RecognisedWord]:
    spans = "".join(
        f"<span class='ocrx_word' title='bbox {a} {b} {c} {d}; x_wconf {e}'>{w}</span>" for w, a, b, c, d, e in words
    )
    return list(as_reading(lines_of(HOCR.format(spans).encode()), 0.24).words)


def test_blocks_of_noise_go_and_lines_of_a_block_stay():
    assert [word.text for word in tokens(("dei", 100, 101, 160, 130, 44), ("Comuni", 170, 101, 400, 130, 78))] == [
        "dei", "Comuni",
    ]  # fmt: skip


def test_words_of_a_line_stand_level_and_have_one_size():
    found = tokens(("una", 100, 111, 160, 130, 95), ("Giunta", 170, 101, 300, 139, 95), ("più", 320, 101, 400, 139, 95))
    assert len({(word.top, word.bottom, word.size) for word in found}) == 1
    assert found[0].size == pytest.approx(29 / 0.70 * 0.24, abs=1.0)


def test_a_bullet_read_as_a_letter_is_a_bullet():
    assert (
        tokens(("e", 100, 110, 112, 122, 60), ("la", 150, 101, 180, 130, 95), ("rete", 190, 101, 260, 130, 95))[0].text
        == "•"
    )
    assert (
        tokens(("e", 100, 111, 118, 130, 95), ("la", 150, 101, 180, 130, 95), ("rete", 190, 101, 260, 130, 95))[0].text
        == "e"
    )


def test_signs_of_notes_are_no_figures_of_the_sentence():
    # A raised 2 behind a word, one read as a question mark, and one that opens a note with the "I" behind it.
    found = tokens(("sono", 100, 111, 190, 130, 95), ("38", 200, 101, 240, 130, 95), ("2", 242, 92, 254, 110, 90))
    assert [word.text for word in found] == ["sono", "38"]
    found = tokens(("dei", 100, 101, 150, 130, 95), ("Comuni.?", 170, 86, 330, 130, 90))
    assert [word.text for word in found] == ["dei", "Comuni."]
    found = tokens(
        ("21", 100, 92, 111, 110, 90), ("distretti", 150, 101, 260, 130, 95), ("sono", 270, 111, 350, 130, 95)
    )
    assert [word.text for word in found] == ["2", "distretti", "sono"]


# How well it reads.


@needs_tesseract
@pytest.mark.parametrize("paragraphs", [ITALIAN, FRENCH, ENGLISH], ids=["it", "fr", "en"])
def test_scans_in_three_languages_are_read(paragraphs):
    parsed = read(scanned(printed(paragraphs)))
    assert error_rate(" ".join(paragraphs), parsed.text) <= 0.015
    assert [(mark.page, mark.ocr) for mark in parsed.marks] == [(1, True)]
    assert parsed.warnings == ()


@needs_tesseract
@pytest.mark.parametrize(
    "how", [{"skew": 2, "noise": 20}, {"skew": -7}, {"turn": 90}, {"turn": 180}, {"turn": 270, "skew": 1}], ids=str
)
def test_askew_turned_and_noisy_scans_are_read(how):
    parsed = read(scanned(printed(ITALIAN), **how))
    assert error_rate(" ".join(ITALIAN), parsed.text) <= 0.03


@needs_tesseract
def test_columns_headings_and_paragraphs_of_a_scan_are_told_apart():
    parsed = read(scanned(printed([*ITALIAN, *ITALIAN, *ITALIAN, *ITALIAN], columns=2, heading="Il piano"), skew=0.6))
    assert error_rate(" ".join(["Il piano", *ITALIAN * 4]), parsed.text) <= 0.03
    blocks = [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]
    assert blocks[0] == ("heading", "Il piano")
    assert [kind for kind, _ in blocks].count("paragraph") == 16


@needs_tesseract
def test_only_the_pictures_of_a_mixed_document_are_recognised():
    (picture,) = pictures(printed(ITALIAN))
    parsed = read(as_pdf(" ".join(ENGLISH), picture, None))
    assert [(mark.page, mark.ocr) for mark in parsed.marks] == [(1, False), (2, True)]
    assert parsed.warnings == ("pagine senza testo (immagini o vuote): 3 su 3",)


@needs_tesseract
def test_a_photograph_is_not_read_as_letters():
    parsed = read(as_pdf(" ".join(ITALIAN), PHOTO))
    assert [mark.page for mark in parsed.marks] == [1]


@needs_tesseract
def test_a_page_that_reads_badly_is_reported_with_its_figure():
    parsed = read(scanned(printed(ITALIAN, size=8), dpi=110, noise=16, blur=0.8))
    assert any("pagine lette male dall'OCR" in each and "1 (" in each for each in parsed.warnings), parsed.warnings


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_images_alone_are_documents(kind):
    file = io.BytesIO()
    pages = pictures(printed(ITALIAN), noise=3)
    pages[0].save(file, kind, **({"save_all": True, "append_images": pages} if kind == "TIFF" else {}))
    parsed = read(file.getvalue(), f"foto.{kind.lower()}")
    assert parsed.pages == (2 if kind == "TIFF" else 1)
    assert error_rate(" ".join(ITALIAN * parsed.pages), parsed.text) <= 0.02
    assert all(mark.ocr for mark in parsed.marks)


@needs_tesseract
def test_a_scanned_copy_of_our_own_plan_reads_like_the_plan():
    content = (CORPUS / "caregiver-2025.pdf").read_bytes()
    printed_one, copy = extract(raw(content)), read(scanned(content, skew=0.5))
    assert error_rate(printed_one.text, copy.text) <= 0.04
    found = 0
    headings = [each for each in printed_one.blocks if each.kind == "heading"]
    for block in headings:
        at = copy.text.find(printed_one.text[block.start : block.end])
        if at >= 0:
            found += 1
            assert page_at(copy, at) == page_at(printed_one, block.start)
    assert found >= 0.85 * len(headings)
    assert {mark.page_label for mark in copy.marks} == {None}  # a scan has no labels of its own


def page_at(parsed: ParsedDocument, offset: int) -> int | None:
    return [mark.page for mark in parsed.marks if mark.offset <= offset][-1]


# What is not read, and what is said of it.


def test_without_tesseract_pictures_are_unread_and_said_so(no_tesseract):
    parsed = read(as_pdf(" ".join(ITALIAN), PHOTO, " ".join(ENGLISH), PHOTO, PHOTO))
    (warning,) = parsed.warnings
    assert warning.startswith("pagine non lette: 2, 4-5 (immagini: serve Tesseract, «apt install tesseract-ocr ")
    assert parsed.extra["unread_for"] == ""
    assert not any(mark.ocr for mark in parsed.marks)


@pytest.mark.parametrize("name", ["scansione.pdf", "foto.png"])
def test_without_tesseract_a_document_of_pictures_fails_with_the_advice(no_tesseract, name):
    file = io.BytesIO()
    PHOTO.save(file, "PNG")
    with pytest.raises(ReadError, match="solo immagini: immagini: serve Tesseract, «apt install tesseract-ocr"):
        read(as_pdf(PHOTO) if name.endswith("pdf") else file.getvalue(), name)


def test_switched_off_it_says_so(monkeypatch):
    monkeypatch.setattr(ocr, "ability", lambda: ALL)
    parsed = extract(raw(as_pdf(" ".join(ITALIAN), PHOTO)))
    assert parsed.warnings == ("pagine non lette: 2 (immagini: l'OCR è spento, REGESTO_OCR=auto lo riaccende)",)


@needs_tesseract
def test_a_language_that_is_not_installed_leaves_its_pages_unread():
    page = ocr.recognise(raw(scanned(printed(ITALIAN))), 0, "eng")
    assert (page.words, page.curable) == ((), True)
    assert page.problem == "immagini in italiano: serve «apt install tesseract-ocr-ita»"


def fake_tesseract(folder: Path, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)


def test_a_page_that_takes_too_long_is_unread(no_tesseract, tmp_path, monkeypatch):
    fake_tesseract(tmp_path / "bin", "/bin/sleep 20")
    monkeypatch.setattr(ocr, "PAGE_SECONDS", 2.0)
    page = ocr.recognise(raw(scanned(printed(ITALIAN))), 0, ALL)
    assert page == Recognised(problem=ocr.LATE)


def test_a_tesseract_that_fails_costs_the_page(no_tesseract, tmp_path):
    fake_tesseract(tmp_path / "bin", 'case "$1" in --list-langs) echo ita; echo fra; echo eng;; *) exit 3;; esac')
    parsed = read(as_pdf(" ".join(ITALIAN), *pictures(printed(ITALIAN))))
    assert parsed.warnings == (f"pagine non lette: 2 ({ocr.BROKEN})",)


def test_broken_pictures_are_one_line():
    chance = random.Random(3)
    with Workers(count=1) as workers:
        for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"MM\x00*"):
            for size in (0, 30, 3000):
                job = workers.submit(raw(start + chance.randbytes(size), "foto.png"))
                with pytest.raises(ReadError, match="immagin"):
                    workers.result(job)


@needs_tesseract
def test_imagemagick_pictures(shared):
    """Six small pictures, one of which has a word in it."""
    parsed = read((shared / "documents" / "pdf" / "imagemagick-images.pdf").read_bytes())
    assert (parsed.text, parsed.pages) == ("Background", 6)
    assert all(mark.ocr for mark in parsed.marks)


def test_pictures_without_a_word_are_refused(monkeypatch):
    blank = dict.fromkeys(range(2), Recognised(height=842.0))
    with pytest.raises(ReadError, match="l'OCR non vi riconosce parole"):
        extract(raw(as_pdf(PHOTO, PHOTO), recognised=blank))


# In the library.


@needs_tesseract
def test_a_document_is_read_again_once_tesseract_has_come(tmp_path, monkeypatch):
    place, home = tmp_path / "docs", load_settings(home=tmp_path / "home", offline=True)
    place.mkdir()
    (place / "misto.pdf").write_bytes(as_pdf(" ".join(ENGLISH), *pictures(printed(ITALIAN))))
    (place / "stampato.pdf").write_bytes(printed(ITALIAN))
    with monkeypatch.context() as absent:
        absent.setenv("PATH", str(tmp_path))
        report = ingest([str(place)], home)
        assert (report.added, len(report.warnings)) == (2, 1)
        assert ingest([str(place)], home).unchanged == 2
    report = ingest([str(place)], home)
    assert (report.updated, report.unchanged, report.warnings) == (1, 1, [])
    assert ingest([str(place)], home).unchanged == 2
    with Library.open(home) as library:
        assert {Path(record.uri).name: record.ocr for record in library.records()} == {
            "misto.pdf": True, "stampato.pdf": False,
        }  # fmt: skip


def test_off_is_a_setting(tmp_path):
    (tmp_path / "misto.pdf").write_bytes(as_pdf(" ".join(ENGLISH), PHOTO))
    report = ingest([str(tmp_path / "misto.pdf")], load_settings(home=tmp_path / "home", offline=True, ocr="off"))
    assert [warning for _, warning in report.warnings if "pagine non lette: 2" in warning]
