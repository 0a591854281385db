"""Build the bundled PDFs: `python corpus/build_pdfs.py [NAME...]` reads `pdf_source/*.md`, writes `documents/*.pdf`.

The output is deterministic (same source and same ReportLab, same bytes) and has what real plans have: a cover and
front pages outside the page count, printed page numbers that differ from the PDF index, page labels, an outline,
running headers and footers, two-column pages, tables, notes. Needs reportlab and pyyaml (the extra `test`).
"""

import sys
from pathlib import Path
from typing import Any

import yaml
from pdf_markup import flowables, inline, styles
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

HERE = Path(__file__).parent
PAGE_SIZES = {"A4": A4, "libro": (170 * mm, 240 * mm)}
FRONT_PAGES = 3  # cover, note to the reader, contents: before the first numbered page of the body
ROMAN = {2: "i", 3: "ii"}
INK = colors.HexColor("#1c3d5a")


class Plan(BaseDocTemplate):
    """One PDF: page templates, page labels, outline and running heads from the front matter `meta`."""

    def __init__(self, path: Path, meta: dict[str, Any]) -> None:
        self.meta = meta
        self.style = styles(serif=meta.get("serif", False), size=meta.get("size", 10))
        super().__init__(
            str(path),
            pagesize=PAGE_SIZES[meta.get("page", "A4")],
            invariant=1,
            title=meta["title"],
            author=meta["author"],
            subject=meta["subject"],
            keywords=meta["keywords"],
            lang=meta["language"],
        )
        self.page_width, self.page_height = self.pagesize
        self.margin = meta.get("margin", 24) * mm
        self.room = self.page_width - 2 * self.margin
        self.addPageTemplates(self._templates())

    def _templates(self) -> list[PageTemplate]:
        """Return cover, front, one-column and two-column pages; a document with notes keeps room at the foot."""
        foot = 22 * mm + (self.meta.get("notes_room", 0) * mm)
        height = self.page_height - foot - 24 * mm
        gap = 7 * mm
        column = (self.room - gap) / 2

        def frame(left: float, width: float, name: str) -> Frame:
            return Frame(
                left, foot, width, height, id=name, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
            )

        one = frame(self.margin, self.room, "one")
        left, right = frame(self.margin, column, "left"), frame(self.margin + column + gap, column, "right")
        return [
            PageTemplate("cover", [frame(self.margin, self.room, "cover")], onPage=self._cover),
            PageTemplate("front", [frame(self.margin, self.room, "front")], onPageEnd=self._running),
            PageTemplate("one", [one], onPageEnd=self._running),
            PageTemplate("two", [left, right], onPageEnd=self._running),
        ]

    def label(self, page: int) -> str:
        """Return what is printed on a page (1-based PDF page): roman in front, then the body's own count."""
        if page <= FRONT_PAGES:
            return ROMAN.get(page, "") if self.meta.get("roman", True) else ""
        return f"{self.meta.get('prefix', '')}{page - FRONT_PAGES - 1 + self.meta.get('first_page', 1)}"

    def beforeDocument(self) -> None:  # noqa: N802 (ReportLab's name)
        """Write the page labels and the document dates, which ReportLab has no argument for."""
        canvas: Canvas = self.canv
        day = str(self.meta["published"]).replace("-", "")
        canvas.setDateFormatter(lambda *_: f"D:{day}090000+01'00'")
        canvas.addPageLabel(0, prefix="Copertina")
        if self.meta.get("roman", True):
            canvas.addPageLabel(1, style="ROMAN_LOWER", start=1)
        else:
            canvas.addPageLabel(1, prefix="s.n.")
        canvas.addPageLabel(
            FRONT_PAGES, style="ARABIC", start=self.meta.get("first_page", 1), prefix=self.meta.get("prefix")
        )
        canvas.showOutline()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (ReportLab's name)
        """Send each heading to the contents page and to the PDF outline."""
        level = getattr(flowable, "outline_level", None)
        if level is None:
            return
        key = f"h{self.seq.nextf('heading')}"
        text = flowable.getPlainText().replace("\u00ad", "")
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level=level, closed=False)
        if level < 2:
            self.notify("TOCEntry", (level, text, self.page, key))

    def heading(self, text: str, level: int) -> Paragraph:
        """Build a heading that goes into the outline; `level` is 1 to 3."""
        title = Paragraph(inline(text, hyphens=False), self.style[f"h{level}"])
        title.outline_level = level - 1
        return title

    def _cover(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFillColor(INK)
        canvas.rect(0, self.page_height - 62 * mm, self.page_width, 62 * mm, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(self.margin, self.page_height - 46 * mm, self.meta["series"])

    def _running(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Print the running head, the notes of the page, the foot; outer side as in a bound book."""
        number = self.label(canvas.getPageNumber())
        top, bottom = self.page_height - 15 * mm, 12 * mm
        left, right = self.margin, self.page_width - self.margin
        canvas.saveState()
        canvas.setFont("Helvetica", 7.5)
        canvas.setFillColor(colors.HexColor("#55606b"))
        canvas.drawString(left, top, self.meta["running"])
        canvas.drawRightString(right, top, "Regesto · sintesi, non atto ufficiale")
        canvas.line(left, top - 2 * mm, right, top - 2 * mm)
        if canvas.getPageNumber() % 2:
            canvas.drawRightString(right, bottom, number)
            canvas.drawString(left, bottom, self.meta["footer"])
        else:
            canvas.drawString(left, bottom, number)
            canvas.drawRightString(right, bottom, self.meta["footer"])
        canvas.restoreState()
        self._notes(canvas)

    def _notes(self, canvas: Canvas) -> None:
        notes: list[tuple[str, str]] = canvas.__dict__.pop("page_notes", [])
        y = (20 + self.meta.get("notes_room", 0)) * mm
        if notes:
            canvas.line(self.margin, y, self.margin + 35 * mm, y)
        for number, text in notes:
            note = Paragraph(f"<super>{number}</super> {text}", self.style["note"])
            _, height = note.wrap(self.room, 60 * mm)
            y -= height + 2
            note.drawOn(canvas, self.margin, y)


def story(plan: Plan, body: str) -> list[Flowable]:
    """Return the whole document: cover, note to the reader, contents, then the body."""
    meta, style = plan.meta, plan.style
    size = style["body"].fontSize
    big = ParagraphStyle("big", parent=style["h1"], fontSize=size * 2.5, leading=size * 3, spaceAfter=size)
    plain = ParagraphStyle("plain", parent=style["body"], alignment=0, embeddedHyphenation=0, splitLongWords=1)
    contents = TableOfContents(
        formatter=plan.label,
        dotsMinLevel=0,
        levelStyles=[
            ParagraphStyle("toc1", parent=plain, fontName=style["h1"].fontName, spaceBefore=size * 0.4, spaceAfter=0),
            ParagraphStyle("toc2", parent=plain, leftIndent=size * 1.4, spaceAfter=0),
        ],
    )
    notice = f"**{meta['notice']}** Indirizzo ufficiale: {meta['url_official']}"
    pages: list[Flowable] = [
        Spacer(1, 52 * mm),
        Paragraph(meta["title"], big),
        Paragraph(meta["subtitle"], style["h2"]),
        Spacer(1, 18 * mm),
        Paragraph(inline(notice, hyphens=False), plain),
        Spacer(1, 6 * mm),
        Paragraph(meta["edition"], plain),
    ]
    pages += [NextPageTemplate("front"), PageBreak(), Paragraph("Nota per chi legge", style["h1"])]
    pages += [Paragraph(inline(text, hyphens=False), plain) for text in meta["reader_note"]]
    pages += [PageBreak(), Paragraph("Indice", style["h1"]), contents, NextPageTemplate("one"), PageBreak()]
    return pages + flowables(body, style, plan.room, plan.heading)


def build(source: Path, target_folder: Path) -> Path:
    """Build one PDF and return its path; the name is the source's with `.pdf`."""
    _, head, body = source.read_text(encoding="utf-8").split("---\n", 2)
    target = target_folder / f"{source.stem}.pdf"
    plan = Plan(target, yaml.safe_load(head))
    plan.multiBuild(story(plan, body))
    return target


def main(names: list[str]) -> None:
    """Build the named sources, or all of them."""
    for source in sorted((HERE / "pdf_source").glob("*.md")):
        if not names or source.stem in names:
            target = build(source, HERE / "documents")
            print(f"{target.relative_to(HERE)}: {target.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
