"""The benchmark's second part: a library searched and asked, with each filter, and by several clients at once.

It runs in a process of its own (``measured``), so that memory and caches are those of one library; before anything is
timed it has warmed up as the chat's server does and answered ten questions. What is asked are words of the library's
own passages, spread over it; addresses are left out: nobody asks with one. The floor of a search is Tantivy's and
numpy's bare search of the same texts and vectors; that of an answer is the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from eval.bench_floors import BareWords, nearest
from eval.figures import Figure, as_json, from_json, percentiles, timed, together
from eval.memory import resident
from rag.answerer import Answerer
from rag.errors import EvaluationError
from rag.exact import Floats, VectorFile
from rag.library import Library
from rag.search import Search, open_search
from rag.settings import Settings, load_settings
from rag.types import Filters, Question

_CANDIDATES: Final = 80
# How many times as many passages as questions of a kind are drawn to ask from.
_ROWS: Final = 12
_WARM: Final = 10
# So that every way of answering has its share.
_BEGINNINGS: Final = ("quali sono", "quanti", "quando", "chi", "dove", "cosa prevede", "è vero che", "come")


@dataclass(frozen=True, slots=True)
class Trial:
    """What is measured: a library, how many questions of each kind, how many clients at once; its name in figures."""

    home: Path
    name: str
    asked: int = 200
    clients: tuple[int, ...] = (1, 2, 4, 8, 16, 32)


def measured(trial: Trial) -> list[Figure]:
    """The figures of a trial, measured in a process of its own. Raises EvaluationError when that fails."""
    given = {"home": str(trial.home), "name": trial.name, "asked": trial.asked, "clients": trial.clients}
    command = [sys.executable, "-m", "eval.bench_asking", json.dumps(given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["nessun messaggio"])[-1]
        raise EvaluationError(f"la misura di {trial.home} non è riuscita: {last}")
    return from_json(json.loads(done.stdout))


def asking(trial: Trial, settings: Settings, scratch: Path) -> list[Figure]:
    """Searches and answers without and with each filter, clients at once, memory; measured here and now."""
    search = open_search(settings)
    answerer = Answerer(settings, search)
    # Each row asks something new: what was asked before is remembered, and would look fast.
    pool = cycle(queries_of(search, _ROWS * trial.asked))
    figures = [Figure(("library", trial.name, "passages"), len(search.indexes.vectors), "passages")]
    search.search(next(pool))
    figures += _memory(trial.name, "search")
    answerer.warm()  # as the chat's server does in its background
    for question in _questions(pool, _WARM):
        answerer.answer(question)
    figures += _memory(trial.name, "answers")
    floor = Floor.of(search, list(islice(pool, trial.asked)), scratch)
    for name, filters in filters_of(search.library).items():
        some = list(islice(pool, trial.asked if name == "none" else max(2, trial.asked // 3)))
        figures += _filtered(trial.name, name, some, filters, search, floor)
        asked = [Question(f"{each}?", filters=filters) for each in islice(pool, len(some))]
        figures += percentiles(("answer", trial.name, name), timed(asked, answerer.answer), floor.both)
    times = timed(_questions(pool, trial.asked), answerer.answer)
    figures += percentiles(("answer", trial.name, "every kind"), times, floor.both)
    for clients in trial.clients:
        figures += _crowd(trial.name, clients, _questions(pool, trial.asked), answerer.answer, floor)
    search.close()
    return figures


def _questions(pool: Iterator[str], count: int) -> list[Question]:
    return [Question(f"{begin} {next(pool)}?") for begin in islice(cycle(_BEGINNINGS), count)]


@dataclass(frozen=True, slots=True)
class Floor:
    """Bare searches of the same texts and vectors: the times in ms; the search itself, and what it is given."""

    words: list[float]
    vectors: list[float]
    both: list[float]
    act: Callable[[tuple[str, Floats]], object]
    pairs: list[tuple[str, Floats]]

    @classmethod
    def of(cls, search: Search, queries: Sequence[str], scratch: Path) -> Floor:
        """The floor of a library: its texts are indexed once more, by Tantivy alone."""
        bare = BareWords(scratch / "bare")
        bare.add([passage.text for passage, _ in search.library.current_passages()])
        rows = VectorFile(search.indexes.vectors.folder / "exact.bin").read()["vector"]
        pairs = [(query, search.indexes.vectors.encode_query(query)) for query in queries]
        bare.search(queries[0])
        words = timed(pairs, lambda pair: bare.search(pair[0]))
        vectors = timed(pairs, lambda pair: nearest(rows, pair[1]))
        both = [one + two for one, two in zip(words, vectors, strict=True)]
        return cls(words, vectors, both, lambda pair: (bare.search(pair[0]), nearest(rows, pair[1])), pairs)


def _memory(size: str, when: str) -> list[Figure]:
    whole, own = resident()
    return [Figure(("memory", size, when), whole, "MB"), Figure(("memory", size, when, "own"), own, "MB")]


def _filtered(
    size: str, name: str, queries: Sequence[str], filters: Filters, search: Search, floor: Floor
) -> list[Figure]:
    words, meaning = search.indexes.lexical, search.indexes.vectors
    vectors = [meaning.encode_query(each) for each in queries]
    kinds: list[tuple[str, list[float], list[float]]] = [
        ("words", timed(queries, lambda each: words.search(each, filters, _CANDIDATES)), floor.words),
        ("vectors", timed(vectors, lambda each: meaning.search(each, filters, _CANDIDATES)), floor.vectors),
        ("whole", timed(queries, lambda each: search.search(each, filters)), floor.both),
    ]
    return [each for kind, times, bare in kinds for each in percentiles(("search", size, kind, name), times, bare)]


def _crowd(
    size: str, clients: int, questions: Sequence[Question], act: Callable[[Question], object], floor: Floor
) -> list[Figure]:
    """The rate of answers and what each takes, against as many clients of the bare search."""
    rate, times = together(questions, act, clients)
    bare_rate, bare_times = together(floor.pairs, floor.act, clients)
    at = ("clients", size, str(clients))
    return [Figure((*at, "rate"), rate, "answers/s", bare_rate), *percentiles(at, times, bare_times)]


def queries_of(search: Search, asked: int) -> list[str]:
    """Eight words of so many passages, spread over the library."""
    ids = search.indexes.vectors.ids()
    some = search.library.passages(ids[:: max(1, len(ids) // asked)][:asked])
    texts = ([word for word in passage.text.split() if "://" not in word] for passage, _ in some.values())
    return [" ".join(words[2:10] or words) or "?" for words in texts]


def filters_of(library: Library) -> dict[str, Filters]:
    """No filter, and one of each sort that some documents meet: a library's commonest values, its middle years."""
    records = library.records()
    common: dict[str, Any] = {}
    for facet in ("kind", "publisher", "territory", "language"):
        counted = Counter(value for each in records if (value := getattr(each, facet)))
        if counted:
            common[facet] = counted.most_common(1)[0][0]
    found = {"none": Filters(), **{facet: Filters(**{facet: value}) for facet, value in common.items()}}
    if records:
        found["document"] = Filters(document=records[len(records) // 2].uri)
    dates = sorted(each.published[:4] for each in records if each.published)
    if dates:
        found["dates"] = Filters(date_from=dates[len(dates) // 3], date_to=dates[2 * len(dates) // 3])
        if len(common) > 1:
            some = {facet: common[facet] for facet in ("kind", "territory") if facet in common}
            found["several"] = Filters(**some, date_from=dates[len(dates) // 3])
    return found


def main(arguments: Sequence[str]) -> int:
    """The process that measures: a trial as JSON, its figures as JSON; the exit code."""
    given = json.loads(arguments[0])
    trial = Trial(Path(given["home"]), given["name"], given["asked"], tuple(given["clients"]))
    with tempfile.TemporaryDirectory() as scratch:
        figures = asking(trial, load_settings(home=trial.home, offline=True), Path(scratch))
    sys.stdout.write(json.dumps(as_json(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
