"""Bodies unpacked as they come, and never past a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

from rag.errors import ReadError

LARGEST: Final = 50_000_000  # bytes of a body, packed or not


class InterruptedBodyError(ReadError):
    """A packed body that stops before its end."""


def too_large() -> ReadError:
    """The refusal of a body over the limit."""
    return ReadError(f"più di {LARGEST // 1_000_000} MB: non si legge", "fetch")


def expanded(content: bytes) -> bytes:
    """The content of a gzip file, bounded like a page; what is no gzip as it is."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    return unpacked([content], "gzip")


def unpacked(pieces: Iterable[bytes], encoding: str) -> bytes:
    """The body, unpacked as it comes and never past LARGEST bytes: a bomb is left as soon as it shows."""
    content = bytearray()
    unpack = None if encoding in ("", "identity") else _Unpacker(encoding)
    packed = 0
    for piece in pieces:
        packed += len(piece)
        content += piece if unpack is None else unpack.take(piece, LARGEST + 1 - len(content))
        if max(packed, len(content)) > LARGEST:
            raise too_large()
    if unpack is not None and not unpack.whole:
        raise InterruptedBodyError("la risposta compressa si interrompe", "fetch")
    return bytes(content)


class _Unpacker:
    def __init__(self, encoding: str) -> None:
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise ReadError(f"il server usa una compressione che non si è chiesta ({encoding[:40]})", "fetch")
        self._inner = zlib.decompressobj(wbits=47)  # gzip or zlib, by its first bytes
        self._raw = encoding == "deflate"  # some servers send deflate without zlib's header
        self._empty = True

    @property
    def whole(self) -> bool:
        return self._empty or self._inner.eof

    def take(self, piece: bytes, most: int) -> bytes:
        self._empty = self._empty and not piece
        try:
            return self._inner.decompress(piece, max(most, 1))
        except zlib.error as error:
            if not self._raw:
                raise ReadError("la risposta compressa è guasta", "fetch") from error
            self._raw, self._inner = False, zlib.decompressobj(wbits=-15)
            return self.take(piece, most)
