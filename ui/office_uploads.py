"""Files sent to the office: streamed to the disk up to a limit, looked into, then kept as sources."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from rag.errors import UsageError
from rag.settings import Settings
from ui.locales.office import office_strings
from ui.locales.office_uploads import upload_strings
from ui.office_checks import checked, safe_name
from ui.office_sources import Kept, SourceLists, stated_in

_MEGA: Final = 1_000_000
_FILES: Final = 20
# Bytes that must stay free on the disk: the library grows by more than the file that is read into it.
_SPARE: Final = 500 * _MEGA


class TooMuchError(Exception):
    """More was sent than is taken."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought: its words, and each file under the name it came with."""

    words: dict[str, str]
    files: list[tuple[str, IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files: those kept (and whether as a new edition), and why others were not."""

    kept: list[tuple[Kept, bool]]
    refused: list[str]


async def received(request: Any, megabytes: int, longest: int = 10_000) -> Sent:
    """The parts of an upload; files lie in temporary files on the disk; ``longest``: bytes of a field of words.

    Raises TooMuchError, UsageError.
    """
    from starlette.datastructures import UploadFile
    from starlette.formparsers import MultiPartException, MultiPartParser
    from starlette.requests import ClientDisconnect

    try:
        parser = MultiPartParser(
            request.headers,
            _bounded(request, megabytes * _MEGA),
            max_files=_FILES,
            max_fields=20,
            max_part_size=longest,
        )
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError, ClientDisconnect) as error:
        raise UsageError("") from error
    words = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    files = [(each.filename or "", each.file) for _, each in form.multi_items() if isinstance(each, UploadFile)]
    return Sent(words, [(name, file) for name, file in files if name])


async def _bounded(request: Any, most: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes. What is too much is still taken in for a while, unkept, so that the answer is read."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= most:
            yield part
        elif size > 4 * most:
            break
    if size > most:
        raise TooMuchError


def take(sent: Sent, lists: SourceLists, settings: Settings, who: str, language: str) -> Taken:
    """Look into each file and keep what is good. Raises UsageError where nothing can be kept."""
    said = upload_strings(language)
    stated = stated_in(sent.words, office_strings(language))
    if not sent.files:
        raise UsageError(said.no_file)
    lists.uploads.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(lists.uploads).free < _SPARE:
        raise UsageError(said.no_room)
    kept: list[tuple[Kept, bool]] = []
    refused: list[str] = []
    for given, file in sent.files:
        name = safe_name(given)
        waiting = lists.uploads / f".{secrets.token_hex(8)}{Path(name).suffix}"
        try:
            with waiting.open("xb") as out:
                shutil.copyfileobj(file, out)
            checked(waiting, name, language)
            edition = lists.named(name) is not None
            source, path = lists.add_file(name, stated, who)
            waiting.replace(path)
            kept.append((source, edition))
        except UsageError as error:
            refused.append(str(error))
        finally:
            waiting.unlink(missing_ok=True)
    return Taken(kept, refused)
