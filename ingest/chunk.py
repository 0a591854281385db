"""ParsedDocument -> Passages: pure. A passage is a run of whole blocks, cut where the document itself pauses.

A heading starts a passage and never ends one; a list stays with its lead-in sentence where it fits, and where it does
not, the passage that goes on with the list knows the lead-in's words (``Passage.lead``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from typing import Final

from ingest.parsed import ParsedDocument
from rag.language import detect, function_word_counts
from rag.sentences import sentence_spans
from rag.types import Block, Mark, Passage

# In characters, about 150 words. On the domain dev questions 350, 500, 900 and 1,500 put the gold source in the top 5
# in .975, .975, 1 and 1 of the same-language ones and showed all facts in .61, .61, .63 and .65: larger is no worse,
# but a passage is also what a refusal shows, and a filter's unit.
TARGET: Final = 900
LONGEST: Final = 1500
# A section shorter than this goes on into the next one, so that a lone heading with one line is no passage.
SHORTEST: Final = 350


def prepared(parsed: ParsedDocument) -> ParsedDocument:
    """The document with no block longer than a passage: what ``cut`` and ``ingest/clutter.py`` work on."""
    return replace(parsed, blocks=tuple(_split_long(parsed)))


def cut(
    parsed: ParsedDocument, uri: str, edition: int, language: str, clutter: Set[int] = frozenset()
) -> list[Passage]:
    """The passages of a prepared document's edition, in order; every block is in exactly one.

    ``clutter`` are the blocks (by their place) that make passages of their own, not to be searched.
    """
    passages: list[Passage] = []
    path: list[Block] = []
    for run, is_clutter in _stretches(parsed.blocks, clutter):
        if is_clutter:
            passages.append(replace(_passage(parsed, run, path, uri, edition, len(passages), language), clutter=True))
            continue
        above = list(path)
        for block in run:
            if block.kind == "heading":
                path = [*(each for each in path if each.level < block.level), block]
        lead_block = next((block for block in run if block.kind == "heading"), None)
        if lead_block is run[0]:
            above = [*(each for each in above if each.level < lead_block.level), lead_block]
        passages.append(_passage(parsed, run, above, uri, edition, len(passages), language))
    return passages


def _passage(
    parsed: ParsedDocument,
    run: Sequence[Block],
    path: Sequence[Block],
    uri: str,
    edition: int,
    ordinal: int,
    language: str,
) -> Passage:
    start, end = run[0].start, run[-1].end
    text = parsed.text[start:end]
    lead = next((b.lead for b in run if b.lead and b.lead[1] <= start), None) if run[0].lead else None
    identity = f"{uri}\0{edition}\0{start}\0{end}\0{text}"
    return Passage(
        id=sha256(identity.encode("utf-8")).hexdigest()[:20],
        document=uri,
        edition=edition,
        ordinal=ordinal,
        start=start,
        end=end,
        text=text,
        headings=tuple(" ".join(parsed.text[b.start : b.end].split()) for b in path),
        lead=parsed.text[lead[0] : lead[1]] if lead else "",
        language=_language(text, language),
        blocks=tuple(run),
        marks=_marks(parsed.marks, start, end),
    )


def _stretches(blocks: Sequence[Block], clutter: Set[int]) -> Iterator[tuple[list[Block], bool]]:
    """Runs of blocks that become a passage each, clutter apart from the rest."""
    for is_clutter, group in groupby(range(len(blocks)), key=lambda index: index in clutter):
        for run in _runs([blocks[index] for index in group]):
            yield run, is_clutter


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for index, block in enumerate(blocks):
        size = run[-1].end - run[0].start if run else 0
        if run and _pauses(run, block, size, blocks[index + 1] if index + 1 < len(blocks) else None):
            carried = _carry(run)
            yield run[: len(run) - len(carried)]
            run = carried
        run.append(block)
    if run:
        yield run


def _pauses(run: Sequence[Block], block: Block, size: int, following: Block | None) -> bool:
    """True when a passage should end before this block."""
    if all(each.kind == "heading" for each in run):
        return False
    if size + (block.end - block.start) > LONGEST:
        return True
    if block.kind == "heading":
        return size >= SHORTEST
    if block.kind in ("item", "row"):
        return size >= LONGEST - 300
    if size >= TARGET:
        return True
    # A lead-in goes with its list.
    leads = following is not None and following.lead == (block.start, block.end)
    return leads and size >= SHORTEST and size + (following.end - block.start if following else 0) > TARGET


def _carry(run: Sequence[Block]) -> list[Block]:
    """Trailing headings go on into the next passage (never all of the run)."""
    carried: list[Block] = []
    for block in reversed(run):
        if block.kind != "heading" or len(carried) == len(run) - 1:
            break
        carried.insert(0, block)
    return carried


def _split_long(parsed: ParsedDocument) -> list[Block]:
    """The blocks, those longer than LONGEST cut at sentence ends (and, failing these, at white space)."""
    blocks: list[Block] = []
    for block in parsed.blocks:
        if block.end - block.start <= LONGEST:
            blocks.append(block)
            continue
        start = block.start
        ends = [end for _, end in sentence_spans(parsed.text, block.start, block.end)]
        while block.end - start > LONGEST:
            cut_at = max((e for e in ends if start < e <= start + TARGET), default=None)
            if cut_at is None:
                space = parsed.text.rfind(" ", start + 1, start + TARGET)
                cut_at = space if space > start else start + TARGET
            blocks.append(replace(block, start=start, end=cut_at))
            start = cut_at
            while start < block.end and parsed.text[start].isspace():
                start += 1
        if start < block.end:
            blocks.append(replace(block, start=start))
    return blocks


def _marks(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The marks in force in a span: the last one at or before its start, and those inside."""
    before = [mark for mark in marks if mark.offset <= start]
    inside = [mark for mark in marks if start < mark.offset < end]
    return (*before[-1:], *inside)


def _language(text: str, document: str) -> str:
    """A passage's own language when its function words are clearly another's, else the document's."""
    counts = function_word_counts(text)
    best = max(counts, key=lambda each: counts[each])
    return best if best != document and counts[best] >= 5 and counts[best] > 2 * counts[document] else document


def language_of(parsed: ParsedDocument) -> str:
    """The language of a document's text, by its prose."""
    return detect(parsed.text[:20000])
