"""A document as DOCX: real headings, lists and styles, links and bookmarks, the language of every paragraph."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ui.export.sheet import Block, Heading, Items, Line, Look, Paragraph, Piece, Quoted, Reference, Sheet, safe

_LOCALES: Final = {"it": "it-IT", "fr": "fr-FR", "en": "en-GB", "de": "de-DE", "es": "es-ES"}
# Ink of a verdict: each has 4.5:1 and more on white.
_COLOURS: Final[dict[Look, str]] = {
    "supported": "1F6B3A", "contradicted": "8C2F1B", "partly": "7A5200", "not_found": "51606F", "skipped": "51606F",
    "small": "51606F",
}  # fmt: skip
_INK: Final = "1D4F7C"
_SERIF: Final = "Georgia"


def word(sheet: Sheet) -> bytes:
    """The document as the bytes of a .docx file."""
    return _Writer(sheet).written()


@dataclass
class _Writer:
    sheet: Sheet
    document: Any = None
    bookmarks: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    def written(self) -> bytes:
        from docx import Document

        self.document = Document()
        self._set_up()
        self.document.add_heading(safe(self.sheet.title), level=1)
        for block in self.sheet.blocks:
            self._put(block)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _set_up(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Cm, Pt, RGBColor

        properties = self.document.core_properties
        properties.title, properties.subject = safe(self.sheet.title)[:255], safe(self.sheet.subject)[:255]
        properties.author, properties.comments = "Regesto", ""
        properties.language = _LOCALES.get(self.sheet.language, self.sheet.language)
        properties.created = properties.modified = datetime.fromisoformat(self.sheet.made)
        for section in self.document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.3)
        styles = self.document.styles
        self._speak(styles.element.find(_w("docDefaults")).find(_w("rPrDefault")).find(_w("rPr")), self.sheet.language)
        styles["Normal"].font.name, styles["Normal"].font.size = _SERIF, Pt(11)
        for name, size in (("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 12)):
            style = styles[name]
            style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string("1C2733")
            self._in_serif(style)
        quote = styles["Quote"]
        quote.font.italic, quote.paragraph_format.left_indent = False, Cm(0.8)
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb, link.font.underline = RGBColor.from_string(_INK), True
        self._number_pages()

    @staticmethod
    def _in_serif(style: Any) -> None:
        """Word takes a heading's face from its theme unless every script of it is named."""
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(_w(name), _SERIF)

    def _number_pages(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        foot = self.document.sections[0].footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run("Regesto · ")
        for part in ("begin", "PAGE", "end"):
            run = foot.add_run()._r
            if part == "PAGE":
                _child(run, "instrText").text = part
            else:
                _child(run, "fldChar").set(_w("fldCharType"), part)

    def _put(self, block: Block) -> None:
        match block:
            case Heading():
                self._speaking(self.document.add_heading(safe(block.text), level=block.level), block.language)
            case Paragraph():
                self._paragraph(block.line, block.look, block.language)
            case Items():
                for line in block.lines:
                    self._filled(self.document.add_paragraph(style="List Bullet"), line, block.language)
            case Reference():
                self._reference(block)
            case Quoted():
                place = self.document.add_paragraph()
                place.paragraph_format.keep_with_next = True
                self._anchored(place, f"citazione-{block.number}", f"[{block.number}]")
                self._filled(place, (Piece(f" {block.place}"),), "")
                self._filled(self.document.add_paragraph(style="Quote"), block.line, block.language)

    def _paragraph(self, line: Line, look: Look, language: str) -> None:
        from docx.shared import Pt, RGBColor

        paragraph = self._filled(self.document.add_paragraph(), line, language)
        if look in ("supported", "contradicted", "partly", "not_found"):  # a verdict stands over its sentence
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(2)
        for run in paragraph.runs:
            if look in _COLOURS:
                run.font.color.rgb = RGBColor.from_string(_COLOURS[look])
            if look == "small":
                run.font.size = Pt(9.5)
            if look == "note":
                run.bold = True

    def _reference(self, block: Reference) -> None:
        from docx.shared import Cm

        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent, form.keep_together = Cm(1), Cm(-1), True
        form.tab_stops.add_tab_stop(Cm(1))
        self._anchored(paragraph, f"fonte-{block.number}", f"[{block.number}]")
        paragraph.add_run("\t")
        for place, line in enumerate(block.lines):
            if place:
                paragraph.add_run().add_break()
            self._filled(paragraph, line, "")

    def _filled(self, paragraph: Any, line: Line, language: str) -> Any:
        from docx.enum.text import WD_COLOR_INDEX

        for piece in line:
            run = self._linked(paragraph, piece) if piece.href else paragraph.add_run(safe(piece.text))
            run.bold = piece.strong or piece.differs or None
            if piece.differs:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        return self._speaking(paragraph, language)

    def _linked(self, paragraph: Any, piece: Piece) -> Any:
        """A run inside a link: to a bookmark of this document, or to an address."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.text.run import Run

        link = _child(paragraph._p, "hyperlink")
        if piece.href.startswith("#"):
            link.set(_w("anchor"), piece.href[1:])
        else:
            related = paragraph.part.relate_to(safe(piece.href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(_r("id"), related)
        run = Run(_child(link, "r"), paragraph)
        run.text, run.style = safe(piece.text), "Hyperlink"
        return run

    def _anchored(self, paragraph: Any, name: str, shown: str) -> None:
        """Words that links of this document lead to."""
        number = str(next(self.bookmarks))
        start = _child(paragraph._p, "bookmarkStart")
        start.set(_w("id"), number)
        start.set(_w("name"), name)
        paragraph.add_run(shown).bold = True
        _child(paragraph._p, "bookmarkEnd").set(_w("id"), number)

    def _speaking(self, paragraph: Any, language: str) -> Any:
        if language and language != self.sheet.language:
            for run in paragraph._p.iter(_w("r")):
                self._speak(run.get_or_add_rPr(), language)
        return paragraph

    @staticmethod
    def _speak(properties: Any, language: str) -> None:
        found = properties.find(_w("lang"))
        spoken = _child(properties, "lang") if found is None else found
        spoken.set(_w("val"), _LOCALES.get(language, language))


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _r(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"r:{name}"))


def _child(parent: Any, name: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    parent.append(made)
    return made
