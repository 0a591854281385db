"""Measures of a ranking of documents, one query at a time; means are the report's.

nDCG@k with gains of 1 (Järvelin and Kekäläinen, 2002) where one document is gold, or any one of several is enough.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence


def ranked_documents(uris: Iterable[str]) -> list[str]:
    """Documents in the order in which their first passage was found, each once."""
    return list(dict.fromkeys(uris))


def is_gold(uri: str, gold: Collection[str]) -> bool:
    """True when a document is a gold one: by its address, or the end of it for a file."""
    return uri in gold or any(uri.endswith(f"/{each}") for each in gold)


def ndcg(documents: Sequence[str], gold: Collection[str], k: int = 10) -> float:
    """nDCG@k of one ranking; 0 where nothing is found. Where several documents are gold, any one is enough."""
    return gain(first(documents, gold), k)


def gain(rank: float | None, k: int = 10) -> float:
    """What a gold document at a rank (from 1; None: nowhere) adds to nDCG@k."""
    return 0.0 if rank is None or rank > k else 1 / math.log2(rank + 1)


def first(documents: Sequence[str], gold: Collection[str]) -> int | None:
    """The rank (from 1) of the first gold document; None where there is none."""
    return next((rank for rank, uri in enumerate(documents, start=1) if is_gold(uri, gold)), None)
