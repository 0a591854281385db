"""Documents spoilt on purpose: flipped bits, cuts, repeats, splices; parts of archives; nesting without end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

_TAG = re.compile(rb"<[a-zA-Z!/?][^<>]{0,200}>")
_NUMBER = re.compile(rb"\d+")
_ODD: Final = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1d", b"&#0;", b"&#x110000;", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"\r", b"\x0c", b"\\", b"\"'", b"\xc3", b"%", b"{", b"::", b"|", b"`" * 9, b"[" * 50,
)  # fmt: skip
_HUGE: Final = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"NaN")
_NESTED: Final = (
    b"<div>", b"<ul><li>", b"<table><tr><td>", b"<span>", b"<blockquote>", b"<details><summary>", b"<dl><dd>",
    b"<iframe srcdoc='", b"<a href=x>", b"<form>", b"<b><i>", b"<section><article>", b"<w:tbl>", b"<a:p>",
)  # fmt: skip
_LONGEST = 8_000_000  # bytes of a mutated document

Mutation = Callable[[bytes, Sequence[bytes], Random], bytes]


def mutate(seeds: Sequence[bytes], kind: str, random: Random) -> bytes:
    """One of the seeds, spoilt in one to four ways; ``kind`` is the name of the format."""
    content = random.choice(seeds)
    for _ in range(random.choice((1, 1, 2, 4))):
        content = random.choice(_ways(kind))(content, seeds, random)[:_LONGEST]
    return content


def _ways(kind: str) -> Sequence[Mutation]:
    if kind in ("docx", "pptx"):
        return (_member, _member, _member, _archive, flip)
    if kind == "html":
        return (flip, cut, repeat, splice, odd, figures, nest, nest, tags)
    return (flip, cut, repeat, splice, odd, figures)


def flip(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Up to forty bits turned round."""
    spoilt = bytearray(content)
    for _ in range(random.randint(1, 40) if spoilt else 0):
        spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def cut(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """A piece taken out, often the end."""
    begin = random.randrange(len(content) + 1)
    return content[:begin] + (b"" if random.random() < 0.4 else content[begin + random.randint(1, 5000) :])


def repeat(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """A piece said again, up to a thousand times."""
    begin = random.randrange(len(content) + 1)
    piece = content[begin : begin + random.choice((1, 8, 64, 1000))]
    return content[:begin] + piece * random.choice((2, 10, 1000)) + content[begin:]


def splice(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """The head of one document and the tail of another."""
    other = random.choice(seeds)
    return content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other) + 1) :]


def odd(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Odd bytes put in at a few places."""
    for _ in range(random.randint(1, 10)):
        begin = random.randrange(len(content) + 1)
        content = content[:begin] + random.choice(_ODD) * random.choice((1, 1, 1, 500)) + content[begin:]
    return content


def figures(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Some numbers made huge, negative or none: sizes, offsets, spans, times."""
    share = random.choice((0.002, 0.05, 0.5))
    return _NUMBER.sub(lambda found: random.choice(_HUGE) if random.random() < share else found[0], content)


def nest(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Elements opened one in the other, up to twenty thousand deep."""
    places = [found.start() for found in _TAG.finditer(content)] or [0]
    begin = random.choice(places)
    return content[:begin] + random.choice(_NESTED) * random.choice((3, 300, 20_000)) + content[begin:]


def tags(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Tags dropped, doubled or put into another's place."""
    found = [each[0] for each in _TAG.finditer(content)] or [b"<p>"]

    def other(tag: re.Match[bytes]) -> bytes:
        chance = random.random()
        return (
            tag[0]
            if chance > 0.06
            else b""
            if chance > 0.03
            else tag[0] * 2
            if chance > 0.015
            else random.choice(found)
        )

    return _TAG.sub(other, content)


def _member(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """One part of the archive spoilt as markup, taken from another archive, emptied or left out."""
    parts = _parts(content)
    if not parts:
        return flip(content, seeds, random)
    text = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    # The parts that hold the words, more often than the forty that hold their looks.
    weights = [
        8 if re.search(r"document\.xml$|slide\d*\.xml$|numbering|styles|notes|chart", name) else 1 for name in text
    ]
    name = random.choices(text, weights)[0]
    way = random.choice(
        (flip, cut, odd, figures, figures, nest, tags, _emptied, _tree, _tree, _tree, _tree, _tree, None)
    )
    if way is None:
        del parts[name]
    else:
        parts[name] = way(parts[name], [_parts(random.choice(seeds)).get(name, parts[name])], random)[:_LONGEST]
    return _packed(parts)


def _tree(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """The part's elements dropped, doubled, moved, wrapped in themselves, their values changed: sound markup still."""
    from copy import deepcopy

    from lxml import etree

    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return flip(content, seeds, random)
    elements = [element for element in root.iter() if isinstance(element.tag, str) and element is not root]
    for element in random.sample(elements, min(len(elements), random.choice((1, 5, 50)))):
        parent, way = element.getparent(), random.randrange(5)
        if parent is None or way == 0:
            _drop(element)
        elif way == 1 and len(element) < 50:
            parent.insert(parent.index(element), deepcopy(element))
        elif way == 2:
            target = random.choice(elements)
            if element is not target and element not in target.iterancestors():
                target.append(element)
        elif way == 3 and element.attrib:
            element.set(random.choice(list(element.attrib)), random.choice(_HUGE).decode())
        else:
            _wrap(element, random.choice((2, 60, 240)))
    return bytes(etree.tostring(root))


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _wrap(element: Any, times: int) -> None:
    """Put an element into so many of its own kind."""
    parent = element.getparent()
    place = parent.index(element)
    for _ in range(times):
        outer = element.makeelement(element.tag, dict(element.attrib))
        outer.append(element)
        element = outer
    parent.insert(place, element)


def _archive(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """The archive itself: a cut, a part twice, parts of two documents mixed."""
    parts, others = _parts(content), _parts(random.choice(seeds))
    if not parts or random.random() < 0.4:
        return cut(content, seeds, random)
    for name in others:
        if random.random() < 0.2:
            parts[name] = others[name]
    return _packed(parts, twice=random.choice(list(parts)))


def _emptied(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    return random.choice((b"", b"<a/>", b"\x00" * 1000, b"<?xml version='1.0'?>"))


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception:  # an archive that is spoilt already: zipfile raises a dozen kinds of errors
        return {}


def _packed(parts: dict[str, bytes], twice: str = "") -> bytes:
    import warnings

    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # "Duplicate name", which is meant
        for name, content in parts.items():
            archive.writestr(name, content)
            if name == twice:
                archive.writestr(name, content[: len(content) // 2])
    return buffer.getvalue()
