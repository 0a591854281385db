"""How well queries find passages of another language: words translated by the tables, vectors, and both.

``python -m eval.training.translation_trial --data FOLDER [--tables rag/translations]`` makes passages of four
consecutive sentences from NTREX and UD PUD (aligned test sets, never trained on) and asks for each passage in another
language, by a whole sentence of it and by a short query (a seeded 40 % of its content words). Prints nDCG@10.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import numpy as np

from eval.training.pairs import TEST_FILES, read_rows
from rag.analysis import analyser, stop_words, terms, words
from rag.static_model import StaticEmbeddings
from rag.translation import FOLDER, Translator

WINDOW: Final = 4
SHARE: Final = 0.4
LANGUAGES: Final = ("it", "fr", "en")
Search = Callable[[str], "dict[int, float]"]
Alternatives = Sequence[tuple[tuple[str, float], ...]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Queries and the passage each asks for, by language; passages have one numbering in all languages."""

    passages: dict[str, list[str]]
    queries: dict[str, list[str]]
    gold: list[int]


def trials(folder: Path, seed: int = 7) -> dict[str, Trial]:
    """The ``whole`` sentences and the ``short`` queries over one set of passages."""
    passages: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    whole: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    gold: list[int] = []
    for name in TEST_FILES:
        rows = list(read_rows(folder / f"{name}.tsv.xz"))
        for start in range(0, len(rows), WINDOW):
            some = rows[start : start + WINDOW]
            gold += [len(passages["it"])] * len(some)
            for language in LANGUAGES:
                passages[language].append(" ".join(row[language] for row in some))
                whole[language] += [row[language] for row in some]
    rng = random.Random(seed)
    short = {language: [shorten(text, language, rng) for text in whole[language]] for language in LANGUAGES}
    return {"whole": Trial(passages, whole, gold), "short": Trial(passages, short, gold)}


def shorten(text: str, language: str, rng: random.Random) -> str:
    """A query of some content words of a sentence, in its order; two at least where it has them."""
    content = [word for word in words(text) if word not in stop_words(language)]
    count = min(len(content), max(2, round(SHARE * len(content))))
    return " ".join(content[place] for place in sorted(rng.sample(range(len(content)), count)))


class WordIndex:
    """BM25 over passages of one language; each group of alternatives counts as its best."""

    def __init__(self, passages: list[str], language: str) -> None:
        from tantivy import Document, Index, SchemaBuilder

        builder = SchemaBuilder()
        builder.add_integer_field("number", stored=True)
        builder.add_text_field("text", tokenizer_name=language)
        self.schema = builder.build()
        self.index = Index(self.schema)
        self.index.register_tokenizer(language, analyser(language))
        writer = self.index.writer(num_threads=1)
        for number, text in enumerate(passages):
            writer.add_document(Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, groups: Alternatives, limit: int = 50) -> dict[int, float]:
        """Passage number -> score of the best."""
        from tantivy import Occur, Query

        query = Query.boolean_query([(Occur.Should, self._group(group)) for group in groups])
        hits = self.searcher.search(query, limit=limit, count=False).hits
        return {int(self.searcher.doc(address).get_first("number")): float(score) for score, address in hits}

    def _group(self, group: tuple[tuple[str, float], ...]) -> Any:
        from tantivy import Query

        return Query.disjunction_max_query(
            [Query.boost_query(Query.term_query(self.schema, "text", stem), share) for stem, share in group]
        )


def untranslated(query: str, target: str) -> Alternatives:
    """The query's words taken as words of the other language."""
    return [((stem, 1.0),) for stem in dict.fromkeys(terms(query, target))]


def translated(translator: Translator, query: str, source: str, target: str) -> Alternatives:
    """The query's words by the tables, with the boosts that the search uses."""
    groups = translator.alternatives(query, source, target)
    return [tuple((stem, boost) for _, stem, boost in group) for group in groups]


def fused(one: dict[int, float], two: dict[int, float], weight: float) -> dict[int, float]:
    """Scores as shares of each list's best, the second list's times ``weight``."""
    top_one, top_two = (max(scores.values(), default=1.0) or 1.0 for scores in (one, two))
    return {each: one.get(each, 0.0) / top_one + weight * two.get(each, 0.0) / top_two for each in {**one, **two}}


def ndcg(found: list[dict[int, float]], gold: list[int]) -> float:
    """Mean nDCG@10 with one relevant passage a query; ties go by number."""
    total = 0.0
    for scores, right in zip(found, gold, strict=True):
        best = sorted(scores, key=lambda each: (-scores[each], each))[:10]
        total += 1 / math.log2(best.index(right) + 2) if right in best else 0.0
    return total / len(gold)


def by_vectors(model: StaticEmbeddings, queries: list[str], passages: list[str]) -> list[dict[int, float]]:
    """Cosine scores of the fifty nearest passages of each query."""
    near = model.encode(queries) @ model.encode(passages).T
    best = np.argsort(-near, axis=1)[:, :50]
    return [{int(each): float(row[each]) for each in order} for row, order in zip(near, best, strict=True)]


def figures(
    trial: Trial, translator: Translator, model: StaticEmbeddings, weight: float
) -> dict[str, dict[str, float]]:
    """Direction -> system -> nDCG@10."""
    found: dict[str, dict[str, float]] = {}
    for source, target in permutations(LANGUAGES, 2):
        queries = trial.queries[source]
        index = WordIndex(trial.passages[target], target)
        plain = [index.search(untranslated(query, target)) for query in queries]
        tables = [index.search(translated(translator, query, source, target)) for query in queries]
        vectors = by_vectors(model, queries, trial.passages[target])
        both = [fused(one, two, weight) for one, two in zip(tables, vectors, strict=True)]
        systems = {"words as they are": plain, "tables": tables, "vectors": vectors, "tables + vectors": both}
        found[f"{source}->{target}"] = {name: ndcg(each, trial.gold) for name, each in systems.items()}
    return found


def lines(found: dict[str, dict[str, float]]) -> list[str]:
    """The figures as the lines of a Markdown table."""
    systems = list(next(iter(found.values())))
    rows = [["", *systems], ["---", *("---:" for _ in systems)]]
    rows += [[direction, *(f"{row[name]:.3f}" for name in systems)] for direction, row in found.items()]
    mean = {name: sum(row[name] for row in found.values()) / len(found) for name in systems}
    rows.append(["mean", *(f"{mean[name]:.3f}" for name in systems)])
    return [f"| {' | '.join(row)} |" for row in rows]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of aligned texts (*.tsv.xz)")
    parser.add_argument("--tables", type=Path, default=FOLDER)
    parser.add_argument("--model", type=Path, default=FOLDER.parent / "model")
    parser.add_argument("--weight", type=float, default=0.7, help="of the vectors beside the words")
    given = parser.parse_args()
    translator, model = Translator(given.tables), StaticEmbeddings(given.model)
    for name, trial in trials(given.data).items():
        print(f"\n{name} ({len(trial.gold)} queries, {len(trial.passages['it'])} passages)")  # noqa: T201
        print("\n".join(lines(figures(trial, translator, model, given.weight))))  # noqa: T201


if __name__ == "__main__":
    main()
