"""The words of a file that is to be checked, read in a process of its own; nothing of it is kept."""

from __future__ import annotations

import threading
from pathlib import PurePosixPath
from typing import Final

from ingest.extract.registry import detect, extract
from ingest.parsed import RawDocument
from ingest.workers import Workers
from rag.errors import ReadError, UsageError
from rag.register import now
from ui.locales.verify import verify_strings
from ui.strings import Strings

# Ending -> what the bytes may be: a text may well begin like a page of HTML, whose tags a check leaves out.
FORMATS: Final = {
    ".docx": ("docx",), ".pdf": ("pdf",),
    ".txt": ("plain", "html", "captions", "rst", "markdown"), ".md": ("markdown", "plain", "html"),
}  # fmt: skip
# MB of a file: a check takes some 16 pages, which with pictures rarely have more.
MOST_MEGA: Final = 10
# What reading one may take: seconds, and MB of memory. A PDF of 300 pages takes 12 s.
_SECONDS: Final = 40.0
_MEGABYTES: Final = 700
# Seconds for which a file waits until the one before it is read.
_PATIENCE: Final = 60.0


def words_of(raw: RawDocument) -> str:
    """What a worker does: the text of a file, without what surrounds it on its pages."""
    return extract(raw).text


class FileReader:
    """Reads files that readers send, one at a time: a server of two cores also answers."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def text(self, name: str, content: bytes, strings: Strings) -> str:
        """The words of a file. Raises UsageError, one line that says what to do, where there are none to be had."""
        said = verify_strings(strings.code)
        ending = PurePosixPath(name.lower()).suffix
        raw = RawDocument(f"verify:{ending}", f"testo{ending}", content, now())
        if ending not in FORMATS or not _is(raw, FORMATS[ending]):
            raise UsageError(said.file_type.format(name=name[-80:], known=", ".join(FORMATS)))
        if not self._turn.acquire(timeout=_PATIENCE):
            raise UsageError(said.file_failed.format(name=name[-80:]))
        try:
            with Workers(_SECONDS, _MEGABYTES, count=1, task=words_of, recognise=False) as workers:
                text = str(workers.result(workers.submit(raw)))
            if text.strip():
                return text
        except ReadError as error:
            raise UsageError(said.file_failed.format(name=name[-80:])) from error
        finally:
            self._turn.release()
        raise UsageError(said.file_failed.format(name=name[-80:]))


def _is(raw: RawDocument, kinds: tuple[str, ...]) -> bool:
    try:
        return detect(raw) in kinds
    except ReadError:
        return False


def begun(text: str, most: int) -> str:
    """As much of a text as one check takes, to the end of a paragraph or at least of a word."""
    if len(text) <= most:
        return text
    cut = text[:most]
    at = max(cut.rfind("\n"), 0)
    return (cut[:at] if at > most // 2 else cut.rsplit(" ", 1)[0]).rstrip()
