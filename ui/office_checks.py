"""Whether an uploaded file is what its name claims, and can be read: by its bytes, before it is kept.

Every refusal is a UsageError of one line in the reader's language. ``checked`` looks in a process of its own: a file
made to bring a reader down brings down nothing else, and PDFium serves one thread at a time.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.extract.registry import detect
from ingest.parsed import RawDocument
from rag.errors import ReadError, UsageError
from rag.register import now
from ui.locales.office_uploads import UploadStrings, upload_strings

# Ending -> what the bytes must be. No macros (.docm), no archives, no .jsonl (many documents in one).
FORMATS: Final = {
    ".pdf": "pdf", ".docx": "docx", ".pptx": "pptx", ".html": "html", ".htm": "html", ".md": "markdown",
    ".txt": "plain", ".rst": "rst", ".srt": "captions", ".vtt": "captions", ".png": "image", ".jpg": "image",
    ".jpeg": "image", ".tif": "image", ".tiff": "image", ".webp": "image",
}  # fmt: skip
# Formats of words, which the bytes alone do not tell apart.
_WORDS: Final = ("html", "markdown", "plain", "rst", "captions")
# What a packed document may unpack to: in all, times its own size (from 10 MB on), in parts.
_UNPACKED: Final = 500_000_000
_TIMES: Final = 100
_FREE: Final = 10_000_000
_PARTS: Final = 20_000
_PIXELS: Final = 200_000_000
_LONGEST_NAME: Final = 120
_SECONDS: Final = 60


def safe_name(name: str) -> str:
    """A file's name without folders, signs that a shell or a system obeys, or a dot in front; ending in lower case."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = re.sub(r"[^\w.,()' +-]", "_", last).strip(" .")
    stem, ending = PurePosixPath(plain).stem, PurePosixPath(plain).suffix.lower()
    room = _LONGEST_NAME - len(ending)
    while len((stem[:room] + ending).encode()) > 240:  # file systems count bytes: 255 at most
        room -= 1
    return (stem[:room].strip(" .") or "documento") + ending


def checked(path: Path, name: str, language: str) -> None:
    """``check`` in a process of its own, for at most a minute. Raises UsageError."""
    call = [sys.executable, "-c", "from ui.office_checks import main; main()", str(path), name, language]
    try:
        done = subprocess.run(call, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UsageError(upload_strings(language).bomb.format(name=name)) from error
    if done.returncode == 3:
        raise UsageError(done.stdout.decode("utf-8", "replace").strip())
    if done.returncode:
        raise UsageError(upload_strings(language).broken.format(name=name))


def main() -> None:
    """What ``checked`` calls: exit code 3 and one line where a file is refused."""
    path, name, language = sys.argv[1:4]
    try:
        check(Path(path), name, upload_strings(language))
    except UsageError as error:
        sys.stdout.buffer.write(str(error).encode("utf-8", "replace"))
        sys.exit(3)


def check(path: Path, name: str, said: UploadStrings) -> None:
    """Look into a file that was sent under a (safe) name. Raises UsageError."""
    ending = PurePosixPath(name).suffix
    if ending not in FORMATS:
        raise UsageError(said.unknown_type.format(name=name, known=", ".join(FORMATS)))
    content = path.read_bytes()
    if not content.strip():
        raise UsageError(said.empty.format(name=name))
    try:
        found = detect(RawDocument("upload:", name, content, now()))
    except ReadError as error:
        raise UsageError(said.other_type.format(name=name, reason=error.reason)) from error
    wanted = FORMATS[ending]
    if found != wanted and not (found in _WORDS and wanted in _WORDS):
        raise UsageError(said.mismatch.format(name=name, claimed=said.formats[wanted], found=said.formats[found]))
    if wanted in _WORDS and b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(said.binary.format(name=name))
    _INSIDE.get(wanted, _nothing)(path, name, said)


def _nothing(path: Path, name: str, said: UploadStrings) -> None:
    """Words need no more."""


def _pdf(path: Path, name: str, said: UploadStrings) -> None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        problem = said.locked if "password" in str(error).lower() else said.broken
        raise UsageError(problem.format(name=name)) from error
    try:
        document[0].close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise UsageError(said.broken.format(name=name)) from error
    finally:
        document.close()


def _package(path: Path, name: str, said: UploadStrings) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UsageError(said.broken.format(name=name)) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UsageError(said.locked.format(name=name))
    most = min(_UNPACKED, max(_FREE, _TIMES * path.stat().st_size))
    if len(parts) > _PARTS or size > most:
        raise UsageError(said.bomb.format(name=name))
    if "[Content_Types].xml" not in names:
        raise UsageError(said.broken.format(name=name))
    if any(each.lower().endswith("vbaproject.bin") for each in names):
        raise UsageError(said.macros.format(name=name))


def _image(path: Path, name: str, said: UploadStrings) -> None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            if image.width * image.height > _PIXELS:
                raise UsageError(said.bomb.format(name=name))
            image.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise UsageError(said.broken.format(name=name)) from error


_INSIDE: Final = {"pdf": _pdf, "docx": _package, "pptx": _package, "image": _image}
