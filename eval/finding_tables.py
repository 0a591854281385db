"""What the ranker sees of judged searches: a table of features each, with which candidates are right."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from eval.answer_measures import plain
from eval.finding_sets import FindingSet, Sought
from eval.retrieval_measures import first, is_gold, ndcg, ranked_documents
from eval.typos import misspelt
from rag.lexical import LexicalIndex
from rag.lexical_query import Weights
from rag.search import Search, open_search
from rag.settings import load_settings
from rag.types import Filters

Floats = npt.NDArray[np.float32]
# Only stems, in text, headings and titles: what a plain recipe with a stemmer has.
_BARE: Final = Weights(plain=0, pair=0, spelling=0, act=0, whole=0)


@dataclass(frozen=True, slots=True)
class Case:
    """A judged search with its candidates: ``table`` (n, features), ``grades`` (n,): 2 holds the answer's words too.

    ``bare`` are the documents found by BM25 over stems alone, in order.
    """

    sought: Sought
    table: Floats
    grades: npt.NDArray[np.int32]
    uris: tuple[str, ...]
    ids: tuple[str, ...]
    bare: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """True when there is something to tell apart."""
        return bool(self.grades.any()) and not bool(self.grades.all())


def cases(found: FindingSet, most: int, seed: int = 17, slips: float = 0.0, *, in_order: bool = True) -> list[Case]:
    """The cases of a set, at most ``most``, drawn at random; a share of the questions gets one slip of the hand.

    With ``in_order`` False their words are shuffled too.
    """
    chance = random.Random(seed)
    drawn = list(found.sought)
    chance.shuffle(drawn)
    search = open_search(load_settings(home=found.home))
    try:
        bare = LexicalIndex(search.indexes.lexical.folder, _BARE)
        return [_case(search, bare, each, _asked(each, slips, chance, in_order)) for each in drawn[:most]]
    finally:
        search.close()


def _asked(sought: Sought, slips: float, chance: random.Random, in_order: bool) -> str:
    text = misspelt(sought.text, chance) if chance.random() < slips else sought.text
    return text if in_order else " ".join(chance.sample(text.split(), len(text.split())))


def _case(search: Search, bare: LexicalIndex, sought: Sought, text: str) -> Case:
    found = [each for each, _ in bare.search(text, Filters(), 20)]
    records = search.library.passages(found)
    alone = tuple(records[each][1].uri for each in found if each in records)
    _, candidates, table = search.weigh(text)
    wanted = plain(sought.quote)
    grades = [
        int(is_gold(each.record.uri, sought.gold)) * (1 + bool(wanted and wanted in plain(each.passage.text)))
        for each in candidates
    ]
    uris, ids = (tuple(names) for names in ([c.record.uri for c in candidates], [c.passage.id for c in candidates]))
    return Case(sought, table, np.array(grades, dtype=np.int32), uris, ids, alone)


def measured(group: Sequence[Case], scores: Iterable[Floats]) -> dict[str, float]:
    """Means over cases whose candidates stand in the order of scores: nDCG@10, the share first, and in the first 5."""
    return means(group, [_documents(case, given) for case, given in zip(group, scores, strict=True)])


def means(group: Sequence[Case], rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    """The same of documents in the order in which they were found."""
    places = [first(docs, case.sought.gold) or 99 for case, docs in zip(group, rankings, strict=True)]
    return {
        "questions": float(len(group)),
        "nDCG@10": float(np.mean([ndcg(docs, case.sought.gold) for case, docs in zip(group, rankings, strict=True)])),
        "top1": float(np.mean([place <= 1 for place in places])),
        "top5": float(np.mean([place <= 5 for place in places])),
    }


def _documents(case: Case, scores: Floats) -> list[str]:
    order = sorted(range(len(case.uris)), key=lambda at: (-scores[at], case.ids[at]))
    return ranked_documents(case.uris[at] for at in order)


def stacked(groups: Iterable[tuple[Sequence[Case], float]]) -> tuple[Floats, Any, list[int], list[float]]:
    """Usable cases as LightGBM takes them: features, grades, sizes of queries, weights of rows."""
    tables, grades, sizes, weights = [], [], [], []
    for case, weight in _usable(groups):
        tables.append(case.table)
        grades.append(case.grades)
        sizes.append(len(case.grades))
        weights += [weight] * len(case.grades)
    return np.vstack(tables), np.concatenate(grades), sizes, weights


def _usable(groups: Iterable[tuple[Sequence[Case], float]]) -> Iterator[tuple[Case, float]]:
    for group, weight in groups:
        for case in group:
            if case.usable:
                yield case, weight
