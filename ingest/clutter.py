"""What many pages of one site say alike (menus, share lines, notices, teasers) told from what a page says: pure.

By repetition, not by a list of phrases: a line is clutter when enough pages with different titles carry it, and where
it stands allows it. It stays in the stored text and goes into no passage that is searched. What is doubtful stays: a
line lost is worse than a line too many.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from rag.types import Block

# Different pages that must carry a line, and the share of the site's pages that must: two may well say the same thing,
# and on a large site three may.
PAGES: Final = 3
SHARE: Final = 0.3
# A line of more words than this, or one with a figure, may be worth finding: half of all pages must carry it, and the
# first of them keeps it.
_SHORT: Final = 12
_PROSE_SHARE: Final = 0.5
# A title that more pages bear than this is the site's, not theirs.
_SAME_TITLE: Final = 3
_STAMP: Final = re.compile(
    r"\d{4}-\d\d-\d\dt[\d:.+z-]+|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|\b\d+(?:[.,]\d+)?\s*(?:[kmg]i?b|bytes?|octets?|[kmg]o)\b|\b\d{1,2}\s+[a-zéû]{3,9}\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Clutter:
    """What is clutter on one site, by keys of lines; ``prose`` names for each the page on which it stays."""

    short: frozenset[str] = frozenset()
    prose: Mapping[str, str] = field(default_factory=dict)
    teasers: frozenset[str] = frozenset()

    def digest(self) -> str:
        """A hash that tells one state of a site's clutter from another."""
        parts = (sorted(self.short), sorted(self.prose.items()), sorted(self.teasers))
        return sha256(repr(parts).encode()).hexdigest()[:16]


def key_of(line: str) -> str:
    """A line as it is compared: without case, spaces and signs, any date, time or file size like any other.

    The first letter tells a short line ("s") from prose ("p"); "" for a line without a word.
    """
    stamped = _STAMP.sub(" stamp ", line)
    words = _WORD.findall(stamped.casefold())
    if not words:
        return ""
    prose = len(words) > _SHORT or any(word.isdigit() for word in words)
    return ("p" if prose else "s") + sha256(" ".join(words).encode()).hexdigest()[:15]


def lines_of(text: str, blocks: Sequence[Block]) -> list[str]:
    """The keys of a page's lines: every block but a table's rows and captions, each once."""
    return list(dict.fromkeys(key for key in _keys(text, blocks) if key))


def clutter_of(pages: Mapping[str, tuple[str, Sequence[str]]]) -> Clutter:
    """What is clutter on a site, from its pages: uri -> (title, keys of its lines)."""
    titles = {uri: key_of(title)[1:] for uri, (title, _) in pages.items()}
    often = Counter(titles.values())
    # Two addresses of one page count once, pages that all bear the site's name each for itself.
    identity = {uri: title if often[title] <= _SAME_TITLE else uri for uri, title in titles.items()}
    carriers: dict[str, set[str]] = defaultdict(set)
    first: dict[str, str] = {}
    for uri, (_, lines) in sorted(pages.items()):
        for line in lines:
            carriers[line].add(identity[uri])
            first.setdefault(line, uri)
    whole = len(set(identity.values()))
    own = {title for title in titles.values() if title and often[title] <= _SAME_TITLE}
    repeated = {line: len(ids) / whole for line, ids in carriers.items() if len(ids) >= PAGES}
    return Clutter(
        short=frozenset(line for line, share in repeated.items() if line[0] == "s" and share >= SHARE),
        prose={line: first[line] for line, share in repeated.items() if line[0] == "p" and share >= _PROSE_SHARE},
        teasers=frozenset(line for line, ids in carriers.items() if line[1:] in own and ids - {line[1:]}),
    )


def judge(text: str, blocks: Sequence[Block], uri: str, title: str, clutter: Clutter) -> frozenset[int]:
    """Which blocks of a page are clutter, by their place in ``blocks``; none where nothing else would be left."""
    keys = _keys(text, blocks)
    mine = key_of(title)[1:]
    marked = [bool(key) and _repeats(key, uri, mine, clutter) for key in keys]
    _again(marked, keys, mine, blocks)
    _even_out_lists(marked, blocks)
    _spare_leads(marked, blocks)
    _spare_sections(marked, blocks)
    if all(hit or block.kind == "heading" for hit, block in zip(marked, blocks, strict=True)):
        return frozenset()
    return frozenset(index for index, hit in enumerate(marked) if hit)


def _keys(text: str, blocks: Sequence[Block]) -> list[str]:
    return [
        "" if block.kind in ("row", "caption") else key_of(text[block.start : min(block.end, block.start + 1500)])
        for block in blocks
    ]


def _repeats(key: str, uri: str, mine: str, clutter: Clutter) -> bool:
    if key[1:] == mine:
        return False
    return key in clutter.short or clutter.prose.get(key, uri) != uri or key in clutter.teasers


def _again(marked: list[bool], keys: Sequence[str], mine: str, blocks: Sequence[Block]) -> None:
    """The page's own title, said again once the text is over, is a perfect match for any question and no answer."""
    for index in range(len(keys) - 1, 0, -1):
        if mine and keys[index][1:] == mine:
            marked[index] = True
        elif not marked[index] and (keys[index][:1] == "p" or blocks[index].kind in ("item", "row")):
            break


def _even_out_lists(marked: list[bool], blocks: Sequence[Block]) -> None:
    """A list is clutter as a whole, when half of its items are, or not at all."""
    for start, end in _lists(blocks):
        hits = sum(marked[start:end])
        marked[start:end] = [2 * hits >= end - start] * (end - start)


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(blocks) + 1):
        if index == len(blocks) or (blocks[index].kind == "item") != (blocks[start].kind == "item"):
            if blocks[start].kind == "item":
                yield start, index
            start = index


def _spare_leads(marked: list[bool], blocks: Sequence[Block]) -> None:
    """The line that introduces a list stays with it."""
    needed = {block.lead for block, hit in zip(blocks, marked, strict=True) if block.lead and not hit}
    for index, block in enumerate(blocks):
        if (block.start, block.end) in needed:
            marked[index] = False


def _spare_sections(marked: list[bool], blocks: Sequence[Block]) -> None:
    """A section is clutter with its heading, at the head or the tail of a page; else its heading and all in it stay.

    Many pages have a section "Obiettivi" or, in the middle, "Costi: gratuito"; a menu or "Articoli correlati" stands
    before or after the text.
    """
    heads = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    said = [index for index, block in enumerate(blocks) if block.kind != "heading" and not marked[index]]
    first, last = (said[0], said[-1]) if said else (len(blocks), -1)
    for head, following in zip(heads, [*heads[1:], len(blocks)], strict=False):
        content = range(head + 1, following)
        outside = following <= first or head > last
        if not content:
            marked[head] = marked[head] and outside
        elif not all(marked[index] for index in content):
            # The first line of a plain text, read as its only heading, may be a site's label.
            marked[head] = marked[head] and head < first and len(heads) == 1
        elif not (marked[head] and outside):
            marked[head] = False
            for index in content:
                marked[index] = False
