"""Pure: file names that say what is in the file: ``regesto-2026-11-22-priorita-ctssm.docx``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from rag.question import content_words

# Letters of the name's words: with date and ending a name stays under 80 signs, which every system takes.
_LONGEST: Final = 48


def file_stem(about: str, language: str, made: str) -> str:
    """The name without its ending; ``about`` is a question or a title, ``made`` an ISO date.

    >>> file_stem("Quali sono le priorità della CTSSM?", "it", "2026-11-22")
    'regesto-2026-11-22-priorita-ctssm'
    """
    name = ""
    for word in content_words(about, language):
        plain = "".join(re.findall(r"[^\W_]+", word))
        longer = f"{name}-{plain}" if name else plain[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        name = longer
    return "-".join(part for part in ("regesto", made, name) if part)


def disposition(name: str) -> str:
    r"""The header that names a file to save: plain letters for old readers, and the name as it is (RFC 5987, 6266).

    >>> disposition("regesto-Ελλάδα.md")
    'attachment; filename="regesto.md"; filename*=UTF-8\'\'regesto-%CE%95%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1.md'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"-+(?=\.|$)", "", re.sub(r"-+", "-", re.sub(r"[^\w.-]", "-", plain)))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
