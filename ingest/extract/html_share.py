"""Share buttons, crumb trails and file sizes, known by where their links lead and by what stands round them."""

from __future__ import annotations

import re
from typing import Any

from ingest.extract.compose import clean

# Addresses that put a page into somebody else's hands, whatever the words on the button.
_SHARE = re.compile(
    r"(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/(?:share|sharing|cws)"
    r"|(?:wa\.me|api\.whatsapp\.com|web\.whatsapp\.com)/?(?:send)?\S*[?&]text=|whatsapp://|tg://|t\.me/share|telegram\.me/share"
    r"|pinterest\.\w+/pin/create|reddit\.com/submit|tumblr\.com/(?:share|widgets)|addtoany\.com|addthis\.com"
    r"|getpocket\.com/(?:save|edit)|flipboard\.com/bookmarklet|fb-messenger:|viber:|bsky\.app/intent"
    r"|^mailto:\?|^mailto:[^@]*$|^javascript:.*\bprint\b|/sendto_form\b|[?&](?:share|replytocom)=)",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"^(?:https?:)?//(?:[\w-]+\.)?(?:facebook|twitter|x|instagram|youtube|linkedin|tiktok|threads|flickr|pinterest"
    r"|telegram|whatsapp|t|bsky)\.(?:com|me|net|app)/", re.IGNORECASE,
)  # fmt: skip
_LABEL = 45  # characters beside the links that a box of buttons may hold: "Condividi su", "Facebook Twitter"
_SEPARATORS = re.compile(r"[\s/>›»|·•→\\-]+")
_FILE = re.compile(
    r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|zip|epub|p7m)(?:$|[?#])|/@@download|/download\b", re.IGNORECASE
)
_SIZE = re.compile(
    r"\s*[-–—,(\[]?\s*(?:(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|zip|epub)\s*[-–—,;:]?\s*)?"
    r"\d+(?:[.,]\d+)?\s*(?:[KMG]i?B|[KMG]o|bytes?|octets)\b\s*[)\]]?", re.IGNORECASE,
)  # fmt: skip


def drop_shares(tree: Any) -> None:
    """Drop the buttons that share or print the page, with the label beside them; and rows of links to profiles."""
    for link in list(tree.xpath("//a[@href]")):
        if link.getparent() is not None and _SHARE.search(link.get("href").strip()):
            drop(_box(link, _SHARE))
    profiles = [link for link in tree.xpath("//a[@href]") if _PROFILE.match(link.get("href").strip())]
    for link in profiles:
        box = _box(link, _PROFILE)
        if box is not link and len(box.xpath(".//a[@href]")) > 1:  # a lone link to a channel is a reference
            drop(box)


def drop(element: Any) -> None:
    """Take an element out of its tree; what follows it stays. Nothing happens to one that is out already."""
    if element.getparent() is not None:
        element.drop_tree()


def _box(link: Any, pattern: re.Pattern[str]) -> Any:
    """The largest element round a link that holds such links only, and hardly a word beside them."""
    box = link
    for above in link.iterancestors():
        if above.tag in ("body", "html", "article", "main", "td", "tr", "table"):
            break
        if _holds_other(above, pattern):
            break
        box = above
    return box


def _holds_other(box: Any, pattern: re.Pattern[str]) -> bool:
    """Whether there is more in a box than such links and a label: stops reading as soon as that shows."""
    if box.find(".//h1") is not None:
        return True
    beside = 0
    for element in box.iter():
        link = element if element.tag == "a" else next(element.iterancestors("a"), None)
        inside = link is not None
        if link is not None and not pattern.search((link.get("href") or "").strip()) and (element.text or "").strip():
            return True
        beside += 0 if inside else len((element.text or "").strip())
        if element is not box and not (inside and element is not link):
            beside += len((element.tail or "").strip())
        if beside > _LABEL:
            return True
    return False


def holds_more(element: Any, characters: int) -> bool:
    """Whether an element holds more than so many characters; stops counting there."""
    size = 0
    for words in element.itertext():
        size += len(words.strip())
        if size > characters:
            return True
    return False


def drop_crumbs(tree: Any) -> None:
    """Drop crumb trails: said to be one, or two links and more with nothing but separators between, over the title."""
    for trail in tree.xpath("//*[contains(@itemtype, 'BreadcrumbList') or contains(@aria-label, 'readcrumb')]"):
        if trail.getparent() is not None and trail.tag not in ("body", "html", "main", "article"):
            drop(trail)
    title = next(tree.iter("h1"), None)
    round_title = set(title.iterancestors()) if title is not None else set()
    above: list[Any] = []
    for element in tree.iter():
        if element is title:
            break
        above.append(element)
    for trail in above if title is not None else []:  # a trail needs a title below it
        if trail.tag in ("p", "div", "span", "ol") and trail not in round_title and _is_trail(trail):
            drop(trail)


def _is_trail(element: Any) -> bool:
    if len(element) > 30 or holds_more(element, 300) or len(element.xpath("(.//a)[position() < 3]")) < 2:
        return False
    whole = clean(" ".join(element.itertext()))
    if not re.search(r"[/>›»|→]", whole):
        return False
    rest = whole
    for link in element.iter("a"):
        rest = rest.replace(clean(" ".join(link.itertext())), " ", 1)
    words = [piece for piece in _SEPARATORS.split(rest) if piece]
    return len(" ".join(words)) <= 60 and not rest.rstrip().endswith((".", ";"))


def drop_file_sizes(tree: Any) -> None:
    """Drop "(12,92 MB)" in and behind links to files: figures of the server, not of the document."""
    for link in tree.xpath("//a[@href]"):
        if not _FILE.search(link.get("href")):
            continue
        if link.tail and (found := _SIZE.match(link.tail)):
            link.tail = link.tail[found.end() :]
        following = link.getnext()
        if (
            following is not None
            and not clean(link.tail or "")
            and _SIZE.fullmatch(" ".join(following.itertext()).strip())
        ):
            drop(following)
        for part in (link, *link.iterdescendants()):
            words = part.text if part is link else part.tail
            if words and (found := re.search(_SIZE.pattern + r"\s*$", words, re.IGNORECASE)) and found[0].strip():
                if part is link:
                    part.text = words[: found.start()]
                else:
                    part.tail = words[: found.start()]
            if part is not link and part.text and _SIZE.fullmatch(part.text):
                part.text = None


def is_file(address: str) -> bool:
    """Whether a link leads to a file to download."""
    return bool(_FILE.search(address))
