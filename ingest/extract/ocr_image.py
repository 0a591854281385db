"""Pictures of pages, made ready for OCR: drawn from a PDF or taken from an image file, in grey, lines set level."""

from __future__ import annotations

import io
import math
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from ingest.parsed import RawDocument

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch. From 9-point type on, scans at 200 and 300 read as well at 200 as at 300; of 7-point type, scanned at
# 200, 0.34% of the words are wrong read at 200 and none at 300, which takes a quarter more time (2.5, 3.0 s a page).
_DPI: Final = 300
LARGEST: Final = 60_000_000  # dots of an image: an A3 at 600 dpi has 70 million, an A4 at 300 dpi 8.7
_A4: Final = 842.0  # points of its longer side
_LEAST_INK: Final = 0.0003  # share of dark dots: a page number alone is about 0.0002 of an A4
_MOSTLY: Final = 0.4  # share of a page that is paper
_STEPS: Final = [step / 4 for step in range(-40, 41)]  # degrees that lines may be out of level


def page_image(raw: RawDocument, page: int) -> tuple[Image, float]:
    """One page in grey, and how many points a dot is. Raises ValueError for one that is too large to be read."""
    if b"%PDF-" in raw.content[:1024]:
        return _drawn(raw.content, page)
    return _taken(raw.content, page)


def frames(content: bytes) -> int:
    """How many pictures an image file holds (a TIFF may have many). Raises OSError when it is no image."""
    with _opened(content) as image:
        return int(getattr(image, "n_frames", 1))


def is_blank(image: Image) -> bool:
    """Whether there is next to no ink on the page."""
    histogram = image.histogram()
    paper = max(range(128, 256), key=lambda level: histogram[level])
    return sum(histogram[: max(paper - 60, 1)]) < _LEAST_INK * image.width * image.height and histogram[paper] > 0


def whitened(image: Image) -> Image:
    """The page with its paper made white, grain and all: small type on a grainy scan then takes 5 s, not over 60."""
    histogram = image.histogram()
    paper = max(range(128, 256), key=lambda level: histogram[level])
    lighter = sum(histogram[paper:])
    grain = math.sqrt(sum(count * level**2 for level, count in enumerate(histogram[paper:])) / max(lighter, 1))
    least = max(round(paper - 3 * grain), 1)
    if sum(histogram[least:]) < _MOSTLY * image.width * image.height:
        return image  # no sheet of paper: a photograph, or white on dark
    return image.point([255 if level >= least else level * 255 // least for level in range(256)])


def straightened(image: Image) -> Image:
    """The page with its lines level: Tesseract has 6% wrong words at 5 degrees and reads next to nothing at 8."""
    angle = _slant(image)
    if abs(angle) < 0.2:
        return image
    from PIL import Image

    paper = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)


def _drawn(content: bytes, page: int) -> tuple[Image, float]:
    import pypdfium2

    with (
        closing(pypdfium2.PdfDocument(content[content.index(b"%PDF-") :])) as document,
        closing(document[page]) as sheet,
    ):
        width, height = sheet.get_size()
        scale = min(_DPI / 72, math.sqrt(LARGEST / max(width * height, 1.0)))
        image: Image = sheet.render(scale=scale, grayscale=True, fill_color=(255, 255, 255, 255)).to_pil().convert("L")
        return image, 1 / scale


def _taken(content: bytes, page: int) -> tuple[Image, float]:
    """A picture of an image file, turned as its camera says, white behind what is transparent."""
    from PIL import Image, ImageOps

    with _opened(content) as image:
        image.seek(page)
        if image.width * image.height > LARGEST:
            raise ValueError(f"più di {LARGEST // 1_000_000} milioni di punti")
        upright: Any = ImageOps.exif_transpose(image)
        if upright.has_transparency_data:
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
        grey = upright.convert("L")
    # What a file says of its dots is often wrong (a photo: 72): the page is taken for one as large as an A4, and small
    # letters read better enlarged, up to twice.
    factor = min(_A4 * _DPI / 72 / max(grey.size), 2.0)
    if factor > 1.2:
        grey = grey.resize((round(grey.width * factor), round(grey.height * factor)), Image.Resampling.BICUBIC)
    return grey, _A4 / max(grey.size)


def _opened(content: bytes) -> Image:
    from PIL import Image

    with warnings.catch_warnings():  # PIL's on large images: we have a limit of our own
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return Image.open(io.BytesIO(content))
        except Image.DecompressionBombError as error:
            raise ValueError(str(error)) from error


def _slant(image: Image) -> float:
    """By how many degrees the lines fall to the right, from -10 to 10; 0 where nothing tells.

    Of all slants the true one has the rows of ink and of white between them told apart best: the sum of squares of the
    ink in each row is largest. Measured: 60 ms a page.
    """
    import numpy as np

    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)))
    dots = np.asarray(small)
    edge = 0.5 * (float(np.median(dots)) + float(np.percentile(dots, 1)))
    down, across = np.nonzero(dots < edge)
    if not 200 < len(down) < 0.4 * dots.size:
        return 0.0
    step = max(1, len(down) // 100_000)
    down, across = down[::step], across[::step]
    scores = {}
    for angle in _STEPS:
        rows = np.round(down - across * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        scores[angle] = float((counts.astype(np.float64) ** 2).sum())
    best = max(scores, key=lambda angle: scores[angle])
    # A page that is level, or whose pictures or standing lines confuse it, is left alone.
    return best if scores[best] > 1.05 * scores[0.0] and abs(best) < 10 else 0.0
