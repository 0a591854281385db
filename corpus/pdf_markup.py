"""Read the small markup of `corpus/pdf_source/*.md` into ReportLab flowables.

The markup is the part of Markdown the bundled plans need: headings, paragraphs, lists, pipe tables with a caption,
footnotes, a boxed notice, and directives (`::: pagina`, `::: due colonne`, `::: una colonna`) that start a new page.
A development tool: the application never imports it.
"""

import re
from collections.abc import Callable, Iterator

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

# An Italian word may break between a vowel and a consonant that opens the next syllable ("pro-gramma", "re-gione");
# three letters stay on each side. Good enough to give the line-end hyphens real plans have, with no dictionary.
_SYLLABLE = re.compile(r"(?<=\w\w[aeiou])(?=[bcdflmnprtvz][lr]?[aeiouàèéìòù]\w\w)")
# Not the word before a mark: ReportLab drops the space between a word with soft hyphens and a change of face.
_WORD = re.compile(r"(?<![\w.@/<&-])[a-zàèéìòù]{8,}(?![\w@/])(?!\.\w)(?!\W{0,3}[*\[])")
_BLOCK_START = re.compile(r"^(#{1,3} |- |\d+\. |\||> |::: |\[\^\d+\]: |Tabella \d)")
SOFT_HYPHEN = "\u00ad"


def styles(serif: bool, size: float) -> dict[str, ParagraphStyle]:
    """Build the paragraph styles of one document; `size` is the body type in points."""
    face, bold = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")
    body = ParagraphStyle(
        "body",
        fontName=face,
        fontSize=size,
        leading=size * 1.38,
        spaceAfter=size * 0.6,
        alignment=TA_JUSTIFY,
        embeddedHyphenation=1,
        splitLongWords=0,
    )
    dark = colors.HexColor("#1c3d5a")

    def heading(name: str, scale: float, before: float) -> ParagraphStyle:
        return ParagraphStyle(
            name,
            fontName=bold,
            fontSize=size * scale,
            leading=size * scale * 1.2,
            textColor=dark,
            spaceBefore=size * before,
            spaceAfter=size * 0.5,
            keepWithNext=1,
        )

    return {
        "body": body,
        "h1": heading("h1", 1.75, 1.4),
        "h2": heading("h2", 1.3, 1.1),
        "h3": heading("h3", 1.08, 0.8),
        "list": ParagraphStyle(
            "list",
            parent=body,
            leftIndent=size * 1.5,
            bulletIndent=size * 0.3,
            spaceAfter=size * 0.35,
            alignment=0,
            splitLongWords=1,
        ),
        "notice": ParagraphStyle(
            "notice",
            parent=body,
            backColor=colors.HexColor("#eef2f6"),
            borderPadding=size * 0.7,
            spaceBefore=size,
            spaceAfter=size * 1.4,
            embeddedHyphenation=0,
        ),
        "caption": ParagraphStyle(
            "caption",
            fontName=bold,
            fontSize=size * 0.88,
            leading=size * 1.15,
            spaceBefore=size * 0.7,
            spaceAfter=size * 0.4,
            keepWithNext=1,
        ),
        "cell": ParagraphStyle("cell", fontName=face, fontSize=size * 0.88, leading=size * 1.1),
        "head": ParagraphStyle("head", fontName=bold, fontSize=size * 0.88, leading=size * 1.1),
        "note": ParagraphStyle("note", fontName=face, fontSize=size * 0.78, leading=size * 0.95),
    }


class Footnote(Flowable):
    """A mark of no height: tells the page it falls on to print one note at its foot."""

    def __init__(self, number: str, text: str) -> None:
        super().__init__()
        self.number, self.text = number, text

    def wrap(self, *_: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Leave the note with the canvas, for `onPageEnd` to print."""
        notes = self.canv.__dict__.setdefault("page_notes", [])
        notes.append((self.number, self.text))


def inline(text: str, hyphens: bool = True) -> str:
    """Turn inline markup into ReportLab's: bold, italics, note marks, and soft hyphens where a word may break."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if hyphens:
        text = _WORD.sub(lambda match: _SYLLABLE.sub(SOFT_HYPHEN, match[0]), text)
    text = re.sub(r"\[\^(\d+)\]", r"<super>\1</super>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"(?<!\*)\*([^*]+)\*(?!\*)", r"<i>\1</i>", text)


def blocks(source: str) -> Iterator[str]:
    """Yield the blocks of a source: a line with its wrapped continuation lines; a table is one block."""
    current: list[str] = []
    for line in [*source.splitlines(), ""]:
        text = line.strip()
        table_goes_on = text.startswith("|") and current and current[0].startswith("|")
        if current and not table_goes_on and (not text or _BLOCK_START.match(text)):
            yield ("\n" if current[0].startswith("|") else " ").join(current)
            current = []
        if text:
            current.append(text)


def table(block: str, width: float, style: dict[str, ParagraphStyle]) -> Table:
    """Build a ruled table from pipe rows; a `|---|` row is skipped, the first row is the heading row."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
    rows = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
    longest = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    weights = [min(max(length, 9), 42) for length in longest]
    cells = [
        [Paragraph(inline(cell, hyphens=False), style["head" if number == 0 else "cell"]) for cell in row]
        for number, row in enumerate(rows)
    ]
    built = Table(cells, colWidths=[width * weight / sum(weights) for weight in weights], repeatRows=1)
    built.setStyle(
        TableStyle(
            [
                ("LINEABOVE", (0, 0), (-1, 0), 1, colors.HexColor("#1c3d5a")),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#9aa7b4")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e3e9ef")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        )
    )
    return built


def _directive(name: str) -> list[Flowable]:
    """Return the page change a `:::` line asks for."""
    template = {"due colonne": "two", "una colonna": "one", "pagina": None}
    if name not in template:
        raise ValueError(f"unknown directive '::: {name}'; use pagina, due colonne or una colonna")
    switch = [NextPageTemplate(template[name])] if template[name] else []
    return [*switch, PageBreak()]


def flowables(
    source: str, style: dict[str, ParagraphStyle], width: float, heading: Callable[[str, int], Paragraph]
) -> list[Flowable]:
    """Read a whole source; `width` (points) is the room for tables, `heading(text, level)` builds bookmarked titles."""
    story: list[Flowable] = []
    caption: Paragraph | None = None
    for block in blocks(source):
        if block.startswith("::: "):
            story += _directive(block[4:].strip())
        elif block.startswith("#"):
            marks, _, text = block.partition(" ")
            story.append(CondPageBreak(style["body"].leading * (7 - 1.5 * len(marks))))  # no heading alone at the foot
            story.append(heading(text, len(marks)))
        elif block.startswith("|"):
            built = table(block, width, style)
            story += [KeepTogether([caption, built]) if caption else built, Spacer(1, 8)]
            caption = None
        elif re.match(r"Tabella \d", block):
            caption = Paragraph(inline(block, hyphens=False), style["caption"])
        elif note := re.match(r"\[\^(\d+)\]: (.+)", block):
            story.append(Footnote(note[1], inline(note[2], hyphens=False)))
        elif item := re.match(r"(-|\d+\.) (.+)", block):
            bullet = "\u2022" if item[1] == "-" else item[1]
            story.append(Paragraph(inline(item[2]), style["list"], bulletText=bullet))
        elif block.startswith("> "):
            story.append(Paragraph(inline(block[2:], hyphens=False), style["notice"]))
        else:
            story.append(Paragraph(inline(block), style["body"]))
    return story
