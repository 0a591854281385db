"""Which words of a page are its main text: trafilatura votes, the page's own tree decides where the vote leaves holes.

trafilatura tells main text from the rest well, but its tree has lost much (headings of cells, captions, a standfirst
outside the body's box, whole accordions). So its output serves as a vote on the paragraphs, items and cells of the
page itself: those it took are kept, those between them that read like text are added, captions of pictures and "read
also" lines go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.extract.html_leaves import leaves_of
from ingest.extract.html_prune import link_share, words_of
from ingest.extract.html_share import holds_more, is_file
from ingest.extract.html_vote import Taken, letters

_SENTENCE = re.compile(r"[.!?…:;][»”\"')\]]*$")
_NUMBERED = re.compile(
    r"^(?:fig(?:ura|ure|\.)?|tab(?:ella|leau|le|\.)?|grafico|graphique|chart|mappa|carte|map)\s*\d", re.IGNORECASE
)
_CREDITS = re.compile(
    r"^(?:©.{0,80}|(?:crédits?|credits?|crediti)(?: (?:photos?|foto|images?))?\s*:.{0,80}"
    r"|(?:photos?|foto|ph\.?)\s*(?::|©|di\s).{0,80})$", re.IGNORECASE,
)  # fmt: skip
_MODIFIED = re.compile(
    r"^(?:—\s*)?(?:(?:data (?:di )?)?ultim[ao] (?:modifica|aggiornamento)|aggiornat[oa]|modificat[oa]|mise? à jour"
    r"|dernière (?:modification|mise à jour)|modifié|last (?:modified|updated)|updated)\b"
    r"[^.]{0,12}?\d[\w\s:.,/+°º-]{3,45}$", re.IGNORECASE,
)  # fmt: skip
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|wp-caption-text|didascalia|dida|legende|légende|credits?|crediti|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
_FEW = 120  # characters: a vote on less is no vote
_PROSE = 60  # characters of a paragraph that trafilatura left out
_MAIN = 0.85  # share of the text voted for that the main box holds
_WORTH = 0.55  # share of a wider box that must have been voted for, if the main box is to grow to it


@dataclass(slots=True)
class Leaf:
    """A paragraph, heading, item, caption or whole data table of the page, and whether it is main text."""

    element: Any
    text: str
    voted: bool = False
    kept: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading by name."""
        return self.element.tag in _HEADINGS


def keep_main(tree: Any, voted: Any) -> int:
    """Leave in ``tree``, in place, only its main text as ``voted`` (trafilatura's tree) shows it; returns its length.

    0 means that there was too little to go by; the tree is then as it was.
    """
    leaves = [Leaf(element, words) for element in leaves_of(tree) if (words := words_of(element))]
    _vote(leaves, Taken(voted))
    if sum(len(leaf.text) for leaf in leaves if leaf.voted) < _FEW:
        return 0
    for leaf in leaves:
        leaf.kept = leaf.voted
    box = _main_box(leaves, tree)
    _fill(leaves, box)
    _title(leaves, tree)
    for number, leaf in enumerate(leaves):
        if leaf.kept and _is_beside_text(leaf, leaves[number - 1] if number else None):
            leaf.kept = False
    for leaf in leaves:
        if not leaf.kept and leaf.element.getparent() is not None:
            leaf.element.drop_tree()
    for head in tree.findall("head"):
        head.drop_tree()
    return sum(len(leaf.text) for leaf in leaves if leaf.kept)


def _vote(leaves: Sequence[Leaf], taken: Taken) -> None:
    """Mark the leaves that stand in trafilatura's text, going along with it in order."""
    place = 0
    for leaf in leaves:
        if leaf.element.tag == "table":
            leaf.voted = _table_voted(leaf.element, taken.text)
            continue
        key = letters(leaf.text)
        found = taken.place(key, place) if key else -1
        if found >= 0:
            leaf.voted, place = True, found + len(key)


def _table_voted(table: Any, taken: str) -> bool:
    """Whether most of a table's longer cells were taken."""
    cells = [key for cell in table.iter("td", "th") if len(key := letters(words_of(cell))) > 3]
    return bool(cells) and sum(1 for key in cells[:60] if key in taken) >= 0.7 * min(len(cells), 60)


def _main_box(leaves: Sequence[Leaf], tree: Any) -> Any:
    """The smallest element with nearly all that was voted for, grown while little else comes in."""
    voted: dict[Any, int] = {}
    whole: dict[Any, int] = {}
    for leaf in leaves:
        for above in leaf.element.iterancestors():
            whole[above] = whole.get(above, 0) + len(leaf.text)
            if leaf.voted:
                voted[above] = voted.get(above, 0) + len(leaf.text)
    total = sum(len(leaf.text) for leaf in leaves if leaf.voted)
    box, depth = tree, -1
    for element, size in voted.items():
        if size >= _MAIN * total and (level := sum(1 for _ in element.iterancestors())) > depth:
            box, depth = element, level
    above = box.getparent()
    while above is not None and above.tag not in ("body", "html") and voted[above] >= _WORTH * whole[above]:
        box, above = above, above.getparent()
    return box


def _fill(leaves: Sequence[Leaf], box: Any) -> None:
    """Keep what stands in the main box between voted leaves (and over the first) and reads like text."""
    inside = [leaf for leaf in leaves if leaf.element is box or box in leaf.element.iterancestors()]
    last = max((number for number, leaf in enumerate(inside) if leaf.kept), default=-1)
    shares: dict[Any, float] = {}  # of the lists met, so that a long one is measured once
    for number, leaf in enumerate(inside[: last + 1]):
        if not leaf.kept and not leaf.is_heading:
            leaf.kept = _reads_like_text(leaf) or _goes_on(leaf, inside, number, shares)
    after = inside[last + 1 :]
    home = inside[last].element.getparent() if last >= 0 else None
    for leaf in after:
        if not _reads_like_text(leaf) or (leaf.element.getparent() is not home and not _is_panel_text(leaf)):
            break
        leaf.kept = True
    for leaf, following in zip(inside[::-1][1:], inside[::-1], strict=False):
        if leaf.is_heading and not leaf.kept and following.kept and link_share(leaf.element) < 0.5:
            leaf.kept = True


def _is_panel_text(leaf: Leaf) -> bool:
    return any(
        above.tag == "details" or above.find("summary") is not None
        for above in leaf.element.iterancestors("div", "details")
    )


def _reads_like_text(leaf: Leaf) -> bool:
    """A paragraph of some length with a sentence's end, hardly linked; a table that is no list of links."""
    if leaf.element.tag == "table":
        return link_share(leaf.element) < 0.5
    if _NUMBERED.match(leaf.text):
        return True
    return len(leaf.text) >= _PROSE and bool(_SENTENCE.search(leaf.text)) and link_share(leaf.element) < 0.3


def _goes_on(leaf: Leaf, inside: Sequence[Leaf], number: int, shares: dict[Any, float]) -> bool:
    """An item of a list of which others are kept, or that a kept line ending in a colon announces.

    ``shares`` remembers how much of each list is links.
    """
    home = next(leaf.element.iterancestors("ul", "ol", "dl"), None)
    if home is None:
        return False
    if home not in shares:
        shares[home] = link_share(home)
    if shares[home] > 0.6:
        return False
    if any(other.kept for other in inside[max(0, number - 30) : number + 30] if home in other.element.iterancestors()):
        return True
    before = next((inside[n] for n in range(number - 1, -1, -1) if home not in inside[n].element.iterancestors()), None)
    return before is not None and before.kept and before.text.endswith(":")


def _title(leaves: Sequence[Leaf], tree: Any) -> None:
    """Keep the page's only h1, wherever it stands, when the page's title or its main text confirms it."""
    heads = [leaf for leaf in leaves if leaf.element.tag == "h1"]
    if len(heads) == 1 and not any(leaf.kept for leaf in leaves[: leaves.index(heads[0])]):
        named = letters(" ".join(words_of(title) for title in tree.xpath("//title")[:1]))
        key = letters(heads[0].text)
        heads[0].kept = heads[0].kept or (len(key) >= 8 and key[:40] in named)


def _is_beside_text(leaf: Leaf, before: Leaf | None) -> bool:
    """Whether a leaf belongs to a picture, to the site, or to another page: no sentence of this text."""
    if leaf.element.tag == "table" or leaf.is_heading or _NUMBERED.match(leaf.text):
        return False
    if _MODIFIED.match(leaf.text) or _CREDITS.match(leaf.text):
        return True
    if _is_caption(leaf.element, len(leaf.text)) and (not leaf.voted or len(leaf.text) < 200):
        return not any(above.find(".//table") is not None for above in leaf.element.iterancestors("figure"))
    return _is_read_also(leaf, before)


def _is_caption(element: Any, size: int) -> bool:
    """A picture's caption: by its name, or by its class or that of a box that holds nothing else."""
    for each in (element, *element.iterancestors("figcaption", "figure", "div", "span")):
        if each is not element and holds_more(each, size + 8):
            return bool(each.tag == "figure" and element.tag == "figcaption")
        if each.tag in ("figcaption", "figure") or _CAPTION_CLASS.search(each.get("class") or ""):
            return True
    return False


def _is_read_also(leaf: Leaf, before: Leaf | None) -> bool:
    """A paragraph that is a label and one link to another page of the site ("Leggi anche: ..."), between sentences."""
    links = [link for link in leaf.element.iter("a") if link.get("href")]
    if len(links) != 1 or leaf.element.tag not in ("p", "div") or before is None or before.text.endswith(":"):
        return False
    words, target = words_of(links[0]), links[0].get("href")
    label = leaf.text.removesuffix(words).strip() if leaf.text.endswith(words) else ""
    if not label or len(label) > 30 or label[-1] not in ":»>›→" or len(words) < 20 or is_file(target):
        return False
    return not str(target).startswith("mailto:") and _SENTENCE.search(label[:-1]) is None
