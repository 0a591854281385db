"""Pure: signatures of texts, and how much of one stands in another, told from the signatures alone.

A release goes round: printed whole, cut to the province, under another title, with a site's menu round it. So what is
measured is how much of the shorter text stands in the longer (containment), not only how alike the two are. MinHash
with banded LSH finds likeness (Jaccard) and misses a cut to a third; a sample of the shingles by their hash, the same
sample of every text, gives both (Broder, "On the resemblance and containment of documents", 1997, there "mod m").
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from rag.analysis import TOKEN, fold
from rag.months import MONTHS
from rag.types import Block

Hashes = npt.NDArray[np.uint32]

# Four words: with three, "della Regione Emilia-Romagna" is shared by all; with six, one altered word costs a line.
SHINGLE: Final = 4
# Shingles kept of a text (all of a press release, a sample of a plan), and values kept: at most 4 KB a text.
_KEPT: Final = 512
_VALUES: Final = 256
_ALL: Final = 0xFFFFFFFF
_HEAD: Final = struct.Struct("<4sBBxxIII")
_MAGIC: Final = b"rg1\n"
# A name: a capital within a sentence. It is marked with a sign that no text holds (controls are no words either).
_NAME: Final = "\x01"
_WORD: Final = re.compile(f"{_NAME}?(?:{TOKEN})")
_CAPITAL: Final = re.compile(r"(?<=[^\s.!?:;«“\"(•][ \t'’])[A-ZÀ-ÖØ-Þ]|(?<=[\w,][’'])[A-ZÀ-ÖØ-Þ]")
_DATES: Final = frozenset(map(fold, (*MONTHS, *"lunedì martedì mercoledì giovedì venerdì sabato domenica".split())))


@dataclass(frozen=True, slots=True)
class Signature:
    """A text's shingles (``count`` in all; those kept are the ones below ``2**32 >> shift``, sorted) and its values.

    A value is a number, a date's word or a name; ``places`` are the words round it, sorted, those that stand once in
    the text and below ``2**32 >> value_shift``; the lowest bit of ``values`` is 0 for a name.
    """

    shift: int
    shingles: Hashes
    count: int
    value_shift: int
    places: Hashes
    values: Hashes


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts compare.

    ``contained``: the share of the smaller one's shingles that stand in the larger; ``jaccard``: of both; ``shared``:
    about how many; ``ratio``: size of the smaller to the larger. ``figures`` and ``names``: of the values that stand
    between the same words in both, the share that differ (0 where there are none).
    """

    contained: float
    jaccard: float
    shared: int
    ratio: float
    figures: float
    names: float


def packed(text: str, blocks: Sequence[Block]) -> bytes:
    """The signature of a text: at most 4 KB, the same in every run and on every machine."""
    tokens = [""] * SHINGLE
    for block in blocks:
        found = _tokens(text[block.start : block.end])
        if len(found) >= SHINGLE:  # menus are short lines: they leave no trace
            tokens += [*found, "", ""]
    kinds = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    index = np.fromiter(map(kinds.__getitem__, tokens), dtype=np.int64)
    plain, masked, figure = (np.array(part, dtype=np.uint32) for part in zip(*map(_hashed, kinds), strict=True))
    said, around = plain[index], masked[index]
    valued = (figure | np.array([token.startswith(_NAME) for token in kinds], dtype=np.uint32))[index]
    shingles = np.unique(_mixed([said[at : len(said) - 3 + at] for at in range(SHINGLE)])[_whole(said)])
    here = np.flatnonzero(valued)
    values = said[here] & ~np.uint32(1) | figure[index[here]]
    where, what = _once(_mixed([around[here + step] for step in (-2, -1, 1, 2)]), values)
    shift, value_shift = _shift(shingles, _KEPT), _shift(where, _VALUES)
    kept, few = shingles[shingles <= _ALL >> shift], where <= _ALL >> value_shift
    head = _HEAD.pack(_MAGIC, shift, value_shift, len(shingles), len(kept), int(few.sum()))
    return head + b"".join(part.astype("<u4").tobytes() for part in (kept, where[few], what[few]))


def opened(data: bytes) -> Signature:
    """A signature as it was before it was packed; raises ValueError when the bytes are none of ours."""
    try:
        magic, shift, value_shift, count, kept, held = _HEAD.unpack_from(data)
    except struct.error as error:
        raise ValueError("not a signature") from error
    if magic != _MAGIC or len(data) != _HEAD.size + 4 * (kept + 2 * held):
        raise ValueError("not a signature of this version")
    numbers = np.frombuffer(data, dtype="<u4", offset=_HEAD.size)
    return Signature(shift, numbers[:kept], count, value_shift, numbers[kept : kept + held], numbers[kept + held :])


def compare(one: Signature, other: Signature) -> Likeness:
    """How two texts compare; exact for texts of up to about 500 words, an estimate for longer ones."""
    shift = max(one.shift, other.shift)
    mine, theirs = (each.shingles[each.shingles <= _ALL >> shift] for each in (one, other))
    shared = len(np.intersect1d(mine, theirs, assume_unique=True))
    smaller, larger = sorted((one.count, other.count))
    _, at, there = np.intersect1d(one.places, other.places, assume_unique=True, return_indices=True)
    differ = one.values[at] != other.values[there]
    figure = (one.values[at] & 1).astype(bool)
    return Likeness(
        contained=shared / (min(len(mine), len(theirs)) or 1),
        jaccard=shared / ((len(mine) + len(theirs) - shared) or 1),
        shared=shared << shift,
        ratio=smaller / (larger or 1),
        figures=_mean(differ[figure]),
        names=_mean(differ[~figure]),
    )


def _mean(flags: npt.NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _tokens(text: str) -> list[str]:
    """The folded words of a block, names with a sign before them."""
    folded = fold(text)
    if len(folded) == len(text):
        parts, last = [], 0
        for match in _CAPITAL.finditer(text):
            parts.append(folded[last : match.start()])
            last = match.start()
        folded = _NAME.join((*parts, folded[last:]))
    return _WORD.findall(folded)


def _hashed(token: str) -> tuple[int, int, int]:
    """A token's hash, its hash among the words round a value (figures are all one there), and 1 for a figure."""
    word = token.removeprefix(_NAME)
    if not word:
        return 0, 0, 0
    hashed = crc32(word.encode()) | 2  # never 0, which stands between blocks
    if word[0].isdigit():
        return hashed, 2, 1
    return hashed, hashed, int(word in _DATES)


def _whole(said: Hashes) -> npt.NDArray[np.bool_]:
    """Where four words in a row begin that stand in one block."""
    whole: npt.NDArray[np.bool_] = np.logical_and.reduce([said[at : len(said) - 3 + at] != 0 for at in range(SHINGLE)])
    return whole


def _mixed(parts: Sequence[Hashes]) -> Hashes:
    """One hash of several in a row, spread evenly (CRCs are not), by the steps of MurmurHash3."""
    mixed = np.zeros(len(parts[0]), dtype=np.uint32)
    for part in parts:
        mixed = (mixed ^ part) * np.uint32(0xCC9E2D51)
        mixed = (mixed << np.uint32(13)) | (mixed >> np.uint32(19))
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    return mixed ^ (mixed >> np.uint32(16))


def _shift(hashes: Hashes, most: int) -> int:
    """How many times the sample must be halved to hold no more than ``most``."""
    shift = 0
    while np.count_nonzero(hashes <= _ALL >> shift) > most:
        shift += 1
    return shift


def _once(places: Hashes, values: Hashes) -> tuple[Hashes, Hashes]:
    """The places that stand once in a text, sorted, with their values: a place that recurs tells nothing."""
    unique, first, counts = np.unique(places, return_index=True, return_counts=True)
    alone = counts == 1
    return unique[alone], values[first[alone]]
