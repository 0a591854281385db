"""PDFs made here, each page showing what is hard about real ones; written out as golden files by ``pdf_golden``."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable, Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

WIDTH, HEIGHT = A4
Cells = Sequence[Sequence[str]]

BODY = (
    "Il Piano sociale e sanitario regionale indica gli obiettivi con cui la Regione e gli enti locali programmano "
    "insieme i servizi. La programmazione è affidata ai distretti, che ogni anno ne rendono conto alle Conferenze "
    "territoriali. Le priorità sono tre: la prevenzione, le reti di comunità e il governo unitario del sistema. "
)
BOX = (
    "Che cos'è il distretto. Il distretto è la parte dell'Azienda in cui si valutano i bisogni e si offrono i servizi "
    "di base. In regione i distretti sono trentotto e ciascuno ha un ufficio di piano."
)


class Page:
    """A canvas written from the top down."""

    def __init__(self, *, size: tuple[float, float] = A4) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=1)
        self.height = size[1]
        self.y = self.height - 90

    def text(self, words: str, x: float, chars: int, *, size: float = 10, font: str = "Helvetica") -> None:
        """Set words in lines of so many characters, hyphens and all as they come."""
        for line in textwrap.wrap(words, chars):
            self.line(line, x, size=size, font=font)

    def line(self, words: str, x: float = 70, *, size: float = 10, font: str = "Helvetica") -> None:
        """One line, and down by its leading."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, words)
        self.y -= 1.35 * size

    def rows(self, rows: Cells, xs: Sequence[float], *, size: float = 9) -> None:
        """Rows of cells at these places, with no lines drawn."""
        for row in rows:
            self.canvas.setFont("Helvetica", size)
            for x, cell in zip(xs, row, strict=True):
                if cell:
                    self.canvas.drawString(x, self.y, cell)
            self.y -= 1.5 * size

    def table(self, rows: Cells, widths: Sequence[float], style: Iterable[tuple[object, ...]] = ()) -> None:
        """A table with all its lines."""
        grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
        table = Table(rows, colWidths=widths, style=[grid, ("FONTSIZE", (0, 0), (-1, -1), 9), *style])
        _, high = table.wrapOn(self.canvas, 500, 500)
        self.y -= high
        table.drawOn(self.canvas, 70, self.y)
        self.y -= 20

    def next(self, size: tuple[float, float] = A4) -> None:
        """A new page."""
        self.canvas.showPage()
        self.canvas.setPageSize(size)
        self.height = size[1]
        self.y = self.height - 90

    def bytes(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self.buffer.getvalue()


def side_box() -> bytes:
    """Running text beside a tinted box; the box is read after the text, not between its lines."""
    page = Page()
    page.line("I distretti e la programmazione", size=16, font="Helvetica-Bold")
    page.y -= 12
    top = page.y
    page.text(BODY * 3, 70, 58)
    page.y = top
    page.canvas.setFillColor(colors.lightgrey)
    page.canvas.rect(390, top - 190, 150, 205, stroke=0, fill=1)
    page.canvas.setFillColor(colors.black)
    page.text(BOX, 400, 28, size=9)
    return page.bytes()


def three_columns() -> bytes:
    """A newsletter in three columns under one title."""
    page = Page()
    page.line("La regione in tre colonne", size=18, font="Helvetica-Bold")
    page.y -= 14
    top = page.y
    for number, x in enumerate((60, 225, 390), 1):
        page.y = top
        page.text(f"Colonna {number}. {BODY * 2}", x, 30, size=9)
    return page.bytes()


def notes() -> bytes:
    """A sentence that runs over the page's end, with footnotes and a running head in between."""
    page = Page()
    for number in range(1, 5):
        page.canvas.setFont("Helvetica", 8)
        page.canvas.drawString(70, HEIGHT - 40, "Relazione annuale della Conferenza")
        page.canvas.drawString(300, 30, str(number))
        if number == 1:
            page.text(BODY * 2, 70, 88)
            page.line("Il riparto del Fondo tiene conto della popolazione anziana, della dispersione dei comuni")
            page.y = 92
            page.line("1 Deliberazione n. 120 del 2017, allegato A.", size=7)
            page.line("2 Dati al primo gennaio, fonte: anagrafe regionale.", size=7)
        elif number == 2:
            page.line("di montagna e della quota che ogni distretto ha speso nell'anno prima. Il resto segue.")
            page.text(BODY, 70, 88)
        else:
            page.text(f"Pagina {number}. {BODY}", 70, 88)
        page.next()
    return page.bytes()


def tables() -> bytes:
    """Figures with no lines, headings over two rows, and a table that a page's end cuts inside a row."""
    page = Page()
    page.line("Tabella 1 - Spesa per territorio, in milioni di euro")
    page.y -= 4
    page.rows(
        [
            ("Territorio", "Spesa", "Spesa", "Variazione"),
            ("", "2023", "2024", "%"),
            ("Piacenza", "120,4", "131,0", "8,8"),
            ("Parma e", "210,0", "205,3", "-2,2"),
            ("provincia", "", "", ""),
            ("Reggio Emilia", "1.020,5", "1.100,0", "7,8"),
            ("Totale", "1.350,9", "1.436,3", "6,3"),
        ],
        (70, 230, 330, 430),
    )
    page.y -= 14
    page.text(BODY, 70, 88)
    page.y -= 14
    page.line("Tabella 2. Posti per tipo e anno")
    page.table(
        [
            ("Tipo", "Posti", "", "Note"),
            ("", "2023", "2024", ""),
            ("Case", "12", "15", "a regime"),
            ("Ospedali", "3", "5", ""),
        ],
        (120, 60, 60, 120),
        [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1))],
    )
    page.y -= 14
    page.line("Tabella 3. Interventi")
    page.table(
        [
            ("Codice", "Intervento", "Importo"),
            ("A1", "Ristrutturazione della sede", "10.000"),
            ("B7", "Acquisto di arredi e di attrezzature per la", "2.500"),
        ],
        (60, 240, 80),
    )
    page.next()
    page.table(
        [("", "sala delle riunioni del distretto", ""), ("B8", "Formazione degli operatori", "1.200")], (60, 240, 80)
    )
    return page.bytes()


def turned() -> bytes:
    """A page set lying on its side between two upright ones."""
    page = Page()
    page.text(f"Prima pagina. {BODY}", 70, 88)
    page.next(landscape(A4))
    page.canvas.setPageRotation(90)
    page.line("Tabella 4. Posti per distretto")
    page.table([("Distretto", "Posti", "Liberi"), ("Levante", "120", "4"), ("Ponente", "98", "11")], (200, 100, 100))
    page.text(BODY, 70, 120)
    page.next()
    page.canvas.setPageRotation(0)
    page.text(f"Terza pagina. {BODY}", 70, 88)
    return page.bytes()


SHEETS: dict[str, Callable[[], bytes]] = {
    "side-box": side_box,
    "three-columns": three_columns,
    "notes": notes,
    "tables": tables,
    "turned": turned,
}
