"""Pure: a document as Markdown (CommonMark) that shows exactly its words, whatever signs they hold."""

from __future__ import annotations

import re
from typing import Final

from ui.export.sheet import Block, Heading, Items, Line, Paragraph, Piece, Quoted, Reference, Sheet, safe

# Signs that Markdown reads inside a line, those that mean something where a line begins, a line that is all rule.
_INSIDE: Final = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)|(?<=:)/(?=/)|(?<=\w)@(?=\w)|(?<=www)\.|!(?=\[)", re.I)
_FIRST: Final = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)]))")
_UNSAFE: Final = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "`": "%60", "|": "%7C"}


def markdown(sheet: Sheet) -> str:
    """The document as Markdown, ending in a line break."""
    parts = [f"# {_titled(sheet.title)}", *(_block(block) for block in sheet.blocks)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_titled(block.text)}"
        case Paragraph(look="small"):
            return (
                f"*{_line(block.line)}*" if len(block.line) == 1 and block.line[0].text.strip() else _line(block.line)
            )
        case Paragraph():
            return _begun(_line(block.line))
        case Items():
            return "\n".join(f"- {_begun(_line(line))}" for line in block.lines)
        case Reference():
            first, *others = (_begun(_line(line)) for line in block.lines)
            head = f'<a id="fonte-{block.number}"></a>**\\[{block.number}\\]** {first}'
            return "\\\n".join((head, *others))
        case Quoted():
            place = f'<a id="citazione-{block.number}"></a>**\\[{block.number}\\]** {_titled(block.place)}'
            return f"{place}\n\n{_quote(block.line)}"


def _quote(line: Line) -> str:
    """A quote with its line breaks; an empty line of it parts two paragraphs."""
    lines = [_begun(each.strip()) for each in _line(line, breaks=True).split("\n")]
    told = [each + ("\\" if each and after else "") for each, after in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(f"> {each}".rstrip() for each in told)


def _line(line: Line, *, breaks: bool = False) -> str:
    return "".join(_piece(piece, breaks) for piece in line)


def _piece(piece: Piece, breaks: bool) -> str:
    text = _escaped(piece.text)
    text = text if breaks else text.replace("\n", " ")
    inner = text.strip()
    if not inner:
        return text
    if piece.differs or piece.strong:
        inner = f"**{inner}**"
    if piece.href == piece.text and not set(piece.href) & set(" <>\\\n"):
        return f"<{safe(piece.href)}>"
    if piece.href:
        inner = f"[{inner}]({_address(piece.href)})"
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return before + inner + after


def _address(href: str) -> str:
    return "".join(_UNSAFE.get(sign, sign) for sign in safe(href))


def _escaped(text: str) -> str:
    return _INSIDE.sub(lambda found: f"\\{found.group()}", safe(text).replace("\t", " "))


def _titled(text: str) -> str:
    return " ".join(_escaped(text).split())


def _begun(line: str) -> str:
    """A line that begins with no sign of Markdown's."""
    return _FIRST.sub(
        lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else found.group(), _number(line)
    )


def _number(line: str) -> str:
    return re.sub(r"^(\s*\d{1,9})([.)])", r"\1\\\2", line)
