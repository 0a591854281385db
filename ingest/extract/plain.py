"""Plain text: its paragraphs, headings and lists found without changing a letter of it.

Web pages saved as text have a line for each paragraph, no blank lines, headings that only lack a full stop, lists with
a bullet, with a lone number above each item, or with nothing but a semicolon at the end. See the rules below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.compose import Composer
from ingest.extract.decode import decode
from ingest.extract.leads import attach_leads
from ingest.extract.lines import Line, continues, may_be_heading, split_lines, wrap_width
from ingest.extract.plain_clutter import clutter_lines
from ingest.extract.transcript import add_transcript, timed_cues
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.types import Block, BlockKind

_STAMP = re.compile(r"\s*date ((?:19|20)\d\d-\d\d(?:-\d\d)?)\s+(?=[A-ZÀ-Þ«“\"(])")
_FEWEST_BARE, _LONGEST_BARE = 3, 90
_HEADS_IN_CHAIN = 2  # a menu is a long chain of short lines; of headings directly one above another, two are kept


@dataclass(slots=True)
class Unit:
    """Lines that belong together, and what they are."""

    lines: list[Line]
    kind: BlockKind = "paragraph"
    level: int = 0
    start: int = 0

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return self.lines[-1].end

    @property
    def tail(self) -> str:
        """The last character."""
        return self.lines[-1].text[-1]


def extract_plain(raw: RawDocument) -> ParsedDocument:
    """Read plain text: the stored text is the decoded file, or ``raw.text`` exactly as it was handed over.

    A file that is a transcript with times is composed like subtitles: its times become minutes.
    """
    warnings: tuple[str, ...] = ()
    text = raw.text
    if text is None:
        text, warnings = decode(raw.content, media_type=raw.media_type)
        if timed := timed_cues(text):
            composer = Composer()
            add_transcript(composer, *timed)
            return composer.document(
                Metadata(title=next(filter(None, timed[0]), None), kind="transcript"), warnings=warnings
            )
    blocks, saved = _unstamped(text, text_blocks(text))
    metadata = Metadata(title=_title(text, blocks), published=saved, published_how="inferred" if saved else None)
    return ParsedDocument(text=text, blocks=blocks, metadata=metadata, warnings=warnings)


def _unstamped(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str | None]:
    """The blocks without the stamp "date 2022-06" that whoever saved a page put in front of its first words, its month.

    The stamp is not the author's: it belongs to no sentence, and the date it gives is inferred.
    """
    if not blocks or blocks[0].kind != "paragraph":
        return blocks, None
    first = blocks[0]
    stamp = _STAMP.match(text, first.start, first.end)
    if stamp is None or stamp.end() >= first.end:
        return blocks, None
    return (replace(first, start=stamp.end()), *blocks[1:]), stamp.group(1)


def text_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, with the lead-ins of its lists."""
    units = _units(split_lines(text))
    _mark_numbered(units)
    _mark_semicolons(units)
    _mark_bare(units)
    units = [unit for unit in units if unit.level >= 0]
    clutter = clutter_lines([" ".join(line.text for line in unit.lines) for unit in units])
    units = [unit for number, unit in enumerate(units) if number not in clutter]
    _mark_headings(units)
    return attach_leads(text, [Block(unit.kind, unit.start, unit.end, unit.level) for unit in units])


def _units(lines: list[Line]) -> list[Unit]:
    """Lines joined into paragraphs, items and underlined headings; other rules between lines are left out."""
    width = wrap_width(lines)
    units: list[Unit] = []
    indents: list[int] = []
    for previous, line in zip([None, *lines], lines, strict=False):
        if line.is_underline:
            if previous and not line.blank_before and units and len(units[-1].lines) == 1:
                units[-1].kind, units[-1].level = "heading", 1 if line.text[0] == "=" else 2
            continue
        if line.sign and not _is_numbered_heading(line):
            while indents and indents[-1] > line.indent:
                indents.pop()
            if not indents or indents[-1] < line.indent:
                indents.append(line.indent)
            units.append(Unit([line], "item", len(indents) - 1, line.start + line.sign))
        elif previous and units and units[-1].lines[-1] is previous and _joins(units[-1], line, width):
            units[-1].lines.append(line)
        else:
            indents = []
            units.append(Unit([line], start=line.start))
    return units


def _joins(unit: Unit, line: Line, width: int | None) -> bool:
    if unit.kind == "heading":
        return False
    return continues(unit.lines[-1], line, width)


def _is_numbered_heading(line: Line) -> bool:
    """Whether it is a number before capitals only ("1. PREMESSA")."""
    words = line.text[line.sign :]
    return line.text[0].isdigit() and words.isupper() and len(words) > 3


def _mark_numbered(units: list[Unit]) -> None:
    """Take lines that hold only 1, 2, 3 for the signs of the lines below, which become items; the numbers go."""
    expected = 1
    for unit, after in zip(units, units[1:], strict=False):
        if unit.kind != "paragraph" or len(unit.lines) != 1 or unit.first.number != expected:
            continue
        if expected == 1 and not any(other.first.number == 2 for other in units):
            continue
        if after.kind == "paragraph" and after.first.number is None:
            unit.level, after.kind = -1, "item"  # level -1: to be left out
            expected += 1


def _mark_semicolons(units: list[Unit]) -> None:
    """Lines that each end in ";" (the last in "." or nothing) are items, with or without a sign in front."""
    number = 0
    while number < len(units):
        last = number
        while last < len(units) and units[last].kind == "paragraph" and units[last].tail == ";":
            last += 1
        led = number > 0 and units[number - 1].tail == ":"
        if last - number >= (1 if led else 2):
            closing = last < len(units) and units[last].kind == "paragraph" and units[last].tail not in ":;"
            for unit in units[number : last + closing]:
                unit.kind = "item"
            last += closing
        number = max(last, number + 1)


def _mark_bare(units: list[Unit]) -> None:
    """Lines of a few words under a line ending in a colon are items, though nothing marks them.

    Three at least, all beginning alike (capital or small), none with a stop at its end, and more text after them.
    """
    for number, unit in enumerate(units):
        if unit.kind != "paragraph" or unit.tail != ":":
            continue
        last = number + 1
        while last < len(units) and _is_bare(units[last]):
            last += 1
        run = units[number + 1 : last]
        alike = len({each.first.text[0].isupper() for each in run}) == 1
        if len(run) >= _FEWEST_BARE and alike and last < len(units) and units[last].kind == "paragraph":
            for each in run:
                each.kind = "item"


def _is_bare(unit: Unit) -> bool:
    if unit.kind != "paragraph" or len(unit.lines) != 1 or len(unit.first.text) > _LONGEST_BARE:
        return False
    return len(unit.first.text.split()) > 1 and unit.tail not in ".:;!?" and unit.first.number is None


def _mark_headings(units: list[Unit]) -> None:
    """Short lines without a final stop, above a list or a paragraph; level 3 when another heading is right above.

    Lines that nothing follows (a page's tail: "Si parla di", "In Evidenza") and all but the last two of a chain (a
    menu) stay paragraphs. The headings after a level 3 that also stand over a list are its brothers.
    """
    heads = _heads(units)
    under = False
    for number in sorted(heads):
        below_heading = number - 1 in heads and not units[number].first.blank_before
        over_list = units[number + 1].kind == "item"
        under = below_heading or (under and over_list)
        units[number].kind, units[number].level = "heading", 3 if under else 2


def _heads(units: list[Unit]) -> set[int]:
    """The places of the units that are headings: at the end of each chain of candidates that stands over a body."""
    heads: set[int] = set()
    chain: list[int] = []
    for number, unit in enumerate(units):
        if _may_head(unit):
            chain.append(number)
            continue
        if chain and _is_body(unit):
            heads.update(chain[-_HEADS_IN_CHAIN:])
        chain = []
    return heads


def _may_head(unit: Unit) -> bool:
    return unit.kind == "paragraph" and len(unit.lines) == 1 and _line_may_head(unit.first)


def _line_may_head(line: Line) -> bool:
    return (not line.sign or line.text[0].isdigit()) and may_be_heading(line.text)


def _is_body(unit: Unit) -> bool:
    """What a heading can stand over: an item, or a line with some substance."""
    if unit.kind != "paragraph":
        return True
    return len(unit.lines) > 1 or len(unit.first.text) > 40 or unit.tail in ".:;!?"


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The line that saved news pages repeat (once as title, once in the tail), else the first line if it is short."""
    lines = [text[block.start : block.end] for block in blocks if block.kind in ("heading", "paragraph")]
    short = [line for line in lines if may_be_heading(line)]
    for line in short:
        if len(line.split()) >= 4 and lines.count(line) > 1:
            return line
    if short and blocks[0].start == text.find(short[0]) and len(short[0].split()) > 1:
        return short[0]
    return None
