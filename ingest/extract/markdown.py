"""Markdown with front matter: the text stays as written, the blocks span the words without their signs.

markdown-it-py says which lines are what; the front matter (python-frontmatter) gives the metadata.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ingest.extract.decode import decode
from ingest.extract.leads import attach_leads
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.types import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SIGN = re.compile(r"(?:[ \t>]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*[ \t>]*")
_HASHES = re.compile(r"[ \t>]*#{1,6}[ \t]+")
_TRAILING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_ROW_EDGES = " \t|>"
_FIELDS = ("title", "publisher", "kind", "territory", "language", "url")


def extract_markdown(raw: RawDocument) -> ParsedDocument:
    """Read Markdown; the stored text is the file after its front matter, letter for letter."""
    source, warnings = decode(raw.content, media_type=raw.media_type)
    front = _FRONT.match(source)
    metadata, remark = _front_matter(front[0]) if front else (Metadata(), "")
    text = source[front.end() :] if front else source
    blocks = attach_leads(text, _blocks(text))
    if metadata.title is None:
        heading = next((text[block.start : block.end] for block in blocks if block.kind == "heading"), None)
        metadata = metadata.over(Metadata(title=heading))
    remarks = (*warnings, remark) if remark else warnings
    return ParsedDocument(text=text, blocks=blocks, metadata=metadata, warnings=remarks)


def _front_matter(source: str) -> tuple[Metadata, str]:
    """The known fields of the front matter, and a remark when it can't be read."""
    import frontmatter
    import yaml

    try:
        values: Mapping[str, Any] = frontmatter.loads(source).metadata
    except (yaml.YAMLError, ValueError, TypeError) as error:  # TypeError: a field named by a number
        where = getattr(getattr(error, "problem_mark", None), "line", None)
        line = f" (riga {where + 2})" if where is not None else ""
        return Metadata(), f"intestazione YAML illeggibile{line}: ignorata, correggerla"
    fields = {name: _plain(values.get(name)) for name in _FIELDS}
    published = _plain(values.get("published"))
    return Metadata(**fields, published=published, published_how="stated" if published else None), ""


def _plain(value: Any) -> str | None:
    """A front matter value as a line of text: dates in ISO form, other than scalars None."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return " ".join(str(value).split()) or None
    return None


def _blocks(text: str) -> Iterator[Block]:
    """The blocks in order, from the parser's tokens (whose ``map`` gives line numbers)."""
    from markdown_it import MarkdownIt

    starts = _line_starts(text)
    depth, table_header, in_header, in_table = -1, None, False, False
    heading = 0
    for token in MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type in ("thead_open", "thead_close"):
            in_header = token.type == "thead_open"
        elif token.type in ("table_open", "table_close"):
            table_header, in_table = None, token.type == "table_open"
        elif token.type == "tr_open" and (span := _span(text, starts, token, _ROW_EDGES)):
            yield Block("row", *span, lead=None if in_header else table_header)
            table_header = span if in_header else table_header
        elif token.type in ("fence", "code_block", "html_block") and (span := _raw_span(text, starts, token)):
            yield Block("item" if depth >= 0 else "paragraph", *span, level=max(depth, 0))
        elif token.type == "inline" and not in_table and (span := _inline_span(text, starts, token)):
            kind: BlockKind = "heading" if heading else "item" if depth >= 0 else "paragraph"
            yield Block(kind, *span, level=heading or max(depth, 0))
            heading = 0


def _line_starts(text: str) -> list[int]:
    """Where each line begins, as the parser counts lines: CR LF and a lone CR are one break."""
    return [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text)), len(text)]


def _span(text: str, starts: list[int], token: Token, edges: str = " \t>") -> tuple[int, int] | None:
    """The lines of a token without blanks and signs at either end."""
    if not token.map or token.map[0] >= len(starts):
        return None
    start = starts[token.map[0]]
    end = starts[min(token.map[1], len(starts) - 1)]
    words = text[start:end]
    left = len(words) - len(words.lstrip(edges + "\r\n"))
    start, end = start + left, start + len(words.rstrip(edges + "\r\n"))
    return _stripped(text, start, end)


def _raw_span(text: str, starts: list[int], token: Token) -> tuple[int, int] | None:
    """The lines of code or HTML without the fences; None for a comment."""
    span = _span(text, starts, token)
    if span is None or text[slice(*span)].startswith("<!--"):
        return None
    if token.type != "fence":
        return span
    start, end = text.find("\n", *span), span[1]
    if start < 0:
        return None
    last = text.rfind("\n", start, end)
    if last > start and re.fullmatch(r"[ \t>]*(`{3,}|~{3,})[ \t]*", text[last + 1 : end]):
        end = last
    return _stripped(text, start, end)


def _inline_span(text: str, starts: list[int], token: Token) -> tuple[int, int] | None:
    """The words of a paragraph, item or heading: after the signs of the line, without closing hashes or underline."""
    span = _span(text, starts, token, " \t")
    if span is None:
        return None
    start, end = span
    if token.level and text[start:end]:
        if hashes := _HASHES.match(text, start, end):
            start = hashes.end()
        sign = _SIGN.match(text, start, end)
        start = sign.end() if sign else start
        if hashes := _HASHES.match(text, start, end):
            start = hashes.end()
    if lines := re.search(r"\n[ \t>]*(?:=+|-+)[ \t]*$", text[start:end]):
        end = start + lines.start()
    if hashes := _TRAILING_HASHES.search(text[start:end]):
        end = start + hashes.start()
    return _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if end > start else None
