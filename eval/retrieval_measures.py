"""Measures of a ranking of documents, one query at a time; means are the report's.

nDCG@k with gains of 1 (Järvelin and Kekäläinen, 2002) where one document is gold, or any one of several is enough. Runs
are measured by ir_measures (MacAvaney and others, 2022); ``gain`` gives the same number while a ranker is fitted.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz.fuzz import partial_ratio

from eval.answer_measures import plain

MEASURES: Final = ("nDCG@10", "RR@10", "Success@1", "Success@5")
# A passage holds a judged quote when so much of it stands there together: a passage may begin inside of it.
_HELD: Final = 90.0


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


def measured(found: Mapping[str, Sequence[str]], gold: Mapping[str, Collection[str]]) -> dict[str, dict[str, float]]:
    """MEASURES by query and name, for the documents found (best first) and the gold ones of each query.

    Any one gold document is enough: those after the first that was found are left out of run and judgments.
    """
    import ir_measures

    qrels, run = [], []
    for name, wanted in gold.items():
        ranking = ranked_documents(found.get(name, ()))
        at = first(ranking, wanted)
        qrels.append(ir_measures.Qrel(name, ranking[at - 1] if at else sorted(wanted)[0], 1))
        kept = [uri for n, uri in enumerate(ranking, start=1) if n == at or not is_gold(uri, wanted)]
        run += [ir_measures.ScoredDoc(name, uri, 1 / n) for n, uri in enumerate(kept, start=1)]
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(MEASURES, 0.0) for name in gold}
    if gold:
        parsed = [ir_measures.parse_measure(each) for each in MEASURES]
        for metric in ir_measures.iter_calc(parsed, qrels, run):
            values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def quote_rank(texts: Sequence[str], quote: str) -> int | None:
    """The rank (from 1) of the first passage that holds a judged quote; None where none does."""
    wanted = plain(quote)
    for rank, text in enumerate(map(plain, texts), start=1):
        if wanted in text or (len(text) >= len(wanted) / 2 and partial_ratio(wanted, text) >= _HELD):
            return rank
    return None
