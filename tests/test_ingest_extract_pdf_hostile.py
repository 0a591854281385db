"""PDFs made to mislead or to exhaust a reader: each is read or refused in one line, in seconds."""

import io
import re
import time
import zlib

import pytest

from ingest.extract.invariants import broken_rules
from ingest.extract.registry import extract
from ingest.parsed import RawDocument
from rag.errors import ReadError

WORDS = b"BT /F 10 Tf 70 700 Td (La Giunta ha approvato il piano sociale.) Tj ET "
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SECONDS = 60.0  # each takes under 10 alone; the machine may be busy


def pdf(objects: dict[int, bytes]) -> bytes:
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    out.writelines(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, table))
    return out.getvalue()


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)


def page(content: bytes = WORDS, box: bytes = b"[0 0 595 842]", **others: bytes) -> bytes:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
        2: others.get("tree", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box,
        4: stream(content),
        5: others.get("font", FONT),
    }
    return pdf(objects | {int(name[1:]): body for name, body in others.items() if name[1:].isdigit()})


def title(number: int, following: int, below: int) -> bytes:
    return b"<</Title(Titolo %d)/Dest[3 0 R/Fit]/Next %d 0 R/First %d 0 R>>" % (number, following, below)


def lattice() -> bytes:
    """Six levels of sixty headings, each over all of the next level: 60 to the power of 6 ways through them."""
    entries = {
        f"n{100 * level + place}": title(place, 100 * level + place + 1, 100 * level + 100)
        for level in range(1, 8)
        for place in range(60)
    }
    return page(n6=b"<</First 100 0 R>>", **entries)


def set_at(words: bytes, places: list[tuple[float, float]], size: int = 1) -> bytes:
    shown = b"".join(b"1 0 0 1 %.2f %.2f Tm (%s) Tj " % (x, y, words) for x, y in places)
    return b"BT /F %d Tf %s ET " % (size, shown)


def across(step: float, count: int) -> bytes:
    return b"".join(b"0 %.2f m 595 %.2f l S " % (step * number, step * number) for number in range(count))


CELLS = [(14.0 * (n % 40), 1.2 * (n // 40)) for n in range(20_000)]
HOSTILE = {
    "a count of forty thousand": page(tree=b"<</Type/Pages/Kids[3 0 R]/Count 40000>>"),
    "a count of two milliards": page(tree=b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
    "a count below zero": page(tree=b"<</Type/Pages/Kids[3 0 R]/Count -5>>"),
    "a tree of pages in a circle": page(
        tree=b"<</Type/Pages/Kids[3 0 R 7 0 R]/Count 9>>", n7=b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 8>>"
    ),
    "an outline in a circle": page(n6=b"<</First 7 0 R>>", n7=title(1, 8, 8), n8=title(2, 7, 7)),
    "an outline that meets itself": lattice(),
    "a page as large as a county": page(box=b"[0 0 14400000 14400000]"),
    "a page of no size": page(box=b"[0 0 0 0]"),
    "a page turned inside out": page(box=b"[595 842 0 0]"),
    "a page without measure": page(box=b"[0 0 1e39 -1e39]"),
    "a font that is none": page(font=b"<</Type/Font/Subtype/Type0/BaseFont/\xff/DescendantFonts[5 0 R]/Widths 7>>"),
    "a million characters": page(b"BT /F 1 Tf 1 TL 10 830 Td " + (b"(%s) Tj T* " % (b"abcde " * 200)) * 830 + b"ET"),
    "letters strewn about": page(set_at(b"x", [(n * 37 % 560, n * 53 % 800) for n in range(60_000)], 10)),
    "stairs of words": page(set_at(b"parola", [(n * 7.3 % 500, 842 - n * 0.11 % 840) for n in range(20_000)], 6)),
    "hatching under words": page(across(0.9, 900) + set_at(b"x", CELLS)),
    "a ladder of lines": page(across(5.5, 150) + set_at(b"x", CELLS)),
    "a drawing of lines": page(WORDS + b"".join(b"%d 0 m %d 842 l S " % (n % 595, n % 595) for n in range(19_000))),
    "a bomb": page(b" " * 100_000_000 + WORDS),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pdfs_are_read_or_refused_in_one_line(name, capfd):
    began = time.monotonic()
    reason = refusal(HOSTILE[name])
    assert reason is None or re.fullmatch(r"il PDF .*(?:danneggiato|immagini|troppo grande).*", reason)
    assert time.monotonic() - began < SECONDS
    assert capfd.readouterr().err == ""


def refusal(content: bytes) -> str | None:
    try:
        parsed = extract(RawDocument("file:///x.pdf", "x.pdf", content, "2026-01-01"))
    except ReadError as error:
        return error.reason
    assert broken_rules(parsed) == []
    assert parsed.blocks
    return None
