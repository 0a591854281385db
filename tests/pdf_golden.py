"""Golden files of PDFs, fit to be read by a person, and the check of every sentence's page by an independent path.

    python tests/pdf_golden.py          # writes tests/golden/pdf anew; look at the difference before committing it
    python tests/pdf_golden.py --pages  # prints the share of sentences on their page, file by file, and the misses

Our own PDFs (corpus/documents, and those of ``pdf_sheets.py``) are written out in full. Of the files in ../shared only
the shape is kept: kind, page, length, and the first and last two words of each block; their texts stay out of here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdf_sheets import SHEETS

from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError
from rag.sentences import sentence_spans
from rag.types import Block

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus" / "documents"
SHARED = HERE.parents[1] / "shared" / "documents" / "pdf"
GOLDEN = HERE / "golden" / "pdf"
_OPENING = 32  # letters of a sentence that must stand on its page
_START = 4  # of these the fewest that stand on it where the page ends inside the opening


@cache
def read_file(path: Path) -> ParsedDocument | str:
    """The file as read, or why it was refused."""
    try:
        return extract(RawDocument(path.as_uri(), path.name, path.read_bytes(), "2026-01-01"))
    except ReadError as error:
        return error.reason


def page_at(parsed: ParsedDocument, offset: int) -> tuple[int, str]:
    """The page number and label in force at this offset; 0 before the first."""
    marks = [mark for mark in parsed.marks if mark.offset <= offset]
    return (marks[-1].page or 0, marks[-1].page_label or "") if marks else (0, "")


def in_full(parsed: ParsedDocument) -> str:
    """Every block on a line of its own: page (and label), kind, text; lead-ins in brackets where they change."""
    lines, lead = [f"# title: {parsed.metadata.title}; pages: {parsed.pages}"], ""
    for block in parsed.blocks:
        page, label = page_at(parsed, block.start)
        end = page_at(parsed, block.end - 1)[0]
        where = (
            f"p{page}" + (f"-{end}" if end != page else "") + (f" ({label})" if label not in ("", str(page)) else "")
        )
        now = parsed.text[slice(*block.lead)] if block.lead else ""
        if now and now != lead:
            lines.append(f"      [{now}]".replace("\n", " / "))
        lead = now
        level = str(block.level) if block.kind == "heading" else ""
        lines.append(f"{where} {block.kind}{level}: {parsed.text[block.start : block.end]}")
    return "\n".join([*lines, *(f"! {warning}" for warning in parsed.warnings)]) + "\n"


def in_outline(parsed: ParsedDocument) -> str:
    """The shape alone: page, kind, length, first and last two words; of a table's rows the count and the headings."""
    lines = [f"# pages: {parsed.pages}; blocks: {len(parsed.blocks)}"]
    rows: list[Block] = []
    for block in [*parsed.blocks, None]:
        if rows and (block is None or block.kind != "row" or (block.lead is None) != (rows[-1].lead is None)):
            lines.append(_rows_line(parsed, rows))
            rows = []
        if block is None:
            break
        if block.kind == "row":
            rows.append(block)
            continue
        level = str(block.level) if block.kind == "heading" else ""
        words = parsed.text[block.start : block.end].split()
        ends = " ".join(words[:2]) + (f" ... {' '.join(words[-2:])}" if len(words) > 5 else " ...")
        lines.append(f"p{page_at(parsed, block.start)[0]} {block.kind}{level} {block.end - block.start}: {ends}")
    return "\n".join(lines) + "\n"


def _rows_line(parsed: ParsedDocument, rows: list[Block]) -> str:
    first, last = page_at(parsed, rows[0].start)[0], page_at(parsed, rows[-1].start)[0]
    span = rows[0].lead
    parts = parsed.text[slice(*span)].split("\n")[-1].split("; ") if span else []
    heads = " | ".join(" ".join(part.split()[:2]) for part in parts)
    words = parsed.text[rows[0].start : rows[0].end].split()
    return f"p{first}-{last} rows {len(rows)}: [{heads}] {' '.join(words[:2])} ..."


class Miss(NamedTuple):
    """A sentence that does not stand on the page we say."""

    file: str
    page: int
    kind: str
    text: str


def letters(text: str) -> str:
    """Letters only, small: what every way of reading a page has in common (raised figures of notes are not)."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalpha())


@cache
def plain_pages(path: Path) -> list[str]:
    """Each page's letters as PDFium gives them in the file's order, without any of our layout."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [letters(document[number].get_textpage().get_text_bounded()) for number in range(len(document))]
    document.close()
    return pages


@cache
def pypdf_pages(path: Path) -> list[str]:
    """The same by pypdf, the second opinion."""
    import pypdf

    return [letters(page.extract_text()) for page in pypdf.PdfReader(path).pages]


def said(parsed: ParsedDocument) -> Iterator[tuple[int, str, str]]:
    """Page, kind and words of every sentence; of a row each cell's words, without the heading put before them."""
    for block in parsed.blocks:
        if block.kind != "row":
            for start, end in sentence_spans(parsed.text, block.start, block.end):
                yield page_at(parsed, start)[0], block.kind, parsed.text[start:end]
            continue
        heads = parsed.text[slice(*block.lead)].split("\n")[-1].split("; ") if block.lead else []
        offset = block.start
        for part in parsed.text[block.start : block.end].split("; "):
            head = max((head for head in heads if part.startswith(f"{head.rstrip(':')}: ")), key=len, default="")
            yield page_at(parsed, offset)[0], "row", part[len(head.rstrip(":")) + 2 :] if head else part
            offset += len(part) + 2


def misses(path: Path) -> tuple[Counter[str], list[Miss]]:
    """How many sentences ("prose") and cells ("row") there are, and those that do not stand where we say.

    Wrong is one whose beginning neither way of reading finds on its page.
    """
    parsed = read_file(path)
    total: Counter[str] = Counter()
    wrong: list[Miss] = []
    for page, kind, text in said(parsed) if isinstance(parsed, ParsedDocument) else ():
        opening = letters(text)[:_OPENING]
        if not opening:
            continue
        what = "row" if kind == "row" else "prose"
        total[what] += 1
        if not _stands(opening, plain_pages(path), page) and not _stands(opening, pypdf_pages(path), page):
            wrong.append(Miss(path.name, page, what, text))
    return total, wrong


def _stands(opening: str, pages: list[str], page: int) -> bool:
    if not 1 <= page <= len(pages):
        return False
    return opening in pages[page - 1] or (page < len(pages) and _runs_over(opening, pages[page - 1], pages[page]))


def _runs_over(opening: str, here: str, after: str) -> bool:
    """Whether the opening begins here and its rest stands on the next page."""
    return any(
        opening[:cut] in here and opening[cut:] in after for cut in range(min(_START, len(opening)), len(opening))
    )


def golden_files() -> dict[Path, str]:
    """Every golden file of our own PDFs with what it should hold."""
    files = {GOLDEN / "corpus" / f"{path.stem}.txt": in_full(_read(path)) for path in sorted(CORPUS.glob("*.pdf"))}
    for name, make in SHEETS.items():
        raw = RawDocument(f"file:///{name}.pdf", f"{name}.pdf", make(), "2026-01-01")
        files[GOLDEN / "made" / f"{name}.txt"] = in_full(extract(raw))
    return files


def golden_outlines() -> dict[Path, str]:
    """Every golden file of the shared PDFs with what it should hold."""
    files = {}
    for path in sorted(SHARED.glob("*.pdf")):
        parsed = read_file(path)
        shape = f"! {parsed}\n" if isinstance(parsed, str) else in_outline(parsed)
        files[GOLDEN / "shared" / f"{_name(path)}.txt"] = shape
    return files


def _read(path: Path) -> ParsedDocument:
    parsed = read_file(path)
    assert isinstance(parsed, ParsedDocument), parsed
    return parsed


def _name(path: Path) -> str:
    return re.sub(r"\W+", "-", path.stem).strip("-").lower()


def main() -> None:
    """Write the golden files, or print the sentences that do not stand on their page."""
    if "--pages" not in sys.argv:
        for path, text in (golden_files() | golden_outlines()).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return
    everything: Counter[str] = Counter()
    wrongs: Counter[str] = Counter()
    for path in [*sorted(SHARED.glob("*.pdf")), *sorted(CORPUS.glob("*.pdf"))]:
        total, wrong = misses(path)
        everything += total
        wrongs.update(miss.kind for miss in wrong)
        sys.stdout.write(f"{path.name}: {total.total() - len(wrong)} of {total.total()}\n")
        for miss in wrong[:20]:
            sys.stdout.write(f"    p{miss.page} {miss.kind}: {miss.text[:110]}\n")
    for what, count in everything.items():
        sys.stdout.write(f"{what}: {count - wrongs[what]} of {count} = {1 - wrongs[what] / count:.4f}\n")


if __name__ == "__main__":
    main()
