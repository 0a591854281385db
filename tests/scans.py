"""Scans made at test time: a printed page drawn, laid askew or turned, blurred, made noisy, and put into a PDF as a picture."""

import io
import re
from xml.sax.saxutils import escape

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

ITALIAN = [
    "Il distretto sociosanitario riunisce i Comuni e l'Azienda sanitaria: insieme programmano i servizi per le persone "
    "anziane, per i minori e per chi ha una disabilità.",
    "Nel 2024 la Regione ha destinato 12,6 milioni di euro ai caregiver familiari; nel 2025 saranno 15,3 milioni, cioè "
    "il 21% in più. La delibera n. 1423 del 2 ottobre fissa i criteri di riparto.",
    "Perché la programmazione è partecipata? Perché le comunità conoscono già i propri bisogni, e così la città può "
    "contare su chi vi abita.",
    "L'Assemblea legislativa ha approvato il Piano all'unanimità. La Giunta ne verificherà l'attuazione ogni sei mesi.",
]
FRENCH = [
    "La région a présenté le bilan de l'année : les maisons de la communauté ouvertes à tous sont déjà quarante-deux, "
    "et leur nombre s'élèvera à cent avant l'été prochain.",
    "Les collectivités ont reçu 16,8 milliards d'euros, dont une part revient à l'hôpital. Où ira le reste ? Là où "
    "les besoins sont les plus élevés, répond le président.",
    "Le financement européen s'achève en 2026 ; après cette date, les dépenses seront à la charge des régions.",
]
ENGLISH = [
    "The regional health plan was approved by the assembly in July and remains in force until a new one is published.",
    "There will be 203 community homes and 60 community hospitals with 20 beds each; 40% of them should open by the end "
    "of the first year, the others within three years.",
    "Each district serves about one hundred thousand inhabitants. Family doctors, nurses and social workers share one "
    "building, and patients need only one appointment.",
]


def printed(paragraphs: list[str], *, columns: int = 1, size: float = 11, heading: str = "") -> bytes:
    """A PDF of these paragraphs, in as many columns."""
    style = ParagraphStyle("body", fontName="Times-Roman", fontSize=size, leading=1.3 * size, spaceAfter=8)
    head = ParagraphStyle("head", parent=style, fontName="Times-Bold", fontSize=1.6 * size, leading=2 * size)
    width = (A4[0] - 120 - 20 * (columns - 1)) / columns
    frames = [Frame(60 + number * (width + 20), 60, width, A4[1] - 120, 0, 0, 0, 0) for number in range(columns)]
    story = [Paragraph(escape(heading), head)] if heading else []
    file = io.BytesIO()
    template = BaseDocTemplate(file, pagesize=A4)
    template.addPageTemplates(PageTemplate(frames=frames))
    template.build([*story, *(Paragraph(escape(each), style) for each in paragraphs)])
    return file.getvalue()


def pictures(
    pdf: bytes, *, dpi: int = 200, skew: float = 0, turn: int = 0, noise: float = 8, blur: float = 0.5
) -> list[Image.Image]:
    """The pages of a PDF as a scanner gives them; ``skew`` and ``turn`` in degrees to the left."""
    chance = np.random.default_rng(7)
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        image = document[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(blur)).rotate(turn, expand=True)
        dots = np.asarray(image) * 0.88 + 20 + chance.normal(0, noise, (image.height, image.width))
        found.append(Image.fromarray(dots.clip(0, 255).astype("uint8")))
    document.close()
    return found


def as_pdf(*pages: Image.Image | str | None, dpi: int = 200, hidden: str = "", stamp: str = "") -> bytes:
    """A PDF with a page for each picture, each text (printed), each None (blank).

    ``hidden`` is written unseen over every picture, as scanners with OCR do, ``stamp`` visibly at its upper edge.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for page in pages:
        if isinstance(page, Image.Image):
            width, height = page.width * 72 / dpi, page.height * 72 / dpi
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(page), 0, 0, width, height)
            canvas.saveState()
            unseen = canvas.beginText(60, height - 80)
            unseen.setTextRenderMode(3)
            unseen.textLines(hidden)
            canvas.drawText(unseen)
            canvas.restoreState()
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, height - 20, stamp)
        elif page:
            canvas.setPageSize(A4)
            canvas.setFont("Times-Roman", 11)
            for number, line in enumerate(re.findall(r".{1,85}(?:\s|$)", page)):
                canvas.drawString(60, 780 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scanned(pdf: bytes, dpi: int = 200, **how: float) -> bytes:
    """A printed PDF as a scan of it."""
    return as_pdf(*pictures(pdf, dpi=dpi, **how), dpi=dpi)


def words(text: str) -> list[str]:
    """Words, figures and signs, one by one."""
    return re.findall(r"\w+|[^\w\s]", text.replace("’", "'"))


def error_rate(truth: str, read: str) -> float:
    """The share of words and signs of the truth that were read wrong, left out, or put in (Levenshtein)."""
    wanted, found = words(truth), words(read)
    before = list(range(len(found) + 1))
    for number, word in enumerate(wanted, start=1):
        row = [number]
        for at, other in enumerate(found, start=1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
        before = row
    return before[-1] / len(wanted)
