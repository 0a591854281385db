"""Presentations: each slide's title as a heading, its text in reading order, tables, chart data, SmartArt and notes.

The page is the slide's number, so that a citation names the slide; a hidden one says so in the page's printed label.
Footers, dates and slide numbers are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.extract.compose import Composer, clean
from ingest.extract.office import check_archive, plain_kind, stated_title
from ingest.extract.pptx_chart import add_chart
from ingest.extract.pptx_diagram import add_diagram
from ingest.extract.pptx_order import in_reading_order
from ingest.extract.pptx_text import A, add_table_frame, add_text, paragraph_text
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.types import Mark

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "dt", "ftr", "hdr", "sldImg"}
_NOTES = "Note del relatore"  # the heading over a slide's notes: they were said or meant, not shown


def extract_pptx(raw: RawDocument) -> ParsedDocument:
    """Read a .pptx; raises ReadError for archives that are broken, locked, or too large once unpacked."""
    check_archive(raw.content, "PPTX", "PowerPoint")
    from pptx import Presentation

    deck = Presentation(plain_kind(raw.content))
    composer = Composer()
    slides = list(deck.slides)
    sections = any(_is_section(slide) for slide in slides[1:])
    comma = _has_decimal_comma(slides)
    hidden = []
    for number, slide in enumerate(slides, 1):
        is_hidden = slide._element.get("show") in ("0", "false")
        hidden += [number] * is_hidden
        label = f"{number} (nascosta)" if is_hidden else None
        level = 1 if number == 1 and _is_section(slide) else 2 if not sections or _is_section(slide) else 3
        before = len(composer.blocks)
        _add_slide(composer, slide, level, comma)
        if len(composer.blocks) > before:
            composer.mark(Mark(composer.blocks[before].start, page=number, page_label=label))
    warnings = (f"diapositive nascoste, lette e segnate: {', '.join(map(str, hidden[:20]))}",) if hidden else ()
    return composer.document(_metadata(deck, composer), pages=len(slides), warnings=warnings)


def _add_slide(composer: Composer, slide: Any, level: int, comma: bool) -> None:
    """One slide: title, what is on it, notes."""
    _unfold_alternatives(slide._element)
    shapes = list(slide.shapes)
    title = next((shape for shape in shapes if _role(shape) in _TITLES), None)
    if title is not None:
        words = " ".join(paragraph_text(p) for p in title._element.iter(A + "p"))
        composer.add("heading", words, level=level)
    for shape in in_reading_order([shape for shape in shapes if shape is not title]):
        if _role(shape) not in _FURNITURE:
            _add_shape(composer, slide, shape, comma)
    _add_notes(composer, slide, level)


def _add_shape(composer: Composer, slide: Any, shape: Any, comma: bool) -> None:
    """What one shape says; groups and diagrams were put in order or are read whole."""
    if getattr(shape, "has_table", False):
        add_table_frame(composer, shape.table)
    elif getattr(shape, "has_chart", False):
        add_chart(composer, shape.chart, comma)
    elif (data := shape._element.find(f".//{A}graphicData")) is not None and data.get("uri") == _DIAGRAM:
        add_diagram(composer, slide.part, data)
    elif getattr(shape, "has_text_frame", False) and shape.has_text_frame:
        add_text(composer, slide, shape, _role(shape))


def _add_notes(composer: Composer, slide: Any, level: int) -> None:
    """The speaker's notes under a heading that says what they are."""
    if not slide.has_notes_slide:
        return
    frames = [shape for shape in slide.notes_slide.placeholders if _role(shape) == "body"]
    notes = [clean(paragraph_text(p)) for shape in frames for p in shape._element.iter(A + "p")]
    if any(notes):
        composer.add("heading", _NOTES, level=min(level + 1, 6))
        for note in notes:
            composer.add("paragraph", note)


def _unfold_alternatives(element: Any) -> None:
    """Put the first choice of each AlternateContent in its place: python-pptx sees none of the shapes in it."""
    for alternate in list(element.iter(_ALTERNATE)):
        choice = next(iter(alternate), None)
        parent = alternate.getparent()
        if parent is not None and choice is not None:
            for child in list(choice):
                alternate.addprevious(child)
            parent.remove(alternate)


def _role(shape: Any) -> str:
    """The placeholder's type ("title", "body", "sldNum"...; "obj" when unsaid), "" for what is none."""
    found = next(shape._element.iter(_P + "ph"), None) if shape.is_placeholder else None
    return str(found.get("type") or "obj") if found is not None else ""


def _is_section(slide: Any) -> bool:
    """Whether this slide only opens the deck or a section of it."""
    return slide.slide_layout._element.get("type") in ("title", "secHead")


def _has_decimal_comma(slides: list[Any]) -> bool:
    """Whether the runs say that the deck is in a language that writes 34,5 (most of those that say anything)."""
    said = [language for slide in slides[:50] for language in _languages(slide)]
    return sum(1 for language in said if not language.startswith("en")) * 2 > len(said)


def _languages(slide: Any) -> Iterator[str]:
    for properties in slide._element.iter(A + "rPr"):
        if language := properties.get("lang"):
            yield language.lower()


def _metadata(deck: Any, composer: Composer) -> Metadata:
    """The stated title, else the first heading; no dates (they are the file's own)."""
    first = composer.blocks[0] if composer.blocks else None
    heading = composer.parts[0] if first and first.kind == "heading" else ""
    return Metadata(title=stated_title(deck) or heading or None)
