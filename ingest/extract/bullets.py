"""Bullet signs and numbers in front of list items, as they stand in plain text, PDFs and captions of tables."""

from __future__ import annotations

import re

SIGNS = "•◦●○▪▫■□‣⁃∙·➢➤►▶✓✔❖◆◇\uf0b7\uf0a7\uf0d8\uf0fc\uf076o"
_BULLET = re.compile(rf"(?:[-–—*]|[{SIGNS}])(?:[ \t]+)(?=\S)")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})\)|(?:\d{1,2}|[a-z])\.)[ \t]+(?=\S)")
LONE_NUMBER = re.compile(r"^(\d{1,2})[.)]?$")


def sign_length(line: str) -> int:
    """How many characters the bullet sign or number and its blanks take at the start of a line; 0 for none.

    ``line`` has no blanks in front. "1. Premessa" counts as a numbered item: telling headings apart is the caller's.
    """
    found = _BULLET.match(line) or _NUMBERED.match(line)
    return found.end() if found else 0
