"""Bytes to text, whatever was declared: byte order mark, UTF-8, the declared charset, then a guess.

UTF-8 is tried before the declared charset because text that is valid UTF-8 with letters beyond ASCII is practically
never anything else, while pages declared Latin-1 are often served as UTF-8 (and the other way round).
"""

from __future__ import annotations

import codecs
import re

from rag.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})""", re.IGNORECASE)
# Browsers read these names as Windows-1252 (WHATWG Encoding Standard): its curly quotes are controls in Latin-1.
_AS_CP1252 = {"iso8859-1", "ascii", "cp1252"}
# UTF-8 read as Windows-1252 and saved again: "CittÃ " for "Città", "dellâ€™" for "dell’".
_MOJIBAKE = re.compile("Ã[\u00a0-\u00bf€-™]|â€[\u0080-\u00bf™œ\u009d“”˜]|Â[«»°\u00a0]")
_STRAY = 0.02  # a UTF-8 text may have this share of broken sequences (a cut, a stray byte) and still be UTF-8


def decode(content: bytes, *, media_type: str | None = None, markup: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of these bytes, and a remark (in Italian) for each thing that had to be mended.

    ``markup`` looks for a charset declared in the first kilobytes of the page. Raises ReadError for binary data.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return content.decode(name, errors="replace"), ()
    declared = _declared(content, media_type, markup)
    text, remark = _decode(content, declared)
    if "\x00" in text:
        raise ReadError("il file non contiene testo ma dati binari: salvarlo come PDF, HTML, DOCX o testo UTF-8")
    mended = _undouble(text)
    if mended is not None:
        return mended, ("lettere accentate guaste (UTF-8 letto come Windows-1252): corrette",)
    return text, (remark,) if remark else ()


def _declared(content: bytes, media_type: str | None, markup: bool) -> str | None:
    """The declared charset under Python's name, the server's word first; None if there is none that Python knows."""
    places = [media_type.encode("ascii", "ignore")] if media_type else []
    if markup:
        places.append(content[:4096])
    for place in places:
        if found := _DECLARED.search(place):
            try:
                return codecs.lookup(found[1].decode("ascii")).name
            except LookupError:
                continue
    return None


def _decode(content: bytes, declared: str | None) -> tuple[str, str]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(content, declared)
    if declared and declared not in ("utf-8", "ascii") and not text.isascii():
        return text, f"il file si dichiara {declared} ma è UTF-8: letto come UTF-8"
    if "\x00" in text and (wide := _utf16(content)):
        return wide, "il file è UTF-16 senza dirlo: letto come UTF-16"
    return text, ""


def _decode_legacy(content: bytes, declared: str | None) -> tuple[str, str]:
    """Bytes that are not valid UTF-8: UTF-8 with a few bad bytes, the declared charset, or the likeliest one."""
    text = content.decode("utf-8", errors="replace")
    broken, beyond_ascii = text.count("\ufffd"), sum(1 for char in text if char > "\x7f")
    if broken <= max(1, _STRAY * beyond_ascii) and beyond_ascii - broken >= 3 * broken:
        return text, f"caratteri illeggibili nel file: {broken}, segnati con \ufffd"
    if declared and declared != "utf-8":
        name = "cp1252" if declared in _AS_CP1252 else declared
        try:
            return content.decode(name), ""
        except (UnicodeDecodeError, LookupError):
            if name == "cp1252":
                return content.decode("cp1252", errors="replace"), ""
    name = _guess(content)
    said = f"si dichiara {declared} ma non lo è" if declared else "non dice la sua codifica"
    return content.decode(name, errors="replace"), f"il file {said}: letto come {name}"


def _guess(content: bytes) -> str:
    """The likeliest charset: charset-normalizer's best guess among those of western Europe, else Windows-1252."""
    from charset_normalizer import from_bytes

    if _utf16(content):
        return "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
    best = from_bytes(content[:200_000], cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
    return best.encoding if best else "cp1252"


def _utf16(content: bytes) -> str | None:
    """The text if every other byte is nearly always zero (UTF-16 of a western language without its mark)."""
    half = len(content) // 2
    for name, zeros in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if half and zeros.count(0) > 0.8 * half:
            return content.decode(name, errors="replace")
    return None


def _undouble(text: str) -> str | None:
    """The text with doubly encoded letters put right, None when it is sound (or would not become so)."""
    if len(_MOJIBAKE.findall(text)) < 3:
        return None
    pieces = re.split("([^\x00-\x7f][\x00-\xff€-™Œœ\u02c6\u02dcŠšŽžŸƒ\u2013-\u2022\u2026\u2030\u2039\u203a]*)", text)
    mended = "".join(_mend(piece) for piece in pieces)
    return mended if len(_MOJIBAKE.findall(mended)) == 0 else None


def _mend(piece: str) -> str:
    """One run of letters put right if all of it was doubly encoded, else as it stands."""
    try:
        return b"".join(_byte(char) for char in piece).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return piece


def _byte(char: str) -> bytes:
    """The byte a character came from; the five bytes Windows-1252 leaves free stand for themselves."""
    return bytes([ord(char)]) if ord(char) < 0xA0 else char.encode("cp1252")
