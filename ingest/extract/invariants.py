"""What every parsed document must hold to, whichever extractor made it; the tests and the fuzzing check it."""

from __future__ import annotations

import re

from ingest.parsed import ParsedDocument

_WORD = re.compile(r"[^\W\d_]{3,}")


def broken_rules(parsed: ParsedDocument) -> list[str]:
    """One line for each rule the document breaks; empty when it is sound.

    Blocks: inside the text, in order, apart from one another, neither blank nor padded; leads inside the text and
    before their block. Marks: in order, the first at 0. All words of three letters or more lie in some block.
    """
    text, wrong = parsed.text, []
    end = 0
    for block in parsed.blocks:
        if not 0 <= block.start < block.end <= len(text):
            wrong.append(f"block outside the text: {block}")
            continue
        if block.start < end:
            wrong.append(f"block out of order or overlapping: {block}")
        end = block.end
        words = text[block.start : block.end]
        if words != words.strip():
            wrong.append(f"padded or blank block: {block} {words!r}")
        if block.lead and not 0 <= block.lead[0] < block.lead[1] <= block.start:
            wrong.append(f"lead outside the text or after its block: {block}")
        if block.kind == "heading" and not 1 <= block.level <= 6:
            wrong.append(f"heading level: {block}")
    offsets = [mark.offset for mark in parsed.marks]
    if offsets and (offsets[0] != 0 or offsets[-1] > len(text) or offsets != sorted(set(offsets))):
        wrong.append(f"marks out of order or not from 0: {offsets[:5]}...")
    return wrong


def uncovered_words(parsed: ParsedDocument) -> list[str]:
    """The words of three letters or more that stand in no block."""
    gaps, end = [], 0
    for block in parsed.blocks:
        gaps.append(parsed.text[end : block.start])
        end = block.end
    gaps.append(parsed.text[end:])
    return [word for gap in gaps for word in _WORD.findall(gap)]
