"""OCR: a picture of a page in, its words with their places out, read by Tesseract in Italian, French and English.

Measured on made scans (A4, about 220 words, one core): 1.1 to 2 s a page. All three languages at once cost a quarter
more time than one and read each as well as its own, so no language need be known beforehand. A page that reads badly is
tried again the way Tesseract's own orientation test says it lies (upside down it has a confidence of 33, upright 95).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ingest.extract.ocr_bold import Box
from ingest.extract.ocr_image import is_blank, page_image, straightened, whitened
from ingest.extract.ocr_rules import rules_of
from ingest.extract.ocr_words import Line, Reading, as_reading, lines_of, stacks, turned_over
from ingest.parsed import RawDocument, Recognised
from rag.language import detect

if TYPE_CHECKING:
    from PIL.Image import Image

PAGE_SECONDS: Final = 60.0  # for one page, all tries together; a page takes 1 to 5
PACKS: Final = {"it": "ita", "fr": "fra", "en": "eng"}  # our languages as Tesseract names them
INSTALL: Final = "«apt install tesseract-ocr tesseract-ocr-ita tesseract-ocr-fra tesseract-ocr-eng»"
LATE: Final = f"immagini: OCR fermato dopo {PAGE_SECONDS:.0f} secondi a pagina"
BROKEN: Final = "immagini rovinate o troppo grandi: rifarne la scansione"
POOR: Final = 89.0  # confidence: from 90 on at most 3 words in 100 were wrong, below 89 9 to 36: that is reported
_ASKEW: Final = 80.0  # and below this it is tried another way up
_CONFIG: Final = "--psm {} -c tessedit_char_blacklist=|"  # a stroke is an "I" or a "1": no text here has bars
_MOST_STACKS: Final = 20  # lists whose numbers are read again on one page, .2 s each
_ENOUGH_WORDS: Final = 12  # to tell a text's language
_NAMES: Final = {"it": "italiano", "fr": "francese", "en": "inglese"}


def ability() -> str:
    """The languages that can be recognised here, as Tesseract names them ("ita+fra+eng"); "" where there is no OCR."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    installed = set(done.stdout.split())
    return "+".join(pack for pack in PACKS.values() if pack in installed)


def recognise(raw: RawDocument, page: int, languages: str) -> Recognised:
    """Read one page (from 0) of a PDF or a picture; ``languages`` as ``ability`` gives them, not empty.

    Never raises for what is wrong with the page: its ``problem`` says so.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # one process a core: its own threads would be in each other's way
    try:
        image, scale = page_image(raw, page)
        if is_blank(image):
            return Recognised(height=image.height * scale)
        found, upright = _best(image, scale, languages, time.monotonic() + PAGE_SECONDS)
    except _Late:
        return Recognised(problem=LATE)
    except (RuntimeError, OSError, ValueError, SyntaxError, MemoryError):
        # A RuntimeError is PDFium's or Tesseract's, a SyntaxError PIL's on a broken PNG.
        return Recognised(problem=BROKEN)
    missing = _missing_language(found, languages)
    if missing:
        advice = f"immagini in {_NAMES[missing]}: serve «apt install tesseract-ocr-{PACKS[missing]}»"
        return Recognised(problem=advice, curable=True)
    across, down = rules_of(upright, scale)
    return Recognised(found.words, upright.height * scale, across, down, found.confidence)


class _Late(Exception):
    """The time for a page is over."""


def _best(image: Image, scale: float, languages: str, until: float) -> tuple[Reading, Image]:
    """The words of the image, and the image the right way up."""
    read = partial(_lines, languages=languages, until=until)
    straight = straightened(image)
    lines = read(straight)
    lying, confidence = turned_over(lines), as_reading(lines, scale).confidence
    if (lying or confidence < _ASKEW) and (turn := _turn(straight, until)):
        upright = straightened(image.rotate(-turn, expand=True))
        again = read(upright)
        if lying or as_reading(again, scale).confidence > confidence:
            straight, lines, lying = upright, again, False
    if not lying:
        lines += [line for box in stacks(lines)[:_MOST_STACKS] for line in read(straight, box=box)]
    return as_reading(lines, scale, straight), straight


def _lines(image: Image, languages: str, until: float, box: Box | None = None) -> list[Line]:
    """Tesseract's lines; ``box``: only those in this part of the image, which holds one short line below the other."""
    import pytesseract

    left, top, right, bottom = box or (0, 0, image.width, image.height)
    if box:
        left, top, right, bottom = max(left - 10, 0), max(top - 10, 0), right + 10, bottom + 10
        image = image.crop((left, top, min(right, image.width), min(bottom, image.height)))
    image = whitened(image)
    image.format = "PPM"  # pytesseract hands images over in files: PGM is written in 10 ms, PNG in 300
    call = partial(
        pytesseract.image_to_pdf_or_hocr,
        image,
        lang=languages,
        extension="hocr",
        config=_CONFIG.format(6 if box else 3),
    )
    return lines_of(_timed(call, until), left, top)


def _turn(image: Image, until: float) -> int:
    """By how many degrees to the right the image must be turned to stand upright: 0, 90, 180 or 270."""
    import pytesseract

    image.format = "PPM"
    call = partial(pytesseract.image_to_osd, image, output_type=pytesseract.Output.DICT)
    try:
        return int(_timed(call, until)["rotate"])
    except pytesseract.TesseractError:  # too few letters to tell, or the data for it are not installed
        return 0


def _timed(call: Any, until: float) -> Any:
    """Call Tesseract with the time that is left; raises _Late when it is over."""
    import pytesseract

    left = until - time.monotonic()
    if left < 1:
        raise _Late
    try:
        return call(timeout=left)
    except pytesseract.TesseractError:  # a RuntimeError as well
        raise
    except RuntimeError as error:
        raise _Late from error


def _missing_language(found: Reading, languages: str) -> str | None:
    """The language the words are in when it is one that was not installed: then their accents are guesses."""
    if len(found.words) < _ENOUGH_WORDS or all(pack in languages for pack in PACKS.values()):
        return None
    language = detect(" ".join(word.text for word in found.words))
    return language if PACKS[language] not in languages else None
